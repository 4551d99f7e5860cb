"""`bltui cwg schedule`, `move`, `cancel`, `held` and others: when a group, or the BLT, meets."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from functools import partial
from typing import Any

from bltui.cli import records
from bltui.cli.conflicts import change
from bltui.cli.cwg.views import dates_of, meant, series_now
from bltui.cli.dates import clocks, school_day, times, why
from bltui.cli.parser import Parser, Subcommands
from bltui.cli.session import Session
from bltui.domain.model import formats
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import listed_dates, show_date
from bltui.domain.model.series import Series
from bltui.domain.series import edits, occurrence_edits, phrase_edits, reschedule_edits

WHICH = "the group: its number, or a part of its name; or blt"
#: How many of the next dates are printed after a schedule was saved.
SHOWN = 3


def configure(verbs: Subcommands) -> None:
    """Declare the sub-commands."""
    schedule = verbs.add(
        "schedule",
        set_schedule,
        help="set when a group meets, in one phrase (default: replaces its meetings)",
        example='bltui cwg schedule 3 "every other wed 3:15pm-4pm sep 9 to may 20" --room 104',
        changes=True,
    )
    _which(schedule)
    schedule.add_argument(
        "phrase",
        metavar="PHRASE",
        nargs="+",
        help="when it meets, such as every other wed 3:15pm-4pm",
    )
    records.declare(schedule, Series, adding=False)
    schedule.add_argument(
        "--term", metavar="TERM", default="", help="the term of a phrase without a range of dates"
    )
    how = schedule.add_mutually_exclusive_group()
    how.add_argument("--also", action="store_true", help="keep the group's other meetings")
    how.add_argument(
        "--from", dest="since", metavar="DATE", help="change only meetings from this date on"
    )
    schedule.add_argument(
        "--series",
        metavar="SERIES",
        type=int,
        help="which of the group's series, if it has several",
    )

    remove = verbs.add(
        "unschedule",
        unschedule,
        help="remove a group's meetings, or those after a day",
        example="bltui cwg unschedule 3 --after 2027-03-12",
        changes=True,
    )
    _which(remove)
    remove.add_argument("--after", metavar="DATE", help="keep meetings up to this day")
    remove.add_argument(
        "--series",
        metavar="SERIES",
        type=int,
        help="which of the group's series, if it has several",
    )

    move = verbs.add(
        "move",
        move_one,
        help="move one meeting; the series stays",
        example='bltui cwg move 3 2027-01-27 to 2027-02-03 --why "snow"',
        changes=True,
    )
    _which(move)
    move.add_argument("day", metavar="DATE", help="the current or the original date")
    move.add_argument("to", choices=("to",), metavar="to", help="the word to")
    move.add_argument("target", metavar="DATE", help="the new date")
    times(move)
    move.add_argument("--room", metavar="ROOM", help="the new room (default: the same)")
    why(move)

    for name, run, says in (
        ("cancel", cancel_one, "cancel one meeting, or restore a canceled one"),
        ("held", hold_one, "mark a meeting as held"),
        (
            "restore",
            restore_one,
            ("restore one meeting as planned"),
        ),
        (
            "keep",
            keep_one,
            (
                "keep a meeting that was moved or canceled after its date left the series"
                " (CWG-33); “all” keeps all"
            ),
        ),
    ):
        one = verbs.add(
            name, run, help=says, example=f"bltui cwg {name} 3 2026-10-21", changes=True
        )
        _which(one)
        one.add_argument("day", metavar="DATE", nargs="+", help="the current or the original date")
        if name not in ("restore", "keep"):
            why(one)

    extra = verbs.add(
        "extra",
        add_one,
        help="add one meeting to the regular ones",
        example="bltui cwg extra 3 2026-10-28 --time 3:15pm-4pm",
        changes=True,
    )
    _which(extra)
    extra.add_argument("day", metavar="DATE", help="the date of the added meeting")
    times(extra)
    extra.add_argument("--room", metavar="ROOM", help="the room (default: that of the series)")
    extra.add_argument(
        "--series", metavar="SERIES", type=int, help="which of the group's series it belongs to"
    )
    why(extra)


def _which(parser: Parser) -> None:
    parser.add_argument("cwg", metavar="CWG", help=WHICH)


def _cwg(session: Session, args: Namespace) -> int | None:
    """Return the id of the group that was named, or None for the BLT."""
    group = meant(session, args.cwg)
    return group.id if group else None


def set_schedule(session: Session, args: Namespace) -> int:
    """Save the meetings that a phrase describes.

    Prints the number of meetings, the next ones, and the skipped dates.
    """
    group = meant(session, args.cwg)
    given: dict[str, Any] = {
        "phrase": " ".join(args.phrase),
        "on": session.today,
        "cwg_id": group.id if group else None,
        "term": args.term,
        **records.given(session, args, Series),
    }
    # The change that adds meetings already has a note of the skipped dates.
    noted = args.also or not series_now(session, group)
    if args.also:
        intent = partial(phrase_edits.schedule_phrase, **given)
    else:
        day = school_day(session, args.since) if args.since else None
        since = (
            reschedule_edits.named_meeting(session.building, given["cwg_id"], day)[1]
            if day
            else None
        )
        intent = partial(reschedule_edits.reschedule, series_id=args.series, since=since, **given)
    status = change(session, intent, schedule=lambda: dates_of(session, group))
    if not session.out.as_json:
        _say(session, dates_of(session, group), skips=not noted)
    return status


def _say(session: Session, value: dict[str, Any], *, skips: bool) -> None:
    """Print the number of meetings, the next dates and, with `skips`, the skipped dates."""
    coming = [d for d in value["dates"] if d["state"] != "cancelled" and d["date"] >= session.today]
    days = list(dict.fromkeys(d["date"] for d in coming))
    following = listed_dates(show_date(day) for day in days[:SHOWN])
    count = formats.count(value["count"], "meeting")
    session.out.line(f"{count}{f'; the next: {following}' if following else ''}")
    if skips and value["skipped"]:
        named = [f"{show_date(k['date'])} ({k['why']})" for k in value["skipped"]]
        more = f" and {len(named) - 6} more" if len(named) > 6 else ""
        session.out.line(f"skipped: {', '.join(named[:6])}{more}")


def unschedule(session: Session, args: Namespace) -> int:
    """Remove meetings from the schedule."""
    series = reschedule_edits.the_series(
        session.building, _cwg(session, args), session.today, args.series
    )
    if args.after:
        return change(
            session,
            partial(edits.end_series, series_id=series.id, last=school_day(session, args.after)),
        )
    return change(session, partial(edits.remove_series, series_id=series.id))


def _meeting(session: Session, args: Namespace) -> tuple[int, date]:
    """Return the series and original date of the meeting that was named.

    Raises UserError if there is no such meeting.
    """
    day = args.day if isinstance(args.day, str) else " ".join(args.day)
    return reschedule_edits.named_meeting(
        session.building, _cwg(session, args), school_day(session, day)
    )


def move_one(session: Session, args: Namespace) -> int:
    """Move one meeting."""
    series, original = _meeting(session, args)
    start, end = clocks(args)
    target = school_day(session, args.target)
    return change(
        session,
        partial(
            occurrence_edits.move_meeting,
            series_id=series,
            day=original,
            to=target,
            start=start,
            end=end,
            room=args.room,
            why=args.why,
        ),
    )


def cancel_one(session: Session, args: Namespace) -> int:
    """Cancel one meeting, or restore it."""
    series, original = _meeting(session, args)
    return change(
        session,
        partial(occurrence_edits.cancel_meeting, series_id=series, day=original, why=args.why),
    )


def hold_one(session: Session, args: Namespace) -> int:
    """Record that a meeting was held."""
    series, original = _meeting(session, args)
    return change(
        session,
        partial(occurrence_edits.hold_meeting, series_id=series, day=original, why=args.why),
    )


def restore_one(session: Session, args: Namespace) -> int:
    """Undo the exception for one meeting."""
    series, original = _meeting(session, args)
    return change(
        session, partial(occurrence_edits.restore_meeting, series_id=series, day=original)
    )


def keep_one(session: Session, args: Namespace) -> int:
    """Turn a left-over meeting into a separate meeting."""
    if args.day == ["all"]:
        every = edits.series_of(session.building, _cwg(session, args))
        left = [one.id for one in every if edits.meetings_of(session.building, one).orphans]
        if len(left) != 1:
            raise UserError(
                "No meetings to keep."
                if not left
                else "Several series have such meetings. Give the date."
            )
        return change(session, partial(occurrence_edits.keep_all, series_id=left[0]))
    series, original = _meeting(session, args)
    return change(session, partial(occurrence_edits.keep_meeting, series_id=series, day=original))


def add_one(session: Session, args: Namespace) -> int:
    """Add a meeting outside the regular ones."""
    series = reschedule_edits.the_series(
        session.building, _cwg(session, args), session.today, args.series
    )
    start, end = clocks(args)
    intent = partial(
        occurrence_edits.add_meeting,
        series_id=series.id,
        day=school_day(session, args.day),
        start=start,
        end=end,
        room=args.room,
        why=args.why,
    )
    return change(session, intent)
