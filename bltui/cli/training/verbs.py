"""`bltui training`: BLT trainings, and the in-service days on which the team trains the staff."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from typing import Any

from bltui.cli import records, resolve
from bltui.cli.dates import school_day
from bltui.cli.errors import UsageError
from bltui.cli.parser import Parser, Subcommands, words
from bltui.cli.session import Session
from bltui.cli.training import views
from bltui.domain.model import editing, validation_messages
from bltui.domain.model.kind import kinds_of
from bltui.domain.model.link_kinds import Person
from bltui.domain.model.training import InService, Rollout, Segment, Training
from bltui.domain.team.membership import on_day
from bltui.domain.training import edits
from bltui.domain.training.timeline import staff_on

WHICH = "trainings/N, inservices/N, or its date"
#: The field that is a positional argument, and the fields that both records have.
_APART = ("on",)
_BOTH = kinds_of(Training).keys() & kinds_of(InService).keys()


def configure(parser: Parser, command: str) -> None:
    """Declare the sub-commands."""
    verbs = parser.verbs()
    views.configure(verbs)
    add = verbs.add(
        "add",
        add_day,
        help="add a BLT training, or an in-service day with --in-service",
        example='bltui training add 2026-09-28 --presenters "Sample Person" --planning-minutes 60 --goal 1',
        changes=True,
    )
    add.add_argument("date", metavar="DATE", help="the date of the training")
    add.add_argument(
        "--in-service",
        action="store_true",
        help="add an in-service day, which the team leads for all staff",
    )
    edit = verbs.add(
        "edit",
        edit_day,
        help="edit a BLT training or in-service day",
        example="bltui training edit 2026-09-28 --title Questions",
        changes=True,
    )
    edit.add_argument("day", metavar="TRAINING", help=WHICH)
    edit.add_argument("--date", dest="on", metavar="DATE", help="the new date")
    for one in (add, edit):
        records.declare(one, Training, adding=one is add, skip=_APART)
        records.declare(one, InService, adding=one is add, skip=(*_APART, *_BOTH))
    _rest(verbs)


def _rest(verbs: Subcommands) -> None:
    plan = verbs.add(
        "plan",
        plan_rollout,
        help="plan how the team introduces a training to its own staff",
        example='bltui training plan trainings/1 --how "In three rooms, by grade" --leads "Sample Person"',
        changes=True,
    )
    plan.add_argument("day", metavar="TRAINING", help="the BLT training: trainings/N, or its date")
    plan.add_argument("--how", metavar="TEXT", required=True, help="how it reaches the whole staff")
    records.declare(plan, Rollout, adding=True, skip=("how",))
    segment = verbs.add(
        "segment",
        add_segment,
        help="add a segment to a BLT training: I do, We do, or You do",
        example='bltui training segment trainings/1 "Asking why" --phase i_do --minutes 20',
        changes=True,
    )
    segment.add_argument(
        "day", metavar="TRAINING", help="the BLT training: trainings/N, or its date"
    )
    records.declare(segment, Segment, adding=True)
    came = verbs.add(
        "attendance",
        note_attendance,
        help="record who attended, by name, or how many of the staff",
        example='bltui training attendance 2026-09-28 --present "Sample Person"',
        changes=True,
    )
    came.add_argument("day", metavar="TRAINING", help=WHICH)
    who = came.add_mutually_exclusive_group(required=True)
    who.add_argument("--present", metavar="PERSON,..", type=words, help="who attended")
    who.add_argument("--team", action="store_true", help="everyone who was on the BLT that day")
    who.add_argument("--staff", action="store_true", help="everyone on the staff list")
    who.add_argument(
        "--reached", metavar="N", type=int, help="the number of staff; in-service days only"
    )
    verbs.add(
        "take",
        take_days,
        help="add the in-service days of the calendar",
        example="bltui training take",
        changes=True,
    )
    remove = verbs.add(
        "remove",
        remove_day,
        help="remove a BLT training or in-service day",
        example="bltui training remove trainings/1",
        changes=True,
    )
    remove.add_argument("day", metavar="TRAINING", help=WHICH)


def _given(session: Session, args: Namespace, record: type[Training | InService]) -> dict[str, Any]:
    """Return the fields of a training or in-service day that were given.

    Raises UsageError if a field belongs to the other record.
    """
    other = InService if record is Training else Training
    if records.given(session, args, other, skip=(*_APART, *_BOTH)):
        raise UsageError(
            (
                "--reached, --strategy, and --note are for an in-service day. Give "
                "--in-service, or name one."
            )
            if record is Training
            else (
                "--planning-minutes, --goal, --content, and --prepares are for a BLT "
                "training, not for an in-service day."
            )
        )
    return records.given(session, args, record, skip=_APART)


def add_day(session: Session, args: Namespace) -> int:
    """Add a training or an in-service day."""
    on = school_day(session, args.date)
    if args.in_service:
        record = InService(on=on, **_given(session, args, InService))
        return session.do(partial(editing.add, record=record, **records.scene(session, InService)))
    fields = records.scene(session, Training) | _given(session, args, Training)
    return session.do(partial(edits.add_training, on=on, **fields))


def edit_day(session: Session, args: Namespace) -> int:
    """Change a training or an in-service day."""
    _, seen = resolve.training_day(session, args.day)
    fields = _given(session, args, type(seen))
    if args.on:
        fields["on"] = school_day(session, args.on)
    if not fields:
        raise UsageError(
            "Nothing to change. Give --title, --presenters, --date, or another option."
        )
    return records.change(session, seen, fields)


def _training_id(session: Session, wanted: str) -> int:
    table, day = resolve.training_day(session, wanted)
    if table != "trainings":
        raise UsageError(
            f"{wanted} is an in-service day. Roll-out and segments are for the BLT "
            "training before it."
        )
    return day.id


def _people(session: Session, names: tuple[str, ...]) -> tuple[int, ...]:
    """Return the ids of the people with these names."""
    person = Person("person")
    return tuple(person.parse(name, session) for name in names)


def plan_rollout(session: Session, args: Namespace) -> int:
    """Set the roll-out plan."""

    if not args.how.strip():
        raise UsageError(
            validation_messages.blank("--how", "Say how the team introduces it to the staff.")
        )
    rollout = Rollout(**records.given(session, args, Rollout))
    return session.do(
        partial(edits.set_rollout, training_id=_training_id(session, args.day), rollout=rollout)
    )


def add_segment(session: Session, args: Namespace) -> int:
    """Add a segment."""

    segment = Segment(**records.given(session, args, Segment))
    return session.do(
        partial(edits.add_segment, training_id=_training_id(session, args.day), segment=segment)
    )


def note_attendance(session: Session, args: Namespace) -> int:
    """Record attendance."""

    table, day = resolve.training_day(session, args.day)
    attended: tuple[int, ...] | None = None
    if args.present is not None:
        attended = _people(session, args.present)
    elif args.team:
        attended = tuple(on_day(session.building, day.on).members)
    elif args.staff:
        attended = tuple(sorted(staff_on(session.building)))
    return session.do(
        partial(
            edits.attendance,
            table=table,
            number=day.id,
            today=session.today,
            attended=attended,
            reached=args.reached,
        )
    )


def take_days(session: Session, args: Namespace) -> int:
    """Add the calendar's in-service days."""

    return session.do(edits.take_inservices)


def remove_day(session: Session, args: Namespace) -> int:
    """Remove a training or an in-service day."""

    table, day = resolve.training_day(session, args.day)
    return session.do(partial(editing.remove, table=table, number=day.id))
