"""Importing a table, all of it or nothing. Every line that was not recognized is listed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from bltui import framework
from bltui.cli.errors import CommandError
from bltui.cli.session import Session
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change
from bltui.exchange import staff_list, tables

if TYPE_CHECKING:
    from bltui.exchange.tables import Problem


def read_file(name: str, most: int) -> bytes:
    """Return a file's bytes, at most one more than `most`.

    Raises CommandError if it cannot be read.
    """
    import errno
    import stat

    try:
        # Non-blocking, so that a pipe without a writer cannot hang the command.
        number = os.open(name, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(number, "rb") as file:
            if not stat.S_ISREG(os.fstat(number).st_mode):
                raise CommandError(f"{name}: not a regular file. Name the file to read.", 65)
            return file.read(most + 1)
    except OSError as error:
        # a socket, or a pipe without a reader
        why = "not a regular file" if error.errno == errno.ENXIO else error.strerror or error
        raise CommandError(f"{name}: {why}. Name a file that can be read.", 65) from None


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
    staff = staff_list.read_staff(
        tables.read_table(read_file(name, tables.LARGEST), name, staff_list.WANTED),
        framework.load_role_words(),
    )
    plan = put_in(session, lambda building: staff_list.plan_staff(building, staff))
    if session.out.as_json:
        problems = [{"line": p.line, "message": p.message} for p in plan.problems]
        counts = {"added": plan.added, "changed": plan.changed, "unchanged": plan.unchanged}
        session.out.json({**counts, "problems": problems})
    return 0
