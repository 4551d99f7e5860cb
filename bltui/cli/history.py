"""`bltui history`, `undo`, `redo`: who changed what and when, and undoing it.

An anonymous change is listed at the end of its day, without its ID and records. Its place among
other changes, or the items that came with it, could show who was at work at that moment. Only its
author sees its ID.
"""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from bltui import clock
from bltui.cli import change_report
from bltui.cli.parser import Parser, make_command
from bltui.cli.session import Session
from bltui.domain.model.text import folded
from bltui.undoing import announced

if TYPE_CHECKING:
    from bltui.store.journal_entry import JournalEntry


def configure(parser: Parser, command: str) -> None:
    """Declare the arguments of all three commands."""
    if command == "history":
        make_command(parser, history, example="bltui history --since 2026-09-01 --by mortiz")
        parser.add_argument(
            "--record", metavar="RECORD", help="only changes of this record, such as people/3"
        )
        parser.add_argument("--by", metavar="NAME", help="only changes by this person")
        parser.add_argument("--since", metavar="DATE", help="only changes on or after this day")
        parser.add_argument("--last", metavar="N", type=int, help="only the newest N")
        says = "show what one change did: each record and field, before and after"
        one = parser.verbs().add("show", show, help=says, example="bltui history show 7kq2mzr4")
        one.add_argument(
            "change", metavar="CHANGE", help="the change, as listed by `bltui history`"
        )
        return
    make_command(
        parser, undo if command == "undo" else redo, example=f"bltui {command}", changes=True
    )
    parser.add_argument(
        "--change",
        metavar="CHANGE",
        help="the change, as listed by `bltui history` (default: your last)",
    )


def history(session: Session, args: Namespace) -> int:
    """Print the changes, oldest first."""
    since = session.day(args.since)
    rows: list[dict[str, Any]] = []
    unnamed: list[dict[str, Any]] = []
    for entry, undone in session.workspace.history():
        row = _row(entry, session.building.profile.tz, undone=undone)
        if args.record and args.record not in row["records"]:
            continue
        if args.by and folded(args.by) not in folded(entry.by or ""):
            continue
        if since and row["at"][:10] < since.isoformat():
            continue
        (unnamed if entry.anonymous else rows).append(row)
    for row in sorted(unnamed, key=lambda r: (r["at"], r["what"])):
        rows.insert(_end_of(rows, row["at"]), row)
    rows = rows[-args.last :] if args.last else rows
    if session.out.as_json:
        session.out.json(rows)
        return 0
    session.out.table(
        ("change", "when", "who", "what"),
        [
            (r["change"], _when(r), r["by"], f"{r['what']}{' (undone)' if r['undone'] else ''}")
            for r in rows
        ],
    )
    if not rows:
        session.out.tell("No matches.")
    return 0


def _row(entry: JournalEntry, zone: str, *, undone: bool) -> dict[str, Any]:
    """Return a change in the public JSON shape."""
    at = clock.moment(entry.at, "UTC")[:10] if entry.day_only else clock.moment(entry.at, zone)
    name, records = "", []
    if not entry.anonymous:
        name = entry.id
        # If they were listed next to each other, the scores and texts of one form could be matched.
        records = [edit.reference for edit in entry.edits if not change_report.names_nobody(edit)]
    return {
        "change": name,
        "at": at,
        "by": entry.by,
        "what": entry.says,
        "records": records,
        "undone": undone,
    }


def _when(row: dict[str, Any]) -> str:
    return clock.moment_in_words(row["at"])


def _end_of(rows: list[dict[str, Any]], day: str) -> int:
    """Return the index after the last change of a day."""
    place = len(rows)
    while place and rows[place - 1]["at"][:10] > day:
        place -= 1
    return place


def show(session: Session, args: Namespace) -> int:
    """Print what one change did to each record."""
    entry, undone = session.workspace.change(args.change)
    row = _row(entry, session.building.profile.tz, undone=undone)
    fields, hidden = change_report.changed(entry)
    if session.out.as_json:
        session.out.json(
            {
                **row,
                "outside": entry.outside,
                "start": entry.start,
                "changed": fields,
                "hidden": hidden,
            }
        )
        return 0
    session.out.line(
        f"{row['change'] or 'anonymous'}  {_when(row)}  {row['by'] or '–'}  {announced(row['what'])}"
    )
    if undone:
        session.out.line("This change is undone now.")
    for line in change_report.in_words(entry, fields, hidden):
        session.out.line(line)
    return 0


def undo(session: Session, args: Namespace) -> int:
    """Undo a change. Refused if the same records were changed since."""
    return session.take(session.workspace.undo, args.change)


def redo(session: Session, args: Namespace) -> int:
    """Redo an undone change."""
    return session.take(session.workspace.redo, args.change)
