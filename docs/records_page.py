"""Writes docs/records.md and docs/building.schema.json from the record classes: `python
docs/records_page.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from bltui.domain.model import labels
from bltui.domain.model.kind import Kind, key_of, kinds_of, option_of
from bltui.domain.model.record import Record, fields_of
from bltui.domain.model.tables import TABLES, kind_of

PAGE = Path(__file__).with_name("records.md")
SCHEMA = Path(__file__).with_name("building.schema.json")

HEAD = """# Records

What a building file holds, field by field. This page and `building.schema.json` are written from the record classes in
`bltui/domain` (`python docs/records_page.py`); a field is described there and nowhere else. The layout of the file is in
[The building file](file-format.md).

To add a field, add it to its class, such as `room: Annotated[str, Line("Room")] = ""`, and run `make docs`. The form, options, details,
JSON, checks, and this page follow. The kinds of fields are in `kinds.py`,
`link_kinds.py`, `times.py`, `votes.py`, and `teams.py` of `bltui/domain/model`.

A field that is marked with * must have a value. Control and invisible characters are
removed from all text.
"""


def _set_by(name: str, kind: Kind) -> str:
    if kind.set_by:
        return kind.set_by
    form = kind.form_by or ("form, when editing" if kind.edit_only else "form")
    return f"{form}, {kind.command_by or f'`{option_of(name, kind)}`'}"


def _rows(record: type[Record]) -> Iterator[str]:
    yield "| field | people call it | value | set by | JSON key |"
    yield "|---|---|---|---|---|"
    for name, kind in kinds_of(record).items():
        key = key_of(name, kind)
        words = [kind.wants(), *([labels.fill(kind.help)] if kind.help else [])]
        cells = [
            f"`{name}`{'*' if kind.required else ''}",
            kind.label,
            "; ".join(filter(None, words)),
            _set_by(name, kind),
            f"`{key}`",
        ]
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def page() -> str:
    """The whole page."""
    lines = [HEAD]
    for table in TABLES:
        record = kind_of(table)
        if record.NAME and {*kinds_of(record), "archived"} == {*fields_of(record)}:
            about = (record.__doc__ or "").strip().partition("\n")[0]
            lines += [f"## {table}: {record.NOUN}", "", about, "", *_rows(record), ""]
    return "\n".join(lines).rstrip() + "\n"


def schema() -> str:
    """The JSON schema of a building file."""
    references, parts = msgspec.json.schema_components(
        [kind_of(table) for table in TABLES], ref_template="#/$defs/{name}"
    )
    for part in parts.values():
        part.get("properties", {}).pop("id", None)
    tables: dict[str, Any] = {
        table: {"type": "object", "additionalProperties": reference}
        for table, reference in zip(TABLES, references, strict=True)
    }
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A building file of bltui",
        "type": "object",
        "properties": {"_meta": {"type": "object"}, **tables},
        "required": ["_meta", "profile"],
        "$defs": dict(sorted(parts.items())),
    }
    # A definition on each line: a diff shows records, and the page stays short.
    lines = ",\n".join(f"{json.dumps(key)}: {_lines(value)}" for key, value in whole.items())
    return f"{{\n{lines}\n}}\n"


def _lines(value: Any) -> str:
    if not isinstance(value, dict):
        return json.dumps(value)
    inner = (
        f" {json.dumps(key)}: {json.dumps(one, ensure_ascii=False)}" for key, one in value.items()
    )
    return "{\n" + ",\n".join(inner) + "\n}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    SCHEMA.write_text(schema(), encoding="utf-8")
