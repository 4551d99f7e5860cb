"""Parse a decision as minutes write it: what was decided, by whom it was moved, and the vote.

What is recognized leaves the sentence; what is not stays in it, so nothing disappears. Nothing is
assumed: a sentence that says no result is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from bltui.domain.meetings import motion_parser, result_parser, roll_parser
from bltui.domain.meetings.roll_parser import Cast
from bltui.domain.meetings.tally_parser import doubtful, read_fist, read_tally
from bltui.domain.meetings.tally_tail import Tail, read_tail
from bltui.domain.model.errors import UserError
from bltui.domain.model.minutes import Method, Outcome
from bltui.domain.model.text import quoted, shown

#: Asked of a sentence that does not say how it was decided.
HOW = (
    "How was it decided? Add a vote such as 6-1, or by consensus, unanimous, passed, failed, or "
    "tabled until May."
)

#: The end of a text that says how someone voted, whom nobody knows.
_UNREAD = re.compile(
    r"[.;:,(–—-]\s*(?P<said>(?:[\w.'’&/-]+\s+){0,6}?(?:(?:unanimous(?:ly)?|all(?: in favou?r)?|everyone)\s+"
    r"(?:except|but|save|other than)\b[^.;,]*|(?:opposed|opposing|abstain(?:ed|ing|s)?|dissent(?:ed|ing|s)?"
    r"|recus(?:ed|ing))(?:\s+(?:him|her|them)sel(?:f|ves))?(?:\s+from (?:the|this) vote)?))[\s.)]*$",
    re.IGNORECASE,
)


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A decision as it was said. The names are as typed."""

    text: str
    moved: str = ""
    seconded: str = ""
    roll: tuple[Cast, ...] = ()
    method: Method | None = None
    """None if the sentence does not say how it was decided."""
    fields: dict[str, Any] = {}
    """Counts and other fields of `DecisionMade` that were said."""
    stated: Outcome = ""
    until: str = ""
    reason: str = ""


def read_decision(
    text: str, is_name: Callable[[str], bool], *, most: int | None = None, ask: bool = True
) -> Said:
    """Return what a sentence says about a decision.

    `is_name` tells whether a text names a person, and `most` is how many can vote. Raises UserError
    if a number may or may not be a vote, and with `ask` if no result is said.
    """
    motion = motion_parser.read_motion(re.sub(r"\bw/\s*", "with ", text), is_name)
    rest = motion.text
    fist = read_fist(rest)
    scores: tuple[int, ...] = ()
    if fist:
        scores, rest = fist
    result = result_parser.read_result(rest)
    rest = result.text
    cast, rest = roll_parser.read_roll(rest, is_name)
    if cast and not result.method and not result.outcome:
        result = result_parser.read_result(rest)
        rest = result.text
    until, named, beside = _after_until(result.until, is_name, most)
    result, cast = replace(result, until=until), cast or named
    tail = beside or read_tail(rest, most)
    if tail is not None and beside is None:
        rest = tail.text
        again = result_parser.read_result(rest)
        if again.outcome and not result.outcome:
            result, rest = again, again.text
    more, rest = roll_parser.read_roll(rest, is_name) if not cast else ((), rest)
    cast = cast or more
    tally = tail.tally if tail else read_tally(text) if not (cast or scores) else None
    said = tally is not None or scores or cast or result.method
    if not said and (pair := doubtful(rest)):
        raise UserError(
            f"Is “{shown(pair)}” a vote? Then write it as 9 yes, 4 no. If not, use other words."
        )
    if not said and not result.outcome:
        result = result_parser.read_front(rest)
        rest = result.text
    method, fields = _counted(cast, tail, tally, scores, result)
    stated = result.outcome or (tally.stated if tally else "")
    rest, until = _tidy(rest), result.until
    tabling = result_parser.read_tabling(rest)
    if tabling is not None and stated in ("", "adopted"):
        carried = stated or method in ("consensus", "unanimous") or _more_yes(fields)
        alone = method is None and tabling and not (motion.moved or motion.seconded)
        if carried or alone:
            stated, until, method = "tabled", until or tabling, method or "announced"
    if unread := _UNREAD.search(rest):
        raise UserError(
            f"{quoted(unread['said'])}: who voted how? Write it as: passed, Lee opposed, or: "
            "passed, 1 abstained."
        )
    if method is None and (motion.moved or motion.seconded):
        method = "announced"  # a motion whose result was not recorded
    if method is None and ask:
        raise UserError(HOW)
    if not rest:
        raise UserError(f"{quoted(text)}: what was decided? Begin with the proposal.")
    return Said(
        text=rest,
        moved=motion.moved,
        seconded=motion.seconded,
        roll=cast,
        method=method,
        fields=fields,
        stated=stated,
        until=until,
        reason=result.reason,
    )


def _after_until(
    until: str, is_name: Callable[[str], bool], most: int | None
) -> tuple[str, tuple[Cast, ...], Tail | None]:
    """Split the vote off "May, 7-2" or "May; Kim opposed". What is no vote belongs to the day."""
    for pause in re.finditer(r"[;,.]\s+|\s+(?=(?:on|by|with) an?\s)", until):
        rest = until[pause.end() :]
        cast, left = roll_parser.read_roll(rest, is_name)
        if cast and not left:
            return until[: pause.start()], cast, None
        tail = read_tail(rest, most)
        if tail is not None and _tidy(f"vote {tail.text}") == "vote":
            return until[: pause.start()], (), tail
    return until, (), None


def _more_yes(fields: Mapping[str, Any]) -> bool:
    return bool(fields.get("yes", 0) > fields.get("no", 0))


def _counted(
    cast: tuple[Cast, ...],
    tail: Tail | None,
    tally: Any,
    scores: tuple[int, ...],
    result: result_parser.Result,
) -> tuple[Method | None, dict[str, Any]]:
    """Return the method and the counts. A roll call gives its own counts."""
    own = {"yes": 0, "no": 0, "abstain": 0}
    for one in cast:
        if one.vote in own:
            own[one.vote] += 1
    if scores:
        return "fist_to_five", {"scores": scores}
    if tally is not None:
        counts = {
            name: getattr(tally, name)
            for name in type(tally).__struct_fields__
            if name != "stated" and getattr(tally, name) not in (0, None)
        }
        for name in ("yes", "no", "abstain"):
            said = getattr(tally, name)
            if own[name] > said if name == "abstain" else own["yes"] and own[name] != said:
                if name == "abstain" and not said:
                    counts["abstain"] = own[name]
                else:
                    raise UserError(
                        f"The roll call has {own[name]} {name}, but {said} is written. "
                        "Correct one of them."
                    )
        return "vote", {**counts, **{n: v for n, v in result.counts.items() if n not in counts}}
    if own["yes"]:
        return "vote", {name: count for name, count in own.items() if count}
    counts = {**{name: count for name, count in own.items() if count}, **result.counts}
    return result.method or None, counts


def _tidy(text: str) -> str:
    """Return a text without the punctuation that was before what left it."""
    plain = re.sub(r"\s+([,;:.])", r"\1", " ".join(text.split())).strip(" ,;:–—-")
    plain = plain.removesuffix(".").rstrip(" ,;:–—-")
    return re.sub(
        r"(?:[\s,;]+(?:with|and|but|by|(?:by|on|in|with) an?|and it|but it))+$", "", plain
    ).removesuffix(".")
