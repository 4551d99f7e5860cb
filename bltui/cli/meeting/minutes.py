"""`bltui meeting present`, `role`, `note`, `park` and the like: record notes and attendance."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from functools import partial
from typing import Any

from bltui.cli import records
from bltui.cli.errors import UsageError
from bltui.cli.meeting import deciding
from bltui.cli.meeting.agenda import during, spoken_in
from bltui.cli.meeting.views import pick, picked
from bltui.cli.parser import Subcommands, words
from bltui.cli.session import Session
from bltui.domain.meetings import agenda, minutes_edits, running, voting
from bltui.domain.model.actions import Action
from bltui.domain.model.meetings import PRESENCES
from bltui.domain.model.minutes import Line, LineKind

STATES = tuple(PRESENCES)


def configure(verbs: Subcommands) -> None:
    """Declare the sub-commands."""
    present = verbs.add(
        "present",
        mark,
        help="record who is present, late, excused, absent, or left early",
        example='bltui meeting present "Avery Sample,Bailey Sample" --late "Casey Sample"',
        changes=True,
    )
    present.add_argument(
        "present",
        metavar="PERSON,..",
        nargs="?",
        type=words,
        default=(),
        help="who is present, or “all”",
    )
    for state in STATES[1:]:
        says = "who left early" if state == "left" else f"who is {state}"
        present.add_argument(f"--{state}", metavar="PERSON,..", type=words, default=(), help=says)
    pick(present)
    role = verbs.add(
        "role",
        set_role,
        help="assign facilitator, recorder, timekeeper, or another role",
        example='bltui meeting role recorder "Avery Sample"',
        changes=True,
    )
    role.add_argument(
        "role",
        metavar="ROLE",
        help="facilitator, recorder, timekeeper, or your own name for a role",
    )
    role.add_argument(
        "person", metavar="PERSON", nargs="?", help="the person (default: clear the role)"
    )
    pick(role)
    for kind, says, example in _LINES:
        one = verbs.add(
            _WORDS.get(kind, kind), _line(kind), help=says, example=example, changes=True
        )
        records.declare(
            one, Line, adding=True, skip=() if kind in ("to", "from") else ("party", "person_id")
        )
        spoken_in(one)
    deciding.configure(verbs)
    action = verbs.add(
        "action",
        add_action,
        help="add an action",
        example='bltui meeting action "Copy the rubric" --owner "Avery Sample" --due fri',
        changes=True,
    )
    records.declare(action, Action, adding=True, skip=("about",))
    spoken_in(action)


_LINES: tuple[tuple[LineKind, str, str], ...] = (
    ("note", "add a note to the minutes", 'bltui meeting note "4 of 6 rooms have started"'),
    ("parking", "add something to the parking lot", 'bltui meeting park "The copier contract"'),
    ("plus", "record what went well in this meeting", 'bltui meeting plus "We ended in time"'),
    ("delta", "record what to change next time", 'bltui meeting delta "Fewer points"'),
    (
        "to",
        "record what the team tells others",
        'bltui meeting tell "The calendar is adopted" --party staff',
    ),
    (
        "from",
        "record what others told the team",
        'bltui meeting heard "Grants open in March" --party DLT',
    ),
)
#: Kinds of line whose command has another name.
_WORDS: dict[str, str] = {"parking": "park", "to": "tell", "from": "heard"}


def mark(session: Session, args: Namespace) -> int:
    """Record attendance."""
    meeting = picked(session, args)
    who: dict[int, Any] = {}
    for state in STATES:
        for name in getattr(args, state):
            if name.casefold() == "all":
                people = agenda.members(session.building, meeting.team, meeting.on) or ()
            else:
                people = (session.person(name, by_initials=True).id,)
            for person in people:
                # "all" may come first with exceptions after it, but naming one person twice is a
                # mistake.
                if (
                    person in who
                    and who[person] != state
                    and "all" not in (n.casefold() for n in args.present)
                ):
                    raise UsageError(
                        f"{session.building.people[person].name} is named twice. Say one of "
                        f"{who[person]} and {state}."
                    )
                who[person] = state
    if not who:
        raise UsageError(
            "No one is named. Name who is present, or give --late, --excused, --absent, or --left."
        )
    change, number = session.carry_out(partial(running.mark, meeting_id=meeting.id, who=who))
    rules = voting.ways(session.building.profile.limits, session.workspace.framework)
    now = session.building.meetings[meeting.id]
    seen = agenda.quorum(
        session.building, now, rules, agenda.gone(session.building, now) if not now.ended else 0
    )
    value = {"needed": seen.needed, "present": seen.present, "met": seen.met} if seen else None
    session.say(change, number, quorum=value)
    if seen and not session.out.as_json:
        met = "a quorum" if seen.met else "no quorum"
        session.out.line(
            f"{seen.present} of {seen.voting} voting members: {met} ({seen.needed} are needed)"
        )
    return 0


def set_role(session: Session, args: Namespace) -> int:
    """Assign a meeting role to a person."""
    person = session.person(args.person, by_initials=True).id if args.person else None
    return session.do(
        partial(
            running.set_role, meeting_id=picked(session, args).id, role=args.role, person_id=person
        )
    )


def _line(kind: LineKind) -> Callable[[Session, Namespace], int]:
    def run(session: Session, args: Namespace) -> int:
        fields = records.given(session, args, Line)
        return session.do(
            partial(minutes_edits.add_line, kind=kind, **during(session, args), **fields)
        )

    return run


def add_action(session: Session, args: Namespace) -> int:
    """Record an action that was agreed in the meeting."""
    where = during(session, args)
    # If minutes are written later, "by Friday" is the Friday after the meeting.
    held = session.building.meetings[where["meeting_id"]].on
    fields = records.given(session, args, Action)
    fields["due"] = session.day(args.due, since=held if held < session.today else None)
    return session.do(partial(minutes_edits.promise, **{**fields, **where}))
