"""Meetings: plan, attendance, and agenda. Each line is its own record.

Two people may take minutes at the same time: what one writes is never in the same record as what
the other writes.
"""

# No `from __future__ import annotations` here: string annotations would have to be evaluated again
# at run time.
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import msgspec

from bltui.domain.model.about import About
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date, show_time
from bltui.domain.model.kind import Kind
from bltui.domain.model.kinds import Choice, Day, Flag, Number, Parts, Prose, Whole
from bltui.domain.model.kinds import Line as OneLine
from bltui.domain.model.link_kinds import Link, Person
from bltui.domain.model.protocols import ProtocolId
from bltui.domain.model.record import Record
from bltui.domain.model.teams import Team, team_words
from bltui.domain.model.text import PROSE
from bltui.domain.model.times import Time

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Tables, Writing

MeetingKind = Literal["meeting", "training", "in_service"]
Occurrence = Literal["planned", "moved", "cancelled", "held"]
#: How people read an occurrence.
OCCURRENCES: dict[str, str] = {
    "planned": "planned",
    "moved": "moved",
    "cancelled": "canceled",
    "held": "held",
}
MeetingStatus = Literal["draft", "agenda_sent", "held", "minutes_approved"]
#: What a status says about the agenda and the minutes.
DOCUMENTS: dict[MeetingStatus, str] = {
    "draft": "agenda not sent",
    "agenda_sent": "agenda sent",
    "held": "minutes not approved",
    "minutes_approved": "minutes approved",
}
Presence = Literal["present", "late", "excused", "absent", "left"]
#: Present at the meeting for all of it or a part.
CAME: tuple[Presence, ...] = ("present", "late", "left")
ItemKind = Literal["standing", "previous", "new", "info"]
ItemIntent = Literal["decide", "discuss", "inform"]

#: Roles that every team needs at a meeting. A building may add others.
ROLES = ("facilitator", "recorder", "timekeeper")
#: Other words for these roles in published agendas, without spaces or hyphens.
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
#: What the team does with an item, as agendas say it.
INTENTS: Mapping[ItemIntent, str] = {
    "decide": "Decide",
    "discuss": "Discuss",
    "inform": "Inform",
}
#: Longest time for an agenda item, in minutes.
_LONGEST = 600


class Clock(msgspec.Struct, frozen=True, omit_defaults=True):
    """The current item of a meeting. Times are whole seconds since the epoch (UTC)."""

    item_id: Annotated[int, Link("Agenda item", to="agenda", key="item")]
    since: Annotated[int | None, Number("Since")] = None
    """When the clock was started, or None while it is stopped."""
    spent: Annotated[int, Number("Spent")] = 0
    """Seconds spent on the item before that."""
    turns: Annotated[int, Number("Turns")] = 0
    """How many turns of the item's protocol are over."""
    turn_at: Annotated[int, Number("Turn at")] = 0
    """Seconds that the item had taken when the current turn began."""


class _Running(Parts, frozen=True, kw_only=True):
    """The item that the clock is running for."""

    def show(self, value: Any, context: "Context") -> str:
        return Link("Agenda item", to="agenda").show(value.item_id, context) if value else ""


