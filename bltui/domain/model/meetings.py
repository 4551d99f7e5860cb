"""Meetings: what is planned, who came, what was said and decided. Each line is a record of its own.

Two people may take minutes at the same time: nothing of what one writes lies in the same record as
what the other writes.
"""

# No annotations from the future here: they are evaluated once, when this file is compiled to a
# class.
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import msgspec

from bltui.domain.model.about import About
from bltui.domain.model.dates import show_date
from bltui.domain.model.errors import UserError
from bltui.domain.model.kind import Kind
from bltui.domain.model.kinds import Choice, Day, Flag, Number, Parts, Prose, Whole
from bltui.domain.model.kinds import Line as OneLine
from bltui.domain.model.link_kinds import Link, Person
from bltui.domain.model.record import Record
from bltui.domain.model.teams import Team, team_words
from bltui.domain.model.text import PROSE
from bltui.domain.model.times import Time

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Tables, Writing

MeetingKind = Literal["meeting", "training", "in_service"]
Occurrence = Literal["planned", "moved", "cancelled", "held"]
MeetingStatus = Literal["draft", "agenda_sent", "held", "minutes_approved"]
Presence = Literal["present", "late", "excused", "absent", "left"]
#: Whoever was at the meeting, for all of it or a part.
CAME: tuple[Presence, ...] = ("present", "late", "left")
ItemKind = Literal["standing", "previous", "new", "info"]

#: Roles at a meeting that every team needs; a building may name others.
ROLES = ("facilitator", "recorder", "timekeeper")
#: Other words for these roles in published agendas, without spaces and hyphens.
ROLE_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("chair", "chairperson", "chairman", "chairwoman", "leader"), "facilitator"),
    **dict.fromkeys(
        ("secretary", "notetaker", "notestaker", "minutetaker", "minutestaker", "scribe"),
        "recorder",
    ),
    **dict.fromkeys(("timetaker", "timer"), "timekeeper"),
}
MEETING_KINDS: Mapping[MeetingKind, str] = {
    "meeting": "meeting",
    "training": "training",
    "in_service": "in-service",
}
PRESENCES: Mapping[Presence, str] = {
    "present": "here",
    "late": "late",
    "excused": "excused",
    "absent": "absent",
    "left": "left early",
}
ITEM_KINDS: Mapping[ItemKind, str] = {
    "new": "new",
    "previous": "from before",
    "standing": "standing",
    "info": "for information",
}
#: Most minutes of an agenda item.
_LONGEST = 600


