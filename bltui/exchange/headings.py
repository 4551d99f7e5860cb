"""Which column of a roster is which, by its heading."""

from __future__ import annotations

from bltui.domain.text import folded, shown
from bltui.exchange.tables import Table, Unusable

#: Headings by the column that they mean, best first.
HEADINGS: dict[str, tuple[str, ...]] = {
    "role": (
        *(
            "role",
            "roles",
            "blt role",
            "team role",
            "role/position",
            "role / position",
            "position/role",
            "representing",
            "represents",
        ),
        *(
            "representation",
            "constituency",
            "stakeholder group",
            "group represented",
            "role on team",
            "role on the team",
        ),
        *("role/representation", "role or position", "role/title", "role/grade", "seat", "stakeholder", "member role"),
    ),
    "title": (
        *(
            "title",
            "position",
            "job title",
            "job",
            "title/position",
            "position/title",
            "title/role",
            "school role",
            "assignment",
        ),
        *(
            "position title",
            "current position",
            "grade/position",
            "grade/subject",
            "grade/department",
            "grade level/position",
        ),
        *("department/grade", "grade level/department", "position or grade", "position/grade", "area", "affiliation"),
    ),
    "name": (
        *(
            "name",
            "names",
            "member",
            "members",
            "member name",
            "name of member",
            "team member",
            "team members",
            "team member name",
        ),
        *("blt member", "blt members", "full name", "person", "staff member", "representative", "name (first last)"),
    ),
    "first": ("first name", "first", "given name", "firstname"),
    "last": ("last name", "last", "surname", "family name", "lastname"),
    "grades": (
        "grades",
        "grade",
        "grade level",
        "grade levels",
        "grade(s)",
        "grade span",
        "grade band",
        "grade level(s)",
    ),
    "subjects": ("subjects", "subject", "department", "departments", "content area", "subject area", "subject(s)"),
    "kind": ("kind", "seat kind", "kind of seat"),
    "start": (
        "start",
        "term start",
        "from",
        "start date",
        "begins",
        "term begins",
        "starts",
        "term starts",
        "start of term",
    ),
    "end": (
        "end",
        "term end",
        "until",
        "to",
        "end date",
        "term ends",
        "ends",
        "expires",
        "term expires",
        "end of term",
        "through",
    ),
    "term": ("term", "term years", "term of office", "years of term"),
    "groups": ("groups", "group", "representation groups", "representation group"),
}
#: Every heading, for finding the header below a title line.
WANTED = frozenset(heading for headings in HEADINGS.values() for heading in headings)


def columns_of(table: Table) -> tuple[dict[str, int], list[str]]:
    """Column numbers by meaning, and the headings that mean nothing here. Raises Unusable where no column holds roles."""
    heads = [folded(cell).strip(" :*#.") for cell in table.header.cells]
    columns: dict[str, int] = {}
    for meaning, headings in HEADINGS.items():
        for heading in headings:
            if heading in heads and heads.index(heading) not in columns.values():
                columns[meaning] = heads.index(heading)
                break
    other = [shown(c.strip()) for n, c in enumerate(table.header.cells) if c.strip() and n not in columns.values()]
    if not {"role", "title"} & set(columns):
        for fallback in ("grades", "subjects"):
            if fallback in columns:
                columns["title"] = columns.pop(fallback)
                break
    if not {"role", "title", "groups"} & set(columns):
        found = ", ".join(f"“{shown(c.strip())}”" for c in table.header.cells if c.strip()) or "none"
        raise Unusable(f"{table.name}: no column for the role. The headings are {found}. Name one of them “role”.")
    return columns, other
