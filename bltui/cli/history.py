"""`bltui history`, `undo`, `redo`: who changed what and when, and taking it back."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from bltui.cli.grammar import Parser, leaf
from bltui.cli.session import Session


def configure(parser: Parser, command: str) -> None:
    """Declare the arguments of the three."""
    if command == "history":
        leaf(parser, history, example="bltui history --since 2026-09-01 --by mortiz")
        parser.add_argument("--record", metavar="ID", help="only changes of this record, such as people/3")
        parser.add_argument("--by", metavar="NAME", help="only changes by this person")
        parser.add_argument("--since", metavar="DATE", help="only changes on or after this day")
        parser.add_argument("--last", metavar="N", type=int, help="only the newest N of them")
        return
    leaf(parser, undo if command == "undo" else redo, example=f"bltui {command}", changes=True)
    parser.add_argument("--change", metavar="ID", help="the change, as `bltui history` numbers it (default: your last)")


def history(session: Session, args: Namespace) -> int:
    """Print the changes, oldest first."""
    from bltui.cli.clock import moment
    from bltui.domain.text import folded

    since = session.day(args.since)
    zone = session.building.profile.tz
    rows = []
    for entry, undone in session.workspace.history():
        at, records = moment(entry.at, zone), [edit.reference for edit in entry.edits]
        if args.record and args.record not in records:
            continue
        if args.by and folded(args.by) not in folded(entry.by or ""):
            continue
        if since and at[:10] < since.isoformat():
            continue
        row: dict[str, Any] = {"change": str(entry.gen), "at": at, "by": entry.by, "what": entry.says}
        rows.append({**row, "records": records, "undone": undone})
    rows = rows[-args.last :] if args.last else rows
    if session.out.as_json:
        session.out.json(rows)
        return 0
    session.out.table(
        ("change", "when", "who", "what"),
        [
            (r["change"], r["at"][:16].replace("T", " "), r["by"], f"{r['what']}{' (undone)' if r['undone'] else ''}")
            for r in rows
        ],
    )
    if not rows:
        session.out.tell("No change fits.")
    return 0


def undo(session: Session, args: Namespace) -> int:
    """Take a change back. Refused where somebody changed the same since."""
    return session.take(session.workspace.undo, args.change)


def redo(session: Session, args: Namespace) -> int:
    """Bring an undone change back."""
    return session.take(session.workspace.redo, args.change)
