"""Grade labels: parsing the ways people write them, and formatting them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from bltui.domain.model.errors import UserError
from bltui.domain.model.text import clean, folded

Level = Literal["elementary", "middle", "high", "k8", "other"]

#: Every grade label from lowest to highest. TK is transitional kindergarten.
GRADES = ("PK", "TK", "K", *(str(n) for n in range(1, 13)))

_PLACE = {label: place for place, label in enumerate(GRADES)}
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
]
_CARDINALS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_UNIT = (
    r"(?:transitional kindergarten|tk|pre[- ]?k(?:indergarten|inder)?|pk|pre[- ]?school|kindergarten|kinder|kdg|kg|k"
    rf"|(?:1[0-2]|[1-9])(?:st|nd|rd|th)?|{'|'.join(_ORDINALS)}|(?<=grade )(?:{'|'.join(_CARDINALS)}))(?:ers|s)?(?![\w'])"
)
_GRADE = r"(?:grade levels?|graders?|grades?|grds?|gr)(?![\w'])\.?"
_SPAN = r"(?:\s*[-\u2010-\u2015\u2212]\s*|\s+(?:to|through|thru)\s+)"
_LIST = r"(?:\s*[/,&+]\s*(?:and\s+)?|\s+and\s+)"
_ITEM = rf"(?:{_GRADE}\s*)?{_UNIT}(?:[- ]{_GRADE})?"
# Not compiled here: that takes 10 ms, and most commands never parse grades.
_GRADES = (
    rf"(?<![\w'#.$])(?:{_GRADE}\s*)?{_UNIT}(?:\s*{_GRADE})?"
    rf"(?:(?:{_SPAN}|{_LIST}){_ITEM})*(?:\s*{_GRADE})?"
)
_PIECE = rf"(?P<span>{_SPAN})|(?P<list>{_LIST})|(?P<grade>{_GRADE})|(?P<unit>{_UNIT})|\s+|-"
# "Title 1", "Room 4/5", "Local 6": numbers that are not grades.
_NO_GRADE = (
    r"(?:title|tier|room|rm|local|dc|region|ward|section|part|level|team member|no|number|year)\s*$"
)


class Found(msgspec.Struct, frozen=True):
    """Grades found in a longer text, from index `start` up to `end`."""

    start: int
    end: int
    grades: tuple[str, ...]
    sure: bool
    """False if the text may not be these grades.

    For example, a number alone, or "3/5", which may mean two grades or three.
    """


def _label(unit: str) -> str:
    unit = unit.removesuffix("ers")
    if unit.startswith(("pre", "pk")):
        return "PK"
    if unit.startswith("t") and not unit.startswith(("th", "te", "tw")):
        return "TK"
    if unit.startswith("k"):
        return "K"
    for words in (_ORDINALS, _CARDINALS):
        for number, word in enumerate(words, 1):
            if unit.startswith(word):
                return str(number)
    return re.sub(r"\D", "", unit)


def _expand(text: str) -> tuple[tuple[str, ...], bool]:
    """Return the grades in a matching text, and whether they are certain.

    Raises UserError if a range runs backwards.
    """
    grades: list[str] = []
    joint, word, bare = "", False, False
    sure = True
    for match in re.finditer(_PIECE, text):
        kind, piece = match.lastgroup, match[0]
        if kind in ("span", "list"):
            joint = kind if kind == "span" else ("slash" if "/" in piece else "list")
        elif kind == "grade":
            word = True
        elif kind == "unit":
            label = _label(piece)
            bare = piece.isdecimal() or piece.startswith(tuple(_ORDINALS))
            if joint == "span":
                first, last = _PLACE[grades[-1]], _PLACE[label]
                if first >= last:
                    raise UserError(
                        f"{text}: the lower grade comes first. Write it as K-2.",
                        field="grades",
                    )
                # TK is between PK and K, but few schools have it, so a range does not include it
                # implicitly.
                grades += [g for g in GRADES[first + 1 : last + 1] if g != "TK" or label == "TK"]
            else:
                step = abs(_PLACE[label] - _PLACE[grades[-1]]) if joint == "slash" else 0
                sure = sure and (step < 2 or {label, grades[-1]} == {"PK", "K"})
                grades.append(label)
            joint = ""
    if bare and not word and len(grades) == 1:
        sure = False
    return tuple(sorted(set(grades), key=GRADES.index)), sure


def find_grades(text: str) -> Iterator[Found]:
    """Yield every mention of grades in a folded text, left to right."""
    for match in re.finditer(_GRADES, text):
        if re.search(_NO_GRADE, text[: match.start()]):
            continue
        try:
            grades, sure = _expand(match[0])
        except UserError:
            continue
        yield Found(match.start(), match.end(), grades, sure)


def read_grades(text: str) -> tuple[str, ...]:
    """Return the grades in a text, in order.

    Accepts "K-2", "2nd/3rd", "PK,K,1,2", "6th", "grades 3 through 5", "K/1st". Returns () for blank
    text. Raises UserError with the accepted forms.
    """
    plain = folded(clean(text, "grades"))
    if not plain:
        return ()
    match = re.fullmatch(_GRADES, plain)
    if match is None:
        raise UserError(
            f'grades: "{clean(text, "grades")}" is not recognized. Write grades as K-5, PK,K,1,2, or 2nd/3rd.',
            field="grades",
        )
    return _expand(plain)[0]


def in_order(grades: Iterable[str]) -> tuple[str, ...]:
    """Return unique grade labels, lowest first. Other labels come last, as given."""
    return tuple(sorted(dict.fromkeys(grades), key=lambda g: _PLACE.get(g, len(GRADES))))


def show_grades(grades: Iterable[str]) -> str:
    """Return grades in short form: ("K", "1", "2") is "K-2", ("K", "1", "4") is "K, 1, 4"."""
    runs: list[list[str]] = []
    for grade in in_order(grades):
        before = runs[-1][-1] if runs else ""
        step = _PLACE.get(grade, 99) - _PLACE.get(before, -9)
        if step == 1 or (before == "PK" and grade == "K"):
            runs[-1].append(grade)
        else:
            runs.append([grade])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)


def school_level(grades: Iterable[str]) -> Level:
    """Return the kind of school that has these grades, or "other"."""
    places = [_PLACE[g] for g in grades if g in _PLACE]
    if not places:
        return "other"
    low, high = min(places), max(places)
    if high <= _PLACE["6"] and low <= _PLACE["4"]:
        return "elementary"
    if low >= _PLACE["5"] and high <= _PLACE["9"]:
        return "middle"
    if low >= _PLACE["7"] and high >= _PLACE["10"]:
        return "high"
    return "k8" if low <= _PLACE["2"] and high in (_PLACE["7"], _PLACE["8"]) else "other"
