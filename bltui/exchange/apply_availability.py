"""Importing availability into a building: match people, find new rows, and make one change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from bltui.domain.model.availability import Availability, Kind
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.record import active, to_document
from bltui.domain.model.text import folded, shown
from bltui.exchange.tables import Problem


class Read(msgspec.Struct, frozen=True):
    """One availability row of a file."""

    line: int
    name: str
    row: Availability
    """The row, not yet linked to a person."""


class AvailabilityFile(msgspec.Struct, frozen=True):
    """The rows of a file, and every line that could not be read."""

    rows: tuple[Read, ...]
    problems: tuple[Problem, ...]
    whole: tuple[Kind, ...] = ()
    """Kinds that the file covers completely. Older rows of its people are removed."""
    names: tuple[str, ...] = ()
    """Names in the file, including people without any rows."""


class Plan(msgspec.Struct, frozen=True):
    """The result of an import, before it is saved."""

    change: Change
    added: int
    removed: int
    unchanged: int
    problems: tuple[Problem, ...]


def _words(name: str) -> list[str]:
    last, comma, first = name.partition(",")
    plain = f"{first} {last}" if comma else name
    return [
        word
        for word in folded(plain).replace(".", " ").split()
        if word not in ("mr", "mrs", "ms", "miss", "dr")
    ]


def whose(name: str, people: Iterable[tuple[int, str]]) -> list[int]:
    """Return the people whom a name can mean: an exact match, else those with all of its words.

    Initials count as words: "Ortiz, Sample", "S. Ortiz" and "Ortiz" all match Sample Ortiz. Part of
    a word matches no one.
    """
    known = [(number, _words(text)) for number, text in people]
    wanted = _words(name)
    exact = [number for number, words in known if words == wanted]
    if exact or not wanted or all(len(word) == 1 for word in wanted):
        return exact

    def fits(words: Sequence[str]) -> bool:
        left = list(words)
        for word in sorted(wanted, key=len, reverse=True):
            match = next(
                (w for w in left if w == word or (len(word) == 1 and w.startswith(word))), None
            )
            if match is None:
                return False
            left.remove(match)
        return True

    return [number for number, words in known if fits(words)]


def plan(building: Building, file: AvailabilityFile) -> Plan:
    """Plan an import as one change. Importing the same file twice changes nothing."""
    draft = ChangeBuilder(building)
    people = [(p.id, p.name) for p in active(building.people) if p.active]
    problems = list(file.problems)
    owners: dict[str, int | None] = {}
    lines = {read.name: read.line for read in reversed(file.rows)}
    for name in dict.fromkeys((*(read.name for read in file.rows), *file.names)):
        found = whose(name, people)
        owners[name] = found[0] if len(found) == 1 else None
        if not found:
            problems.append(
                Problem(lines.get(name, 0), f"“{shown(name)}” is not on the staff list: skipped.")
            )
        elif len(found) > 1:
            numbers = ", ".join(f"#{n}" for n in found)
            problems.append(
                Problem(
                    lines.get(name, 0),
                    f"“{shown(name)}” matches several people ({numbers}): skipped.",
                )
            )
    there: dict[str, int] = {}
    for row in active(building.availability):
        there.setdefault(_key(row), row.id)
    wanted: dict[str, Availability] = {}
    for read in file.rows:
        owner = owners[read.name]
        if owner is not None:
            row = msgspec.structs.replace(read.row, person_id=owner)
            wanted.setdefault(_key(row), row)
    added = 0
    for key, row in wanted.items():
        if key not in there:
            draft.add("availability", row)
            added += 1
    removed = 0
    named = {number for number in owners.values() if number is not None}
    for row in active(building.availability):
        if row.person_id in named and row.kind in file.whole and _key(row) not in wanted:
            draft.archive("availability", row.id)
            removed += 1
    change = draft.change(f"availability imported: {added} rows added, {removed} removed")
    return Plan(
        change if change else no_change("availability: unchanged"),
        added,
        removed,
        len(wanted) - added,
        tuple(sorted(problems, key=lambda p: p.line)),
    )


def _key(row: Availability) -> str:
    """Return a key by which two rows are equal. The note does not count."""
    return repr(sorted((k, v) for k, v in to_document(row).items() if k != "note"))
