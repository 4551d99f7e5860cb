"""Split a role text into parts of known words.

The words are the typed form of `data/roles.toml`. A text is split at slashes, commas, dashes,
parentheses, and "and". What the parts mean together is in `roles.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

import msgspec

from bltui.domain.model.grades import find_grades, in_order
from bltui.domain.model.people import EmployeeType
from bltui.domain.model.text import folded

#: The kind of a word in a role text:
#: filler: no meaning ("of", "elected")
#: rep: represents others ("representative", "member", "department")
#: teacher: a teacher of the subject or grade beside it
#: field: what a teacher or representative represents ("special education")
#: subject: a subject or department
#: other: certified work that represents no group by itself ("music", "counseling")
#: band: grades that depend on the building ("primary")
#: person: a complete role; words before it only describe it ("paraprofessional", "literacy coach")
#: lead: leads colleagues ("grade level chair")
#: task: a task on the team, not representation ("timekeeper")
Sort = Literal[
    "filler", "rep", "teacher", "field", "subject", "other", "band", "person", "lead", "task"
]


class Meaning(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The meaning of one word or phrase."""

    sort: Sort
    reads_as: str = ""
    """Plain words for the preview of an import."""
    groups: tuple[str, ...] = ()
    """Groups that it surely represents."""
    ask: tuple[str, ...] = ()
    """Groups that it may represent."""
    subject: str = ""
    employee_type: EmployeeType | None = None
    principal: Literal["yes", "perhaps", "no"] = "no"
    """Whether it is the building's principal; "perhaps" for "administrator"."""
    ad_hoc: bool = False
    absorbs: bool = False
    """Whether the person takes the subjects before a slash: "math/science coach"."""
    alone: bool = False
    """Whether it is sure only if no slash joins it to another word: "AP", but not "AP/IB"."""
    elementary: tuple[str, ...] = ()
    """Groups that it surely represents if no grade above 6 is taught.

    For example, "business" is not a department there.
    """
    elementary_ask: tuple[str, ...] = ()
    """Groups that it may represent there: Spanish is one of the specials."""


class _Entry(Meaning, frozen=True, kw_only=True, forbid_unknown_fields=True):
    words: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ()


#: A phrase as a tuple of tokens, see `tokens`.
Phrase = tuple[str, ...]

_INITIALS = re.compile(r"(?<![a-z])((?:[a-z]\.){2,})")
_TOKEN = re.compile(r"[^\W_]+|[-\u2010-\u2015\u2212]+|\S")
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212:|\u2022\u00b7")
_SILENT = frozenset('.!*#_"\u201c\u201d[]')
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


class Token(msgspec.Struct, frozen=True):
    """One word or separator of a normalized text, with its offsets."""

    text: str
    start: int
    end: int


def plain(text: str) -> str:
    """Normalize a text for comparison: case, apostrophes, and initials such as "P.E."."""
    bare = re.sub("['\u2019\u02bc`]", "", folded(text)).replace("co-ordinat", "coordinat")
    return _INITIALS.sub(lambda m: m[1].replace(".", "") + " ", bare)


def tokens(text: str) -> Iterator[Token]:
    """Yield the words and separators of a `plain` text.

    Separators are "&" (also for "and" and "+"), "/", ",", "-" (a dash between spaces, a colon, or a
    bar), "(", ")", and "?". A hyphen inside a word only splits it. Other signs are skipped.
    """
    for match in _TOKEN.finditer(text):
        sign, start, end = match[0], match.start(), match.end()
        if sign[0].isalnum():
            yield Token("&" if sign == "and" else sign, start, end)
        elif sign in "&+":
            yield Token("&", start, end)
        elif sign in "/()?":
            yield Token(sign, start, end)
        elif sign in ",;":
            yield Token(",", start, end)
        elif sign[0] in _DASHES:
            inside = (
                sign == "-"
                and not text[start - 1 : start].isspace()
                and not text[end : end + 1].isspace()
            )
            if not inside:
                yield Token("-", start, end)
        elif sign not in _SILENT:
            yield Token(sign, start, end)


def phrase(text: str, short: Mapping[str, str] | None = None) -> Phrase:
    """Return the lookup key of a phrase or subgroup name.

    "parent/guardian" and "parent and guardian" have the same key.
    """
    return tuple(_key(token.text, short or {}) for token in tokens(plain(text)))


def _key(token: str, short: Mapping[str, str]) -> str:
    return "&" if token == "/" else short.get(token, token)


class RoleWords(msgspec.Struct, frozen=True):
    """All known phrases. The longest match wins."""

    meanings: Mapping[Phrase, Meaning]
    longest: int
    short: Mapping[str, str] = {}
    """Abbreviations and the words they expand to."""

    def key(self, token: str) -> str:
        """Return the lookup key of a token."""
        return _key(token, self.short)

    def with_subgroups(self, names: Iterable[str]) -> RoleWords:
        """Return these words and the names of a building's subgroups, which take precedence."""
        own: dict[Phrase, Meaning] = {}
        for name in names:
            if key := phrase(name):
                there = self.meanings.get(key)
                groups = (*there.groups, name) if there and there.sort != "person" else (name,)
                ask = there.ask if there else ()
                own[key] = Meaning(sort="field", reads_as=name, groups=groups, ask=ask)
        longest = max(self.longest, *map(len, own), 0)
        return RoleWords({**self.meanings, **own}, longest, self.short) if own else self

    def at(self, words: Phrase) -> tuple[int, Meaning] | None:
        """Return the longest phrase at the start of `words`: its token count and its meaning."""
        for length in range(min(len(words), self.longest), 0, -1):
            if meaning := self.meanings.get(words[:length]):
                return length, meaning
        return None


def words_from(document: Mapping[str, Any]) -> RoleWords:
    """Build the vocabulary from a parsed `roles.toml`.

    Each `role` entry has `words`, or `first` and `last` to combine. `short` maps abbreviations to
    full words. Plurals with "s" are added. Raises ValueError if a phrase is blank or repeated, or
    an entry has an unknown key or value.
    """
    short = msgspec.convert(document.get("short", {}), dict[str, str])
    meanings: dict[Phrase, Meaning] = {}
    plurals: dict[Phrase, Meaning] = {}
    for raw in document.get("role", ()):
        entry = msgspec.convert(raw, _Entry)
        meaning = Meaning(**{name: getattr(entry, name) for name in Meaning.__struct_fields__})
        pairs = tuple(f"{first} {last}" for first in entry.first for last in entry.last)
        for text in entry.words + pairs:
            key = phrase(text, short)
            if not key or key in meanings:
                raise ValueError(
                    f"roles.toml: “{text}” is {'there twice' if key else 'blank'}. Keep one of "
                    "them."
                )
            meanings[key] = meaning
            if not key[-1].endswith("s"):
                plurals[*key[:-1], f"{key[-1]}s"] = meaning
    everything = {**plurals, **meanings}
    return RoleWords(everything, max(map(len, everything), default=0), short)


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

    @property
    def meanings(self) -> list[Meaning]:
        """The meanings of its known words, in order."""
        return [meaning for _, meaning in self.words if meaning is not None]

    @property
    def unknown(self) -> list[str]:
        """Its words without a known meaning."""
        return [word for word, meaning in self.words if meaning is None]

    def of(self, *sorts: Sort) -> list[Meaning]:
        """Return the meanings of these kinds, kind by kind."""
        return [meaning for sort in sorts for meaning in self.meanings if meaning.sort == sort]

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


def cut(label: str, words: RoleWords) -> list[Part]:
    """Split a role text into parts and look up their words, without deciding what they mean."""
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
        match = words.at(keys[place:])
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
