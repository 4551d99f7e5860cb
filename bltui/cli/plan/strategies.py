"""`bltui plan strategy`, `indicator`, `measure`: the strategies of a goal and their indicators."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from typing import Any

from bltui.cli import records, resolve
from bltui.cli.dates import school_day
from bltui.cli.errors import UsageError
from bltui.cli.parser import Subcommands
from bltui.cli.records import NONE
from bltui.cli.session import Session
from bltui.domain.model import editing, validation_messages
from bltui.domain.model.plan import Indicator, Reference, Strategy
from bltui.domain.plan import indicators
from bltui.domain.plan.strategies import read_reference

WHICH = "its number, or a part of its text"


def configure(verbs: Subcommands) -> None:
    """Declare the sub-commands."""
    _strategies(verbs)
    _indicators(verbs)


def _strategies(verbs: Subcommands) -> None:
    strategy = verbs.group(
        "strategy", help="manage classroom strategies, chosen from the literature"
    )
    add = strategy.add(
        "add",
        add_strategy,
        help="add a classroom strategy for a goal, with its literature",
        example='bltui plan strategy add "Close reading" --goal 1 --reference "Sample Author (2020), https://example.org"',
        changes=True,
    )
    records.add_list(strategy, Strategy, example="bltui plan strategy list")
    records.add_show(strategy, Strategy, which="STRATEGY", example="bltui plan strategy show 1")
    edit = strategy.add(
        "edit",
        edit_strategy,
        help="edit a strategy, or how far it is implemented",
        example="bltui plan strategy edit 1 --fidelity partial --cwg none --cwg 2",
        changes=True,
    )
    edit.add_argument("which", metavar="STRATEGY", help=WHICH)
    for parser in (add, edit):
        adding = parser is add
        records.declare(parser, Strategy, adding=adding, skip=("goal_id", "references"))
        parser.add_argument(
            "--goal", dest="goal_id", metavar="GOAL", required=adding, help=f"the goal: {WHICH}"
        )
        instead = "" if adding else f"; “{NONE}” removes those that are there"
        parser.add_argument(
            "--reference",
            dest="references",
            metavar="TEXT",
            action="append",
            help=f"literature; a web address in it is kept as a link; repeatable{instead}",
        )


def _indicators(verbs: Subcommands) -> None:
    indicator = verbs.group(
        "indicator", help="manage adult implementation and student performance indicators"
    )
    add = indicator.add(
        "add",
        add_indicator,
        help="add an indicator to a strategy, with its baseline and target",
        example='bltui plan indicator add "Fluent readers in grade 3" --strategy 1 --kind student --baseline 54@2026-09-15',
        changes=True,
    )
    records.add_list(indicator, Indicator, example="bltui plan indicator list")
    records.add_show(indicator, Indicator, which="INDICATOR", example="bltui plan indicator show 1")
    edit = indicator.add(
        "edit",
        edit_indicator,
        help="edit an indicator, or add its missing baseline",
        example='bltui plan indicator edit "Fluent readers" --baseline 54@2026-09-15',
        changes=True,
    )
    edit.add_argument("which", metavar="INDICATOR", help=WHICH)
    for parser in (add, edit):
        records.declare(parser, Indicator, adding=parser is add, skip=("strategy_id", *_WITH_DAY))
        parser.add_argument(
            "--strategy",
            dest="strategy_id",
            metavar="STRATEGY",
            required=parser is add,
            help=f"the strategy: {WHICH}",
        )
        parser.add_argument("--baseline", metavar="VALUE@DATE", help="the starting value")
        parser.add_argument(
            "--target", metavar="VALUE[@DATE]", help="the target value, and its due date"
        )
    measure = verbs.add(
        "measure",
        measure_indicator,
        help="plan a progress check of an indicator, or record its result",
        example='bltui plan measure "Fluent readers" 2027-01-15 --expected 60 --actual 62',
        changes=True,
    )
    measure.add_argument("indicator", metavar="INDICATOR", help=WHICH)
    measure.add_argument("date", metavar="DATE", help="the planned date of the check")
    measure.add_argument(
        "--expected", metavar="V", type=resolve.NUMBER, help="the value expected by then"
    )
    measure.add_argument(
        "--actual", metavar="V", type=resolve.NUMBER, help="the value that was measured"
    )
    measure.add_argument(
        "--on", metavar="DATE", help="when it was measured (default: the planned date)"
    )
    measure.add_argument("--note", metavar="TEXT", help="a note on the result")


#: Fields of an indicator that are typed with their day.
_WITH_DAY = ("baseline", "target")


def _strategy(session: Session, args: Namespace) -> dict[str, Any]:
    """Return the fields of a strategy that were given."""
    fields = records.given(session, args, Strategy, skip=("references",))
    if args.references:
        fields["references"] = tuple(_reference(text) for text in args.references if text != NONE)
    return fields


def _reference(text: str) -> Reference:
    if not text.strip():
        raise UsageError(
            validation_messages.blank("--reference", "Write author and year, or where it is found.")
        )
    return read_reference(text)


def add_strategy(session: Session, args: Namespace) -> int:
    """Add a strategy."""
    record = Strategy(**_strategy(session, args))
    return session.do(partial(editing.add, record=record, **records.scene(session, Strategy)))


def edit_strategy(session: Session, args: Namespace) -> int:
    """Change a strategy.

    References and groups are added to the existing ones, or replace them after "none".
    """
    fields, seen = _strategy(session, args), records.one(session, Strategy, args.which)
    for field, typed in (("references", args.references), ("cwg_ids", args.cwg_ids)):
        if typed and NONE not in typed:
            fields[field] = tuple(dict.fromkeys((*getattr(seen, field), *fields[field])))
    return records.change(session, seen, fields)


def _indicator(session: Session, args: Namespace) -> dict[str, Any]:
    """Return the fields of an indicator that were given."""
    fields = records.given(session, args, Indicator, skip=_WITH_DAY)
    if args.baseline is not None:
        fields["baseline"] = resolve.reading(session, args.baseline)
    if args.target is not None:
        target, by = resolve.value_at(session, args.target, "--target")
        fields |= {"target": target} | ({"target_on": by} if by is not None else {})
    return fields


def add_indicator(session: Session, args: Namespace) -> int:
    """Add an indicator."""
    record = Indicator(**_indicator(session, args))
    return session.do(partial(editing.add, record=record, **records.scene(session, Indicator)))


def edit_indicator(session: Session, args: Namespace) -> int:
    """Change an indicator."""
    fields = _indicator(session, args)
    return records.change(session, records.one(session, Indicator, args.which), fields)


def measure_indicator(session: Session, args: Namespace) -> int:
    """Plan a check, or record its result."""
    if args.expected is None and args.actual is None and args.note is None:
        raise UsageError("Give --expected V, --actual V, or both.")
    return session.do(
        partial(
            indicators.measure,
            indicator_id=records.one(session, Indicator, args.indicator).id,
            planned=school_day(session, args.date),
            today=session.today,
            expected=args.expected,
            actual=args.actual,
            actual_on=session.day(args.on),
            note=args.note,
        )
    )
