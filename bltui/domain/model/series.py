"""Meeting series: a pattern, a time, a room, and the exceptions.

The dates of the meetings are computed, not stored.
"""

# No `from __future__ import annotations` here: string annotations would have to be evaluated again
# at run time.
import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import msgspec

from bltui.domain.model import labels, validation_messages
from bltui.domain.model.calendar import Weekday
from bltui.domain.model.clocks import Clock
from bltui.domain.model.dates import WEEKDAYS
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import listed_dates, show_date
from bltui.domain.model.kind import Kind
from bltui.domain.model.kinds import Choice, Choices, Day, Line, Parts, Whole, Words
from bltui.domain.model.link_kinds import Group, Link
from bltui.domain.model.record import Record
from bltui.domain.model.times import Time

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing

OnNoSchool = Literal["skip", "next_school_day", "prev_school_day", "next_week"]
CountBy = Literal["calendar", "school_weeks"]
InService = Literal["skip", "meet"]
Doing = Literal["move", "cancel", "add", "held"]


_DAYS = Choices("Days", choices={day: day for day in WEEKDAYS})
_INTERVAL = Whole("Every", least=1)
#: A phrase sets these fields; a form would be harder for people.
_PHRASE = "the phrase: `t` in CWGs, `cwg schedule`"
_MEETING = "`m` and `x` in CWGs, `cwg move|cancel|held|extra`"
_ON_NO_SCHOOL: dict[OnNoSchool, str] = {
    "skip": "skip it",
    "next_school_day": "the next school day",
    "prev_school_day": "the school day before",
    "next_week": "a week later",
}
_COUNT_BY: dict[CountBy, str] = {"calendar": "every week", "school_weeks": "weeks with school"}
_IN_SERVICE: dict[InService, str] = {"skip": "skip it", "meet": "meet"}
DOING: dict[Doing, str] = {"move": "moved", "cancel": "canceled", "add": "added", "held": "held"}


class _Dates(Kind, frozen=True, kw_only=True):
    """Individual dates."""

    def show(self, value: Any, context: "Context") -> str:
        return listed_dates(map(show_date, value))


class Weekly(msgspec.Struct, frozen=True, tag="weekly", tag_field="type", omit_defaults=True):
    """Weekly, or every n weeks, on these weekdays."""

    days: Annotated[tuple[Weekday, ...], _DAYS]
    interval: Annotated[int, _INTERVAL] = 1
    """1 is every week; counted from the week of the first matching day."""


class MonthlyNth(
    msgspec.Struct, frozen=True, tag="monthly_nth", tag_field="type", omit_defaults=True
):
    """Monthly, on the n-th of these weekdays; -1 is the last, -2 the second to last."""

    nth: Annotated[tuple[int, ...], Kind("Which")]
    days: Annotated[tuple[Weekday, ...], _DAYS]
    in_session: Annotated[bool, Kind("School days")] = False
    """Whether to count only school days, with all `days` together.

    With all five weekdays, the last one is the last school day of the month.
    """


class RotationDays(
    msgspec.Struct, frozen=True, tag="rotation", tag_field="type", omit_defaults=True
):
    """Every rotation day with one of these letters, or every n-th of them."""

    days: Annotated[tuple[str, ...], Words("Letter days", max=12)]
    interval: Annotated[int, _INTERVAL] = 1


class DayKinds(msgspec.Struct, frozen=True, tag="day_kind", tag_field="type"):
    """Every early-release or in-service day."""

    kinds: Annotated[
        tuple[Literal["early_release", "in_service"], ...],
        Choices("Days", choices={"early_release": "early release", "in_service": "in-service"}),
    ]


class Dates(msgspec.Struct, frozen=True, tag="dates", tag_field="type", omit_defaults=True):
    """Individual dates. Such a date may be an in-service day.

    On a closed day, the series' own setting applies.
    """

    dates: Annotated[tuple[dt.date, ...], _Dates("Dates")]
    weekdays: Annotated[tuple[Weekday, ...], _DAYS] = ()
    """The weekdays that were given with the dates.

    A date on another weekday causes a warning (CAL-01).
    """


Pattern = Weekly | MonthlyNth | RotationDays | DayKinds | Dates


class _Text(Line, frozen=True, kw_only=True):
    """One line of text, or none."""

    def clean(self, value: Any, writing: "Writing") -> Any:
        return None if value is None else super().clean(value, writing)


class Slot(msgspec.Struct, frozen=True, rename={"start": "from", "end": "to"}, omit_defaults=True):
    """The time on a day: clock times, or a period with the times of the day's bell schedule."""

    start: Annotated[Clock | None, Time("From", none=None, key="from")] = None
    end: Annotated[Clock | None, Time("To", none=None, key="to")] = None
    period: Annotated[str | None, _Text("Period")] = None


class LeftOut(msgspec.Struct, frozen=True, omit_defaults=True):
    """A day, or a range of days, that the pattern includes but the series skips."""

    first: Annotated[dt.date, Day("From")]
    last: Annotated[dt.date | None, Day("Until")] = None
    """The last day, included. None for a single day."""

    def has(self, day: dt.date) -> bool:
        """Return whether a day is skipped."""
        return self.first <= day <= (self.last or self.first)


