"""Form fields for times of day: one time, a span, and lines of periods, written as schools write them."""

from __future__ import annotations

import re

from bltui.domain.model.calendar import Hours, Period
from bltui.domain.model.errors import UserError
from bltui.domain.model.text import PROSE, clean, shown
from bltui.ui.dialogs.fields import Field, Prose

#: Before this hour a time without am or pm is after noon, as in a quick phrase.
_MORNING = 7
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))? ?([ap])?\.?(?:m\.?)?")


def read_clock(text: str) -> str:
    """A time as "15:15": from "15:15", "3:15pm", "3:15" or "noon". Raises UserError."""
    words = text.casefold().strip()
    if words == "noon":
        return "12:00"
    match = _CLOCK.fullmatch(words)
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
    if match is None or hour > 23 or minute > 59 or (match[3] and not 1 <= hour <= 12):
        raise UserError(f"“{shown(text)}” is not a time. Write 15:15 or 3:15pm.")
    if match[3]:
        hour = hour % 12 + (12 if match[3] == "p" else 0)
    elif 0 < hour < _MORNING and not match[1].startswith("0"):
        hour += 12
    return f"{hour:02d}:{minute:02d}"


def read_span(text: str) -> Hours:
    """From when to when, such as "7:30-16:00" or "8am to 3pm". Raises UserError."""
    start, dash, end = re.sub(r"\s*(-|–|\bto\b)\s*", "-", text.strip(), count=1).partition("-")
    if not dash:
        raise UserError(f"“{shown(text)}” does not say until when. Write 7:30-16:00.")
    found = Hours(read_clock(start), read_clock(end))
    if found.end <= found.start:
        raise UserError(f"“{shown(text)}” ends before it starts.")
    return found


class Clock(Field, frozen=True, kw_only=True):
    """A time of day; blank is none."""

    value: str | None = None
    hint: str = "15:15, 3:15pm, noon"

    def parse(self, raw: str) -> str | None:
        return read_clock(clean(raw, self.label.casefold())) if raw.strip() else None

    def describe(self, raw: str) -> str:
        try:
            found = self.parse(raw)
        except UserError:
            return ""
        return found if found and found != raw.strip() else ""


class Span(Field, frozen=True, kw_only=True):
    """From when to when on a day."""

    value: Hours | None = None
    hint: str = "from-to, as in 7:30-16:00"

    def to_text(self, value: Hours | None) -> str:
        return f"{value.start}-{value.end}" if value else ""

    def parse(self, raw: str) -> Hours | None:
        return read_span(clean(raw, self.label.casefold())) if raw.strip() else None

    def describe(self, raw: str) -> str:
        try:
            found = self.parse(raw)
        except UserError:
            return ""
        return self.to_text(found) if found and self.to_text(found) != raw.strip() else ""


class Periods(Prose, frozen=True, kw_only=True):
    """A class period on each line: its name, then from when to when."""

    value: tuple[Period, ...] = ()
    hint: str = "one a line: 1 8:00-8:46. Tab goes on"

    def to_text(self, value: tuple[Period, ...]) -> str:
        return "\n".join(f"{p.id} {p.start}-{p.end}" for p in value)

    def parse(self, raw: str) -> tuple[Period, ...]:  # type: ignore[override]  # a form's values are of any kind
        found = []
        for number, line in enumerate(clean(raw, "periods", limit=PROSE, multiline=True).splitlines(), 1):
            if not line.strip():
                continue
            name, _, rest = line.strip().partition(" ")
            try:
                span = read_span(rest)
            except UserError as refused:
                raise UserError(f"Line {number}: {refused.message}", field=self.key) from None
            found.append(Period(name.rstrip(":"), span.start, span.end))
        return tuple(found)
