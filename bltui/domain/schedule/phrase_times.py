"""Clock times in a phrase: am or pm, and time ranges."""

from __future__ import annotations

from bltui.domain.model import formats
from bltui.domain.model.formats import show_time
from bltui.domain.model.series import Slot
from bltui.domain.model.times import clock_minutes
from bltui.domain.schedule.phrase_dates import DateCursor, Terms
from bltui.domain.schedule.phrase_table import HALVES
from bltui.domain.schedule.phrase_tokens import Token, Unclear

NOON, DAY = 12 * 60, 24 * 60
#: A bare hour before this one is after noon: nobody meets at 3:15 at night.
_EARLIEST = 7 * 60


class TimeCursor(DateCursor):
    """Parses the times of a phrase."""

    def __init__(self, text: str, terms: Terms) -> None:
        super().__init__(text, terms)
        self.notes: list[str] = []
        """Notes to show before saving."""
        halves = {HALVES[token.text] for token in self.tokens if token.kind == "MORNING"}
        self.half = halves.pop() if len(halves) == 1 else ""
        """The half of the day: a for "mornings" or "before school", p for afternoons."""

    def span(self, until: str = "BOUND") -> Slot:
        """Parse "T to T", or "T for" a duration."""
        first = self.take()
        if self.sees("FOR"):
            return self._lasting(first)
        if not self.sees(f"({until}) CLOCKISH"):
            self._minutes(first)
            raise Unclear(first.end, "an end time must follow, such as 3:15-4:00 PM")
        self.at += 1
        return self._between(first, self.take())

    def _minutes(self, token: Token) -> tuple[int, bool]:
        """Return the minutes since midnight, and whether the half of the day is certain."""
        found = clock_minutes(token.text)
        if found is None:
            self.fail(token, f"“{token.raw}” is not a time; write 3:15pm")
        return found

    def _start(self, token: Token) -> tuple[int, bool]:
        """Return minutes like `_minutes`. Words such as "mornings" decide the half of the day."""
        start, sure = self._minutes(token)
        if sure:
            return start, True
        if self.half == "a" or (self.half == "p" and start < 10 * 60):
            return start + (NOON if self.half == "p" else 0), True
        if 6 * 60 <= start < _EARLIEST:
            taken = f"recognized as {said(start + NOON)}, not {said(start)}"
            self.notes.append(f"“{token.raw}” is {taken}")
        return start, False

    def _between(self, first: Token, second: Token) -> Slot:
        """Return the slot of "T to T".

        Without am or pm, a time before 7:00 is in the afternoon, and the end follows the start.
        """
        end, end_sure = self._minutes(second)
        stated = second.kind == "CLOCK" and second.text.rstrip(".")[-1] in "apmnt"  # noon, midnight
        start, sure = self._minutes(first) if stated else self._start(first)
        if not sure:
            if end_sure and start < NOON <= end and start + NOON < end:
                start += NOON  # 7-8pm is in the evening: the same half of the day if possible.
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
            self.fail(
                number, f"{formats.count(length, 'minute')} from {said(start)} end after midnight"
            )
        return Slot(clock_of(start), clock_of(start + length))

    def _length(self) -> int:
        """Return the minutes in "45 min", "an hour", or "1 hour 15 minutes", or else 0."""
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
    """Return minutes since midnight as a clock time such as 15:15."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def said(minutes: int) -> str:
    """Return minutes since midnight as a clock time as people read it."""
    return show_time(clock_of(minutes))
