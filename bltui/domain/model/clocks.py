"""Clock times of a building: how they are stored and parsed, and their field kinds."""

# No `from __future__ import annotations` here: string annotations would have to be evaluated again
# at run time.
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_time, time_range
from bltui.domain.model.kinds import Line, Parts
from bltui.domain.model.text import quoted
from bltui.domain.model.times import Time, read_span

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing

#: A local clock time of the building, such as "15:15".
Clock = Annotated[str, msgspec.Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class Hours(msgspec.Struct, frozen=True, rename={"start": "from", "end": "to"}):
    """A start and an end time."""

    start: Annotated[Clock, Time("From", key="from")]
    end: Annotated[Clock, Time("To", key="to")]


class Period(msgspec.Struct, frozen=True, rename={"start": "from", "end": "to"}):
    """A class period."""

    id: Annotated[str, Line("Period", required=True)]
    start: Annotated[Clock, Time("From", key="from")]
    end: Annotated[Clock, Time("To", key="to")]


def read_hours(text: str) -> Hours:
    """Return the hours in a text such as "7:30-16:00" or "8am to 3pm". Raises UserError."""
    start, end = read_span(text)
    if not end:
        raise UserError(f"{quoted(text)} has no end time. Add one, such as 7:30 AM-4:00 PM.")
    return Hours(start, end)


class Span(Parts, frozen=True, kw_only=True):
    """A time range on a day."""

    EXAMPLE = "FROM-TO"
    ALONE = True
    NESTED = False  # it is typed as one text, so what is wrong is about all of it

    of: type = Hours
    hint: str = "from-to, such as 7:30 AM-4:00 PM"

    def clean(self, value: Any, writing: "Writing") -> Any:
        value = super().clean(value, writing)
        if not isinstance(value, tuple) and value.end <= value.start:
            name = f" {value.id}" if isinstance(value, Period) else ""
            raise UserError(
                f"{self.label}{name}: {show_time(value.end)} is not after {show_time(value.start)}. Correct one of them."
            )
        return value

    def parse(self, text: str, context: "Context") -> Any:
        return read_hours(text)

    def show(self, value: Any, context: "Context") -> str:
        return time_range(value.start, value.end)

    def wants(self) -> str:
        return "two times"


class Periods(Span, frozen=True, kw_only=True):
    """Class periods in order, each with a unique name."""

    of: type = Period
    hint: str = "one per line: 1 8:00-8:46"

    def clean(self, value: Any, writing: "Writing") -> Any:
        value = super().clean(value, writing)
        if isinstance(value, tuple) and len({one.id.casefold() for one in value}) < len(value):
            raise UserError(f"{self.label}: two periods have the same name.")
        return value

    def parse(self, text: str, context: "Context") -> Any:
        name, equals, span = text.partition("=")
        if not equals or not name.strip():
            raise UserError(f"{quoted(text)} is not a period. Write it as 1=8:00-8:46.")
        found = read_hours(span)
        return Period(name.strip(), found.start, found.end)

    def show(self, value: Any, context: "Context") -> str:
        return " ".join(f"{period.id}={time_range(period.start, period.end)}" for period in value)

    def wants(self) -> str:
        return "names, each with two times"
