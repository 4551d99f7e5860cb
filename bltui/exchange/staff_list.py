"""A staff list from a CSV file, matched by name with the building's people."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.errors import UserError
from bltui.domain.model.grades import read_grades
from bltui.domain.model.people import EmployeeType
from bltui.domain.model.record import active
from bltui.domain.model.text import clean, folded, shown
from bltui.domain.team.role_words import RoleWords
from bltui.domain.team.roles import read_role
from bltui.domain.team.staff_edits import new_person
from bltui.exchange.person_names import person_key
from bltui.exchange.tables import Problem, Row, Table, Unusable

#: Headings by column, case-folded.
HEADINGS: dict[str, tuple[str, ...]] = {
    "name": (
        "name",
        "full name",
        "staff name",
        "staff member",
        "employee",
        "employee name",
        "teacher",
        "teacher name",
    ),
    "first": ("first name", "first", "given name", "firstname"),
    "last": ("last name", "last", "surname", "family name", "lastname"),
    "title": ("title", "position", "job title", "job", "role", "assignment", "position title"),
    "type": ("type", "employee type", "kind", "classification", "class", "staff type"),
    "grades": ("grades", "grade", "grade level", "grade levels", "grade(s)"),
    "subjects": ("subjects", "subject", "department", "departments", "dept", "content area"),
}
#: Every heading, for finding the header below a title line.
WANTED = frozenset(heading for headings in HEADINGS.values() for heading in headings)

_TYPES: dict[str, EmployeeType] = {
    **dict.fromkeys(("certified", "certificated", "licensed", "teacher", "faculty"), "certified"),
    **dict.fromkeys(
        (
            "noncertified",
            "non-certified",
            "noncertificated",
            "classified",
            "support",
            "support staff",
        ),
        "noncertified",
    ),
    **dict.fromkeys(("admin", "administrator", "administration", "administrative"), "admin"),
    **dict.fromkeys(("external", "parent", "community", "business", "district"), "external"),
}


class Member(msgspec.Struct, frozen=True):
    """One line of the list: a name, and the fields that the file gives."""

    line: int
    name: str
    fields: dict[str, Any]


class StaffList(msgspec.Struct, frozen=True):
    """The contents of a staff list."""

    members: tuple[Member, ...]
    problems: tuple[Problem, ...]


class Plan(msgspec.Struct, frozen=True):
    """The result of an import, before it is saved."""

    change: Change
    added: int
    changed: int
    unchanged: int
    problems: tuple[Problem, ...]


def _columns(table: Table) -> tuple[dict[str, int], list[str]]:
    """Return column numbers by meaning, and the headings that were not recognized."""
    heads = [folded(cell).strip(" :*#.") for cell in table.header.cells]
    columns = {
        meaning: heads.index(next(h for h in headings if h in heads))
        for meaning, headings in HEADINGS.items()
        if any(h in heads for h in headings)
    }
    if "name" not in columns and "last" not in columns:
        there = ", ".join(shown(c) for c in table.header.cells if c.strip())
        raise Unusable(
            f"{table.name}: no column with names. Name one “name”. The file has {there}."
        )
    return columns, [
        shown(c.strip())
        for n, c in enumerate(table.header.cells)
        if c.strip() and n not in columns.values()
    ]


def _fields(
    row: Row, columns: dict[str, int], words: RoleWords, problems: list[Problem]
) -> tuple[str, dict[str, Any]]:
    """Return the name and fields of a line. Values that cannot be read become problems."""

    def cell(column: str) -> str:
        return clean(row.cells[columns[column]], column) if column in columns else ""

    name = cell("name") or f"{cell('first')} {cell('last')}".strip()
    last, comma, first = (part.strip() for part in name.partition(","))
    if comma and last and first and "," not in first:
        name = f"{first} {last}"
    fields: dict[str, Any] = {"title": cell("title")} if cell("title") else {}
    if (kind := folded(cell("type"))) and kind in _TYPES:
        fields["employee_type"] = _TYPES[kind]
    elif kind:
        known = "certified, noncertified, admin, or external"
        problems.append(
            Problem(row.line, f"type “{shown(cell('type'))}” is not recognized. Write {known}.")
        )
    elif fields and (guess := read_role(cell("title"), words).employee_type):
        fields["employee_type"] = guess
    if text := cell("grades"):
        try:
            fields["grades"] = read_grades(f"grade {text}" if text.isdecimal() else text)
        except UserError as refused:
            problems.append(Problem(row.line, refused.message))
    if text := cell("subjects"):
        fields["subjects"] = tuple(dict.fromkeys(s for s in re.split(r"\s*[,;/|]\s*", text) if s))
    return name, fields


def read_staff(table: Table, words: RoleWords) -> StaffList:
    """Return the people of a staff list.

    Other problems are reported by line. Raises Unusable if no column holds names.
    """
    columns, other = _columns(table)
    problems = list(table.problems)
    if other:
        problems.append(
            Problem(table.header.line, f"not used: {', '.join(f'“{head}”' for head in other)}.")
        )
    members: list[Member] = []
    for row in table.rows:
        try:
            name, fields = _fields(row, columns, words, problems)
        except UserError as refused:
            problems.append(Problem(row.line, f"{refused.message} The line was skipped."))
            continue
        if name:
            members.append(Member(row.line, name, fields))
        else:
            problems.append(Problem(row.line, "no name: the line was skipped."))
    return StaffList(tuple(members), tuple(problems))


def plan_staff(building: Building, staff: StaffList) -> Plan:
    """Plan an import as one change.

    Importing the same file twice changes nothing.
    """
    draft = ChangeBuilder(building)
    problems = list(staff.problems)
    there: dict[str, list[int]] = {}
    for person in active(building.people):
        there.setdefault(person_key(person.name), []).append(person.id)
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    seen: dict[str, int] = {}
    for member in staff.members:
        key = person_key(member.name)
        if key in seen:
            problems.append(
                Problem(
                    member.line, f"{shown(member.name)} is on line {seen[key]} already: skipped."
                )
            )
            continue
        seen[key] = member.line
        same = there.get(key, [])
        if len(same) > 1:
            numbers = ", ".join(f"#{number}" for number in same)
            problems.append(
                Problem(
                    member.line,
                    f"{shown(member.name)} matches several people ({numbers}): skipped.",
                )
            )
        elif same:
            counts["changed" if draft.put("people", same[0], **member.fields) else "unchanged"] += 1
        else:
            new_person(draft, name=member.name, **member.fields)
            counts["added"] += 1
    total = counts["added"] + counts["changed"]
    change = draft.change(
        f"people: staff list imported, {total} {'person' if total == 1 else 'people'}"
    )
    problems.sort(key=lambda p: p.line)
    return Plan(
        change if change else no_change("people: staff list unchanged"),
        **counts,
        problems=tuple(problems),
    )
