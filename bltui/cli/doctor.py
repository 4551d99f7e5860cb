"""`bltui doctor`: check the building file and the files beside it, and fix what can be fixed."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from bltui.cli.confirmation import asks, confirm
from bltui.cli.parser import Parser, make_command
from bltui.cli.session import Session
from bltui.domain.model import building as model_building
from bltui.domain.model import integrity
from bltui.domain.model.building import Unreadable, from_documents
from bltui.store import doctor as store_doctor
from bltui.store import repair

if TYPE_CHECKING:
    from bltui.store.doctor import Line


def configure(parser: Parser, command: str) -> None:
    """Declare the arguments."""
    make_command(parser, doctor, example="bltui doctor --repair --yes")
    parser.add_argument(
        "--repair", action="store_true", help="fix what can be fixed; the file as it was is kept"
    )
    parser.add_argument(
        "--accept-older",
        action="store_true",
        help="with --repair: accept an older copy of the file as it is",
    )
    asks(parser)


def _faults(documents: Mapping[str, Any], next_ids: Mapping[str, int]) -> Iterator[str]:
    """Yield what the domain finds wrong with the records."""
    try:
        building = from_documents(documents, next_ids)
        building.read_whole()
    except Unreadable as error:
        yield f"{error}. Fix that value in an editor, or restore a backup."
        return
    for pointer, target in integrity.dangling(building):
        yield f"{pointer} names {target}, which does not exist"


def _compiled() -> Line:
    """Return whether Python caches the compiled program.

    Without the cache, every command starts several times slower.
    """
    from importlib.util import cache_from_source
    from pathlib import Path

    if Path(cache_from_source(model_building.__file__)).exists():
        return store_doctor.Line("ok", ("Python keeps the program's byte code, so it starts fast"))
    return store_doctor.Line(
        "warn",
        "Python keeps no byte code of the program, so it starts slowly. Run: python -m compileall "
        "bltui",
    )


def doctor(session: Session, args: Namespace) -> int:
    """Print the problems and the fixes. Exit status 65 if a problem remains."""
    lines: list[Line] = []
    if args.repair:
        confirm(session, f"Repair {session.path}? The current file is kept as a backup.")
        lines += repair.repair(session.path, session.author, accept_older=args.accept_older)
        session.saved = any(line.state == "mended" for line in lines)
    lines += [*store_doctor.examine(session.path, _faults), _compiled()]
    bad = sum(line.state == "bad" for line in lines)
    if session.out.as_json:
        session.out.json({"file": str(session.path), "lines": lines, "bad": bad})
    else:
        for line in lines:
            state = "fixed" if line.state == "mended" else line.state
            session.out.line(f"{state:<6} {line.words}")
        if bad and not args.repair:
            session.out.tell("`bltui doctor --repair` fixes what can be fixed.")
    return 65 if bad else 0
