"""Keeping the school calendar: years, days, letters, bells. Intents for `workspace.do`; snow days are in `snow_days`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, cast

from bltui.domain.model.building import Building
from bltui.domain.model.calendar import Bell, Calendar, Clock, Day, DayKind, Hours, Period, Policy, Rotation, Term
from bltui.domain.model.change import Change, Draft, nothing
from bltui.domain.model.dates import WEEKDAYS, show_date
from bltui.domain.model.errors import Refused
from bltui.domain.model.record import live
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
    """The calendar of a day's school year; in the summer the next one, else the latest. Raises Refused where there is none."""
    found = sorted(live(building.calendars), key=lambda c: (c.last, c.id))
    if not found:
        raise Refused("There is no school calendar yet. Set the first and the last day of the year.")
    return next((calendar for calendar in found if on <= calendar.last), found[-1])


def span_of(building: Building, calendar: Calendar) -> tuple[date, date]:
    """The days that belong to a calendar's year: all from the last day of the one before to the first of the one after."""
    others = [c for c in live(building.calendars) if c.id != calendar.id]
    before = max((c.last + timedelta(1) for c in others if c.last < calendar.first), default=date.min)
    after = min((c.first - timedelta(1) for c in others if c.first > calendar.last), default=date.max)
    return before, after


def table_on(building: Building, on: date) -> Timetable:
    """The table of school days of a day's school year. Raises Refused where the building has no calendar."""
    calendar = calendar_of(building, on)
    return timetable(calendar, live(building.days), live(building.bells), level=building.profile.level)


def set_calendar(building: Building, *, year: str, first: date, last: date, tz: str = "", **fields: Any) -> Change:
    """First and last day of a school year, and what else a `Calendar` has; the year that is there already is changed.

    Raises Refused where the year ends before it starts or is longer than `LONGEST_YEAR` days, terms overlap or the zone
    is no IANA zone.
    """
    draft = Draft(building)
    year = draft.text(year, "year", blank=False)
    check_days(first, last)
    zone = check_zone(tz or building.profile.tz)
    _check_terms(fields.get("terms", ()), first, last)
    present = next((c for c in live(building.calendars) if c.year == year), None)
    fields = {"first": first, "last": last, "tz": zone, **fields}
    if present is None:
        draft.add("calendars", Calendar(year=year, **fields))
    elif not draft.put("calendars", present.id, **fields):
        return nothing(f"calendar {year}: nothing to change")
    return draft.change(f"calendar {year}: {show_date(first)} to {show_date(last)}")


def check_days(first: date, last: date) -> None:
    """Raises Refused for a first and last day that are no school year."""
    if last < first:
        raise Refused(f"The last day {last} is before the first day {first}. Swap them?", field="last")
    if (last - first).days > LONGEST_YEAR:
        raise Refused(f"{first} to {last} are {(last - first).days} days; a school year has at most {LONGEST_YEAR}.")


def check_zone(name: str) -> str:
    """The name of a time zone if it can be one. Raises Refused, with what may be meant, for abbreviations."""
    meant = _MEANT.get(name.casefold().strip())
    if meant is not None:
        raise Refused(f"“{name}” is no time zone with summer time. Is {meant} meant?", field="tz")
    if name != "UTC" and not re.fullmatch(r"[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+){1,2}", name):
        raise Refused(f"“{name}” is not a time zone. Write it as America/Chicago.", field="tz")
    return name


def _check_terms(terms: Sequence[Term], first: date, last: date) -> None:
    ordered = sorted(terms, key=lambda term: term.first)
    for term in ordered:
        if term.last < term.first or term.first < first or term.last > last:
            raise Refused(f"Term {term.name} ({term.first} to {term.last}) is not inside the year.", field="terms")
    for one, other in pairwise(ordered):
        if other.first <= one.last:
            raise Refused(f"Terms {one.name} and {other.name} overlap on {other.first}.", field="terms")


