"""Open the next school year: a new calendar, new boards, and what continues.

Records are not copied. Steps, plans, and cycles belong to a year, and terms and series have dates,
so the old year stays unchanged. Only these change: series end with the old year, groups return to
draft, and open actions are carried to the new year.
"""

from __future__ import annotations

from datetime import date

import msgspec

from bltui.domain.meetings.actions import open_actions
from bltui.domain.model.building import Building
from bltui.domain.model.calendar import Calendar, check_days
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import short_date
from bltui.domain.model.record import active
from bltui.domain.model.school_year import school_year, school_year_of
from bltui.domain.model.series import Dates
from bltui.domain.model.work_groups import active_groups
from bltui.domain.steps.current_state import closed_on, days_of, last_day, working_year
from bltui.domain.years.carry_over import going_on


def open_year(
    building: Building,
    *,
    year: str,
    today: date,
    first: date | None = None,
    last: date | None = None,
) -> Change:
    """Open a later school year such as "2027-28".

    `first` and `last` are its first and last day with students, optional if the year has a
    calendar. No holidays are added. Opening the same year twice is a no-op. Raises UserError if the
    year is past, not after the working year, or overlaps another calendar, if days are missing, or
    if the working year is not closed.
    """
    old = working_year(building, today)
    present = next((c for c in active(building.calendars) if c.year == year), None)
    if year == old:
        if (first, last) not in (
            (None, None),
            (present and present.first, present and present.last),
        ):
            raise UserError(
                f"{year} is already open. Change its first and last day in the calendar.",
                field="year",
            )
        return no_change(f"year {year}: already open")
    check_year(building, year, today)
    first, last = (
        first or (present.first if present else None),
        last or (present.last if present else None),
    )
    if first is None or last is None:
        raise UserError(
            f"{year} has no school calendar yet. Enter its first and last day with students.",
            field="last" if first else "first",
        )
    check_calendar(building, year, first, last)
    builder = ChangeBuilder(building)
    builder.put("profile", 1, year=year)
    _calendar(builder, old, year, present, first, last)
    _meetings(builder, last_day(building, old))
    for group in active_groups(building):
        if group.status == "published":
            builder.put("cwgs", group.id, status="draft")
    for action in open_actions(building):
        builder.put("actions", action.id, carried_to=year)
    for item in active(building.feedback):
        if item.decision == "carried" and not item.closed and old < item.carried_to < year:
            builder.put("feedback", item.id, carried_to=year)
    for line in going_on(building, old=old, year=year, first=first).lines():
        builder.note(line)
    return builder.change(f"year {year}: opened, {short_date(first)} to {short_date(last)}")


def check_year(building: Building, year: str, today: date) -> None:
    """Raise UserError unless a label is a later school year and the working year is closed."""
    old, starts = working_year(building, today), building.profile.year_starts
    if not (
        year[:4].isdecimal()
        and year[:4].isascii()
        and school_year(int(year[:4]), starts).label == year
    ):
        raise UserError(
            f"“{year}” is not a school year of this building. Write it as 2027-28.", field="year"
        )
    if (over := days_of(building, year)[1]) < today:
        raise UserError(
            f"{year} ended on {short_date(over)}. Open a later year.",
            field="year",
        )
    if year < old:
        raise UserError(
            f"{year} is before {old}, the current year. Open a later one.", field="year"
        )
    if closed_on(building, old) is None:
        raise UserError(
            f"{old} is not closed yet. Close it first: `bltui year close` lists what is still open.",
            field="year",
        )


def check_calendar(building: Building, year: str, first: date, last: date) -> None:
    """Raise UserError unless the days are in the school year and overlap no other calendar."""
    check_days(first, last)
    middle = school_year_of(first + (last - first) // 2, building.profile.year_starts).label
    if middle != year:
        raise UserError(
            f"{short_date(first)} to {short_date(last)} is {middle}, not {year}.", field="first"
        )
    for other in active(building.calendars):
        if other.year != year and other.first <= last and first <= other.last:
            raise UserError(
                f"{short_date(first)} to {short_date(last)} overlaps {other.year}, "
                f"which goes from {short_date(other.first)} to {short_date(other.last)}.",
                field="first" if first <= other.last < last else "last",
            )


def _calendar(
    builder: ChangeBuilder, old: str, year: str, present: Calendar | None, first: date, last: date
) -> None:
    """Add or update the new year's calendar, with the previous year's permanent settings."""
    if present is not None:
        builder.put("calendars", present.id, first=first, last=last)
        return
    before = next((c for c in active(builder.building.calendars) if c.year == old), None)
    profile = builder.building.profile
    builder.add(
        "calendars",
        Calendar(
            year=year,
            first=first,
            last=last,
            tz=before.tz if before else profile.tz,
            week_starts=before.week_starts if before else "sun",
            weekly_bell=before.weekly_bell if before else {},
        ),
    )


def _meetings(builder: ChangeBuilder, last: date) -> None:
    """End all series with the old year. The new year starts without meetings."""
    for series in active(builder.building.series):
        if series.first <= last < series.until:
            builder.put("series", series.id, until=last)
            if isinstance(series.pattern, Dates):
                kept = tuple(day for day in series.pattern.dates if day <= last)
                builder.put(
                    "series", series.id, pattern=msgspec.structs.replace(series.pattern, dates=kept)
                )
