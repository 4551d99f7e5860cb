"""The school calendar's records: the year, days that are not ordinary, bell schedules."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal

import msgspec

from bltui.domain.model.record import Record

#: A clock time of the building's own wall clock, such as "15:15".
Clock = Annotated[str, msgspec.Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DayKind = Literal["school", "in_service", "early_release", "no_school", "snow", "conditional", "note", "ask"]
Policy = Literal["carry", "fixed", "none"]

#: The key of `Calendar.weekly_bell` for the bell of early-release days that name none.
EARLY = "early_release"


class Rotation(msgspec.Struct, frozen=True, omit_defaults=True):
    """Letter or number days, such as A/B or 1 to 6."""

    names: tuple[str, ...]
    start: dt.date
    """The first day that has a letter; on a day without school, the next school day has it."""
    policy: Policy
    """What a snow day does: `carry`, the next school day takes the missed letter; `fixed`, every date keeps its own.

    Districts differ, so it is asked at set-up and never guessed. With `none` only letters set by hand exist.
    """


class Term(msgspec.Struct, frozen=True):
    """A quarter, trimester or semester, both days included."""

    name: str
    first: dt.date
    last: dt.date


class Calendar(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One school year. Ordinary days are Monday to Friday from `first` to `last`; `Day` records say what is not ordinary."""

    TABLE = "calendars"

    year: str
    """Such as "2026-27"."""
    first: dt.date
    """First day with students."""
    last: dt.date
    """Last day with students."""
    tz: str = "UTC"
    """IANA zone in which every time of this year is local."""
    week_starts: Literal["sun", "mon"] = "sun"
    """Where a week begins for "every other week"."""
    rotation: Rotation | None = None
    terms: tuple[Term, ...] = ()
    weekly_bell: dict[str, int] = {}
    """The bell of a weekday (or of `EARLY` days) by its id; other days have the first bell."""


class Day(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A day, or a range of days, that is not ordinary. In a range weekends do not count."""

    TABLE = "days"

    date: dt.date
    to: dt.date | None = None
    """Last day of a range, included."""
    kind: DayKind = "note"
    """`note` changes nothing; `ask` is named in a calendar without saying whether school is open, and stays open."""
    name: str = ""
    bell: int | None = None
    letter: str = ""
    """A letter set by hand; it holds for these days alone and moves no other day."""
    dismissal: Clock | None = None
    """When students leave on an early-release day."""
    level: str = ""
    """For which schools of the district this holds, in the district's words; "" is all."""
    condition: str = ""
    """When a conditional day becomes a school day. Until then it is none."""
    makes_up: dt.date | None = None
    """The closed day that this added school day makes up for; under `fixed` it takes that day's letter."""


class Period(msgspec.Struct, frozen=True, rename={"start": "from", "end": "to"}):
    """A class period."""

    id: str
    start: Clock
    end: Clock


class Hours(msgspec.Struct, frozen=True, rename={"start": "from", "end": "to"}):
    """From a clock time to another."""

    start: Clock
    end: Clock


class Bell(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A bell schedule: when students and staff are there, and the periods in order."""

    TABLE = "bells"

    label: str
    contract: Hours = Hours("07:30", "16:00")
    """The staff's contract day (chosen default)."""
    students: Hours = Hours("08:00", "15:00")
    periods: tuple[Period, ...] = ()


_LEVELS = {
    "elementary": ("elementary", "elem", "primary", "k8", "k-8"),
    "middle": ("middle", "ms", "junior", "secondary", "k8", "k-8"),
    "high": ("high", "hs", "secondary", "senior"),
    "k8": ("elementary", "elem", "middle", "ms", "k8", "k-8"),
}


#: From which grade to which a building of a level goes; kindergarten is 0.
_SPANS = {"elementary": (-1, 5), "middle": (6, 8), "high": (9, 12), "k8": (-1, 8)}
_GRADES = re.compile(r"(pre-?k|pk|k|\d{1,2})(?:st|nd|rd|th)? ?(?:-|–|to|through) ?(\d{1,2})(?:st|nd|rd|th)?\b")


def concerns(level: str, building: str) -> bool:
    """Whether a day's level, in the district's words, is about a building of this level; unknown levels are.

    Grades count as well: 6-12 is about a middle school and a high school.
    """
    text = level.casefold()
    words = {word.strip("()") for word in text.replace("&", " ").replace(",", " ").replace("/", " ").split()}
    known = {word for names in _LEVELS.values() for word in names}
    mine, span = _LEVELS.get(building), _SPANS.get(building)
    if mine is None or span is None or words & set(mine):
        return True
    grades = [(_grade(low), _grade(high)) for low, high in _GRADES.findall(text)]
    if any(low <= span[1] and high >= span[0] for low, high in grades):
        return True
    return not words & known and not grades


def _grade(word: str) -> int:
    return int(word) if word.isdecimal() else 0 if word == "k" else -1
