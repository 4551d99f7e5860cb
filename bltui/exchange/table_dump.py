"""Whole tables for other programs.

They have every field, but anonymous answers only as far as the screens show them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from bltui.domain.feedback.anonymity import counted_alone, sources_shown
from bltui.domain.model.building import Building
from bltui.domain.model.feedback import SOURCES, Source
from bltui.domain.model.record import R, Record
from bltui.domain.model.sheets import Sheet
from bltui.domain.model.tables import TABLES


class Held(msgspec.Struct, frozen=True):
    """Rows that are left out because they would reveal the answers of a few people.

    The field names are the public JSON.
    """

    table: str
    of: str
    """The round or meeting, such as "rounds/3"."""
    group: str
    """The group that answered; empty if groups are not shown separately."""
    rows: int


def raw(building: Building, table: str, least: int) -> tuple[list[Record], list[Held]]:
    """Return a table's records, including archived ones, and what is left out.

    A group of fewer than `least` answers is only counted.
    """
    if table in ("responses", "self_checks"):
        return _answers(building, table, least)
    records = list(building.table(table).values())
    if table != "feedback":
        return records, []
    source = sources_shown(building, least)
    nameless = [
        _unsigned(msgspec.structs.replace(item, source=source(item) or ""))
        if item.anonymous
        else item
        for item in building.feedback.values()
    ]
    return [*nameless], []


def _unsigned(record: R) -> R:
    return msgspec.structs.replace(record, by=None, at=None, first_at=None, first_by=None)


def _answers(building: Building, table: str, least: int) -> tuple[list[Record], list[Held]]:
    """Return the sheets of the groups that are shown, and counts of the others."""
    of_round = table == "responses"
    sheets: Mapping[int, Sheet] = building.responses if of_round else building.self_checks
    asked: dict[str, dict[Source, list[Sheet]]] = {}
    for sheet in sheets.values():
        groups = asked.setdefault(sheet.asked_in, {})
        groups.setdefault(sheet.group, []).append(_unsigned(sheet))
    shown: list[Record] = []
    held = []
    for of, groups in asked.items():
        # A sheet of a self-check may be by several people, or leave statements out.
        counts = {group: len(own) if of_round else _fewest(own) for group, own in groups.items()}
        told, _ = counted_alone(counts, least)
        for group, own in groups.items():
            if group in told:
                shown += own
            else:
                held.append(Held(table, of, SOURCES[group] if of_round else "", len(own)))
    return sorted(shown, key=lambda r: r.id), held


def _fewest(sheets: Sequence[Sheet]) -> int:
    """Return the fewest answers to any statement in these sheets."""
    keys = {key for sheet in sheets for key in sheet.spreads}
    return min(
        (sum(sum(sheet.spreads.get(key, ())) for sheet in sheets) for key in keys), default=0
    )


def everything(building: Building, least: int) -> tuple[dict[str, list[Record]], list[Held]]:
    """Return all tables, and what is left out of them."""
    tables, held = {}, []
    for table in TABLES:
        tables[table], missing = raw(building, table, least)
        held += missing
    return tables, held


def held_words(held: Sequence[Held]) -> str:
    """Return what is left out as a sentence; empty if nothing is."""
    if not held:
        return ""
    parts = [
        f"{one.rows} of {one.table} ({', '.join(w for w in (one.group, one.of) if w)})"
        for one in held
    ]
    return (
        f"Left out, because so few answered that they could be recognized: {'; '.join(parts)}. "
        "They are counted in `bltui feedback round show` and in the minutes."
    )
