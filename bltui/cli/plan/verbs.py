"""`bltui plan`: the School Improvement Plan: district goals, goals, evaluation, spending."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from typing import get_args

from bltui.cli import records, resolve
from bltui.cli.errors import UsageError
from bltui.cli.parser import Parser, Subcommands
from bltui.cli.plan import strategies, views
from bltui.cli.session import Session
from bltui.domain.model import editing
from bltui.domain.model.errors import UserError
from bltui.domain.model.plan import DistrictGoal, Finance, Goal, Measure, PlanStatus
from bltui.domain.plan import edits
from bltui.domain.steps.current_state import plan_of

STATUSES = get_args(PlanStatus)
#: What can be removed, as "table/N".
REMOVABLE = ("district_goals", "goals", "strategies", "indicators", "finances")


def configure(parser: Parser, command: str) -> None:
    """Declare the sub-commands."""
    verbs = parser.verbs()
    views.configure(verbs)
    _district(verbs)
    _goals(verbs)
    strategies.configure(verbs)
    _evaluation(verbs)
    _finances(verbs)
    remove = verbs.add(
        "remove",
        remove_part,
        help="remove a part of the plan; what was linked to it stays, but not aligned",
        example="bltui plan remove goals/2",
        changes=True,
    )
    remove.add_argument(
        "record", metavar="TABLE/N", help=", ".join(f"{table}/N" for table in REMOVABLE)
    )


def _district(verbs: Subcommands) -> None:
    district = verbs.group(
        "district",
        help="manage the district's aim, goals, and measures: the shaft of the Big Arrow",
    )
    add = district.add(
        "add",
        add_district_goal,
        help="add a district goal",
        example='bltui plan district add "All students read by grade 3" --aim "Every student succeeds"',
        changes=True,
    )
    records.declare(add, DistrictGoal, adding=True)
    records.add_list(district, DistrictGoal, example="bltui plan district list")
    records.add_show(
        district, DistrictGoal, which="DISTRICT-GOAL", example="bltui plan district show 1"
    )
    records.add_edit(
        district,
        DistrictGoal,
        which="DISTRICT-GOAL",
        example='bltui plan district edit 1 --aim "Every student succeeds"',
    )
    measure = district.add(
        "measure",
        add_measure,
        help="add a measure to a district goal",
        example='bltui plan district measure 1 "State reading test" --baseline 61 --target 70 --unit points --by 2027-05-31',
        changes=True,
    )
    measure.add_argument(
        "goal",
        metavar="DISTRICT-GOAL",
        help="the district goal: its number, or a part of its words",
    )
    measure.add_argument("text", metavar="TEXT", help="what is measured")
    measure.add_argument("--baseline", metavar="V", type=resolve.NUMBER, help="the starting value")
    measure.add_argument("--target", metavar="V", type=resolve.NUMBER, help="the target value")
    measure.add_argument(
        "--unit", metavar="TEXT", default="", help="the unit, such as %% or points"
    )
    measure.add_argument("--by", metavar="DATE", help="the due date of the target")


def _goals(verbs: Subcommands) -> None:
    goal = verbs.group("goal", help="manage the building's goals")
    add = goal.add(
        "add",
        add_goal,
        help="add a goal to the year's plan",
        example='bltui plan goal add "Grade 3 reads 10 points better by May" --district "All students read"',
        changes=True,
    )
    records.declare(add, Goal, adding=True)
    records.add_list(goal, Goal, example="bltui plan goal list")
    records.add_show(goal, Goal, which="GOAL", example="bltui plan goal show 1")
    records.add_edit(goal, Goal, which="GOAL", example="bltui plan goal edit 1 --status reached")


def _evaluation(verbs: Subcommands) -> None:
    evaluate = verbs.add(
        "evaluate",
        evaluate_plan,
        help="evaluate the plan's impact or process",
        example='bltui plan evaluate impact "Fluency rose by 12 points"',
        changes=True,
    )
    evaluate.add_argument(
        "part", choices=("impact", "process"), metavar="impact|process", help="the part to evaluate"
    )
    evaluate.add_argument("text", metavar="TEXT", help="the evaluation")
    evaluate.add_argument("--on", metavar="DATE", help="the date (default: today)")
    status = verbs.add(
        "status",
        set_status,
        help="set the plan's status; a year has one active plan",
        example="bltui plan status closed",
        changes=True,
    )
    status.add_argument(
        "status", choices=STATUSES, metavar="|".join(STATUSES), help="the new status"
    )


def _finances(verbs: Subcommands) -> None:
    # `plan finance TEXT` is the older way to write `plan finance add TEXT`.
    finance = verbs.group("finance", help="manage decisions on money and capital", otherwise="add")
    add = finance.add(
        "add",
        add_finance,
        help="record a decision on money or capital, and the goal it supports",
        example='bltui plan finance add "Decodable readers for grade 1" --amount 1200 --goal 1',
        changes=True,
    )
    add.add_argument("text", metavar="TEXT", nargs="?", help="what the money is for")
    add.add_argument(
        "--edit", metavar="FINANCE", help="edit this one instead: its number, or a part of its text"
    )
    records.declare(add, Finance, adding=False, skip=("text",))
    records.add_list(finance, Finance, example="bltui plan finance list")
    records.add_show(finance, Finance, which="FINANCE", example="bltui plan finance show 1")
    records.add_edit(
        finance, Finance, which="FINANCE", example="bltui plan finance edit 1 --amount 1250"
    )


def add_district_goal(session: Session, args: Namespace) -> int:
    """Add a district goal."""
    return session.do(
        partial(edits.add_district_goal, **records.given(session, args, DistrictGoal))
    )


def add_measure(session: Session, args: Namespace) -> int:
    """Add a measure."""
    measure = Measure(args.text, args.baseline, args.target, args.unit, session.day(args.by))
    chosen = records.one(session, DistrictGoal, args.goal)
    return session.do(partial(edits.add_measure, district_goal_id=chosen.id, measure=measure))


def add_goal(session: Session, args: Namespace) -> int:
    """Add a goal."""
    fields, year = records.given(session, args, Goal), resolve.year_of(session)
    return session.do(partial(edits.add_goal, framework=session.framework, year=year, **fields))


def evaluate_plan(session: Session, args: Namespace) -> int:
    """Record one part of the evaluation."""
    on, year = session.day(args.on) or session.today, resolve.year_of(session)
    return session.do(
        partial(
            edits.evaluate, year=year, part=args.part, text=args.text, on=on, today=session.today
        )
    )


def set_status(session: Session, args: Namespace) -> int:
    """Set the plan's status."""
    year = resolve.year_of(session)
    plan = plan_of(session.building, year)
    if plan is None:
        raise UserError(
            f"{year} has no plan yet. Add a goal first: `bltui plan goal add TEXT`.",
            field="plan",
        )
    return records.change(session, plan, {"status": args.status})


def add_finance(session: Session, args: Namespace) -> int:
    """Add a financial decision, or change one."""
    fields = records.given(session, args, Finance)
    if args.edit is not None:
        return records.change(session, records.one(session, Finance, args.edit), fields)
    if args.text is None:
        raise UsageError("The decision has no text. Write `bltui plan finance add TEXT`.")
    record = Finance(**{"on": session.today, **fields})
    return session.do(partial(editing.add, record=record, **records.scene(session, Finance)))


def remove_part(session: Session, args: Namespace) -> int:
    """Remove a part."""
    table, _, number = args.record.partition("/")
    if table not in REMOVABLE or not number.isdecimal():
        raise UsageError(
            f"“{args.record}” is not a part of the plan. Write it as goals/2; `bltui "
            "plan show --json` lists the IDs."
        )
    if session.building.get(table, int(number)) is None:
        raise UserError(
            f"There is no {args.record}. `bltui plan show --json` lists the IDs.", field="record"
        )
    return session.do(partial(editing.remove, table=table, number=int(number)))
