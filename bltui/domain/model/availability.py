"""Availability: when a person can meet. Entered once and used by every group."""

# No `from __future__ import annotations` here: string annotations would have to be evaluated again
# at run time.
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import msgspec

from bltui.domain.model import validation_messages
from bltui.domain.model.calendar import Bell, Weekday
from bltui.domain.model.clocks import Clock
from bltui.domain.model.dates import WEEKDAYS
from bltui.domain.model.errors import UserError
from bltui.domain.model.kinds import Choice, Choices, Day, Line, Words
from bltui.domain.model.link_kinds import Link, Person
from bltui.domain.model.record import Record
from bltui.domain.model.times import Time

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Tables

Kind = Literal["planning", "busy", "if_needed", "away"]
State = Literal["free", "if_needed", "unknown", "teaching", "busy", "away"]
#: States in which a person can attend a meeting; `if_needed` only breaks ties.
COMES: tuple[State, ...] = ("free", "if_needed")
KINDS: dict[Kind, str] = {
    "planning": "planning period",
    "busy": "busy",
    "if_needed": "if needed",
    "away": "not in the building",
}


class _Who(Person, frozen=True, kw_only=True):
    """A person on the staff list. JSON has the reference, not the name."""

    def gone(self, context: "Tables") -> str:
        return validation_messages.nobody()

    def json(self, value: Any, context: "Context") -> Any:
        return Link.json(self, value, context)


