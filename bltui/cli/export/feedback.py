"""`bltui export minutes`, `feedback` and `report --feedback`: feedback, as pages and tables."""

from __future__ import annotations

from argparse import Namespace

from bltui.cli.feedback import views
from bltui.cli.meeting import views as meeting_views
from bltui.cli.parser import Subcommands
from bltui.cli.session import Session
from bltui.cli.write_output import deliver, deliver_page, form_of, on_paper
from bltui.exchange import export_csv, feedback_report
from bltui.exchange import page as exchange_page


def configure(verbs: Subcommands) -> None:
    """Declare the sub-commands."""
    minutes = verbs.add(
        "minutes",
        meeting_views.show_minutes,
        help="export the minutes of a meeting, or the agenda of an upcoming one",
        example="bltui export minutes 1 --out minutes.docx",
    )
    meeting_views.minutes_options(minutes)
    items = on_paper(
        verbs.add(
            "feedback",
            feedback_out,
            help="export feedback and what came of it, as a table",
            example="bltui export feedback --out feedback.csv",
        ),
        "csv",
    )
    views.filters(items)


def feedback_out(session: Session, args: Namespace) -> int:
    """Export the feedback items as a table."""
    building = session.building
    grid = feedback_report.feedback_grid(
        building, views.chosen(session, args), views.least(session)
    )
    if form_of(args) == "csv":
        return deliver(session, args, export_csv.as_csv(grid.columns, grid.rows))
    page = exchange_page.Page(
        f"{building.profile.name}: feedback", (exchange_page.Section("Feedback", (grid,)),)
    )
    return deliver_page(session, args, page)


def report_out(session: Session, args: Namespace) -> int:
    """Export the "You said – we did" report."""
    since, until = views.span(session, args)
    return deliver_page(
        session,
        args,
        feedback_report.report_page(session.building, session.workspace.framework, since, until),
    )
