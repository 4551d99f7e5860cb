"""Importing a table, all of it or nothing. Every line that was not recognized is listed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from bltui import framework
from bltui.cli.session import Session
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change
from bltui.exchange import read_input, staff_list, tables

if TYPE_CHECKING:
    from bltui.exchange.tables import Problem


def read_file(name: str) -> tuple[bytes, str]:
    """Return the bytes of a file, or of standard input for "-", and what to call it in messages.

    Raises Unusable if it cannot be read.
    """
    if name != "-":
        return read_input.given_bytes(name), name
    if sys.stdin is None:
        raise tables.Unusable("Standard input is closed. Name a file to read.")
    return sys.stdin.buffer.read(read_input.LARGEST + 1), "standard input"


def tell_problems(session: Session, problems: Iterable[Problem]) -> None:
    """Print what could not be read, with the line numbers."""
    for problem in problems:
        session.out.tell(
            f"line {problem.line}: {problem.message}" if problem.line else problem.message
        )


def put_in(session: Session, plan_for: Callable[[Building], Any]) -> Any:
    """Make a plan on the newest building, carry out its change, and return the plan."""
    plans: list[Any] = []

    def intent(building: Building) -> Change:
        plans.append(plan_for(building))
        change: Change = plans[-1].change
        return change

    change, number = session.carry_out(intent)
    plan = plans[-1]
    if not session.out.as_json:
        tell_problems(session, plan.problems)
        session.say(change, number)
        session.out.line(f"{plan.added} added, {plan.changed} changed, {plan.unchanged} unchanged")
    return plan


def import_staff(session: Session, name: str) -> int:
    """Import a staff list into people."""
    table = tables.read_table(*read_file(name), staff_list.WANTED)
    staff = staff_list.read_staff(table, framework.load_role_words())
    plan = put_in(session, lambda building: staff_list.plan_staff(building, staff))
    if session.out.as_json:
        problems = [{"line": p.line, "message": p.message} for p in plan.problems]
        counts = {"added": plan.added, "changed": plan.changed, "unchanged": plan.unchanged}
        session.out.json({**counts, "problems": problems})
    return 0
