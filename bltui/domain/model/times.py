"""Times of day as schools write them, and the kind of fields that hold one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_time
from bltui.domain.model.kind import Kind
from bltui.domain.model.text import quoted

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing

#: Before this hour, a time without am or pm is in the afternoon.
_MORNING = 7
_TIME = re.compile(
    r"(?P<hour>\d{1,2}?)(?:[:.]?(?P<minute>[0-5]\d)(?::00)?)?\s?(?:(?P<half>[ap])\.?(?:m\.?)?)?",
    re.ASCII,
)
_HALF = re.compile(r"[ap]\.?m?\.?\s*$", re.IGNORECASE)
_WORDS = {"noon": 12 * 60, "midnight": 0}


def clock_minutes(text: str) -> tuple[int, bool] | None:
    """Return the minutes since midnight, and whether the half of the day is certain.

    It is in "3:15pm", "3 p.m.", "315p", "15:15", "03:15" and "noon", but not in "3:15". None if the
    text is not a time.
    """
    words = text.casefold().strip()
    if words in _WORDS:
        return _WORDS[words], True
    match = _TIME.fullmatch(words)
    if match is None:
        return None
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), match["half"]
    if hour > 23 or (half and not 1 <= hour <= 12):
        return None
    if half:
        return hour % 12 * 60 + minute + (12 * 60 if half == "p" else 0), True
    # 15:15 and 07:30 use the 24-hour clock; 12:15 is in the afternoon.
    return hour * 60 + minute, hour >= 12 or hour == 0 or words.startswith("0")


def read_time(text: str, field: str | None = None, *, afternoon: bool = False) -> str:
    """Return a time such as "15:15" from "15:15", "3:15pm", "315p", "3:15", or "noon".

    A leading zero means the morning unless `afternoon` is set. Raises UserError.
    """
    found = clock_minutes(text)
    if found is None:
        raise UserError(f"{quoted(text)} is not a time. Write it as 3:30 PM.", field=field)
    minutes, sure = found
    if (not sure or (afternoon and not _HALF.search(text))) and 60 <= minutes < _MORNING * 60:
        minutes += 12 * 60
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def read_span(text: str, field: str | None = None) -> tuple[str, str]:
    """Return the start and end of "3:00-3:15pm", "8am to 3pm", or "2:49pm".

    The end is "" if none is given. Raises UserError.
    """
    start, dash, end = re.sub(r"\s*(-|–|\bto\b)\s*", "-", text.strip(), count=1).partition("-")
    begin = read_time(start, field)
    if not dash:
        return begin, ""
    until = read_time(end, field)
    if _HALF.search(end) and not _HALF.search(start):
        # A single am or pm applies to both times, unless noon is between them, as in
        # "11:30-12:15pm".
        readings = (
            [read_time(f"{start.strip()}{half}") for half in ("am", "pm")]
            if start != "noon"
            else []
        )
        begin = max((time for time in readings if time < until), default=begin)
    if until <= begin:
        raise UserError(
            f"{quoted(text)} ends before it begins. Correct one of the times.", field=field
        )
    return begin, until


class Time(Kind, frozen=True, kw_only=True):
    """A time of day, stored as "15:30"."""

    EXAMPLE = "TIME"

    none: Any = ""
    hint: str = "3:30 PM, noon, or blank"
    afternoon: bool = False
    """Whether a time without am or pm is never early in the morning."""

    def clean(self, value: Any, writing: Writing) -> Any:
        return read_time(value) if value else value

    def parse(self, text: str, context: Context) -> Any:
        return read_time(text, afternoon=self.afternoon)

    def text(self, value: Any) -> str:
        return show_time(value) if value else ""

    def describe(self, value: Any) -> str:
        return self.text(value)

    def show(self, value: Any, context: Context) -> str:
        return self.text(value)

    def wants(self) -> str:
        return "a time such as `15:30`"
