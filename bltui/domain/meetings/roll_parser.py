"""Parse a roll call: "Mike yes, Brid absent", "Roll call: Ana, yes; Ben, no", "Ayes: Ana, Ben"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from bltui.domain.meetings.motion_parser import WORD
from bltui.domain.model.errors import UserError
from bltui.domain.model.minutes import Vote

_VOTES: dict[Vote, str] = {
    "yes": r"yes|yeas?|yeah|ayes?|y|in favou?r|for",
    "no": r"no|nays?|noes|n|against|opposed|opposes|dissent(?:ed|s|ing)?|voted no|voting no",
    "abstain": r"abstain(?:ed|s|ing)?|abstentions?|abs|recus(?:ed|es|ing)(?: (?:him|her|them)sel(?:f|ves))?|ab|a",
    "absent": r"absent|not present|excused|away",
}
_VOTE = "|".join(f"(?P<{vote}>{words})" for vote, words in _VOTES.items())
_WORD = rf"(?!(?:yes|yeas?|ayes?|nays?|noe?s?|abstain\w*|absent)\b){WORD}"
_NAME = rf"{_WORD}(?: {_WORD}){{0,4}}?"
_NAMES = rf"{_NAME}(?:\s*[,&]\s*{_NAME})*?"
_ENTRY = re.compile(
    rf"\s*(?:and\s+|but\s+|with\s+)?(?P<names>{_NAMES})\s*[,:–—=-]?\s*(?:who\s+)?(?:voted\s+|votes\s+|voting\s+|was\s+|is\s+)?"
    rf"(?:{_VOTE})(?=\s*(?:[,;.)/]|$|\band\b))\s*[,;./]?",
    re.IGNORECASE,
)
# Without commas: "Ana yes Ben no".
_SPACED = re.compile(rf"\s*(?P<names>{_NAME})(?:\s+|\s*-\s*)(?:{_VOTE})(?=\s|$)", re.IGNORECASE)
_AND = re.compile(r",|&|\band\b", re.IGNORECASE)
_HEAD = re.compile(
    r"[,;.(–—-]?\s*\b(?:a\s+)?roll[- ]?call(?: vote)?(?:\s+was taken)?\s*[:.–—-]\s*", re.IGNORECASE
)
_BOUNDARY = re.compile(r"(?:^|[.;:,(–—-]|\bwith\b|\bbut\b)\s*", re.IGNORECASE)
_GROUP = re.compile(
    rf"[,;.(]?\s*(?:voting\s+|voted\s+)?(?:{_VOTE})(?:\s+votes?)?\s*(?:\((?P<count>\d+)\))?\s*[:–—]\s*(?P<names>[^:;.]+?)(?:\s*\((?P<total>\d+)\))?(?=\s*(?:[;.)]|$|,?\s*(?:voting\s+)?(?:yes|ayes?|yeas?|no|nays?|noes|abstain\w*|abstentions?|absent|against)\s*[:–—]))[;.)]?",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"none|no one|nobody|0|n/?a|-+", re.IGNORECASE)


class Cast(msgspec.Struct, frozen=True):
    """One vote as typed."""

    name: str
    vote: Vote


def read_roll(text: str, is_name: Callable[[str], bool]) -> tuple[tuple[Cast, ...], str]:
    """Return the votes by name that a text ends with, and the text before them."""
    if head := _HEAD.search(text):
        entries = _entries(text[head.end() :].strip(" )"), None) or tuple(
            _grouped(text[head.end() :], lambda name: True)
        )
        if entries:
            return entries, text[: head.start()].strip()
    grouped = tuple(_grouped(text, is_name))
    if grouped:
        first = next(
            m.start() for m in _GROUP.finditer(text) if _names(m["names"], is_name) is not None
        )
        return grouped, text[:first].strip()
    for start in _BOUNDARY.finditer(text):
        if entries := _entries(text[start.end() :].strip(" )"), is_name):
            return entries, text[: start.start()].strip()
    return (), text


def read_typed_roll(text: str) -> tuple[Cast, ...]:
    """Return the votes of a text that is only a roll call, or () if it is not."""
    bare = _HEAD.sub("", f" {text}".rstrip())
    return _entries(bare.strip(), None) or tuple(_grouped(bare, lambda name: True))


def _vote(match: re.Match[str]) -> Vote:
    return next(vote for vote in _VOTES if match[vote])


def _entries(text: str, is_name: Callable[[str], bool] | None) -> tuple[Cast, ...]:
    """Return the votes if the whole text is a list of them, else ()."""
    found: list[Cast] = []
    at = 0
    while at < len(text):
        match = _ENTRY.match(text, at) or (_SPACED.match(text, at) if is_name is None else None)
        names = _split(match["names"]) if match is not None else []
        if match is None or (is_name is not None and not all(map(is_name, names))):
            return ()
        found += [Cast(name, _vote(match)) for name in names]
        at = match.end()
        while at < len(text) and text[at] in " .;,":
            at += 1
    return tuple(found)


def _names(text: str, is_name: Callable[[str], bool]) -> list[str] | None:
    """Return the names in a list; None if something else is in it."""
    if _NOBODY.fullmatch(text.strip()):
        return []
    parts = _split(text)
    return parts if parts and all(is_name(part) for part in parts) else None


def _split(text: str) -> list[str]:
    return [part.strip(" .") for part in _AND.split(text) if part.strip(" .")]


def _grouped(text: str, is_name: Callable[[str], bool]) -> Iterator[Cast]:
    """Yield the votes of "Ayes: Ana, Ben; Nays: Cal". Raises UserError for a wrong count of them."""
    for match in _GROUP.finditer(text):
        names = _names(match["names"], is_name)
        said = match["count"] or match["total"]
        if names is not None and said and int(said) != len(names):
            raise UserError(
                f"The roll call names {len(names)} {_vote(match)}, but {said} is written. "
                "Correct one of them."
            )
        for name in names or ():
            yield Cast(name, _vote(match))
