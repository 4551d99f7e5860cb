"""Change a group's existing meetings by phrase, and find the meeting that a date names."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change
from bltui.domain.model.errors import UserError
from bltui.domain.model.series import Series
from bltui.domain.schedule.phrase import read_phrase
from bltui.domain.schedule.phrase_words import show_series
from bltui.domain.series.edits import (
    edit_series,
    find_meeting,
    meetings_of,
    series_of,
    this_and_later,
)
from bltui.domain.series.phrase_edits import PHRASE_FIELDS, schedule_phrase, terms_of
from bltui.domain.series.team_meetings import in_year


def the_series(
    building: Building, cwg_id: int | None, on: date, number: int | None = None
) -> Series:
    """Return the only series of a group (None: the BLT) in a school year, or the one with an id.

    Raises UserError if there are several or none.
    """
    every = series_of(building, cwg_id)
    found = every if number is not None else in_year(building, every, on)
    if not found:
        raise UserError("No meetings yet. Schedule them with a phrase first.", field="cwg")
    chosen = [s for s in found if number in (None, s.id)]
    if len(chosen) != 1:
        listed = "; ".join(f"series {s.id}: {show_series(s)}" for s in found)
        if not chosen:
            raise UserError(f"There is no series {number}. It has {listed}.", field="series")
        raise UserError(f"There are several series. Name one: {listed}.", field="series")
    return chosen[0]


def reschedule(
    building: Building,
    *,
    phrase: str,
    on: date,
    cwg_id: int | None = None,
    series_id: int | None = None,
    since: date | None = None,
    term: str = "",
    **fields: Any,
) -> Change:
    """Change the meetings of a group (None: the BLT) by phrase, or add them if there are none.

    The existing series keeps its exceptions and, unless given, its room. With `since`, the original
    date of a meeting, earlier meetings stay unchanged. Raises UserError if the group has several
    series and `series_id` is None. Other arguments are those of `schedule_phrase`.
    """
    if not in_year(building, series_of(building, cwg_id), on):
        if since is not None:
            raise UserError(
                "No meetings yet to change. Write the first date in the phrase.",
                field="since",
            )
        return schedule_phrase(building, phrase=phrase, on=on, cwg_id=cwg_id, term=term, **fields)
    series = the_series(building, cwg_id, on, series_id)
    reading = read_phrase(phrase, terms_of(building, on, term=term))
    given = {name: value for name, value in fields.items() if value is not None}
    wanted = reading.series(cwg_id=cwg_id, **{"room": reading.room or series.room, **given})
    said = {name: getattr(wanted, name) for name in PHRASE_FIELDS}
    if since is None:
        change = edit_series(building, seen=series, **said)
    else:
        if said["first"] <= since:
            said.pop("first")
        change = this_and_later(building, series_id=series.id, day=since, **said)
    return msgspec.structs.replace(change, notes=(*reading.notes, *change.notes))


def _not_there(building: Building, series: Series) -> set[date]:
    """Return the dates of a series without a meeting: skipped or left over."""
    found = meetings_of(building, series)
    return {skip.date for skip in found.skipped} | {exception.date for exception in found.orphans}


def named_meeting(building: Building, cwg_id: int | None, day: date) -> tuple[int, date]:
    """Return the series id and original date of the meeting on a day.

    Also finds dates without a meeting: skipped, or no longer in the series. Raises UserError if
    there is no match.
    """
    try:
        series, meeting = find_meeting(building, cwg_id, day)
    except UserError:
        taken = [one.id for one in series_of(building, cwg_id) if day in _not_there(building, one)]
        if len(taken) != 1:
            raise
        return taken[0], day
    return series.id, meeting.original
