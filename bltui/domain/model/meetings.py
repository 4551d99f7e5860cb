"""Meetings: what is planned, who came, what was said and decided. Each line is a record of its own.

Two people may take minutes at the same time: nothing of what one writes lies in the same record as what the other writes.
"""

# No annotations from the future here: they are evaluated once, when this file is compiled to a class.
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import msgspec

from bltui.domain.model.errors import UserError
from bltui.domain.model.kinds import Amount, Number, Prose, Whole
from bltui.domain.model.kinds import Line as OneLine
from bltui.domain.model.link_kinds import Person
from bltui.domain.model.record import Record

if TYPE_CHECKING:
    from bltui.domain.model.context import Writing

MeetingKind = Literal["meeting", "training", "in_service"]
Occurrence = Literal["planned", "moved", "cancelled", "held"]
MeetingStatus = Literal["draft", "agenda_sent", "held", "minutes_approved"]
Presence = Literal["present", "late", "excused", "absent", "left"]
#: Whoever was at the meeting, for all of it or a part.
CAME: tuple[Presence, ...] = ("present", "late", "left")
ItemKind = Literal["standing", "previous", "new", "info"]
LineKind = Literal["note", "parking", "to", "from", "plus", "delta", "amendment"]
Method = Literal["consensus", "fist_to_five", "vote"]
Outcome = Literal["", "adopted", "not_adopted", "not_decided"]
Category = Literal["instruction", "calendar", "financial", "bylaws", "other"]

#: Roles at a meeting that every team needs; a building may name others.
ROLES = ("facilitator", "recorder", "timekeeper")
#: Other words for these roles in published agendas, without spaces and hyphens.
ROLE_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("chair", "chairperson", "chairman", "chairwoman", "leader"), "facilitator"),
    **dict.fromkeys(("secretary", "notetaker", "notestaker", "minutetaker", "minutestaker", "scribe"), "recorder"),
    **dict.fromkeys(("timetaker", "timer"), "timekeeper"),
}
#: What each kind of line is called in minutes.
LINES: Mapping[LineKind, str] = {
    "note": "Notes",
    "parking": "Parking lot",
    "to": "Communication to",
    "from": "Communication from",
    "plus": "Plus",
    "delta": "Delta",
    "amendment": "Amendments",
}
OUTCOMES: Mapping[Outcome, str] = {
    "": "",
    "adopted": "adopted",
    "not_adopted": "not adopted",
    "not_decided": "not decided",
}


