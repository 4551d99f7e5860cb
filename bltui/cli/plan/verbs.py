"""`bltui plan`: the School Improvement Plan behind the steps: district goals, goals, evaluation, spending [S1] [S2]."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from typing import Any, get_args

from bltui.cli.grammar import Parser, Verbs, words
from bltui.cli.plan import meant, strategies, views
from bltui.cli.session import Session
from bltui.cli.usage import Usage
from bltui.domain.model.plan import GoalStatus, PlanStatus

STATUSES = get_args(PlanStatus)
#: What can be taken off, as "table/N".
REMOVABLE = ("district_goals", "goals", "strategies", "indicators", "finances")


def configure(parser: Parser, command: str) -> None:
    """Declare the sub-commands."""
    verbs = parser.verbs()
    views.configure(verbs)
    _district(verbs)
    _goals(verbs)
    strategies.configure(verbs)
    _evaluation(verbs)
    remove = verbs.add(
        "remove",
        remove_part,
        says="take a part of the plan off; what hung on it stays, and hangs in the air",
        example="bltui plan remove goals/2",
        changes=True,
    )
    remove.add_argument("record", metavar="TABLE/N", help=", ".join(f"{table}/N" for table in REMOVABLE))


def _district(verbs: Verbs) -> None:
    district = verbs.group("district", says="the district's aim, goals and measures: the shaft of the Big Arrow")
    add = district.add(
        "add",
        add_district_goal,
        says="a goal of the district",
        example='bltui plan district add "All students read by grade 3" --aim "Every student succeeds"',
        changes=True,
    )
    add.add_argument("text", metavar="TEXT")
    add.add_argument("--aim", metavar="TEXT", default="", help="the aim that it serves (default: that of the others)")
    edit = district.add(
        "edit",
        edit_district_goal,
        says="change a goal of the district, or its aim",
        example='bltui plan district edit 1 --aim "Every student succeeds"',
        changes=True,
    )
    edit.add_argument("goal", metavar="G", help="the district goal: its number, or a part of its words")
    edit.add_argument("--text", metavar="TEXT")
    edit.add_argument("--aim", metavar="TEXT", help="the aim that it serves")
    measure = district.add(
        "measure",
        add_measure,
        says="by what a district goal is measured",
        example='bltui plan district measure 1 "State reading test" --baseline 61 --target 70 --unit points --by 2027-05-31',
        changes=True,
    )
    measure.add_argument("goal", metavar="G", help="the district goal: its number, or a part of its words")
    measure.add_argument("text", metavar="TEXT")
    measure.add_argument("--baseline", metavar="V", type=meant.number)
    measure.add_argument("--target", metavar="V", type=meant.number)
    measure.add_argument("--unit", metavar="TEXT", default="")
    measure.add_argument("--by", metavar="DATE", help="when the target is to be reached")


def _goals(verbs: Verbs) -> None:
    goal = verbs.group("goal", says="the building's goals, a few")
    add = goal.add(
        "add",
        add_goal,
        says="a goal of the year's plan; the plan is begun where there is none",
        example='bltui plan goal add "Grade 3 reads 10 points better by May" --district "All students read"',
        changes=True,
    )
    add.add_argument("text", metavar="TEXT", help="a SMART goal")
    edit = goal.add(
        "edit", edit_goal, says="change a goal", example="bltui plan goal edit 1 --status reached", changes=True
    )
    edit.add_argument("goal", metavar="G", help="its number, or a part of its words")
    edit.add_argument("--text", metavar="TEXT")
    edit.add_argument("--status", choices=get_args(GoalStatus))
    for parser in (add, edit):
        parser.add_argument("--district", metavar="TEXT", help="the district goal that it leads to")
        parser.add_argument("--adults", metavar="TEXT", help="the adult learning priority")
        parser.add_argument("--subgroup", metavar="TEXT", help="the student group that it is about")
        parser.add_argument("--standards", metavar="A,B", type=words, help="the standards that it serves")
        parser.add_argument("--due", metavar="DATE")


def _evaluation(verbs: Verbs) -> None:
    evaluate = verbs.add(
        "evaluate",
        evaluate_plan,
        says="evaluate the plan, in its two parts: impact and process",
        example='bltui plan evaluate impact "Fluency rose by 12 points"',
        changes=True,
    )
    evaluate.add_argument("part", choices=("impact", "process"), metavar="impact|process")
    evaluate.add_argument("text", metavar="TEXT")
    evaluate.add_argument("--on", metavar="DATE", help="when (default: today)")
    status = verbs.add(
        "status",
        set_status,
        says="draft, active or closed; one active plan a year",
        example="bltui plan status closed",
        changes=True,
    )
    status.add_argument("status", choices=STATUSES, metavar="|".join(STATUSES))
    finance = verbs.add(
        "finance",
        add_finance,
        says="a decision on money or capital, and the goal that it serves",
        example='bltui plan finance "Decodable readers for grade 1" --amount 1200 --goal 1',
        changes=True,
    )
    finance.add_argument("text", metavar="TEXT", nargs="?")
    finance.add_argument("--edit", metavar="F", help="change this one instead: its number, or a part of its words")
    finance.add_argument("--amount", metavar="N", type=meant.number)
    finance.add_argument("--goal", metavar="G", help="the building goal that it serves")
    finance.add_argument("--strategy", metavar="S", help="the strategy that it serves")
    finance.add_argument("--district", metavar="G", help="the district goal that it serves")
    finance.add_argument("--reason", metavar="TEXT")
    finance.add_argument("--on", metavar="DATE", help="when it was decided (default: today)")


def add_district_goal(session: Session, args: Namespace) -> int:
    """Add a district goal."""
    from bltui.domain.plan import edits as planning

    return session.do(partial(planning.add_district_goal, text=args.text, aim=args.aim))


def edit_district_goal(session: Session, args: Namespace) -> int:
    """Change a district goal."""
    from bltui.domain.plan import edits as planning

    fields = {field: value for field, value in (("text", args.text), ("aim", args.aim)) if value is not None}
    if not fields:
        raise Usage("Nothing to change: give --text or --aim.")
    seen, framework = meant.district_goal(session, args.goal), session.workspace.framework
    return session.do(partial(planning.revise, table="district_goals", seen=seen, framework=framework, **fields))


def add_measure(session: Session, args: Namespace) -> int:
    """Add a measure."""
    from bltui.domain.model.plan import Measure
    from bltui.domain.plan import edits as planning

    measure = Measure(args.text, args.baseline, args.target, args.unit, session.day(args.by))
    chosen = meant.district_goal(session, args.goal)
    return session.do(partial(planning.add_measure, district_goal_id=chosen.id, measure=measure))


def _given(session: Session, args: Namespace) -> dict[str, Any]:
    """The fields of a goal that were typed."""
    fields = {
        "district_goal_id": meant.district_goal(session, args.district).id if args.district else None,
        "adult_learning_priority": args.adults,
        "subgroup": args.subgroup,
        "standards": args.standards,
        "due": session.day(args.due),
    }
    return {field: value for field, value in fields.items() if value is not None}


def add_goal(session: Session, args: Namespace) -> int:
    """Add a goal."""
    from bltui.domain.plan import edits as planning

    framework, year = session.workspace.framework, meant.year_of(session)
    given = _given(session, args)
    return session.do(partial(planning.add_goal, framework=framework, title=args.text, year=year, **given))


def edit_goal(session: Session, args: Namespace) -> int:
    """Change a goal."""
    from bltui.domain.plan import edits as planning

    fields = _given(session, args) | {f: v for f, v in (("title", args.text), ("status", args.status)) if v}
    if not fields:
        raise Usage("Nothing to change: give --text, --status, --district, --adults, --subgroup, --standards or --due.")
    seen = meant.goal(session, args.goal)
    framework = session.workspace.framework
    return session.do(partial(planning.revise, table="goals", seen=seen, framework=framework, **fields))


def evaluate_plan(session: Session, args: Namespace) -> int:
    """Write one part of the evaluation."""
    from bltui.domain.plan import edits as planning

    on, year = session.day(args.on) or session.today, meant.year_of(session)
    return session.do(partial(planning.evaluate, year=year, part=args.part, text=args.text, on=on, today=session.today))


def set_status(session: Session, args: Namespace) -> int:
    """Set the plan's status."""
    from bltui.domain.model.errors import Refused
    from bltui.domain.plan import edits as planning
    from bltui.domain.steps.current_state import plan_of

    year = meant.year_of(session)
    plan = plan_of(session.building, year)
    if plan is None:
        raise Refused(f"There is no plan of {year} yet. Add a goal first: `bltui plan goal add TEXT`.", field="plan")
    return session.do(partial(planning.set_plan_status, plan_id=plan.id, status=args.status))


