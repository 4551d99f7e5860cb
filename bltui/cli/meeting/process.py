"""`bltui meeting step`, `result`, `stop` and `steps`: a group's process in its meeting."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from typing import Any

from bltui.cli.errors import UsageError
from bltui.cli.meeting.views import pick, picked
from bltui.cli.parser import Subcommands, pair
from bltui.cli.session import Session
from bltui.domain.meetings import lookup, process, process_edits
from bltui.domain.model import formats
from bltui.domain.model.errors import UserError
from bltui.domain.model.kind import kinds_of
from bltui.domain.model.process_steps import WHEN, ProcessNote
from bltui.domain.model.shown import as_json, rows

#: The levels that have an option of their own: those of the included frameworks.
LEVELS = ("advanced", "proficient", "below")
#: The fields of a note that have an option, and its help.
_FIELDS = {
    "adults": "what adults will do differently",
    "students": "what students will do differently",
    "evidence": "the evidence",
    "on": "the day it was discussed (default: the meeting's)",
    "discussed_at": "the time it was discussed",
}


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
    for name, says in _FIELDS.items():
        metavar = {"on": "DATE", "discussed_at": "TIME"}.get(name, "TEXT")
        option = f"--{name.removeprefix('discussed_')}"
        step.add_argument(option, dest=name, metavar=metavar, help=says)
    pick(step)
    result = verbs.add(
        "result",
        count,
        help="record how many students reached each level; counts only, never a student",
        example="bltui meeting result --step 5 --group All --when pre --tested 20 --below 12",
        changes=True,
    )
    result.add_argument("--step", metavar="K", type=int, required=True, help="the step's number")
    result.add_argument(
        "--group", metavar="TEXT", required=True, help="All, a teacher, or a subgroup"
    )
    result.add_argument("--when", choices=tuple(WHEN), required=True, help="before or after")
    result.add_argument("--tested", metavar="N", type=int, required=True, help="students tested")
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
    stop.add_argument("step", metavar="K", type=int, help="the number of the step")
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
    known = session.workspace.framework.process
    return {"meeting_id": picked(session, args).id, "step": args.step, "known": known}


def write(session: Session, args: Namespace) -> int:
    """Write at a step of the process."""
    kinds = kinds_of(ProcessNote)
    given = {n: v for n in ("text", *_FIELDS) if (v := getattr(args, n)) is not None}
    if not given:
        raise UsageError("Nothing to write: give TEXT, --adults, --students or --evidence.")
    fields = {name: kinds[name].parse(words, session) for name, words in given.items()}
    return session.do(partial(process_edits.write, **_where(session, args), **fields))


def count(session: Session, args: Namespace) -> int:
    """Record the counts of a group."""
    counts = {level: n for level in LEVELS if (n := getattr(args, level)) is not None}
    for level, typed in args.level:
        if not typed.isdecimal() or level in counts:
            raise UserError(f"{level}={typed}: write each level once, with its count.")
        counts[level] = int(typed)
    of = {"group": args.group, "when": args.when, "tested": args.tested, "counts": counts}
    return session.do(partial(process_edits.count, **_where(session, args), **of))


def put_stop(session: Session, args: Namespace) -> int:
    """Mark where the group stopped."""
    return session.do(partial(process_edits.stop, **_where(session, args), needs=args.needs))


def show(session: Session, args: Namespace) -> int:
    """Print the steps of a meeting."""
    building, known = session.building, session.workspace.framework.process
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
            if label not in ("Meeting", "Step"):
                session.out.line(f"   {label}: {words}")
        for row in one.results:
            shares = (
                f"{known.levels.get(level, level)} {n} ({formats.percent(row.percent[level])})"
                for level, n in row.counts.items()
            )
            line = f"{row.group}, {WHEN[row.when]}: {row.tested} tested"
            session.out.line("   " + ", ".join((line, *shares)))
    return 0
