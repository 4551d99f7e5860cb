"""`bltui export`: the roster, a report, single tables or everything, for paper and other programs."""

from __future__ import annotations

import os
from argparse import Namespace

from bltui.cli.grammar import Parser, Verbs
from bltui.cli.session import Session
from bltui.cli.usage import Trouble, Usage

TABLES = ("people", "seats", "memberships", "assignments", "contacts")


def configure(parser: Parser, command: str) -> None:
    """Declare the sub-commands."""
    verbs = parser.verbs()
    roster = _export(
        verbs,
        "roster",
        says="the seats and who sits on them",
        example="bltui export roster --format csv --out roster.csv",
    )
    roster.set_defaults(run=roster_out)
    roster.add_argument("--format", choices=("csv", "text", "md", "html"), default="text", help="default: text")
    roster.add_argument("--on", metavar="DATE", help="the team of this day (default: today)")
    report = _export(
        verbs,
        "report",
        says="who represents whom, what the rules find, who leaves when",
        example="bltui export report --format html --out team.html",
    )
    report.set_defaults(run=report_out)
    report.add_argument("--format", choices=("text", "md", "html"), default="text", help="default: text")
    table = _export(
        verbs, "csv", says="one table as CSV, every field", example="bltui export csv --table people --out people.csv"
    )
    table.set_defaults(run=csv_out)
    table.add_argument("--table", choices=TABLES, default="people", help="default: people")
    whole = _export(
        verbs, "json", says="all records as one JSON value", example="bltui export json --out building.json"
    )
    whole.set_defaults(run=json_out)


def _export(verbs: Verbs, name: str, *, says: str, example: str) -> Parser:
    parser = verbs.add(name, json_out, says=says, example=example)
    parser.add_argument("--out", metavar="FILE", help="write here (default: standard output)")
    parser.add_argument("--replace", action="store_true", help="with --out: replace a file of that name")
    return parser


def _deliver(session: Session, args: Namespace, text: str) -> int:
    """The text to where it is wanted; a file is whole or not there."""
    if args.out is None:
        if session.out.as_json:
            session.out.json({"text": text})
        else:
            session.out.page(text)
        return 0
    _write(session, args.out, text, replace=args.replace)
    if session.out.as_json:
        session.out.json({"file": args.out, "bytes": len(text.encode())})
    else:
        session.out.line(f"wrote {args.out}")
    return 0


def _write(session: Session, name: str, text: str, *, replace: bool) -> None:
    if os.path.realpath(name) == os.path.realpath(session.path):
        raise Usage(f"{name} is the building itself. Name another file.")
    if not replace and os.path.lexists(name):
        raise Trouble(f"{name} is there already. Give --replace to replace it, or name another file.", 4)
    from pathlib import Path

    temporary = f"{name}.part"
    try:
        # Beside the target and exclusively, so that neither a planted link nor half a file can come of it.
        number = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
        try:
            with os.fdopen(number, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            Path(temporary).replace(name)
        except OSError:
            Path(temporary).unlink()
            raise
    except OSError as error:
        raise Trouble(f"{name}: {error.strerror or error}. Nothing was exported.", 74) from None


def roster_out(session: Session, args: Namespace) -> int:
    """The roster."""
    from bltui.exchange.csv_out import as_csv
    from bltui.exchange.page import WRITERS, Page, Section
    from bltui.exchange.roster_sheet import roster

    on = session.day(args.on) or session.today
    sheet = roster(session.building, on)
    if args.format == "csv":
        return _deliver(session, args, as_csv(sheet.columns, sheet.rows))
    title = f"{session.building.profile.name}: Building Leadership Team on {on}"
    return _deliver(session, args, WRITERS[args.format](Page(title, (Section("Roster", (sheet,)),))))


def report_out(session: Session, args: Namespace) -> int:
    """The report on the team."""
    from bltui.domain.overview import overview
    from bltui.exchange.page import WRITERS
    from bltui.exchange.team_report import report

    framework, findings = session.workspace.framework, session.workspace.findings()
    page = overview(session.building, framework, session.today, findings)
    return _deliver(session, args, WRITERS[args.format](report(session.building, framework, page, findings)))


def csv_out(session: Session, args: Namespace) -> int:
    """One table with every field; archived records too, marked."""
    from bltui.domain.building import TABLES as KINDS
    from bltui.domain.record import fields_of, value_of
    from bltui.exchange.csv_out import as_csv

    fields = fields_of(KINDS[args.table])
    rows = []
    for record in session.building.table(args.table).values():
        values = [value_of(record, field) for field in fields]
        rows.append([record.id, *(", ".join(v) if isinstance(v, list) else v for v in values)])
    return _deliver(session, args, as_csv(("id", *fields), rows))


def json_out(session: Session, args: Namespace) -> int:
    """Everything that this version knows, by table."""
    import json

    import msgspec

    from bltui.domain.building import TABLES as KINDS

    building = session.building
    tables = {name: [msgspec.to_builtins(r) for r in building.table(name).values()] for name in KINDS}
    return _deliver(session, args, json.dumps(tables, indent=2) + "\n")
