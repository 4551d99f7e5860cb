"""Parse a vote at the end of a sentence: "Buy the kits 6-1", ", 6 to 1", "6y 1n", "8 for, 1 against".

Two numbers may also be a range, a date, or part of a name. What cannot be a vote is left alone,
and what can be either is asked about.
"""

from __future__ import annotations

import re

import msgspec
from msgspec.structs import asdict

from bltui.domain.meetings.result_parser import COUNTS
from bltui.domain.meetings.tally_parser import Tally, count_words, read_tally
from bltui.domain.model.errors import UserError
from bltui.domain.model.minutes import Outcome

_DASH = r"\s?[-–—:/]\s?"
_N = rf"(?:\d{{1,3}}|{'|'.join(word for word in COUNTS if word not in ('a', 'an', 'no'))})"
_BESIDE = (
    rf"(?P<number>\d{{1,3}}|{'|'.join(COUNTS)})\s+(?:members?\s+|people\s+|person\s+)?"
    r"(?:(?P<abstain>abstain(?:ed|ing|s)?|abstentions?|recused)|(?P<not_voting>absent|not voting))"
)
_ONE_BESIDE = re.compile(_BESIDE, re.IGNORECASE)
_UNNAMED = re.sub(r"\?P<\w+>", "?:", _BESIDE)
_AFTER = rf"(?P<after>(?:[\s,;(.]*(?:with\s+|and\s+)?{_UNNAMED}\)?)*)"
_SAID = (
    r"(?:(?:(?:by\s+)?(?:the\s+|an?\s+)?(?:motion|vote|it|result|tally)\s*:?\s+(?:of\s+)?)?(?:was\s+|is\s+|by\s+an?\s+)?(?:tied?\s+)?"
    r"(?P<stated>passe[sd]|carrie[sd]|approved|adopted|elected|fail(?:s|ed)(?: to (?:pass|carry))?|rejected|defeated|(?:did not|didn['’]t) (?:pass|carry)|voted?|vote|tally|votes)"
    r"(?:\s+(?:unanimously|by|on|with|was|is|of))*(?:\s+an?)?(?:\s+vote)?(?:\s+of)?[\s:,]*)?"
)
_OPEN = r"(?P<open>^|[\s,;:.(\[–—-]+)"
_CLOSE = r"\s*[)\]]?[\s.!]*$"
_LETTERS = re.compile(
    rf"{_OPEN}{_SAID}(?P<yes>\d{{1,3}})\s?(?:y|yes)[\s,/&-]*(?P<no>\d{{1,3}})\s?(?:n|no)"
    rf"(?:[\s,/&-]*(?P<abstain>\d{{1,3}})\s?(?:ab?|abs|abstain\w*))?{_AFTER}{_CLOSE}",
    re.IGNORECASE,
)
#: "Y8 N1 A2"
_BEFORE = re.compile(
    rf"{_OPEN}{_SAID}(?:y|yes)\s?[:=]?\s?(?P<yes>\d{{1,3}})[\s,;/&-]+(?:n|no)\s?[:=]?\s?(?P<no>\d{{1,3}})"
    rf"(?:[\s,;/&-]+(?:ab?|abs|abstain\w*)\s?[:=]?\s?(?P<abstain>\d{{1,3}}))?(?P<after>){_CLOSE}",
    re.IGNORECASE,
)
_DASHED = re.compile(
    rf"{_OPEN}{_SAID}(?<![\d$#/.])(?<!\d:)(?P<yes>\d{{1,3}}){_DASH}(?P<no>\d{{1,3}})(?:{_DASH}(?P<abstain>\d{{1,3}}))?{_AFTER}"
    rf"(?:\s+in favou?r|(?P<vote>\s+vote(?:\s+of the [\w ]+)?))?{_CLOSE}",
    re.IGNORECASE,
)
_WORDS = re.compile(
    rf"{_OPEN}{_SAID}(?<![\d$#/.])(?<!\d:)(?P<yes>{_N})(?:\s+votes)?\s+to\s+(?P<no>{_N})(?:\s+to\s+(?P<abstain>{_N}))?{_AFTER}(?P<vote>\s+vote)?{_CLOSE}",
    re.IGNORECASE,
)
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(COUNTS)})"
_LABEL = (
    r"(?:votes?\s+)?(?:yes|yeas?|ayes?|in favou?r|for|approved?|no(?:es)?|nays?|against|opposed|opposing"
    r"|abstain(?:ed|ing|s)?|abstentions?|abs|not voting|absent|unclear|invalid|non-?votes?|thumbs up|thumbs down)(?:\s+votes?)?"
)
_ITEM = rf"(?:{_COUNT}\s+(?:members?\s+|people\s+|staff\s+|were\s+|was\s+|voted\s+)*{_LABEL}|{_LABEL}\s*[:=–—-]?\s*{_COUNT})"
_LABELED = re.compile(
    rf"{_OPEN}{_SAID}(?P<items>{_ITEM}(?:(?:[\s,;./&–—-]|\band\b|\bwith\b|\bbut\b|\bto\b)+{_ITEM})+)(?P<of>\s*,?\s*(?:out )?of \d{{1,4}})?{_CLOSE}",
    re.IGNORECASE,
)
#: Words before two numbers that are part of the sentence, such as "on 12-4" or "from 8 to 4".
_PART = re.compile(
    r"\b(?:of|in|on|at|from|for|to|until|by|between|through|the|an?|and|or|per|every|since|after"
    r"|before|during|around|about|ratio|scored?|won|lost|beat|k"
    r"|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\.?\s*$",
    re.IGNORECASE,
)
#: Words that numbers may be a range or a name of: "articles 7-9", "policy 4-2".
_NAMED = re.compile(
    r"\b(?:(?P<one>article|chapter|page|grade|section|step|item|week|room|period|lesson|unit|standard|goal"
    r"|age|day|year|month|question|number|part|volume|module|topic|level|policy|rule|bylaw|appendix|date"
    r"|hour|time|form|type|title|act|statute|code|series|phase|row|seat|extension|cycle|option|plan)"
    r"|articles|chapters|ch|pages|pp?|grades|gr|sections|steps|items|weeks|rooms|periods|lessons|units"
    r"|standards|goals|ages|days|years|months|questions|numbers|nos?|parts|volumes|modules|topics"
    r"|levels|policies|rules|bylaws|dates|hours|times|forms|types|titles|acts|statutes|codes|phases"
    r"|rows|seats|extensions|ext|cycles|options)\.?\s*$",
    re.IGNORECASE,
)
#: "the dress code 6-1" is complete before its numbers, unlike "policy 4-2".
_COMPLETE = re.compile(
    r"\b(?:the|an?|our|this|new|revised|updated|proposed)(?:\s+[\w'’/-]+){1,5}\s*$", re.IGNORECASE
)
_FAILED = ("fail", "reject", "defeat", "did")


