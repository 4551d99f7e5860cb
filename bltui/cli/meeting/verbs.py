"""`bltui meeting`: plan, start, end and document meetings of the BLT, the DLT and the groups."""

from __future__ import annotations

import time
from argparse import Namespace
from functools import partial
from typing import Any

from bltui import clock
from bltui.cli import records
from bltui.cli.errors import UsageError
from bltui.cli.meeting import agenda, mending, minutes, process, self_check, turns, views
from bltui.cli.meeting.views import pick, picked, team_option
from bltui.cli.parser import Parser, Subcommands
from bltui.cli.session import Session
from bltui.domain.meetings import minutes_edits, planning, posting, running, upcoming
from bltui.domain.model.errors import UserError
from bltui.domain.model.meetings import MEETING_KINDS, Meeting
from bltui.domain.model.teams import read_team
from bltui.domain.model.times import read_time


def configure(parser: Parser, command: str) -> None:
    """Declare the sub-commands."""
    verbs = parser.verbs()
    views.configure(verbs)
    _papers(verbs)
    agenda.configure(verbs)
    start = verbs.add(
        "start",
        start_meeting,
        help="start a meeting",
        example="bltui meeting start",
        changes=True,
    )
    team_option(start)
    start.add_argument("--date", metavar="DATE", help="the last day (default: today)")
    start.add_argument(
        "--at",
        metavar="15:30",
        default="",
        help="when it was called to order (default: now, on its day)",
    )
    minutes.configure(verbs)
    self_check.configure(verbs)
    process.configure(verbs)
    turns.configure(verbs)
    mending.configure(verbs)
    end = verbs.add(
        "end",
        end_meeting,
        help="end the meeting",
        example="bltui meeting end --next 2026-12-15",
        changes=True,
    )
    pick(end)
    end.add_argument("--next", metavar="DATE", help="the agreed date of the next meeting")
    when = "when it was adjourned (default: now, on its day)"
    end.add_argument("--at", metavar="16:30", default="", help=when)


def _papers(verbs: Subcommands) -> None:
    plan = verbs.add(
        "plan",
        plan_meeting,
        help="plan a meeting (default: the next one of the series)",
        example='bltui meeting plan --date 2026-12-15 --start 3:30pm --end 4:30pm --place "Room 12"',
        changes=True,
    )
    team_option(plan)
    plan.add_argument(
        "--date", metavar="DATE", help="the date (default: the next date of the team's series)"
    )
    records.declare(plan, Meeting, adding=True)
    plan.add_argument(
        "--kind",
        choices=tuple(MEETING_KINDS),
        default="meeting",
        help="the kind of meeting (default: meeting)",
    )
    edit = verbs.add(
        "edit",
        edit_meeting,
        help="edit the time, place, purpose, or norms of a meeting",
        example='bltui meeting edit --meeting 2 --place "Library"',
        changes=True,
    )
    pick(edit)
    records.declare(edit, Meeting, adding=False)
    move = verbs.add(
        "move",
        move_meeting,
        help="move a planned meeting to another day",
        example="bltui meeting move 2 to 2026-12-08",
        changes=True,
    )
    move.add_argument("meeting", metavar="MEETING", help=views.WHICH)
    move.add_argument("to", choices=("to",), metavar="to", help="the word to")
    move.add_argument("date", metavar="DATE", help="the new date")
    cancel = verbs.add(
        "cancel",
        cancel_meeting,
        help="cancel a planned meeting",
        example="bltui meeting cancel 2",
        changes=True,
    )
    cancel.add_argument("meeting", metavar="MEETING", help=views.WHICH)
    for one in (move, cancel):
        one.add_argument("--why", metavar="TEXT", default="", help="the reason, which is kept")
    for name, run, says, when in (
        ("send", send, "mark the agenda as sent", "the date (default: today)"),
        ("share", share, "mark the minutes as shared", "the date (default: today)"),
        (
            "approve",
            approve,
            "approve the minutes; after that only amendments are possible",
            "the date (default: today)",
        ),
    ):
        one = verbs.add(name, run, help=says, example=f"bltui meeting {name} 2", changes=True)
        one.add_argument("meeting", metavar="MEETING", help=views.WHICH)
        one.add_argument("--on", metavar="DATE", help=when)
    posted = verbs.add(
        "post",
        post,
        help="record when the agenda was posted for the public",
        example="bltui meeting post 2 --at 3:00pm",
        changes=True,
    )
    posted.add_argument("meeting", metavar="MEETING", help=views.WHICH)
    posted.add_argument("--on", metavar="DATE", help="the date (default: today)")
    when = "the time (default: now, if it was posted today)"
    posted.add_argument("--at", metavar="15:30", default="", help=when)
    amend = verbs.add(
        "amend",
        amend_minutes,
        help="add an amendment to approved minutes",
        example='bltui meeting amend 2 "The budget vote was 28 to 2."',
        changes=True,
    )
    amend.add_argument("meeting", metavar="MEETING", help=views.WHICH)
    amend.add_argument("text", metavar="TEXT", help="the amendment")
    amend.add_argument("--on", metavar="DATE", help="the date (default: today)")
    restore = verbs.add(
        "restore",
        restore_meeting,
        help="restore a meeting that was moved or canceled",
        example="bltui meeting restore 2",
        changes=True,
    )
    restore.add_argument("meeting", metavar="MEETING", help=views.WHICH)
    remove = verbs.add(
        "remove",
        remove_meeting,
        help="remove a meeting that was planned by mistake",
        example="bltui meeting remove 2",
        changes=True,
    )
    remove.add_argument("meeting", metavar="MEETING", help=views.WHICH)


