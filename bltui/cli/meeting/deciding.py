"""`bltui meeting decide`: record a proposal, its vote count and its result."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Collection
from functools import partial
from typing import Any

import msgspec

from bltui.cli import records
from bltui.cli.errors import UsageError
from bltui.cli.meeting.agenda import during, spoken_in
from bltui.cli.parser import Subcommands
from bltui.cli.session import Session
from bltui.domain.meetings import agenda, minutes, minutes_edits, voting
from bltui.domain.meetings.deciding import Attending, read_roll_call, read_said
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.minutes import OUTCOMES, DecisionMade, Method

_COUNTS = ("yes", "no", "abstain", "unclear", "not_voting")
#: Words that minutes use for the result of a proposal.
_RESULTS = {
    "adopted": ("passed", "carried", "approved"),
    "not_adopted": ("failed", "rejected", "defeated"),
    "not_decided": ("undecided",),
    "tabled": ("postponed", "deferred"),
}


def configure(verbs: Subcommands) -> None:
    """Declare the sub-command."""
    decide = verbs.add(
        "decide",
        make_decision,
        help="record a decision: by consensus, a counted vote, a roll call, or fist to five",
        example='bltui meeting decide "Adopt the calendar" --yes 9 --no 2 --abstain 1',
        changes=True,
    )
    records.declare(decide, DecisionMade, adding=True, skip=("stated", "roll"))
    decide.add_argument(
        "--consensus",
        action="store_true",
        help="decided by consensus, without a count",
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
        help="the announced result, checked against the count if there is one",
    )
    decide.add_argument(
        "--roll",
        metavar="TEXT",
        help="the roll call by name, such as “Mike yes, Brid absent, Sue no”",
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


def _said(session: Session, args: Namespace, meeting: Meeting) -> dict[str, Any]:
    """Return the fields that were given as options, and what the sentence itself says."""
    given = records.given(session, args, DecisionMade, skip=("roll",))
    if args.roll is not None:
        given |= read_roll_call(session.building, meeting, args.roll)
    for name in ("moved_id", "seconded_id"):
        if name in given:
            Attending(session.building, meeting).votes(session.building.people[given[name]])
    if given.keys() & {*_COUNTS, "eligible", "scores"} or args.consensus or args.unanimous:
        return given
    said = read_said(session.building, meeting, args.text, ask=False)[1]
    return {**said, **{name: value for name, value in given.items() if name != "text"}}


def _method(args: Namespace, fields: dict[str, Any], counts: Collection[str]) -> Method:
    """Return how it was decided. Raises UsageError if nothing says it: nothing is assumed."""
    said: Method | None = fields.pop("method", None)
    if "scores" in fields:
        return "fist_to_five"
    if args.consensus:
        return "consensus"
    if said in ("announced", "unanimous", "consensus") and "eligible" not in fields:
        return said
    if counts or "eligible" in fields:
        if said != "vote" and not {"yes", "no"} <= set(counts):
            raise UsageError(
                "A vote needs both --yes and --no (0 if there were none), or --unanimous."
            )
        return "vote"
    if not fields.get("stated") and not fields.keys() & {"moved_id", "seconded_id"}:
        raise UsageError(
            "How was it decided? Give --yes and --no, --roll, --fist, --consensus, --unanimous, "
            "or --result."
        )
    return "announced"


def make_decision(session: Session, args: Namespace) -> int:
    """Record a decision and print the result."""
    where = during(session, args)
    meeting = session.building.meetings[where["meeting_id"]]
    session.first_people = agenda.members(session.building, meeting.team, meeting.on) or ()
    fields = _said(session, args, meeting)
    counts = fields.keys() & set(_COUNTS)
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
    method = _method(args, fields, counts)
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
            until = f" until {one.until}" if one.until else ""
            session.out.line(f"{OUTCOMES[one.result]}{until}{minutes.yes_words(one)}")
            for problem in one.problems:
                session.out.tell(f"to be checked: {problem}")
    return 0