def add_finance(session: Session, args: Namespace) -> int:
    """Note a financial decision, or change one."""
    from bltui.domain.plan import edits as planning

    fields = {
        "text": args.text,
        "on": session.day(args.on),
        "amount": args.amount,
        "goal_id": meant.goal(session, args.goal).id if args.goal else None,
        "strategy_id": meant.strategy(session, args.strategy).id if args.strategy else None,
        "district_goal_id": meant.district_goal(session, args.district).id if args.district else None,
        "reason": args.reason,
    }
    given: dict[str, Any] = {field: value for field, value in fields.items() if value is not None}
    if args.edit is not None:
        if not given:
            raise Usage("Nothing to change: give a text, --amount, --goal, --strategy, --district, --reason or --on.")
        seen, framework = meant.finance(session, args.edit), session.workspace.framework
        return session.do(partial(planning.revise, table="finances", seen=seen, framework=framework, **given))
    if args.text is None:
        raise Usage("Say what was decided: `bltui plan finance TEXT`.")
    return session.do(partial(planning.add_finance, **{"on": session.today, **given}))


def remove_part(session: Session, args: Namespace) -> int:
    """Take a part off."""
    from bltui.domain.model.errors import Refused
    from bltui.domain.plan import edits as planning

    table, _, number = args.record.partition("/")
    if table not in REMOVABLE or not number.isdecimal():
        raise Usage(
            f"“{args.record}” is no part of the plan. Write it as goals/2; `bltui plan show --json` has the ids."
        )
    if session.building.get(table, int(number)) is None:
        raise Refused(f"There is no {args.record}. `bltui plan show --json` has the ids.", field="record")
    return session.do(partial(planning.remove, table=table, number=int(number)))
