"""The kind of a day by its name in a district's calendar: closed, early release, staff day, other.

A holiday's name alone never decides, because Columbus Day is a school day in some districts and a
holiday in others. Such a day is `ask`.
"""

from __future__ import annotations

import re

import msgspec

from bltui.domain.model.calendar import DayKind

_END = r"(?:school|classes|students?|instruction|the school year)"
_FIRST = re.compile(
    rf"\bfirst (?:student |full )?day (?:of|for) (?:all )?{_END}\b|\b(?:school|classes) (?:begins?|starts?)\b"
    r"|\bfirst student day\b|\bstudents(?:'|’)? first day\b"
)
_LAST = re.compile(
    rf"\blast (?:student |full )?day (?:of|for) (?:all )?{_END}\b|\b(?:school|classes) ends?\b"
    r"|\blast student day\b|\bstudents(?:'|’)? last day\b"
)
# "Last day of school before winter break" does not end the year, "first day of second semester"
# does not begin it.
_WITHIN = re.compile(
    r"\bbefore\b|\bafter\b|\b(?:semester|quarter|trimester|kindergarten|preschool|pre-?k|summer school)\b"
)
_CONDITIONAL = re.compile(
    r"\bif (?:needed|necessary|required|used|no|not)\b|\b(?:possible|tentative|potential|contingency)\b"
    r"|\b(?:snow|weather|emergency|inclement weather)(?: closure)?(?: make[ -]?up)? days?\b|\bmake[ -]?up days?\b"
)
# Separators of clauses: in "Last day of school, end of quarter 4" the quarter is a separate clause.
_CLAUSE = re.compile(r"[,;/()|]|\s[-–—]\s|[–—]")
# The day after a break or the day before one. The break's name does not close school on it.
_AROUND = re.compile(
    r"\b(?:returns?|resumes?|reconvenes?|back|reopens?)\b|\b(?:before|after|prior to|following|leading into)\b"
    r"(?: the| for)?(?: [\w'’-]+){0,2} (?:break|recess|vacation|holidays?)\b"
)
_NOT = re.compile(r"\bno (?:early|minimum|half)\b")
_EARLY = re.compile(
    r"\bearly (?:release|dismissal|out|closing)\b|\bmin(?:imum|\.)? days?\b|\b(?:half|1/2|½)[ -]?days?\b|\bnoon dismissal\b"
    r"|\badjusted dismissal\b|\b(?:dismiss(?:al|ed)?|release[ds]?) (?:at )?(?:\d|noon\b)"
    r"|\b\d{1,2}(?::\d\d)? ?(?:[ap]\.?m\.?)? (?:dismissal|release)\b"
    r"|\bshortened days?\b|\bearly student release\b"
)
_CLOSED = re.compile(
    r"\bno (?:school(?! board)|classes|class|students?)\b|\bschools? (?:is |are |will be )?closed\b|\bschools? (?:and|&) [\w ]+closed\b"
    r"|\b(?:district|campus|building)(?: is)? closed\b|\(closed\)|^closed\b|\bclosed for\b|[-–—:] ?closed$"
    r"|\bstudent (?:holiday|vacation)\b|\bholiday for students\b|\bnon-?student days?\b|\bstudents? off\b"
)
_BREAK = re.compile(r"\bvacation\b|\bbreak\b(?! ?fast)|\brecess\b")
_STAFF = re.compile(
    r"\bin[ -]?services?\b|\bstaff (?:development|work ?days?|days?|training|prep)\b"
    r"|\bprof(?:essional|\.)? (?:development|dev\b|learning|growth|days?)\b|\bp\.?l\.? days?\b"
    # In New York, the day for staff development is the superintendent's conference day.
    r"|\bsuperintendent(?:'s|s'|’s|s’)? conference days?\b|\b(?:teachers?|educators?|staff)(?:'s|s'|’s|s’|’|')? first day\b"
    r"|\b(?:teachers?|staff|grading|records?|report card|data) (?:grading |records? |workshop )days?\b|\b(?:pre|post)-?planning\b"
    r"|\bteachers? workshops?\b|\b(?:grading|records?|workshop) days?\b"
    r"|\bp\.?d\.? days?\b|\bpd\b|\b(?:teachers?(?:'s|s'|’s|s’)?|faculty|educator) (?:work ?days?|prep|preparation|in[ -]?service|institute|planning|training|days?)\b"
    r"|\bteachers? (?:return|report)s?\b|\bwork ?days?\b|\binstitute days?\b|\bconvention\b"
)
_OPEN = re.compile(
    r"\bschool (?:is )?in session\b|\bregular school day\b|\bschools? (?:is |are )?open\b"
)
_NAMED = re.compile(
    r"\b(?:labor|columbus|indigenous|native american|veteran|thanksgiving|christmas|new year|martin luther king|mlk|king|"
    r"president|washington|lincoln|good friday|easter|memorial|juneteenth|independence|cesar chavez|césar chávez|"
    r"yom kippur|rosh hashan\w*|diwali|eid|lunar new year|passover|election|patriot|pioneer|casimir pulaski)"
    r"(?:s|'s|s'|’s|s’)?\b|\bholiday\b|\bobserved\b|\bconf(?:erences?|s|\.)?(?=\W|$)"
)
_SPAN = r"(?<![\d:])(?<!\d/)\b(?:grades? |gr\.? )?(?:pre-?k|pk|k|\d{1,2}) ?[-–] ?(?:12|8|5|6)\b(?!\d|:|/\d| ?[ap]\.?m)"
_GRADES = re.compile(_SPAN)
_LEVEL = re.compile(
    rf"\b(?:elementary|elem|middle(?: school)?s?|high(?: school)?s?|secondary|hs|ms|k-?8)\b|{_SPAN}"
)
_AT = re.compile(
    r"(?:dismiss\w*|release|out)\D{0,6}?(\d{1,2}(?::\d\d)?) ?([ap]\.?m|noon)?|(\d{1,2}(?::\d\d)?) ?([ap]\.?m\.?)? "
    r"(?:early )?(?:dismissal|release)"
)


