"""`bltui meeting list`, `next`, `agenda`, `minutes`: show meetings, or find one."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

import msgspec

from bltui.cli import records
from bltui.cli.meeting import agenda_views
from bltui.cli.parser import Parser, Subcommands
from bltui.cli.session import Session
from bltui.cli.write_output import MAIL, deliver_page, on_paper
from bltui.domain.meetings import lookup, upcoming
from bltui.domain.meetings import minutes as meetings_minutes
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date, time_range
from bltui.domain.model.lookup import find as looked_up
from bltui.domain.model.meetings import DOCUMENTS, OCCURRENCES, Meeting
from bltui.domain.model.record import active
from bltui.domain.model.shown import as_json
from bltui.domain.model.teams import read_team, team_words
from bltui.exchange import minutes_report

if TYPE_CHECKING:
    from bltui.domain.meetings.minutes_parts import Minutes

WHICH = "the meeting: its number, or its date, such as 2026-12-01"


def configure(verbs: Subcommands) -> None:
    """Declare the read-only sub-commands."""
    listed = verbs.add(
        "list", list_meetings, help="list the meetings", example="bltui meeting list"
    )
    listed.add_argument("--team", metavar="TEAM", help="only meetings of blt, dlt, or cwg:N")
    one = verbs.add(
        "show", show_meeting, help="show the details of a meeting", example="bltui meeting show 1"
    )
    one.add_argument("meeting", metavar="MEETING", help=WHICH)
    coming = verbs.add(
        "next",
        show_next,
        help="show the next meeting, its agenda, and roles",
        example="bltui meeting next",
    )
    team_option(coming)
    agenda = verbs.add(
        "agenda",
        show_agenda,
        help="show the agenda of a meeting and whether it fits the time, or write it to send it",
        example="bltui meeting agenda --format mail",
    )
    agenda.add_argument(
        "meeting",
        metavar="MEETING",
        nargs="?",
        help=f"{WHICH} (default: the one held, else the next)",
    )
    on_paper(agenda, MAIL, "ics")
    minutes = verbs.add(
        "minutes",
        show_minutes,
        help="show the minutes of a meeting",
        example="bltui meeting minutes 1",
    )
    minutes_options(minutes)


def minutes_options(parser: Parser) -> None:
    """Declare the arguments of the minutes, shared with `export minutes`."""
    parser.add_argument(
        "meeting", metavar="MEETING", nargs="?", help=f"{WHICH} (default: the one held last)"
    )
    on_paper(parser)


def team_option(parser: Parser) -> None:
    """Declare --team."""
    parser.add_argument(
        "--team", metavar="TEAM", default="blt", help="whose meeting: blt (default), dlt, or cwg:N"
    )


def pick(parser: Parser) -> None:
    """Declare --meeting, for commands that otherwise use the meeting in progress."""
    parser.add_argument(
        "--meeting", metavar="MEETING", help=f"{WHICH} (default: the one that is being held)"
    )


def picked(session: Session, args: Namespace) -> Meeting:
    """Return the meeting that was named, else the one in progress.

    Raises UserError if there is none.
    """
    if args.meeting is not None:
        return find(session, args.meeting)
    if (held := _running(session)) is not None:
        return held
    raise UserError(
        "No meeting is running. Start it with `bltui meeting start`, or name one with --meeting."
    )


def _running(session: Session) -> Meeting | None:
    """Return the meeting in progress, or None. Raises UserError if there are several."""
    held = [
        m
        for m in active(session.building.meetings)
        if m.held and not (m.ended or m.cancelled or m.approved_on)
    ]
    if len(held) > 1:
        raise UserError(f"Several meetings are running: {_named(session, held)}. Name one.")
    return held[0] if held else None


def find(session: Session, wanted: str) -> Meeting:
    """Return the meeting with this number, day, or part of its name.

    Raises UserError if there is not exactly one.
    """
    known = list(active(session.building.meetings))
    wanted = wanted.removeprefix("meetings/").removeprefix("meeting:")
    if not wanted.removeprefix("#").isdecimal():
        try:
            on = session.day(wanted)
        except UserError:
            on = None
        there = [m for m in known if m.on == on]
        if len(there) == 1:
            return there[0]
        if there:
            raise UserError(
                f"Several meetings are on that day: {_named(session, there)}. Name one by its "
                "number."
            )
    return looked_up(wanted, known, lambda m: lookup.named(session.building, m), "meeting")


def _named(session: Session, meetings: list[Meeting]) -> str:
    return ", ".join(f"{lookup.named(session.building, m)} (#{m.id})" for m in meetings)


def _row(session: Session, meeting: Meeting) -> dict[str, Any]:
    """Return a meeting in the public JSON shape."""
    states = {"state": meeting.occurrence, "papers": meeting.status}
    return {**as_json(meeting, session), "id": str(meeting.id), **states}


def list_meetings(session: Session, args: Namespace) -> int:
    """Print the meetings in order of date."""
    team = read_team(args.team) if args.team else None
    found = sorted(active(session.building.meetings), key=lambda m: (m.on, m.start, m.id))
    rows = [_row(session, m) for m in found if team is None or m.team == team]
    if session.out.as_json:
        session.out.json(rows)
        return 0
    session.out.table(
        ("meeting", "date", "team", "time", "place", "state", "documents"),
        [
            (
                r["id"],
                r["date"],
                r["team"],
                time_range(r["start"], r["end"]) if r["start"] else "",
                r["place"],
                OCCURRENCES[r["state"]],
                DOCUMENTS[r["papers"]],
            )
            for r in rows
        ],
    )
    if not rows:
        session.out.tell(
            "No meetings yet. Plan one with `bltui meeting plan`, or start one with "
            "`bltui meeting start`."
        )
    return 0


def show_meeting(session: Session, args: Namespace) -> int:
    """Print the details of a meeting."""
    meeting = find(session, args.meeting)
    if session.out.as_json:
        session.out.json(_row(session, meeting))
    else:
        records.print_rows(session, meeting)
    return 0


def show_next(session: Session, args: Namespace) -> int:
    """Print the next meeting."""
    building = session.building
    found = next(iter(upcoming.coming(building, session.today, args.team)), None)
    record = building.meetings[found.meeting_id] if found and found.meeting_id is not None else None
    if session.out.as_json:
        value: dict[str, Any] | None = None
        if found:
            team = team_words(found.team, building.profile.dlt_label)
            value = {
                "team": team,
                "date": found.on,
                "start": found.start,
                "end": found.end,
                "place": found.place,
            }
            value["meeting"] = (
                meetings_minutes.minutes(building, session.workspace.framework, record)
                if record
                else None
            )
        session.out.json(value)
        return 0
    if found is None:
        session.out.tell("No upcoming meeting. Plan one: `bltui meeting plan --date DATE`.")
        return 0
    times = time_range(found.start, found.end) if found.start else ""
    words = (
        team_words(found.team, building.profile.dlt_label),
        show_date(found.on),
        times,
        found.place,
    )
    session.out.line("  ".join(word for word in words if word))
    if record is None:
        session.out.tell("No agenda yet. Run `bltui meeting prepare`.")
        return 0
    agenda_views.print_agenda(session, record)
    return 0


def current(session: Session, wanted: str | None) -> Meeting:
    """Return the meeting that was named, else the one in progress, else the next one.

    Raises UserError if there is none, if several groups have one, or if the next one has no agenda
    yet: what is added now is not meant for a later one.
    """
    meeting = current_or_coming(session, wanted)
    if meeting.id:
        return meeting
    raise UserError(_unprepared(session, meeting))


def current_or_coming(session: Session, wanted: str | None) -> Meeting:
    """Return the same as `current`, but the BLT's next meeting even if it has no agenda yet.

    Such a meeting comes from the team's series, and its id is 0.
    """
    if wanted is None and _running(session) is None:
        coming = next(iter(upcoming.coming(session.building, session.today)), None)
        if coming is not None and coming.meeting_id is None:
            return upcoming.record_of(coming)
    return _with_agenda(session, wanted)


def _with_agenda(session: Session, wanted: str | None) -> Meeting:
    """Return the meeting that was named, else the one in progress, else the next planned one.

    The next one is the BLT's, or the only group's that has one planned. Raises UserError if there
    is none, or several groups have one.
    """
    if wanted is not None:
        return find(session, wanted)
    building, today = session.building, session.today
    meeting = _running(session) or lookup.next_planned(building, today)
    if meeting is not None:
        return meeting
    teams = {m.team for m in active(building.meetings)}
    planned = [m for team in teams if (m := lookup.next_planned(building, today, team)) is not None]
    if len(planned) == 1:
        return planned[0]
    if planned:
        planned.sort(key=lambda m: (m.on, m.start, m.id))
        raise UserError(
            f"Several groups have a meeting planned: {_named(session, planned)}. Name one by its "
            "number or date."
        )
    coming = next(iter(upcoming.coming(building, today)), None)
    if coming is not None:
        raise UserError(_unprepared(session, upcoming.record_of(coming)))
    raise UserError("No meeting is planned. Plan the next one of the series: `bltui meeting plan`.")


def _unprepared(session: Session, meeting: Meeting) -> str:
    """Return why a meeting of the series cannot be used yet, and what to do."""
    return (
        f"{lookup.named(session.building, meeting)} is the next meeting, and has no agenda yet. "
        "Run `bltui meeting prepare`, or name another one."
    )


def show_agenda(session: Session, args: Namespace) -> int:
    """Print the agenda items of a meeting, or write its agenda in the chosen format."""
    return agenda_views.show(session, args, _with_agenda(session, args.meeting))


def show_minutes(session: Session, args: Namespace) -> int:
    """Print the minutes as JSON or as a page."""
    building = session.building
    value = meetings_minutes.minutes(
        building, session.workspace.framework, _held(session, args.meeting)
    )
    if session.out.as_json and args.out is None:
        session.out.json(shape(value))
        return 0
    page = minutes_report.minutes_page(value, building.profile.name, sample=building.profile.sample)
    return deliver_page(session, args, page)


def shape(value: Minutes) -> dict[str, Any]:
    """Return minutes in the public JSON shape, with ids as text.

    A quorum counts as not met if no attendance was recorded.
    """
    found: dict[str, Any] = msgspec.to_builtins(value)
    if value.quorum is not None:
        found["quorum"]["met"] = bool(value.quorum.met)
    return {**found, "id": str(value.id)}


def _held(session: Session, wanted: str | None) -> Meeting:
    if wanted is not None:
        return find(session, wanted)
    held = [m for m in active(session.building.meetings) if m.held and not m.cancelled]
    if not held:
        raise UserError(
            "No meeting was held yet. Start one with `bltui meeting start`, or name a planned one."
        )
    return max(held, key=lambda m: (not m.ended, m.on, m.id))
