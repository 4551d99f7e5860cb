"""Parse a vote count from a sentence, such as "Out of 33 staff, 29 approved, 1 rejected".

The parser is strict: it returns nothing rather than a guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from bltui.domain.model.minutes import Outcome
from bltui.domain.model.votes import ONE_SCORE, read_scores


class Tally(msgspec.Struct, frozen=True, omit_defaults=True):
    """A parsed vote count. The field names are those of `DecisionMade`."""

    yes: int = 0
    no: int = 0
    abstain: int = 0
    unclear: int = 0
    not_voting: int = 0
    eligible: int | None = None
    ballots: int | None = None
    percent: float | None = None
    stated: Outcome = ""

    @property
    def words(self) -> str:
        """The whole tally for a preview: "28 yes, 2 no, 2 not voting of 33, 31 ballots, 85%"."""
        return ", ".join(count_words(msgspec.structs.asdict(self)))


def count_words(counts: Mapping[str, Any]) -> list[str]:
    """Return the counts of a vote in words, by the names of `DecisionMade`."""
    parts = [f"{counts.get('yes', 0)} yes", f"{counts.get('no', 0)} no"]
    for name in ("abstain", "unclear", "not_voting"):
        if count := counts.get(name):
            parts.append(f"{count} {name.replace('_', ' ')}")
    if counts.get("eligible") is not None:
        parts[-1] += f" of {counts['eligible']}"
    parts += [f"{counts['ballots']} ballots"] if counts.get("ballots") is not None else []
    return parts + ([f"{counts['percent']:g}%"] if counts.get("percent") is not None else [])


# Longer phrases first, so that "did not vote" is not matched as "vote".
_LABELS = {
    "not_voting": r"non[- ]?vot(?:es?|ers?|ing)|not[- ]voting|(?:did|do) not vote|didn['’]t vote|no[- ]votes? cast|absent",
    "abstain": r"abstain(?:ed|ing|s)?|abstentions?|abs",
    "unclear": r"unclear|invalid|spoiled|illegible",
    "no": r"no(?:es|s)?(?: votes?)?|nays?|rejected|reject|(?:votes? )?against|opposed|disapproved?|thumbs down",
    "yes": r"yes(?:es)?(?: votes?)?|yeas?|ayes?|approved?|approvals?|(?:votes? )?in favou?r|thumbs up"
    r"|for(?=\s*(?:[,;.):=]|$|and\b|\d))",
    "ballots": r"ballots?|signatures?|votes cast",
    "eligible": r"eligible|staff(?: members?)?|members|voters?|could vote",
}
_LABEL = "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
_COUNT = r"(?P<number>\d{1,4}|none|zero)"
_WHO = r"(?:(?:staff|members?|teachers|people) )?(?:voted )?"
_FORWARD = re.compile(
    rf"(?<![\w.%-])(?<!\d/){_COUNT} (?:{_WHO})(?:{_LABEL})(?![\w-])", re.IGNORECASE
)
_BACKWARD = re.compile(
    rf"(?<![\w-])(?:{_LABEL})\s*[:=–—-]?\s*{_COUNT}(?![\d.%/-]\d|[%/\w])", re.IGNORECASE
)
_PASSED = r"passe[sd]|carrie[sd]|approved|adopted"
_FAILED = r"fail(?:s|ed)|rejected|defeated"
_SCORE = re.compile(
    rf"\b(?:(?P<passed>{_PASSED})|(?P<failed>{_FAILED})|vote[sd]?|(?P<unanimous>unanimous(?:ly)?))\b"
    r"(?: unanimous(?:ly)?| was| is| by| vote| of| a)*[\s:,(]*(?P<yes>\d{1,3})\s?(?:[-–:]|\bto\b)\s?(?P<no>\d{1,3})"
    r"(?:\s?[-–:]\s?(?P<abstain>\d{1,3}))?(?![\d/:-])",
    re.IGNORECASE,
)
# "5/0 in favor", but not "2/3 majority".
_SLASH = re.compile(
    r"(?<![\d/])(?P<yes>\d{1,3})/(?P<no>\d{1,3})(?![\d/]) in favou?r", re.IGNORECASE
)
# "adopt it: 7-0-2". Two numbers may also be a range, see `doubtful`.
_BARE = re.compile(r"[:;,]\s*(?P<yes>\d{1,3})[-–](?P<no>\d{1,3})[-–](?P<abstain>\d{1,3})[.!]?\s*$")
_DOUBTFUL = re.compile(r"[:;,]\s*(\d{1,3}\s?[-–]\s?\d{1,3})[.!]?\s*$")
# "23 of 25 staff approved": the votes of the others are unknown.
_SO_MANY = re.compile(
    r"\b(?P<yes>\d{1,4}) (?:out )?of (?P<eligible>\d{1,4})(?: (?:eligible|staff|members?|teachers|voters|people)){0,2}"
    r" (?:voted )?(?:yes|approved?|in favou?r|agreed)\b",
    re.IGNORECASE,
)
# "Yes: 8 No. 1": the dot does not mean "number 1".
_NO_DOT = re.compile(r"(\byes\s*[:=.]?\s*\d{1,4}\b.{0,20}?\bno)\.(?=\s*\d)", re.IGNORECASE)
_UNANIMOUS = re.compile(
    r"\bunanimous(?:ly)?[\s:,]*(?:\((?P<yes>\d{1,3})\)|(?P<more>\d{1,3})\b(?![\d/:%-]))",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\b(\d{1,3}) (?:abstain(?:ed|ing|s)?|abstentions?)\b", re.IGNORECASE)
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s?(?:%|percent\b)", re.IGNORECASE)
_OUT_OF = re.compile(r"\b(?:out )?of (\d{1,4})\b(?![\d.,%/-]\d|%)", re.IGNORECASE)
_SAID = re.compile(
    rf"\b(?:motion|vote|proposal|resolution|it) (?:was |is |has )?(?:(?P<passed>{_PASSED})|(?P<failed>{_FAILED}))\b",
    re.IGNORECASE,
)
_LATER = r"(?:tabled|postponed|deferred)(?=\s*(?:$|[,;.)]|(?:to|until|till|for|by|pending)\b))"
_NONE = r"(?:not decided|no (?:decision|consensus))\b"
_UNDECIDED = re.compile(
    rf"(?:^|[:;,.(–-]\s*)(?:it (?:was|is) |was |is )?(?:{_LATER}|{_NONE})|\b(?:was|is|were) {_LATER}"
    r"|\bconsensus (?:was )?not reached\b|\bno consensus (?:was )?reached\b",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"[:;,(–-]\s*(?:it (?:was|is) |was |is )?(?:rejected|not adopted|defeated|voted down|turned down)[.)]?$"
    r"|\b(?:motion|vote|proposal) (?:was |is )?(?:rejected|not adopted|defeated|failed|fails|voted down|turned down)\b",
    re.IGNORECASE,
)
_FIST = re.compile(
    rf"\b(?:by )?fist(?:[- ](?:to|of)[- ]five)?\s*:?\s*(?P<scores>{ONE_SCORE}(?:[\s,]+{ONE_SCORE})*)\b(?![\d.%-])",
    re.IGNORECASE,
)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _counts(pattern: re.Pattern[str], text: str) -> tuple[dict[str, int], int]:
    """Return the numbers by label and the offset of the first one. None if a label repeats."""
    found: dict[str, int] = {}
    first = len(text)
    for match in pattern.finditer(text):
        name = next(n for n in _LABELS if match[n])
        if name in found:
            return {}, len(text)
        found[name] = _number(match["number"])
        first = min(first, match.start())
    return found, first


def _score(text: str) -> dict[str, int] | None:
    """Parse votes written as a score, "9-2-1" or "7 to 2 with 1 abstention", or as unanimous."""
    match = _SCORE.search(text) or _SLASH.search(text) or _BARE.search(text)
    if match:
        beside = _BESIDE.search(text, match.end())
        abstain = match.groupdict().get("abstain") or (beside[1] if beside else 0)
        return {"yes": int(match["yes"]), "no": int(match["no"]), "abstain": int(abstain)}
    match = _UNANIMOUS.search(text)
    return {"yes": int(match["yes"] or match["more"]), "no": 0} if match else None


def read_tally(text: str) -> Tally | None:
    """Parse the vote count in a sentence.

    Returns None unless it has a yes count and at least one other number.
    """
    percent = _PERCENT.search(text)
    stated_percent = float(percent[1]) if percent and float(percent[1]) <= 100 else None
    sizes = {int(size) for size in _OUT_OF.findall(text)}
    out_of = sizes.pop() if len(sizes) == 1 else None
    found = _labelled(_SO_MANY.sub(" ", text))
    if so_many := _SO_MANY.search(text):
        found["yes"], out_of = int(so_many["yes"]), int(so_many["eligible"])
    if "yes" not in found or not (
        {"no", "abstain", "not_voting", "eligible"} & set(found) or out_of is not None
    ):
        found = _score(text) or {}
        if not found:
            return None
    return Tally(
        yes=found["yes"],
        no=found.get("no", 0),
        abstain=found.get("abstain", 0),
        unclear=found.get("unclear", 0),
        not_voting=found.get("not_voting", 0),
        eligible=found.get("eligible", out_of),
        ballots=found.get("ballots"),
        percent=stated_percent,
        stated=_stated(text),
    )


def doubtful(text: str) -> str:
    """Return words that may be part of a vote, such as "4 opposed" or "3-5", or ""."""
    for match in _FORWARD.finditer(text):
        if match["no"] and match["number"].isdecimal():
            return match[0]
    found = _DOUBTFUL.search(text)
    return found[1] if found else ""


def _labelled(text: str) -> dict[str, int]:
    """Return the labeled numbers of a sentence.

    "28 yes 2 no" and "yes 28 no 2" both match in two ways: the reading that starts first wins.
    """
    text = _NO_DOT.sub(r"\1:", text)
    readings = sorted(
        (_counts(p, text) for p in (_FORWARD, _BACKWARD)), key=lambda pair: (-len(pair[0]), pair[1])
    )
    (best, first), (other, second) = readings
    return other if len(other) >= 2 and second < first else best


def _stated(text: str) -> Outcome:
    """Return the result that the sentence states, or ""."""
    for match in (_SAID.search(text), _SCORE.search(text)):
        if match and (match["passed"] or match["failed"]):
            return "adopted" if match["passed"] else "not_adopted"
    return ""


def read_outcome(text: str) -> Outcome:
    """Return the result of a sentence without a count, such as tabled or rejected.

    Returns "" if it states none, which means consensus.
    """
    return (
        "not_decided" if _UNDECIDED.search(text) else "not_adopted" if _REFUSED.search(text) else ""
    )


def read_fist(text: str) -> tuple[tuple[int, ...], str] | None:
    """Return the scores of "fist 5 4 3" and the remaining text, or None."""
    match = _FIST.search(text)
    scores = read_scores(match["scores"]) if match else None
    if match is None or not scores:
        return None
    return scores, " ".join(f"{text[: match.start()]} {text[match.end() :]}".split()).strip(" ,;:")
