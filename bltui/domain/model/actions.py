"""The record of one action: what, who, by when."""

# No annotations from the future here: they are evaluated once, when this file is compiled to a
# class.
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from bltui.domain.model.about import About
from bltui.domain.model.kinds import Choice, Day, Line, Prose
from bltui.domain.model.link_kinds import Link, Person
from bltui.domain.model.record import Record

if TYPE_CHECKING:
    from bltui.domain.model.context import Context

ActionStatus = Literal["open", "doing", "done", "dropped"]
#: Still to be done.
OPEN: tuple[ActionStatus, ...] = ("open", "doing")
STATUSES: dict[ActionStatus, str] = {
    "open": "open",
    "doing": "begun",
    "done": "done",
    "dropped": "dropped",
}


class Action(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Something that somebody does by a day."""

    TABLE = "actions"
    NOUN: ClassVar[str] = "action"
    NAME: ClassVar[str] = "text"

    text: Annotated[str, Line("Action", required=True, first=True, help="what is to be done")]
    owner_id: Annotated[
        int | None, Person("Owner", by_initials=True, present=True, help="who does it")
    ] = None
    due: Annotated[date | None, Day("Due date", help="the due date: fri, +7, 2026-12-04")] = None
    status: Annotated[
        ActionStatus,
        Choice(
            "Status", choices=STATUSES, set_by="`u` in Meeting, `action done|drop|begin|reopen`"
        ),
    ] = "open"
    source: Annotated[str, About("Source", set_by="the meeting or feedback that it comes from")] = (
        ""
    )
    """Where it was promised: "meeting:3", "feedback:4711", or nothing."""
    about: Annotated[
        str,
        About(
            "Supports",
            hint="step:5, goal:3, cwg:2, or blank",
            help="what it supports: step:N, goal:N, cwg:N, meeting:N",
        ),
    ] = ""
    """What it serves: "step:5", "goal:3", "cwg:2", or nothing."""
    item_id: Annotated[
        int | None,
        Link(
            "Agenda item", to="agenda", key="item", set_by="the agenda item that it was promised in"
        ),
    ] = None
    """The agenda item during which it was promised."""
    done_on: Annotated[date | None, Day("Done", set_by="status")] = None
    """When it was done or dropped."""
    note: Annotated[str, Prose("Note", edit_only=True, help="how it went, or why")] = ""
    carried_to: Annotated[str, Line("Carried to", set_by="`year open`")] = ""
    """The school year, such as "2027-28", at whose steps 1 and 2 it stands because it was open when
    that year was opened.
    """

    def describe(self, context: "Context") -> str:
        """The action by its number."""
        return f"{self.NOUN} #{self.id}"
