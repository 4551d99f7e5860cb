"""A file of the version before opens, and a change leaves every other byte of it as it was."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from bltui.domain.model.change import ChangeBuilder
from bltui.domain.model.record import to_document
from bltui.domain.model.tables import kind_of
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.workspace import Workspace

from .samples import TODAY

#: Written once by the version before fields were described; never to be written again.
GOLDEN = Path(__file__).with_name("golden") / "every_record.json"
TABLES_OF_FILE = json.loads(GOLDEN.read_text(encoding="utf-8"))
#: The tables of that version. A table that is newer is not in its file.
WRITTEN = tuple(table for table in TABLES_OF_FILE if table != "_meta")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    path = tmp_path / "every_record.json"
    path.write_bytes(GOLDEN.read_bytes())
    return Workspace(BuildingFile(path, Author("sample", 4001)), today=lambda building: TODAY)


@pytest.mark.parametrize("table", WRITTEN)
def test_a_record_is_read_and_written_as_it_was(table: str) -> None:
    for number, document in TABLES_OF_FILE[table].items():
        own = {name: value for name, value in document.items() if not name.startswith("_")}
        record = msgspec.convert({**document, "id": int(number)}, kind_of(table))
        assert json.dumps(to_document(record)) == json.dumps(own)


@pytest.mark.parametrize("table", WRITTEN)
def test_a_change_leaves_every_other_line_as_it_was(workspace: Workspace, table: str) -> None:
    path = Path(workspace.file.path)
    before = path.read_text(encoding="utf-8").splitlines()

    def intent(building: object) -> object:
        draft = ChangeBuilder(workspace.building)
        draft.archive(table, 1) if table != "profile" else draft.put(
            "profile", 1, name="Other School"
        )
        return draft.change("changed")

    workspace.do(intent)  # type: ignore[arg-type]
    after = path.read_text(encoding="utf-8").splitlines()
    changed = [number for number, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    place = next(n for n, line in enumerate(before) if line.startswith(f'"{table}":{{'))
    assert set(changed) == {1, place + 1}, "only the counter in _meta and the record itself"
