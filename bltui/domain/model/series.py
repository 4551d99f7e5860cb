"""Meeting series: a pattern, a time, a room, and the exceptions to it. Nothing expanded is stored."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from bltui.domain.model.calendar import Clock, Weekday
from bltui.domain.model.record import Record

OnNoSchool = Literal["skip", "next_school_day", "prev_school_day", "next_week"]
CountBy = Literal["calendar", "school_weeks"]
InService = Literal["skip", "meet"]
Doing = Literal["move", "cancel", "add", "held"]


class Weekly(msgspec.Struct, frozen=True, tag="weekly", tag_field="type", omit_defaults=True):
    """Every week, or every n-th, on these weekdays."""

    days: tuple[Weekday, ...]
    interval: int = 1
    """1 is every week; counted from the week of the first matching day."""


class MonthlyNth(msgspec.Struct, frozen=True, tag="monthly_nth", tag_field="type", omit_defaults=True):
    """Every month on the n-th of these weekdays; -1 is the last, -2 the one before it."""

    nth: tuple[int, ...]
    days: tuple[Weekday, ...]
    in_session: bool = False
    """Count only days with school, all of `days` together: the last school day of a month is the last of all five."""


class RotationDays(msgspec.Struct, frozen=True, tag="rotation", tag_field="type", omit_defaults=True):
    """Every day of the rotation with one of these letters, or every n-th of them."""

    days: tuple[str, ...]
    interval: int = 1


class DayKinds(msgspec.Struct, frozen=True, tag="day_kind", tag_field="type"):
    """Every early-release or in-service day."""

    kinds: tuple[Literal["early_release", "in_service"], ...]


class Dates(msgspec.Struct, frozen=True, tag="dates", tag_field="type", omit_defaults=True):
    """Dates one by one. On an in-service day such a date is meant; on a closed day the series' own rule holds."""

    dates: tuple[dt.date, ...]
    weekdays: tuple[Weekday, ...] = ()
    """The weekdays that were stated with the dates; a date on another one is warned about (CAL-01)."""


Pattern = Weekly | MonthlyNth | RotationDays | DayKinds | Dates


class Slot(msgspec.Struct, frozen=True, rename={"start": "from", "end": "to"}, omit_defaults=True):
    """When on a day: clock times, or a period whose times are those of the day's bell."""

    start: Clock | None = None
    end: Clock | None = None
    period: str | None = None


class LeftOut(msgspec.Struct, frozen=True, omit_defaults=True):
    """A day, or a range of days, on which a series does not meet although its pattern has it."""

    first: dt.date
    last: dt.date | None = None
    """Included; None where it is one day."""

    def has(self, day: dt.date) -> bool:
        """Whether a day is left out."""
        return self.first <= day <= (self.last or self.first)


class Series(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The regular meetings of a CWG or of the BLT."""

    TABLE = "series"

    cwg_id: int | None = None
    """The CWG that meets; None where `team` says who does."""
    team: Literal["cwg", "blt"] = "cwg"
    pattern: Pattern
    time: Slot
    first: dt.date
    """The meetings are on or after this day."""
    until: dt.date
    """And not after this day."""
    without: tuple[LeftOut, ...] = ()
    """Days that the plan itself leaves out, as in "except dec 18"; what happens to one meeting later is an exception."""
    times: int = 0
    """At most so many meetings; 0 is no bound."""
    room: str = ""
    on_no_school: OnNoSchool = "skip"
    count_by: CountBy = "calendar"
    """`school_weeks`: in "every other week" only weeks with school on the meeting's day count."""
    in_service: InService = "skip"
    changes: int = 0
    """Moves with every exception that comes, changes or goes: so does this record's revision, the SEQUENCE of feeds."""


class Where(msgspec.Struct, frozen=True, rename={"start": "from", "end": "until"}, omit_defaults=True):
    """Where a meeting goes instead; what is left out stays as it was."""

    date: dt.date
    start: Clock | None = None
    end: Clock | None = None
    room: str | None = None


class MeetingException(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What differs at one date of a series. The later of two exceptions for the same date holds."""

    TABLE = "exceptions"

    series_id: int
    date: dt.date
    """The original date, which names the meeting for ever; for an added meeting the date that it was added on."""
    do: Doing
    to: Where | None = None
    why: str = ""
    day_id: int | None = None
    """The closed day that made it necessary; it goes when that day is opened again."""
