"""The parts of a meeting's minutes. The field names are public JSON."""

from __future__ import annotations

import datetime as dt

import msgspec

from bltui.domain.meetings.process import Row
from bltui.domain.meetings.self_check_results import Checked
from bltui.domain.model.actions import ActionStatus
from bltui.domain.model.meetings import ItemIntent
from bltui.domain.model.minutes import Outcome, Vote
from bltui.domain.steps.cycle_moves import CycleMove


class QuorumSeen(msgspec.Struct, frozen=True):
    """The quorum. `met` is None without attendance."""

    needed: int
    present: int
    voting: int
    met: bool | None


class Decided(msgspec.Struct, frozen=True):
    """One decision and its result."""

    id: int
    text: str
    item: int | None
    """The number of its agenda item, as it is printed on the agenda."""
    method: str
    category: str
    amount: float | None
    result: Outcome
    tally: dict[str, float | int | None]
    percent_yes: float | None
    problems: tuple[str, ...]
    reason: str
    moved: str | None
    seconded: str | None
    roll: dict[str, Vote]
    """Votes by name, in order; not always everyone's."""
    until: str
    """Until when it is tabled, as it was said."""
    how: str
    """How it was decided, in words: "6 yes, 1 no", "unanimous, not counted"."""
    score: str
    """How it was decided, as minutes write it: "Vote: 6-1, 1 abstained", "Fist to five: 5 (3 people)"."""
    eligible: int | None
    """How many could vote, if that was entered."""
    needs: float | None
    """The percentage of yes that a vote needed; 50 means more than half. None without a vote."""


class Promised(msgspec.Struct, frozen=True):
    """One action."""

    id: int
    text: str
    owner: str | None
    """The owners in words."""
    owners: tuple[str, ...]
    due: dt.date | None
    status: ActionStatus
    item: int | None
    """The number of its agenda item, as it is printed on the agenda."""


class Point(msgspec.Struct, frozen=True):
    """One agenda item, with what was recorded under it."""

    id: int
    number: int
    """The number printed on the agenda."""
    title: str
    begins: str | None
    minutes: int | None
    """The planned minutes that were entered."""
    usual_minutes: int | None
    """The minutes of its protocol, which are planned if none were entered."""
    took: int | None
    owner: str | None
    kind: str
    intent: ItemIntent | None
    """What the team does with it: decide, discuss, or inform."""
    preparation: str
    """What to read or bring before the meeting."""
    about: str | None
    protocol: str | None
    """The title of its protocol."""
    done: bool
    outcome: str
    times: int
    """On how many agendas it was so far, this one included."""
    notes: tuple[str, ...]
    decisions: tuple[Decided, ...]
    actions: tuple[Promised, ...]


class Posting(msgspec.Struct, frozen=True):
    """What an open-meeting law asks for a meeting."""

    law: str
    by: str | None
    """The deadline for posting the agenda, such as "2026-12-01T15:15". None if the meeting has no time."""
    lacks_comment: bool
    """Whether it asks for public comment, and no agenda item is about that."""


class Came(msgspec.Struct, frozen=True):
    """One person's attendance."""

    name: str
    state: str
    came: str | None
    """When the person came, such as "16:05", if it was recorded."""
    left: str | None
    """When the person left."""
    reason: str | None


class Told(msgspec.Struct, frozen=True):
    """A message to or from a party."""

    party: str
    text: str
    who: str | None


class Worked(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the group's process that was worked on, with its results."""

    step: int
    title: str
    """Empty if the framework has no such step any more."""
    on: dt.date | None
    """The day it was discussed: the meeting's, unless another was entered. None without words."""
    at: str | None
    """When it was discussed, such as "15:40", if it was entered."""
    text: str
    adults: str
    students: str
    evidence: str
    stopped: bool
    needs: str
    """What the group needs from the BLT to go on."""
    results: tuple[Row, ...]


class Minutes(msgspec.Struct, frozen=True, kw_only=True):
    """The minutes of a meeting."""

    id: int
    team: str
    date: dt.date
    start: str
    """The planned time; see `called_to_order`."""
    end: str
    called_to_order: str | None
    """When it began, as it happened or was entered, such as "15:32"."""
    adjourned: str | None
    place: str
    kind: str
    purpose: str
    status: str
    occurrence: str
    posted: str | None
    """When the agenda was posted for the public: a day, or a day and time."""
    posting: Posting | None
    """What an open-meeting law asks, if one applies."""
    roles: dict[str, str | None]
    present: tuple[str, ...]
    late: tuple[str, ...]
    excused: tuple[str, ...]
    absent: tuple[str, ...]
    left: tuple[str, ...]
    """People who left before the end."""
    guests: tuple[str, ...]
    """People who came and do not count for the quorum."""
    attendance: tuple[Came, ...]
    """Everyone marked, with times and reasons, by name."""
    quorum: QuorumSeen | None
    items: tuple[Point, ...]
    decisions: tuple[Decided, ...]
    actions: tuple[Promised, ...]
    process: tuple[Worked, ...]
    """The steps of the group's process that were worked on; empty for other teams."""
    levels: dict[str, str]
    """The levels of the results: key -> words. Empty without a process."""
    cycle_moves: tuple[CycleMove, ...]
    """What the group's cycles did on this day."""
    parking: tuple[str, ...]
    notes: tuple[str, ...]
    noted: tuple[tuple[int | None, str], ...]
    """The notes again, each with the id of its agenda item."""
    communication_to: tuple[Told, ...]
    communication_from: tuple[Told, ...]
    plus: tuple[str, ...]
    delta: tuple[str, ...]
    self_check: Checked | None
    """None without answers."""
    aha: tuple[str, ...]
    amendments: tuple[tuple[dt.date | None, str], ...]
    next_meeting: dt.date | None
    approved: dt.date | None
