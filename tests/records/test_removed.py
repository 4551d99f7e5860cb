"""What was removed is no longer there: no link leads to it, no edit changes it, and removing it
again does nothing.
"""

from __future__ import annotations

from typing import Any

import pytest

from bltui.domain.model.building import Building, from_documents
from bltui.domain.model.change import ChangeBuilder
from bltui.domain.model.editing import edit, remove
from bltui.domain.model.errors import UserError
from bltui.domain.model.kind import kinds_of
from bltui.domain.model.link_kinds import Link
from bltui.domain.model.record import to_document
from bltui.domain.model.tables import TABLES, kind_of
from bltui.framework import load_framework

from .samples import CHECKED, DESCRIBED, SECOND, TODAY, sample

SCENE: Any = {"today": TODAY, "framework": load_framework("south-dakota")}
LINKS = [
    pytest.param(table, name, kind, id=f"{table}-{name}")
    for table in CHECKED
    for name, kind in kinds_of(kind_of(table)).items()
    if isinstance(kind, Link)
]
PAIRS = {
    table: {1: to_document(sample(table)), 2: to_document(sample(table, **SECOND.get(table, {})))}
    for table in TABLES
}
PAIRS["profile"].pop(2)


def removed(table: str, number: int = 1) -> Building:
    """Two records in every table, one of them removed."""
    gone = {**PAIRS[table], number: PAIRS[table][number] | {"archived": True}}
    return from_documents({**PAIRS, table: gone})


@pytest.mark.parametrize(("table", "name", "kind"), LINKS)
def test_no_link_leads_to_what_was_removed(table: str, name: str, kind: Link) -> None:
    building = removed(kind.to, 2)
    value = (2,) if kind.many else 2
    with pytest.raises(UserError) as adding:
        ChangeBuilder(building, **SCENE).add(
            table, sample(table, **(SECOND.get(table, {}) | {name: value}))
        )
    with pytest.raises(UserError) as editing:
        ChangeBuilder(building, **SCENE).merge(table, building.table(table)[1], **{name: value})
    assert adding.value.field == editing.value.field == name
    assert adding.value.message == editing.value.message == kind.gone(building)


@pytest.mark.parametrize(("table", "name", "kind"), LINKS)
def test_a_link_to_what_is_not_there_is_shown_as_nothing(table: str, name: str, kind: Link) -> None:
    context = ChangeBuilder(from_documents(PAIRS), **SCENE)
    one, gone = ((1,), (99,)) if kind.many else (1, 99)
    assert kind.show(one, context) and not kind.show(gone, context)
    assert kind.json(one, context)
    kind.json(gone, context)


@pytest.mark.parametrize("table", [table for table in DESCRIBED if table != "profile"])
def test_what_was_removed_is_not_edited(table: str) -> None:
    before, now = removed(table, 2), removed(table)
    seen: Any = before.table(table)[1]
    first = next(iter(kinds_of(type(seen))))
    with pytest.raises(UserError, match="removed"):
        edit(now, seen=seen, **SCENE, **{first: getattr(before.table(table)[2], first)})


@pytest.mark.parametrize("table", DESCRIBED)
def test_removing_again_changes_nothing(table: str) -> None:
    assert not remove(removed(table), table=table, number=1)
    assert not remove(removed(table), table=table, number=99)
