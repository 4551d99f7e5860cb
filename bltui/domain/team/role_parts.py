"""Split a role text into parts and resolve each part against its neighbors.

A text is split at slashes, commas, dashes, parentheses, and "and".
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from bltui.domain.model.grades import find_grades, in_order
from bltui.domain.team.role_words import Meaning, Phrase, RoleWords, plain, tokens

#: Value in `ask` if a text matches no group.
UNKNOWN = "?"
#: Groups that a classroom teacher represents.
CLASSROOM = ("GEN", "GRADES")

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
# How a member was selected does not tell whom they represent: "appointed by the principal".
_CHOSEN = re.compile(
    r",?\s*\b(?:elected|appointed|selected|nominated|chosen|approved)\s+by\b[^()/;]*", re.IGNORECASE
)


class Part(msgspec.Struct):
    """A stretch of the role text between two separators, with the groups it resolves to."""

    joint: str
    """The separator or "or" before the part; "" for the first part."""
    words: list[tuple[str, Meaning | None]]
    """Every word or phrase as written, with its meaning, or None if it is unknown."""
    grades: tuple[str, ...] = ()
    inside: bool = False
    """Whether the part is in parentheses."""
    unsure: bool = False
    groups: list[str] = []
    ask: list[str] = []
    subjects: list[str] = []
    person: Meaning | None = None
    headless: bool = False
    """Whether the part names a field but no person, such as "Special education"."""
    only_grades: bool = False
    teacher: bool = False
    """Whether it names a teacher without a subject or grade."""
    certified: bool = False

    def doubt(self) -> None:
        """Move the part's sure groups to the groups to confirm."""
        self.ask, self.groups = [*self.groups, *self.ask], []

    def drop(self) -> None:
        """Clear the part's groups because it only describes its neighbor."""
        self.person, self.headless, self.only_grades, self.teacher = None, False, False, False
        self.groups, self.ask, self.subjects, self.certified = [], [], [], False


def without_term(label: str) -> tuple[str, tuple[int | None, int] | None]:
    """Split a label into the text without term years and the (start, end) years, if any."""
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
    rest = " ".join(
        (label[: match.start()].rstrip(" ,;-\u2013:") + " " + label[match.end() :]).split()
    )
    return (rest, years) if rest else (label, years)


def cut(label: str, words: RoleWords, extra: Mapping[Phrase, Meaning]) -> list[Part]:
    """Split a role text into parts and look up their words. `extra` takes precedence over `words`.

    Does not assign groups to the parts yet.
    """
    text = plain(_CHOSEN.sub(" ", _SERVED.sub(" ", label)))
    found = {f.start: f for f in find_grades(text) if f.sure or len(f.grades) > 1}
    stream = list(tokens(text))
    keys = tuple(words.key(token.text) for token in stream)
    # In an all-caps text, abbreviations cannot be distinguished from words.
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
            parts[-1].words.append(
                (token.text.upper() if token.text in upper else token.text, None)
            )
        place += 1
    parts[0].joint = ""
    return [part for part in parts if part.words or part.grades]


def settle(parts: list[Part]) -> None:
    """Drop parts that only describe a neighbor, and mark ambiguous parts for confirmation."""
    _drop_lists(parts)
    for number in range(len(parts) - 1, -1, -1):
        part = parts[number]
        before = parts[number - 1] if number else None
        after = parts[number + 1] if number + 1 < len(parts) else None
        _describe(part, before, after)
        _share_grades(part, before, after)
        _leave_open(part, before, after)


def _drop_lists(parts: list[Part]) -> None:
    """Drop lists of three or more parts in parentheses, because they only give examples.

    An example is "support staff (clerical, library, instructional coach)".
    """
    for number in range(len(parts) - 1, 0, -1):
        head = parts[number - 1]
        if not parts[number].inside or head.inside:
            continue
        listed = [
            part
            for n, part in enumerate(parts)
            if n >= number and all(p.inside for p in parts[number : n + 1])
        ]
        if len(listed) > 2 and (
            head.groups or head.person or head.certified or head.ask not in ([], [UNKNOWN])
        ):
            for part in listed:
                part.drop()


def _describe(part: Part, before: Part | None, after: Part | None) -> None:
    """Resolve a part without a person beside one that has one, such as "Custodian (primary)"."""
    if not part.headless:
        return
    if after and (after.person or (after.headless and not after.groups and after.ask == [UNKNOWN])):
        absorbed = (
            after.person
            and after.person.absorbs
            and after.joint in "/&"
            and set(part.groups) <= {"GEN"}
        )
        if absorbed:
            part.drop()
        else:
            part.doubt()
    if before and before.person:
        beside = part.joint in "(-" or (part.only_grades and part.joint == ",")
        if beside and "UNION" not in part.groups:
            part.drop()
        else:
            part.doubt()


def _share_grades(part: Part, before: Part | None, after: Part | None) -> None:
    """Give grades to the teacher beside them, as in "Special education (K-2)"."""
    partner, joint = (before, part.joint) if before else (after, after.joint if after else "")
    if (
        not (part.only_grades and part.headless and partner)
        or partner.person
        or not partner.certified
    ):
        return
    if not set(CLASSROOM) & {*partner.groups, *partner.ask}:
        if partner.groups == ["ECE"] and "PK" not in part.grades:
            partner.doubt()  # "Early childhood (K-2)" may mean the primary grades
            part.doubt()
        elif joint in "(-":
            part.drop()
            partner.grades = in_order((*partner.grades, *part.grades))
        else:
            part.doubt()


def _leave_open(part: Part, before: Part | None, after: Part | None) -> None:
    """Mark parts joined by a slash, "&", or "or" for confirmation.

    Also drops an abbreviation that the following parentheses explain.
    """
    person = part.person
    stroke = after is not None and after.joint in "/&"
    if person and person.alone and (stroke or (before and part.joint in "/&")):
        part.doubt()
    parent = person is not None and person.groups == ("STAKEHOLDER",) and len(part.words) == 1
    if parent and after and stroke and after.person and "LEADER" in (*after.groups, *after.ask):
        part.doubt()
    if (
        after
        and after.joint == "or"
        and (part.groups, part.ask, part.grades)
        != (
            after.groups,
            after.ask,
            after.grades,
        )
    ):
        part.doubt()
        after.doubt()
    letters = part.ask == [UNKNOWN] and len(part.words) == 1 and part.words[0][0].isupper()
    if letters and after and after.joint == "(" and after.groups:
        part.drop()
