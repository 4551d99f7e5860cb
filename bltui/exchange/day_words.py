"""What a district's own words say about a day: closed, early release, staff day, or only a name.

A holiday's name never decides: Columbus Day is a school day in some districts and none in others. Such a day is `ask`.
"""

from __future__ import annotations

import re

import msgspec

from bltui.domain.calendar.school_calendar import DayKind

_END = r"(?:school|classes|students?|instruction|the school year)"
_FIRST = re.compile(
    rf"\bfirst (?:student |full )?day (?:of|for) (?:all )?{_END}\b|\b(?:school|classes) (?:begins?|starts?)\b"
    r"|\bfirst student day\b|\bstudents(?:'|’)? first day\b"
)
_LAST = re.compile(
    rf"\blast (?:student |full )?day (?:of|for) (?:all )?{_END}\b|\b(?:school|classes) ends?\b"
    r"|\blast student day\b|\bstudents(?:'|’)? last day\b"
)
# "Last day of school before winter break" ends no year, "first day of second semester" begins none.
_WITHIN = re.compile(
    r"\bbefore\b|\bafter\b|\b(?:semester|quarter|trimester|kindergarten|preschool|pre-?k|summer school)\b"
)
_CONDITIONAL = re.compile(
    r"\bif (?:needed|necessary|required|used|no|not)\b|\b(?:possible|tentative|potential|contingency)\b"
    r"|\b(?:snow|weather|emergency|inclement weather)(?: closure)?(?: make[ -]?up)? days?\b|\bmake[ -]?up days?\b"
)
_NOT = re.compile(r"\bno (?:early|minimum|half)\b")
_EARLY = re.compile(
    r"\bearly (?:release|dismissal|out|closing)\b|\bmin(?:imum|\.)? days?\b|\b(?:half|1/2|½)[ -]?days?\b|\bnoon dismissal\b"
    r"|\badjusted dismissal\b|\bdismiss(?:al|ed)? (?:at )?\d|\b\d{1,2}(?::\d\d)? ?(?:[ap]\.?m\.?)? dismissal\b"
    r"|\bshortened days?\b|\bearly student release\b"
)
_CLOSED = re.compile(
    r"\bno (?:school|classes|class|students?)\b|\bschools? (?:is |are |will be )?closed\b|\bschools? (?:and|&) [\w ]+closed\b"
    r"|\b(?:district|campus|building)(?: is)? closed\b|\(closed\)|^closed\b|\bclosed for\b|[-–—:] ?closed$"
    r"|\bstudent (?:holiday|vacation)\b|\bholiday for students\b|\bnon-?student days?\b|\bstudents? off\b"
    r"|\b(?:winter|spring|fall|autumn|thanksgiving|christmas|holiday|summer|mid-?winter|february|easter|october) "
    r"(?:break|recess|vacation)\b|\bbreak\b(?! ?fast)|\brecess\b"
)
_STAFF = re.compile(
    r"\bin[ -]?service\b|\bstaff (?:development|work ?days?|days?|training|prep)\b|\bprofessional (?:development|learning|growth|days?)\b"
    r"|\bp\.?d\.? days?\b|\bpd\b|\b(?:teachers?(?:'s|s'|’s|s’)?|faculty|educator) (?:work ?days?|prep|preparation|in[ -]?service|institute|planning|training|days?)\b"
    r"|\bteachers? (?:return|report)s?\b|\bwork ?days?\b|\binstitute days?\b|\bconvention\b"
)
_OPEN = re.compile(r"\bschool (?:is )?in session\b|\bregular school day\b|\bschools? (?:is |are )?open\b")
_NAMED = re.compile(
    r"\b(?:labor|columbus|indigenous|native american|veteran|thanksgiving|christmas|new year|martin luther king|mlk|king|"
    r"president|washington|lincoln|good friday|easter|memorial|juneteenth|independence|cesar chavez|césar chávez|"
    r"yom kippur|rosh hashan\w*|diwali|eid|lunar new year|passover|election|patriot|pioneer|casimir pulaski)"
    r"(?:s|'s|s'|’s|s’)?\b|\bholiday\b|\bobserved\b|\bconf(?:erences?|s|\.)?(?=\W|$)"
)
_LEVEL = re.compile(r"\b(?:elementary|elem|middle(?: school)?s?|high(?: school)?s?|secondary|hs|ms|k-?8)\b")
_AT = re.compile(
    r"(?:dismiss\w*|release|out)\D{0,6}?(\d{1,2}(?::\d\d)?) ?([ap]\.?m|noon)?|(\d{1,2}(?::\d\d)?) ?([ap]\.?m\.?)? "
    r"(?:early )?(?:dismissal|release)"
)


class Said(msgspec.Struct, frozen=True):
    """What a name says."""

    kind: DayKind
    level: str = ""
    dismissal: str | None = None
    first: bool = False
    """It is the first day of school."""
    last: bool = False


def what_it_says(name: str) -> Said:
    """What the name of a day says. `ask` where a holiday or conferences are named and nothing says what school does."""
    words = " ".join(name.casefold().replace("_", " ").split())
    level = ", ".join(dict.fromkeys(match[0] for match in _LEVEL.finditer(words)))
    within = _WITHIN.search(words) is not None
    first = _FIRST.search(words) is not None and not within
    last = _LAST.search(words) is not None and not within
    kind = _kind(words)
    dismissal = _dismissal(words) if kind == "early_release" else None
    if kind in ("note", "ask", "school") or (first or last):
        level = "" if kind in ("note", "ask", "school") else level
    return Said(kind, level, dismissal, first, last)


def _kind(words: str) -> DayKind:
    staff, closed = _STAFF.search(words), _CLOSED.search(words)
    if _CONDITIONAL.search(words):
        return "conditional"
    if _OPEN.search(words):
        return "school"
    if _EARLY.search(words) and not _NOT.search(words) and not re.search(r"\bno (?:school|students?)\b", words):
        return "early_release"
    if staff:
        return "in_service"
    if closed:
        # "Winter break begins" can stand on the last day of school or on the first one off.
        return "ask" if re.search(r"\b(?:break|recess|vacation) (?:begins?|starts?|ends?)\b", words) else "no_school"
    return "ask" if _NAMED.search(words) else "note"


def _dismissal(words: str) -> str | None:
    """When students leave, where the name says it; an hour without am or pm is after noon, from 7 to 11 before."""
    if re.search(r"\bnoon dismissal\b|\bdismiss\w* (?:at )?noon\b", words):
        return "12:00"
    match = _AT.search(words)
    if match is None:
        return None
    clock, half = match[1] or match[3], match[2] or match[4] or ""
    hour, _, minute = clock.partition(":")
    number = int(hour)
    if not 1 <= number <= 12 or int(minute or 0) > 59:
        return None
    if number == 12:
        number = 12 if not half.startswith("a") else 0
    elif half.startswith("p") or (not half.startswith("a") and number < 7):
        number += 12
    return f"{number:02d}:{int(minute or 0):02d}"
