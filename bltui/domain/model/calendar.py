"""The records of the school calendar: the year, special days, and bell schedules."""

# No `from __future__ import annotations` here: string annotations would have to be evaluated again
# at run time.
import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import msgspec

from bltui.domain.model import formats
from bltui.domain.model.clocks import Clock, Hours, Period, Periods, Span
from bltui.domain.model.dates import WEEKDAYS
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date
from bltui.domain.model.kind import Kind
from bltui.domain.model.kinds import Choice, Line, Parts, Words
from bltui.domain.model.kinds import Day as Date
from bltui.domain.model.link_kinds import Link
from bltui.domain.model.record import Record, active
from bltui.domain.model.times import Time
from bltui.domain.model.zones import Zone

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Tables, Writing

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DayKind = Literal[
    "school", "in_service", "early_release", "no_school", "snow", "conditional", "note", "ask"
]
Policy = Literal["carry", "fixed", "none"]

#: The key in `Calendar.weekly_bell` for early-release days that have no bell schedule set.
EARLY = "early_release"
#: Days. Longer than any school year with its summer.
LONGEST_YEAR = 400
#: The kinds of days in words, most common first.
DAY_KINDS: dict[DayKind, str] = {
    "no_school": "no school",
    "in_service": "staff only",
    "early_release": "early release",
    "school": "school (added)",
    "conditional": "perhaps school",
    "note": "a note only",
    "ask": "to be asked",
    "snow": "snow day",
}
#: How a snow day affects letter days.
POLICIES: dict[Policy, str] = {
    "carry": "the next school day takes the missed letter",
    "fixed": "every date keeps its own letter",
    "none": "letters are set by hand only",
}
WEEK_STARTS = {"sun": "on Sunday", "mon": "on Monday"}


def check_days(first: dt.date, last: dt.date) -> None:
    """Raise UserError if a first and last day do not make a school year."""
    if last < first:
        raise UserError(
            f"The last day, {formats.full_date(last)}, is before the first, "
            f"{formats.full_date(first)}. Swap them.",
            field="last",
        )
    if (last - first).days > LONGEST_YEAR:
        raise UserError(
            f"{formats.date_range(first, last)} is {formats.count((last - first).days, 'day')}. A school year has "
            f"at most {LONGEST_YEAR}. Check the years.",
            field="last",
        )


class _Rotation(Parts, frozen=True, kw_only=True):
    """Letter days: unique names of letters and digits."""

    def clean(self, value: Any, writing: "Writing") -> Any:
        value = super().clean(value, writing)
        if value is None:
            return None
        for name in value.names:
            if not name.isalnum():
                raise UserError(
                    f"“{name}” may have only letters and digits. Write A or 1.",
                    field="names",
                )
        if not value.names or len({name.casefold() for name in value.names}) < len(value.names):
            raise UserError(
                "Each day of the rotation needs a different name, such as A,B.", field="names"
            )
        return value

    def show(self, value: Any, context: "Context") -> str:
        return (
            f"{', '.join(value.names)} from {show_date(value.start)}, {value.policy}"
            if value
            else ""
        )


class _Letters(Words, frozen=True, kw_only=True):
    """The names of letter days. A duplicate is an error and is not dropped."""

    def clean(self, value: Any, writing: "Writing") -> Any:
        return tuple(Line.clean(self, one, writing) for one in value)


class Rotation(msgspec.Struct, frozen=True, omit_defaults=True):
    """Letter or number days, such as A/B or 1 to 6."""

    names: Annotated[tuple[str, ...], _Letters("Days", max=12, hint="A,B or 1,2,3,4,5,6")]
    start: Annotated[dt.date, Date("First of them", required=True)]
    """The first letter day. If it is not a school day, the next school day gets its letter."""
    policy: Annotated[
        Policy,
        Choice("A snow day", choices=POLICIES, hint="what happens to the missed letter"),
    ]
    """The effect of a snow day on letters.

    `carry`: the next school day takes the missed letter. `fixed`: every date keeps its letter.
    `none`: only letters set by hand exist. Districts differ, so set-up always asks.
    """