def set_rotation(building: Building, *, names: Sequence[str], policy: Policy, start: date) -> Change:
    """Letter or number days of a start's school year, and what a snow day does to them."""
    calendar = calendar_of(building, start)
    draft = Draft(building)
    cleaned = tuple(draft.text(name, "rotation day", limit=12, blank=False) for name in names)
    if not cleaned or len({name.casefold() for name in cleaned}) < len(cleaned):
        raise Refused("The days of a rotation need different names, as in A,B.", field="names")
    for name in cleaned:
        if not name.isalnum():
            raise Refused(f"“{name}” has other characters than letters and digits. Write A or 1.", field="names")
    if not calendar.first <= start <= calendar.last:
        raise Refused(f"{start} is not in the school year {calendar.first} to {calendar.last}.", field="start")
    rotation = Rotation(cleaned, start, policy)
    day = table_on(building, start).on(start)
    if day is not None and not day.students:
        table = table_on(building, start)
        following = next((d.date for d in table.span if d.date > start and d.students), None)
        if following is not None:
            draft.note(f"{show_date(start)} has no school: the first {cleaned[0]} day is {show_date(following)}")
    if not draft.put("calendars", calendar.id, rotation=rotation):
        return nothing("rotation: nothing to change")
    return draft.change(f"calendar {calendar.year}: rotation {', '.join(cleaned)} from {show_date(start)}, {policy}")


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
        raise Refused("A snow day is marked on its own, so that every meeting it hits is shown.", field="kind")
    if to is not None and to < date:
        raise Refused(f"The range ends before it starts: {date} to {to}.", field="to")
    if to is not None and (to - date).days > LONGEST_YEAR:
        raise Refused(f"{date} to {to} are more than {LONGEST_YEAR} days.", field="to")
    if dismissal is not None and not _CLOCK.fullmatch(dismissal):
        raise Refused(f"Dismissal “{dismissal}” is not a time. Write it as 13:30.", field="dismissal")
    if bell is not None and building.bells.get(bell) is None:
        raise Refused(f"There is no bell schedule #{bell}.", field="bell")
    draft = Draft(building)
    to = None if to == date else to
    fields = {
        "kind": kind,
        "letter": draft.text(letter, "letter", limit=12),
        "dismissal": dismissal,
        "condition": draft.text(condition, "condition"),
        "level": draft.text(level, "level"),
        "bell": bell,
        "makes_up": makes_up,
    }
    if kind == "in_service" and to is None and date.weekday() > 4:
        draft.note(f"{show_date(date, weekday=True)} is a staff day on a weekend (CAL-02)")
    present = min(
        (d for d in live(building.days) if (d.date, d.to) == (date, to) and d.kind != "snow" and d.level == level),
        key=lambda d: {"ask": 0, "note": 2}.get(d.kind, 1),
        default=None,
    )
    name = fields["name"] = draft.text(name, "name") if name is not None else present.name if present else ""
    if present is None:
        draft.add("days", Day(date=date, to=to, **cast(dict[str, Any], fields)))
    elif not draft.put("days", present.id, **fields):
        return nothing("calendar: nothing to change")
    said = f"{show_date(date)} to {show_date(to)}" if to is not None else show_date(date)
    what = f"letter {letter}" if letter and kind == "note" else kind.replace("_", " ")
    return draft.change(f"calendar: {said} {what}{f' ({name})' if name else ''}")


def clear_days(building: Building, *, date: date, to: date | None = None) -> Change:
    """Make a day, or the days of exactly this range, ordinary again. A snow day is unmarked with `snow_off`."""
    draft = Draft(building)
    to = None if to == date else to
    found = [d for d in live(building.days) if (d.date, d.to) == (date, to) and d.kind != "snow"]
    if not found:
        raise Refused(
            f"Nothing is set for {show_date(date)}{f' to {show_date(to)}' if to else ''} alone.", field="date"
        )
    for row in found:
        draft.archive("days", row.id)
    return draft.change(f"calendar: {show_date(date)}{f' to {show_date(to)}' if to else ''} is ordinary again")


def set_bell(
    building: Building,
    *,
    label: str,
    contract: Hours | None = None,
    students: Hours | None = None,
    periods: Sequence[Period] = (),
) -> Change:
    """A bell schedule; one of that label is changed. Raises Refused where a period or the hours end before they start."""
    draft = Draft(building)
    label = draft.text(label, "label", blank=False)
    fields: dict[str, Any] = {"periods": tuple(periods)}
    fields |= {k: v for k, v in (("contract", contract), ("students", students)) if v is not None}
    for what, span in [("hours", h) for h in (contract, students) if h] + [(f"period {p.id}", p) for p in periods]:
        if not (_CLOCK.fullmatch(span.start) and _CLOCK.fullmatch(span.end)) or span.end <= span.start:
            raise Refused(f"{label}, {what}: {span.start} to {span.end} is no span of time.", field="periods")
    names = [period.id.casefold() for period in periods]
    if len(set(names)) < len(names):
        raise Refused(f"{label}: two periods have the same name.", field="periods")
    present = next((b for b in live(building.bells) if b.label.casefold() == label.casefold()), None)
    if present is None:
        draft.add("bells", Bell(label=label, **fields))
    elif not draft.put("bells", present.id, **fields):
        return nothing(f"bell {label}: nothing to change")
    return draft.change(f"calendar: bell {label}")


def set_weekday_bell(building: Building, *, weekday: str, bell: int, on: date) -> Change:
    """The bell that a weekday ("mon" to "fri", or "early_release") has in a day's school year."""
    if weekday not in (*WEEKDAYS, "early_release"):
        raise Refused(f"“{weekday}” is no weekday. Write mon.", field="weekday")
    found = building.bells.get(bell)
    if found is None or found.archived:
        raise Refused(f"There is no bell schedule #{bell}.", field="bell")
    calendar = calendar_of(building, on)
    draft = Draft(building)
    if not draft.put("calendars", calendar.id, weekly_bell={**calendar.weekly_bell, weekday: bell}):
        return nothing("bells: nothing to change")
    return draft.change(f"calendar: {weekday.replace('_', ' ')} has the bell {found.label}")
