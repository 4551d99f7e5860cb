"""The week: bell periods and clock times down the side, with each meeting in full below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Literal

from bltui.domain.model.calendar import Bell
from bltui.domain.model.formats import WEEKDAYS, date_range, show_date, show_time, time_range
from bltui.domain.model.series import Series
from bltui.domain.schedule.days import SchoolDay
from bltui.domain.schedule.expansion import Meeting, Skipped
from bltui.ui.cwg_selection import CwgSelection, Picture, Turned, meeting_id
from bltui.ui.formatting import Bit, fit, width
from bltui.ui.screens.cwgs.agenda import meeting_bits
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import GAP, Cell, Column, Row

Pairs = list[tuple[Series, Meeting]]
#: The maximum number of lines per time: every meeting is listed below the grid anyway.
LINES = 3
#: The columns of the list of meetings where there is no grid.
LISTED = (
    Column("Day", whole=True),
    Column("Time", whole=True),
    Column("Group", whole=True),
    Column("Leader", rank=2),
    Column("Room"),
    Column("", rank=1),
)
#: The cells of a terminal from which the grid is more than blanks.
WIDE = 100


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
                empty="No school calendar yet. Press c to open it, then s to set the first and last "
                "day.",
            )
            return
        days = week_days(sight)
        pairs = [
            p for p in sight.shown(sight.picture.meetings()) if days[0] <= p[1].date <= days[-1]
        ]
        count = sum(meeting.takes_place for _, meeting in pairs)
        self.heading(
            f"Week  {date_range(days[0], days[-1])}  {count} meeting{'' if count == 1 else 's'}",
            hint="[ ]: change the week  T: go to today",
        )
        if not pairs:  # no head over no meeting
            self.fill(listed(sight, days, pairs, kind="text"), columns=(Column(),))
        elif self.app.size.width >= WIDE:
            rows = (*grid(sight, days, pairs), *listed(sight, days, pairs, kind="text"))
            self.fill(rows, columns=columns(sight, days))
        else:
            self.fill(listed(sight, days, pairs, kind="row"), columns=LISTED)

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
    found = [Column("", 6, whole=True)]
    for day in days:
        here = "*" if day == sight.state.today else ""
        school = sight.picture.schedule.day(day)
        letter = f" {school.letter}" if school is not None and school.letter else ""
        title = f"{WEEKDAYS[day.weekday()]} {day.day}{here}{letter}"
        found.append(Column(title, wraps=True, weight=True))
    return tuple(found)


def grid(sight: CwgSelection, days: list[date], pairs: Pairs) -> tuple[Row, ...]:
    """Return the grid: only times at which someone meets, and the classes as one row."""
    picture = sight.picture
    if not pairs:
        return ()
    bells = [picture.schedule.bell(day) for day in days]
    lines: dict[tuple[str, str], list[list[Bit]]] = {}
    for series, meeting in pairs:
        place = days.index(meeting.date)
        name, start = _period(bells[place], meeting) or ("", meeting.begins)
        cells = lines.setdefault((start, name), [[] for _ in days])
        cells[place].append(_cell(picture, series, meeting, sight))
    rows: list[tuple[str, Row]] = []
    for (start, name), found in lines.items():
        shown = [
            cell if len(cell) <= LINES else [*cell[: LINES - 1], _more(len(cell) - LINES + 1)]
            for cell in found
        ]
        title = (
            f"P{name} {show_time(start)}"
            if name.isdecimal()
            else f"{name} {show_time(start) if start else 'no time'}".strip()
        )
        for level in range(max(len(cell) for cell in shown)):
            parts: list[Cell] = [Bit(title if not level else "", "quiet")]
            parts += [cell[level] if level < len(cell) else "" for cell in shown]
            rows.append((start, Row(None, tuple(parts))))
    for bell in [b for b in bells if b is not None][:1]:
        if bell.periods:
            first, last = bell.periods[0].start, bell.periods[-1].end
            rows.append(
                (first, _rule(f"{time_range(first, last)} classes, {len(bell.periods)} periods"))
            )
        rows.append((bell.contract.end, _rule(f"{show_time(bell.contract.end)} contract day ends")))
    return tuple(row for _, row in sorted(rows, key=lambda one: one[0]))


def listed(
    sight: CwgSelection, days: list[date], pairs: Pairs, *, kind: Literal["row", "text"]
) -> tuple[Row, ...]:
    """Return a row for each meeting, and what is special about the days.

    Below a grid of days a row is a text with its parts below those of the others.
    """
    lines = [meeting_bits(sight, s, m) for s, m in pairs]
    wide = [max(width(bit.text) for bit in column) for column in zip(*lines, strict=True)]
    rows = [
        Row(
            meeting_id(s.id, m.original),
            tuple(bits) if kind == "row" else (tuple(_apart(bits, wide)),),
            kind,
        )
        for (s, m), bits in zip(pairs, lines, strict=True)
    ]
    marks = [(day, day_mark(sight.picture.schedule.day(day))) for day in days]
    words = [f"{show_date(d)}: {mark}" for d, mark in marks if mark]
    rows += [Row(None, (Bit(text, "recommended"),), kind="text") for text in words]
    skipped = _skipped(sight, days)
    rows += [Row(None, (Bit(text, "quiet"),), kind="text") for text in skipped]
    if not pairs and not skipped:
        rows.append(Row(None, (Bit("No group meets this week.", "quiet"),), kind="text"))
    return tuple(rows)


def _apart(bits: Sequence[Bit], cells: Sequence[int]) -> Iterator[Bit]:
    """Yield the parts of a meeting below those of the others."""
    for bit, wide in zip(bits, cells, strict=True):
        if wide:
            yield Bit(fit(bit.text, wide + GAP), bit.role)


def _more(count: int) -> Bit:
    return Bit(f"+{count} more", "quiet")


def _rule(words: str) -> Row:
    return Row(None, (Bit(words, "quiet"),), kind="text")


def _period(bell: Bell | None, meeting: Meeting) -> tuple[str, str] | None:
    """Return the period in which a meeting begins, and when the period does."""
    start = meeting.begins
    for period in bell.periods if bell is not None else ():
        if period.start <= start < period.end:
            return period.id, period.start
    return None


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
        f"{show_date(day)}: {items[0][1].why}, no meeting of {', '.join(name for name, _ in items)}"
        for day, items in sorted(found.items())
    ]