class Term(msgspec.Struct, frozen=True):
    """A quarter, trimester, or semester. Both days are included."""

    name: Annotated[str, Line("Term", required=True)]
    first: Annotated[dt.date, Date("From")]
    last: Annotated[dt.date, Date("Until")]


class _WeeklyBell(Kind, frozen=True, kw_only=True):
    """The bell schedule of each weekday and of early-release days."""

    def clean(self, value: Any, writing: "Writing") -> Any:
        for day, number in value.items():
            if day not in (*WEEKDAYS, EARLY):
                raise UserError(f"“{day}” is not a weekday. Write mon.")
            _BELL.clean(number, writing)
        return value

    def show(self, value: Any, context: "Context") -> str:
        return "\n".join(
            f"{day.replace('_', ' ')}: {_BELL.show(n, context)}" for day, n in value.items()
        )

    def json(self, value: Any, context: "Context") -> Any:
        return {day: f"bells/{number}" for day, number in value.items()}

    def wants(self) -> str:
        return "ids of `bells` by weekday"


class _Bell(Link, frozen=True, kw_only=True):
    """A bell schedule. JSON has its number for compatibility."""

    to: str = "bells"

    def gone(self, context: "Tables") -> str:
        return "No bell schedule has that number. Choose another one."

    def json(self, value: Any, context: "Context") -> Any:
        return value


_BELL = _Bell(
    "Bell schedule",
    hint="blank: the usual one",
    help="the bell schedule of these days: a name or number",
)


