"""How a building file is written: `_meta` first, one document a line, so that a diff shows
documents.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bltui.domain.model.errors import UserError
from bltui.store.strict_json import Malformed, scan

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def member(table: str, number: int, document: Mapping[str, Any]) -> str:
    """A document as it stands in the file, read back to be sure.

    Raises UserError if it could not be read again.
    """
    try:
        text = _encode(document)
        text.encode()
        if scan(text, 0) != (document, len(text)):
            raise Malformed("a value would come back as something else")
    except (TypeError, ValueError, RecursionError) as error:
        why = (
            "it holds bytes that are not UTF-8"
            if isinstance(error, UnicodeError)
            else getattr(error, "what", str(error))
        )
        raise UserError(f"{table}/{number} cannot be stored: {why}.") from None
    return f'"{number}":{text}'


def compact(value: object) -> str:
    """Any JSON value on one line."""
    return _encode(value)


def render(
    meta: Mapping[str, Any],
    documents: Mapping[str, Mapping[int, Mapping[str, Any]]],
    pieces: Mapping[str, Mapping[int, str]],
) -> bytes:
    """The bytes of a file. A document's own text is used where `pieces` has it on one line."""
    parts = ['{\n"1":' + _encode(meta) + "}"]
    names = ['"_meta":']
    for table, rows in documents.items():
        own = pieces.get(table, {})
        lines = []
        for number, document in rows.items():
            piece = own.get(number)
            if piece is None or "\n" in piece or "\r" in piece:
                piece = member(table, number, document)
            lines.append(piece)
        names.append(_encode(table) + ":")
        parts.append("{\n" + ",\n".join(lines) + "}" if lines else "{}")
    return (
        "{" + ",\n".join(name + part for name, part in zip(names, parts, strict=True)) + "}\n"
    ).encode()
