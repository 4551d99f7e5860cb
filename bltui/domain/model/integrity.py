"""Which records point to which others, and pointers that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from bltui.domain.model.building import Building
from bltui.domain.model.kind import kinds_in
from bltui.domain.model.kinds import Parts
from bltui.domain.model.link_kinds import Link
from bltui.domain.model.tables import TABLES


def pointers(building: Building) -> Iterator[tuple[str, str]]:
    """Every pointer: the field that holds it, such as "memberships/3/person_id", and the record it
    names, "people/9".
    """
    for table in TABLES:
        for number, record in building.table(table).items():
            yield from _described(f"{table}/{number}/", record)


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
    return (
        (pointer, target)
        for pointer, target in pointers(building)
        if building.resolve(target) is None
    )
