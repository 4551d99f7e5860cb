"""The tokens of a phrase with their columns, and a cursor that moves along them."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import NoReturn

import msgspec

from bltui.domain.model import validation_messages
from bltui.domain.model.date_parser import ISO, SLASHES
from bltui.domain.model.errors import UserError
from bltui.domain.schedule.phrase_table import GROUPS, INITIALS, TABLE

#: Longest phrase, in characters. A year's list of dates fits.
LONGEST = 1000
#: How many words an error quotes.
_QUOTED_WORDS = 3


class Unclear(UserError):
    """An invalid phrase, with the column of the error, counted from 1.

    The message quotes the words there, because nobody counts columns.
    """

    def __init__(self, column: int, reason: str, phrase: str = "") -> None:
        before, here = phrase[: column - 1].split(), phrase[column - 1 :].split()
        start, says = "", reason
        if here:
            start = f"At “{' '.join(here[:_QUOTED_WORDS])}”: "
        elif before:
            start = f"After “{' '.join(before[-_QUOTED_WORDS:])}”: "
        else:
            says = f"{reason[0].upper()}{reason[1:]}"
        super().__init__(f"{start}{says}{'' if says.endswith(('.', '?')) else '.'}", field="phrase")
        self.column = column
        self.reason = reason


class Token(msgspec.Struct, frozen=True):
    """A word, number, or mark of a phrase."""

    kind: str
    text: str
    """The text as in the table: lowercase, single spaces, no period at the end."""
    raw: str
    column: int
    end: int
    """The column after it."""
    number: int = 0


#: A token is the first of these that matches. Kinds with capital letters need no table.
_COMPOUND = "|".join(
    r"[ -]\s*".join(re.split("[ -]", word))
    for word in sorted(TABLE, key=len, reverse=True)
    if re.search(r"\w[ -]\w", word)
)
_SPELLING = {word.replace("-", " "): word for word in TABLE if len(word) > 1}
_QUOTED = r'"(?:[^"]|"")*"'
_TOKEN = re.compile(
    rf"""\s*(?:
    (?P<QUOTED>{_QUOTED})
    |(?P<ROOM>(?:room|rm\.?)\s+(?:{_QUOTED}|[^\W_][^\s,;)]*))
    |(?P<PERIOD>per(?:iod)?\.?\s+(?:{_QUOTED}|\w+)|p\d+\b)
    |(?P<ISO>{ISO}(?!\d))
    |(?P<SLASH>{SLASHES}(?![\d/]))
    |(?P<CLOCK>\d{{1,3}}[:.]\d{{2}}(?![\d.])(?:\ ?[ap]\.?m\b\.?|[ap]\b)?|\d{{1,4}}\ ?[ap]\.?m\b\.?|\d{{1,4}}[ap]\b)
    |(?P<INITIALS>(?-i:(?:T[uU]|T[hH]|[MTWRF]){{2,}})\b)
    |(?P<INITIAL>(?-i:[MTWRF])\b)(?!['’])
    |(?P<NTH>\d{{1,2}}(?:st|nd|rd|th)\b)
    |(?P<YEAR>20\d\d(?!\d))
    |(?P<INT>\d{{1,2}}(?!\d))
    |(?P<NUMBER>\d+)
    |(?P<TABLE>(?:{_COMPOUND})\b|[ap]\.m\b\.?|[^\W\d_]\w*(?:['’]\w+)*\.?|[-,&;|:()/@*.–—])
    |(?P<OTHER>\S))""",
    re.VERBOSE | re.IGNORECASE,
)


def tokens(text: str, names: Collection[str] = ()) -> list[Token]:
    """Return the tokens of a phrase. `names` are additional words. Raises Unclear if too long."""
    if len(text) > LONGEST:
        raise Unclear(LONGEST + 1, validation_messages.too_long("phrase", len(text), LONGEST))
    found: list[Token] = []
    at = 0
    while (match := _TOKEN.match(text, at)) is not None:
        at = match.end()
        kind = match.lastgroup or "OTHER"
        raw = match[kind]
        before = found[-1].kind if found else ""
        if kind in _NAMED and before in _NAMED[kind]:
            # "band room 3-4", "3rd period sep 9": the text that follows is not part of the name.
            at = match.start(kind) + len(raw.split()[0])
            raw, kind = text[match.start(kind) : at], "TABLE"
        said, number = raw.casefold(), 0
        if kind == "TABLE":
            said = re.sub(r"[\s-]+", " ", said) if len(said) > 1 else said.translate(_DASHES)
            said = said.rstrip(".") or said
            said = _SPELLING.get(said, said)
            kind, number = TABLE.get(said) or (_unknown(said, raw, names), 0)
        elif kind in ("INT", "YEAR", "NTH"):
            number = int(re.sub(r"\D", "", said))
        elif kind == "INITIAL":
            number = INITIALS[said]
        if kind == "COLON" and before == "MONTH":
            continue  # "Sep: 10, 24"
        found.append(Token(kind, said, raw, at - len(raw) + 1, at + 1, number))
    return found


def _unknown(said: str, raw: str, names: Collection[str]) -> str:
    """Return the kind of a word that is not in the table."""
    if said in names:
        return "NAMED"
    if len(said) == 1:
        return "SINGLE" if said.isalpha() else "OTHER"
    return "CAPS" if raw.isupper() else "WORD"


_NAMED = {"ROOM": ("WORD", "LUNCH"), "PERIOD": ("ORD", "NTH")}
_DASHES = {ord("–"): "-", ord("—"): "-"}


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern of kinds as a regular expression over kinds that each end with a space."""

    def expand(name: re.Match[str]) -> str:
        if name[0] == "ANYTHING":
            return r"(?:\S+_)"
        group = GROUPS.get(name[0])
        return f"(?:{_KIND.sub(expand, group)})" if group else f"(?:{name[0]}_)"

    return re.compile(_KIND.sub(expand, pattern).replace(" ", "").replace("_", " "))


_KIND = re.compile("[A-Z]+")


class Cursor:
    """A position among the tokens of a phrase."""

    def __init__(self, text: str, names: Collection[str] = ()) -> None:
        self.source = text
        self.tokens = tokens(text, names)
        self.at = 0
        self.end = len(text.rstrip()) + 1
        self._kinds = "".join(f"{token.kind} " for token in self.tokens)
        self._starts = [0]
        for token in self.tokens:
            self._starts.append(self._starts[-1] + len(token.kind) + 1)

    def take_all(self, pattern: str) -> list[Token] | None:
        """Take the next tokens if they match a pattern of kinds, such as "TO (?=DATE)".

        Returns None otherwise.
        """
        match = _compiled(pattern).match(self._kinds, self._starts[self.at])
        if match is None:
            return None
        here = self.at
        self.at += match[0].count(" ")
        return self.tokens[here : self.at]

    def skip(self, pattern: str) -> bool:
        """Move on if the pattern matches. Return whether it does."""
        return self.take_all(pattern) is not None

    def sees(self, pattern: str) -> bool:
        """Return whether the next tokens match a pattern."""
        return self.skip(f"(?={pattern})")

    def peek(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def fail(self, token: Token | None, reason: str) -> NoReturn:
        raise Unclear(token.column if token is not None else self.end, reason)


def period_name(raw: str) -> str:
    """Return the name of a period: the 4 of "period 4" and "P4", for example."""
    return unquoted(re.sub(r"per(iod)?\.?\s+|p", "", raw, count=1, flags=re.IGNORECASE))


def unquoted(raw: str) -> str:
    """Return the text without its quotation marks."""
    if len(raw) > 1 and raw[0] == raw[-1] == '"':
        return raw[1:-1].replace('""', '"')
    return raw
