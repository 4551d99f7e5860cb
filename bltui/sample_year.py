"""The sample building's plan, steps, cycles, trainings, and messages.

They come from the `year` tables of its file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from bltui.domain.model.record import Record
from bltui.domain.model.tables import kind_of
from bltui.sample_dates import SampleDates

#: What a moving date begins with.
_MOVING = ("day:", "first:", "year:")
#: Keys that hold people's names, and the field for their ids.
_NAMED = {"owner": "owner_id", "presenters": "presenter_ids", "leads": "lead_ids"}
#: Fields that a future day cannot have yet.
_AFTERWARDS = ("reached", "attended")


def year_records(
    tables: Mapping[str, Any],
    *,
    people: Mapping[str, int],
    dates: SampleDates,
) -> dict[str, list[Record]]:
    """Return the records by table."""

    def known(value: Any) -> Any:
        if isinstance(value, str) and value.startswith(_MOVING):
            return dates.read(value)
        if isinstance(value, list):
            return [known(one) for one in value]
        if not isinstance(value, dict):
            return value
        named = {_NAMED[key]: _ids(people, value[key]) for key in _NAMED if key in value}
        return {key: known(one) for key, one in value.items() if key not in _NAMED} | named

    records: dict[str, list[Record]] = {}
    for table, rows in tables.items():
        kind = kind_of(table)
        for row in rows:
            fields = known(row)
            if table == "inservices" and fields["on"] > dates.today:
                fields = {key: value for key, value in fields.items() if key not in _AFTERWARDS}
            if "year" in kind.__struct_fields__:
                fields["year"] = dates.calendar.year
            records.setdefault(table, []).append(msgspec.convert(fields, kind))
    return records


def _ids(people: Mapping[str, int], names: str | list[str]) -> int | list[int]:
    return people[names] if isinstance(names, str) else [people[name] for name in names]