class _Roles(Kind, frozen=True, kw_only=True):
    """The person for each role: role -> person id."""

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
    start: Annotated[str, Time("From", option="--start", help="when it is planned to begin")] = ""
    """The local start time, such as "15:30"; empty if not set."""
    end: Annotated[str, Time("To", option="--end", help="when it is planned to end")] = ""
    place: Annotated[str, OneLine("Place")] = ""
    kind: Annotated[MeetingKind, Choice("Kind", choices=MEETING_KINDS, set_by="`meeting plan`")] = (
        "meeting"
    )
    purpose: Annotated[str, OneLine("Purpose")] = ""
    norms: Annotated[str, Prose("Norms", edit_only=True)] = ""
    """The team's norms, or where to find them."""
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
    """Why it was moved or canceled."""
    cancelled: Annotated[bool, Flag("Canceled", set_by="`O` in Meeting, `meeting cancel`")] = False
    day_id: Annotated[int | None, Link("Closed day", to="days", set_by="`calendar snow`")] = None
    """The closed day that it was moved or canceled for. Opening that day again restores it."""
    agenda_on: Annotated[
        date | None, Day("Agenda sent", set_by="`S` in Meeting, `meeting send`")
    ] = None
    posted_on: Annotated[
        date | None,
        Day(
            "Agenda posted",
            past="post the agenda first, then record it",
            set_by="`B` in Meeting, `meeting post`",
        ),
    ] = None
    """The day the agenda was posted for the public."""
    posted_at: Annotated[str, Time("Posted at", set_by="`B` in Meeting, `meeting post --at`")] = ""
    """The time of that day. Empty if unknown."""
    held: Annotated[bool, Flag("Held", set_by="`s` in Meeting, `meeting start`")] = False
    """Whether it took place or is in progress."""
    ended: Annotated[bool, Flag("Ended", set_by="`E` in Meeting, `meeting end`")] = False
    clock: Annotated[Clock | None, _Running("Clock", of=Clock, set_by="holding the meeting")] = None
    """The current item while the meeting is held."""
    called_to_order: Annotated[
        str, Time("Called to order", edit_only=True, help="when it was called to order")
    ] = ""
    """When it began, as it happened or was entered; never the planned time. Empty if unknown."""
    adjourned: Annotated[str, Time("Adjourned", edit_only=True, help="when it was adjourned")] = ""
    """When it ended, as it happened or was entered; never the planned time. Empty if unknown."""
    minutes_on: Annotated[
        date | None, Day("Minutes shared", set_by="`M` in Meeting, `meeting share`")
    ] = None
    approved_on: Annotated[
        date | None, Day("Minutes approved", set_by="`V` in Meeting, `meeting approve`")
    ] = None
    """The day the minutes were approved. After that, only amendments are allowed."""
    next_on: Annotated[date | None, Day("Next meeting", set_by="`E` in Meeting, `meeting end`")] = (
        None
    )
    """The date of the next meeting, agreed on at the end of this one."""

    @property
    def occurrence(self) -> Occurrence:
        """Whether the meeting was canceled, held, moved, or is planned."""
        if self.cancelled:
            return "cancelled"
        return "held" if self.held else "moved" if self.original else "planned"

    @property
    def status(self) -> MeetingStatus:
        """The status of its agenda and minutes."""
        if self.approved_on:
            return "minutes_approved"
        return "held" if self.held else "agenda_sent" if self.agenda_on else "draft"

    def describe(self, context: "Tables") -> str:
        """Return the meeting's team and day, such as "BLT 1 Dec 2026" for the BLT."""
        return f"{self.describe_team(context)} {show_date(self.on)}"

    def describe_team(self, context: "Tables") -> str:
        """Return the name of the meeting's team, such as "BLT" or "CWG #2"."""
        return team_words(self.team, context.get("profile", 1).dlt_label)

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """Check that the meeting ends after it begins, as planned and as it happened.

        Raises UserError if not, or if times of a meeting that was not started are given. Notes that
        an agenda was posted for another day or time.
        """
        posted = isinstance(before, Meeting) and before.posted_on and not before.held
        if posted and self._new(before, "on", "start"):
            writing.note("Its agenda was posted for another day or time. Post it again.")
        if self._new(before, "start", "end") and self.start and self.end and self.end <= self.start:
            raise UserError(
                f"The meeting ends at {show_time(self.end)}, before it begins at "
                f"{show_time(self.start)}. Correct one of them.",
                field="end",
            )
        if not self._new(before, "called_to_order", "adjourned"):
            return
        began, ended = self.called_to_order, self.adjourned
        if (began or ended) and not self.held:
            raise UserError(
                "The meeting was not started, so it has no such times. Start it first.",
                field="called_to_order" if began else "adjourned",
            )
        if began and ended and ended <= began:
            raise UserError(
                f"The meeting was called to order at {show_time(began)}; it cannot end at "
                f"{show_time(ended)}. Correct one of them.",
                field="adjourned",
            )

    def _new(self, before: Record | None, *fields: str) -> bool:
        """Whether one of these fields is not as it was."""
        return any(getattr(self, name) != getattr(before, name, "") for name in fields)


