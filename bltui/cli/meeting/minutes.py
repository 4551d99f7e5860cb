"""`bltui meeting present`, `role`, `note`, `park` and the like: record notes and attendance."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from functools import partial

from bltui.cli import owning, records
from bltui.cli.errors import UsageError
from bltui.cli.meeting import deciding
from bltui.cli.meeting.agenda import during, spoken_in
from bltui.cli.meeting.views import pick, picked
from bltui.cli.parser import Subcommands
from bltui.cli.session import Session
from bltui.domain.meetings import agenda, attendance, minutes_edits, running, voting
from bltui.domain.model.actions import Action
from bltui.domain.model.meetings import PRESENCES, Presence
from bltui.domain.model.minutes import Line, LineKind
from bltui.domain.model.name_lists import read_everyone

STATES = tuple(PRESENCES)
_REMARKS: dict[Presence, str] = {
    "late": "add the time as “Kim 4:05”",
    "excused": "add the reason as “Kim: jury duty”",
    "absent": "add the reason as “Kim: sick”",
    "left": "add the time as “Kim 4:30”",
}


def configure(verbs: Subcommands) -> None:
    """Declare the sub-commands."""
    present = verbs.add(
        "present",
        mark_present,
        help="record who is present, late, excused, absent, or left early",
        example='bltui meeting present "Avery Sample,Bailey Sample" --late "Casey Sample"',
        changes=True,
    )
    present.add_argument(
        "present",
        metavar="PERSON,..",
        nargs="?",
        default="",
        help="who is present, “all”, or “all but PERSON”",
    )
    for state in STATES[1:]:
        present.add_argument(
            f"--{state}",
            metavar="PERSON,..",
            default="",
            help=f"who is {PRESENCES[state]}; {_REMARKS[state]}",
        )
    pick(present)
    guest = verbs.add(
        "guest",
        add_guest,
        help="record a guest, who is present but not counted for the quorum",
        example='bltui meeting guest "Jane Doe" --for "the PTA"',
        changes=True,
    )
    guest.add_argument("name", metavar="NAME", help="the guest's name")
    guest.add_argument(
        "--for", dest="reason", metavar="TEXT", default="", help="whom the guest comes for, or why"
    )
    pick(guest)
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
    records.declare(action, Action, adding=True, skip=("about", "owner_id", "due"))
    owning.declare(action)
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


def mark_present(session: Session, args: Namespace) -> int:
    """Record attendance."""
    meeting = picked(session, args)
    everyone = read_everyone(args.present) is not None
    marks: dict[Presence, tuple[attendance.Mark, ...]] = {}
    known: dict[int, Presence] = {}
    for state in STATES:
        if not (typed := getattr(args, state).strip()):
            continue
        marks[state] = attendance.read_attendance(session.building, meeting, typed, state)
        for mark in marks[state]:
            # "all" may come first with exceptions after it, but naming one person twice is a
            # mistake.
            before = known.get(mark.person_id)
            if before not in (None, state) and not (everyone and before == "present"):
                raise UsageError(
                    f"{session.building.people[mark.person_id].name} is named twice. Say one of "
                    f"{before} and {state}."
                )
            known[mark.person_id] = state
    if not known:
        raise UsageError(
            "No one is named. Name who is present, or give --late, --excused, --absent, or --left."
        )
    last = {
        state: [mark for mark in those if known[mark.person_id] == state]
        for state, those in marks.items()
    }
    change, number = session.carry_out(
        partial(attendance.attend_all, meeting_id=meeting.id, marks=last)
    )
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


def add_guest(session: Session, args: Namespace) -> int:
    """Record a guest."""
    return session.do(
        partial(
            attendance.add_guest,
            meeting_id=picked(session, args).id,
            name=args.name,
            reason=args.reason,
        )
    )


def set_role(session: Session, args: Namespace) -> int:
    """Assign a meeting role to a person."""
    meeting = picked(session, args)
    session.first_people = agenda.members(session.building, meeting.team, meeting.on) or ()
    person = session.person(args.person).id if args.person else None
    return session.do(
        partial(running.set_role, meeting_id=meeting.id, role=args.role, person_id=person)
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
    meeting = session.building.meetings[where["meeting_id"]]
    fields = records.given(session, args, Action, skip=("owner_id", "due"))
    fields |= owning.given(session, args, meeting)
    return session.do(partial(minutes_edits.promise, **{**fields, **where}))
