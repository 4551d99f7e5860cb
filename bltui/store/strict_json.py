"""Strict parser for building files: reports the place of anything ambiguous.

The two outer levels (tables and ids) are parsed here, and each document by the standard library's
scanner. So every error can name table and id, and every unchanged document can be written back
exactly.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, NoReturn

import msgspec

#: Deepest nesting of a document; ours have four levels.
DEPTH = 24

_SPACE = re.compile(r"[ \t\n\r]+").match
_KEY = re.compile(r'"([^"\\\x00-\x1f]*)"[ \t\n\r]*:[ \t\n\r]*').match
_NEXT = re.compile(r'[ \t\n\r]*,[ \t\n\r]*(?="([^"\\\x00-\x1f]*)"[ \t\n\r]*:[ \t\n\r]*)').match
_ID = re.compile(r"[1-9][0-9]{0,14}").fullmatch
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]").search

Document = dict[str, Any]


class Malformed(ValueError):
    """Not a valid building file. Has the reason and the position.

    The position is -1 if the message names the place.
    """

    def __init__(self, what: str, at: int = -1, hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.at = at
        self.hint = hint


class Contents(msgspec.Struct):
    """The content of a file: its meta record, the documents, and the text of each document."""

    meta: Document
    documents: dict[str, dict[int, Document]]
    pieces: dict[str, dict[int, str]]
    """The text of each document, such as `"40":{"text":"…"}`, to write it back unchanged."""


def _number(digits: str) -> int:
    if len(digits) > 20 or not -(2**63) <= (number := int(digits)) < 2**63:
        raise Malformed(
            f"the number {digits[:24]}… is outside 64 bits"
            if len(digits) > 24
            else f"the number {digits} is outside 64 bits"
        )
    return number


def _fraction(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise Malformed(f"the number {digits[:24]} is too large")
    return number


def _constant(word: str) -> NoReturn:
    raise Malformed(f"{word} is not a JSON number")


def _unique(pairs: list[tuple[str, Any]]) -> Document:
    document = dict(pairs)
    if len(document) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise Malformed(f'the key "{twice}" appears twice, and one of the two would be lost')
    return document


_scan = json.JSONDecoder(
    object_pairs_hook=_unique, parse_int=_number, parse_float=_fraction, parse_constant=_constant
).scan_once  # type: ignore[attr-defined]


def depth(value: Any) -> int:
    """Return how deeply a JSON value is nested: 0 for a plain value, 1 for an empty list."""
    deepest, level = 0, [value]
    while level := [inner for inner in level if isinstance(inner, dict | list)]:
        deepest += 1
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return deepest


def scan(text: str, at: int) -> tuple[Any, int]:
    """Return one JSON value and its end position. Raises Malformed."""
    try:
        value, end = _scan(text, at)
    except StopIteration as error:
        raise Malformed(
            "a value is missing or cut off", error.value if isinstance(error.value, int) else at
        ) from None
    except json.JSONDecodeError as error:
        raise Malformed(error.msg[0].lower() + error.msg[1:], error.pos) from None
    except RecursionError:
        raise Malformed(f"it nests deeper than {DEPTH} levels") from None
    piece = text[at:end]
    if piece.count("{") + piece.count("[") > DEPTH and depth(value) > DEPTH:
        raise Malformed(f"it nests deeper than {DEPTH} levels")
    if _SURROGATE(piece):
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise Malformed("a text has half a character (a lone surrogate)") from None
    return value, end


def _past(text: str, at: int) -> int:
    """Return the end of the white space at `at`."""
    match = _SPACE(text, at)
    return match.end() if match else at


def _key_at(text: str, at: int) -> tuple[str, int]:
    if match := _KEY(text, at):
        return match[1], match.end()
    if text[at : at + 1] != '"':
        raise Malformed("a name in double quotes is missing", at)
    name, end = scan(text, at)
    end = _past(text, end)
    if text[end : end + 1] != ":":
        raise Malformed("a colon is missing", end)
    return name, _past(text, end + 1)


def _walk(text: str, at: int, take: Callable[[str, int, int], int]) -> int:
    """Parse the members of the object at `at` and return its end.

    `take(key, start, value)` parses one member and returns its end.
    """
    start = _past(text, at + 1)
    if text[start : start + 1] == "}":
        return start + 1
    while True:
        key, value = _key_at(text, start)
        end = take(key, start, value)
        if match := _NEXT(text, end):
            start = match.end()
            continue
        end = _past(text, end)
        if text[end : end + 1] == "}":
            return end + 1
        if text[end : end + 1] != ",":
            raise Malformed("a comma or a closing brace is missing", end)
        start = _past(text, end + 1)


def parse(text: str) -> Contents:
    """Return the contents of a building file.

    Raises Malformed with the table and id, or the position.
    """
    documents: dict[str, dict[int, Document]] = {}
    pieces: dict[str, dict[int, str]] = {}

    def table(name: str, start: int, at: int) -> int:
        if name in documents:
            raise Malformed(
                f'the table "{name}" appears twice, and one of the two would be lost', start
            )
        if text[at : at + 1] != "{":
            raise Malformed(f'the table "{name}" is not an object of documents', at)
        rows: dict[int, Document] = {}
        texts: dict[int, str] = {}
        documents[name], pieces[name] = rows, texts

        def document(key: str, start: int, at: int) -> int:
            if not _ID(key):
                raise Malformed(
                    f'{name}: "{key[:24]}{"…" * (len(key) > 24)}" is not a document id (1, 2, 3 …)',
                    start,
                )
            number = int(key)
            if number in rows:
                raise Malformed(
                    f"{name}/{number} appears twice, and one of the two would be lost", start
                )
            if text[at : at + 1] != "{":
                raise Malformed(f"{name}/{number} is not an object", at)
            try:
                rows[number], end = scan(text, at)
            except Malformed as error:
                raise Malformed(
                    f"{name}/{number}: {error.what}", error.at if error.at >= 0 else at
                ) from None
            texts[number] = text[start:end]
            return end

        return _walk(text, at, document)

    at = _past(text, 0)
    if text[at : at + 1] != "{":
        raise Malformed("it does not start with {", at)
    end = _past(text, _walk(text, at, table))
    if end < len(text):
        raise Malformed("something follows after the end", end)
    pieces.pop("_meta", None)
    return Contents(_meta(documents.pop("_meta", None)), documents, pieces)


def _count(value: object, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def _meta(rows: dict[int, Document] | None) -> Document:
    if not rows:
        raise Malformed(
            'it has no "_meta" table, so it is not a bltui building', -1, "`bltui new` creates one."
        )
    if list(rows) != [1]:
        raise Malformed(f'"_meta" holds {len(rows)} documents instead of document 1 alone')
    meta = rows[1]
    if meta.get("format") != "bltui-building":
        raise Malformed('_meta/1/format is not "bltui-building"', -1, "`bltui new` creates one.")
    for field, least in (("schema", 1), ("gen", 0)):
        if not _count(meta.get(field), least):
            raise Malformed(f"_meta/1/{field} is not a number from {least} up")
    if not isinstance(meta.get("uuid"), str):
        raise Malformed("_meta/1/uuid is not a text")
    following = meta.get("next")
    if not isinstance(following, dict) or not all(
        _count(number, 1) for number in following.values()
    ):
        raise Malformed("_meta/1/next does not give the next id of each table")
    if not (meta.get("min_reader") is None or _count(meta["min_reader"], 1)):
        raise Malformed("_meta/1/min_reader is not a number from 1 up")
    return meta