#: The kind of the field for the record's meeting.
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
    """Sort key, before the id. Numbers have gaps so that an item fits between two others."""
    title: Annotated[str, OneLine("Title", required=True, first=True)]
    begins: Annotated[
        str,
        Time("Begins", form_by="its field When", command_by="its option `--at`"),
    ] = ""
    """The planned start time, such as "15:00", if the agenda has one."""
    minutes: Annotated[
        int | None,
        Whole("Minutes", most=_LONGEST, help="planned minutes (default: those of its protocol)"),
    ] = None
    owner_id: Annotated[int | None, Person("Owner", present=True, help="who leads it")] = None
    intent: Annotated[
        ItemIntent | None,
        Choice(
            "Intent",
            choices=INTENTS,
            unset="not said",
            help="what the team does with it: decide, discuss, or inform",
        ),
    ] = None
    preparation: Annotated[
        str,
        OneLine(
            "Preparation",
            hint="what to read or bring",
            help="what to read or bring before the meeting",
        ),
    ] = ""
    kind: Annotated[ItemKind, Choice("Kind", choices=ITEM_KINDS)] = "new"
    about: Annotated[
        str,
        About(
            "About",
            hint="step:5, goal:3, cwg:2, or blank",
            help="what it is about: step:N, goal:N, cwg:N",
        ),
    ] = ""
    """What it is about: "step:5", "goal:3", "cwg:2", or nothing."""
    protocol: Annotated[
        str, ProtocolId("Protocol", help="its protocol with timed turns: see `bltui protocol list`")
    ] = ""
    """The id of its protocol, whose presenter is the owner; "" for none."""
    origin: Annotated[str, OneLine("Origin", set_by="preparing the agenda")] = ""
    """What added it, such as "standing:norms". Preparing twice adds nothing twice."""
    done: Annotated[
        bool,
        Flag(
            "Done",
            switch=True,
            edit_only=True,
            form_by="`space` in Meeting",
            help="mark the item as discussed",
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
            help="actual minutes",
        ),
    ] = None
    outcome: Annotated[
        str, OneLine("Outcome", edit_only=True, help="the outcome", max=PROSE, lines=True)
    ] = ""


class Attendance(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One person's attendance at one meeting."""

    TABLE = "attendance"
    NOUN: ClassVar[str] = "attendance"
    NAME: ClassVar[str] = "state"

    meeting_id: Annotated[int, OF_MEETING]
    person_id: Annotated[int, Person("Person", set_by="`h` in Meeting, `meeting present`")]
    state: Annotated[
        Presence, Choice("Attendance", choices=PRESENCES, command_by="`meeting present`")
    ]
    """The state. "left": left before the end, and counts as present until then."""
    came_at: Annotated[
        str,
        Time("Arrived", form_by="its field", command_by='the name, such as `--late "Kim 4:05"`'),
    ] = ""
    """When the person came, if it was recorded."""
    left_at: Annotated[
        str,
        Time("Left", form_by="its field", command_by='the name, such as `--left "Kim 4:30"`'),
    ] = ""
    """When the person left, if it was recorded."""
    reason: Annotated[
        str,
        OneLine(
            "Reason",
            form_by="its field",
            command_by='the name, such as `--excused "Kim: jury duty"`',
        ),
    ] = ""
    """Why the person was late, excused, or absent, as it was said."""
