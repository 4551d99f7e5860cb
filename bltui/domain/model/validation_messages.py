"""What is wrong with a value, one wording for each refusal: what happened, then what to do.

It serves forms, commands, and imports. `plainly` is for people who fix a file by hand: msgspec's
own messages use the names of Python types.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

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
    (r">= (\S+)", r"of \1 or more"),
    (r"<= (\S+)", r"of at most \1"),
)


def blank(label: str, fix: str = "Type something.") -> str:
    """Return the message for a required field without a value."""
    return f"{_sentence(label)} is blank. {fix}"


def too_long(
    label: str, count: int, most: int, unit: str = "characters", fix: str = "Shorten it."
) -> str:
    """Return the message for a text with too many characters or lines."""
    return f"{_sentence(label)} is too long: {count:,} {unit} (at most {most:,}). {fix}"


def gone(noun: str, fix: str = "Choose another one.") -> str:
    """Return the message for a link to a record that was removed, or an edit of it."""
    return f"That {noun} no longer exists. {fix}"


def nobody() -> str:
    """Return the message for a person who left or was removed."""
    return "That person is no longer on the staff list. Add them first, or choose someone else."


def not_one_of(quoted: str, choices: Iterable[object]) -> str:
    """Return the message for a word that is none of a few."""
    return f"{quoted} is not one of {', '.join(map(str, choices))}."


def no_such(noun: str, quoted: str, choices: Iterable[str]) -> str:
    """Return the message for a key or name that no record has."""
    listed = ", ".join(choices)
    return f"There is no {noun} {quoted}. {f'Choose from {listed}' if listed else 'There are none yet'}."


def not_a_number(quoted: str) -> str:
    """Return the message for a text that is no number."""
    return f"{quoted} is not a number. Write one such as 62 or 62.5."


def not_whole(quoted: str, least: int | None = None, most: int | None = None) -> str:
    """Return the message for a text that is no whole number, or is out of range."""
    if least is None or most is None:
        return f"{quoted} is not a whole number. Write one such as 45."
    return f"{quoted} is not a whole number from {least:,} to {most:,}. Write one in that range."


def not_yes_or_no(quoted: str) -> str:
    """Return the message for a text that is neither yes nor no."""
    return f"{quoted} is not yes or no. Write yes or no."


def plainly(reason: str) -> str:
    """Return a msgspec message in plain words, or unchanged if it is not known."""
    if match := re.fullmatch(r"Expected `([^`]+)`(?:, got `([^`]+)`| (.+))", reason):
        kind, got, measure = match.groups()
        if got:
            return f"this must be {_named(kind)}, not {_named(got)}"
        for pattern, words in _MEASURES:
            if re.fullmatch(pattern, measure):
                return f"this must be {_named(kind)} {re.sub(pattern, words, measure)}"
    if match := re.fullmatch(r"Object missing required field `([^`]+)`", reason):
        return f"{match[1]} is missing"
    if match := re.fullmatch(r"Object contains unknown field `([^`]+)`", reason):
        return f"there is no {match[1]} here"
    if match := re.fullmatch(r"Invalid enum value '?(.*?)'?", reason):
        return f"there is no “{match[1]}” here"
    if reason == "Invalid RFC3339 encoded date":
        return "this must be a date such as 2026-09-09"
    return reason


def _named(kinds: str) -> str:
    return " or ".join(_KINDS.get(kind, kind) for kind in kinds.split(" | "))


def _sentence(label: str) -> str:
    """Return a label as the beginning of a sentence. Options and keys of a file stay."""
    return label[:1].upper() + label[1:] if re.fullmatch(r"[a-z -]+", label) else label