class Series(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The regular meetings of a CWG or of the BLT."""

    TABLE = "series"
    NOUN: ClassVar[str] = "meeting series"
    NAME: ClassVar[str] = "first"
    COUNTERS: ClassVar[frozenset[str]] = frozenset({"changes"})

    cwg_id: Annotated[int | None, Group("Group", set_by="`cwg schedule`")] = None
    """The CWG that meets, or None if `team` names another one."""
    team: Annotated[
        Literal["cwg", "blt"],
        Choice(
            "Who", choices=labels.Worded({"cwg": "group", "blt": "{team}"}), set_by="`cwg schedule`"
        ),
    ] = "cwg"
    pattern: Annotated[Pattern, Parts("Pattern", of=Weekly, set_by=_PHRASE)]
    time: Annotated[Slot, Parts("Time", of=Slot, set_by=_PHRASE)]
    first: Annotated[dt.date, Day("First day", set_by=_PHRASE)]
    """The first possible day of a meeting."""
    until: Annotated[dt.date, Day("Last day", set_by=_PHRASE)]
    """The last possible day of a meeting."""
    without: Annotated[tuple[LeftOut, ...], Parts("Except", of=LeftOut, set_by=_PHRASE)] = ()
    """Days that the phrase itself excludes, as in "except dec 18".

    A later change to one meeting is an exception record.
    """
    times: Annotated[int, Whole("Meetings", set_by=_PHRASE)] = 0
    """The most meetings; 0 is no limit."""
    room: Annotated[str, Line("Room", form_by="the phrase")] = ""
    on_no_school: Annotated[
        OnNoSchool,
        Choice(
            "On a day off",
            choices=_ON_NO_SCHOOL,
            form_by="the phrase",
            help="what happens on a day without school (default: skip)",
        ),
    ] = "skip"
    count_by: Annotated[
        CountBy,
        Choice(
            "Counts",
            choices=_COUNT_BY,
            form_by="the phrase",
            help="how “every other week” counts weeks without school",
        ),
    ] = "calendar"
    """`school_weeks`: "every other week" counts only weeks with school on the meeting's day."""
    in_service: Annotated[
        InService,
        Choice(
            "In-service",
            choices=_IN_SERVICE,
            form_by="the phrase",
            help="what happens on in-service days (default: skip)",
        ),
    ] = "skip"
    changes: Annotated[int, Whole("Changes", set_by="its exceptions")] = 0
    """How many times an exception was added, changed, or removed.

    This also raises the record's revision, which is the SEQUENCE in feeds.
    """

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """Check that the series has a team, a day, and a valid time. Raises UserError if not."""
        slot, pattern = self.time, self.pattern
        if slot.period is None and not (slot.start and slot.end):
            raise UserError(
                "The meetings have no time. Write it as 3:15-4:00 PM, or period 4.", field="time"
            )
        if slot.period is None and slot.start and slot.end and slot.end <= slot.start:
            raise UserError(
                f"The meeting ends before it starts: {slot.start} to {slot.end}.", field="time"
            )
        if self.until < self.first:
            raise UserError(
                f"The series ends before it starts: {self.first} to {self.until}.", field="until"
            )
        if not (pattern.dates if isinstance(pattern, Dates) else getattr(pattern, "days", ("-",))):
            raise UserError(
                "The series has no days. Write days, such as wed, B day, or dates.", field="pattern"
            )
        if self.team == "cwg" and self.cwg_id is None:
            raise UserError(validation_messages.gone("group"), field="cwg_id")


class Where(
    msgspec.Struct, frozen=True, rename={"start": "from", "end": "until"}, omit_defaults=True
):
    """The new day, time, or room of a meeting. Missing parts are unchanged."""

    date: Annotated[dt.date, Day("Day")]
    start: Annotated[Clock | None, Time("From", none=None, key="from")] = None
    end: Annotated[Clock | None, Time("To", none=None, key="until")] = None
    room: Annotated[str | None, _Text("Room")] = None


class MeetingException(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A change to one date of a series. The later of two exceptions for a date applies."""

    TABLE = "exceptions"
    NOUN: ClassVar[str] = "exception"
    NAME: ClassVar[str] = "date"

    series_id: Annotated[int, Link("Series", to="series", set_by=_MEETING)]
    date: Annotated[dt.date, Day("Date", set_by=_MEETING)]
    """The original date, which identifies the meeting permanently.

    For an added meeting, the date that it was added on.
    """
    do: Annotated[Doing, Choice("What", choices=DOING, set_by=_MEETING)]
    to: Annotated[Where | None, Parts("To", of=Where, set_by=_MEETING)] = None
    why: Annotated[
        str, Line("Why", form_by="`m` and `x` in CWGs", help="the reason, which is kept")
    ] = ""
    day_id: Annotated[int | None, Link("Day", to="days", set_by="`calendar snow`")] = None
    """The closed day that caused it. The exception is removed if that day is opened again."""

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """Check that the meeting ends after it starts. Raises UserError if not."""
        to = self.to
        if to is not None and to.start and to.end and to.end <= to.start:
            raise UserError(
                f"The meeting ends before it starts: {to.start} to {to.end}.", field="end"
            )
