"""`bltui training`: BLT trainings, and the in-service days on which the team trains the entire staff [S1]."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from typing import Any

from bltui.cli.grammar import Parser, Verbs, words
from bltui.cli.plan import meant
from bltui.cli.school_dates import school_day
from bltui.cli.session import Session
from bltui.cli.training import views
from bltui.cli.usage import Usage
from bltui.domain.model.training import PHASES

WHICH = "trainings/N, inservices/N, or its date"


def configure(parser: Parser, command: str) -> None:
    """Declare the sub-commands."""
    verbs = parser.verbs()
    views.configure(verbs)
    add = verbs.add(
        "add",
        add_day,
        says="a BLT training; with --in-service an in-service day",
        example='bltui training add 2026-09-28 --presenters "Sample Person" --planning-minutes 60 --goal 1',
        changes=True,
    )
    add.add_argument("date", metavar="DATE")
    add.add_argument("--in-service", action="store_true", help="an in-service day, which the team leads for all staff")
    edit = verbs.add(
        "edit",
        edit_day,
        says="change one of them",
        example="bltui training edit 2026-09-28 --title Questions",
        changes=True,
    )
    edit.add_argument("day", metavar="ID", help=WHICH)
    edit.add_argument("--date", metavar="DATE", help="it is on another day")
    for one in (add, edit):
        _fields(one)
    _rest(verbs)


def _fields(parser: Parser) -> None:
    parser.add_argument("--title", metavar="TEXT")
    parser.add_argument("--presenters", metavar="P,..", type=words, help="people of the list")
    parser.add_argument("--guests", metavar="TEXT,..", type=words, help="presenters who are not on the list")
    parser.add_argument("--planning-minutes", metavar="N", type=int, help="planning time given during a BLT training")
    parser.add_argument(
        "--goal", metavar="G", action="append", help="the district goal that a BLT training is based on; repeatable"
    )
    parser.add_argument("--content", metavar="TEXT", help="what a BLT training is about")
    parser.add_argument(
        "--strategy", metavar="S", action="append", help="a strategy that an in-service introduces; repeatable"
    )
    parser.add_argument("--reached", metavar="N", type=int, help="how many of the staff an in-service reached")
    parser.add_argument("--note", metavar="TEXT", help="of an in-service")
    parser.add_argument("--standards", metavar="A,B", type=words, help="the standards that it serves")


def _rest(verbs: Verbs) -> None:
    plan = verbs.add(
        "plan",
        plan_rollout,
        says="how the team introduces a training to its own staff: the roll-out, specific to this building",
        example='bltui training plan trainings/1 --how "In three rooms, by grade" --leads "Sample Person"',
        changes=True,
    )
    plan.add_argument("day", metavar="ID", help="the BLT training: trainings/N, or its date")
    plan.add_argument("--how", metavar="TEXT", required=True)
    plan.add_argument("--audience", metavar="TEXT", default="")
    plan.add_argument("--leads", metavar="P,..", type=words, default=(), help="who leads it")
    plan.add_argument("--materials", metavar="TEXT", default="")
    segment = verbs.add(
        "segment",
        add_segment,
        says="a part of a BLT training: I do, We do or You do",
        example='bltui training segment trainings/1 "Asking why" --phase i_do --minutes 20',
        changes=True,
    )
    segment.add_argument("day", metavar="ID", help="the BLT training: trainings/N, or its date")
    segment.add_argument("topic", metavar="TEXT")
    segment.add_argument("--phase", choices=tuple(PHASES), required=True)
    segment.add_argument("--minutes", metavar="N", type=int)
    segment.add_argument("--strategy", metavar="S", help="the strategy that it models")
    came = verbs.add(
        "attendance",
        note_attendance,
        says="who came, by name; for an in-service how many of the staff",
        example='bltui training attendance 2026-09-28 --present "Sample Person"',
        changes=True,
    )
    came.add_argument("day", metavar="ID", help=WHICH)
    who = came.add_mutually_exclusive_group(required=True)
    who.add_argument("--present", metavar="P,..", type=words, help="who was there")
    who.add_argument("--team", action="store_true", help="everybody who was on the BLT that day")
    who.add_argument("--staff", action="store_true", help="everybody on the staff list")
    who.add_argument("--reached", metavar="N", type=int, help="so many of the staff; in-service days only")
    verbs.add(
        "take",
        take_days,
        says="enter the in-service days that the calendar has",
        example="bltui training take",
        changes=True,
    )
    remove = verbs.add(
        "remove", remove_day, says="take one off", example="bltui training remove trainings/1", changes=True
    )
    remove.add_argument("day", metavar="ID", help=WHICH)


def _given(session: Session, args: Namespace, table: str) -> dict[str, Any]:
    """The fields that were typed, for a training or an in-service. Raises Usage for what belongs to the other."""
    own: dict[str, Any] = {
        "title": args.title,
        "presenter_ids": meant.people(session, args.presenters) if args.presenters is not None else None,
        "guests": args.guests,
        "standards": args.standards,
    }
    trainings = {
        "planning_minutes": args.planning_minutes,
        "content": args.content,
        "district_goal_ids": args.goal and tuple(meant.district_goal(session, g).id for g in args.goal),
    }
    inservices = {
        "reached": args.reached,
        "note": args.note,
        "strategy_ids": args.strategy and tuple(meant.strategy(session, s).id for s in args.strategy),
    }
    mine, other = (trainings, inservices) if table == "trainings" else (inservices, trainings)
    if any(value is not None for value in other.values()):
        raise Usage(
            "--reached, --strategy and --note belong to an in-service day: give --in-service, or name one."
            if table == "trainings"
            else "--planning-minutes, --goal and --content belong to a BLT training, not to an in-service day."
        )
    return {field: value for field, value in (own | mine).items() if value is not None}


def add_day(session: Session, args: Namespace) -> int:
    """Add a training or an in-service day."""
    from bltui.domain.training import edits as convening

    on, framework = school_day(session, args.date), session.workspace.framework
    if args.in_service:
        return session.do(
            partial(convening.add_inservice, framework=framework, on=on, **_given(session, args, "inservices"))
        )
    return session.do(partial(convening.add_training, framework=framework, on=on, **_given(session, args, "trainings")))


def edit_day(session: Session, args: Namespace) -> int:
    """Change a training or an in-service day."""
    from bltui.domain.training import edits as convening

    table, seen = meant.training_day(session, args.day)
    fields = _given(session, args, table)
    if args.date:
        fields["on"] = school_day(session, args.date)
    if not fields:
        raise Usage("Nothing to change: give --title, --presenters, --date or another option.")
    framework = session.workspace.framework
    return session.do(partial(convening.edit_day, table=table, seen=seen, framework=framework, **fields))


def _training_id(session: Session, wanted: str) -> int:
    table, day = meant.training_day(session, wanted)
    if table != "trainings":
        raise Usage(f"{wanted} is an in-service day; roll-out and segments belong to the BLT training before it.")
    return day.id


def plan_rollout(session: Session, args: Namespace) -> int:
    """Write the roll-out plan."""
    from bltui.domain.model.training import Rollout
    from bltui.domain.training import edits as convening

    if not args.how.strip():
        raise Usage("--how is blank; say how the team introduces it to the staff.")
    rollout = Rollout(args.audience, args.how, meant.people(session, args.leads), args.materials)
    return session.do(partial(convening.set_rollout, training_id=_training_id(session, args.day), rollout=rollout))


def add_segment(session: Session, args: Namespace) -> int:
    """Add a segment."""
    from bltui.domain.training import edits as convening

    return session.do(
        partial(
            convening.add_segment,
            training_id=_training_id(session, args.day),
            topic=args.topic,
            phase=args.phase,
            minutes=args.minutes,
            strategy_id=meant.strategy(session, args.strategy).id if args.strategy else None,
        )
    )


def note_attendance(session: Session, args: Namespace) -> int:
    """Note who came."""
    from bltui.domain.team.membership import on_day
    from bltui.domain.training import edits as convening
    from bltui.domain.training.timeline import staff_on

    table, day = meant.training_day(session, args.day)
    attended: tuple[int, ...] | None = None
    if args.present is not None:
        attended = meant.people(session, args.present)
    elif args.team:
        attended = tuple(on_day(session.building, day.on).members)
    elif args.staff:
        attended = tuple(sorted(staff_on(session.building)))
    return session.do(
        partial(
            convening.attendance,
            table=table,
            number=day.id,
            today=session.today,
            attended=attended,
            reached=args.reached,
        )
    )


def take_days(session: Session, args: Namespace) -> int:
    """Enter the calendar's in-service days."""
    from bltui.domain.training import edits as convening

    return session.do(convening.take_inservices)


def remove_day(session: Session, args: Namespace) -> int:
    """Take a training or an in-service day off."""
    from bltui.domain.training import edits as convening

    table, day = meant.training_day(session, args.day)
    return session.do(partial(convening.remove_day, table=table, number=day.id))
