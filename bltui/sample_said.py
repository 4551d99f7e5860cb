"""The sample building's feedback, one past meeting, and actions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from itertools import accumulate, count
from typing import Any

import msgspec

from bltui.domain.meetings.upcoming import dated, record_of
from bltui.domain.meetings.upcoming_meeting import Coming
from bltui.domain.model.building import Building, from_documents
from bltui.domain.model.feedback import Feedback
from bltui.domain.model.free_number import free_number
from bltui.domain.model.meetings import AgendaItem, Attendance, Presence
from bltui.domain.model.record import Record, to_document
from bltui.domain.model.self_checks import SelfCheck
from bltui.domain.model.tables import kind_of
from bltui.domain.model.themes import Theme
from bltui.domain.model.zones import zone as local_zone
from bltui.domain.team.membership import on_day
from bltui.sample_dates import SampleDates

Documents = dict[str, dict[int, dict[str, Any]]]
#: The meeting was at least this many days ago, so that some of its actions can be due or done.
AGO = 14


def put_said(
    documents: Documents,
    sample: Mapping[str, Any],
    people: Mapping[str, int],
    dates: SampleDates,
) -> None:
    """Add the "feedback" and "meeting" tables of the sample file to the documents."""
    _feedback(documents, sample["feedback"], dates)
    building = from_documents(documents)
    _meeting(documents, building, sample["meeting"], people, dates)


def _put(documents: Documents, table: str, record: Record) -> int:
    content = record.numbered_by
    number = free_number(content, documents[table]) if content else len(documents[table]) + 1
    documents[table][number] = to_document(record)
    return number


def _feedback(documents: Documents, rows: list[dict[str, Any]], dates: SampleDates) -> None:
    themes: dict[str, int] = {}
    for row in rows:
        name = row.pop("theme", None)
        if name and name not in themes:
            themes[name] = _put(documents, "themes", Theme(name=name))
        known = {
            "on": dates.read(row.pop("on")),
            "answered_on": dates.read(row.pop("answered", None)),
            "theme_ids": (themes[name],) if name else (),
        }
        item = msgspec.convert({**row, **known}, Feedback)
        _put(documents, "feedback", item)


def _last_meeting(building: Building, dates: SampleDates) -> Coming:
    """Return the BLT's last meeting that is long enough ago, or else its last one."""
    before = sorted(
        (c for c in dated(building, dates.today) if c.on < dates.today), key=lambda c: c.on
    )
    settled = [c for c in before if c.on <= dates.today - timedelta(AGO)]
    if found := settled[-1:] or before[-1:]:
        return found[0]
    # No BLT meeting so far this year: one in the summer, on a weekday.
    on = dates.today - timedelta(AGO)
    return Coming("blt", on - timedelta(max(0, on.weekday() - 4)), "15:30", "16:45")


def _meeting(
    documents: Documents,
    building: Building,
    sample: Mapping[str, Any],
    people: Mapping[str, int],
    dates: SampleDates,
) -> None:
    last = _last_meeting(building, dates)
    meeting = msgspec.structs.replace(
        record_of(last, held=True),
        purpose=sample["purpose"],
        roles={role: people[name] for role, name in sample["roles"].items()},
        agenda_on=min(dates.around(last.on, -2), last.on),
        ended=True,
        minutes_on=min(dates.around(last.on, 1), dates.today),
    )
    number = _put(documents, "meetings", meeting)
    away = {people[name] for name in sample["excused"]}
    for person in on_day(building, last.on).people:
        state: Presence = "excused" if person in away else "present"
        _put(documents, "attendance", Attendance(meeting_id=number, person_id=person, state=state))

    for order, row in enumerate(sample["items"], 1):
        item = _known(row, people) | {"order": order * 10, "meeting_id": number, "done": True}
        _put(documents, "agenda", msgspec.convert(item, AgendaItem))
    for row in sample["self_checks"]:
        sheet = msgspec.convert({"meeting_id": number, **row}, SelfCheck)
        _put(documents, "self_checks", sheet)
    clocks = _clocks(building, last, [row["minutes"] for row in sample["items"]])
    for table in ("lines", "decisions", "actions"):
        for row in sample[table]:
            clock_of_item = clocks[row.get("item", len(clocks)) - 1]
            if table == "actions":
                row["source"] = f"meeting:{number}"
                row["due"] = max(dates.read(row["due"]) or dates.today, dates.around(last.on, 1))
                if "done" in row:
                    row["done_on"] = max(dates.read(row.pop("done")) or dates.today, last.on)
            else:
                row["meeting_id"] = number
            entry = _put(documents, table, msgspec.convert(_known(row, people), kind_of(table)))
            documents[table][entry]["_first"] = next(clock_of_item)


def _known(row: dict[str, Any], people: Mapping[str, int]) -> dict[str, Any]:
    """Return the row with the ids of people and agenda items."""
    ids = {"owner": people.get(row.get("owner", "")), "item": row.get("item")}
    named = {f"{key}_id": found for key, found in ids.items() if found is not None}
    return {key: value for key, value in row.items() if key not in ids} | named


def _clocks(building: Building, meeting: Coming, minutes: list[int]) -> list[Iterator[float]]:
    """Return for each agenda item the times at which its entries were saved, two minutes apart."""
    begins = time.fromisoformat(meeting.start)
    zone = local_zone(building.profile.tz)
    start = datetime.combine(meeting.on, begins, zone).timestamp()
    return [count(start + 60 * before + 120, 120) for before in accumulate([0, *minutes[:-1]])]
