"""`bltui meeting decide`: a proposal, its count as minutes write it, and what came of it."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError, Namespace
from functools import partial
from typing import Any

import msgspec

from bltui.cli.errors import UsageError
from bltui.cli.meeting.agenda import during, spoken_in
from bltui.cli.parser import Subcommands
from bltui.cli.session import Session
from bltui.domain.meetings import agenda, minutes, minutes_edits, tally_parser, voting
from bltui.domain.model.errors import UserError
from bltui.domain.model.meetings import OUTCOMES, Method

_COUNTS = {"yes": "", "no": "", "abstain": "", "unclear": "ballots that cannot be read", "not-voting": ""}
#: Words of minutes for what came of a proposal.
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
        help="a decision: by consensus, by a vote that is counted, or fist to five",
        example='bltui meeting decide "Adopt the calendar" --yes 9 --no 2 --abstain 1',
        changes=True,
    )
    decide.add_argument("text", metavar="TEXT")
    decide.add_argument("--consensus", action="store_true", help="nobody counted; so it is without any of these")
    for name, says in _COUNTS.items():
        decide.add_argument(f"--{name}", metavar="N", type=_count, help=says or None)
    decide.add_argument("--eligible", metavar="N", type=_count, help="who could vote, if not the team's members")
    decide.add_argument(
        "--ballots", metavar="N", type=_count, help="ballots handed in, where they were counted besides"
    )
    decide.add_argument("--unanimous", action="store_true", help="nobody was against: --yes N, else all who are here")
    decide.add_argument("--percent", metavar="P", type=_share, help="the share that was announced; it is checked")
    decide.add_argument(
        "--needs", metavar="2/3", type=_share, help="the share of yes that this matter needs, if not the building's own"
    )
    decide.add_argument(
        "--fist", metavar="5,4,3", type=scores, help="fist to five: the score of each person, or counted, 5x4,4x3"
    )
    decide.add_argument("--financial", metavar="AMOUNT", type=_amount, help="a decision on money, and how much")
    decide.add_argument("--category", choices=("instruction", "calendar", "financial", "bylaws", "other"))
    decide.add_argument("--goal", metavar="goal:3", default="", help="what it serves: goal:N, step:N, cwg:N")
    decide.add_argument("--why", metavar="TEXT", default="", help="the reason, kept with it")
    decide.add_argument(
        "--result",
        choices=tuple(_RESULTS),
        type=_result,
        help="what was announced (tabled is not_decided); a count is checked",
    )
    decide.add_argument("--recount", action="store_true", help="the count of a decision of these words is replaced")
    spoken_in(decide)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 6):
        raise ArgumentTypeError(f"“{text}” is not a count")
    return int(text)


def scores(text: str) -> tuple[int, ...]:
    """The scores of a fist to five, as typed: "5,4,3", or counted, "5x4,4x3"."""
    found = tally_parser.read_scores(text)
    if found is None:
        hint = "write a score from 0 to 5 for each person, as 5,4,3, or how many gave each, as 5x4,4x3"
        raise ArgumentTypeError(f"“{text}” is no fist to five; {hint}")
    return found


def _amount(text: str) -> float:
    bare = text.strip().removeprefix("$").strip()
    if not re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", bare):
        raise ArgumentTypeError(f"“{text}” is not an amount; write it as 17000 or 17,000.50")
    return float(bare.replace(",", ""))


def _share(text: str) -> float:
    try:
        return voting.read_share(text, "share")
    except UserError as refused:
        raise ArgumentTypeError(refused.message) from None


def _result(text: str) -> str:
    word = text.casefold().replace(" ", "_").replace("-", "_")
    return next((result for result, others in _RESULTS.items() if word in others), word)


def _all_here(session: Session, meeting_id: int) -> int:
    """How many voting members are here. Raises UsageError where nobody said who is."""
    rules = voting.ways(session.building.profile.limits, session.workspace.framework)
    meeting = session.building.meetings[meeting_id]
    seen = agenda.quorum(session.building, meeting, rules, agenda.gone(session.building, meeting))
    if seen is None or not seen.taken:
        raise UsageError("How many is all? Say who is here with `bltui meeting present`, or give --yes N.")
    return seen.present


def make_decision(session: Session, args: Namespace) -> int:
    """Write a decision down and say what came of it."""
    counts = {name.replace("-", "_"): getattr(args, name.replace("-", "_")) for name in _COUNTS}
    fields: dict[str, Any] = {name: value for name, value in counts.items() if value is not None}
    where = during(session, args)
    if args.unanimous:
        if fields.setdefault("no", 0):
            raise UsageError("It was not unanimous if somebody voted no: leave out --unanimous or --no.")
        if "yes" not in fields:
            others = fields.get("abstain", 0) + fields.get("unclear", 0) + fields.get("not_voting", 0)
            fields["yes"] = max(0, _all_here(session, where["meeting_id"]) - others)
    if args.consensus and (fields or args.fist or args.eligible is not None):
        raise UsageError("It was counted or it was consensus: leave out --consensus, or the numbers.")
    if args.fist and set(fields) - {"not_voting"}:
        raise UsageError("A decision is a fist to five or a vote: give --fist, or --yes and --no.")
    method: Method = "fist_to_five" if args.fist else "vote" if fields or args.eligible is not None else "consensus"
    if method == "vote" and not {"yes", "no"} <= set(fields):
        raise UsageError("A vote needs --yes and --no, 0 where there were none; or --unanimous.")
    known = {
        "eligible": args.eligible,
        "ballots": args.ballots,
        "percent": args.percent,
        "needs": args.needs,
        "amount": args.financial,
        "category": args.category,
        "stated": args.result,
        "scores": args.fist,
    }
    fields |= {name: value for name, value in known.items() if value is not None}
    intent = partial(
        minutes_edits.decide,
        text=args.text,
        method=method,
        goal=args.goal,
        reason=args.why,
        again=args.recount,
        **fields,
    )
    change, number = session.carry_out(partial(intent, **where))
    building = session.building
    new = [building.decisions[e.id] for e in change.edits if e.table == "decisions" and e.id in building.decisions]
    judged = [minutes.decided(building, session.workspace.framework, building.meetings[d.meeting_id], d) for d in new]
    more = msgspec.to_builtins(judged[0]) if judged else {}
    session.say(change, number, **{k: more[k] for k in ("result", "tally", "percent_yes", "problems") if k in more})
    if not session.out.as_json:
        for one in judged:
            session.out.line(f"{OUTCOMES[one.result]}{minutes.yes_words(one)}")
            for problem in one.problems:
                session.out.tell(f"to be checked: {problem}")
    return 0
