"""`bltui team add|edit|end|import`: who sits on the team, for whom and until when."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from typing import Any, get_args

from bltui.cli.errors import UsageError
from bltui.cli.parser import Parser, words, yes_no
from bltui.cli.session import Session
from bltui.cli.team import seats
from bltui.domain.model import grades
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, Intent
from bltui.domain.model.people import EmployeeType
from bltui.domain.model.seats import SeatKind
from bltui.domain.team import lookup, seat_edits

KINDS = get_args(SeatKind)
MEMBER = "the member or seat: a name, a role, a part of it, or the seat's number"


def member(parser: Parser) -> None:
    """The arguments of `team add`, which `team what-if add` shares."""
    parser.add_argument("name", metavar="NAME", help="the person; somebody of this name on the list is taken")
    parser.add_argument(
        "--role", metavar="TEXT", default="", help="the role in your own words; read for what it represents"
    )
    parser.add_argument(
        "--groups", metavar="GEN,UNION", type=words, help="what the seat represents; wins over the role"
    )
    parser.add_argument("--grades", metavar="2-3", help="grades that the seat speaks for")
    parser.add_argument("--subjects", metavar="Math,Art", type=words, help="departments or subjects that it speaks for")
    parser.add_argument("--kind", choices=KINDS, help="core, term (default), alternate, or ad_hoc")
    parser.add_argument("--years", choices=("odd", "even"), help="alternates: the school years in which they serve")
    parser.add_argument("--partner", metavar="NAME", default="", help="alternates: who serves in the other years")
    parser.add_argument("--type", choices=get_args(EmployeeType), help="a new person's kind of work")
    parser.add_argument("--required", type=yes_no, metavar="yes|no", default=False, help="a vacancy is a warning")
    parser.add_argument("--start", metavar="DATE")
    parser.add_argument("--end", metavar="DATE", help="the last day")


def adding(session: Session, args: Namespace) -> tuple[Intent, dict[str, Any]]:
    """The intent of `team add`, and what the role text was read as."""
    fields: dict[str, Any] = {
        "groups": (),
        "ask": (),
        "grades": (),
        "subjects": (),
        "kind": "term",
        "employee_type": None,
    }
    if args.role and args.groups is None:
        fields |= seats.read_role(session, args.role)
    reads = {"groups": fields["groups"], "ask": fields["ask"]}
    typed = {
        "groups": seats.groups_meant(session, args.groups) if args.groups is not None else None,
        "grades": grades.read_grades(args.grades) if args.grades is not None else None,
        "subjects": args.subjects,
        "kind": args.kind,
        "employee_type": args.type,
    }
    fields |= {key: value for key, value in typed.items() if value is not None}
    intent = partial(
        seat_edits.add_member,
        name=args.name,
        role=args.role,
        start=session.day(args.start),
        end=session.day(args.end),
        required=args.required,
        active_years=args.years,
        partner=args.partner,
        today=session.today,
        **fields,
    )
    return intent, reads | ({"groups": fields["groups"]} if args.groups is not None else {})


def add_member(session: Session, args: Namespace) -> int:
    """Add a member; says what the role was read as, and what has to be asked."""
    intent, reads = adding(session, args)
    seats.tell_reading(session, reads)
    return session.do(intent, **reads)


def end_member(session: Session, args: Namespace) -> int:
    """A member leaves the team."""
    return session.do(ending(session, args))


def ending(session: Session, args: Namespace) -> Intent:
    """The intent of `team end`."""
    term = lookup.term(session.building, args.member, session.today)
    return partial(seat_edits.end_term, membership_id=term.id, on=session.day(args.date) or session.today)


def edit_member(session: Session, args: Namespace) -> int:
    """Change the seat, the term, or both, in one change."""
    about_seat = seats.given(session, args)
    about_term: dict[str, Any] = {
        "start": session.day(args.start),
        "end": None if args.end == "none" else session.day(args.end),
        "status": args.status,
        "active_years": args.years,
        "notes": args.notes,
    }
    about_term = {field: value for field, value in about_term.items() if value is not None}
    if args.end == "none":
        about_term["end"] = None
    if args.substitute:
        stand_in = None if args.substitute == "none" else session.person(args.substitute).id
        about_term["substitute_person_id"] = stand_in
    intents: list[Intent] = []
    if about_seat:
        chosen = lookup.seat(session.building, args.member, session.today)
        intents.append(partial(seat_edits.edit_seat, seen=chosen, **about_seat))
    if about_term:
        term = lookup.term(session.building, args.member, session.today)
        intents.append(partial(seat_edits.edit_term, seen=term, **about_term))
    if not intents:
        raise UsageError(
            "Nothing to change: give --role, --groups, --end or another option; `bltui team edit --help` lists them."
        )
    return session.do(intents[0] if len(intents) == 1 else both(intents))


def both(intents: list[Intent]) -> Intent:
    """Several intents on different records as one change."""

    def intent(building: Building) -> Change:
        changes = [one(building) for one in intents]
        real = [c for c in changes if c] or changes[:1]
        edits = tuple(edit for change in changes for edit in change.edits)
        return Change("; ".join(c.says for c in real), edits, tuple(note for c in changes for note in c.notes))

    return intent
