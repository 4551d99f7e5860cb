"""`bltui export`: pages for people, and tables or all records for programs."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

import msgspec

from bltui.cli.errors import UsageError
from bltui.cli.export import feedback, groups, year
from bltui.cli.feedback.views import least
from bltui.cli.parser import Parser
from bltui.cli.session import Session
from bltui.cli.write_output import deliver, deliver_page, destination, form_of, on_paper
from bltui.domain.checks import dashboard
from bltui.domain.model import formats, labels
from bltui.domain.model.formats import full_date
from bltui.domain.model.record import fields_of, value_of
from bltui.domain.model.tables import TABLES as ALL
from bltui.domain.model.tables import kind_of
from bltui.exchange import export_csv as exchange_export_csv
from bltui.exchange import page as exchange_page
from bltui.exchange import roster_sheet, table_dump, team_report

TABLES = tuple(name for name in ALL if name != "profile")


def configure(parser: Parser, command: str) -> None:
    """Declare the sub-commands."""
    verbs = parser.verbs()
    groups.configure(verbs)
    year.configure(verbs)
    feedback.configure(verbs)
    roster = on_paper(
        verbs.add(
            "roster",
            roster_out,
            help="list the seats and their members",
            example="bltui export roster --out roster.csv",
        ),
        "csv",
    )
    roster.add_argument("--on", metavar="DATE", help="the team of this day (default: today)")
    report = on_paper(
        verbs.add(
            "report",
            report_out,
            help="export the team report: coverage, findings, rotation",
            example="bltui export report --out team.html",
        )
    )
    report.add_argument(
        "--feedback",
        action="store_true",
        help="export “you said – we did” instead: feedback and its answers",
    )
    report.add_argument(
        "--since",
        metavar="DATE",
        help="with --feedback: the first day (default: the first day of the school year)",
    )
    report.add_argument(
        "--until", metavar="DATE", help="with --feedback: the last day (default: today)"
    )
    table = destination(
        verbs.add(
            "csv",
            csv_out,
            help="export one table as CSV, with every field",
            example="bltui export csv --table people --out people.csv",
        ),
        "csv",
    )
    table.add_argument(
        "--table", choices=TABLES, default="people", help="the table (default: people)"
    )
    destination(
        verbs.add(
            "json",
            json_out,
            help="export all records as one JSON value",
            example="bltui export json --out building.json",
        ),
        "json",
    )


def roster_out(session: Session, args: Namespace) -> int:
    """Export the roster."""
    on = session.day(args.on) or session.today
    if form_of(args) == "csv":
        sheet = roster_sheet.roster(session.building, on)
        return deliver(session, args, exchange_export_csv.as_csv(sheet.columns, sheet.rows))
    sheet = roster_sheet.roster(session.building, on, session.workspace.framework)
    with formats.paper():
        day = full_date(on)
    title = f"{session.building.profile.name}: {labels.team_name()}, {day}"
    return deliver_page(
        session, args, exchange_page.Page(title, (exchange_page.Section("Roster", (sheet,)),))
    )


def report_out(session: Session, args: Namespace) -> int:
    """Export the report on the team, or on feedback."""
    if args.feedback:
        return feedback.report_out(session, args)
    if args.since or args.until:
        raise UsageError("--since and --until are for the report on feedback. Add --feedback.")
    framework, findings = session.workspace.framework, session.workspace.findings()
    page = dashboard.first_page(session.building, framework, session.today, findings)
    return deliver_page(
        session, args, team_report.report(session.building, framework, page, findings)
    )


def csv_out(session: Session, args: Namespace) -> int:
    """Export every field of one table; archived records are included and marked.

    Answers from small groups are left out, with a message.
    """
    fields = fields_of(kind_of(args.table))
    rows = []
    records, held = table_dump.raw(session.building, args.table, least(session))
    if held:
        session.out.tell(table_dump.held_words(held))
    for record in records:
        values = [value_of(record, field) for field in fields]
        rows.append([record.id, *(_cell(value) for value in values)])
    return deliver(session, args, exchange_export_csv.as_csv(("id", *fields), rows))


def _cell(value: Any) -> Any:
    """Return a value for one cell: lists as words with commas, nested values as JSON."""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return ", ".join(value)
    if isinstance(value, list | dict):
        import json

        return json.dumps(value, ensure_ascii=False) if value else ""
    return value


def json_out(session: Session, args: Namespace) -> int:
    """Export everything that this version knows, by table.

    Answers from small groups are only counted, under `left_out`.
    """
    import json

    tables, held = table_dump.everything(session.building, least(session))
    if held:
        session.out.tell(table_dump.held_words(held))
    value = msgspec.to_builtins({**tables, "left_out": held})
    return deliver(session, args, json.dumps(value, indent=2) + "\n")
