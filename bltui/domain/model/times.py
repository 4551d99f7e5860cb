"""Times of day as schools write them, and the kind of fields that hold one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_time
from bltui.domain.model.kind import Kind
from bltui.domain.model.text import shown

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing

#: Before this hour, a time without am or pm is in the afternoon.
_MORNING = 7
_TIME = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-5][0-9])(?::00)?)?\s?(?:(?P<half>[ap])\.?(?:m\.?)?)?"
)
_HALF = re.compile(r"[ap]\.?m?\.?\s*$", re.IGNORECASE)


def read_time(text: str, field: str | None = None, *, afternoon: bool = False) -> str:
    """Return a time such as "15:15" from "15:15", "3:15pm", "3 p.m.", "3:15", or "noon".

    A leading zero means the morning unless `afternoon` is set. Raises UserError.
    """
    words = text.casefold().strip()
    if words == "noon":
        return "12:00"
    match = _TIME.fullmatch(words)
    hour = int(match["hour"]) if match else 24
    if match is None or hour > 23 or (match["half"] and not 1 <= hour <= 12):
        raise UserError(
            f"“{shown(text[:60])}” is not a time. Write it as 3:30 PM or 15:30.", field=field
        )
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] == "p" else 0)
    elif 0 < hour < _MORNING and (afternoon or not match["hour"].startswith("0")):
        hour += 12
    return f"{hour:02d}:{match['minute'] or '00'}"


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
            f"“{shown(text[:60])}” ends before it begins. Correct one of the times.", field=field
        )
    return begin, until


class Time(Kind, frozen=True, kw_only=True):
    """A time of day, stored as "15:30"."""

    EXAMPLE = "15:30"

    none: Any = ""
    hint: str = "3:30 PM, 15:30, noon, or blank"
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
