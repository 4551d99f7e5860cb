"""`bltui status`: the Home screen as text."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

import msgspec

from bltui import clock
from bltui.cli import set_up_steps
from bltui.cli.findings import brief
from bltui.cli.parser import Parser, make_command
from bltui.cli.session import Session
from bltui.domain.checks import first_steps
from bltui.domain.checks.dashboard import first_page
from bltui.domain.checks.overview import Next, Overview, persons
from bltui.domain.model import labels
from bltui.domain.model.formats import count, show_date, time_range
from bltui.domain.model.record import active
from bltui.domain.steps import matrix
from bltui.domain.team import account_match
from bltui.exchange import board_report

if TYPE_CHECKING:
    from bltui.domain.steps.progress import Progress

#: Changes that are listed as recent.
LATEST = 6
#: Actions that are listed.
ACTIONS = 6


def configure(parser: Parser, command: str) -> None:
    """Declare the arguments."""
    make_command(parser, status, example="bltui status")


def status(session: Session, args: Namespace) -> int:
    """Print what needs attention, what comes next, who facilitates, and the recent changes."""
    workspace = session.workspace
    page = first_page(session.building, workspace.framework, session.today, workspace.findings())
    profile = session.building.profile
    latest = [
        (e.id, clock.moment(e.at, profile.tz), e.by, e.says) for e in workspace.latest(LATEST)
    ]
    if session.out.as_json:
        value: dict[str, Any] = msgspec.to_builtins(page)
        session.out.json(
            {
                "building": profile.name,
                "sample": profile.sample,
                **value,
                "latest": [_change(*c) for c in latest],
            }
        )
        return 0
    _print(session, page)
    if latest:
        session.out.line()
        session.out.line("Recent changes")
        for _, at, by, says in latest:
            session.out.line(f"  {clock.moment_in_words(at)}  {by or '–'}  {says}")
    return 0


def _change(number: str, at: str, by: str | None, says: str) -> dict[str, Any]:
    return {"change": number, "at": at, "by": by, "what": says}


def _print(session: Session, page: Overview) -> None:
    out, profile = session.out, session.building.profile
    out.line(
        f"{profile.name}  {page.year}  {show_date(page.on)}{'  SAMPLE' if profile.sample else ''}"
    )
    out.line()
    if first_steps.wanted(session.building):
        set_up_steps.print_steps(session)
        return
    out.line(f"Needs you ({len(page.needs)})")
    brief(out, page.needs, "  ")
    if page.also:
        out.line(f"  and {len(page.also)} more: `bltui check`")
    out.line()
    if page.week or any(active(session.building.cwgs)):
        out.line(f"Meetings this week ({len(page.week)})")
        for meeting in page.week:
            out.line(f"  {show_date(meeting.day)}  {meeting.text}{_agenda(page, meeting)}")
        out.line()
    out.line("Coming up")
    ahead = [coming for coming in page.next if coming not in page.week]
    for coming in ahead:
        out.line(f"  {show_date(coming.day)}  {coming.text}{_agenda(page, coming)}")
    if not ahead:
        out.line("  nothing with a date")
    out.line()
    _meeting(session, page)
    if page.steps is not None:
        _steps(session, page, page.steps)
    covered = [g for g in page.coverage.groups.values() if g.status != "na"]
    done = sum(g.status == "covered" for g in covered)
    out.line("Team")
    out.line(
        f"  {page.coverage.filled} of {page.coverage.seats} seats filled, "
        f"{persons(page.coverage.people)}"
    )
    out.line(f"  {done} of {len(covered)} groups represented")
    out.line(
        f"  facilitator {page.facilitator or '– (nobody)'}, co-facilitator "
        f"{page.cofacilitator or '–'}"
    )
    out.line(f"  liaison with the {profile.dlt_label}: {page.liaison or '–'}")


def _agenda(page: Overview, entry: Next) -> str:
    """Return what the agenda of the BLT's next meeting needs, or "" for another entry."""
    return _needs(page) if _is_next(page, entry) else ""


def _needs(page: Overview) -> str:
    lacks = page.meeting is not None and page.meeting.meeting_id is None
    by = f"  (post the agenda by {clock.moment_in_words(page.post_by)})" if page.post_by else ""
    return f"{'  (no agenda yet)' if lacks else ''}{by}"


def _is_next(page: Overview, entry: Next) -> bool:
    meeting = page.meeting
    return meeting is not None and (entry.day, entry.record) == (meeting.on, meeting.record)


def _meeting(session: Session, page: Overview) -> None:
    """Print the BLT's next meeting, the open actions (own actions first), and the inbox.

    A part without entries is left out, and so is what another part has already.
    """
    out = session.out
    listed = any(_is_next(page, entry) for entry in (*page.next, *page.week))
    if page.meeting is not None and not listed:
        times = time_range(page.meeting.start, page.meeting.end) if page.meeting.start else ""
        out.line(f"Next meeting of the {labels.team()}")
        where = f"  {show_date(page.meeting.on)}  {times}  {page.meeting.place}".rstrip()
        out.line(where + _needs(page))
        out.line()
    if page.actions:
        mine = account_match.person_of(session.building, session.author.shown_as)
        own = [a for a in page.actions if mine is not None and mine in a.owners]
        others = [a for a in page.actions if a not in own]
        out.line(f"Actions ({len(page.actions)} open{f', {len(own)} yours' if own else ''})")
        rest = [a for a in (*own, *others) if a.record not in page.reported]
        for action in rest[:ACTIONS]:
            due = show_date(action.due) if action.due else "no day"
            late = "  OVERDUE" if action.overdue else ""
            out.line(f"  {due}  {action.owner or '(nobody)'}: {action.text}{late}")
        if len(rest) > ACTIONS:
            out.line(f"  and {len(rest) - ACTIONS} more: `bltui action list`")
        if above := len(page.actions) - len(rest):
            out.line(f"  {above} overdue, listed above")
        out.line()
    if page.unanswered:
        out.line(f"Feedback without an answer: {page.unanswered}  (`bltui feedback list --open`)")
        out.line()


def _steps(session: Session, page: Overview, done: Progress) -> None:
    """Print the progress of the year's steps, the overdue ones, and the groups' cycles."""
    out, framework = session.out, session.workspace.framework
    out.line("Steps")
    out.line(f"  {board_report.overall(done)}")
    for one in page.late:
        if one.record in page.reported:
            continue
        days = (page.on - one.day).days
        out.line(f"  {show_date(one.day)}  {one.text}, {count(days, 'day')} late")
    for row in matrix.matrix(session.building, framework, page.year, page.on):
        at = next((cell.step for cell in row.cells if cell.state == "now"), None)
        if row.open and at is not None:
            out.line(f"  {row.cwg} {row.name}: cycle {row.cycle}, step {at}")
    out.line()
