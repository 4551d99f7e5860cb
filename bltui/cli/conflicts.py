"""Printing schedule conflicts: those a change caused and those that block publishing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bltui.cli.findings import severity_word
from bltui.cli.session import Session
from bltui.domain.checks.context import RuleContext
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, Intent
from bltui.domain.model.formats import show_dates
from bltui.domain.model.severity import WEIGHT, Severity
from bltui.domain.model.waivers import NEVER
from bltui.domain.schedule.conflict import ScheduleConflict, blocking, weight

#: What to do if there is nothing to show or check.
NO_GROUPS = "No groups yet. Run `bltui cwg add NAME --structure interest`, or `bltui cwg propose`."


def case_of(session: Session, building: Building | None = None) -> RuleContext:
    """Return the context that the rules need to check the building."""
    return RuleContext(building or session.building, session.workspace.framework, session.today)


def severity(session: Session, clash: ScheduleConflict) -> Severity:
    """Return the severity of a conflict in this building."""
    return weight(clash, session.workspace.framework.rules, session.building.profile.rules)


def held(
    session: Session, clashes: Iterable[ScheduleConflict], cwg_id: int | None = None
) -> list[ScheduleConflict]:
    """Return the conflicts whose rules are on, only those of one group if `cwg_id` is given."""
    return [
        c for c in clashes if severity(session, c) != "off" and (cwg_id is None or cwg_id in c.cwgs)
    ]


def errors(
    session: Session, case: RuleContext, cwg_id: int | None = None
) -> list[ScheduleConflict]:
    """Return the required conflicts without a waiver, which block publishing."""
    return blocking(
        case.clashes, session.workspace.framework.rules, session.building.profile.rules, cwg_id
    )


def row(session: Session, clash: ScheduleConflict) -> dict[str, Any]:
    """Return a conflict in the public JSON shape."""
    building = session.building
    rule = session.workspace.framework.rules.get(clash.rule)
    people = [building.people[p].name for p in clash.people if p in building.people]
    return {
        "rule": clash.rule,
        "severity": severity(session, clash),
        "message": clash.message,
        "key": clash.key,
        "cwgs": [building.cwgs[c].number for c in clash.cwgs if c in building.cwgs],
        "people": people,
        "dates": clash.dates,
        "fix": clash.fix or (rule.fix if rule else ""),
        "waivable": clash.rule not in NEVER,
        "waived": clash.waived or None,
    }


def print_conflicts(
    session: Session, clashes: Sequence[ScheduleConflict], *, keys: bool = False
) -> None:
    """Print a line per conflict, most severe first.

    With `keys`, also print each conflict's key and all of its dates.
    """
    for clash in sorted(
        clashes, key=lambda c: (bool(c.waived), -WEIGHT[severity(session, c)], c.rule)
    ):
        told = f"  (waived: {clash.waived})" if clash.waived else ""
        lead = f"{severity_word(session.out, severity(session, clash))} "
        session.out.line(f"{clash.rule}  {clash.message}{told}", lead=lead)
        if keys and len(clash.dates) > 1:
            session.out.line(f"      on:  {show_dates(clash.dates)}")
        if keys and clash.rule not in NEVER:
            session.out.line(f"      key: {clash.key}")


def carried_out(
    session: Session, intent: Intent
) -> tuple[Change, str | None, list[ScheduleConflict]]:
    """Carry out an intent that may cause conflicts.

    The change is saved even if it causes conflicts. Returns the change, its number, and the new
    conflicts.
    """
    before = {(c.rule, c.key): frozenset(c.dates) for c in case_of(session).clashes if not c.waived}
    done, number = session.carry_out(intent)
    after = held(session, case_of(session).clashes)
    new = [
        c
        for c in after
        if not c.waived
        and severity(session, c) != "info"
        and ((c.rule, c.key) not in before or not before[c.rule, c.key].issuperset(c.dates))
    ]
    return done, number, new


def change(session: Session, intent: Intent, **more: Any) -> int:
    """Carry out an intent that may cause conflicts, and print the new ones."""
    done, number, new = carried_out(session, intent)
    extra = {name: value() if callable(value) else value for name, value in more.items()}
    session.say(done, number, conflicts=[row(session, c) for c in new], **extra)
    say_new(session, new)
    return 0


def say_new(session: Session, new: Sequence[ScheduleConflict]) -> None:
    """Print the conflicts that a change caused. With --json the result already holds them."""
    if new and not session.out.as_json:
        print_conflicts(session, new)
        count = "1 conflict is new" if len(new) == 1 else f"{len(new)} conflicts are new"
        state = "" if session.dry_run else "; the change is saved all the same"
        session.out.tell(f"{count}{state}. `bltui cwg check` lists all of them with their keys.")
