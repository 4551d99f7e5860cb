"""`bltui team seat`: add, fill or remove a seat, or answer what its role text left open."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from typing import Any

from bltui import framework
from bltui.cli import records
from bltui.cli.parser import Subcommands
from bltui.cli.session import Session
from bltui.domain.model.kind import kinds_of
from bltui.domain.model.seats import Membership, Seat
from bltui.domain.team import lookup, roles, seat_edits

SEAT = "the seat's number, role, or member, or a part of it"


def configure(verbs: Subcommands) -> None:
    """Declare `team seat …`."""
    seat = verbs.group("seat", help="manage seats: add, list, show, fill, remove, answer")
    add = seat.add(
        "add",
        add_seat,
        help="add a vacant seat",
        example='bltui team seat add "Union Rep." --groups UNION',
        changes=True,
    )
    records.declare(add, Seat, adding=True)
    records.add_list(seat, Seat, example="bltui team seat list")
    records.add_show(
        seat,
        Seat,
        which="SEAT",
        example="bltui team seat show 2",
        find=lambda session, wanted: lookup.seat(session.building, wanted, session.today),
    )

    fill = seat.add(
        "fill",
        fill_seat,
        help="fill a seat with a person on the list",
        example='bltui team seat fill "Union Rep." "Sample Person" --start 2026-07-01 --end 2028-06-30',
        changes=True,
    )
    fill.add_argument("seat", metavar="SEAT", help=SEAT)
    fill.add_argument("person", metavar="PERSON", help="their number, their name, or a part of it")
    records.declare(fill, Membership, adding=True)

    remove = seat.add(
        "remove",
        remove_seat,
        help="remove a seat from the team",
        example='bltui team seat remove "Union Rep."',
        changes=True,
    )
    remove.add_argument("seat", metavar="SEAT", help=SEAT)

    answer = seat.add(
        "answer",
        answer_seat,
        help="set what a seat represents if its role text does not say",
        example='bltui team seat answer "Office" --groups NONCERT',
        changes=True,
    )
    answer.add_argument("seat", metavar="SEAT", help=SEAT)
    answer.add_argument(
        "--groups", metavar="GEN,UNION", required=True, help="the groups, or “none”"
    )


def given(session: Session, args: Namespace) -> dict[str, Any]:
    """Return the fields of a seat that were given. Given groups answer open questions."""
    found = records.given(session, args, Seat)
    return found | {"ask": ()} if "groups" in found else found


def read_role(session: Session, role: str) -> dict[str, Any]:
    """Return what a role text names: groups, open groups, grades, subjects, kind, employee type."""
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


def _words(session: Session, groups: tuple[str, ...]) -> str:
    return kinds_of(Seat)["groups"].show(groups, session)


def tell_reading(session: Session, reads: dict[str, Any]) -> None:
    """Print how the role was recognized."""
    if reads["groups"]:
        session.out.tell(f"represents {_words(session, reads['groups'])}")
    if "?" in reads["ask"]:
        session.out.tell(
            "role not recognized: set what it represents with `bltui team seat answer`"
        )
    elif reads["ask"]:
        session.out.tell(
            f"may represent {_words(session, reads['ask'])}: `bltui team seat answer` sets which"
        )


def add_seat(session: Session, args: Namespace) -> int:
    """Add an empty seat. Its role text is parsed as in a roster."""
    typed = given(session, args)
    read = {"ask": (), "groups": ()} if "groups" in typed else read_role(session, args.label)
    about = {"since": session.today, **read, **typed}
    about.pop("employee_type", None)
    tell_reading(session, about)
    return records.add(session, Seat, about, groups=about["groups"], ask=about["ask"])


def fill_seat(session: Session, args: Namespace) -> int:
    """Assign a person to a seat."""
    chosen = lookup.seat(session.building, args.seat, session.today)
    person, term = session.person(args.person), records.given(session, args, Membership)
    return session.do(
        partial(seat_edits.seat_person, seat_id=chosen.id, person_id=person.id, **term)
    )


def remove_seat(session: Session, args: Namespace) -> int:
    """Remove a seat from the team."""
    chosen = lookup.seat(session.building, args.seat, session.today)
    return session.do(partial(seat_edits.remove_seat, seat_id=chosen.id))


def answer_seat(session: Session, args: Namespace) -> int:
    """Answer what a role text left open. The recognized groups stay; the answer is added."""
    chosen = lookup.seat(session.building, args.seat, session.today)
    return records.change(
        session, chosen, {"ask": (), "groups": (*chosen.groups, *given(session, args)["groups"])}
    )
