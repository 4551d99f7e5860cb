"""Clock times inside a quick phrase: which half of the day an hour means, and spans of time."""

from __future__ import annotations

import re

from bltui.domain.model.series import Slot
from bltui.domain.schedule.phrase_dates import DateCursor, Terms
from bltui.domain.schedule.phrase_table import HALVES
from bltui.domain.schedule.phrase_tokens import Token, Unclear

_CLOCK = re.compile(r"(\d{1,2}?)(?:[:.]?(\d\d))?\s?([ap]?)\.?m?\.?")
NOON, DAY = 12 * 60, 24 * 60
#: A bare hour before this one is after noon: nobody meets at 3:15 at night.
_EARLIEST = 7 * 60


class TimeCursor(DateCursor):
    """Read the times of a phrase."""

    def __init__(self, text: str, terms: Terms) -> None:
        super().__init__(text, terms)
        self.notes: list[str] = []
        """What to say before saving."""
        halves = {HALVES[token.text] for token in self.tokens if token.kind == "MORNING"}
        self.half = halves.pop() if len(halves) == 1 else ""
        """ "a" if the phrase says "mornings" or "before school", "p" for afternoons."""

    def span(self, until: str = "BOUND") -> Slot:
        """Read T to T, or T for so long."""
        first = self.take()
        if self.sees("FOR"):
            return self._lasting(first)
        if not self.sees(f"({until}) CLOCKISH"):
            self._minutes(first)
            raise Unclear(first.end, "an end time must follow, as in 3:15pm-4pm")
        self.at += 1
        return self._between(first, self.take())

    def _minutes(self, token: Token) -> tuple[int, bool]:
        """Minutes after midnight, and whether the half of the day is certain."""
        if token.text in ("noon", "midnight"):
            return (NOON if token.text == "noon" else 0), True
        match = _CLOCK.fullmatch(token.text)
        hour, minute, half = (int(match[1]), int(match[2] or 0), match[3]) if match else (99, 0, "")
        if hour > 23 or minute > 59 or (half and not 1 <= hour <= 12):
            self.fail(token, f"“{token.raw}” is not a time; write 3:15pm or 15:15")
        if half:
            return hour % 12 * 60 + minute + (NOON if half == "p" else 0), True
        # 15:15 and 07:30 are of 24 hours; 12:15 is after noon.
        return hour * 60 + minute, hour >= 12 or hour == 0 or token.text.startswith("0")

    def _start(self, token: Token) -> tuple[int, bool]:
        """As `_minutes`: words such as "mornings" make the half of the day certain."""
        start, sure = self._minutes(token)
        if sure:
            return start, True
        if self.half == "a" or (self.half == "p" and start < 10 * 60):
            return start + (NOON if self.half == "p" else 0), True
        if 6 * 60 <= start < _EARLIEST:
            taken = f"taken as {said(start + NOON)}, not {said(start)}"
            self.notes.append(f"col {token.column}: “{token.raw}” is {taken}")
        return start, False

    def _between(self, first: Token, second: Token) -> Slot:
        """T to T. Without am or pm, before 7:00 is after noon, and an end follows its start."""
        end, end_sure = self._minutes(second)
        stated = second.text == "noon" or (second.kind == "CLOCK" and "m" in second.text)
        start, sure = self._minutes(first) if stated else self._start(first)
        if not sure:
            if end_sure and start < NOON <= end and start + NOON < end:
                start += NOON  # 7-8pm is the evening: the same half of the day if possible.
            elif start < _EARLIEST and not (end_sure and start < end <= NOON):
                start += NOON
        if not end_sure and end <= start < end + NOON:
            end += NOON
        if end <= start:
            told = f"{said(start)} to {said(end)}"
            self.fail(second, f"the meeting ends before it starts ({told})")
        return Slot(clock_of(start), clock_of(end))

    def _lasting(self, first: Token) -> Slot:
        start, sure = self._start(first)
        self.skip("FOR ABOUT*")
        if not sure and start < _EARLIEST:
            start += NOON
        number = self.peek()
        length = self._length()
        if not length:
            self.fail(number, "write how long, as in 45 min")
        if length > DAY - 1 - start:
            self.fail(number, f"{length} minutes from {said(start)} do not end on that day")
        return Slot(clock_of(start), clock_of(start + length))

    def _length(self) -> int:
        """Read 45 min, an hour, half an hour, 1 hour 15 minutes; 0 for anything else."""
        if self.skip("A? HALF A? HOUR"):
            return 30
        length = 0
        while self.sees("(DIGITS|COUNT|A) (HOUR|MINUTE)"):
            number, unit = self.take(), self.take()
            count = int(number.text[:4]) if number.text.isdecimal() else number.number or 1
            length += count * (60 if unit.kind == "HOUR" else 1)
            if self.sees("AND (DIGITS|COUNT|A) MINUTE"):
                self.at += 1
        return length


def clock_of(minutes: int) -> str:
    """Minutes after midnight as "15:15"."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def said(minutes: int) -> str:
    """Minutes after midnight as "3:15pm"."""
    return show_clock(clock_of(minutes))


def show_clock(text: str) -> str:
    """Format "15:15" as "3:15pm" and "12:00" as "12pm"."""
    hour, minute = int(text[:2]), text[3:]
    shown = f"{hour % 12 or 12}" if minute == "00" else f"{hour % 12 or 12}:{minute}"
    return shown + ("am" if hour < 12 else "pm")
