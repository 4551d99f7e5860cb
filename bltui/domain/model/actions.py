"""The record of one action: what, who, and its due date."""

# No `from __future__ import annotations` here: string annotations would have to be evaluated again
# at run time.
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from bltui.domain.model.about import About
from bltui.domain.model.due import Due
from bltui.domain.model.kinds import Choice, Day, Line, Prose
from bltui.domain.model.link_kinds import Link, Person
from bltui.domain.model.record import Record
from bltui.domain.model.teams import Team

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing

ActionStatus = Literal["open", "doing", "done", "dropped"]
#: Not finished yet.
OPEN: tuple[ActionStatus, ...] = ("open", "doing")
STATUSES: dict[ActionStatus, str] = {
    "open": "open",
    "doing": "begun",
    "done": "done",
    "dropped": "dropped",
}


class _OwnerTeam(Team, frozen=True, kw_only=True):
    """A team that does something together, or "" for none."""

    none: Any = ""

    def clean(self, value: Any, writing: "Writing") -> Any:
        return super().clean(value, writing) if value else ""

    def show(self, value: Any, context: "Context") -> str:
        return super().show(value, context) if value else ""

    def json(self, value: Any, context: "Context") -> Any:
        return self.show(value, context) or None


class Action(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Something that a person does by a due date."""

    TABLE = "actions"
    NOUN: ClassVar[str] = "action"
    NAME: ClassVar[str] = "text"

    text: Annotated[str, Line("Action", required=True, first=True, help="what to do")]
    owner_id: Annotated[int | None, Person("Owner", present=True, help="who does it")] = None
    due: Annotated[date | None, Due("Due date", help="the due date: fri, +7, 2026-12-04")] = None
    status: Annotated[
        ActionStatus,
        Choice(
            "Status", choices=STATUSES, set_by="`u` in Meeting, `action done|drop|begin|reopen`"
        ),
    ] = "open"
    source: Annotated[str, About("Source", set_by="the meeting or feedback that it comes from")] = (
        ""
    )
    """Where it was agreed on: "meeting:3", "feedback:4711", or nothing."""
    about: Annotated[
        str,
        About(
            "Supports",
            hint="step:5, goal:3, cwg:2, or blank",
            help="what it supports: step:N, goal:N, cwg:N, meeting:N",
        ),
    ] = ""
    """What it supports: "step:5", "goal:3", "cwg:2", or nothing."""
    others: Annotated[
        tuple[int, ...],
        Person("With", many=True, present=True, option="--with", help="who else does it"),
    ] = ()
    """Other owners, if several do it together."""
    team: Annotated[
        str, _OwnerTeam("Group", option="--group", help="a team that does it: blt, dlt, or cwg:2")
    ] = ""
    """The team that owns it together: "blt", "cwg:2", or nothing."""
    item_id: Annotated[
        int | None,
        Link(
            "Agenda item", to="agenda", key="item", set_by="the agenda item that it was promised in"
        ),
    ] = None
    """The agenda item during which it was agreed on."""
    done_on: Annotated[date | None, Day("Done", set_by="status")] = None
    """When it was done or dropped."""
    note: Annotated[str, Prose("Note", edit_only=True, help="how it went, or why")] = ""
    carried_to: Annotated[str, Line("Carried to", set_by="`year open`")] = ""
    """The school year, such as "2027-28", that shows it at steps 1 and 2.

    Set if the action was open when that year was opened.
    """

    def describe(self, context: "Context") -> str:
        """Return the noun and number of the action."""
        return f"{self.NOUN} #{self.id}"
