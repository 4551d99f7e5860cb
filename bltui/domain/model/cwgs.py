"""Collaborative Work Groups: who works together, on what, led by whom."""

# No annotations from the future here: they are evaluated once, when this file is compiled to a class.
import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from bltui.domain.model.errors import UserError
from bltui.domain.model.kinds import Choice, Line, Prose, Whole
from bltui.domain.model.link_kinds import Link, Person
from bltui.domain.model.record import Record, active

if TYPE_CHECKING:
    from bltui.domain.model.context import Writing

Structure = Literal[
    "horizontal", "vertical", "interdisciplinary", "interest", "common_planning", "student_needs", "other"
]
GroupStatus = Literal["draft", "published", "closed"]
Lock = Literal["slot", "leader", "members"]

#: The structures in the words of the training's slide "Structures for CWGs" [S1].
STRUCTURES: dict[Structure, str] = {
    "horizontal": "Horizontal by grade level",
    "vertical": "Vertical by subject area",
    "interdisciplinary": "Interdisciplinary",
    "interest": "Personal interest in a goal or topic",
    "common_planning": "Common planning times",
    "student_needs": "Needs of students",
    "other": "Others",
}


class Member(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody in a group; open ends have no bound."""

    person_id: int
    start: dt.date | None = None
    end: dt.date | None = None
    """Last day, included."""

    def on(self, day: dt.date) -> bool:
        """Whether they belong to the group on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class Cwg(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A Collaborative Work Group [S1]. When it meets is in its `series`."""

    TABLE = "cwgs"

    number: Annotated[int, Whole("Number", least=1, most=999)]
    """The number that the building calls it by, such as 3 in "CWG #3"; unique among the groups that are there."""
    name: Annotated[str, Line("Name", required=True)]
    structure: Annotated[Structure, Choice("Structure", choices=STRUCTURES)] = "other"
    structure_note: Annotated[str, Line("Structure note")] = ""
    """What the structure means here, such as the topic of interest."""
    focus: Annotated[str, Prose("Focus")] = ""
    goal_id: Annotated[int | None, Link("Goal", to="goals")] = None
    """The building goal that it serves (CWG-35)."""
    leader_id: Annotated[int | None, Person("Leader", present=True)] = None
    """A person, who must be on the BLT: "CWGs led by BLT members" [S1]."""
    co_leader_id: Annotated[int | None, Person("Co-leader", present=True)] = None
    members: tuple[Member, ...] = ()
    """The leader among them."""
    status: GroupStatus = "draft"
    seq: int = 0
    """How often it was published."""
    locked: tuple[Lock, ...] = ()
    """What a proposal must leave as it is."""

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """No other group has the number, and the two leaders are two people."""
        if self.leader_id is not None and self.leader_id == self.co_leader_id:
            raise UserError("The co-leader is the leader. Name somebody else, or nobody.", field="co_leader_id")
        taken = next((g for g in active(writing.table("cwgs")) if g.number == self.number and g.id != self.id), None)
        if taken is not None and self.number != getattr(before, "number", None):
            raise UserError(f"CWG #{self.number} is {taken.name}. Take another number.", field="number")

    def people(self, day: dt.date | None = None) -> tuple[int, ...]:
        """The persons who belong to it on a day, or at any time; each once, in the order in which they came."""
        return tuple(dict.fromkeys(m.person_id for m in self.members if day is None or m.on(day)))

    def heads(self) -> tuple[int, ...]:
        """Leader and co-leader, as far as there are any."""
        return tuple(p for p in (self.leader_id, self.co_leader_id) if p is not None)

    @property
    def called(self) -> str:
        """Such as "#3 Reading"."""
        return f"#{self.number} {self.name}"


def working(cwgs: Mapping[int, Cwg]) -> Iterator[Cwg]:
    """The groups that are at work: neither removed nor closed, by number."""
    return iter(sorted((g for g in active(cwgs) if g.status != "closed"), key=lambda g: (g.number, g.id)))
