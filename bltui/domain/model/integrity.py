"""References between records, and references to records that do not exist."""

from __future__ import annotations

from collections.abc import Iterator

from bltui.domain.model.building import Building
from bltui.domain.model.kind import kinds_in
from bltui.domain.model.kinds import Parts
from bltui.domain.model.link_kinds import Link
from bltui.domain.model.tables import TABLES


def pointers(building: Building) -> Iterator[tuple[str, str]]:
    """Yield every reference: its field, such as "memberships/3/person_id", and its target.

    The target is a record such as "people/9".
    """
    for table in TABLES:
        for number, record in building.table(table).items():
            yield from _described(f"{table}/{number}/", record)


def _described(place: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield the references in a record or a part of one, such as "trainings/3/rollout.lead_ids"."""
    for name, kind in kinds_in(value).items():
        held = getattr(value, name)
        if isinstance(kind, Link):
            yield from _named(f"{place}{name}", kind.to, held)
        elif isinstance(kind, Parts) and held is not None:
            for part in held if isinstance(held, tuple) else (held,):
                yield from _described(f"{place}{name}.", part)


def _named(pointer: str, target: str, held: object) -> Iterator[tuple[str, str]]:
    """Yield one reference for each id in a field."""
    for one in held if isinstance(held, tuple) else () if held is None else (held,):
        yield pointer, f"{target}/{one}"


def dangling(building: Building) -> Iterator[tuple[str, str]]:
    """Yield the references to missing records. Archived records are not missing."""
    return (
        (pointer, target)
        for pointer, target in pointers(building)
        if building.resolve(target) is None
    )