_ALL_YEAR = re.compile(
    r"\b(?:student|school)(?: attendance)? days\b|\bdays of (?:school|attendance)\b|\bschool year\b"
)
_LEAVES = re.compile(
    r"\blast (?:student |full )?day\b.*\b(?:before|prior to)\b.*\b(?:break|recess|vacation|holidays?)\b"
)
_RETURNS = re.compile(r"\b(?:returns?|resumes?|reconvenes?|reopens?)\b|\bback to school\b")


class Said(msgspec.Struct, frozen=True):
    """What the name of a day tells."""

    kind: DayKind
    level: str = ""
    dismissal: str | None = None
    first: bool = False
    """Whether it is the first day of school."""
    last: bool = False
    leaves: str = ""
    """The break that starts after this day, in the words of the name."""
    returns: bool = False
    """Whether it is the first day of school after a break."""
    all_year: bool = False
    """Whether it covers all days with students, as a range from the first to the last."""


def what_it_says(name: str) -> Said:
    """Parse the name of a day.

    The kind is `ask` if the name has a holiday or conferences but does not tell whether school is
    open.
    """
    words = " ".join(name.casefold().replace("_", " ").split())
    level = ", ".join(dict.fromkeys(match[0] for match in _LEVEL.finditer(words)))
    first, last = _states(_FIRST, words), _states(_LAST, words)
    kind = _kind(words)
    if (first or last) and kind != "early_release":
        # Tentative, or the day before the holidays: school is open.
        kind = "note"
    # Grades 6-12 are not a time.
    dismissal = _dismissal(_GRADES.sub(" ", words)) if kind == "early_release" else None
    if kind in ("note", "ask", "school") or (first or last):
        level = "" if kind in ("note", "ask", "school") else level
    gone = re.search(r"(?:before|prior to) (?:the )?(.*)", words) if _LEAVES.search(words) else None
    back = kind == "note" and _RETURNS.search(words) is not None
    return Said(
        kind,
        level,
        dismissal,
        first,
        last,
        gone[1] if gone else "",
        back,
        _ALL_YEAR.search(words) is not None,
    )


def closes(name: str) -> bool:
    """Return whether a name itself says that school is closed. A break's name alone does not."""
    return _CLOSED.search(" ".join(name.casefold().split())) is not None


def names_holiday(name: str) -> bool:
    """Return whether a name has a holiday with a fixed date, whatever the weekday."""
    return _NAMED.search(name.casefold()) is not None


def _states(edge: re.Pattern[str], words: str) -> bool:
    """Return whether a clause marks the edge of the year, not of a semester or a break."""
    return any(
        edge.search(clause) and not _WITHIN.search(clause) for clause in _CLAUSE.split(words)
    )


def _kind(words: str) -> DayKind:
    staff, closed = _STAFF.search(words), _CLOSED.search(words)
    if _CONDITIONAL.search(words):
        return "conditional"
    if _OPEN.search(words):
        return "school"
    if (
        _EARLY.search(words)
        and not _NOT.search(words)
        and not re.search(r"\bno (?:school|students?)\b", words)
    ):
        return "early_release"
    if staff:
        return "in_service"
    if closed:
        return "no_school"
    if _BREAK.search(words):
        # "Winter break begins" can be on the last day of school or on the first day off.
        begins = re.search(r"\b(?:break|recess|vacation) (?:begins?|starts?|ends?)\b", words)
        return "note" if _AROUND.search(words) else "ask" if begins else "no_school"
    return "ask" if _NAMED.search(words) else "note"


def _dismissal(words: str) -> str | None:
    """Return when students leave, if the name has a time.

    An hour without am or pm is PM, except that 7 to 11 are AM.
    """
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
