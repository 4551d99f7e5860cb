"""A role text cut into parts at strokes, commas, dashes, parentheses and "and", every word of them looked up."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from bltui.domain.model.grades import find_grades, in_order
from bltui.domain.team.role_words import Meaning, Phrase, RoleWords, plain, tokens

_SIGNS = frozenset("/&,-()?")
_JOINTS = _SIGNS | {"or"}
_LETTERS = re.compile(r"\b[A-Z]{2,6}\b")
_YEARS = re.compile(r"[(\[]?\b(20\d\d)\s?[-\u2010-\u2015/]\s?(20\d\d|\d\d)\b[)\]]?")
_ENDS = re.compile(
    r"[(\[,;\u2013-]?\s*\b(?:(?:term\s+)?(?:ends|expires|ending|exp\.?)|until|term)\s*:?\s*(?:in\s+)?(?:june\s+|jun\.?\s+|spring\s+)?(20\d\d)\b[)\]]?",
    re.IGNORECASE,
)
_SERVED = re.compile(
    r"[(\[]?\b(?:\d(?:st|nd|rd|th)?|one|two|three|four|first|second|third)[- ]?(?:(?:yr|year)s?\.?(?:[- ]term)?|term)\b[)\]]?",
    re.IGNORECASE,
)
# How somebody came onto the team says nothing about whom they stand for: "appointed by the principal".
_CHOSEN = re.compile(r",?\s*\b(?:elected|appointed|selected|nominated|chosen|approved)\s+by\b[^()/;]*", re.IGNORECASE)


class Part(msgspec.Struct):
    """A stretch of the text between two signs, and what it comes to."""

    joint: str
    """The sign or the "or" before it, "" for the first part."""
    words: list[tuple[str, Meaning | None]]
    """Every word or phrase as written, with its meaning; None if it is unknown."""
    grades: tuple[str, ...] = ()
    inside: bool = False
    """In parentheses."""
    unsure: bool = False
    groups: list[str] = []
    ask: list[str] = []
    subjects: list[str] = []
    person: Meaning | None = None
    headless: bool = False
    """Only says what somebody stands for, not who: "Special education"."""
    only_grades: bool = False
    teacher: bool = False
    """A teacher of nobody knows what."""
    certified: bool = False

    def doubt(self) -> None:
        """Turn what is sure into questions."""
        self.ask, self.groups = [*self.groups, *self.ask], []

    def drop(self) -> None:
        """It only describes its neighbour."""
        self.person, self.headless, self.only_grades, self.teacher = None, False, False, False
        self.groups, self.ask, self.subjects, self.certified = [], [], [], False


def without_term(label: str) -> tuple[str, tuple[int | None, int] | None]:
    """The label without its term years, and the years."""
    years: tuple[int | None, int] | None = None
    if match := _YEARS.search(label):
        start = int(match[1])
        end = int(match[2]) if len(match[2]) == 4 else start // 100 * 100 + int(match[2])
        if start < end <= start + 8:
            years = (start, end)
    elif match := _ENDS.search(label):
        years = (None, int(match[1]))
    if match is None or years is None:
        return label, None
    rest = " ".join((label[: match.start()].rstrip(" ,;-\u2013:") + " " + label[match.end() :]).split())
    return (rest, years) if rest else (label, years)


def cut(label: str, words: RoleWords, extra: Mapping[Phrase, Meaning]) -> list[Part]:
    """The parts of a role text, their words looked up; phrases of `extra` win over `words`. None of them is weighed yet."""
    text = plain(_CHOSEN.sub(" ", _SERVED.sub(" ", label)))
    found = {f.start: f for f in find_grades(text) if f.sure or len(f.grades) > 1}
    stream = list(tokens(text))
    keys = tuple(words.key(token.text) for token in stream)
    # In a text that is all capitals, letters cannot be told from words.
    upper = set() if label.isupper() else {word.casefold() for word in _LETTERS.findall(label)}
    parts = [Part("", [])]
    place = 0
    while place < len(stream):
        token = stream[place]
        grades = found.get(token.start)
        match = words.at(keys[place:], extra)
        if match and token.text not in _SIGNS:
            length, meaning = match
            end = stream[place + length - 1].end
            cuts = any(f.start < end < f.end for f in found.values())
            if not cuts and (grades is None or end > grades.end):
                parts[-1].words.append((text[token.start : end], meaning))
                place += length
                continue
        if grades is not None:
            part = parts[-1]
            part.unsure = part.unsure or not grades.sure or bool(part.grades)
            part.grades = in_order((*part.grades, *grades.grades))
            while place < len(stream) and stream[place].start < grades.end:
                place += 1
            continue
        if token.text == "?":
            parts[-1].unsure = True
        elif token.text in _JOINTS:
            inside = token.text == "(" or (parts[-1].inside and token.text != ")")
            if parts[-1].words or parts[-1].grades:
                parts.append(Part(token.text, [], inside=inside))
            elif parts[-1].joint in ("", ",", ")"):
                parts[-1].joint, parts[-1].inside = token.text, inside
        elif not (token.text.isdecimal() and len(token.text) == 4):
            parts[-1].words.append((token.text.upper() if token.text in upper else token.text, None))
        place += 1
    parts[0].joint = ""
    return [part for part in parts if part.words or part.grades]
