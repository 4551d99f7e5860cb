"""Keeping the school calendar: years, days, letters, bells. Intents for `workspace.do`; snow days are in `snow_days`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, cast

from bltui.domain.model.building import Building
from bltui.domain.model.calendar import Bell, Calendar, Clock, Day, DayKind, Hours, Period, Policy, Rotation, Term
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.dates import WEEKDAYS, show_date
from bltui.domain.model.errors import UserError
from bltui.domain.model.record import active
from bltui.domain.schedule.days import Timetable, timetable

#: Longer than any school year with its summer.
LONGEST_YEAR = 400
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
# Abbreviations are no zones: they do not say when clocks change.
_MEANT = {
    **dict.fromkeys(("est", "edt", "et", "eastern"), "America/New_York"),
    **dict.fromkeys(("cst", "cdt", "ct", "central"), "America/Chicago"),
    **dict.fromkeys(("mst", "mdt", "mt", "mountain"), "America/Denver"),
    **dict.fromkeys(("pst", "pdt", "pt", "pacific"), "America/Los_Angeles"),
    **dict.fromkeys(("akst", "akdt", "alaska"), "America/Anchorage"),
    **dict.fromkeys(("hst", "hawaii"), "Pacific/Honolulu"),
}


def calendar_of(building: Building, on: date) -> Calendar:
    """The calendar of a day's school year; in the summer the next one, else the latest. Raises UserError where there is none."""
    found = sorted(active(building.calendars), key=lambda c: (c.last, c.id))
    if not found:
        raise UserError("There is no school calendar yet. Set the first and the last day of the year.")
    return next((calendar for calendar in found if on <= calendar.last), found[-1])


def span_of(building: Building, calendar: Calendar) -> tuple[date, date]:
    """The days that belong to a calendar's year: all from the last day of the one before to the first of the one after."""
    others = [c for c in active(building.calendars) if c.id != calendar.id]
    before = max((c.last + timedelta(1) for c in others if c.last < calendar.first), default=date.min)
    after = min((c.first - timedelta(1) for c in others if c.first > calendar.last), default=date.max)
    return before, after


def table_on(building: Building, on: date) -> Timetable:
    """The table of school days of a day's school year. Raises UserError where the building has no calendar."""
    calendar = calendar_of(building, on)
    return timetable(calendar, active(building.days), active(building.bells), level=building.profile.level)


def set_calendar(building: Building, *, year: str, first: date, last: date, tz: str = "", **fields: Any) -> Change:
    """First and last day of a school year, and what else a `Calendar` has; the year that is there already is changed.

    Raises UserError where the year ends before it starts or is longer than `LONGEST_YEAR` days, terms overlap or the zone
    is no IANA zone.
    """
    builder = ChangeBuilder(building)
    year = builder.text(year, "year", blank=False)
    check_days(first, last)
    zone = check_zone(tz or building.profile.tz)
    _check_terms(fields.get("terms", ()), first, last)
    present = next((c for c in active(building.calendars) if c.year == year), None)
    fields = {"first": first, "last": last, "tz": zone, **fields}
    if present is None:
        builder.add("calendars", Calendar(year=year, **fields))
    elif not builder.put("calendars", present.id, **fields):
        return no_change(f"calendar {year}: nothing to change")
    return builder.change(f"calendar {year}: {show_date(first)} to {show_date(last)}")


def check_days(first: date, last: date) -> None:
    """Raises UserError for a first and last day that are no school year."""
    if last < first:
        raise UserError(f"The last day {last} is before the first day {first}. Swap them?", field="last")
    if (last - first).days > LONGEST_YEAR:
        raise UserError(f"{first} to {last} are {(last - first).days} days; a school year has at most {LONGEST_YEAR}.")


def check_zone(name: str) -> str:
    """The name of a time zone if it can be one. Raises UserError, with what may be meant, for abbreviations."""
    meant = _MEANT.get(name.casefold().strip())
    if meant is not None:
        raise UserError(f"“{name}” is no time zone with summer time. Is {meant} meant?", field="tz")
    if name != "UTC" and not re.fullmatch(r"[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+){1,2}", name):
        raise UserError(f"“{name}” is not a time zone. Write it as America/Chicago.", field="tz")
    return name


def _check_terms(terms: Sequence[Term], first: date, last: date) -> None:
    ordered = sorted(terms, key=lambda term: term.first)
    for term in ordered:
        if term.last < term.first or term.first < first or term.last > last:
            raise UserError(f"Term {term.name} ({term.first} to {term.last}) is not inside the year.", field="terms")
    for one, other in pairwise(ordered):
        if other.first <= one.last:
            raise UserError(f"Terms {one.name} and {other.name} overlap on {other.first}.", field="terms")


def set_rotation(building: Building, *, names: Sequence[str], policy: Policy, start: date) -> Change:
    """Letter or number days of a start's school year, and what a snow day does to them."""
    calendar = calendar_of(building, start)
    builder = ChangeBuilder(building)
    cleaned = tuple(builder.text(name, "rotation day", limit=12, blank=False) for name in names)
    if not cleaned or len({name.casefold() for name in cleaned}) < len(cleaned):
        raise UserError("The days of a rotation need different names, as in A,B.", field="names")
    for name in cleaned:
        if not name.isalnum():
            raise UserError(f"“{name}” has other characters than letters and digits. Write A or 1.", field="names")
    if not calendar.first <= start <= calendar.last:
        raise UserError(f"{start} is not in the school year {calendar.first} to {calendar.last}.", field="start")
    rotation = Rotation(cleaned, start, policy)
    day = table_on(building, start).on(start)
    if day is not None and not day.students:
        table = table_on(building, start)
        following = next((d.date for d in table.span if d.date > start and d.students), None)
        if following is not None:
            builder.note(f"{show_date(start)} has no school: the first {cleaned[0]} day is {show_date(following)}")
    if not builder.put("calendars", calendar.id, rotation=rotation):
        return no_change("rotation: nothing to change")
    return builder.change(f"calendar {calendar.year}: rotation {', '.join(cleaned)} from {show_date(start)}, {policy}")


