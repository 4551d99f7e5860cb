"""`bltui where`: the paths in use, and why they were chosen."""

from __future__ import annotations

from argparse import Namespace
from posixpath import abspath

from bltui import places
from bltui.cli.errors import UsageError
from bltui.cli.find_file import building_file
from bltui.cli.parser import Parser, make_command
from bltui.cli.session import Session


def configure(parser: Parser, command: str) -> None:
    """Declare the arguments."""
    make_command(parser, where, example="bltui where --json")


def where(session: Session, args: Namespace) -> int:
    """Print the paths. If no building is chosen yet, that is printed too and is not an error."""
    building, why = None, ""
    try:
        path, why = building_file(getattr(args, "file", None), lambda: session.settings)
        building = abspath(path)
    except UsageError as undecided:
        why = str(undecided)
    backups = f"{building}.backups" if building else None
    paths = {
        "building": building,
        "backups": backups,
        "settings": str(places.config_file()),
        "data": str(places.data_folder()),
        "drafts": str(places.drafts_folder()),
        "log": str(places.log_file()),
    }
    if session.out.as_json:
        session.out.json({**paths, "why": why})
        return 0
    for name, place in paths.items():
        session.out.line(f"{name:<9} {place or '–'}{f'   ({why})' if name == 'building' else ''}")
    return 0
