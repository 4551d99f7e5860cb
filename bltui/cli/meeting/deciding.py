"""`bltui meeting decide`: record a proposal, its vote count and its result."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from typing import Any

import msgspec

from bltui.cli import records
from bltui.cli.errors import UsageError
from bltui.cli.meeting.agenda import during, spoken_in
from bltui.cli.parser import Subcommands
from bltui.cli.session import Session
from bltui.domain.meetings import agenda, minutes, minutes_edits, voting
from bltui.domain.model.minutes import OUTCOMES, DecisionMade, Method

_COUNTS = ("yes", "no", "abstain", "unclear", "not_voting")
#: Words that minutes use for the result of a proposal.
_RESULTS = {
    "adopted": ("passed", "carried", "approved"),
    "not_adopted": ("failed", "rejected", "defeated"),
    "not_decided": ("tabled", "postponed", "deferred", "undecided"),
}


def configure(verbs: Subcommands) -> None:
    """Declare the sub-command."""
    decide = verbs.add(
        "decide",
        make_decision,
        help="record a decision: by consensus, a counted vote, or fist to five",
        example='bltui meeting decide "Adopt the calendar" --yes 9 --no 2 --abstain 1',
        changes=True,
    )
    records.declare(decide, DecisionMade, adding=True, skip=("stated",))
    decide.add_argument(
        "--consensus",
        action="store_true",
        help="decide without a count (default without any of these options)",
    )
    decide.add_argument(
        "--unanimous",
        action="store_true",
        help="everyone voted yes: --yes N, or all who are present",
    )
    decide.add_argument(
        "--result",
        dest="stated",
        choices=tuple(_RESULTS),
        type=_result,
        help="the announced result (tabled is not_decided), checked against the count",
    )
    decide.add_argument(
        "--recount", action="store_true", help="replace the count of the decision with these words"
    )
    spoken_in(decide)


def _result(text: str) -> str:
    word = text.casefold().replace(" ", "_").replace("-", "_")
    return next((result for result, others in _RESULTS.items() if word in others), word)


def _all_here(session: Session, meeting_id: int) -> int:
    """Return how many voting members are present.

    Raises UsageError if no attendance was recorded.
    """
    rules = voting.ways(session.building.profile.limits, session.workspace.framework)
    meeting = session.building.meetings[meeting_id]
    seen = agenda.quorum(session.building, meeting, rules, agenda.gone(session.building, meeting))
    if seen is None or not seen.taken:
        raise UsageError(
            "No attendance yet. Record it with `bltui meeting present`, or give --yes N."
        )
    return seen.present


def make_decision(session: Session, args: Namespace) -> int:
    """Record a decision and print the result."""
    fields: dict[str, Any] = records.given(session, args, DecisionMade)
    counts = fields.keys() & set(_COUNTS)
    where = during(session, args)
    if args.unanimous:
        counts |= {"yes", "no"}
        if fields.setdefault("no", 0):
            raise UsageError("--unanimous cannot be combined with --no. Leave out one of them.")
        if "yes" not in fields:
            others = sum(fields.get(name, 0) for name in _COUNTS)
            fields["yes"] = max(0, _all_here(session, where["meeting_id"]) - others)
    if args.consensus and (counts or fields.keys() & {"scores", "eligible"}):
        raise UsageError("--consensus cannot be combined with counts. Leave out one of them.")
    if "scores" in fields and counts - {"not_voting"}:
        raise UsageError("--fist cannot be combined with --yes and --no. Give one of them.")
    method: Method = "vote" if counts or "eligible" in fields else "consensus"
    if "scores" in fields:
        method = "fist_to_five"
    if method == "vote" and not {"yes", "no"} <= counts:
        raise UsageError("A vote needs both --yes and --no (0 if there were none), or --unanimous.")
    intent = partial(minutes_edits.decide, method=method, again=args.recount, **fields)
    change, number = session.carry_out(partial(intent, **where))
    building = session.building
    new = [
        building.decisions[e.id]
        for e in change.edits
        if e.table == "decisions" and e.id in building.decisions
    ]
    judged = [
        minutes.decided(building, session.workspace.framework, building.meetings[d.meeting_id], d)
        for d in new
    ]
    more = msgspec.to_builtins(judged[0]) if judged else {}
    session.say(
        change,
        number,
        **{k: more[k] for k in ("result", "tally", "percent_yes", "problems") if k in more},
    )
    if not session.out.as_json:
        for one in judged:
            session.out.line(f"{OUTCOMES[one.result]}{minutes.yes_words(one)}")
            for problem in one.problems:
                session.out.tell(f"to be checked: {problem}")
    return 0
