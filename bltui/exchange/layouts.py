"""Converting rosters of other layouts to columns of roles and names.

Layouts without a header, with both in one cell, with totals and notes, or with rows under a
heading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec

from bltui.domain.model.text import folded, shown
from bltui.exchange.column_aliases import holds_both, means_name, means_role, name_columns
from bltui.exchange.roster_names import is_nobody
from bltui.exchange.tables import Problem, Row, Table

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
    rows: Sequence[Row], role_of: Callable[[Row], str], who: Callable[[Row], str]
) -> list[Filled]:
    """Return the rows with blank roles filled in, as merged cells and headings leave them.

    A plural role such as "Parents" applies to all rows below it that have none. A singular one
    applies only to the first row below a line that holds just the role. Beyond that it is only put
    in `perhaps`. A line that holds just a role, above such rows, is not a seat.
    """
    found: list[Filled] = []
    above, line, heading = "", 0, False
    for place, row in enumerate(rows):
        role, there = role_of(row), not is_nobody(who(row))
        after = rows[place + 1] if place + 1 < len(rows) else None
        if role:
            above, line = role, row.line
            heading = (
                not there and after is not None and not role_of(after) and not is_nobody(who(after))
            )
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
