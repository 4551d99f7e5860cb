"""Clock times inside a quick phrase: which half of the day an hour means, and what a span of time is."""

from __future__ import annotations

import re

from bltui.domain.model.series import Slot
from bltui.domain.schedule.phrase_tokens import HOURS, MINUTES, NUMBER, Cursor, Token

_CLOCK = re.compile(r"(\d{1,2}?)(?::?(\d\d))?([ap]?)\.?m?\.?")


def minutes(cursor: Cursor, token: Token) -> tuple[int, bool]:
    """Minutes after midnight, and whether the half of the day is certain."""
    if token.text in ("noon", "midnight"):
        return (720 if token.text == "noon" else 0), True
    match = _CLOCK.fullmatch(token.text)
    hour, minute, half = (int(match[1]), int(match[2] or 0), match[3]) if match else (99, 0, "")
    if match is None or hour > 23 or minute > 59 or (half and not 1 <= hour <= 12):
        cursor.fail(token, f"“{token.raw}” is not a time; write 3:15pm or 15:15")
    if half:
        return hour % 12 * 60 + minute + (720 if half == "p" else 0), True
    # 15:15 and 07:30 are clock times of 24 hours; 12:15 is after noon.
    return hour * 60 + minute, hour >= 12 or (token.text.startswith("0") and hour > 0) or hour == 0


def beginning(cursor: Cursor, token: Token) -> tuple[int, bool]:
    """As `minutes`, for the start of a meeting: the phrase's "mornings" or "after school" makes the half certain."""
    start, sure = minutes(cursor, token)
    if not sure and (cursor.half == "a" or (cursor.half == "p" and start < 10 * 60)):
        return start + (720 if cursor.half == "p" else 0), True
    if not sure and 6 * 60 <= start < 7 * 60:
        cursor.remarks.append(f"col {token.column}: “{token.raw}” is taken as {said(start + 720)}, not {said(start)}")
    return start, sure


def lasting(cursor: Cursor, first: Token) -> Slot:
    """T for INT min, an hour, 1 hour 15 minutes; the cursor stands on "for"."""
    start, sure = beginning(cursor, first)
    cursor.at += 1
    while cursor.text().rstrip(".") in ("approximately", "approx", "about", "around"):
        cursor.at += 1
    number = cursor.peek()
    length = _length(cursor)
    start = start if sure or start >= 7 * 60 else start + 720
    if not 0 < length <= 24 * 60 - 1 - start:
        cursor.fail(number, f"{length} minutes from {said(start)} do not end on that day")
    return Slot(clock_of(start), clock_of(start + length))


def _length(cursor: Cursor) -> int:
    """How many minutes the words from the cursor on are."""
    number = cursor.peek()
    if cursor.text() in ("half", "a") and "half" in (cursor.text(), cursor.text(1)):
        # Half an hour, a half hour.
        while cursor.text() in ("half", "a", "an"):
            cursor.at += 1
        if cursor.text() in HOURS:
            cursor.at += 1
            return 30
        cursor.fail(number, "write how long, as in 45 min")
    length = 0
    while (count := _count(cursor.text())) and cursor.text(1) in (*MINUTES, *HOURS):
        length += count * (60 if cursor.text(1) in HOURS else 1)
        cursor.at += 2
        if cursor.text() == "and" and _count(cursor.text(1)) and cursor.text(2) in MINUTES:
            cursor.at += 1
    if not length:
        cursor.fail(number, "write how long, as in 45 min")
    return length


def _count(text: str) -> int:
    if text.isdecimal():
        return int(text[:4])
    return NUMBER.get(text, 1 if text in ("a", "an", "one") else 0)


def between(cursor: Cursor, first: Token, second: Token) -> Slot:
    """T to T: without am or pm, before 7:00 is after noon, and an end follows its start."""
    end, end_sure = minutes(cursor, second)
    stated = end_sure and not second.text.isdecimal() and ("m" in second.text or second.text == "noon")
    start, sure = minutes(cursor, first) if stated else beginning(cursor, first)
    if not sure:
        if end_sure and end >= 720 and start < 720 and start + 720 < end:
            start += 720  # 7-8pm is the evening: the same half of the day where that can be.
        elif not (end_sure and start < end <= 720) and start < 7 * 60:
            start += 720
    if not end_sure and end <= start and end + 720 > start:
        end += 720
    if end <= start:
        cursor.fail(second, f"the meeting ends before it starts ({said(start)} to {said(end)})")
    return Slot(clock_of(start), clock_of(end))


def clock_of(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def said(minutes: int) -> str:
    return show_clock(clock_of(minutes))


def show_clock(text: str) -> str:
    """A clock time as people say it: "15:15" is "3:15pm", "12:00" is "12pm"."""
    hour, minute = int(text[:2]), text[3:]
    return f"{hour % 12 or 12}{'' if minute == '00' else f':{minute}'}{'am' if hour < 12 else 'pm'}"
