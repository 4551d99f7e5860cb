"""The week: bell periods and clock times down the side, with each meeting in full below."""

from __future__ import annotations

from datetime import date, timedelta

from bltui.domain.model.calendar import Bell
from bltui.domain.model.formats import WEEKDAYS, date_range, show_date, show_time
from bltui.domain.model.series import Series
from bltui.domain.schedule.days import SchoolDay
from bltui.domain.schedule.expansion import Meeting, Skipped
from bltui.ui.cwg_selection import CwgSelection, Picture, Turned, meeting_id
from bltui.ui.formatting import Bit
from bltui.ui.screens.cwgs.agenda import meeting_bits
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import Cell, Column, Row

Pairs = list[tuple[Series, Meeting]]
#: The maximum number of lines per time: every meeting is listed below the grid anyway.
LINES = 3


class Week(RecordList):
    """The grid and the week's meetings; the cursor moves over the meetings."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)

    def look(self, sight: CwgSelection) -> None:
        """Show the week of the selected day."""
        table = sight.picture.schedule.table
        if table is None:
            self.heading("Week")
            self.fill(
                (),
                empty="There is no school calendar yet: c opens it, then s sets the first and the "
                "last day.",
            )
            return
        days = week_days(sight)
        pairs = [
            p for p in sight.shown(sight.picture.meetings()) if days[0] <= p[1].date <= days[-1]
        ]
        self.heading(f"Week  {date_range(days[0], days[-1])}", hint="[ ] week before, after")
        self.fill(grid(sight, days, pairs), columns=columns(sight, days))

    def page_down(self) -> None:
        """Go to the next week."""
        self.post_message(Turned(1))

    def page_up(self) -> None:
        """Go to the week before."""
        self.post_message(Turned(-1))


def week_days(sight: CwgSelection) -> list[date]:
    """Return Monday to Friday, and weekend days with meetings or events."""
    monday = sight.monday
    days = [monday + timedelta(n) for n in range(7)]
    used = {m.date for _, m in sight.picture.meetings()}
    return [d for d in days if d.weekday() < 5 or d in used or _open(sight.picture, d)]


def _open(picture: Picture, day: date) -> bool:
    found = picture.schedule.day(day)
    return found is not None and found.students


def day_mark(day: SchoolDay | None) -> str:
    """Return what is special about a day, in capitals."""
    if day is None or day.outside:
        return "OUT OF YEAR"
    words = {
        "in_service": "IN-SERVICE",
        "early_release": "EARLY",
        "no_school": "NO SCHOOL",
        "snow": "SNOW DAY",
        "conditional": "NO SCHOOL?",
    }
    return words.get(day.kind, "ASK" if day.ask else "")


def columns(sight: CwgSelection, days: list[date]) -> tuple[Column, ...]:
    """Return a narrow column for the time and one for each day with its letter; today is marked."""
    found = [Column("", 6)]
    for day in days:
        here = "*" if day == sight.state.today else ""
        school = sight.picture.schedule.day(day)
        letter = f" {school.letter}" if school is not None and school.letter else ""
        found.append(Column(f"{WEEKDAYS[day.weekday()]} {day.day}{here}{letter}"))
    return tuple(found)


def grid(sight: CwgSelection, days: list[date], pairs: Pairs) -> tuple[Row, ...]:
    """Return the rows of the grid, then a line for each meeting."""
    picture = sight.picture
    bells = [picture.schedule.bell(day) for day in days]
    skipped = _skipped(sight, days)
    lines: dict[tuple[str, str], list[list[Bit]]] = {}

    def at(key: tuple[str, str]) -> list[list[Bit]]:
        return lines.setdefault(key, [[] for _ in days])

    periods: dict[str, str] = {}
    for bell in bells:
        for period in bell.periods if bell is not None else ():
            periods.setdefault(period.id, period.start)
    for name, start in periods.items():
        at((start, name))
    for series, meeting in pairs:
        place = days.index(meeting.date)
        name = _period(bells[place], meeting)
        key = (periods[name], name) if name else (f"{meeting.start:%H:%M}", "")
        at(key)[place].append(_cell(picture, series, meeting, sight))
    ends = next((b.contract.end for b in bells if b is not None), None)
    marks = [day_mark(picture.schedule.day(day)) for day in days]
    rows = [Row(None, ("", *(Bit(mark, "recommended") for mark in marks)))] if any(marks) else []
    drawn = False
    for (start, name), cells in sorted(lines.items()):
        if ends is not None and start >= ends and not drawn and not name:
            rows.append(_rule(f"{show_time(ends)} contract day ends"))
            drawn = True
        shown = [
            cell if len(cell) <= LINES else [*cell[: LINES - 1], _more(len(cell) - LINES + 1)]
            for cell in cells
        ]
        for level in range(max(1, max(len(cell) for cell in shown))):
            title = (f"P{name}" if name.isdecimal() else name) if name else show_time(start)
            parts: list[Cell] = [Bit(title if not level else "", "quiet")]
            parts += [cell[level] if level < len(cell) else "" for cell in shown]
            rows.append(Row(None, tuple(parts)))
    if ends is not None and not drawn:
        rows.append(_rule(f"{show_time(ends)} contract day ends"))
    rows += [
        Row(meeting_id(s.id, m.original), (tuple(meeting_bits(sight, s, m)),), kind="text")
        for s, m in pairs
    ]
    rows += [Row(None, (Bit(text, "quiet"),), kind="text") for text in skipped]
    if not pairs and not skipped:
        rows.append(Row(None, (Bit("No group meets in this week.", "quiet"),), kind="text"))
    return tuple(rows)


def _more(count: int) -> Bit:
    return Bit(f"+{count} more", "quiet")


def _rule(words: str) -> Row:
    return Row(None, (Bit(f"- - {words} - -", "quiet"),), kind="text")


def _period(bell: Bell | None, meeting: Meeting) -> str:
    """Return the period in which a meeting begins."""
    start = f"{meeting.start:%H:%M}"
    for period in bell.periods if bell is not None else ():
        if period.start <= start < period.end:
            return period.id
    return ""


def _cell(picture: Picture, series: Series, meeting: Meeting, sight: CwgSelection) -> Bit:
    owner = picture.owner(series)
    if not meeting.takes_place:
        return Bit(f"({picture.short(owner)})", "quiet")
    clash = picture.clash_on(series.id, meeting.date)
    role = "mark" if owner == sight.cwg else ""
    if clash is not None:
        sign = picture.sign(clash)
        return Bit(f"{sign.text}{picture.short(owner)}", sign.role)
    return Bit(picture.short(owner), role)


def _skipped(sight: CwgSelection, days: list[date]) -> list[str]:
    """Return the meetings that fall on days without school, one line per day."""
    picture = sight.picture
    found: dict[date, list[tuple[str, Skipped]]] = {}
    for series in picture.schedule.series.values():
        owner = picture.owner(series)
        if sight.only and owner != sight.cwg:
            continue
        expansion = picture.schedule.expansions.get(series.id)
        for skipped in expansion.skipped if expansion is not None else ():
            if days[0] <= skipped.date <= days[-1]:
                found.setdefault(skipped.date, []).append((picture.short(owner), skipped))
    return [
        f"{show_date(day)}: {', '.join(name for name, _ in items)} not held: {items[0][1].why}"
        for day, items in sorted(found.items())
    ]
