"""The sample building of `bltui demo`, with dates that move with today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import tomli

from bltui.domain.founding import found
from bltui.domain.people import Person
from bltui.domain.record import stored
from bltui.domain.school_year import school_year_of
from bltui.domain.team import Assignment, ContactLog, Membership, Seat
from bltui.resources import resource


def _day(text: str | None, today: date, starts: str) -> date | None:
    """A moving date of `data/sample.toml`: "year:OFFSET MM-DD" in a school year, or "day:OFFSET" from today."""
    if text is None:
        return None
    kind, _, value = text.partition(":")
    if kind == "day":
        return today + timedelta(int(value))
    offset, _, month_day = value.partition(" ")
    first = school_year_of(today, starts).first
    year = first.year + int(offset) + (month_day < starts)
    return date(year, int(month_day[:2]), int(month_day[3:]))


def sample_documents(today: date) -> dict[str, dict[int, dict[str, Any]]]:
    """The documents of the sample building, as `BuildingFile.create` takes them."""
    sample: Mapping[str, Any] = tomli.loads(resource("data", "sample.toml").read_text(encoding="utf-8"))
    starts = sample["profile"]["year_starts"]
    year = school_year_of(today, starts).label
    documents = found(**_tuples(sample["profile"]), year=year)

    def put(table: str, record: Any) -> int:
        number = len(documents[table]) + 1
        documents[table][number] = stored(record)
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
    return documents


def _tuples(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
