"""`bltui cwg schedule`, `move`, `cancel`, `held` and others: when a group, or the BLT, meets."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, get_args

from bltui.cli.conflicts import change
from bltui.cli.cwg_views import dates_of, meant
from bltui.cli.grammar import Parser, Verbs
from bltui.cli.school_dates import clocks, school_day, times, why
from bltui.cli.session import Session
from bltui.domain.refusal import Refused
from bltui.domain.series import CountBy, InService, OnNoSchool

if TYPE_CHECKING:
    from bltui.domain.groups import Cwg
    from bltui.domain.series import Series

WHICH = "the group: its number, or a part of its name; or blt"
#: How many of the next dates are said after a schedule was saved.
SHOWN = 3


def configure(verbs: Verbs) -> None:
    """Declare the sub-commands."""
    schedule = verbs.add(
        "schedule",
        set_schedule,
        says="when a group meets, in one phrase; meetings that it has already are changed",
        example='bltui cwg schedule 3 "every other wed 3:15pm-4pm sep 9 to may 20" --room 104',
        changes=True,
    )
    _which(schedule)
    schedule.add_argument("phrase", metavar="PHRASE", nargs="+")
    schedule.add_argument("--room", metavar="R")
    schedule.add_argument("--on-no-school", choices=get_args(OnNoSchool), help="what a day off does (default: skip)")
    schedule.add_argument(
        "--count-by", choices=get_args(CountBy), help="whether “every other week” counts weeks without school"
    )
    schedule.add_argument("--in-service", choices=get_args(InService), help="on in-service days (default: skip)")
    schedule.add_argument("--term", metavar="NAME", default="", help="a phrase without a range covers this term")
    how = schedule.add_mutually_exclusive_group()
    how.add_argument("--also", action="store_true", help="besides the meetings that it has")
    how.add_argument("--from", dest="since", metavar="DATE", help="only from this meeting on; earlier ones stay")
    schedule.add_argument("--series", metavar="ID", type=int, help="which of its series, where it has several")

    remove = verbs.add(
        "unschedule",
        unschedule,
        says="take a group's meetings away, or those after a day",
        example="bltui cwg unschedule 3 --after 2027-03-12",
        changes=True,
    )
    _which(remove)
    remove.add_argument("--after", metavar="DATE", help="the last day that stays")
    remove.add_argument("--series", metavar="ID", type=int, help="which of its series, where it has several")

    move = verbs.add(
        "move",
        move_one,
        says="move one meeting; the series stays",
        example='bltui cwg move 3 2027-01-27 to 2027-02-03 --why "snow"',
        changes=True,
    )
    _which(move)
    move.add_argument("day", metavar="DATE", help="when it is now, or was at first")
    move.add_argument("to", choices=("to",), metavar="to")
    move.add_argument("target", metavar="DATE")
    times(move)
    move.add_argument("--room", metavar="R")
    why(move)

    for name, run, says in (
        ("cancel", cancel_one, "cancel one meeting; one that is cancelled is on again"),
        ("held", hold_one, "note that a meeting was held"),
        ("restore", restore_one, "one meeting as planned again: neither moved nor cancelled"),
    ):
        one = verbs.add(name, run, says=says, example=f"bltui cwg {name} 3 2026-10-21", changes=True)
        _which(one)
        one.add_argument("day", metavar="DATE", nargs="+", help="when it is now, or was at first")
        if name != "restore":
            why(one)

    extra = verbs.add(
        "extra",
        add_one,
        says="a meeting besides the regular ones",
        example="bltui cwg extra 3 2026-10-28 --time 3:15pm-4pm",
        changes=True,
    )
    _which(extra)
    extra.add_argument("day", metavar="DATE")
    times(extra)
    extra.add_argument("--room", metavar="R")
    extra.add_argument("--series", metavar="ID", type=int, help="to which of its series it belongs")
    why(extra)


def _which(parser: Parser) -> None:
    parser.add_argument("cwg", metavar="CWG", help=WHICH)


def _series(session: Session, group: Cwg | None, number: int | None) -> Series:
    """The one series that is meant. Raises Refused where a group has several, or none."""
    from bltui.cli.cwg_views import meets
    from bltui.domain.scheduling import series_of

    found = series_of(session.building, group.id if group else None)
    who = f"CWG {group.called}" if group else "BLT"
    if not found:
        raise Refused(f"{who} has no meetings yet. Schedule them with a phrase first.", field="cwg")
    chosen = [s for s in found if number in (None, s.id)]
    if len(chosen) != 1:
        listed = "; ".join(f"--series {s.id}: {text}" for s, text in zip(found, meets(session, found), strict=True))
        raise Refused(f"{who} has these meetings, name one: {listed}.", field="series")
    return chosen[0]


def set_schedule(session: Session, args: Namespace) -> int:
    """Save the meetings that a phrase describes; says how many, the next ones and what is skipped."""
    from bltui.domain.phrase import read_phrase
    from bltui.domain.scheduling import edit_series, series_of, this_and_later
    from bltui.domain.scheduling_by_phrase import schedule_phrase, terms_of

    group = meant(session, args.cwg)
    cwg_id = group.id if group else None
    phrase = " ".join(args.phrase)
    given = {"room": args.room, "on_no_school": args.on_no_school, "count_by": args.count_by}
    given = {k: v for k, v in {**given, "in_service": args.in_service}.items() if v is not None}
    present = series_of(session.building, cwg_id)
    on = session.today
    if args.also or not present:
        if args.since:
            raise Refused("--from changes meetings that are there, and there are none. Write the day in the phrase.")
        intent = partial(schedule_phrase, phrase=phrase, on=on, cwg_id=cwg_id, term=args.term, **given)
    else:
        series = _series(session, group, args.series)
        reading = read_phrase(phrase, terms_of(session.building, on, term=args.term))
        for note in reading.notes:
            session.out.tell(f"note: {note}")
        wanted = reading.series(cwg_id=cwg_id, **{"room": reading.room or series.room, **given})
        names = ("pattern", "time", "first", "until", "times", "room", "on_no_school", "count_by", "in_service")
        fields = {name: getattr(wanted, name) for name in names}
        if args.since:
            day = _meeting(session, group, school_day(session, args.since))[1]
            later = {k: v for k, v in fields.items() if k != "first" or v > day}
            intent = partial(this_and_later, series_id=series.id, day=day, **later)
        else:
            intent = partial(edit_series, seen=series, **fields)
    status = change(session, intent, schedule=lambda: dates_of(session, group))
    if not session.out.as_json:
        _say(session, dates_of(session, group))
    return status


def _say(session: Session, value: dict[str, Any]) -> None:
    """How many meetings there are now, the next ones, and the dates that are skipped."""
    from bltui.domain.dates import show_date

    coming = [d for d in value["dates"] if d["state"] != "cancelled" and d["date"] >= session.today]
    following = ", ".join(show_date(d["date"], weekday=True) for d in coming[:SHOWN])
    session.out.line(f"{value['count']} meetings{f'; the next: {following}' if following else ''}")
    if value["skipped"]:
        skips = [f"{show_date(k['date'])} ({k['why']})" for k in value["skipped"]]
        more = f" and {len(skips) - 6} more" if len(skips) > 6 else ""
        session.out.line(f"skipped: {', '.join(skips[:6])}{more}")


def unschedule(session: Session, args: Namespace) -> int:
    """Take meetings away."""
    from bltui.domain.scheduling import end_series, remove_series

    series = _series(session, meant(session, args.cwg), args.series)
    if args.after:
        return change(session, partial(end_series, series_id=series.id, last=school_day(session, args.after)))
    return change(session, partial(remove_series, series_id=series.id))


def _meeting(session: Session, group: Cwg | None, day: date) -> tuple[int, date]:
    """The series and original date of the meeting on a day, or of one that a closed day took away. Raises Refused."""
    from bltui.domain.scheduling import find_meeting, meetings_of, series_of

    cwg_id = group.id if group else None
    try:
        series, meeting = find_meeting(session.building, cwg_id, day)
    except Refused:
        taken = [
            one.id
            for one in series_of(session.building, cwg_id)
            if any(k.date == day for k in meetings_of(session.building, one).skipped)
        ]
        if len(taken) != 1:
            raise
        return taken[0], day
    return series.id, meeting.original


def move_one(session: Session, args: Namespace) -> int:
    """Move one meeting."""
    from bltui.domain.one_meeting import move_meeting

    series, original = _meeting(session, meant(session, args.cwg), school_day(session, args.day))
    start, end = clocks(args)
    target = school_day(session, args.target)
    return change(
        session,
        partial(
            move_meeting,
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
    """Cancel one meeting, or have it on again."""
    from bltui.domain.one_meeting import cancel_meeting

    series, original = _meeting(session, meant(session, args.cwg), school_day(session, " ".join(args.day)))
    return change(session, partial(cancel_meeting, series_id=series, day=original, why=args.why))


def hold_one(session: Session, args: Namespace) -> int:
    """Note that a meeting was held."""
    from bltui.domain.one_meeting import hold_meeting

    series, original = _meeting(session, meant(session, args.cwg), school_day(session, " ".join(args.day)))
    return change(session, partial(hold_meeting, series_id=series, day=original, why=args.why))


def restore_one(session: Session, args: Namespace) -> int:
    """Take back what was decided about one meeting."""
    from bltui.domain.one_meeting import restore_meeting

    series, original = _meeting(session, meant(session, args.cwg), school_day(session, " ".join(args.day)))
    return change(session, partial(restore_meeting, series_id=series, day=original))


def add_one(session: Session, args: Namespace) -> int:
    """A meeting besides the regular ones."""
    from bltui.domain.one_meeting import add_meeting

    series = _series(session, meant(session, args.cwg), args.series)
    start, end = clocks(args)
    intent = partial(
        add_meeting,
        series_id=series.id,
        day=school_day(session, args.day),
        start=start,
        end=end,
        room=args.room,
        why=args.why,
    )
    return change(session, intent)
