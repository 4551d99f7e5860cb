"""Topic wishes from a table: a column with names, then the choices, first choice first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from bltui.domain.model.people import Person
from bltui.domain.model.text import clean, folded, shown
from bltui.exchange.apply_availability import whose
from bltui.exchange.tables import Problem, Unusable, read_table

NAMES = ("name", "person", "staff", "teacher", "staff member", "full name")
#: The most choices of a person that are used.
CHOICES = 3


class WishList(msgspec.Struct, frozen=True):
    """People's wishes, and every line that could not be read."""

    topics: tuple[str, ...]
    wishes: dict[int, tuple[int, ...]]
    """Topics by person, first choice first."""
    problems: tuple[Problem, ...]


def read_wishes(
    data: bytes, name: str, people: Iterable[Person], topics: Sequence[str] = ()
) -> WishList:
    """Parse a file of wishes; without `topics` they are those that the file names.

    Raises Unusable if the file cannot be used.
    """
    table = read_table(data, name, (*NAMES, "first", "1st", "first choice", "choice 1", "topic"))
    heads = [folded(cell).strip(" :*") for cell in table.header.cells]
    at = next((heads.index(n) for n in NAMES if n in heads), None)
    if at is None:
        raise Unusable(
            f"{shown(name)}: no column “name”. Name the columns name, first, second, third."
        )
    known = [(p.id, p.name) for p in people]
    found = {folded(topic): n for n, topic in enumerate(topics)}
    named = list(topics)
    problems = list(table.problems)
    wishes: dict[int, tuple[int, ...]] = {}
    for row in table.rows:
        who = whose(row.cells[at], known)
        if len(who) != 1:
            reason = "is not on the staff list" if not who else "matches several people"
            problems.append(Problem(row.line, f"“{shown(row.cells[at])}” {reason}: skipped."))
            continue
        mine: list[int] = []
        for cell in (c for n, c in enumerate(row.cells) if n > at):
            topic = clean(cell, "topic")
            if topic and folded(topic) not in found and not topics:
                found[folded(topic)] = len(named)
                named.append(topic)
            if topic and folded(topic) in found:
                mine.append(found[folded(topic)])
            elif topic:
                problems.append(
                    Problem(row.line, f"“{shown(topic)}” is none of the topics: skipped.")
                )
        wishes[who[0]] = tuple(dict.fromkeys(mine))[:CHOICES]
    return WishList(tuple(named), wishes, tuple(problems))
