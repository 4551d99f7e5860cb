"""`bltui check`: run every rule on the whole building.

The exit status tells whether a finding is too severe.
"""

from __future__ import annotations

from argparse import Namespace

from bltui.cli import set_up_steps
from bltui.cli.errors import one_of
from bltui.cli.findings import full
from bltui.cli.parser import Parser, make_command, words
from bltui.cli.rules import rule_named
from bltui.cli.session import Session
from bltui.domain.checks import first_steps
from bltui.domain.model.formats import show_date
from bltui.domain.model.severity import FAIL_ON, WEIGHT, key_of, summary, tally


def configure(parser: Parser, command: str) -> None:
    """Declare the arguments."""
    make_command(parser, check, example="bltui check --area team --fail-on warn")
    parser.add_argument(
        "--area", metavar="AREA,..", type=words, default=(), help="only these areas, such as team"
    )
    parser.add_argument(
        "--rule",
        metavar="RULE",
        type=words,
        action="extend",
        default=[],
        help="only this rule, such as COM-13; repeatable",
    )
    parser.add_argument("--on", metavar="DATE", help="check as of this day (default: today)")
    parser.add_argument(
        "--fail-on",
        choices=FAIL_ON,
        default="required",
        metavar="SEVERITY",
        help="exit with status 1 if a finding is this severe or more: required (default), recommended, info, or "
        "never; error and warn are accepted too",
    )


def check(session: Session, args: Namespace) -> int:
    """Print the findings. Exit status 1 if one is at least as severe as `--fail-on`."""
    framework = session.workspace.framework
    areas = sorted({rule.area for rule in framework.rules.values()})
    for area in args.area:
        one_of(area, areas, "an area that can be checked")
    rules = [rule_named(rule, framework.rules) for rule in args.rule]
    on = session.day(args.on) or session.today
    findings = session.workspace.findings(on=on, areas=args.area, only=rules)
    counts = tally(f.severity for f in findings)
    # A building without a member is not an error. A command that names a rule wants its findings.
    new = first_steps.wanted(session.building) and not (args.area or rules)
    if session.out.as_json:
        session.out.json(
            {
                "building": session.building.profile.name,
                "on": on,
                "findings": findings,
                "counts": counts,
            }
        )
    elif new:
        set_up_steps.print_steps(session)
    else:
        full(session.out, findings)
        session.out.line(f"{show_date(on)}: {summary(counts) or 'nothing found.'}")
    bound = WEIGHT.get(key_of(args.fail_on))
    if new:
        return 0
    return int(bound is not None and any(WEIGHT[f.severity] >= bound for f in findings))
