"""`bltui people`: the staff list and external people who may sit on the team."""

from __future__ import annotations

from argparse import Namespace
from functools import partial

from bltui.cli import importing, records
from bltui.cli.parser import Parser
from bltui.cli.session import Session
from bltui.domain.model.kind import kinds_of
from bltui.domain.model.people import EMPLOYED, Person
from bltui.domain.model.record import active
from bltui.domain.model.shown import as_json
from bltui.domain.model.text import folded
from bltui.domain.team import staff_edits

PERSON = "their number, their name, or a part of it"
_COLUMNS = ("name", "title", "employee_type", "grades", "subjects")


def configure(parser: Parser, command: str) -> None:
    """Declare the sub-commands."""
    verbs = parser.verbs()
    listing = verbs.add(
        "list",
        list_people,
        help="list people (default: active people)",
        example="bltui people list --type noncertified --json",
    )
    listing.add_argument(
        "find", nargs="?", metavar="TEXT", help="only people whose name or title contains this text"
    )
    listing.add_argument("--type", choices=tuple(EMPLOYED), help="only people of this kind")
    listing.add_argument("--all", action="store_true", help="include people who have left")

    add = verbs.add(
        "add",
        add_person,
        help="add a person to the list",
        example='bltui people add "Sample Person" --title "Grade 2 teacher" --grades 2',
        changes=True,
    )
    records.declare(add, Person, adding=True)
    edit = verbs.add(
        "edit",
        edit_person,
        help="edit a person",
        example='bltui people edit "Sample Person" --title "Literacy coach"',
        changes=True,
    )
    edit.add_argument("person", metavar="PERSON", help=PERSON)
    records.declare(edit, Person, adding=False)

    records.add_show(
        verbs,
        Person,
        which="PERSON",
        example="bltui people show 4",
        find=lambda session, wanted: session.person(wanted),
    )
    for name, run, says in (
        ("deactivate", deactivate, "mark a person as having left; their history stays"),
        ("reactivate", reactivate, "mark a person as back"),
    ):
        example = f'bltui people {name} "Sample Person"'
        one = verbs.add(name, run, help=says, example=example, changes=True)
        one.add_argument("person", metavar="PERSON", help=PERSON)

    bring = verbs.add(
        "import",
        import_people,
        help="import a staff list with the columns name, title, type, grades, subjects",
        example="bltui people import staff.csv --dry-run",
        changes=True,
    )
    bring.add_argument("table", metavar="FILE.csv", help="the staff list; - reads standard input")


def list_people(session: Session, args: Namespace) -> int:
    """Print the people, sorted by name."""
    wanted = folded(args.find or "")
    people = [
        p
        for p in active(session.building.people)
        if (p.active or args.all)
        and (args.type in (None, p.employee_type))
        and (wanted in folded(p.name) or wanted in folded(p.title))
    ]
    people.sort(key=lambda p: (folded(p.name), p.id))
    if session.out.as_json:
        session.out.json([as_json(p, session) for p in people])
        return 0
    kinds = kinds_of(Person)
    columns = ("id", *(key if (key := kinds[name].key) else name for name in _COLUMNS))
    session.out.table(columns, [_row(session, person) for person in people])
    if not people:
        anybody = any(active(session.building.people))
        session.out.tell(
            "No matches."
            if anybody
            else ("The list is empty. Add a person: `bltui people add NAME`.")
        )
    return 0


def _row(session: Session, person: Person) -> tuple[object, ...]:
    kinds = kinds_of(Person)
    name, *more = (kinds[f].show(getattr(person, f), session) for f in _COLUMNS)
    return (person.id, name if person.active else f"{name} (left)", *more)


def add_person(session: Session, args: Namespace) -> int:
    """Add one person."""
    return session.do(partial(staff_edits.add_person, **records.given(session, args, Person)))


def edit_person(session: Session, args: Namespace) -> int:
    """Change one person."""
    return records.change(
        session, session.person(args.person), records.given(session, args, Person)
    )


def deactivate(session: Session, args: Namespace) -> int:
    """Mark a person as inactive."""
    person = session.person(args.person)
    return session.do(partial(staff_edits.deactivate_person, person_id=person.id))


def reactivate(session: Session, args: Namespace) -> int:
    """Mark a person as active again."""
    person = session.person(args.person)
    return session.do(partial(staff_edits.reactivate_person, person_id=person.id))


def import_people(session: Session, args: Namespace) -> int:
    """Import a staff list. If one line fails, nothing is imported."""
    return importing.import_staff(session, args.table)
