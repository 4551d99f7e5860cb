"""docs/records.md and the JSON schema say what the record classes say."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from bltui.domain.model.record import to_document
from bltui.domain.model.tables import TABLES, kind_of

from .samples import sample

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("records_page", DOCS / "records_page.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_are_up_to_date(script: ModuleType) -> None:
    assert script.PAGE.read_text(encoding="utf-8") == script.page(), (
        "run: python docs/records_page.py"
    )
    assert script.SCHEMA.read_text(encoding="utf-8") == script.schema(), (
        "run: python docs/records_page.py"
    )


@pytest.mark.parametrize("table", TABLES)
def test_the_schema_knows_every_field_that_a_file_holds(table: str) -> None:
    schema = json.loads((DOCS / "building.schema.json").read_text(encoding="utf-8"))
    name = schema["properties"][table]["additionalProperties"]["$ref"].removeprefix("#/$defs/")
    assert name == kind_of(table).__name__
    assert set(to_document(sample(table))) <= set(schema["$defs"][name]["properties"])
