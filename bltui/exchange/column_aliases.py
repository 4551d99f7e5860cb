"""Recognizing the columns of a roster by their headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bltui.domain.model.text import folded, shown
from bltui.exchange.tables import Table, Unusable

#: Headings by the column that they name, best match first.
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
        *(
            "role/representation",
            "role or position",
            "role/title",
            "role/grade",
            "seat",
            "stakeholder",
            "member role",
            "constituent group",
        ),
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
        *(
            "department/grade",
            "grade level/department",
            "position or grade",
            "position/grade",
            "area",
            "affiliation",
            "category",
        ),
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
        *(
            "blt member",
            "blt members",
            "full name",
            "person",
            "staff member",
            "representative",
            "name (first last)",
        ),
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
    "subjects": (
        "subjects",
        "subject",
        "department",
        "departments",
        "content area",
        "subject area",
        "subject(s)",
    ),
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


_MEANS = {heading: meaning for meaning, headings in HEADINGS.items() for heading in headings}
# Words that carry no meaning in a heading: "Role on the BLT", "Current position".
_IDLE = frozenset(
    [
        "blt",
        "slt",
        "sit",
        "sip",
        "ssc",
        "team",
        "committee",
        "council",
        "school",
        "building",
        "the",
        "of",
        "on",
        "a",
        "your",
        "current",
        "s",
    ]
)
_NAMING = {"name", "first", "last"}
_ROLES = {"role", "title", "grades", "subjects"}
_ONE_OF_SEVERAL = re.compile(
    r"(?:team )?(?:member|name|rep|representative|person|parent|teacher)s? ?#? ?\d"
)


def _meanings(head: str) -> set[str]:
    """Return the columns that a heading names: {"name", "role"} for "Member name/position".

    Empty if one piece is unknown.
    """
    plain = folded(head).strip(" :*#.")
    if plain in _MEANS:
        return {_MEANS[plain]}
    found: set[str] = set()
    for piece in re.split(r"\s*(?:[/&,()-]|\band\b|\bor\b)\s*", plain):
        words = [
            word.replace("dept", "department")
            for word in re.findall(r"[a-z]+", piece)
            if word not in _IDLE
        ]
        meaning = _MEANS.get(piece) or _MEANS.get(" ".join(words))
        if piece and meaning is None:
            return set()
        found |= {meaning} if meaning else set()
    return found


def means_role(head: str) -> bool:
    """Return whether a column with this heading holds roles, or text that can replace them."""
    found = _meanings(head)
    return bool(found) and found <= {*_ROLES, "groups"}


def means_name(head: str) -> bool:
    """Return whether a column with this heading holds names."""
    found = _meanings(head)
    return bool(found) and found <= _NAMING


def holds_both(head: str) -> bool:
    """Return whether one column holds both names and roles: "Name/Position"."""
    found = _meanings(head)
    return bool(found & _NAMING) and bool(found & _ROLES) and found <= _NAMING | _ROLES


def _guessed(head: str) -> str:
    """Return the column that an unlisted heading probably names; "" if none."""
    found = _meanings(head)
    if means_name(head):
        return "name"
    if found and found <= _ROLES:
        return "role" if "role" in found else "title" if len(found) > 1 else min(found)
    return min(found) if len(found) == 1 else ""


def name_columns(heads: Sequence[str]) -> list[int]:
    """Return the columns that hold one member each: "Member 1", "Member 2"."""
    return [
        n for n, head in enumerate(heads) if _ONE_OF_SEVERAL.fullmatch(folded(head).strip(" :*."))
    ]


def columns_of(table: Table) -> tuple[dict[str, int], list[str]]:
    """Return column numbers by meaning, and the headings that were not recognized.

    Raises Unusable if no column holds roles.
    """
    heads = [folded(cell).strip(" :*#.") for cell in table.header.cells]
    columns: dict[str, int] = {}
    for meaning, headings in HEADINGS.items():
        for heading in headings:
            if heading in heads and heads.index(heading) not in columns.values():
                columns[meaning] = heads.index(heading)
                break
    several = name_columns(table.header.cells)
    for place, head in enumerate(table.header.cells):
        meaning = "" if place in (*columns.values(), *several) else _guessed(head)
        if meaning:
            columns.setdefault(meaning, place)
    used = {*columns.values(), *(several if "name" not in columns else ())}
    other = [
        shown(c.strip()) for n, c in enumerate(table.header.cells) if c.strip() and n not in used
    ]
    if not {"role", "title"} & set(columns):
        for fallback in ("grades", "subjects"):
            if fallback in columns:
                columns["title"] = columns.pop(fallback)
                break
    if not {"role", "title", "groups"} & set(columns):
        found = (
            ", ".join(f"“{shown(c.strip())}”" for c in table.header.cells if c.strip()) or "none"
        )
        raise Unusable(
            f"{table.name}: no column for the role. The headings are {found}. Name one of them "
            "“role”."
        )
    return columns, other
