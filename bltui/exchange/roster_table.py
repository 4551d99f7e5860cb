"""Finding the roles and names in the table of a roster.

Columns are found by their headings. Other layouts are converted first: without a header, with name
and role in one cell, with totals and notes, or with rows under a heading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec

from bltui.domain.model.text import folded, shown
from bltui.exchange.tables import Problem, Row, Table, Unusable

_LISTED = {
    "role": (
        "role, roles, blt role, team role, role/position, role / position, position/role, "
        "representing, represents, representation, constituency, stakeholder group, group "
        "represented, role on team, role on the team, role/representation, role or position, "
        "role/title, role/grade, seat, stakeholder, member role, constituent group"
    ),
    "title": (
        "title, position, job title, job, title/position, position/title, title/role, school "
        "role, assignment, position title, current position, grade/position, grade/subject, "
        "grade/department, grade level/position, department/grade, grade level/department, "
        "position or grade, position/grade, area, affiliation, category"
    ),
    "name": (
        "name, names, member, members, member name, name of member, team member, team members, "
        "team member name, blt member, blt members, full name, person, staff member, "
        "representative, name (first last)"
    ),
    "first": "first name, first, given name, firstname",
    "last": "last name, last, surname, family name, lastname",
    "grades": (
        "grades, grade, grade level, grade levels, grade(s), grade span, grade band, grade level(s)"
    ),
    "subjects": (
        "subjects, subject, department, departments, content area, subject area, subject(s)"
    ),
    "kind": "kind, seat kind, kind of seat",
    "start": (
        "start, term start, from, start date, begins, term begins, starts, term starts, start of "
        "term"
    ),
    "end": (
        "end, term end, until, to, end date, term ends, ends, expires, term expires, end of term, "
        "through"
    ),
    "term": "term, term years, term of office, years of term",
    "groups": "groups, group, representation groups, representation group",
}
#: Headings by the column that they name, best match first.
HEADINGS = {column: tuple(listed.split(", ")) for column, listed in _LISTED.items()}
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


# -- Other layouts -----

_RULE = re.compile(r"[\s:=_.|-]+")
_NOTE = re.compile(
    r"(?:grand |sub)?totals?\b|(?:last )?(?:updated|revised|modified|printed)\b|notes?\s*:|as of\b|source\s*:|(?:number|no\.) of\b"
    r"|legend\b|\*+\s*(?:denotes|indicates|means|=|elected|voting|non)"
)
_COUNT = re.compile(r"[\d\s/.:=-]*")
#: Separators between a name and a role, the safest first.
_BETWEEN = (
    r"\s+[-\u2013\u2014|]+\s+",
    r"\s*:\s*",
    r"\s*\n\s*",
    r"\s*\(",
    r"\s*[\u2013\u2014|]\s*",
    r"\s*,\s*",
)

#: Returns whether a text is recognized as a role with no word left over.
Known = Callable[[str], bool]


def shaped(table: Table, known: Known) -> Table:
    """Return the table with a column headed "role" if one was found.

    Lines of dashes, totals and notes are removed; other skipped lines are reported.
    """
    table = _seats_only(table)
    heads = table.header.cells
    both = [n for n, head in enumerate(heads) if holds_both(head)]
    roles = [n for n, head in enumerate(heads) if means_role(head)]
    if not roles:
        return _parted(table, both[0], known) if len(both) == 1 else _without_header(table, known)
    if len(roles) == 1 and not name_columns(heads) and not any(map(means_name, heads)):
        texts = [row.cells[roles[0]] for row in table.rows]
        if texts and _mostly(texts, lambda text: not known(text) and part(text, known) is not None):
            return _parted(table, roles[0], known)
    return table


def _mostly(texts: Sequence[str], true_of: Callable[[str], bool]) -> bool:
    return sum(map(true_of, texts)) >= 0.6 * len(texts)


def _seats_only(table: Table) -> Table:
    """Return the table without rows of dashes, totals and notes."""
    rows: list[Row] = []
    problems = list(table.problems)
    for row in table.rows:
        cells = [cell.strip() for cell in row.cells if cell.strip()]
        if all(_RULE.fullmatch(cell) for cell in cells):
            continue
        if (
            cells
            and _NOTE.match(folded(cells[0]))
            and all(_COUNT.fullmatch(cell) for cell in cells[1:])
        ):
            problems.append(
                Problem(
                    row.line,
                    f"“{shown(' '.join(cells))[:80]}” is not a seat: the line was skipped.",
                )
            )
            continue
        rows.append(row)
    return msgspec.structs.replace(table, rows=tuple(rows), problems=tuple(problems))


def part(text: str, known: Known) -> tuple[str, str] | None:
    """Split a text into name and role; None if uncertain.

    Examples are "Sample Person, Principal" and "2nd Grade - Sample Person".
    """
    for between in _BETWEEN:
        places = list(re.finditer(between, text))
        for place in dict.fromkeys(places[-1:] + places[:1]):
            left, right = (
                text[: place.start()].strip(),
                text[place.end() :].strip().removesuffix(")"),
            )
            if not left or not right or known(left) == known(right):
                continue
            return (left, right) if known(right) else (right, left)
    return None


def _parted(table: Table, column: int, known: Known) -> Table:
    """Return the table with one column split into two."""
    rows: list[Row] = []
    problems = list(table.problems)
    for row in table.rows:
        text = row.cells[column]
        name, role = part(text, known) or ("", text)
        if not name and text.strip() and not known(text):
            problems.append(
                Problem(
                    row.line,
                    f"“{shown(text)[:80]}” could not be split into a name and a role. Put them in separate columns.",
                )
            )
        rows.append(Row(row.line, (*row.cells[:column], name, role, *row.cells[column + 1 :])))
    header = Row(table.header.line, _with(table.header.cells, column, ("name", "role")))
    return msgspec.structs.replace(table, header=header, rows=tuple(rows), problems=tuple(problems))


def _with(cells: Sequence[str], column: int, new: Sequence[str]) -> tuple[str, ...]:
    return (*cells[:column], *new, *cells[column + 1 :])


def _without_header(table: Table, known: Known) -> Table:
    """Return a table whose headings lack roles with its columns found by content.

    If they are not found, the table is returned as is.
    """
    rows = (table.header, *table.rows)
    columns = [
        [row.cells[n] for row in rows if row.cells[n].strip()]
        for n in range(len(table.header.cells))
    ]
    shares = [sum(map(known, cells)) / len(cells) if cells else 0.5 for cells in columns]
    roles = [n for n, share in enumerate(shares) if share >= 0.6 and len(columns[n]) > 1]
    if len(roles) == 1 and known(table.header.cells[roles[0]]):
        heads = ["" for _ in columns]
        heads[roles[0]] = "role"
        names = [
            n
            for n, share in enumerate(shares)
            if share <= 0.2 and any(" " in c.strip() for c in columns[n])
        ]
        if names:
            heads[names[0]] = "name"
        problem = Problem(
            table.header.line, "no headings: the columns were recognized from their contents."
        )
        return _replaced(table, tuple(heads), rows, problem)
    pairs = [
        n
        for n in range(len(columns))
        if len(rows) > 1
        and _mostly([r.cells[n] for r in table.rows], lambda text: part(text, known) is not None)
    ]
    if len(pairs) == 1:
        first = table.header.cells[pairs[0]]
        problem = Problem(
            table.header.line,
            f"names and roles are together in “{shown(first)[:80]}”: they were split.",
        )
        if part(first, known):
            problem = Problem(
                table.header.line, "no headings: every line was split into a name and a role."
            )
            table = _replaced(table, tuple("" for _ in columns), rows, problem)
        else:
            table = _replaced(table, table.header.cells, table.rows, problem)
        return _parted(table, pairs[0], known)
    return table


def _replaced(
    table: Table, heads: tuple[str, ...], rows: tuple[Row, ...], problem: Problem
) -> Table:
    return msgspec.structs.replace(
        table, header=Row(table.header.line, heads), rows=rows, problems=(*table.problems, problem)
    )


class Filled(msgspec.Struct, frozen=True):
    """A row, and the role from a row above that its blank cell may continue."""

    row: Row
    role: str
    perhaps: str = ""
    above: int = 0
    """The line of that row."""


def filled(
    rows: Sequence[Row], role_of: Callable[[Row], str], names: Callable[[Row], bool]
) -> list[Filled]:
    """Return the rows with blank roles filled in, as merged cells and headings leave them.

    A plural role such as "Parents" applies to all rows below it that have none. A singular one
    applies only to the first row below a line that holds just the role. Beyond that it is only put
    in `perhaps`. A line that holds just a role, above such rows, is not a seat. `names` tells
    whether a row names somebody.
    """
    found: list[Filled] = []
    above, line, heading = "", 0, False
    for place, row in enumerate(rows):
        role, there = role_of(row), names(row)
        after = rows[place + 1] if place + 1 < len(rows) else None
        if role:
            above, line = role, row.line
            heading = not there and after is not None and not role_of(after) and names(after)
            if not heading:
                found.append(Filled(row, role))
        elif there and above:
            sure = heading or _plural(above)
            found.append(Filled(row, above) if sure else Filled(row, "", perhaps=above, above=line))
            heading = False
        else:
            found.append(Filled(row, role))
    return found


def _plural(role: str) -> bool:
    last = re.sub(r"[^a-z ]", "", folded(role).split("(")[0]).split()
    return bool(last) and last[-1].endswith("s") and not last[-1].endswith("ss")
