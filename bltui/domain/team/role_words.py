"""The words of role texts and what each stands for: the typed form of `data/roles.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

import msgspec

from bltui.domain.model.people import EmployeeType
from bltui.domain.model.text import folded

#: How a word works inside a role text: filler    says nothing ("of", "elected") rep       whoever
#: stands for others ("representative", "member", "department") teacher   a teacher, of what is said
#: beside it field     what a teacher or representative stands for ("special education") subject   a
#: subject or department other     certified work that represents no group by itself ("music",
#: "counseling") band      grades that only the building can name ("primary") person    a whole
#: role: what stands before it only describes it ("paraprofessional", "literacy coach") lead
#: leading one's peers ("grade level chair") task      a task on the team, no representation
#: ("timekeeper")
Sort = Literal[
    "filler", "rep", "teacher", "field", "subject", "other", "band", "person", "lead", "task"
]


class Meaning(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one word or phrase stands for."""

    sort: Sort
    reads_as: str = ""
    """In plain words, for the preview of an import."""
    groups: tuple[str, ...] = ()
    """Groups that it stands for without doubt."""
    ask: tuple[str, ...] = ()
    """Groups that it may stand for."""
    subject: str = ""
    employee_type: EmployeeType | None = None
    principal: Literal["yes", "perhaps", "no"] = "no"
    """Whether it is the building's principal; perhaps, for "administrator"."""
    ad_hoc: bool = False
    absorbs: bool = False
    """A person who takes on the subjects named before with a stroke: "math/science coach"."""
    alone: bool = False
    """Sure only where no stroke joins it to something else: "AP", but not "AP/IB"."""
    elementary: tuple[str, ...] = ()
    """Groups that it stands for without doubt where no grade above 6 is taught: "business" is no
    department there.
    """
    elementary_ask: tuple[str, ...] = ()
    """Groups that it only may stand for there: Spanish is one of the specials."""


class _Entry(Meaning, frozen=True, kw_only=True, forbid_unknown_fields=True):
    words: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ()


#: A phrase as the tokens of `tokens`.
Phrase = tuple[str, ...]

_INITIALS = re.compile(r"(?<![a-z])((?:[a-z]\.){2,})")
_TOKEN = re.compile(r"[^\W_]+|[-\u2010-\u2015\u2212]+|\S")
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212:|\u2022\u00b7")
_SILENT = frozenset('.!*#_"\u201c\u201d[]')


class Token(msgspec.Struct, frozen=True):
    """One word or sign of a folded text and where it stands in it."""

    text: str
    start: int
    end: int


def plain(text: str) -> str:
    """The text as role words are compared: folded, no apostrophes, initials such as "P.E." joined."""
    bare = re.sub("['\u2019\u02bc`]", "", folded(text)).replace("co-ordinat", "coordinat")
    return _INITIALS.sub(lambda m: m[1].replace(".", "") + " ", bare)


def tokens(text: str) -> Iterator[Token]:
    """The words and separating signs of a `plain` text.

    Signs come out as "&" (also for "and" and "+"), "/", ",", "-" (a dash between spaces, colon,
    bar), "(", ")" and "?". A hyphen inside a word only parts it; other signs say nothing.
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
    """A phrase of `data/roles.toml` or a subgroup's name, as it is looked up: "parent/guardian" as
    "parent and guardian".
    """
    return tuple(_key(token.text, short or {}) for token in tokens(plain(text)))


def _key(token: str, short: Mapping[str, str]) -> str:
    return "&" if token == "/" else short.get(token, token)


class RoleWords(msgspec.Struct, frozen=True):
    """Every known phrase; the longest that fits is the one that counts."""

    meanings: Mapping[Phrase, Meaning]
    longest: int
    short: Mapping[str, str] = {}
    """Abbreviations and the words that they stand for."""

    def key(self, token: str) -> str:
        """A token as it is looked up."""
        return _key(token, self.short)

    def at(self, words: Phrase, extra: Mapping[Phrase, Meaning]) -> tuple[int, Meaning] | None:
        """The longest phrase at the start of `words`, and how many tokens it takes.

        Phrases of `extra` win.
        """
        for length in range(min(len(words), max(self.longest, *map(len, extra), 0)), 0, -1):
            head = words[:length]
            meaning = extra.get(head) or self.meanings.get(head)
            if meaning is not None:
                return length, meaning
        return None


def words_from(document: Mapping[str, Any]) -> RoleWords:
    """The words of a parsed `roles.toml`: a list `role` of entries, each with `words`, or `first`
    and `last` to be paired.

    `short` are abbreviations that mean one word wherever they stand; phrases with the whole word
    are found by them. A plural with "s" is understood by itself. Raises ValueError, naming the
    phrase, where two entries claim one phrase, and where an entry has an unknown key or value.
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
