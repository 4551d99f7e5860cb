"""The rows of the Who is free page: each person's availability, the time, and its phrase."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bltui.domain.model import formats
from bltui.domain.model.availability import State as Standing
from bltui.domain.model.availability import clock_of
from bltui.domain.model.cwgs import Cwg
from bltui.domain.model.dates import WEEKDAYS
from bltui.domain.model.formats import short_date, show_time, time_range
from bltui.domain.model.record import active
from bltui.domain.model.series import Series
from bltui.domain.schedule.free_time import WHY, Cell, label, rooms_free, uncommon
from bltui.ui.cwg_selection import Picture
from bltui.ui.formatting import Bit
from bltui.ui.widgets.table_layout import Row

_STANDING: dict[Standing, str] = {
    "away": "required",
    "busy": "required",
    "teaching": "paused",
    "unknown": "info",
    "if_needed": "recommended",
    "free": "done",
}
_ORDER = {standing: place for place, standing in enumerate(_STANDING)}
#: The columns of an ordinary week.
WEEK = formats.WEEKDAYS[:5]


def column_name(cell: Cell) -> str:
    """Return the name of the grid column for a time."""
    when = cell.when
    return f"{when.letter} day" if when.letter else "Early" if when.early else WEEK[when.weekday]


def row_name(cell: Cell) -> str:
    """Return the name of the grid row for a time: the period, or the start time."""
    return f"P{cell.when.period}" if cell.when.period else show_time(clock_of(cell.when.start))


def person_rows(
    picture: Picture, group: Cwg | None, people: Sequence[int], cell: Cell
) -> Iterator[Row]:
    """Yield each person with why they cannot come; leaders first, then those who cannot."""
    signs, name = picture.state.signs, picture.schedule.name
    heads = group.heads() if group is not None else ()
    pairs = zip(people, cell.states, strict=True)
    for person, how in sorted(pairs, key=lambda pair: (pair[0] not in heads, _ORDER[pair[1]])):
        role = _STANDING[how]
        star = "*" if person in heads else ""
        yield Row(
            f"people/{person}", (f"{name(person)}{star}", Bit(f"{signs.of(role)} {WHY[how]}", role))
        )


def time_rows(
    picture: Picture, group: Cwg | None, cell: Cell, dates: Sequence[date], ranked: Sequence[Cell]
) -> Iterator[Row]:
    """Yield the best times, then the dates, special days, and free rooms of the chosen time."""

    def said(head: str, text: str, role: str = "", heading: str = "quiet") -> Row:
        return Row(None, (Bit(head, heading), Bit(text, role)))

    for place, found in enumerate(ranked, 1):
        star = "*" if found.leader and group is not None else " "
        yield said(
            f"Best {place}",
            f"{star}{label(found.when)} {found.digits}/{found.of}",
            "mark" if found is cell else "",
        )
    yield said("Dates", f"{len(dates)} school day{'' if len(dates) == 1 else 's'} to come")
    table = picture.schedule.table
    letters, early = uncommon(dates, table) if table is not None else ({}, 0)
    if letters and not cell.when.letter:
        yield said(
            "Letters", ", ".join(f"{letter} on {count}" for letter, count in letters.items())
        )
    if early and not cell.when.early:
        yield said("Early", f"release on {early}: other hours", "", "recommended")
    bookings = picture.schedule.bookings(without=group.id if group is not None else None)
    names = dict.fromkeys(s.room for s in active(picture.state.building.series) if s.room)
    rooms = rooms_free(names, bookings, dates, cell.when.start, cell.when.end)
    for room, count in list(rooms.items())[: 6 if len(ranked) > 3 else 2]:
        yield said("Room", f"{room}, free on {count}")


def phrase(cell: Cell, series: Series | None, interval: int) -> str:
    """Return the time as a quick phrase, with the group's date range and room."""
    when = cell.when
    day = f"{when.letter} day" if when.letter else WEEKDAYS[when.weekday]
    time = (
        f"period {when.period}"
        if when.period
        else time_range(clock_of(when.start), clock_of(when.end))
    )
    words = [
        "every early release"
        if when.early
        else f"{'every other' if interval == 2 else 'every'} {day}",
        time,
    ]
    if series is not None:
        words.append(
            f"{short_date(series.first, year=True)} to {short_date(series.until, year=True)}"
        )
        if series.room:
            words.append(
                f"room {series.room}" if series.room.isalnum() else f'room "{series.room}"'
            )
    return " ".join(words)
