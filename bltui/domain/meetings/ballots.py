"""A tally as minutes write it: "Out of 33 staff, 29 approved, 1 rejected, 2 non-votes, 88%", read strictly or not at all."""

from __future__ import annotations

import re

import msgspec

from bltui.domain.meetings.records import Outcome


class Tally(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a sentence says of a vote; the field names are those of a decision."""

    yes: int = 0
    no: int = 0
    abstain: int = 0
    unclear: int = 0
    not_voting: int = 0
    eligible: int | None = None
    ballots: int | None = None
    percent: float | None = None
    stated: Outcome = ""


# The longer words first: "did not vote" is no "vote".
_LABELS = {
    "not_voting": r"non[- ]?vot(?:es?|ers?|ing)|not[- ]voting|(?:did|do) not vote|didn['’]t vote|no[- ]votes? cast",
    "abstain": r"abstain(?:ed|ing|s)?|abstentions?",
    "unclear": r"unclear|invalid|spoiled|illegible",
    "no": r"no(?:es|s)?(?: votes?)?|nays?|rejected|reject|against|opposed|disapproved?",
    "yes": r"yes(?:es)?(?: votes?)?|yeas?|ayes?|approved?|approvals?|in favou?r|for(?=\s*(?:[,;.)]|$|and\b|\d))",
    "ballots": r"ballots?|signatures?|votes cast",
    "eligible": r"eligible|staff(?: members?)?|members|voters?|could vote",
}
_LABEL = "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
_FORWARD = re.compile(rf"(?<![\d.%/-])(?P<number>\d{{1,4}}) (?:{_LABEL})(?![\w-])", re.IGNORECASE)
_BACKWARD = re.compile(rf"(?<![\w-])(?:{_LABEL})\s*[:=]?\s*(?P<number>\d{{1,4}})(?![\d.%/-])", re.IGNORECASE)
_SCORE = re.compile(
    r"\b(?:(?P<passed>passe[sd]|carrie[sd]|approved|adopted)|(?P<failed>fail(?:s|ed)|rejected|defeated)|vote[sd]?)\b"
    r"[\s:,(]*(?P<yes>\d{1,3})\s?(?:[-–]|\bto\b)\s?(?P<no>\d{1,3})(?:\s?[-–]\s?(?P<abstain>\d{1,3}))?(?![\d/-])",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s?(?:%|percent\b)", re.IGNORECASE)
_OUT_OF = re.compile(r"\bout of (\d{1,4})\b", re.IGNORECASE)
_FIST = re.compile(
    r"\bfist(?:[- ](?:to|of)[- ]five)?\s*:?\s*(?P<scores>[0-5](?:[\s,]+[0-5])*)\b(?![\d.%-])", re.IGNORECASE
)


def _counts(pattern: re.Pattern[str], text: str) -> tuple[dict[str, int], int]:
    """Number by meaning, and where the first one stands. A meaning that is there twice is none."""
    found: dict[str, int] = {}
    first = len(text)
    for match in pattern.finditer(text):
        name = match.lastgroup if match.lastgroup != "number" else next(n for n in _LABELS if match[n])
        assert name is not None
        if name in found:
            return {}, len(text)
        found[name] = int(match["number"])
        first = min(first, match.start())
    return found, first


def read_tally(text: str) -> Tally | None:
    """The tally in a sentence; None where there is none for certain: it has yes, and a second number beside."""
    percent = _PERCENT.search(text)
    stated_percent = float(percent[1]) if percent and float(percent[1]) <= 100 else None
    out_of = _OUT_OF.search(text)
    if score := _SCORE.search(text):
        stated: Outcome = "adopted" if score["passed"] else "not_adopted" if score["failed"] else ""
        return Tally(
            yes=int(score["yes"]),
            no=int(score["no"]),
            abstain=int(score["abstain"] or 0),
            eligible=int(out_of[1]) if out_of else None,
            percent=stated_percent,
            stated=stated,
        )
    readings = sorted((_counts(p, text) for p in (_FORWARD, _BACKWARD)), key=lambda pair: (-len(pair[0]), pair[1]))
    (best, first), (other, second) = readings
    # "28 yes 2 no" and "yes 28 no 2" share most of their words: whichever begins first is meant.
    found = other if len(other) >= 2 and second < first else best
    if "yes" not in found or not ({"no", "abstain", "not_voting", "eligible"} & set(found) or out_of):
        return None
    return Tally(
        yes=found["yes"],
        no=found.get("no", 0),
        abstain=found.get("abstain", 0),
        unclear=found.get("unclear", 0),
        not_voting=found.get("not_voting", 0),
        eligible=found.get("eligible", int(out_of[1]) if out_of else None),
        ballots=found.get("ballots"),
        percent=stated_percent,
    )


def read_fist(text: str) -> tuple[tuple[int, ...], str] | None:
    """The scores of "fist 5 4 3" and the text without them; None where there are none."""
    match = _FIST.search(text)
    if match is None:
        return None
    scores = tuple(int(digit) for digit in re.findall(r"[0-5]", match["scores"]))
    return scores, " ".join(f"{text[: match.start()]} {text[match.end() :]}".split()).strip(" ,;:")
