"""Two handles on one file against a plain dict: reads, changes, undo, edits from outside, crashes
of nobody.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tinydb.table import Document

from bltui.domain.model.change import Edit
from bltui.domain.model.errors import UserError
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.store.change_summary import Summary
from bltui.store.replay import BOOKKEEPING, replay

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
VALUES = st.recursive(
    SCALARS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)
FIELDS = st.dictionaries(TEXTS.filter(lambda key: key not in BOOKKEEPING), VALUES, max_size=4)
TABLES = st.sampled_from(["people", "seats", 'öäü "quoted"'])
HANDLES = st.integers(0, 1)


def plain(documents: Any) -> dict[str, dict[int, dict[str, Any]]]:
    return {
        table: {
            number: {k: v for k, v in row.items() if k not in BOOKKEEPING}
            for number, row in rows.items()
        }
        for table, rows in documents.items()
        if rows
    }


def exactly(value: Any) -> str:
    """As JSON, where true is not 1 and 1.0 is not 1; the order of keys does not matter."""
    return json.dumps(value, sort_keys=True)


class TwoHandles(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "b.json"
        self.path = path
        author = Author("sample", 4001)
        self.files = [
            BuildingFile.create(path, {"people": {1: {"name": "first"}}}, author, "made"),
            BuildingFile(path, author),
        ]
        self.model: dict[str, dict[int, dict[str, Any]]] = {"people": {1: {"name": "first"}}}
        self.given: dict[str, int] = {"people": 1}
        self.gen = 1

    def teardown(self) -> None:
        self.folder.cleanup()

    def commit(self, handle: int, work: Any, changed: bool = True) -> None:
        def named(transaction: Any) -> Summary:
            work(transaction)
            return Summary("step")

        rehearsed = exactly(plain(self.files[handle].rehearse(named).documents))
        version = self.files[handle].commit(named)
        assert exactly(plain(version.documents)) == rehearsed
        self.gen += changed
        assert version.gen == self.gen

    @rule(handle=HANDLES, table=TABLES, rows=st.lists(FIELDS, min_size=1, max_size=3))
    def insert(self, handle: int, table: str, rows: list[dict[str, Any]]) -> None:
        got: list[int] = []
        self.commit(handle, lambda t: got.extend(t.db.table(table).insert_multiple(rows)))
        first = self.given.get(table, 0) + 1
        new = got[-len(rows) :]  # the rehearsal was given the same ids
        assert new == list(range(first, first + len(rows)))
        self.given[table] = new[-1]
        self.model.setdefault(table, {}).update(zip(new, rows, strict=True))

    @rule(handle=HANDLES, table=TABLES, fields=FIELDS, data=st.data())
    def update(self, handle: int, table: str, fields: dict[str, Any], data: Any) -> None:
        rows = self.model.get(table)
        if rows:
            number = data.draw(st.sampled_from(sorted(rows)))
            after = {**rows[number], **fields}
            changed = exactly(after) != exactly(rows[number])
            self.commit(
                handle, lambda t: t.db.table(table).update(fields, doc_ids=[number]), changed
            )
            rows[number] = after

    @rule(handle=HANDLES, table=TABLES, data=st.data())
    def remove(self, handle: int, table: str, data: Any) -> None:
        rows = self.model.get(table)
        if rows:
            number = data.draw(st.sampled_from(sorted(rows)))
            self.commit(handle, lambda t: t.db.table(table).remove(doc_ids=[number]))
            del rows[number]

    @rule(handle=HANDLES, fields=FIELDS)
    def put_back_a_given_id(self, handle: int, fields: dict[str, Any]) -> None:
        gone = sorted(set(range(1, self.given["people"] + 1)) - set(self.model.get("people", {})))
        if gone:
            self.commit(handle, lambda t: t.db.table("people").insert(Document(fields, gone[0])))
            self.model.setdefault("people", {})[gone[0]] = fields

    @rule(handle=HANDLES)
    def undo_and_redo(self, handle: int) -> None:
        """Taking the last change back and doing it again is as if nothing had been."""
        entry = self.files[handle].tail(1)[0]
        if entry.start or entry.outside:
            return
        back = [edit.inverse() for edit in reversed(entry.edits)]
        self.commit(handle, lambda t: t.apply(back))
        self.commit(1 - handle, lambda t: t.apply(entry.edits))

    @rule(handle=HANDLES)
    def refused(self, handle: int) -> None:
        def work(transaction: Any) -> Summary:
            transaction.db.drop_tables()
            raise UserError("no")

        with pytest.raises(UserError):
            self.files[handle].commit(work)

    @rule(fields=FIELDS)
    def edit_outside(self, fields: dict[str, Any]) -> None:
        data = json.loads(self.path.read_text())
        number = self.given["people"] + 1
        data.setdefault("people", {})[str(number)] = fields
        self.path.write_text(json.dumps(data))
        self.given["people"] = number
        self.model.setdefault("people", {})[number] = fields

    @rule(handle=HANDLES)
    def restore(self, handle: int) -> None:
        kept = self.files[handle].back_up()
        self.files[1 - handle].commit(
            lambda t: (t.db.table("people").insert({"x": 1}), Summary("x"))[1]
        )
        self.given["people"] += 1
        self.files[handle].restore(kept)
        self.gen += 2

    @invariant()
    def both_handles_and_the_model_agree(self) -> None:
        model = exactly({table: rows for table, rows in self.model.items() if rows})
        for file in self.files:
            assert exactly(plain(file.read().documents)) == model
            assert not file.moved()

    @invariant()
    def the_journal_leads_to_the_file(self) -> None:
        entries = self.files[0].history()
        version = self.files[0].read()
        if entries[-1].sha == version.sha:
            assert exactly(replay(entries)) == exactly(
                {t: rows for t, rows in version.documents.items() if rows}
            )
        assert all(isinstance(edit, Edit) for entry in entries for edit in entry.edits)


QUICK = settings(
    max_examples=8, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)
LONG = settings(
    max_examples=200, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)

TestQuick = TwoHandles.TestCase
TestQuick.settings = QUICK


@pytest.mark.long
@pytest.mark.timeout(600)
class TestLong(TwoHandles.TestCase):
    settings = LONG
