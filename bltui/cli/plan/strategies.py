"""`bltui plan strategy`, `indicator`, `measure`: what is done for a goal, and what it is watched by [S1] [S2]."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from typing import Any, get_args

from bltui.cli.grammar import Verbs, words
from bltui.cli.plan import meant
from bltui.cli.school_dates import school_day
from bltui.cli.session import Session
from bltui.cli.usage import Usage
from bltui.domain.model.plan import Fidelity, IndicatorKind

WHICH = "its number, or a part of its words"
#: Typed instead of a group or literature: those that are there go.
NONE = "none"


def configure(verbs: Verbs) -> None:
    """Declare the sub-commands."""
    strategy = verbs.group("strategy", says="the classroom strategies: chosen from the literature, taken up by groups")
    add = strategy.add(
        "add",
        add_strategy,
        says="a classroom strategy for a goal, with its literature",
        example='bltui plan strategy add "Close reading" --goal 1 --reference "Sample Author (2020), https://example.org"',
        changes=True,
    )
    add.add_argument("text", metavar="TEXT")
    edit = strategy.add(
        "edit",
        edit_strategy,
        says="change a strategy, or how far it is put into practice",
        example="bltui plan strategy edit 1 --fidelity partial --cwg none --cwg 2",
        changes=True,
    )
    edit.add_argument("strategy", metavar="S", help=WHICH)
    edit.add_argument("--text", metavar="TEXT")
    edit.add_argument("--fidelity", choices=get_args(Fidelity), help="how far it is put into practice")
    for parser in (add, edit):
        parser.add_argument("--goal", metavar="G", required=parser is add, help=f"the goal: {WHICH}")
        instead = "" if parser is add else "; “none” takes off those that are there"
        parser.add_argument(
            "--reference",
            metavar="TEXT",
            action="append",
            default=[],
            help=f"literature; an address in it is kept as such; repeatable{instead}",
        )
        parser.add_argument("--why", metavar="TEXT", help="why it was chosen")
        parser.add_argument("--where", metavar="TEXT", help="who implements it, and where")
        parser.add_argument(
            "--cwg", metavar="N", action="append", default=[], help=f"a group that works on it; repeatable{instead}"
        )
        parser.add_argument("--start", metavar="DATE")
        parser.add_argument("--introduced", metavar="DATE", help="when the staff first heard of it")
        parser.add_argument("--standards", metavar="A,B", type=words, help="the standards that it serves")
    _indicators(verbs)


def _indicators(verbs: Verbs) -> None:
    indicator = verbs.group("indicator", says="adult implementation and student performance indicators")
    add = indicator.add(
        "add",
        add_indicator,
        says="an indicator of a strategy, with its baseline and target",
        example='bltui plan indicator add "Fluent readers in grade 3" --strategy 1 --kind student --baseline 54@2026-09-15',
        changes=True,
    )
    add.add_argument("text", metavar="TEXT")
    edit = indicator.add(
        "edit",
        edit_indicator,
        says="change an indicator, or give it the baseline that it lacks",
        example='bltui plan indicator edit "Fluent readers" --baseline 54@2026-09-15',
        changes=True,
    )
    edit.add_argument("indicator", metavar="INDICATOR", help=WHICH)
    edit.add_argument("--text", metavar="TEXT")
    for parser in (add, edit):
        parser.add_argument("--strategy", metavar="S", required=parser is add, help=f"the strategy: {WHICH}")
        parser.add_argument("--kind", choices=get_args(IndicatorKind), required=parser is add)
        parser.add_argument("--baseline", metavar="VALUE@DATE", help="the value from which it starts")
        parser.add_argument("--target", metavar="VALUE[@DATE]", help="the value that is wanted, and by when")
        parser.add_argument("--unit", metavar="TEXT")
        parser.add_argument("--subgroup", metavar="TEXT", help="the student group that it is about")
    measure = verbs.add(
        "measure",
        measure_indicator,
        says="plan a progress check of an indicator, or note what it showed",
        example='bltui plan measure "Fluent readers" 2027-01-15 --expected 60 --actual 62',
        changes=True,
    )
    measure.add_argument("indicator", metavar="INDICATOR", help=WHICH)
    measure.add_argument("date", metavar="DATE", help="the day that the check is planned for")
    measure.add_argument("--expected", metavar="V", type=meant.number)
    measure.add_argument("--actual", metavar="V", type=meant.number)
    measure.add_argument("--on", metavar="DATE", help="when it was measured (default: that day)")
    measure.add_argument("--note", metavar="TEXT")


def _references(texts: list[str]) -> tuple[Any, ...]:
    """The references as typed: what is an address is kept apart from the citation."""
    from bltui.domain.model.plan import Reference
    from bltui.domain.steps.evidence import read_evidence

    def one(text: str) -> Reference:
        # Prefixed, so that a citation that begins with "Data: …" is not taken for a kind of evidence.
        _, citation, url = read_evidence(f"literature: {text}")
        return Reference(citation, url)

    if any(not text.strip() for text in texts):
        raise Usage("--reference is blank; write author and year, or where it is found.")
    return tuple(one(text) for text in texts)


def _given(session: Session, args: Namespace) -> dict[str, Any]:
    """The fields of a strategy that were typed."""
    fields: dict[str, Any] = {
        "goal_id": meant.goal(session, args.goal).id if args.goal else None,
        "why": args.why,
        "where": args.where,
        "start": session.day(args.start),
        "introduced": session.day(args.introduced),
        "standards": args.standards,
    }
    if args.reference:
        fields["references"] = _references([text for text in args.reference if text != NONE])
    if args.cwg:
        fields["cwg_ids"] = tuple(meant.cwg(session, name).id for name in args.cwg if name != NONE)
    return {field: value for field, value in fields.items() if value is not None}


def add_strategy(session: Session, args: Namespace) -> int:
    """Add a strategy."""
    from bltui.domain.plan import strategies

    framework, given = session.workspace.framework, _given(session, args)
    return session.do(partial(strategies.add_strategy, framework=framework, text=args.text, **given))


def edit_strategy(session: Session, args: Namespace) -> int:
    """Change a strategy; references and groups are added to those that are there, or stand in their place behind "none"."""
    from bltui.domain.plan import edits as planning

    seen = meant.strategy(session, args.strategy)
    fields = _given(session, args) | {
        f: v for f, v in (("text", args.text), ("fidelity", args.fidelity)) if v is not None
    }
    if not fields:
        raise Usage("Nothing to change: give --fidelity, --cwg, --reference or another option.")
    for field, typed in (("references", args.reference), ("cwg_ids", args.cwg)):
        if typed and NONE not in typed:
            fields[field] = tuple(dict.fromkeys((*getattr(seen, field), *fields[field])))
    framework = session.workspace.framework
    return session.do(partial(planning.revise, table="strategies", seen=seen, framework=framework, **fields))


def _of_indicator(session: Session, args: Namespace) -> dict[str, Any]:
    """The fields of an indicator that were typed."""
    target, by = meant.value_at(session, args.target, "--target") if args.target else (None, None)
    fields: dict[str, Any] = {
        "statement": args.text,
        "kind": args.kind,
        "strategy_id": meant.strategy(session, args.strategy).id if args.strategy else None,
        "baseline": meant.reading(session, args.baseline),
        "target": target,
        "target_on": by,
        "unit": args.unit,
        "subgroup": args.subgroup,
    }
    return {field: value for field, value in fields.items() if value is not None}


def add_indicator(session: Session, args: Namespace) -> int:
    """Add an indicator."""
    from bltui.domain.plan import indicators

    return session.do(partial(indicators.add_indicator, **_of_indicator(session, args)))


def edit_indicator(session: Session, args: Namespace) -> int:
    """Change an indicator."""
    from bltui.domain.plan import edits as planning

    fields = _of_indicator(session, args)
    if not fields:
        raise Usage("Nothing to change: give --baseline, --target, --text or another option.")
    seen, framework = meant.indicator(session, args.indicator), session.workspace.framework
    return session.do(partial(planning.revise, table="indicators", seen=seen, framework=framework, **fields))


def measure_indicator(session: Session, args: Namespace) -> int:
    """Plan a check, or note its result."""
    from bltui.domain.plan import indicators

    if args.expected is None and args.actual is None and args.note is None:
        raise Usage("Give --expected V, --actual V, or both.")
    return session.do(
        partial(
            indicators.measure,
            indicator_id=meant.indicator(session, args.indicator).id,
            planned=school_day(session, args.date),
            today=session.today,
            expected=args.expected,
            actual=args.actual,
            actual_on=session.day(args.on),
            note=args.note,
        )
    )
