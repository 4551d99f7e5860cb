"""Clock times inside a quick phrase: which half of the day an hour means, and what a span of time is."""

from __future__ import annotations

import re

from bltui.domain.series.phrase_tokens import HOURS, MINUTES, Cursor, Token
from bltui.domain.series.records import Slot


def minutes(cursor: Cursor, token: Token) -> tuple[int, bool]:
    """Minutes after midnight, and whether the half of the day is certain."""
    if token.text in ("noon", "midnight"):
        return (720 if token.text == "noon" else 0), True
    match = re.fullmatch(r"(\d+)(?::(\d\d))? ?([ap]?)\.?m?\.?", token.text)
    hour, minute, half = (int(match[1]), int(match[2] or 0), match[3]) if match else (99, 0, "")
    if match is None or hour > 23 or minute > 59 or (half and not 1 <= hour <= 12):
        cursor.fail(token, f"“{token.raw}” is not a time")
    if half:
        return hour % 12 * 60 + minute + (720 if half == "p" else 0), True
    # 15:15 and 07:30 are clock times of 24 hours; 12:15 is after noon.
    return hour * 60 + minute, hour >= 12 or (token.text.startswith("0") and hour > 0) or hour == 0


def lasting(cursor: Cursor, first: Token) -> Slot:
    """T for INT min; the cursor stands on "for"."""
    start, sure = minutes(cursor, first)
    number, unit = cursor.peek(1), cursor.text(2)
    if number is None or not number.text.isdecimal() or unit not in (*MINUTES, *HOURS):
        cursor.fail(number, "write how long, as in 45 min")
    length = int(number.text[:4]) * (60 if unit in HOURS else 1)
    start = start if sure or start >= 7 * 60 else start + 720
    cursor.at += 3
    if not 0 < length <= 24 * 60 - 1 - start:
        cursor.fail(number, f"{number.text} {unit} from {said(start)} does not end on that day")
    return Slot(clock_of(start), clock_of(start + length))


def between(cursor: Cursor, first: Token, second: Token) -> Slot:
    """T to T: without am or pm, before 7:00 is after noon, and an end follows its start."""
    start, sure = minutes(cursor, first)
    end, end_sure = minutes(cursor, second)
    if not sure:
        if end_sure and end >= 720 and start < 720 and start + 720 < end:
            start += 720  # 7-8pm is the evening: the same half of the day where that can be.
        elif not (end_sure and start < end <= 720) and start < 7 * 60:
            start += 720
    if not end_sure and end < 720 and (end < 7 * 60 or end <= start) and end + 720 > start:
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