class Availability(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One fact about a person's week. People without any are free outside class hours."""

    TABLE = "availability"
    NOUN: ClassVar[str] = "availability"
    NAME: ClassVar[str] = "kind"

    person_id: Annotated[int, _Who("Person", form_by="the person whose week it is")]
    kind: Annotated[
        Kind,
        Choice(
            "What",
            choices=KINDS,
            help="planning (a period without a class), busy, if_needed, or away (not in "
            "the building)",
        ),
    ]
    """`planning`: a period without class. `away`: not in the building."""
    weekdays: Annotated[
        tuple[Weekday, ...],
        Choices(
            "Days",
            choices={day: day.title() for day in WEEKDAYS},
            apart=WEEKDAYS[5:],
            key="days",
            hint="space checks off; none is every day",
            help="weekdays (default: all)",
        ),
    ] = ()
    """Empty means every day."""
    letters: Annotated[
        tuple[str, ...],
        Words("Letter days", max=12, hint="none is all", help="rotation days (default: all)"),
    ] = ()
    """Days of the rotation. Empty means all."""
    period: Annotated[str, Line("Period", help="the period")] = ""
    start: Annotated[Clock | None, Time("From", none=None, key="from", command_by="`--time`")] = (
        None
    )
    end: Annotated[Clock | None, Time("To", none=None, key="to", command_by="`--time`")] = None
    """Clock times, if no period is given. Without either, the whole day."""
    first: Annotated[dt.date | None, Day("First day", option="--from", help="the first day")] = None
    last: Annotated[dt.date | None, Day("Last day", option="--to", help="the last day")] = None
    note: Annotated[str, Line("Note", hint="such as coaching")] = ""

    def describe(self, context: "Context") -> str:
        """Return the person's name and the entry in words."""
        person = context.get("people", self.person_id)
        return f"availability: {person.name if person else 'person'} {described(self)}"

    def validate(self, before: Record | None, writing: "Context") -> None:
        """Check that times and days are in order and that planning has a time.

        Raises UserError if not.
        """
        if self.start and self.end and self.end <= self.start:
            raise UserError(
                f"{self.start} to {self.end}: the end must be later than the start.", field="end"
            )
        if self.first and self.last and self.last < self.first:
            raise UserError(
                f"{self.first} to {self.last}: the last day is before the first.", field="last"
            )
        if self.kind == "planning" and not (self.period or (self.start and self.end)):
            raise UserError(
                "Planning time: no period or time. Add the period, or the times.", field="period"
            )


class Moment(msgspec.Struct, frozen=True):
    """A time to meet: on a weekday, in a weekly schedule, or on one date.

    Times are minutes since midnight.
    """

    weekday: int
    """0 is Monday."""
    start: int
    end: int
    period: str = ""
    """The period at that time, if any."""
    letter: str = ""
    early: bool = False
    """Whether it is on early-release days, whatever the weekday."""
    date: dt.date | None = None
    bell: Bell | None = None
    """The bell schedule of that day: its periods and the hours with students."""


def minutes(clock: str) -> int:
    """Return the minutes since midnight of a clock time such as "15:15"."""
    return int(clock[:2]) * 60 + int(clock[3:])


def clock_of(minute: int) -> str:
    """Return minutes since midnight as a clock time such as 15:15."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def by_person(rows: Iterable[Availability]) -> dict[int, list[Availability]]:
    """Return the active rows of each person who has any, by person id."""
    found: dict[int, list[Availability]] = {}
    for row in rows:
        if not row.archived:
            found.setdefault(row.person_id, []).append(row)
    return found


def _day_fits(row: Availability, when: Moment) -> bool:
    if row.weekdays and WEEKDAYS[when.weekday] not in row.weekdays:
        return False
    if row.letters and when.letter and when.letter not in row.letters:
        return False
    if when.date is not None:
        return (row.first is None or row.first <= when.date) and (
            row.last is None or when.date <= row.last
        )
    return True


def _span(row: Availability, when: Moment) -> tuple[int, int] | None:
    """Return the start and end of a row on that day, or None if the day has no such period."""
    if row.period:
        if row.period == when.period:
            return when.start, when.end
        for period in when.bell.periods if when.bell else ():
            if period.id == row.period:
                return minutes(period.start), minutes(period.end)
        return None
    return (minutes(row.start) if row.start else 0, minutes(row.end) if row.end else 24 * 60)


def state(rows: Sequence[Availability], when: Moment) -> State:
    """Return a person's availability at a time, given their own rows.

    Priority: away, busy, if_needed, planning. During student hours, a person with planning periods
    is `teaching` outside them; a person without any is `unknown`.
    """
    found: State = "free"
    plans = False
    planned: list[tuple[int, int]] = []
    for row in rows:
        if row.kind == "planning":
            plans = True
            if _day_fits(row, when) and (span := _span(row, when)):
                planned.append(span)
            continue
        if not _day_fits(row, when):
            continue
        span = _span(row, when)
        if span is None or span[0] >= when.end or when.start >= span[1]:
            continue
        if row.kind == "away":
            return "away"
        if row.kind == "busy" or found == "free":
            found = row.kind
    if found == "free" and not _outside_class(when, planned):
        return "teaching" if plans else "unknown"
    return found


def _outside_class(when: Moment, planned: list[tuple[int, int]]) -> bool:
    """Return whether a time is outside student hours or entirely inside planning periods."""
    if when.bell is not None:
        first, last = minutes(when.bell.students.start), minutes(when.bell.students.end)
    elif when.period:
        first, last = when.start, when.end
    else:
        return True
    at, end = max(when.start, first), min(when.end, last)
    for start, stop in sorted(planned):
        # The minutes between two periods are not class time.
        if start <= at + _PASSING:
            at = max(at, stop)
    return at >= end


#: Largest gap in minutes between two planning periods that a meeting may span (default, not from
#: the source document).
_PASSING = 10


def described(row: Availability) -> str:
    """Return a row in words, such as "busy tue, thu 15:00-16:00"."""
    turns = f"on {'/'.join(row.letters)} days" if row.letters else ""
    if row.period:
        time = f"period {row.period}"
    elif row.start or row.end:
        time = f"{row.start or '00:00'}-{row.end or '24:00'}"
    else:
        time = ""
    words = [row.kind.replace("_", " "), ", ".join(row.weekdays), turns, time]
    if row.first or row.last:
        words.append(f"({row.first or '…'} to {row.last or '…'})")
    return " ".join(word for word in words if word)
