"""Collaborative Work Groups: their members, leaders, and focus."""

# No `from __future__ import annotations` here: string annotations would have to be evaluated again
# at run time.
import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import msgspec

from bltui.domain.model import labels
from bltui.domain.model.errors import UserError
from bltui.domain.model.kinds import Choice, Choices, Day, Line, Parts, Prose, Whole
from bltui.domain.model.link_kinds import Link, Person
from bltui.domain.model.record import Record, active

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing

Structure = Literal[
    "horizontal",
    "vertical",
    "interdisciplinary",
    "interest",
    "common_planning",
    "student_needs",
    "other",
]
GroupStatus = Literal["draft", "published", "closed"]
Lock = Literal["slot", "leader", "members"]

#: The group structures, worded as on the training's slide "Structures for CWGs".
STRUCTURES: dict[Structure, str] = {
    "horizontal": "Horizontal by grade level",
    "vertical": "Vertical by subject area",
    "interdisciplinary": "Interdisciplinary",
    "interest": "Personal interest in a goal or topic",
    "common_planning": "Common planning times",
    "student_needs": "Needs of students",
    "other": "Others",
}


STATUSES: dict[GroupStatus, str] = {"draft": "draft", "published": "published", "closed": "closed"}
LOCKS: dict[Lock, str] = {"slot": "time", "leader": "leader", "members": "members"}


class _Member(Person, frozen=True, kw_only=True):
    """A person on the staff list. Members removed from the list stay in the group's history."""

    def clean(self, value: Any, writing: "Writing") -> Any:
        if writing.get(self.to, value) is None:
            raise UserError(self.gone(writing))
        return value


class _Members(Parts, frozen=True, kw_only=True):
    """The people of a group. Names include only the current members."""

    def show(self, value: Any, context: "Context") -> str:
        return ", ".join(self.json(value, context))

    def json(self, value: Any, context: "Context") -> Any:
        ids = dict.fromkeys(member.person_id for member in value if member.on(context.today))
        return _Member("Member", many=True).json(tuple(ids), context)


class Member(msgspec.Struct, frozen=True, omit_defaults=True):
    """A group member. A missing start or end is open."""

    person_id: Annotated[int, _Member("Member", required=True)]
    start: Annotated[dt.date | None, Day("From")] = None
    end: Annotated[dt.date | None, Day("Until")] = None
    """The last day, included."""

    def on(self, day: dt.date) -> bool:
        """Return whether the member belongs to the group on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class Cwg(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A Collaborative Work Group. Its `series` holds its meeting times."""

    TABLE = "cwgs"
    NOUN: ClassVar[str] = "group"
    NAME: ClassVar[str] = "name"

    number: Annotated[
        int,
        Whole(
            "Number",
            least=1,
            most=999,
            required=True,
            key="cwg",
            option="--number",
            hint="its box on Handout 8",
            help="the group's number",
        ),
    ]
    """The number that the building uses, such as 3 in "CWG #3".

    Unique among the current groups.
    """
    name: Annotated[
        str,
        Line("Name", required=True, first=True, hint="as people call it, such as Grade 2 reading"),
    ]
    structure: Annotated[
        Structure,
        Choice("Structure", choices=STRUCTURES, required=True, help="how the group is formed"),
    ] = "other"
    structure_note: Annotated[
        str,
        Line(
            "Note",
            key="note",
            hint="what the structure means here, such as the grade or the topic",
            help="details of the structure, such as the topic of interest",
        ),
    ] = ""
    """Details of the structure here, such as the topic of interest."""
    focus: Annotated[
        str, Prose("Focus", hint="what the group works on", help="what the group works on")
    ] = ""
    goal_id: Annotated[
        int | None,
        Link(
            "Goal",
            to="goals",
            hint="of the plan; a group on a strategy supports the strategy's goal",
            help="the building goal it supports: a number, or a part of its text",
        ),
    ] = None
    """The building goal that it supports (CWG-35)."""
    leader_id: Annotated[
        int | None, Person("Leader", present=True, set_by="`l` in CWGs, `cwg leader`")
    ] = None
    """A person, who must be on the BLT ("CWGs led by BLT members")."""
    co_leader_id: Annotated[
        int | None, Person("Co-leader", present=True, set_by="`l` in CWGs, `cwg leader`")
    ] = None
    members: Annotated[
        tuple[Member, ...], _Members("Members", of=Member, set_by="`J` in CWGs, `cwg join|leave`")
    ] = ()
    """All members, including the leader."""
    status: Annotated[
        GroupStatus,
        Choice("Status", choices=STATUSES, set_by="`p` in CWGs, `cwg publish|draft|close`"),
    ] = "draft"
    seq: Annotated[int, Whole("Published", unit="times", key="seq", set_by="publishing it")] = 0
    """How many times it was published."""
    locked: Annotated[
        tuple[Lock, ...],
        Choices(
            "Locked",
            choices=LOCKS,
            option="--lock",
            edit_only=True,
            form_by="`L` in the proposal of groups",
            help=f"what a proposal must not change: {', '.join(LOCKS)}",
        ),
    ] = ()
    """What a proposal must not change."""

    def describe(self, context: "Context") -> str:
        """Return the group's number and name."""
        return self.titled

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """Check that the number is unique and the two leaders differ. Raises UserError if not."""
        if self.leader_id is not None and self.leader_id == self.co_leader_id:
            raise UserError(
                "The co-leader is already the leader. Choose another person, or leave it blank.",
                field="co_leader_id",
            )
        taken = next(
            (
                g
                for g in active(writing.table("cwgs"))
                if g.number == self.number and g.id != self.id
            ),
            None,
        )
        if taken is not None and self.number != getattr(before, "number", None):
            raise UserError(
                f"{labels.group()} #{self.number} is {taken.name}. Choose another number.",
                field="number",
            )

    def people(self, day: dt.date | None = None) -> tuple[int, ...]:
        """Return the ids of the people who belong to it on a day, or at any time.

        Each appears once, in the order of joining.
        """
        return tuple(dict.fromkeys(m.person_id for m in self.members if day is None or m.on(day)))

    def heads(self) -> tuple[int, ...]:
        """Return the ids of the leader and co-leader, if any."""
        return tuple(p for p in (self.leader_id, self.co_leader_id) if p is not None)

    @property
    def called(self) -> str:
        """The number and name, such as "#3 Reading"."""
        return f"#{self.number} {self.name}"

    @property
    def titled(self) -> str:
        """The name with what the building calls a group, such as "CWG #3 Reading"."""
        return f"{labels.group()} {self.called}"


def working(cwgs: Mapping[int, Cwg]) -> Iterator[Cwg]:
    """Yield the active groups by number: neither removed nor closed."""
    return iter(
        sorted((g for g in active(cwgs) if g.status != "closed"), key=lambda g: (g.number, g.id))
    )
