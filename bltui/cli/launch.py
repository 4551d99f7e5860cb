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

if TYPE_CHECKING:
    from argparse import Namespace

    from bltui.cli.parser import Parser


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
            "The terminal UI needs a terminal. In a script use `bltui status`, `check` or another "
            "command."
        )
    if (kind := os.environ.get("TERM", "")) in _NO_SCREEN:
        raise UsageError(
            f"This terminal cannot show screens (TERM={kind}). Use commands, such as `bltui status` or `bltui check`, "
            "or another terminal."
        )


def open_building(session: Session, args: Namespace) -> int:
    """Open the building. Problems with the file are printed before the screen changes."""
    workspace = session.workspace
    if getattr(args, "today", None):
        session.today  # noqa: B018  a date that cannot be read is refused here too
    needs_terminal()
    return ui.run(workspace, session.settings)


def demo(session: Session, args: Namespace) -> int:
    """Open a temporary copy of the sample, or write one to a file."""
    from pathlib import Path

    said = getattr(args, "today", None)
    try:
        today = date.fromisoformat(said) if said else clock.date_in("UTC")
    except ValueError:
        raise UsageError(f"“{said}” is not a date. Write it as 2026-09-09.") from None
    documents = sample.sample_documents(today)
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
