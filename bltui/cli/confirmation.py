"""Asking before something that replaces much: on a terminal a question, in a script the word --yes."""

from __future__ import annotations

import sys

from bltui.cli.errors import UsageError
from bltui.cli.parser import Parser
from bltui.cli.session import Session
from bltui.domain.model.errors import UserError


def asks(parser: Parser) -> None:
    """Declare --yes."""
    parser.add_argument("--yes", action="store_true", help="do not ask")


def confirm(session: Session, question: str) -> None:
    """Go on only if the person says yes.

    Raises UserError where they do not, and Usage where nobody can be asked.
    """
    if session.args.yes:
        return
    if sys.stdin is None or not sys.stdin.isatty() or not session.out.for_person:
        raise UsageError(f"{question} Nobody can be asked here: give --yes.")
    session.out.tell(f"{question} [yes/no]")
    if sys.stdin.readline().strip().casefold() not in ("y", "yes"):
        raise UserError("Nothing was changed.")