def set_days(
    building: Building,
    *,
    date: date,
    to: date | None = None,
    kind: DayKind = "note",
    name: str | None = "",
    letter: str = "",
    dismissal: Clock | None = None,
    condition: str = "",
    level: str = "",
    bell: int | None = None,
    makes_up: date | None = None,
) -> Change:
    """What a day or a range of days is; a record for exactly these days is changed, else a new one comes in.

    With no `name` (None) the record keeps its own, so that a later import finds it again. Of several records a question
    is answered first, and a note changed last.
    """
    if kind == "snow":
        raise UserError("A snow day is marked on its own, so that every meeting it hits is shown.", field="kind")
    if to is not None and to < date:
        raise UserError(f"The range ends before it starts: {date} to {to}.", field="to")
    if to is not None and (to - date).days > LONGEST_YEAR:
        raise UserError(f"{date} to {to} are more than {LONGEST_YEAR} days.", field="to")
    if dismissal is not None and not _CLOCK.fullmatch(dismissal):
        raise UserError(f"Dismissal “{dismissal}” is not a time. Write it as 13:30.", field="dismissal")
    if bell is not None and building.bells.get(bell) is None:
        raise UserError(f"There is no bell schedule #{bell}.", field="bell")
    builder = ChangeBuilder(building)
    to = None if to == date else to
    fields = {
        "kind": kind,
        "letter": builder.text(letter, "letter", limit=12),
        "dismissal": dismissal,
        "condition": builder.text(condition, "condition"),
        "level": builder.text(level, "level"),
        "bell": bell,
        "makes_up": makes_up,
    }
    if kind == "in_service" and to is None and date.weekday() > 4:
        builder.note(f"{show_date(date, weekday=True)} is a staff day on a weekend (CAL-02)")
    present = min(
        (d for d in active(building.days) if (d.date, d.to) == (date, to) and d.kind != "snow" and d.level == level),
        key=lambda d: {"ask": 0, "note": 2}.get(d.kind, 1),
        default=None,
    )
    name = fields["name"] = builder.text(name, "name") if name is not None else present.name if present else ""
    if present is None:
        builder.add("days", Day(date=date, to=to, **cast(dict[str, Any], fields)))
    elif not builder.put("days", present.id, **fields):
        return no_change("calendar: nothing to change")
    said = f"{show_date(date)} to {show_date(to)}" if to is not None else show_date(date)
    what = f"letter {letter}" if letter and kind == "note" else kind.replace("_", " ")
    return builder.change(f"calendar: {said} {what}{f' ({name})' if name else ''}")


def clear_days(building: Building, *, date: date, to: date | None = None) -> Change:
    """Make a day, or the days of exactly this range, ordinary again. A snow day is unmarked with `snow_off`."""
    builder = ChangeBuilder(building)
    to = None if to == date else to
    found = [d for d in active(building.days) if (d.date, d.to) == (date, to) and d.kind != "snow"]
    if not found:
        raise UserError(
            f"Nothing is set for {show_date(date)}{f' to {show_date(to)}' if to else ''} alone.", field="date"
        )
    for row in found:
        builder.archive("days", row.id)
    return builder.change(f"calendar: {show_date(date)}{f' to {show_date(to)}' if to else ''} is ordinary again")


def set_bell(
    building: Building,
    *,
    label: str,
    contract: Hours | None = None,
    students: Hours | None = None,
    periods: Sequence[Period] = (),
) -> Change:
    """A bell schedule; one of that label is changed. Raises UserError where a period or the hours end before they start."""
    builder = ChangeBuilder(building)
    label = builder.text(label, "label", blank=False)
    fields: dict[str, Any] = {"periods": tuple(periods)}
    fields |= {k: v for k, v in (("contract", contract), ("students", students)) if v is not None}
    for what, span in [("hours", h) for h in (contract, students) if h] + [(f"period {p.id}", p) for p in periods]:
        if not (_CLOCK.fullmatch(span.start) and _CLOCK.fullmatch(span.end)) or span.end <= span.start:
            raise UserError(f"{label}, {what}: {span.start} to {span.end} is no span of time.", field="periods")
    names = [period.id.casefold() for period in periods]
    if len(set(names)) < len(names):
        raise UserError(f"{label}: two periods have the same name.", field="periods")
    present = next((b for b in active(building.bells) if b.label.casefold() == label.casefold()), None)
    if present is None:
        builder.add("bells", Bell(label=label, **fields))
    elif not builder.put("bells", present.id, **fields):
        return no_change(f"bell {label}: nothing to change")
    return builder.change(f"calendar: bell {label}")


def set_weekday_bell(building: Building, *, weekday: str, bell: int, on: date) -> Change:
    """The bell that a weekday ("mon" to "fri", or "early_release") has in a day's school year."""
    if weekday not in (*WEEKDAYS, "early_release"):
        raise UserError(f"“{weekday}” is no weekday. Write mon.", field="weekday")
    found = building.bells.get(bell)
    if found is None or found.archived:
        raise UserError(f"There is no bell schedule #{bell}.", field="bell")
    calendar = calendar_of(building, on)
    builder = ChangeBuilder(building)
    if not builder.put("calendars", calendar.id, weekly_bell={**calendar.weekly_bell, weekday: bell}):
        return no_change("bells: nothing to change")
    return builder.change(f"calendar: {weekday.replace('_', ' ')} has the bell {found.label}")
