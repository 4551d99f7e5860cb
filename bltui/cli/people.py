"""`bltui people`: the staff list and the external people who may sit on the team."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from typing import Any, get_args

from bltui.cli import importing
from bltui.cli.errors import UsageError
from bltui.cli.parser import Parser, words, yes_no
from bltui.cli.session import Session
from bltui.domain.model import grades
from bltui.domain.model.people import EmployeeType, Person
from bltui.domain.model.record import active
from bltui.domain.model.text import folded
from bltui.domain.team import staff_edits

TYPES = get_args(EmployeeType)


def configure(parser: Parser, command: str) -> None:
    """Declare the sub-commands."""
    verbs = parser.verbs()
    listing = verbs.add(
        "list", list_people, help="everybody on the list", example="bltui people list --type noncertified --json"
    )
    listing.add_argument("find", nargs="?", metavar="TEXT", help="only those whose name or title holds this text")
    listing.add_argument("--type", choices=TYPES, help="only people of this kind")
    listing.add_argument("--all", action="store_true", help="those who have left, too")

    add = verbs.add(
        "add",
        add_person,
        help="put a person on the list",
        example='bltui people add "Sample Person" --title "Grade 2 teacher" --grades 2',
        changes=True,
    )
    add.add_argument("name", metavar="NAME")
    _fields(add)

    edit = verbs.add(
        "edit",
        edit_person,
        help="change what the list says of a person",
        example='bltui people edit "Sample Person" --title "Literacy coach"',
        changes=True,
    )
    edit.add_argument("person", metavar="PERSON", help="their number, name or a part of it")
    edit.add_argument("--name", metavar="NAME")
    edit.add_argument("--educator", type=yes_no, metavar="yes|no", help="teaches or supports teaching")
    _fields(edit)

    for name, run, says in (
        ("deactivate", deactivate, "say that a person has left; the history stays"),
        ("reactivate", reactivate, "say that a person is back"),
    ):
        one = verbs.add(name, run, help=says, example=f'bltui people {name} "Sample Person"', changes=True)
        one.add_argument("person", metavar="PERSON", help="their number, name or a part of it")

    bring = verbs.add(
        "import",
        import_people,
        help="read a staff list: columns name, title, type, grades, subjects",
        example="bltui people import staff.csv --dry-run",
        changes=True,
    )
    bring.add_argument("table", metavar="FILE.csv")


def _fields(parser: Parser) -> None:
    parser.add_argument("--title", metavar="TEXT", help="what their work is called here")
    parser.add_argument("--type", choices=TYPES, help="certified (default), noncertified, admin, or external")
    parser.add_argument("--grades", metavar="2-3", help="grades that they teach")
    parser.add_argument("--subjects", metavar="Math,Art", type=words, help="subjects that they teach")
    parser.add_argument("--notes", metavar="TEXT", help="free notes on a nominee; never scored")


def given(args: Namespace) -> dict[str, Any]:
    """The fields of a person that were typed."""
    fields = {f: getattr(args, f, None) for f in ("name", "title", "subjects", "notes", "educator")}
    fields["employee_type"] = args.type
    if args.grades is not None:
        fields["grades"] = grades.read_grades(args.grades)
    return {field: value for field, value in fields.items() if value is not None}


def row(person: Person) -> dict[str, Any]:
    """A person in the public JSON shape."""
    return {
        "id": f"people/{person.id}",
        "name": person.name,
        "title": person.title,
        "type": person.employee_type,
        "grades": person.grades,
        "subjects": person.subjects,
        "educator": person.educator,
        "active": person.active,
        "notes": person.notes,
    }


def list_people(session: Session, args: Namespace) -> int:
    """Print the list, by name."""
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
        session.out.json([row(p) for p in people])
        return 0
    session.out.table(
        ("id", "name", "title", "type", "grades", "subjects"),
        [
            (
                p.id,
                p.name if p.active else f"{p.name} (left)",
                p.title,
                p.employee_type,
                grades.show_grades(p.grades),
                ", ".join(p.subjects),
            )
            for p in people
        ],
    )
    if not people:
        session.out.tell(
            "Nobody fits." if any(active(session.building.people)) else "The list is empty: `bltui people add NAME`."
        )
    return 0


def add_person(session: Session, args: Namespace) -> int:
    """Add one person."""
    return session.do(partial(staff_edits.add_person, **given(args)))


def edit_person(session: Session, args: Namespace) -> int:
    """Change one person."""
    fields = given(args)
    if not fields:
        raise UsageError(
            "Nothing to change: give --name, --title, --type, --grades, --subjects, --educator or --notes."
        )
    return session.do(partial(staff_edits.edit_person, seen=session.person(args.person), **fields))


def deactivate(session: Session, args: Namespace) -> int:
    """Somebody has left."""
    return session.do(partial(staff_edits.deactivate_person, person_id=session.person(args.person).id))


def reactivate(session: Session, args: Namespace) -> int:
    """Somebody is back."""
    return session.do(partial(staff_edits.reactivate_person, person_id=session.person(args.person).id))


def import_people(session: Session, args: Namespace) -> int:
    """Read a staff list; all of it or none."""
    return importing.import_staff(session, args.table)
