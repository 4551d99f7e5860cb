"""`bltui open` and `bltui demo`: the terminal UI, on the building or on a copy of the sample."""

from __future__ import annotations

import os
import sys
from datetime import date
from typing import TYPE_CHECKING

from bltui import clock, sample, ui
from bltui import workspace as bltui_workspace
from bltui.cli import find_file
from bltui.cli import parser as cli_parser
from bltui.cli.errors import CommandError, UsageError
from bltui.cli.session import Session
from bltui.store import building_file
from bltui.store import errors as store_errors

if TYPE_CHECKING:
    from argparse import Namespace

    from bltui.cli.parser import Parser
    from bltui.domain.model.building import Documents


#: What the set-up form says at its top if no building was named.
_WELCOME = "A building is a school with its leadership team. Everything here can be changed later."

#: Values of $TERM for terminals that only print lines, such as a shell inside an editor.
_NO_SCREEN = ("dumb", "unknown")


def configure(parser: Parser, command: str) -> None:
    """Declare the arguments of both commands."""
    if command == "open":
        cli_parser.make_command(parser, open_building, example="bltui open --file lincoln.json")
        return
    cli_parser.make_command(parser, demo, example="bltui demo --write sample.json")
    parser.add_argument(
        "--write", metavar="FILE", help="write the sample building to a new file and exit"
    )


def needs_terminal() -> None:
    """Raise UsageError if the terminal UI cannot be shown."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "The terminal UI needs a terminal. In a script use `bltui status`, `bltui check`, or another "
            "command."
        )
    if (kind := os.environ.get("TERM", "")) in _NO_SCREEN:
        raise UsageError(
            f"This terminal cannot show screens (TERM={kind}). Use commands, such as `bltui status` or `bltui check`, "
            "or another terminal."
        )


def open_building(session: Session, args: Namespace) -> int:
    """Open the building, or set one up. Other problems are printed before the screen changes."""
    try:
        workspace = session.workspace
    except find_file.NoBuilding:
        if not _on_terminal():
            raise
        return set_up(session)
    except store_errors.Missing as missing:
        if not _on_terminal():
            raise
        near = f" Did you mean {missing.like}?" if missing.like else ""
        reason = f"{missing.path} does not exist.{near} Fill in this form to create it."
        return set_up(session, session.path, reason)
    if getattr(args, "today", None):
        session.today  # noqa: B018  a date that cannot be read is refused here too
    needs_terminal()
    return ui.run(workspace, session.settings)


def _on_terminal() -> bool:
    """Return whether the terminal UI can be shown."""
    try:
        needs_terminal()
    except UsageError:
        return False
    return True


def set_up(session: Session, named: str = "", reason: str = _WELCOME) -> int:
    """Show the set-up form, then open what it created, or the sample building.

    `named` is a file that does not exist, and `reason` why the form is shown.
    """
    status, outcome = ui.set_up(session.settings, session.author, named=named, reason=reason)
    if status:
        return status
    if outcome.chosen == "sample":
        return _open_sample(session, sample.sample_documents(_sample_day(session)))
    if outcome.chosen == "quit":
        session.out.tell(
            "No building was created. `bltui` shows the form again, `bltui new` creates one in the "
            "shell, and `bltui demo` opens a sample."
        )
        return 0
    session.path = outcome.path
    return ui.run(session.workspace, session.settings, first=outcome.first)


def demo(session: Session, args: Namespace) -> int:
    """Open a temporary copy of the sample, or write one to a file."""
    documents = sample.sample_documents(_sample_day(session))
    if args.write:
        building_file.BuildingFile.create(
            find_file.a_file(args.write),
            documents,
            session.author,
            says="the sample building written",
        )
        session.saved = True
        if session.out.as_json:
            session.out.json({"file": args.write})
        else:
            session.out.line(f"wrote the sample building to {args.write}")
        return 0
    needs_terminal()
    return _open_sample(session, documents)


def _sample_day(session: Session) -> date:
    """Return the day of the sample building: today, or the one given with --today."""
    said = getattr(session.args, "today", None)
    try:
        return date.fromisoformat(said) if said else clock.date_in("UTC")
    except ValueError:
        raise UsageError(f"“{said}” is not a date. Write it as 2026-09-09.") from None


def _open_sample(session: Session, documents: Documents) -> int:
    """Open a temporary copy of the sample."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    try:
        folder = TemporaryDirectory(prefix="bltui-demo-")
    except OSError as error:
        raise CommandError(
            f"The temporary copy could not be written: {error.strerror or error}.", 74
        ) from None
    with folder as place:
        path = Path(place) / "sample.json"
        building_file.BuildingFile.create(
            path, documents, session.author, says="the sample building written"
        )
        workspace = bltui_workspace.Workspace(
            building_file.BuildingFile(path, session.author), today=session.today_at
        )
        return ui.run(workspace, session.settings)
