"""The sample building's feedback, one past meeting, and actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import msgspec

from bltui.domain.meetings.upcoming import dated, record_of
from bltui.domain.meetings.upcoming_meeting import Coming
from bltui.domain.model.actions import Action
from bltui.domain.model.building import Building, from_documents
from bltui.domain.model.feedback import Feedback
from bltui.domain.model.free_number import free_number
from bltui.domain.model.meetings import AgendaItem, Attendance, Presence
from bltui.domain.model.minutes import DecisionMade, Line
from bltui.domain.model.record import Record, to_document
from bltui.domain.model.self_checks import SelfCheck
from bltui.domain.model.themes import Theme
from bltui.domain.team.membership import on_day

Documents = dict[str, dict[int, dict[str, Any]]]
Day = Callable[[str | None], date | None]


def put_said(
    documents: Documents,
    sample: Mapping[str, Any],
    people: Mapping[str, int],
    day: Day,
    today: date,
) -> None:
    """Add the "feedback" and "meeting" tables of the sample file to the documents."""
    _feedback(documents, sample["feedback"], day)
    building = from_documents(documents)
    _meeting(documents, building, sample["meeting"], people, day, today)


def _put(documents: Documents, table: str, record: Record) -> int:
    content = record.numbered_by
    number = free_number(content, documents[table]) if content else len(documents[table]) + 1
    documents[table][number] = to_document(record)
    return number


def _feedback(documents: Documents, rows: list[dict[str, Any]], day: Day) -> None:
    themes: dict[str, int] = {}
    for row in rows:
        name = row.pop("theme", None)
        if name and name not in themes:
            themes[name] = _put(documents, "themes", Theme(name=name))
        on, answered = day(row.pop("on")), day(row.pop("answered", None))
        dates = {"on": on, "answered_on": answered, "theme_ids": (themes[name],) if name else ()}
        item = msgspec.convert({**row, **dates}, Feedback)
        _put(documents, "feedback", item)


def _meeting(
    documents: Documents,
    building: Building,
    sample: Mapping[str, Any],
    people: Mapping[str, int],
    day: Day,
    today: date,
) -> None:
    before = [c for c in dated(building, "blt") if c.on < today]
    last = max(
        before, key=lambda c: c.on, default=Coming("blt", today - timedelta(14), "15:30", "16:45")
    )
    meeting = msgspec.structs.replace(
        record_of(last, held=True),
        purpose=sample["purpose"],
        roles={role: people[name] for role, name in sample["roles"].items()},
        agenda_on=last.on - timedelta(2),
        ended=True,
        minutes_on=min(last.on + timedelta(1), today),
    )
    number = _put(documents, "meetings", meeting)
    away = {people[name] for name in sample["excused"]}
    for person in on_day(building, last.on).people:
        state: Presence = "excused" if person in away else "present"
        _put(documents, "attendance", Attendance(meeting_id=number, person_id=person, state=state))

    def known(row: dict[str, Any]) -> dict[str, Any]:
        """Return the row with the ids of people and agenda items."""
        owner, item = row.pop("owner", None), row.pop("item", None)
        found = {**row, **({"owner_id": people[owner]} if owner else {})}
        return {**found, **({"item_id": item} if item else {})}

    for order, row in enumerate(sample["items"], 1):
        fields = {"order": order * 10, "meeting_id": number, "done": True, **known(row)}
        _put(documents, "agenda", msgspec.convert(fields, AgendaItem))
    for row in sample["lines"]:
        _put(documents, "lines", msgspec.convert({"meeting_id": number, **known(row)}, Line))
    for row in sample["self_checks"]:
        sheet = msgspec.convert({"meeting_id": number, **row}, SelfCheck)
        _put(documents, "self_checks", sheet)
    for row in sample["decisions"]:
        _put(
            documents,
            "decisions",
            msgspec.convert({"meeting_id": number, **known(row)}, DecisionMade),
        )
    for row in sample["actions"]:
        dates = {"due": day(row.pop("due")), "done_on": day(row.pop("done", None))}
        _put(
            documents,
            "actions",
            msgspec.convert({"source": f"meeting:{number}", **known(row), **dates}, Action),
        )
