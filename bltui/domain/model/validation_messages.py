"""Validation errors in plain words, for people who fix a file by hand.

msgspec's own messages use the names of Python types.
"""

from __future__ import annotations

import re

_KINDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a table of names and values",
    "null": "nothing",
}
_MEASURES = (
    (r"of length <= (\d+)", r"of at most \1 characters"),
    (r"of length >= (\d+)", r"of at least \1 characters"),
    (r">= (\S+)", r"from \1 on"),
    (r"<= (\S+)", r"up to \1"),
)


def plainly(reason: str) -> str:
    """Return a msgspec message in plain words, or unchanged if it is not known."""
    if match := re.fullmatch(r"Expected `([^`]+)`(?:, got `([^`]+)`| (.+))", reason):
        kind, got, measure = match.groups()
        if got:
            return f"{_named(kind)} is wanted, and this is {_named(got)}"
        for pattern, words in _MEASURES:
            if re.fullmatch(pattern, measure):
                return f"{_named(kind)} {re.sub(pattern, words, measure)} is wanted"
    if match := re.fullmatch(r"Object missing required field `([^`]+)`", reason):
        return f"{match[1]} is missing"
    if match := re.fullmatch(r"Object contains unknown field `([^`]+)`", reason):
        return f"there is no {match[1]} here"
    if match := re.fullmatch(r"Invalid enum value '?(.*?)'?", reason):
        return f"there is no “{match[1]}” here"
    if reason == "Invalid RFC3339 encoded date":
        return "a date such as 2026-09-09 is wanted"
    return reason


def _named(kinds: str) -> str:
    return " or ".join(_KINDS.get(kind, kind) for kind in kinds.split(" | "))
