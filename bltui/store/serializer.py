"""Write a building file: `_meta` first, then one document per line, for readable diffs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bltui.domain.model.errors import UserError
from bltui.store.strict_json import Malformed, scan

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def member(table: str, number: int, document: Mapping[str, Any]) -> str:
    """Return a document as text for the file, verified by reading it back.

    Raises UserError if it cannot be read back.
    """
    try:
        text = _encode(document)
        text.encode()
        if scan(text, 0) != (document, len(text)):
            raise Malformed("a value would change when read again")
    except (TypeError, ValueError, RecursionError) as error:
        why = (
            "it has bytes that are not UTF-8"
            if isinstance(error, UnicodeError)
            else getattr(error, "what", str(error))
        )
        raise UserError(f"{table}/{number} cannot be stored: {why}.") from None
    return f'"{number}":{text}'


def compact(value: object) -> str:
    """Return a JSON value on one line."""
    return _encode(value)


def render(
    meta: Mapping[str, Any],
    documents: Mapping[str, Mapping[int, Mapping[str, Any]]],
    pieces: Mapping[str, Mapping[int, str]],
) -> bytes:
    """Return the bytes of a file. Uses the text in `pieces` for a document that has one."""
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
