"""The sample building of `bltui demo`, with dates that move with today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
import tomli

from bltui.domain.model.building import from_documents
from bltui.domain.model.calendar import Bell
from bltui.domain.model.cwgs import Cwg, Member
from bltui.domain.model.messages import ContactLog
from bltui.domain.model.people import Person
from bltui.domain.model.record import to_document
from bltui.domain.model.seats import Assignment, Membership, Seat
from bltui.domain.model.series import MeetingException
from bltui.domain.schedule.phrase import read_phrase
from bltui.domain.schedule.phrase_dates import Terms
from bltui.domain.series.edits import meetings_of
from bltui.domain.years.new_building import found
from bltui.resources import resource
from bltui.sample_dates import SampleDates
from bltui.sample_said import put_said
from bltui.sample_year import year_records


def sample_documents(today: date) -> dict[str, dict[int, dict[str, Any]]]:
    """Return the documents of the sample building for `BuildingFile.create`."""
    sample: Mapping[str, Any] = tomli.loads(
        resource("data", "sample.toml").read_text(encoding="utf-8")
    )
    dates = SampleDates(today, sample["profile"], sample["calendar"])
    year = dates.calendar.year
    documents = found(**_tuples(sample["profile"]), year=year)

    def put(table: str, record: Any) -> int:
        number = len(documents[table]) + 1
        documents[table][number] = to_document(record)
        return number

    people = {row["name"]: put("people", Person(**_tuples(row))) for row in sample["people"]}
    for row in sample["seats"]:
        held = row.pop("held_by", None)
        since = dates.read(row.pop("since", None))
        seat = put("seats", Seat(**_tuples(row), since=since))
        if held:
            term = Membership(
                seat_id=seat,
                person_id=people[held["name"]],
                start=dates.read(held.get("start")),
                end=dates.read(held.get("end")),
            )
            put("memberships", term)
    for row in sample["duties"]:
        start = dates.read(row.get("start"))
        put("assignments", Assignment(role=row["role"], person_id=people[row["name"]], start=start))
    dates.set_days(sample["days"])
    put("calendars", dates.calendar)
    for row in sample["bells"]:
        put("bells", msgspec.convert(row, Bell))
    for day in dates.days:
        put("days", day)
    for row in sample["contacts"]:
        put("contacts", ContactLog(on=dates.read(row.pop("on")) or today, **row))
    terms = Terms(dates.calendar.first, dates.calendar.last)
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
    worked = year_records(sample["year"], people=people, dates=dates)
    for table, records in worked.items():
        for record in records:
            put(table, record)
    put_said(documents, sample, people, dates)
    return documents


def _tuples(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
