"""The result of a proposal: quorum, votes, fist to five, and totals that do not add up.

The required shares are settings of the building. A tie or a missing quorum gives "not decided",
never "rejected".
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import msgspec

from bltui.domain.model import formats
from bltui.domain.model.framework_types import Framework, limit_of
from bltui.domain.model.minutes import OUTCOMES, DecisionMade, Outcome


class Ways(msgspec.Struct, frozen=True):
    """The team's voting rules."""

    quorum_percent: float
    """Percentage of voting members who must be present; 50 means more than half."""
    ballot_percent: float
    """Percentage of eligible voters who must cast a ballot; abstentions count."""
    pass_percent: float
    """Percentage of yes among yes and no votes."""
    fist_least: float
    """The lowest score that counts as consensus."""
    quorum_number: float = 0
    """Number of voting members who must be present if the bylaws give one, else 0."""
    pass_base: float = 0
    """The base of the pass percentage.

    0: yes and no votes, 1: all ballots with abstentions, 2: all eligible voters. Georgia's school
    councils count a majority of the members present (https://www.polk.k12.ga.us/Page/4751).
    """


class Quorum(msgspec.Struct, frozen=True):
    """Whether enough voting members are present."""

    voting: int
    present: int
    needed: int
    taken: bool
    """Whether attendance was taken."""
    later: int = 0
    """Those present who were marked only after the decision, so it is unknown if they took part."""

    @property
    def met(self) -> bool:
        """Whether enough voting members are present."""
        return self.present >= self.needed


class Judged(msgspec.Struct, frozen=True):
    """The computed result of a decision."""

    result: Outcome
    percent_yes: float | None
    """Percentage of yes, to one decimal, of the eligible voters if their number is given.

    Otherwise of the yes and no votes.
    """
    tally: dict[str, float | int | None]
    problems: tuple[str, ...]
    """Problems as complete messages."""
    missing: int = 0
    """Ballots that are not accounted for; negative if there are too many."""
    sums: tuple[str, ...] = ()
    """The problems in which numbers do not add up (MTG-04)."""
    wrong_result: str = ""
    """The problem that the stated result does not follow from the count (MTG-05)."""
    wrong_percent: str = ""
    """The problem that the stated percentage does not match the count (MTG-05)."""


#: A pass percentage of 50, which means more than half.
_HALF = (5000, 10_000)


def ways(own: Mapping[str, float], framework: Framework) -> Ways:
    """Return the building's voting rules, with the framework's defaults."""
    return Ways(*(limit_of(key, own, framework) for key in Ways.__struct_fields__))


def share(percent: float) -> tuple[int, int]:
    """Return a percentage as an exact fraction.

    66 to 67 percent is two thirds, 33 to 34 percent is one third.
    """
    if 66 <= percent <= 67:
        return 2, 3
    if 33 <= percent <= 34:
        return 1, 3
    return round(percent * 100), 10_000


