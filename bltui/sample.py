"""The sample building of `bltui demo`, with dates that move with today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import msgspec
import tomli

from bltui.domain.model.building import from_documents
from bltui.domain.model.calendar import Bell, Calendar, Day
from bltui.domain.model.cwgs import Cwg, Member
from bltui.domain.model.dates import WEEKDAYS
from bltui.domain.model.messages import ContactLog
from bltui.domain.model.people import Person
from bltui.domain.model.record import to_document
from bltui.domain.model.school_year import school_year_of
from bltui.domain.model.seats import Assignment, Membership, Seat
from bltui.domain.model.series import MeetingException
from bltui.domain.schedule.phrase import read_phrase
from bltui.domain.schedule.phrase_dates import Terms
from bltui.domain.series.edits import meetings_of
from bltui.domain.years.new_building import found
from bltui.resources import resource
from bltui.sample_said import put_said
from bltui.sample_year import year_records


def _day(text: str | None, today: date, starts: str) -> date | None:
    """Return the date of a moving date in `data/sample.toml`, or None.

    The text is "year:OFFSET MM-DD [WEEKDAY]" in a school year, or "day:OFFSET" from today.
    """
    if text is None:
        return None
    kind, _, value = text.partition(":")
    if kind == "day":
        return today + timedelta(int(value))
    offset, month_day, *weekday = value.split(" ")
    first = school_year_of(today, starts).first
    year = first.year + int(offset) + (month_day < starts)
    day = date(year, int(month_day[:2]), int(month_day[3:]))
    return day + timedelta((WEEKDAYS.index(weekday[0]) - day.weekday()) % 7) if weekday else day


def sample_documents(today: date) -> dict[str, dict[int, dict[str, Any]]]:
    """Return the documents of the sample building for `BuildingFile.create`."""
    sample: Mapping[str, Any] = tomli.loads(
        resource("data", "sample.toml").read_text(encoding="utf-8")
    )
    starts = sample["profile"]["year_starts"]
    year = school_year_of(today, starts).label
    documents = found(**_tuples(sample["profile"]), year=year)

    def put(table: str, record: Any) -> int:
        number = len(documents[table]) + 1
        documents[table][number] = to_document(record)
        return number

    people = {row["name"]: put("people", Person(**_tuples(row))) for row in sample["people"]}
    for row in sample["seats"]:
        held = row.pop("held_by", None)
        since = _day(row.pop("since", None), today, starts)
        seat = put("seats", Seat(**_tuples(row), since=since))
        if held:
            term = Membership(
                seat_id=seat,
                person_id=people[held["name"]],
                start=_day(held.get("start"), today, starts),
                end=_day(held.get("end"), today, starts),
            )
            put("memberships", term)
    for row in sample["duties"]:
        start = _day(row.get("start"), today, starts)
        put("assignments", Assignment(role=row["role"], person_id=people[row["name"]], start=start))
    for row in sample["contacts"]:
        on = _day(row.pop("on"), today, starts) or today
        put("contacts", ContactLog(on=on, **row))
    first, last = (
        _day(sample["calendar"][end], today, starts) or today for end in ("first", "last")
    )
    terms = Terms(first, last)
    put(
        "calendars",
        Calendar(year=year, first=terms.first, last=terms.last, tz=sample["profile"]["tz"]),
    )
    for row in sample["bells"]:
        put("bells", msgspec.convert(row, Bell))
    for row in sample["days"]:
        dates = {end: _day(row.get(end), today, starts) for end in ("date", "to")}
        put("days", msgspec.convert({**row, **dates}, Day))
    put("series", read_phrase(sample["blt"]["meets"], terms).series(room=sample["blt"]["room"]))
    for number, row in enumerate(sample["groups"], 1):
        leader = people[row["leader"]]
        members = tuple(
            Member(person) for person in (leader, *(people[name] for name in row["members"]))
        )
        known = {
            key: row[key]
            for key in ("name", "structure", "structure_note", "focus", "goal_id")
            if key in row
        }
        group = put("cwgs", Cwg(number=number, leader_id=leader, members=members, **known))
        series = put(
            "series", read_phrase(row["meets"], terms).series(cwg_id=group, room=row["room"])
        )
        if row.get("held"):
            building = from_documents(documents)
            for meeting in meetings_of(building, building.series[series]).meetings:
                if meeting.date < today:
                    put(
                        "exceptions",
                        MeetingException(series_id=series, date=meeting.original, do="held"),
                    )
    worked = year_records(
        sample["year"],
        people=people,
        day=lambda text: _day(text, today, starts) or today,
        year=year,
        today=today,
        began=min(first, today),
    )
    for table, records in worked.items():
        for record in records:
            put(table, record)
    put_said(documents, sample, people, lambda text: _day(text, today, starts), today)
    return documents


def _tuples(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
