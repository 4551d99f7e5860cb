"""`bltui team seat`: seats as such: add one, fill it, take it off, answer what its role text left open."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from functools import partial
from typing import Any, get_args

from bltui import framework
from bltui.cli.errors import one_of
from bltui.cli.parser import Parser, Subcommands, words, yes_no
from bltui.cli.session import Session
from bltui.domain.model import grades
from bltui.domain.model.seats import SeatKind
from bltui.domain.model.text import folded
from bltui.domain.team import lookup, roles, seat_edits

SEAT = "its number, role or a part of it, or the name of whoever sits there"


def configure(verbs: Subcommands) -> None:
    """Declare `team seat …`."""
    seat = verbs.group("seat", help="seats as such: add, fill, remove, answer")
    add = seat.add(
        "add",
        add_seat,
        help="a seat with nobody on it yet",
        example='bltui team seat add "Union Rep." --groups UNION',
        changes=True,
    )
    add.add_argument("role", metavar="ROLE", help="the role in your own words")
    fields(add, role=False)
    add.add_argument("--since", metavar="DATE", help="since when the seat exists (default: today)")

    fill = seat.add(
        "fill",
        fill_seat,
        help="put a person of the list on a seat",
        example='bltui team seat fill "Union Rep." "Sample Person" --start 2026-07-01 --end 2028-06-30',
        changes=True,
    )
    fill.add_argument("seat", metavar="SEAT", help=SEAT)
    fill.add_argument("person", metavar="PERSON", help="their number, name or a part of it")
    fill.add_argument("--start", metavar="DATE")
    fill.add_argument("--end", metavar="DATE", help="the last day")
    fill.add_argument("--years", choices=("odd", "even"), help="alternates: the school years of this partner")

    remove = seat.add(
        "remove",
        remove_seat,
        help="take a seat off the team",
        example='bltui team seat remove "Union Rep."',
        changes=True,
    )
    remove.add_argument("seat", metavar="SEAT", help=SEAT)

    answer = seat.add(
        "answer",
        answer_seat,
        help="say what a seat represents, where the role text left it open",
        example='bltui team seat answer "Office" --groups NONCERT',
        changes=True,
    )
    answer.add_argument("seat", metavar="SEAT", help=SEAT)
    answer.add_argument(
        "--groups", metavar="GEN,UNION", type=words, required=True, help="the groups; “none” for none of them"
    )


def fields(parser: Parser, *, role: bool = True) -> None:
    """The options that say what a seat is."""
    if role:
        parser.add_argument("--role", metavar="TEXT", help="the role in your own words")
    parser.add_argument(
        "--groups", metavar="GEN,UNION", type=words, help="what the seat represents; “none” for nothing"
    )
    parser.add_argument("--grades", metavar="2-3", help="grades that the seat speaks for")
    parser.add_argument("--subjects", metavar="Math,Art", type=words, help="departments or subjects that it speaks for")
    parser.add_argument("--kind", choices=get_args(SeatKind), help="core, term, alternate, or ad_hoc")
    parser.add_argument("--required", type=yes_no, metavar="yes|no", help="a vacancy is a warning")


def _groups(session: Session, wanted: tuple[str, ...]) -> tuple[str, ...]:
    return () if wanted == ("none",) else groups_meant(session, wanted)


def groups_meant(session: Session, wanted: Sequence[str]) -> tuple[str, ...]:
    """Representation groups as typed, in any case; subgroups of the building too. Raises UsageError with the nearest."""
    known = {folded(key): key for key in (*session.building.profile.subgroups, *session.workspace.framework.groups)}
    return tuple(known[one_of(folded(group), known, "a group")] for group in wanted)


def given(session: Session, args: Namespace) -> dict[str, Any]:
    """The fields of a seat that were typed. Groups that are given answer what was open."""
    found: dict[str, Any] = {"subjects": args.subjects, "kind": args.kind, "required": args.required}
    found["label"] = getattr(args, "role", None)
    found = {field: value for field, value in found.items() if value is not None}
    if args.groups is not None:
        found |= {"groups": _groups(session, args.groups), "ask": ()}
    if args.grades is not None:
        found["grades"] = grades.read_grades(args.grades)
    return found


def read_role(session: Session, role: str) -> dict[str, Any]:
    """What a role text says: groups, what is open, grades, subjects, kind, kind of work."""
    profile = session.building.profile
    reading = roles.read_role(role, framework.load_role_words(), profile.grades, profile.subgroups)
    return {
        "groups": reading.groups,
        "ask": reading.ask,
        "grades": reading.grades,
        "subjects": reading.subjects,
        "kind": reading.kind or "term",
        "employee_type": reading.employee_type,
    }


def tell_reading(session: Session, reads: dict[str, Any]) -> None:
    """Say to the person what the role was read as."""
    if reads["groups"]:
        session.out.tell(f"represents {', '.join(reads['groups'])}")
    if "?" in reads["ask"]:
        session.out.tell("the role is not understood: `bltui team seat answer` says what it represents")
    elif reads["ask"]:
        session.out.tell(f"may represent {', '.join(reads['ask'])}: `bltui team seat answer` says which")


def add_seat(session: Session, args: Namespace) -> int:
    """Add an empty seat; its role text is read as in a roster."""
    reads: dict[str, Any] = {"groups": (), "ask": ()} if args.groups is not None else read_role(session, args.role)
    reads.pop("employee_type", None)
    about = {**reads, **given(session, args), "label": args.role}
    tell_reading(session, about)
    since = session.day(args.since) or session.today
    return session.do(partial(seat_edits.add_seat, since=since, **about), groups=about["groups"], ask=about["ask"])


def fill_seat(session: Session, args: Namespace) -> int:
    """Put somebody of the list on a seat."""
    chosen = lookup.seat(session.building, args.seat, session.today)
    person = session.person(args.person)
    return session.do(
        partial(
            seat_edits.seat_person,
            seat_id=chosen.id,
            person_id=person.id,
            start=session.day(args.start),
            end=session.day(args.end),
            active_years=args.years,
        )
    )


def remove_seat(session: Session, args: Namespace) -> int:
    """Take a seat off the team."""
    chosen = lookup.seat(session.building, args.seat, session.today)
    return session.do(partial(seat_edits.remove_seat, seat_id=chosen.id))


def answer_seat(session: Session, args: Namespace) -> int:
    """Settle what a role text left open: what it was read as stands, the answer joins it."""
    chosen = lookup.seat(session.building, args.seat, session.today)
    groups = dict.fromkeys((*chosen.groups, *_groups(session, args.groups)))
    return session.do(partial(seat_edits.edit_seat, seen=chosen, groups=tuple(groups), ask=()))
