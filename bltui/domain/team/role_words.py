"""The vocabulary of role texts: the typed form of `data/roles.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

import msgspec

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

    def at(self, words: Phrase, extra: Mapping[Phrase, Meaning]) -> tuple[int, Meaning] | None:
        """Return the longest phrase at the start of `words`: its token count and its meaning.

        `extra` takes precedence over the known phrases.
        """
        for length in range(min(len(words), max(self.longest, *map(len, extra), 0)), 0, -1):
            head = words[:length]
            meaning = extra.get(head) or self.meanings.get(head)
            if meaning is not None:
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
