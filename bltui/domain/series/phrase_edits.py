"""Schedule meetings by quick phrase: the names a phrase may use, and the intent that saves it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from bltui.domain.calendar.edits import calendar_of
from bltui.domain.model.building import Building
from bltui.domain.model.calendar import Calendar
from bltui.domain.model.change import Change
from bltui.domain.model.errors import UserError
from bltui.domain.model.record import active
from bltui.domain.model.school_levels import concerns
from bltui.domain.schedule.days import MARGIN, covered
from bltui.domain.schedule.phrase import read_phrase
from bltui.domain.schedule.phrase_dates import Terms
from bltui.domain.series.edits import add_series

#: The fields of a series that a phrase sets.
PHRASE_FIELDS = (
    "pattern",
    "time",
    "first",
    "until",
    "without",
    "times",
    "room",
    "on_no_school",
    "count_by",
    "in_service",
)


def terms_of(building: Building, on: date, *, term: str = "") -> Terms:
    """Return the dates and names that a phrase may use in a day's school year.

    A phrase without a range covers the year, or the named term. Raises UserError if the building
    has no calendar or the year has no such term.
    """
    calendar = calendar_of(building, on)
    span = None
    if term:
        named = next((t for t in calendar.terms if t.name.casefold() == term.casefold()), None)
        if named is None:
            listed = ", ".join(t.name for t in calendar.terms)
            has = f"its terms are {listed}" if listed else "it has no terms yet"
            raise UserError(f"The year {calendar.year} has no term “{term}”; {has}.", field="term")
        span = named.first, named.last
    periods = dict.fromkeys(period.id for bell in active(building.bells) for period in bell.periods)
    return Terms(
        calendar.first,
        calendar.last,
        calendar.rotation.names if calendar.rotation is not None else (),
        tuple(periods) or None,
        span,
        _in_service(building, calendar),
    )


def _in_service(building: Building, calendar: Calendar) -> tuple[date, ...]:
    """Return a year's in-service days, including those before and after school starts.

    Reads the rows directly: building the whole table takes 2 ms per keystroke.
    """
    margin = timedelta(MARGIN)
    rows = [
        r
        for r in active(building.days)
        if r.kind == "in_service" and concerns(r.level, building.profile.level)
    ]
    days = {on for row in rows for on in covered(row)}
    return tuple(
        sorted(on for on in days if calendar.first - margin <= on <= calendar.last + margin)
    )


def schedule_phrase(
    building: Building,
    *,
    phrase: str,
    on: date,
    cwg_id: int | None = None,
    term: str = "",
    **fields: Any,
) -> Change:
    """Add the meetings that a phrase describes for a group (None: the BLT).

    `fields` override the phrase. `on` is a day in the target school year. Raises Unclear, with the
    column, if the phrase cannot be parsed.
    """
    reading = read_phrase(phrase, terms_of(building, on, term=term))
    wanted = {name: value for name, value in fields.items() if value is not None}
    return add_series(building, series=reading.series(cwg_id=cwg_id, **wanted), notes=reading.notes)
