"""Calendar checks CAL-01 to CAL-04. Each yields violations for the framework's wording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from bltui.domain.model import formats, labels
from bltui.domain.model.calendar import Calendar, Day
from bltui.domain.model.dates import WEEKDAYS
from bltui.domain.model.finding import Violation
from bltui.domain.model.formats import show_date, show_month
from bltui.domain.model.series import Dates, Series
from bltui.domain.schedule.days import Timetable, covered
from bltui.domain.schedule.expansion import Expansion

#: Days after the first school day by which the BLT should have met (default, not from the source
#: document).
FIRST_MEETING = 30
#: School days from which a month counts for "the BLT meets monthly" (default, not from the source
#: document).
MONTH = 10


def weekday_differs(series: Iterable[Series]) -> Iterator[Violation]:
    """CAL-01: Yield listed dates that are not on the weekday stated with them."""
    for one in series:
        if isinstance(one.pattern, Dates) and one.pattern.weekdays:
            stated = " or ".join(name.title() for name in one.pattern.weekdays)
            for day in one.pattern.dates:
                if WEEKDAYS[day.weekday()] not in one.pattern.weekdays:
                    yield Violation(
                        f"{show_date(day)} is not a {stated}",
                        (f"series/{one.id}",),
                        show_date(day),
                    )


def staff_day_on_weekend(days: Iterable[Day]) -> Iterator[Violation]:
    """CAL-02: Yield staff days on a Saturday or Sunday."""
    for row in days:
        if row.kind == "in_service" and row.date.weekday() > 4 and (row.to or row.date) == row.date:
            named = f" ({row.name})" if row.name else ""
            yield Violation(
                f"The staff day {show_date(row.date)}{named} is on a weekend",
                (f"days/{row.id}",),
                row.name,
            )


def unanswered(days: Iterable[Day], years: Iterable[Calendar] = ()) -> Iterator[Day]:
    """Yield named weekdays in a school year that are not marked open or closed.

    Without `years`, all weekdays count.
    """
    spans = [(year.first, year.last) for year in years if not year.archived]
    rows = [row for row in days if not row.archived]
    decided = {day for row in rows if row.kind not in ("note", "ask") for day in covered(row)}
    for row in rows:
        if row.kind == "ask" and any(
            day not in decided
            and day.weekday() < 5
            and (not spans or any(first <= day <= last for first, last in spans))
            for day in covered(row)
        ):
            yield row


def open_or_closed(days: Iterable[Day], years: Iterable[Calendar] = ()) -> Iterator[Violation]:
    """CAL-03: Yield named days that are not marked open or closed.

    A holiday's name alone does not decide.
    """
    for row in unanswered(days, years):
        until = f" to {show_date(row.to)}" if row.to else ""
        yield Violation(
            f"“{row.name}” on {show_date(row.date)}{until} is not marked open or closed; it counts "
            "as open",
            (f"days/{row.id}",),
            row.name,
        )


def blt_gaps(
    table: Timetable, expansions: Iterable[Expansion], *, first_within: int = FIRST_MEETING
) -> Iterator[Violation]:
    """CAL-04: Yield months without a BLT meeting, and a first meeting that is too late.

    Too late is more than `first_within` days after the first school day. `expansions` are those of
    the BLT's series. A month counts if it has at least `MONTH` school days. Yields nothing if the
    BLT has no meetings at all.
    """
    met = sorted(m.date for e in expansions for m in e.meetings if m.takes_place)
    if not met:
        return
    first = table.calendar.first
    after = (met[0] - first).days
    if after > first_within:
        yield Violation(
            f"The {labels.team()} first meets on {show_date(met[0])}, {formats.count(after, 'day')} after the "
            "first day of school",
            subject=labels.team(),
        )
    months: dict[tuple[int, int], int] = {}
    for day in table.span:
        if day.students and day.date > met[0]:
            months[day.date.year, day.date.month] = (
                months.get((day.date.year, day.date.month), 0) + 1
            )
    has = {(day.year, day.month) for day in met}
    missing = [month for month, count in months.items() if count >= MONTH and month not in has]
    if missing:
        said = ", ".join(show_month(date(year, month, 1)) for year, month in missing)
        yield Violation(
            f"The {labels.team()} does not meet in {said}",
            subject=labels.team(),
            count=len(missing),
        )
