"""`bltui meeting step`, `result`, `stop` and `steps`: a group's process in its meeting."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from typing import Any

from bltui.cli import records
from bltui.cli.errors import UsageError
from bltui.cli.meeting.views import pick, picked
from bltui.cli.parser import Subcommands, pair
from bltui.cli.session import Session
from bltui.domain.meetings import lookup, process, process_edits
from bltui.domain.model.errors import UserError
from bltui.domain.model.process_steps import ProcessNote, ProcessResult
from bltui.domain.model.shown import as_json, rows
from bltui.domain.model.text import one_line

#: The levels that have an option of their own: those of the included frameworks.
LEVELS = ("advanced", "proficient", "below")


def configure(verbs: Subcommands) -> None:
    """Declare the sub-commands."""
    step = verbs.add(
        "step",
        write,
        help="write at a step of the group's process",
        example='bltui meeting step 5 "Exit tickets in every room" --adults "Model first"',
        changes=True,
    )
    step.add_argument("step", metavar="K", type=int, help="the number of the step")
    step.add_argument("text", metavar="TEXT", nargs="?", help="what the group wrote")
    records.declare(step, ProcessNote, adding=False, skip=("step", "text"))
    pick(step)
    result = verbs.add(
        "result",
        count,
        help="record how many students reached each level; counts only, never a student",
        example="bltui meeting result --step 5 --group All --when pre --tested 20 --below 12",
        changes=True,
    )
    records.declare(result, ProcessResult, adding=True)
    for level in LEVELS:
        result.add_argument(f"--{level}", metavar="N", type=int, help=f"students at {level}")
    result.add_argument(
        "--level",
        metavar="LEVEL=N",
        action="append",
        type=pair("LEVEL=N", "`bltui meeting steps --json`"),
        default=[],
        help="students at another level of your framework; repeatable",
    )
    pick(result)
    stop = verbs.add(
        "stop",
        put_stop,
        help="mark the step where the group stopped, and what it needs from the BLT",
        example='bltui meeting stop 6 --needs "A second reading assessment"',
        changes=True,
    )
    where = stop.add_mutually_exclusive_group(required=True)
    where.add_argument("step", metavar="K", nargs="?", type=int, help="the number of the step")
    where.add_argument("--clear", action="store_true", help="remove the stop sign")
    stop.add_argument("--needs", metavar="TEXT", default="", help="what it needs from the BLT")
    pick(stop)
    steps = verbs.add(
        "steps",
        show,
        help="show the steps of a group's meeting with their results",
        example="bltui meeting steps --json",
    )
    pick(steps)


def _where(session: Session, args: Namespace) -> dict[str, Any]:
    return {
        "meeting_id": picked(session, args).id,
        "known": session.workspace.framework.process,
    }


def write(session: Session, args: Namespace) -> int:
    """Write at a step of the process."""
    fields = records.given(session, args, ProcessNote, skip=("step",))
    if not fields:
        raise UsageError("Nothing to write: give TEXT, --adults, --students or --evidence.")
    where = _where(session, args)
    return session.do(partial(process_edits.write, **where, step=args.step, **fields))


def count(session: Session, args: Namespace) -> int:
    """Record the counts of a group."""
    counts = {level: n for level in LEVELS if (n := getattr(args, level)) is not None}
    for level, typed in args.level:
        if not typed.isdecimal() or level in counts:
            raise UserError(f"{level}={typed}: write each level once, with its count.")
        counts[level] = int(typed)
    of = records.given(session, args, ProcessResult)
    return session.do(partial(process_edits.count, **_where(session, args), **of, counts=counts))


def put_stop(session: Session, args: Namespace) -> int:
    """Mark where the group stopped, or remove the mark."""
    where = _where(session, args)
    if args.clear:
        return session.do(partial(process_edits.clear_stop, **where))
    return session.do(partial(process_edits.stop, **where, step=args.step, needs=args.needs))


def show(session: Session, args: Namespace) -> int:
    """Print the steps of a meeting."""
    building, known = session.building, session.workspace.framework.process
    if not known.steps:
        raise UserError(process_edits.NO_PROCESS)
    meeting = picked(session, args)
    found = process.steps_of(building, known, meeting.id)
    if session.out.as_json:
        steps = [
            {
                "step": one.step,
                "title": one.title,
                "prompt": one.prompt,
                "note": as_json(one.note, session) if one.note else None,
                "results": one.results,
            }
            for one in found
        ]
        session.out.json({"meeting": str(meeting.id), "levels": known.levels, "steps": steps})
        return 0
    session.out.line(lookup.named(building, meeting))
    for one in found:
        session.out.line(f"{one.step}. {one.title}")
        for label, words in rows(one.note, session) if one.note else ():
            if label not in ("Meeting", "Step") and (label, words) != ("Stopped here", "no"):
                session.out.line(f"   {label}: {one_line(words)}")
        for row in one.results:
            session.out.line(f"   {process.row_words(row, known.levels)}")
    return 0