def needed(voting: int, percent: float, number: float = 0) -> int:
    """Return how many voting members make a quorum.

    This is `number` if given, else more than half at 50 percent, else the percentage rounded up.
    """
    if number:
        return math.ceil(number)
    if voting == 0:
        return 0
    if percent == 50:
        return voting // 2 + 1
    top, bottom = share(percent)
    return max(1, -(-voting * top // bottom))


def judge(decision: DecisionMade, rules: Ways, quorum: Quorum | None = None) -> Judged:
    """Compute the result of a decision. `quorum` is that of the meeting, if known."""
    if decision.method == "vote":
        judged = _vote(decision, rules, quorum)
    elif decision.method == "fist_to_five":
        judged = _fist(decision, rules, quorum)
    else:
        judged = _said(decision)
    if decision.stated == "tabled":
        return msgspec.structs.replace(judged, result="tabled")
    if quorum is not None and _of_the_team(decision, quorum) and quorum.taken:
        if not quorum.met:
            why = f"no quorum: {quorum.present} of {quorum.voting} were present, {quorum.needed} needed"
            judged = msgspec.structs.replace(
                judged, result="not_decided", problems=(why, *judged.problems)
            )
        elif quorum.present - quorum.later < quorum.needed:
            why = f"the quorum includes {quorum.later} marked as present after the vote: mark who came later as late"
            judged = msgspec.structs.replace(judged, problems=(why, *judged.problems))
    counted = decision.method in ("vote", "fist_to_five")
    if counted and decision.stated and decision.stated != judged.result:
        why = f"“{OUTCOMES[decision.stated]}” is recorded, but the count gives {OUTCOMES[judged.result]}"
        judged = msgspec.structs.replace(judged, problems=(*judged.problems, why), wrong_result=why)
    return judged


def _said(decision: DecisionMade) -> Judged:
    """Return the result as it was said, without a count. Nothing is assumed."""
    beside = {
        name: count
        for name in ("yes", "no", "abstain", "not_voting")
        if (count := getattr(decision, name))
    }
    if decision.method == "announced" and not decision.stated:
        return Judged("not_decided", None, beside, ("no result is recorded",))
    return Judged(decision.stated or "adopted", None, beside, ())


def _of_the_team(decision: DecisionMade, quorum: Quorum) -> bool:
    """Return whether the team voted.

    If others voted, such as the whole staff, the meeting's quorum does not apply.
    """
    return decision.eligible is None or decision.eligible <= quorum.voting


def _percent(part: int, whole: int) -> float:
    return round(part * 100 / whole, 1)


def _agrees(stated: float, part: int, whole: int) -> bool:
    """Return whether a stated percentage matches a share, rounded or truncated."""
    step = 1.0 if float(stated).is_integer() else 0.1
    return whole > 0 and abs(part * 100 / whole - stated) < step


def _adopts(
    d: DecisionMade, rules: Ways, yes: int, cast: int, counted: int, eligible: int | None
) -> bool:
    """Return whether the yes votes suffice: more than half at 50 percent, else at least the share."""
    top, bottom = share(d.needs if d.needs is not None else rules.pass_percent)
    whole = (cast, counted, eligible if eligible is not None else counted)[
        min(2, int(rules.pass_base))
    ]
    return yes * 2 > whole if (top, bottom) == _HALF else yes * bottom >= top * whole


def _vote(d: DecisionMade, rules: Ways, quorum: Quorum | None) -> Judged:
    cast = d.yes + d.no
    counted = cast + d.abstain + d.unclear
    eligible, absent = d.eligible, d.not_voting
    if eligible is None and quorum is not None and quorum.voting:
        eligible, absent = quorum.voting, max(d.not_voting, quorum.voting - counted)
    missing = eligible - counted - absent if eligible is not None else 0
    sums = tuple(_sums(d, eligible, counted, missing, quorum))
    problems = list(sums)
    wrong_percent = ""
    passed = _adopts(d, rules, d.yes, cast, counted, eligible)
    result: Outcome = "adopted" if passed else "not_adopted"
    quota, whole = share(rules.ballot_percent)
    if eligible is not None and counted * whole < quota * eligible:
        result = "not_decided"
        problems.append(
            f"too few ballots: {counted} of {eligible}, {rules.ballot_percent:g}% needed"
        )
    elif cast == 0:
        result = "not_decided"
        problems.append("no one voted for or against")
    elif d.yes == d.no:
        result = "not_decided"
        problems.append(f"a tie: {d.yes} to {d.no}")
    elif missing > 0:
        against = (
            _adopts(d, rules, d.yes, cast + missing, counted + missing, eligible)
            and d.yes > d.no + missing
        )
        favour = _adopts(d, rules, d.yes + missing, cast + missing, counted + missing, eligible)
        if (passed and not against) or (not passed and favour):
            problems.append("the missing ballots could change the result")
    elif missing < 0:
        fewer, less = max(0, d.yes + missing), max(0, d.no + missing)
        against = fewer > d.no and _adopts(
            d, rules, fewer, fewer + d.no, counted + missing, eligible
        )
        favour = _adopts(d, rules, d.yes, d.yes + less, counted + missing, eligible)
        if (passed and not against) or (not passed and favour):
            problems.append("the extra ballots could change the result")
    base = d.eligible if d.eligible is not None and d.yes <= d.eligible else cast
    if d.percent is not None and not any(
        _agrees(d.percent, d.yes, of) for of in (eligible or 0, cast, counted)
    ):
        right = _percent(d.yes, base) if base else 0
        wrong_percent = f"{d.percent:g}% is recorded, but {d.yes} of {base} is {right}%"
        problems.append(wrong_percent)
    tally: dict[str, float | int | None] = {
        "eligible": eligible,
        "yes": d.yes,
        "no": d.no,
        "abstain": d.abstain,
        "unclear": d.unclear,
        "not_voting": absent,
        "percent_of_cast": _percent(d.yes, cast) if cast else None,
        "percent_of_eligible": _percent(d.yes, eligible) if eligible else None,
    }
    percent = _percent(d.yes, base) if base else None
    return Judged(result, percent, tally, tuple(problems), missing, sums, "", wrong_percent)


def _sums(
    d: DecisionMade, eligible: int | None, counted: int, missing: int, quorum: Quorum | None
) -> Iterator[str]:
    if missing > 0:
        yield f"{missing} of {eligible} ballots {'is' if missing == 1 else 'are'} not accounted for"
    if missing < 0:
        yield f"{formats.count(-missing, 'more ballot')} than the {formats.people(eligible or 0)} who could vote"
    elif (
        quorum is not None and quorum.taken and _of_the_team(d, quorum) and counted > quorum.present
    ):
        yield f"{counted} took part, but {quorum.present} of the {quorum.voting} voting members were present"
    if d.ballots is not None and d.ballots != counted:
        yield f"{d.ballots} ballots are recorded, but the votes add up to {counted}"


def _fist(d: DecisionMade, rules: Ways, quorum: Quorum | None) -> Judged:
    eligible = (
        d.eligible
        if d.eligible is not None
        else quorum.voting
        if quorum and quorum.voting
        else None
    )
    count = len(d.scores)
    sums: tuple[str, ...] = ()
    missing = 0
    if eligible is not None:
        missing = (
            min(0, eligible - count - d.not_voting)
            if d.eligible is None
            else eligible - count - d.not_voting
        )
        sums = tuple(_sums(d, eligible, count, missing, quorum))
    problems = list(sums)
    blocks = d.scores.count(0)
    low = sorted(score for score in d.scores if 0 < score < rules.fist_least)
    if blocks:
        problems.append(f"{blocks} {'blocks' if blocks == 1 else 'block'} it (0)")
    if low:
        must = "must" if len(low) == 1 else "must each"
        problems.append(f"{len(low)} {must} be heard first (score {', '.join(map(str, low))})")
    result: Outcome = "adopted" if d.scores and not blocks and not low else "not_decided"
    quota, whole = share(rules.ballot_percent)
    if eligible is not None and count * whole < quota * eligible:
        result = "not_decided"
        problems.append(f"too few hands: {count} of {eligible}, {rules.ballot_percent:g}% needed")
    tally: dict[str, float | int | None] = {
        "eligible": eligible,
        **{str(n): d.scores.count(n) for n in range(6)},
    }
    return Judged(result, None, tally, tuple(problems), missing, sums)
