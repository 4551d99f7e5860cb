"""Edit the school calendar: years, days, rotations, and bells. Intents for `workspace.do`.

Snow days are in `snow_days`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, cast

from bltui.domain.model.building import Building
from bltui.domain.model.calendar import Bell, Calendar, Day, DayKind, Policy, Rotation
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import date_range, show_date
from bltui.domain.model.kind import kinds_of
from bltui.domain.model.record import active
from bltui.domain.model.text import clean
from bltui.domain.schedule.days import Timetable, timetable

#: The last tables with their building and year. A building never changes, and one intent asks for
#: its table several times.
_tables: deque[tuple[Building, int, Timetable]] = deque(maxlen=4)


def calendar_of(building: Building, on: date) -> Calendar:
    """Return the calendar that includes a day, else the next one, else the latest.

    Raises UserError if there is no calendar.
    """
    found = sorted(active(building.calendars), key=lambda c: (c.last, c.id))
    if not found:
        raise UserError("No school calendar yet. Set the first and last day of the year.")
    return next((calendar for calendar in found if on <= calendar.last), found[-1])


def span_of(building: Building, calendar: Calendar) -> tuple[date, date]:
    """Return the first and last date that belong to a calendar's year.

    The span reaches up to the neighboring calendars.
    """
    others = [c for c in active(building.calendars) if c.id != calendar.id]
    before = max(
        (c.last + timedelta(1) for c in others if c.last < calendar.first), default=date.min
    )
    after = min(
        (c.first - timedelta(1) for c in others if c.first > calendar.last), default=date.max
    )
    return before, after


def table_on(building: Building, on: date) -> Timetable:
    """Return the table of school days of a day's school year.

    Raises UserError if the building has no calendar.
    """
    calendar = calendar_of(building, on)
    for known, year, table in tuple(_tables):
        if known is building and year == calendar.id:
            return table
    table = timetable(
        calendar, active(building.days), active(building.bells), level=building.profile.level
    )
    _tables.append((building, calendar.id, table))
    return table


def set_calendar(
    building: Building, *, year: str, first: date, last: date, tz: str = "", **fields: Any
) -> Change:
    """Set the first and last day of a school year. Adds the year if it is new.

    `fields` are those of `Calendar`.
    """
    builder = ChangeBuilder(building)
    present = next((c for c in active(building.calendars) if c.year == year), None)
    fields = {"first": first, "last": last, "tz": tz or building.profile.tz, **fields}
    if present is None:
        builder.add("calendars", Calendar(year=year, **fields))
    elif not builder.put("calendars", present.id, **fields):
        return no_change(f"calendar {year}: nothing to change")
    return builder.change(f"calendar {year}: {show_date(first)} to {show_date(last)}")


def set_rotation(
    building: Building, *, names: Sequence[str], policy: Policy, start: date
) -> Change:
    """Set the letter or number days of a school year, and how snow days affect them."""
    calendar = calendar_of(building, start)
    builder = ChangeBuilder(building)
    if not builder.put("calendars", calendar.id, rotation=Rotation(tuple(names), start, policy)):
        return no_change("calendar: rotation unchanged")
    table = table_on(building, start)
    day = table.on(start)
    if day is not None and not day.students:
        following = next((d.date for d in table.span if d.date > start and d.students), None)
        if following is not None:
            builder.note(
                f"{show_date(start)} has no school: the first {names[0]} day is "
                f"{show_date(following)}"
            )
    return builder.change(
        f"calendar {calendar.year}: rotation {', '.join(names)} from {show_date(start)}, {policy}"
    )


def set_days(
    building: Building,
    *,
    date: date,
    to: date | None = None,
    kind: DayKind = "note",
    name: str | None = "",
    level: str = "",
    **fields: Any,
) -> Change:
    """Set the kind of a day or a range of days. Changes the record of exactly these days, if any.

    Other fields are those of `Day`. If `name` is None, the record keeps its name so that a later
    import finds it. If several records match, an `ask` comes first and a note last. Raises
    UserError for a snow day.
    """
    if kind == "snow":
        raise UserError(
            "Mark snow days one by one, so that the meetings they affect are shown.", field="kind"
        )
    builder = ChangeBuilder(building)
    to, level = None if to == date else to, clean(level, "level")
    present = min(
        (
            d
            for d in active(building.days)
            if (d.date, d.to) == (date, to) and d.kind != "snow" and d.level == level
        ),
        key=lambda d: {"ask": 0, "note": 2}.get(d.kind, 1),
        default=None,
    )
    name = name if name is not None else present.name if present else ""
    day = Day(date=date, to=to, kind=kind, name=name, level=level, **fields)
    if present is None:
        number = builder.add("days", day)
    else:
        number = present.id
        if not builder.put(
            "days", number, **{field: getattr(day, field) for field in kinds_of(Day)}
        ):
            return no_change("calendar: unchanged")
    if kind == "in_service" and to is None and date.weekday() > 4:
        builder.note(f"{show_date(date)} is a staff day on a weekend (CAL-02)")
    return builder.change(f"calendar: {_said(cast(Day, builder.get('days', number)))}")


def _said(day: Day) -> str:
    """Format a day for the history."""
    what = (
        f"letter {day.letter}" if day.letter and day.kind == "note" else day.kind.replace("_", " ")
    )
    return f"{date_range(day.date, day.to)}: {what}{f' ({day.name})' if day.name else ''}"


def clear_days(building: Building, *, date: date, to: date | None = None) -> Change:
    """Remove the records of exactly this day or range.

    A snow day is removed with `snow_off`. Raises UserError if nothing is set.
    """
    builder = ChangeBuilder(building)
    to = None if to == date else to
    found = [d for d in active(building.days) if (d.date, d.to) == (date, to) and d.kind != "snow"]
    if not found:
        raise UserError(
            f"{date_range(date, to)} is not a special day. Choose a day or range of the calendar.",
            field="date",
        )
    for row in found:
        builder.archive("days", row.id)
    return builder.change(f"calendar: {date_range(date, to)} is a regular day again")


def set_bell(building: Building, *, label: str, **fields: Any) -> Change:
    """Add a bell schedule, or change the one with that label. `fields` are those of `Bell`."""
    builder = ChangeBuilder(building)
    label = clean(label, "name")
    present = next(
        (b for b in active(building.bells) if b.label.casefold() == label.casefold()), None
    )
    if present is None:
        builder.add("bells", Bell(label=label, **fields))
    elif not builder.put("bells", present.id, **fields):
        return no_change(f"calendar: bell schedule {label} unchanged")
    return builder.change(f"calendar: bell schedule {label}")


def set_weekday_bell(building: Building, *, weekday: str, bell: int, on: date) -> Change:
    """Set the bell of a weekday ("mon" to "fri", or "early_release") in a school year."""
    calendar = calendar_of(building, on)
    builder = ChangeBuilder(building)
    if not builder.put(
        "calendars", calendar.id, weekly_bell={**calendar.weekly_bell, weekday: bell}
    ):
        return no_change("calendar: bell schedules unchanged")
    return builder.change(
        f"calendar: {weekday.replace('_', ' ')} has the bell schedule {building.bells[bell].label}"
    )