class Clock(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which point a meeting is at; times are whole seconds since the epoch (UTC)."""

    item_id: int
    since: int | None = None
    """When the clock began to go; None while it stands."""
    spent: int = 0
    """Seconds that the point took before that."""


class Meeting(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One meeting of one team on one day."""

    TABLE = "meetings"

    team: str = "blt"
    """Whose: "blt", "dlt", or a group by its number, "cwg:2"."""
    on: date
    start: str = ""
    """"15:30", local time; empty if it is not fixed."""
    end: str = ""
    place: str = ""
    kind: MeetingKind = "meeting"
    purpose: str = ""
    norms: str = ""
    """The team's norms, or where they are."""
    roles: dict[str, int] = {}
    """Role -> person."""
    series_id: int | None = None
    original: date | None = None
    """The day it was planned for, where it was moved."""
    why: str = ""
    """Why it was moved or cancelled."""
    cancelled: bool = False
    agenda_on: date | None = None
    """When the agenda was sent."""
    held: bool = False
    """It took place, or is taking place."""
    ended: bool = False
    clock: Clock | None = None
    """The point that is talked about, while the meeting is held."""
    minutes_on: date | None = None
    """When the minutes were shared."""
    approved_on: date | None = None
    """From then on only amendments."""
    next_on: date | None = None
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


#: Most people who can vote in one decision.
_MOST = 100_000


class AgendaItem(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One point of an agenda."""

    TABLE = "agenda"
    NOUN: ClassVar[str] = "agenda item"
    NAME: ClassVar[str] = "title"

    meeting_id: int
    order: int
    """Points stand by this, then by id; numbers are apart so that one can be put between two."""
    title: str
    begins: str = ""
    """When it is to begin, "15:00", where the agenda says so."""
    minutes: int | None = None
    owner_id: int | None = None
    kind: ItemKind = "new"
    about: str = ""
    """"step:5", "goal:3", "cwg:2", or nothing in particular."""
    origin: str = ""
    """What put it there, such as "standing:norms" or "parking:12"; prefilling twice adds nothing twice."""
    done: bool = False
    took: int | None = None
    """Minutes that it took."""
    outcome: str = ""


class Attendance(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Whether one person came to one meeting."""

    TABLE = "attendance"

    meeting_id: int
    person_id: int
    state: Presence
    """"left": was here and went before the end; until then such a person counts as present."""


class Line(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One line of minutes that is neither a decision nor an action."""

    TABLE = "lines"

    meeting_id: int
    kind: LineKind
    text: Annotated[str, Prose("Text", required=True)]
    item_id: int | None = None
    """The point of the agenda during which it was said."""
    party: Annotated[str, OneLine("Party", max=80)] = ""
    """With whom, in communication to and from: "DLT", "CWG #2", "staff"."""
    person_id: Annotated[int | None, Person("By", present=True)] = None
    """Who passes it on."""
    on: date | None = None
    """The day of an amendment."""
    done: bool = False
    """Taken off the parking lot, or passed on."""

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """A line is about an item of its own meeting."""
        _own_item(self, before, writing)


class DecisionMade(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A proposal and how the team decided on it. What came of it is computed, see `deciding`."""

    TABLE = "decisions"

    meeting_id: int
    text: Annotated[str, Prose("Decision", required=True)]
    item_id: int | None = None
    category: Category = "other"
    """"Make decisions on financial and capital management" [S2] are `financial`."""
    amount: Annotated[float | None, Amount("Amount")] = None
    goal: str = ""
    """The goal or other thing that it serves, such as "goal:3"."""
    method: Method = "consensus"
    scores: tuple[int, ...] = ()
    """Fist to five: 0 to 5 for each person."""
    eligible: Annotated[int | None, Whole("Eligible", most=_MOST)] = None
    """How many could take part; None where nobody counted."""
    yes: Annotated[int, Whole("Yes", most=_MOST)] = 0
    no: Annotated[int, Whole("No", most=_MOST)] = 0
    abstain: Annotated[int, Whole("Abstain", most=_MOST)] = 0
    unclear: Annotated[int, Whole("Unclear", most=_MOST)] = 0
    not_voting: Annotated[int, Whole("Not voting", most=_MOST)] = 0
    ballots: Annotated[int | None, Whole("Ballots", most=_MOST)] = None
    """Ballots handed in, where the minutes give that number besides."""
    percent: Annotated[float | None, Number("Percent", least=0, most=100)] = None
    """The share that the minutes state; checked against the count."""
    needs: Annotated[float | None, Number("Needs", least=0.01, most=100)] = None
    """The share of yes that this matter needs, in percent, such as two thirds for the by-laws; None: the building's own."""
    gone: int = 0
    """Voting members who had left when it was written down; whoever leaves after a decision changes nothing about it."""
    late: int | None = None
    """Voting members who had come late by then; who comes later still changes nothing either. None: nobody was noted yet."""
    here: int | None = None
    """Voting members who had come by then; whoever is noted as here later may or may not have been. None: nobody was noted yet."""
    stated: Outcome = ""
    """What the minutes say came of it; empty where only the count speaks."""
    reason: Annotated[str, Prose("Reason")] = ""

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """Scores are those of a fist to five, and the item is one of the same meeting."""
        if any(not 0 <= score <= 5 for score in self.scores):
            raise UserError("A fist to five has scores from 0 to 5, such as 5,4,3.", field="scores")
        if self.method == "fist_to_five" and not self.scores:
            raise UserError("Give the score of each person, such as 5,4,3.", field="scores")
        _own_item(self, before, writing)


def _own_item(record: Line | DecisionMade, before: Any, writing: "Writing") -> None:
    """Raise UserError if a record is put to an item of another meeting's agenda."""
    if record.item_id is None or record.item_id == getattr(before, "item_id", None):
        return
    item = writing.get("agenda", record.item_id)
    if item is None or item.meeting_id != record.meeting_id:
        raise UserError("This item is not on the agenda of this meeting.", field="item_id")