class Tail(msgspec.Struct, frozen=True):
    """A text without the vote at its end, and the vote."""

    text: str
    tally: Tally


def read_tail(text: str, most: int | None = None) -> Tail | None:
    """Return the vote that a text ends with, or None.

    `most` is how many people can vote, if known. Raises UserError if the numbers may be a vote.
    """
    if match := _LABELED.search(text):
        items = re.sub(
            rf"\b({'|'.join(COUNTS)})\b(?=\s+(?:members?\s+|people\s+|were\s+|was\s+|voted\s+)*{_LABEL})",
            lambda m: str(COUNTS[m[1].casefold()]),
            match["items"],
            flags=re.IGNORECASE,
        )
        stated = f"{match['stated']}: " if match["stated"] else ""
        tally = read_tally(f"{stated}{items}{match['of'] or ''}")
        if tally is not None:
            tally = msgspec.structs.replace(tally, stated=_outcome(match))
            return Tail(text[: match.start()], tally)
    if match := _LETTERS.search(text) or _BEFORE.search(text):
        return Tail(text[: match.start()], _tally(match))
    for pattern in (_DASHED, _WORDS):
        match = pattern.search(text)
        if match is None:
            continue
        tally = _tally(match)
        head, stated = text[: match.start()], match["stated"] or match["vote"]
        set_off = match["open"].strip() != ""
        found = None if set_off else _NAMED.search(head)
        named = found is not None and not (found["one"] and _COMPLETE.search(head))
        if not stated and (
            (not set_off and _PART.search(head)) or (named and tally.yes < tally.no)
        ):
            continue
        between = text[match.end("yes") : match.start("no")]
        if not stated and ":" in between and len(match["no"]) == 2:
            continue  # 3:15 is a time
        if stated or (not named and _sure(match, tally, most, set_off, pattern)):
            return Tail(head, tally)
        pair = "-".join(str(n) for n in (tally.yes, tally.no, tally.abstain or "") if n != "")
        raise UserError(
            f"Is “{pair}” a vote? Then write it as {', '.join(count_words(asdict(tally)))}. "
            "If not, add how it was decided, such as by consensus."
        )
    return None


def _sure(
    match: re.Match[str], tally: Tally, most: int | None, set_off: bool, pattern: re.Pattern[str]
) -> bool:
    """Return whether two bare numbers can only be a vote."""
    if match["after"]:
        return True
    total = tally.yes + tally.no + tally.abstain
    if most and total > most:
        return False
    third = match["abstain"]
    if third and len(third) == 2 and 1 <= tally.yes <= 12 and 1 <= tally.no <= 31:
        return False  # 10-2-26 is a date
    if pattern is _WORDS and not set_off:
        return False  # "open 8 to 4"
    if "/" in match[0] and tally.no:
        return False  # 12/4 is a date
    return tally.yes >= tally.no


def _tally(match: re.Match[str]) -> Tally:
    beside = {"abstain": _number(match["abstain"] or "0"), "not_voting": 0}
    for one in _ONE_BESIDE.finditer(match["after"]):
        beside["abstain" if one["abstain"] else "not_voting"] = _number(one["number"])
    return Tally(
        yes=_number(match["yes"]), no=_number(match["no"]), stated=_outcome(match), **beside
    )


def _number(text: str) -> int:
    return COUNTS[text.casefold()] if text.casefold() in COUNTS else int(text)


def _outcome(match: re.Match[str]) -> Outcome:
    """Return the result that is stated before a count."""
    said = (match["stated"] or "").casefold()
    if said.startswith(_FAILED):
        return "not_adopted"
    return "adopted" if said and not said.startswith(("vot", "tally")) else ""
