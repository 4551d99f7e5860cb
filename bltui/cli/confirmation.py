"""Confirmation before a large replacement: a question on a terminal, `--yes` in a script."""

from __future__ import annotations

import sys

from bltui.cli.errors import UsageError
from bltui.cli.parser import Parser
from bltui.cli.session import Session
from bltui.domain.model.errors import UserError


def asks(parser: Parser) -> None:
    """Declare --yes."""
    parser.add_argument("--yes", action="store_true", help="do not ask for confirmation")


def confirm(session: Session, question: str) -> None:
    """Return only if the person answers yes.

    Raises UserError if they answer no, and UsageError if there is no terminal to ask on.
    """
    if session.args.yes:
        return
    if sys.stdin is None or not sys.stdin.isatty() or not session.out.for_person:
        raise UsageError(f"{question} There is no terminal to confirm it. Give --yes.")
    session.out.tell(f"{question} [yes/no]")
    if sys.stdin.readline().strip().casefold() not in ("y", "yes"):
        raise UserError("Nothing was changed.")
