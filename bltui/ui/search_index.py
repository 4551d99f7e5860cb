"""The search index: everything in a building that has a name or text, for the palette."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bltui.domain.meetings.lookup import named
from bltui.domain.model import labels
from bltui.domain.model.actions import OPEN
from bltui.domain.model.formats import show_date
from bltui.domain.model.messages import PARTIES
from bltui.domain.model.record import active
from bltui.ui.state import State

#: For each table the kind of its records, and the field with their name. Tables that need more are
#: below.
_PLAIN = {
    "district_goals": ("district goal", "text"),
    "goals": ("building goal", "title"),
    "strategies": ("strategy", "text"),
    "indicators": ("indicator", "statement"),
    "finances": ("money", "text"),
    "themes": ("theme of feedback", "name"),
    "rounds": ("round of questions", "title"),
    "evidence": ("evidence", "title"),
    "decisions": ("decision", "text"),
}


class Named(NamedTuple):
    """A record and its display name."""

    record: str
    """The argument of `Workbench.open`: "table/id", or "step/BOARD/NUMBER"."""
    name: str
    what: str


def names(state: State) -> Iterator[Named]:
    """Return all entries, those that people search for most first.

    Feedback and notes are listed by their first line.
    """
    building = state.building
    for person in active(building.people):
        yield Named(f"people/{person.id}", person.name, person.title or "on the staff list")
    for seat in active(building.seats):
        yield Named(f"seats/{seat.id}", seat.label, "a seat of the team")
    for group in active(building.cwgs):
        yield Named(f"cwgs/{group.id}", group.titled, f"group, {group.status}")
    for key, board in state.framework.boards.items():
        for step in board.steps:
            yield Named(
                f"step/{key}/{step.number}",
                f"Step {step.number} {step.short}",
                f"{key} step: {step.title}",
            )
    for meeting in sorted(active(building.meetings), key=lambda m: m.on, reverse=True):
        yield Named(
            f"meetings/{meeting.id}", named(building, meeting), f"meeting{_more(meeting.purpose)}"
        )
    for training in active(building.trainings):
        yield Named(
            f"trainings/{training.id}",
            training.title or f"{labels.team()} training",
            f"training {show_date(training.on)}",
        )
    for day in active(building.inservices):
        yield Named(
            f"inservices/{day.id}",
            day.title or "In-service day",
            f"in-service day {show_date(day.on)}",
        )
    for table, (what, field) in _PLAIN.items():
        for record in active(building.table(table)):
            yield _said(f"{table}/{record.id}", getattr(record, field), what)
    for point in active(building.agenda):
        held = building.meetings.get(point.meeting_id)
        yield _said(
            f"agenda/{point.id}",
            point.title,
            f"agenda item of {named(building, held)}" if held else "point",
        )
    for action in active(building.actions):
        if action.status in OPEN:
            yield _said(f"actions/{action.id}", action.text, "action")
    for line in active(building.lines):
        if line.kind == "parking" and not line.done:
            yield _said(f"lines/{line.id}", line.text, "parked")
    for item in active(building.feedback):
        yield _said(f"feedback/{item.id}", item.text, "AHA" if item.kind == "aha" else "feedback")
    for message in active(building.messages):
        yield _said(f"messages/{message.id}", message.text, f"message, {PARTIES[message.party]}")


def _said(record: str, text: str, what: str) -> Named:
    return Named(record, text.partition("\n")[0], what)


def _more(text: str) -> str:
    return f": {text}" if text else ""
