"""`bltui backup` and `bltui restore`: dated copies of the building file."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from bltui import clock
from bltui.cli.confirmation import asks, confirm
from bltui.cli.parser import Parser, make_command
from bltui.cli.session import Session
from bltui.domain.model.errors import UserError
from bltui.store import building_file

if TYPE_CHECKING:
    from bltui.store.backups import Backup
    from bltui.store.building_file import BuildingFile

KINDS = {"day": "first of a day", "step": "every 20th change", "kept": "kept by a person"}


def configure(parser: Parser, command: str) -> None:
    """Declare the arguments of both commands."""
    if command == "backup":
        verbs = parser.verbs()
        verbs.add("list", list_backups, help="list the backups", example="bltui backup list")
        verbs.add(
            "make",
            make,
            help="make a backup that is never deleted automatically",
            example="bltui backup make",
        )
        return
    make_command(parser, restore, example="bltui restore 57 --yes", changes=True)
    parser.add_argument("backup", metavar="BACKUP", help="its version, its name, or “newest”")
    asks(parser)


def _file(session: Session) -> BuildingFile:
    return building_file.BuildingFile(session.path, session.author)


def _row(session: Session, backup: Backup) -> dict[str, object]:
    kind = KINDS.get(backup.kind, backup.kind)
    return {
        "change": str(backup.gen),
        "at": clock.moment(backup.at, "UTC"),
        "kind": kind,
        "name": backup.name,
    }


def list_backups(session: Session, args: Namespace) -> int:
    """Print the backups, oldest first."""
    kept = _file(session).backups()
    found = [_row(session, backup) for backup in kept]
    if session.out.as_json:
        session.out.json(found)
        return 0
    zone = clock.machine_zone() or "UTC"
    session.out.table(
        ("version", f"when ({zone})", "why", "name"),
        [
            (
                row["change"],
                clock.moment_in_words(clock.moment(backup.at, zone)),
                row["kind"],
                row["name"],
            )
            for backup, row in zip(kept, found, strict=True)
        ],
    )
    if not found:
        session.out.tell(
            "No backups yet. The first change of a day makes one, and so does `bltui backup make`."
        )
    return 0


def make(session: Session, args: Namespace) -> int:
    """Make a backup that is never deleted automatically."""
    backup = _file(session).back_up()
    if session.out.as_json:
        session.out.json(_row(session, backup))
    else:
        session.out.line(f"Kept version {backup.gen} as {backup.name}")
    return 0


def _meant(wanted: str, backups: list[Backup]) -> Backup:
    """Return the backup that matches; if several belong to one change, the newest."""
    fitting = [b for b in backups if wanted in (b.name, str(b.gen), f"#{b.gen}")]
    if wanted == "newest":
        fitting = sorted(backups, key=lambda b: (b.gen, b.at))
    if not fitting:
        known = ", ".join(dict.fromkeys(str(b.gen) for b in backups)) or "none"
        raise UserError(
            f"There is no backup {wanted}. Backups of these versions are kept: {known}."
        )
    return fitting[-1]


def restore(session: Session, args: Namespace) -> int:
    """Restore a backup as a change that can be undone."""
    file = _file(session)
    backup = _meant(args.backup, file.backups())
    if session.dry_run:
        session.out.tell("Nothing was written (--dry-run).")
    else:
        confirm(session, f"Replace the current file with version {backup.gen} ({backup.name})?")
        parting = file.parting()
        file.restore(backup)
        session.saved = True
        if parting and not file.parting():
            session.out.tell(f"note: {parting}")
    if session.out.as_json:
        session.out.json({**_row(session, backup), "dry_run": session.dry_run})
    else:
        session.out.line(
            f"{'would be restored' if session.dry_run else 'Restored'}: version {backup.gen} "
            f"({backup.name})"
        )
    return 0