def plan_meeting(session: Session, args: Namespace) -> int:
    """Plan a meeting."""
    team, on = read_team(args.team), session.day(args.date)
    dated = [
        c
        for c in upcoming.coming(session.building, on or session.today, team)
        if c.meeting_id is None
    ]
    following = next((c.on for c in dated), None)
    if on is None and following is None:
        raise UserError("This team has no series of meetings. Give --date DATE.")
    fields: dict[str, Any] = {"on": on or following, **records.given(session, args, Meeting)}
    return session.do(partial(planning.plan_meeting, team=team, kind=args.kind, **fields))


def edit_meeting(session: Session, args: Namespace) -> int:
    """Change a meeting's title and other texts."""
    fields = records.given(session, args, Meeting)
    if not fields:
        raise UsageError(f"Nothing to change: give {records.options(Meeting)}.")
    return session.do(partial(planning.edit_meeting, seen=picked(session, args), **fields))


def move_meeting(session: Session, args: Namespace) -> int:
    """Move a meeting to another day."""
    number = picked(session, args).id
    return session.do(
        partial(
            planning.move_meeting,
            meeting_id=number,
            to=session.day(args.date) or session.today,
            why=args.why,
        )
    )


def cancel_meeting(session: Session, args: Namespace) -> int:
    """Cancel a meeting."""
    return session.do(
        partial(planning.cancel_meeting, meeting_id=picked(session, args).id, why=args.why)
    )


def restore_meeting(session: Session, args: Namespace) -> int:
    """Restore a meeting to its original day."""
    return session.do(partial(planning.restore_meeting, meeting_id=picked(session, args).id))


def remove_meeting(session: Session, args: Namespace) -> int:
    """Remove a meeting."""
    return session.do(partial(planning.remove_meeting, meeting_id=picked(session, args).id))


def start_meeting(session: Session, args: Namespace) -> int:
    """Start a meeting."""
    day = session.day(args.date) or session.today
    return session.do(
        partial(upcoming.begin, on=day, team=args.team, at=args.at, now=int(time.time()))
    )


def end_meeting(session: Session, args: Namespace) -> int:
    """End a meeting."""
    meeting = picked(session, args)
    now = clock.ended(
        meeting.on, args.at and read_time(args.at, "at"), session.building.profile.tz, time.time()
    )
    # The next meeting is the one after this meeting, even if the minutes are written later.
    next_on = session.day(args.next, since=min(meeting.on, session.today))
    return session.do(
        partial(running.end_meeting, meeting_id=meeting.id, next_on=next_on, at=args.at, now=now)
    )


def send(session: Session, args: Namespace) -> int:
    """Record that the agenda was sent."""
    number = picked(session, args).id
    return session.do(
        partial(planning.send_agenda, meeting_id=number, on=session.day(args.on) or session.today)
    )


def post(session: Session, args: Namespace) -> int:
    """Record when the agenda was posted."""
    number, on = picked(session, args).id, session.day(args.on) or session.today
    intent = partial(posting.post_agenda, meeting_id=number, on=on, today=session.today)
    return session.do(partial(intent, at=args.at, now=int(time.time())))


def share(session: Session, args: Namespace) -> int:
    """Record that the minutes were shared."""
    number = picked(session, args).id
    return session.do(
        partial(running.share_minutes, meeting_id=number, on=session.day(args.on) or session.today)
    )


def approve(session: Session, args: Namespace) -> int:
    """Record that the minutes were approved."""
    number = picked(session, args).id
    on = session.day(args.on) or session.today
    return session.do(partial(running.approve, meeting_id=number, on=on, now=int(time.time())))


def amend_minutes(session: Session, args: Namespace) -> int:
    """Add an amendment to approved minutes."""
    number = picked(session, args).id
    on = session.day(args.on) or session.today
    return session.do(partial(minutes_edits.amend, meeting_id=number, text=args.text, on=on))
