"""`bltui team what-if`: try a change of the team and see what it would fix and what it would break.

Nothing is written.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bltui.cli.findings import brief
from bltui.cli.parser import Subcommands
from bltui.cli.session import Session
from bltui.cli.team import members
from bltui.domain.checks import rules
from bltui.domain.model.change import Intent
from bltui.domain.model.finding import Finding
from bltui.domain.model.formats import show_date
from bltui.domain.team import coverage
from bltui.domain.team.coverage_types import STATUSES

if TYPE_CHECKING:
    from bltui.domain.team.coverage_types import GroupCoverage


def configure(verbs: Subcommands) -> None:
    """Declare `team what-if add|end`."""
    tries = verbs.group(
        "what-if", help="preview adding or ending a member: what it fixes, what it breaks"
    )
    add = tries.add(
        "add",
        try_add,
        help="preview adding a person on a new seat",
        example='bltui team what-if add "Sample Person" --role "Union Rep."',
    )
    members.member(add)
    end = tries.add(
        "end",
        try_end,
        help="preview the end of a member's term",
        example='bltui team what-if end "Sample Person"',
    )
    end.add_argument("member", metavar="MEMBER", help=members.MEMBER)
    end.add_argument("date", nargs="?", metavar="DATE", help="the last day (default: today)")


def try_add(session: Session, args: Namespace) -> int:
    """Try `team add`, checked on the first day of the term."""
    intent, _ = members.adding(session, args)
    return _try(session, intent, max(session.day(args.start) or session.today, session.today))


def try_end(session: Session, args: Namespace) -> int:
    """Try `team end`, checked on the day after the last day of the term."""
    last = session.day(args.date) or session.today
    return _try(session, members.ending(session, args), max(last + timedelta(1), session.today))


def _without(findings: Sequence[Finding], others: Sequence[Finding]) -> list[Finding]:
    known = {(f.rule, f.subject, f.message) for f in others}
    return [f for f in findings if (f.rule, f.subject, f.message) not in known]


def _try(session: Session, intent: Intent, on: date) -> int:
    """Compare the findings and the coverage with and without the change, on the same day."""
    framework = session.workspace.framework
    before = session.building
    change, after = session.workspace.rehearse(intent)
    old, new = (rules.check(b, framework, on) for b in (before, after))
    gained, lost = _without(new, old), _without(old, new)
    was, will = coverage.coverage(before, framework, on), coverage.coverage(after, framework, on)
    if session.out.as_json:
        session.out.json(
            {
                "what": change.says,
                "on": on,
                "gained": gained,
                "lost": lost,
                "coverage": {"before": was, "after": will},
            }
        )
        return 0
    out = session.out
    out.line(f"if {change.says} (checked on {show_date(on)}; nothing was written)")
    out.line(f"would be fixed ({len(lost)})")
    brief(out, lost, "  ")
    out.line(f"would be new ({len(gained)})")
    brief(out, gained, "  ")
    out.line(f"people {was.people} -> {will.people}, size {was.size} -> {will.size}")
    for key, group in will.groups.items():
        if group.status != was.groups[key].status or group.missing != was.groups[key].missing:
            out.line(
                f"{coverage.label_of(framework, key)}: {_said(was.groups[key])} -> {_said(group)}"
            )
    return 0


def _said(group: GroupCoverage) -> str:
    return (
        f"{STATUSES[group.status]} ({', '.join(group.missing)})"
        if group.status == "missing"
        else STATUSES[group.status]
    )