class Clock(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which item a meeting is at; times are whole seconds since the epoch (UTC)."""

    item_id: Annotated[int, Link("Agenda item", to="agenda", key="item")]
    since: Annotated[int | None, Number("Since")] = None
    """When the clock was started; None while it is stopped."""
    spent: Annotated[int, Number("Spent")] = 0
    """Seconds that the item took before that."""


class _Running(Parts, frozen=True, kw_only=True):
    """The item that has the clock."""

    def show(self, value: Any, context: "Context") -> str:
        return Link("Agenda item", to="agenda").show(value.item_id, context) if value else ""


class _Roles(Kind, frozen=True, kw_only=True):
    """Who has which role: role -> person."""

    def show(self, value: Any, context: "Context") -> str:
        return ", ".join(f"{role}: {name}" for role, name in self.json(value, context).items())

    def json(self, value: Any, context: "Context") -> Any:
        return {role: Person("Person").json(person, context) for role, person in value.items()}

    def wants(self) -> str:
        return "roles, each with an id of `people`"


class Meeting(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One meeting of one team on one day."""

    TABLE = "meetings"
    NOUN: ClassVar[str] = "meeting"
    NAME: ClassVar[str] = "on"

    team: Annotated[str, Team("Team", set_by="planning it: `p` in Meeting, `meeting plan`")] = "blt"
    on: Annotated[
        date,
        Day("Day", required=True, key="date", set_by="`O` in Meeting, `meeting plan|move`"),
    ]
    start: Annotated[str, Time("From", option="--start")] = ""
    """"15:30", local time; empty if it is not fixed."""
    end: Annotated[str, Time("To", option="--end")] = ""
    place: Annotated[str, OneLine("Place")] = ""
    kind: Annotated[MeetingKind, Choice("Kind", choices=MEETING_KINDS, set_by="`meeting plan`")] = (
        "meeting"
    )
    purpose: Annotated[str, OneLine("Purpose")] = ""
    norms: Annotated[str, Prose("Norms", edit_only=True)] = ""
    """The team's norms, or where they are."""
    roles: Annotated[dict[str, int], _Roles("Roles", set_by="`r` in Meeting, `meeting role`")] = {}
    series_id: Annotated[
        int | None, Link("Series", to="series", set_by="planning a meeting of a series")
    ] = None
    original: Annotated[
        date | None, Day("Planned for", set_by="`O` in Meeting, `meeting move`")
    ] = None
    """The day that it was planned for, if it was moved."""
    why: Annotated[
        str, OneLine("Reason", key="reason", set_by="`O` in Meeting, `meeting move|cancel`")
    ] = ""
    """Why it was moved or cancelled."""
    cancelled: Annotated[bool, Flag("Cancelled", set_by="`O` in Meeting, `meeting cancel`")] = False
    agenda_on: Annotated[
        date | None, Day("Agenda sent", set_by="`S` in Meeting, `meeting send`")
    ] = None
    held: Annotated[bool, Flag("Held", set_by="`s` in Meeting, `meeting start`")] = False
    """It took place, or is taking place."""
    ended: Annotated[bool, Flag("Ended", set_by="`E` in Meeting, `meeting end`")] = False
    clock: Annotated[Clock | None, _Running("Clock", of=Clock, set_by="holding the meeting")] = None
    """The item that is talked about while the meeting is held."""
    minutes_on: Annotated[
        date | None, Day("Minutes shared", set_by="`M` in Meeting, `meeting share`")
    ] = None
    approved_on: Annotated[
        date | None, Day("Minutes approved", set_by="`V` in Meeting, `meeting approve`")
    ] = None
    """From then on only amendments."""
    next_on: Annotated[date | None, Day("Next meeting", set_by="`E` in Meeting, `meeting end`")] = (
        None
    )
    """The next meeting, as agreed at the end of this one."""

    @property
    def occurrence(self) -> Occurrence:
        """What became of the day."""
        if self.cancelled:
            return "cancelled"
        return "held" if self.held else "moved" if self.original else "planned"

    @property
    def status(self) -> MeetingStatus:
        """How far its papers are."""
        if self.approved_on:
            return "minutes_approved"
        return "held" if self.held else "agenda_sent" if self.agenda_on else "draft"

    def describe(self, context: "Tables") -> str:
        """The meeting by its team and day: "BLT 1 Dec 2026"."""
        return f"{team_words(self.team, context.get('profile', 1).dlt_label)} {show_date(self.on)}"

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """A meeting ends after it begins."""
        times = (self.start, self.end)
        if isinstance(before, Meeting) and (before.start, before.end) == times:
            return
        if all(times) and self.end <= self.start:
            raise UserError(
                f"The meeting ends at {self.end}, before it begins at {self.start}. Correct one of "
                "them.",
                field="end",
            )


#: The meeting that something belongs to.
OF_MEETING = Link("Meeting", to="meetings", set_by="the meeting that it is added to")


class AgendaItem(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One item of an agenda."""

    TABLE = "agenda"
    NOUN: ClassVar[str] = "agenda item"
    NAME: ClassVar[str] = "title"

    meeting_id: Annotated[int, OF_MEETING]
    order: Annotated[
        int,
        Number("Order", set_by="moving it: `J` and `K` in Meeting, `meeting item move`"),
    ]
    """Items are shown by this, then by id; numbers are apart so that one can be put between two."""
    title: Annotated[str, OneLine("Title", required=True, first=True)]
    begins: Annotated[
        str,
        Time("Begins", form_by="its field When", command_by="its option `--at`"),
    ] = ""
    """When it is to begin, "15:00", if the agenda says so."""
    minutes: Annotated[int | None, Whole("Minutes", most=_LONGEST, help="how long it may take")] = (
        None
    )
    owner_id: Annotated[int | None, Person("Owner", present=True, help="who leads it")] = None
    kind: Annotated[ItemKind, Choice("Kind", choices=ITEM_KINDS)] = "new"
    about: Annotated[
        str,
        About(
            "About",
            hint="step:5, goal:3, cwg:2, or blank",
            help="what it is about: step:N, goal:N, cwg:N",
        ),
    ] = ""
    """"step:5", "goal:3", "cwg:2", or nothing in particular."""
    origin: Annotated[str, OneLine("Origin", set_by="preparing the agenda")] = ""
    """What put it there, such as "standing:norms"; preparing twice adds nothing twice."""
    done: Annotated[
        bool,
        Flag(
            "Done",
            switch=True,
            edit_only=True,
            form_by="`space` in Meeting",
            help="it was talked about",
        ),
    ] = False
    took: Annotated[
        int | None,
        Whole(
            "Took",
            most=_LONGEST,
            unit="minutes",
            edit_only=True,
            form_by="its clock",
            help="minutes that it took",
        ),
    ] = None
    outcome: Annotated[
        str, OneLine("Outcome", edit_only=True, help="what came of it", max=PROSE, lines=True)
    ] = ""


class Attendance(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Whether one person came to one meeting."""

    TABLE = "attendance"
    NOUN: ClassVar[str] = "attendance"
    NAME: ClassVar[str] = "state"

    meeting_id: Annotated[int, OF_MEETING]
    person_id: Annotated[int, Person("Person", set_by="`h` in Meeting, `meeting present`")]
    state: Annotated[
        Presence, Choice("Attendance", choices=PRESENCES, command_by="`meeting present`")
    ]
    """"left": was here and went before the end; until then such a person counts as present."""
