"""Import a calendar file: preview the changes, then apply all of them at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

import msgspec

from bltui.domain.calendar.edits import calendar_of
from bltui.domain.model.building import Building
from bltui.domain.model.calendar import Calendar, Day, check_days
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date
from bltui.domain.model.record import active
from bltui.domain.model.school_year import school_year, school_year_of
from bltui.domain.model.text import folded
from bltui.domain.schedule.days import timetable

Fate = Literal["added", "changed", "unchanged"]


class Planned(msgspec.Struct, frozen=True):
    """A day from the file with its line number."""

    line: int
    day: Day


class CalendarPlan(msgspec.Struct, frozen=True):
    """A parsed calendar file."""

    days: tuple[Planned, ...]
    first: date | None = None
    """First day of school, if the file has it."""
    last: date | None = None


class Preview(msgspec.Struct, frozen=True):
    """What an import would change."""

    fates: tuple[tuple[Planned, Fate], ...]
    first: date | None
    last: date | None
    year: str
    year_fate: Fate
    student_days: int = 0
    """Number of days for students and staff after the import, to compare with the printed calendar.

    Days without an answer count as open.
    """
    staff_days: int = 0

    def count(self, fate: Fate) -> int:
        """Return the number of days with a fate: "added", "changed", or "unchanged"."""
        return sum(found == fate for _, found in self.fates)


def months_of(building: Building, today: date) -> tuple[date, date]:
    """Return the first and last day of the school year to assume for dates without a year.

    This is the year of the current calendar, else the building's working year.
    """
    starts = building.profile.year_starts
    if any(active(building.calendars)):
        around = school_year_of(calendar_of(building, today).first, starts)
    elif building.profile.year[:4].isdecimal():
        around = school_year_of(school_year(int(building.profile.year[:4]), starts).first, starts)
    else:
        around = school_year_of(today, starts)
    return around.first, around.last


def preview(building: Building, plan: CalendarPlan, *, year: str = "") -> Preview:
    """Preview an import. An import never removes days.

    `year` is the label of a new calendar. Raises UserError if neither the building nor the file has
    the first and last day of the year.
    """
    present = _present(building, plan)
    first = plan.first or (present.first if present else None)
    last = plan.last or (present.last if present else None)
    if first is None or last is None:
        missing = "first day" if first is None else "last day"
        raise UserError(
            f"The file does not say the {missing} of school. Set both ends of the year first, or add a row of the kind "
            f"{'first_day' if first is None else 'last_day'}."
        )
    check_days(first, last)
    label = present.year if present else year or f"{first.year}-{last.year % 100:02d}"
    same = present is not None and (present.first, present.last) == (first, last)
    fate: Fate = "unchanged" if same else "changed" if present else "added"
    known = {_key(day): day for day in active(building.days)}
    fates = tuple((planned, _fate(known, planned.day)) for planned in plan.days)
    changed = {_key(planned.day) for planned, fate in fates if fate == "changed"}
    days = [day for day in active(building.days) if _key(day) not in changed]
    days += [planned.day for planned, fate in fates if fate != "unchanged"]
    table = timetable(
        Calendar(year=label, first=first, last=last), days, level=building.profile.level
    )
    return Preview(fates, first, last, label, fate, table.student_days(), table.staff_days())


def take_calendar(building: Building, *, plan: CalendarPlan, year: str = "") -> Change:
    """Import a whole calendar. Arguments as in `preview`."""
    seen = preview(building, plan, year=year)
    present = _present(building, plan)
    builder = ChangeBuilder(building)
    if seen.first is not None and seen.last is not None:
        if present is None:
            tz = building.profile.tz
            builder.add(
                "calendars", Calendar(year=seen.year, first=seen.first, last=seen.last, tz=tz)
            )
        elif seen.year_fate == "changed":
            builder.put("calendars", present.id, first=seen.first, last=seen.last)
    known = {_key(day): day for day in active(building.days)}
    for planned, fate in seen.fates:
        if fate == "added":
            builder.add("days", planned.day)
        elif fate == "changed":
            there = known[_key(planned.day)]
            fields = _fields(planned.day)
            builder.put(
                "days",
                there.id,
                **({**fields, "kind": there.kind} if _answered(there, planned.day) else fields),
            )
    change = builder.change(
        f"calendar {seen.year}: {seen.count('added')} days added, {seen.count('changed')} changed "
        f"({show_date(seen.first) if seen.first else ''} to {show_date(seen.last) if seen.last else ''})"
    )
    return change if change else no_change(f"calendar {seen.year}: nothing to add")


def _present(building: Building, plan: CalendarPlan) -> Calendar | None:
    """Return the existing calendar of the plan's year, found by the middle of its dates."""
    dates = sorted([d for d in (plan.first, plan.last) if d] or [p.day.date for p in plan.days])
    if not dates:
        return max(active(building.calendars), key=lambda c: c.last, default=None)
    middle = dates[0] + (dates[-1] - dates[0]) / 2
    nearest = min(
        active(building.calendars),
        key=lambda c: max((c.first - middle).days, (middle - c.last).days),
        default=None,
    )
    if nearest is None or max((nearest.first - middle).days, (middle - nearest.last).days) > 90:
        return None
    return nearest


def _key(day: Day) -> tuple[date, date | None, str, str]:
    return day.date, day.to, folded(day.level), folded(day.name)


def _fields(day: Day) -> dict[str, Any]:
    """Return the fields that a file sets. Bells, letters, and make-up days are never imported."""
    return {
        name: getattr(day, name) for name in ("kind", "name", "dismissal", "level", "condition")
    }


def _fate(known: Mapping[tuple[date, date | None, str, str], Day], day: Day) -> Fate:
    there = known.get(_key(day))
    if there is None:
        return "added"
    differs = any(
        getattr(there, name) != value for name, value in _fields(day).items() if name != "kind"
    )
    return (
        "unchanged"
        if not differs and (_answered(there, day) or there.kind == day.kind)
        else "changed"
    )


def _answered(there: Day, day: Day) -> bool:
    """Return whether the existing day already answers an `ask` or conditional day of the file.

    Such an answer is kept.
    """
    return day.kind in ("ask", "conditional") and there.kind not in (day.kind, "note")
