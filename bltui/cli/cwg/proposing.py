"""`bltui cwg propose`: draft groups, leaders and times for the whole staff, to accept or not."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, get_args

from bltui.cli import importing
from bltui.cli.calendar import views
from bltui.cli.conflicts import case_of, change
from bltui.cli.cwg.free import NO_BELL, minutes
from bltui.cli.dates import a_day
from bltui.cli.parser import Subcommands, whole, words
from bltui.cli.session import Session
from bltui.domain.model.cwgs import Structure
from bltui.domain.model.errors import UserError
from bltui.domain.model.record import active
from bltui.domain.scheduler import proposals, proposer
from bltui.domain.scheduler import request as scheduler_request
from bltui.domain.series import year_schedule
from bltui.exchange import import_wishes, optimal

if TYPE_CHECKING:
    from bltui.domain.scheduler.proposals import Proposal, Request, Time


_number = whole(1, 1_000_000)


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= 3600:
        raise ArgumentTypeError(f"“{text}” is not a number of seconds up to 3600")
    return value


def configure(verbs: Subcommands) -> None:
    """Declare the sub-command."""
    one = verbs.add(
        "propose",
        propose_groups,
        help="propose groups, leaders, and times for every educator",
        example="bltui cwg propose --structure interest --topics Reading,Writing,Numbers --seed 7",
        changes=True,
    )
    one.add_argument(
        "--structure",
        choices=get_args(Structure),
        default="interest",
        help="how groups are formed (default: interest)",
    )
    one.add_argument(
        "--topics",
        metavar="A,B",
        type=words,
        default=(),
        help="for interest: one group for each topic",
    )
    one.add_argument(
        "--wishes",
        metavar="FILE.csv",
        help="for interest: who wants what, in the columns name, first, second, third",
    )
    one.add_argument(
        "--count",
        metavar="N",
        type=_number,
        help="number of groups (default: as few as possible)",
    )
    one.add_argument(
        "--low",
        metavar="N",
        type=_number,
        help="the minimum members of a group (default: the building's limit)",
    )
    one.add_argument(
        "--high",
        metavar="N",
        type=_number,
        help="the maximum members of a group (default: the building's limit)",
    )
    one.add_argument("--unplaced", action="store_true", help="only educators without a group")
    one.add_argument(
        "--slot",
        metavar="TEXT",
        action="append",
        default=[],
        help="only these times, such as “wed 3:15”",
    )
    one.add_argument(
        "--length",
        metavar="MINUTES",
        type=minutes,
        default=45,
        help="minutes before and after school (default: 45)",
    )
    one.add_argument(
        "--rooms",
        metavar="A,B",
        type=words,
        default=(),
        help="rooms that are available at every time",
    )
    one.add_argument(
        "--places",
        metavar="N",
        type=_number,
        default=99,
        help="number of groups that can meet at the same time",
    )
    one.add_argument(
        "--seed",
        metavar="N",
        type=_number,
        default=1,
        help="the same seed gives the same proposal (default: 1)",
    )
    one.add_argument(
        "--seconds",
        metavar="N",
        type=_seconds,
        help="stop after this time with the best proposal so far",
    )
    one.add_argument(
        "--optimal",
        action="store_true",
        help="for interest: prove that the proposal is the best, with HiGHS (needs bltui[optimal])",
    )
    one.add_argument(
        "--accept",
        action="store_true",
        help="save the proposal as draft groups, new ones or in place of current ones",
    )
    one.add_argument(
        "--group",
        metavar="N",
        type=_number,
        action="append",
        help="with --accept: only these groups, counted from 1",
    )
    one.add_argument(
        "--every",
        metavar="WEEKS",
        type=_number,
        default=1,
        help="with --accept: the weeks between meetings",
    )
    one.add_argument(
        "--from", dest="first", metavar="DATE", help="with --accept: the first day of the meetings"
    )
    one.add_argument(
        "--to", dest="last", metavar="DATE", help="with --accept: the last day of the meetings"
    )


def _request(session: Session, args: Namespace) -> tuple[Request, Any]:
    """Return the request to the proposer and the schedule that it applies to."""
    case = case_of(session)
    schedule = case.schedule or year_schedule.schedule_of(session.building, session.today)
    if schedule.table is None:
        raise UserError(views.FIRST)
    times = scheduler_request.times_to_meet(
        schedule, length=args.length, rooms=args.rooms, places=args.places
    )
    if not times:
        raise UserError(NO_BELL)
    if args.slot:
        wanted = scheduler_request.times_to_meet(
            schedule, length=args.length, only=args.slot, rooms=args.rooms, places=args.places
        )
        if not wanted:
            raise UserError(
                f"No time begins with “{args.slot[0]}”. The times are "
                f"{', '.join(t.label for t in times)}."
            )
        times = wanted
    topics, wishes = args.topics, {}
    if args.wishes:
        listed = import_wishes.read_wishes(
            *importing.read_file(args.wishes),
            active(session.building.people),
            topics,
        )
        topics, wishes = listed.topics, listed.wishes
        for problem in listed.problems:
            session.out.tell(f"line {problem.line}: {problem.message}")
    low, high = (
        int(args.low or case.limit("cwg_size_min")),
        int(args.high or case.limit("cwg_size_max")),
    )
    if low > high:
        raise UserError(
            (
                f"The minimum of {low} members is more than the maximum of {high}. Change "
                "--low or --high."
            ),
            field="low",
        )
    people = scheduler_request.to_place(schedule, unplaced=args.unplaced)
    request = scheduler_request.ask(
        session.building,
        schedule,
        args.structure,
        times,
        low=low,
        high=high,
        count=args.count,
        people=people,
        topics=topics,
        wishes=wishes,
        seed=args.seed,
    )
    if args.structure == "interest" and not request.topics:
        raise UserError(
            "No topics. Give --topics Reading,Writing,Numbers, or --wishes FILE.csv.",
            field="topics",
        )
    return request, schedule


def propose_groups(session: Session, args: Namespace) -> int:
    """Propose groups; with --accept, save them."""
    from time import monotonic

    from msgspec.structs import replace

    request, schedule = _request(session, args)
    proof = None
    if args.optimal:
        proof = optimal.Proof(seconds=args.seconds or optimal.SECONDS)
    ends = monotonic() + args.seconds if args.seconds else None
    proposal = proposer.propose(
        request,
        stop=lambda: ends is not None and monotonic() > ends,
        solver=proof.solve if proof is not None else None,
    )
    there = scheduler_request.present(schedule, args.structure)
    if proposal.feasible:
        proposal = proposals.matched(proposal, there)
    if proof is not None and proposal.feasible:
        proposal = replace(proposal, notes=(*proof.notes, *proposal.notes))
    names = {p.id: p.name for p in request.people}
    value = proposals.as_json(proposal, names, request.times)
    value["moved"] = [names[p] for p in proposals.moved(proposal, there)]
    if not args.accept:
        _print(session, proposal, value, request.times)
        return 0
    if not proposal.feasible:
        raise UserError(f"There is no proposal to save: {proposal.reason}")
    which = [n - 1 for n in args.group] if args.group else None
    if which is not None and (wrong := [n + 1 for n in which if n >= len(proposal.groups)]):
        raise UserError(
            f"There is no group {wrong[0]} in the proposal; it has {len(proposal.groups)}.",
            field="group",
        )
    calendar = schedule.table.calendar
    intent = partial(
        proposals.accept,
        proposal=proposal,
        times=request.times,
        which=which,
        first=a_day(session, args.first) or max(session.today, calendar.first),
        until=a_day(session, args.last) or calendar.last,
        interval=args.every,
    )
    return change(session, intent, proposal=value)


def _print(
    session: Session, proposal: Proposal, value: dict[str, Any], times: Sequence[Time]
) -> None:
    """Print the proposal, group by group."""
    if session.out.as_json:
        session.out.json(value)
        return
    out = session.out
    if not proposal.feasible:
        out.line(f"No proposal: {proposal.reason}")
        return
    out.line(f"seed {proposal.seed}: {proposal.attending} of {proposal.of} can come")
    for number, (group, shown) in enumerate(zip(proposal.groups, value["groups"], strict=True), 1):
        known = session.building.cwgs.get(group.cwg_id) if group.cwg_id is not None else None
        instead = f"  (instead of {known.called} as it is)" if known else ""
        room = f"  {shown['room']}" if shown["room"] else ""
        out.line(f"{number}. {shown['name']}  {times[group.time].label}{room}{instead}")
        out.line(
            f"   leader {shown['leader']}; "
            f"{', '.join(n for n in shown['members'] if n != shown['leader'])}"
        )
        for who in shown["cannot_come"]:
            out.line(f"   cannot come: {who['name']} ({who['why']})")
    for note in proposal.notes:
        out.line(note)
    if value["moved"]:
        out.line(f"{len(value['moved'])} would change groups: {', '.join(value['moved'])}")
    out.tell("This is a proposal; nothing is saved. Add --accept to save it as draft groups.")
