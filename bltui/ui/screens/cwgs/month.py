"""The month: which groups meet on each day, days without school, and skipped meetings.

The cursor moves over the weeks.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from bltui.domain.model import labels
from bltui.domain.model.formats import WEEKDAYS, show_month
from bltui.domain.model.series import Series
from bltui.domain.schedule.expansion import Meeting
from bltui.ui.cwg_selection import CwgSelection, Picture, Turned
from bltui.ui.formatting import Bit
from bltui.ui.screens.cwgs.week import day_mark
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import Cell, Column, Row


class Month(RecordList):
    """Five columns of days, or seven if a weekend has meetings or school."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        #: The month that the cursor was put into.
        self._opened_on: tuple[int, int] | None = None

    def look(self, sight: CwgSelection) -> None:
        """Show the month of the selected day."""
        if sight.picture.schedule.table is None:
            self.heading("Month")
            self.fill(
                (),
                empty="No school calendar yet. Press c to open it, then s to set the first and last "
                "day.",
            )
            return
        self.heading(
            f"Month  {show_month(sight.day)}", hint="[ ]: change the month  enter: show the week"
        )
        wide = _weekends(sight)
        columns = tuple(
            Column(word, wraps=True, weight=True) for word in WEEKDAYS[: 7 if wide else 5]
        )
        self.fill(month_rows(sight, len(columns)), columns=columns)
        if self._opened_on != (sight.day.year, sight.day.month):
            self._opened_on = sight.day.year, sight.day.month
            self.go(f"week/{sight.monday}")

    def page_down(self) -> None:
        """Go to the next month."""
        self.post_message(Turned(1))

    def page_up(self) -> None:
        """Go to the month before."""
        self.post_message(Turned(-1))


def _month(sight: CwgSelection) -> tuple[date, date]:
    year, month = sight.day.year, sight.day.month
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _weekends(sight: CwgSelection) -> bool:
    first, last = _month(sight)
    return any(
        first <= m.date <= last and m.date.weekday() > 4
        for _, m in sight.shown(sight.picture.meetings())
    )


def month_rows(sight: CwgSelection, across: int) -> tuple[Row, ...]:
    """Return for each week a row with the days, and its meetings below."""
    picture = sight.picture
    first, last = _month(sight)
    on: dict[date, list[Bit]] = {}
    for series, meeting in sight.shown(picture.meetings()):
        if first <= meeting.date <= last:
            on.setdefault(meeting.date, []).append(_mark(picture, sight, series, meeting))
    skipped = _skipped(sight, first, last)
    rows: list[Row] = []
    monday = first - timedelta(first.weekday())
    while monday <= last:
        days = [monday + timedelta(n) for n in range(across)]
        if any(first <= day <= last for day in days):
            rows += _week(sight, monday, days, (first, last), on, skipped)
        monday += timedelta(7)
    return tuple(rows)


def _week(
    sight: CwgSelection,
    monday: date,
    days: list[date],
    month: tuple[date, date],
    on: dict[date, list[Bit]],
    skipped: dict[date, tuple[str, str]],
) -> list[Row]:
    heads: list[Cell] = []
    marks: list[Cell] = []
    names: list[Cell] = []
    for day in days:
        if not month[0] <= day <= month[1]:
            heads.append("")
            marks.append("")
            names.append("")
            continue
        here = day == sight.state.today
        found = sight.picture.schedule.day(day)
        letter = found.letter if found is not None else None
        words = (f"{day.day}{'*' if here else ''}", letter or "", day_mark(found))
        heads.append(Bit(" ".join(w for w in words if w), "strong" if here else "quiet"))
        bits = on.get(day, [])
        gone = skipped.get(day)
        marks.append(tuple(bits) if bits else Bit(f"skips {gone[0]}", "quiet") if gone else "")
        closed = (
            found is not None and not found.students and not found.weekend and not found.outside
        )
        names.append(Bit(found.name if found is not None and closed else "", "quiet"))
    return [Row(f"week/{monday}", tuple(map(_cell, heads, marks, names)))]


def _cell(*lines: Cell) -> Cell:
    """Return the lines of a day as one cell, without those that say nothing."""
    bits: list[Bit] = []
    for line in lines:
        parts = line if isinstance(line, tuple) else (line if isinstance(line, Bit) else Bit(line),)
        if any(bit.text for bit in parts):
            bits += [Bit("\n"), *parts] if bits else parts
    return tuple(bits) or ""


def _mark(picture: Picture, sight: CwgSelection, series: Series, meeting: Meeting) -> Bit:
    """Return a group's number, with a sign for a conflict; canceled meetings are in brackets."""
    owner = picture.owner(series)
    group = sight.state.building.cwgs.get(owner)
    name = f"#{group.number}" if group is not None else labels.team()
    if not meeting.takes_place:
        return Bit(f"({name}) ", "quiet")
    clash = picture.clash_on(series.id, meeting.date)
    if clash is not None:
        sign = picture.sign(clash)
        return Bit(f"{name}{sign.text} ", sign.role)
    return Bit(f"{name} ", "mark" if owner == sight.cwg else "")


def _skipped(sight: CwgSelection, first: date, last: date) -> dict[date, tuple[str, str]]:
    """Return which groups are skipped on a day, and why."""
    picture = sight.picture
    found: dict[date, tuple[str, str]] = {}
    for series in picture.schedule.series.values():
        owner = picture.owner(series)
        if sight.only and owner != sight.cwg:
            continue
        group = sight.state.building.cwgs.get(owner)
        name = f"#{group.number}" if group is not None else labels.team()
        expansion = picture.schedule.expansions.get(series.id)
        for skipped in expansion.skipped if expansion is not None else ():
            if first <= skipped.date <= last:
                before = found.get(skipped.date)
                found[skipped.date] = (f"{before[0]} {name}" if before else name, skipped.why)
    return found