class Calendar(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One school year. Ordinary school days are Monday to Friday from `first` to `last`.

    `Day` records hold the special days.
    """

    TABLE = "calendars"
    NOUN: ClassVar[str] = "calendar"
    NAME: ClassVar[str] = "year"

    year: Annotated[
        str,
        Line(
            "Year",
            required=True,
            form_by="the first day",
            help="the school year (default: the one of the first day)",
        ),
    ]
    """The school year, such as "2026-27"."""
    first: Annotated[dt.date, Date("First day", required=True, help="the first day with students")]
    """First day with students."""
    last: Annotated[dt.date, Date("Last day", required=True, help="the last day with students")]
    """Last day with students."""
    tz: Annotated[
        str,
        Zone(
            "Time zone",
            required=True,
            hint="America/Chicago",
            help="the IANA time zone (default: the building's)",
        ),
    ] = "UTC"
    """The IANA time zone of all times of this year."""
    week_starts: Annotated[
        Literal["sun", "mon"],
        Choice(
            "A week begins",
            choices=WEEK_STARTS,
            hint="counts for every other week",
            help="the first day of a week, for “every other week”",
        ),
    ] = "sun"
    """The first day of a week, used for "every other week"."""
    rotation: Annotated[
        Rotation | None,
        _Rotation("Letter days", of=Rotation, set_by="`r` in the calendar, `calendar rotation`"),
    ] = None
    terms: Annotated[
        tuple[Term, ...],
        Parts("Terms", of=Term, option="--term", form_by="`t` in the calendar"),
    ] = ()
    weekly_bell: Annotated[
        dict[str, int], _WeeklyBell("Weekday bells", set_by="`w` in the calendar, `calendar bell`")
    ] = {}
    """Bell schedule ids by weekday (or `EARLY`). Other days have the first bell schedule."""

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """Check that the year's days are in order and include its terms and first letter day.

        Raises UserError if not. Unchanged fields are not checked.
        """
        old: Any = before
        if old is None or (self.first, self.last) != (old.first, old.last):
            check_days(self.first, self.last)
        if old is None or self.terms != old.terms:
            self._check_terms()
        turn = self.rotation
        if (
            turn
            and not (old is not None and turn == old.rotation)
            and not self.first <= turn.start <= self.last
        ):
            raise UserError(
                f"{turn.start} is not in the school year {self.first} to {self.last}.",
                field="start",
            )

    def _check_terms(self) -> None:
        ordered = sorted(self.terms, key=lambda term: term.first)
        for term in ordered:
            if term.last < term.first or term.first < self.first or term.last > self.last:
                raise UserError(
                    f"Term {term.name} ({term.first} to {term.last}) is not inside the year.",
                    field="terms",
                )
        for one, other in pairwise(ordered):
            if other.first <= one.last:
                raise UserError(
                    f"Terms {one.name} and {other.name} overlap on {other.first}.", field="terms"
                )


class Day(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A special day, or a range of them. Weekends in a range do not count."""

    TABLE = "days"
    NOUN: ClassVar[str] = "day"
    NAME: ClassVar[str] = "date"

    date: Annotated[dt.date, Date("Day", required=True, command_by="`calendar day`")]
    to: Annotated[dt.date | None, Date("Until", command_by="`calendar day`")] = None
    """The last day of a range, included."""
    kind: Annotated[DayKind, Choice("What it is", choices=DAY_KINDS, apart=("snow",))] = "note"
    """What the day is. `note` changes nothing.

    `ask`: the calendar names the day without saying whether school is open. It stays unresolved
    until answered.
    """
    name: Annotated[
        str,
        Line(
            "Name",
            hint="such as Thanksgiving",
            help="the name (default: the name it has)",
        ),
    ] = ""
    bell: Annotated[int | None, _BELL] = None
    letter: Annotated[
        str,
        Line(
            "Letter",
            max=12,
            hint="only if it is set by hand",
            help="the rotation letter, for these days only",
        ),
    ] = ""
    """A letter set by hand. It applies to these days only and does not shift other days."""
    dismissal: Annotated[
        Clock | None,
        Time(
            "Students leave",
            none=None,
            afternoon=True,
            help="when students leave on an early-release day",
        ),
    ] = None
    """When students leave on an early-release day."""
    level: Annotated[
        str,
        Line(
            "Schools",
            hint="blank: all, or such as elementary",
            help="the schools of the district it applies to",
        ),
    ] = ""
    """The schools of the district it applies to, in the district's words; "" for all."""
    condition: Annotated[
        str,
        Line(
            "Condition",
            hint="if a snow day is made up",
            help="what makes a conditional day a school day",
        ),
    ] = ""
    """When a conditional day becomes a school day. Until then, it is not one."""
    makes_up: Annotated[
        dt.date | None,
        Date("Makes up for", help="the closed day this school day makes up for"),
    ] = None
    """The closed day that this added school day makes up for.

    Under the policy `fixed`, it takes that day's letter.
    """

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """Check that a range is in order and at most a year long. Raises UserError if not."""
        if self.to is not None and self.to < self.date:
            raise UserError(
                "The range ends before it starts: "
                f"{formats.full_date(self.date)} to {formats.full_date(self.to)}. Swap the dates.",
                field="to",
            )
        if self.to is not None and (self.to - self.date).days > LONGEST_YEAR:
            raise UserError(
                f"{formats.date_range(self.date, self.to)} is more than "
                f"{formats.count(LONGEST_YEAR, 'day')}. Check the years.",
                field="to",
            )


class Bell(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A bell schedule: the hours of students and staff, and the periods in order."""

    TABLE = "bells"
    NOUN: ClassVar[str] = "bell schedule"
    NAME: ClassVar[str] = "label"

    label: Annotated[
        str, Line("Name", key="name", required=True, first=True, hint="Regular day, Late start")
    ]
    contract: Annotated[
        Hours,
        Span(
            "Staff hours", option="--contract", help="the contract hours (default: 7:30 AM-4:00 PM)"
        ),
    ] = Hours("07:30", "16:00")
    """The staff's contract day (default, not from the source document)."""
    students: Annotated[
        Hours, Span("Students", help="the student hours (default: 8:00 AM-3:00 PM)")
    ] = Hours("08:00", "15:00")
    periods: Annotated[tuple[Period, ...], Periods("Periods")] = ()

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """Check that no other bell schedule has the same name. Raises UserError if one has."""
        for other in active(writing.table("bells")):
            if other.id != self.id and other.label.casefold() == self.label.casefold():
                raise UserError(
                    f"The bell schedule {other.label} already exists. Edit that one.",
                    field="label",
                )
