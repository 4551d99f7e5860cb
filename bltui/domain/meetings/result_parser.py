"""Parse the result that a sentence states: passed, unanimous, by consensus, tabled until May."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from bltui.domain.model.minutes import Method, Outcome

#: Numbers as words, before a word about votes.
COUNTS = {
    "no": 0, "none": 0, "zero": 0, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """A text without its result, and the result."""

    text: str
    method: Method | None = None
    outcome: Outcome = ""
    until: str = ""
    reason: str = ""
    counts: Mapping[str, int] = {}
    """Votes that were said without a full count, such as one abstention."""


#: What begins a result: punctuation, or a word about the motion. A bare word needs a space.
_WAS = r"(?:was\s+|is\s+|were\s+|has been\s+|been\s+)?"
_EDGE = (
    r"(?:(?:^|[.;:,!(–—-])\s*(?:and\s+)?(?:(?:it|this|all|which|result)\s*:?\s+)?|\s+)"
    r"(?:(?:the\s+)?(?:motion|vote|proposal|resolution|measure)\s*:?\s+)?"
)
_TAIL = r"[\s.!)]*$"
_PASSED = r"passe[sd]|carrie[sd]|approved|adopted|accepted|agreed(?: to| upon)?|so ordered"
#: How it was done, which stays in the text.
_AS = (
    r"(?P<keep>\s+(?:as (?:amended|corrected|presented|written|submitted|revised|read|is|proposed)"
    r"|with (?:corrections?|changes?|amendments?|edits)|(?:by|on|with) (?:an? )?(?:voice vote|voice"
    r"|show of hands|hand vote|(?:secret |paper )?ballot|majority(?: vote)?)))?"
)
_FAILED = (
    r"fail(?:s|ed)(?: to (?:pass|carry))?|rejected|defeated|denied|voted down|turned down|lost"
    r"|(?:did not|didn['’]t|does not) (?:pass|carry)|not (?:passed|approved|adopted|accepted|carried)"
)
_VOTE_BY = r"(?:\s+(?:by|with|on)\s+(?:a\s+)?)?"
_UNANIMOUS = (
    rf"(?:(?:{_PASSED}) by (?:all|everyone)(?: present)?|(?:{_PASSED}){_VOTE_BY}\s*unanimous(?:ly)?(?: (?:vote|consent|approval))?"
    rf"|unanimous(?:ly)? (?:{_PASSED})|by acclamation|(?:by )?unanimous(?:ly)?(?: (?:vote|consent|approval))?"
    rf"|(?:all (?:in favou?r|ayes?|yes|voted (?:yes|in favou?r)|agreed|approved)"
    rf"|everyone (?:agreed|voted (?:yes|in favou?r)))(?:,? (?:none|no one|0) opposed)?(?:[,;.]?\s*(?:motion )?(?:{_PASSED}))?)"
)
_CONSENSUS = (
    r"(?:(?:was |is )?(?:agreed|approved|adopted|passed|accepted|reached|decided|decision)\s*)?"
    r"(?:by|with|through)?\s*(?:a )?(?:group |team |full |general )?consensus(?: (?:was )?reached| decision)?"
    r"|by general consent"
)
_LATER = (
    r"(?:tabled|postponed|deferred|held over|laid over|laid on the table|put off|carried over"
    r"|carried forward|continued)"
    r"(?=\s*(?:$|[,;.:)!]|(?:to|until|till|’til|'til|for|pending|because|indefinitely|at|due)\b))"
)
_UNTIL = (
    r"(?:[\s,:]*(?P<until>(?:to|until|till|’til|'til|for|pending|because|indefinitely|at|due)\b"
    rf"(?:(?![;.,]\s*(?:and\s+)?(?:the\s+)?(?:motion\s+)?(?:{_PASSED}|{_FAILED})).)*?))?"
)
_NONE = r"(?:not decided|undecided|no (?:decision|action|vote)(?: (?:was )?(?:made|taken|reached))?|no consensus(?: (?:was )?reached)?|consensus (?:was )?not reached|(?:did not|didn['’]t) reach consensus)"
_WITHDRAWN = (
    r"(?:withdrawn(?: by the mover)?|(?:[\w.'’-]+ ){1,3}withdrew (?:the|his|her|their) motion"
    r"|(?:die[sd]|fail(?:s|ed)) for (?:the )?(?:lack|want) of (?:a )?second|died,? no second|no second)"
)
#: Before a bare word, these make it part of the sentence: "until it is approved".
_PART = re.compile(
    r"\b(?:to be|get|gets|got|be|being|not|until|once|if|when|how|are|that|which|were|have|has|already|newly|previously|last|the|a|an|as)\s*$",
    re.IGNORECASE,
)


def _end(words: str) -> re.Pattern[str]:
    return re.compile(rf"{_EDGE}{_WAS}(?P<said>{words}){_TAIL}", re.IGNORECASE)


_LATER_END = re.compile(rf"{_EDGE}{_WAS}(?P<said>{_LATER}){_UNTIL}{_TAIL}", re.IGNORECASE)
#: What was moved is to table something: "motion to table the policy until March".
_TABLE = re.compile(
    r"(?:^|[.;:]\s+)(?:motion\s+to\s+(?:table|postpone|defer)|(?:to\s+)?(?:postpone|defer)"
    r"|(?:to\s+)?table(?=\s+(?:the|this|that|it|an?|all|any|our|action|discussion|further)\b)|to\s+table)\b"
    r"(?:(?!\s(?:until|till|to|pending)\s)[^.;])*(?P<until>\s(?:until|till|to|pending)\s+.+?)?[.!]?$",
    re.IGNORECASE,
)
_ENDS: tuple[tuple[re.Pattern[str], Method, Outcome], ...] = (
    (_end(_UNANIMOUS), "unanimous", "adopted"),
    (_end(_NONE), "announced", "not_decided"),
    (_end(_CONSENSUS), "consensus", ""),
    (_end(_WITHDRAWN), "announced", "not_adopted"),
    (_end(_FAILED), "announced", "not_adopted"),
    (_end(rf"(?:{_PASSED}){_AS}"), "announced", "adopted"),
)
_WHO = r"(?:(?P<who>(?:the\s+)?(?:team|council|group|committee|board|blt|members|staff)|we)\s+)?"
_TO = r"\s+(?=to\b|that\b)"
_LABEL = r"\s*[:–—]\s+(?=\S)"


def _front(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:and\s+)?{words}", re.IGNORECASE)


_FRONTS: tuple[tuple[re.Pattern[str], Method, Outcome], ...] = (
    (_front(rf"{_WHO}unanimously (?:voted|agreed|approved|decided){_TO}"), "unanimous", "adopted"),
    (_front(rf"{_WHO}voted unanimously{_TO}"), "unanimous", "adopted"),
    (_front(rf"{_WHO}(?:reached|came to) (?:a )?consensus{_TO}"), "consensus", ""),
    (_front(rf"{_WHO}(?:(?:agreed|decided) )?by consensus,?{_TO}"), "consensus", ""),
    (_front(r"by consensus,\s+"), "consensus", ""),
    (_front(rf"(?:{_UNANIMOUS}){_LABEL}"), "unanimous", "adopted"),
    (_front(rf"(?:{_CONSENSUS}){_LABEL}"), "consensus", ""),
    (_front(rf"(?:{_PASSED}){_LABEL}"), "announced", "adopted"),
    (_front(rf"(?:{_FAILED}){_LABEL}"), "announced", "not_adopted"),
    (_front(rf"(?:tabled|postponed|deferred){_LABEL}"), "announced", "tabled"),
)
#: What sets a result off from the text or the result before it.
_PAUSES = frozenset(".;:,!(–—-")
_NUMBER = rf"(?P<number>\d{{1,3}}|{'|'.join(COUNTS)})"
_BESIDE = {
    "abstain": r"abstentions?|abstain(?:ed|ing|s)?|recused",
    "no": r"opposed|against|dissent(?:ed|ing|s)?|no(?:es)?(?: votes?)?|nays?|objections?",
    "yes": r"in favou?r|for|yes(?: votes?)?|ayes?|yeas?",
}
_SAID_BESIDE = "|".join(f"(?P<{name}>{words})" for name, words in _BESIDE.items())
_ASIDE = (
    # "with one abstention", "none opposed"
    re.compile(
        rf"(?:^|[.;:,!(–—-]|\s)\s*(?:and\s+|but\s+)?(?:with\s+)?{_NUMBER}\s+"
        rf"(?:members?\s+|people\s+|person\s+)?(?:{_SAID_BESIDE}){_TAIL}",
        re.IGNORECASE,
    ),
    # "Abstentions: none"
    re.compile(
        rf"(?:^|[.;:,!(–—-]|\s)\s*(?:and\s+)?(?:{_SAID_BESIDE})\s*[:=–—]\s*{_NUMBER}{_TAIL}",
        re.IGNORECASE,
    ),
)
_EXCEPT = re.compile(r"\s*(?:[,;]|\bwith\b|\bbut\b)\s*$", re.IGNORECASE)


def read_result(text: str) -> Result:
    """Return the result that a text ends with, and the text before it."""
    found = _one(text)
    rest, before = found.text, _one(found.text)
    agrees = {"adopted", ""} >= {found.outcome, before.outcome} - {"tabled"}
    tabled = before.outcome == "tabled"
    off = rest[len(before.text) :].lstrip()[:1] if rest.startswith(before.text) else ""
    set_off = tabled or (off and off in _PAUSES)
    if found.method and before.method and agrees and set_off and before.text:
        # "All in favor. Motion carried", "Carried. Unanimous", "Tabled until May; passed"
        surer = before if before.method != "announced" or tabled else found
        return msgspec.structs.replace(
            surer,
            text=before.text,
            method=found.method if tabled else surer.method,
            outcome=surer.outcome or found.outcome,
            counts={**before.counts, **found.counts},
        )
    return found


def _one(text: str) -> Result:
    """Return the last result of a text, with the votes beside it."""
    counts: dict[str, int] = {}
    rest = text
    while (aside := next(filter(None, (p.search(rest) for p in _ASIDE)), None)) is not None:
        name = next(n for n in _BESIDE if aside[n])
        number = aside["number"].casefold()
        counts[name] = COUNTS[number] if number in COUNTS else int(number)
        rest = rest[: aside.start()].rstrip(" ,;.")
    if counts.get("yes"):
        return Result(text=text)  # a count, see `tally_tail`
    said = {name: count for name, count in counts.items() if count}
    found = _stated(_EXCEPT.sub("", rest), said) if counts else _stated(text, {})
    return found if found.method else _stated(text, {})


def read_tabling(text: str) -> str | None:
    """Return until when a motion tables something, "" if it does not say; None if it does not."""
    match = _TABLE.search(text)
    if match is None:
        return None
    return re.sub(r"^\s*(?:until|till|to)\s+", "", match["until"] or "")


def read_front(text: str) -> Result:
    """Return the result that a text begins with, such as "By consensus, move recess"."""
    for pattern, method, outcome in _FRONTS:
        if match := pattern.match(text):
            rest = re.sub(r"^to\s+", "", text[match.end() :])
            kept = text if match.groupdict().get("who") else rest
            return Result(text=kept, method=method, outcome=outcome)
    return Result(text=text)


def _stated(text: str, counts: Mapping[str, int]) -> Result:
    """Return the result at the end of a text without votes beside it."""
    if later := _table(text):
        return msgspec.structs.replace(later, counts=counts)
    for pattern, method, outcome in _ENDS:
        match = pattern.search(text)
        if match is None or _within(text, match):
            continue
        said = match["said"].casefold()
        reason = match["said"] if re.search(r"withdr|second", said) else ""
        if "withdr" in said:
            outcome = "not_decided"
        keep = match.groupdict().get("keep") or ""
        return Result(
            text=text[: match.start()].rstrip(" ,;:.(–—-") + (f",{keep}" if keep else ""),
            method=method,
            outcome=outcome,
            reason=reason,
            counts=counts,
        )
    return Result(text=text)


def _within(text: str, match: re.Match[str]) -> bool:
    """Return whether the words belong to the sentence before them."""
    head = text[: match.start()]
    bare = text[match.start() : match.start("said")].strip() == ""
    return bool(bare and _PART.search(head))


def _table(text: str) -> Result | None:
    """Return the result of what was tabled, with until when."""
    match = _LATER_END.search(text)
    if match is not None and not _within(text, match):
        until = (match["until"] or "").strip(" .)")
        return Result(
            text=text[: match.start()].rstrip(" ,;:(–—-"),
            method="announced",
            outcome="tabled",
            until=re.sub(r"^(?:to|until|till|[’']til|for|at)\s+", "", until),
        )
    return None
