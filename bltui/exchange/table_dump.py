"""Whole tables for other programs: every field, but of anonymous answers no more than the screens show."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bltui.domain.feedback.anonymity import counted_alone, sources_shown
from bltui.domain.meetings.self_check_results import added
from bltui.domain.model.building import Building
from bltui.domain.model.feedback import SOURCES, Source
from bltui.domain.model.record import R, Record
from bltui.domain.model.rounds import Response
from bltui.domain.model.self_checks import SelfCheck
from bltui.domain.model.tables import TABLES


class Held(msgspec.Struct, frozen=True):
    """Rows that are left out because they would show what a few people answered; the field names are the public JSON."""

    table: str
    of: str
    """The round or meeting, such as "rounds/3"."""
    group: str
    """The group that answered; empty where no group is told apart."""
    rows: int


def raw(building: Building, table: str, least: int) -> tuple[list[Record], list[Held]]:
    """A table's records, archived ones too, and what is left out. A group of fewer than `least` answers is only counted."""
    if table == "responses":
        return _responses(building, least)
    if table == "self_checks":
        return _self_checks(building, least)
    records = list(building.table(table).values())
    if table != "feedback":
        return records, []
    source = sources_shown(building, least)
    nameless = [
        _unsigned(msgspec.structs.replace(item, source=source(item) or "")) if item.anonymous else item
        for item in building.feedback.values()
    ]
    return [*nameless], []


def _unsigned(record: R) -> R:
    return msgspec.structs.replace(record, by=None, at=None, first_at=None)


def _responses(building: Building, least: int) -> tuple[list[Record], list[Held]]:
    rounds: dict[int, dict[Source, list[Response]]] = {}
    for response in building.responses.values():
        groups = rounds.setdefault(response.round_id, {})
        groups.setdefault(response.source, []).append(_unsigned(response))
    shown: list[Record] = []
    held = []
    for number, groups in rounds.items():
        told, _ = counted_alone({source: len(own) for source, own in groups.items()}, least)
        for source, own in groups.items():
            if source in told:
                shown += own
            else:
                held.append(Held("responses", f"rounds/{number}", SOURCES[source], len(own)))
    return sorted(shown, key=lambda r: r.id), held


def _self_checks(building: Building, least: int) -> tuple[list[Record], list[Held]]:
    meetings: dict[int, list[SelfCheck]] = {}
    for sheet in building.self_checks.values():
        meetings.setdefault(sheet.meeting_id, []).append(_unsigned(sheet))
    shown: list[Record] = []
    held = []
    for number, sheets in meetings.items():
        keys = {key for sheet in sheets for key in sheet.counts}
        answers = [sum(added(sheet.counts[key] for sheet in sheets if key in sheet.counts)) for key in keys]
        if min(answers, default=0) >= least:
            shown += sheets
        else:
            held.append(Held("self_checks", f"meetings/{number}", "", len(sheets)))
    return sorted(shown, key=lambda r: r.id), held


def everything(building: Building, least: int) -> tuple[dict[str, list[Record]], list[Held]]:
    """All tables, and what is left out of them."""
    tables, held = {}, []
    for table in TABLES:
        tables[table], missing = raw(building, table, least)
        held += missing
    return tables, held


def held_words(held: Sequence[Held]) -> str:
    """What is left out, in a sentence; empty where nothing is."""
    if not held:
        return ""
    parts = [f"{one.rows} of {one.table} ({', '.join(w for w in (one.group, one.of) if w)})" for one in held]
    return (
        f"Left out, because so few answered that they could be known: {'; '.join(parts)}. "
        "They are counted in `bltui feedback round show` and in the minutes."
    )
