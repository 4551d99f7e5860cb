"""Which records point to which others, and pointers that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from bltui.domain.model.building import Building
from bltui.domain.model.kind import kinds_in
from bltui.domain.model.kinds import Parts
from bltui.domain.model.link_kinds import Link
from bltui.domain.model.tables import TABLES

#: Pointers of records that do not describe them: per table the fields that hold one id or several, and the table meant.
POINTERS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "memberships": {"seat_id": "seats", "person_id": "people", "substitute_person_id": "people"},
        "assignments": {"person_id": "people"},
        "feedback": {"author_id": "people", "round_id": "rounds", "meeting_id": "meetings", "theme_ids": "themes"},
        "responses": {"round_id": "rounds"},
        "meetings": {"series_id": "series"},
        "agenda": {"meeting_id": "meetings", "owner_id": "people"},
        "attendance": {"meeting_id": "meetings", "person_id": "people"},
        "lines": {"meeting_id": "meetings", "item_id": "agenda"},
        "decisions": {"meeting_id": "meetings", "item_id": "agenda"},
        "self_checks": {"meeting_id": "meetings"},
        "availability": {"person_id": "people"},
        "series": {"cwg_id": "cwgs"},
        "exceptions": {"series_id": "series", "day_id": "days"},
        "steps": {"owner_id": "people"},
        "cycles": {"cwg_id": "cwgs", "strategy_id": "strategies", "next_id": "cycles"},
    }
)


def pointers(building: Building) -> Iterator[tuple[str, str]]:
    """Every pointer: the field that holds it, such as "memberships/3/person_id", and the record it names, "people/9"."""
    for table in TABLES:
        for number, record in building.table(table).items():
            for field, target in POINTERS.get(table, {}).items():
                yield from _named(f"{table}/{number}/{field}", target, getattr(record, field))
            yield from _described(f"{table}/{number}/", record)
    for group in building.cwgs.values():
        for member in group.members:
            yield f"cwgs/{group.id}/members", f"people/{member.person_id}"


def _described(place: str, value: object) -> Iterator[tuple[str, str]]:
    """The pointers that a record, or a part of one, describes: "trainings/3/rollout.lead_ids"."""
    for name, kind in kinds_in(value).items():
        held = getattr(value, name)
        if isinstance(kind, Link):
            yield from _named(f"{place}{name}", kind.to, held)
        elif isinstance(kind, Parts) and held is not None:
            for part in held if isinstance(held, tuple) else (held,):
                yield from _described(f"{place}{name}.", part)


def _named(pointer: str, target: str, held: object) -> Iterator[tuple[str, str]]:
    """One pointer for each id that a field holds."""
    for one in held if isinstance(held, tuple) else () if held is None else (held,):
        yield pointer, f"{target}/{one}"


def dangling(building: Building) -> Iterator[tuple[str, str]]:
    """The pointers to records that are not there; archived records are there."""
    return ((pointer, target) for pointer, target in pointers(building) if building.resolve(target) is None)
