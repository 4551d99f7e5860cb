"""Errors of the command line itself: wrong usage, and files that cannot be read or written."""

from __future__ import annotations

from collections.abc import Iterable

from bltui.domain.model.text import shown


class UsageError(Exception):
    """A wrong command line. Exit status 2."""


class CommandError(Exception):
    """An input or output file that cannot be read or written.

    The message is one line for a person.
    """

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        #: 65 if the input cannot be used, 74 if writing failed, 4 if something would be
        #: overwritten.
        self.status = status


#: Words that people type for those of commands.
_MEANT = {
    "change": "edit",
    "create": "add new",
    "delete": "remove strike discard deactivate",
    "group": "cwg",
    "groups": "cwg",
    "ls": "list",
    "member": "team",
    "new": "add open",
    "person": "people",
    "rm": "remove strike discard deactivate",
    "staff": "people",
    "teacher": "people",
    "teachers": "people",
    "update": "edit",
    "view": "show",
}


def near(word: str, words: Iterable[str]) -> str:
    """Return " Did you mean …?" if a known word means the same or is one typo away, else "".

    A word that only begins a known one is close too, and a long word may have more typos.
    """
    wanted = word[:60].casefold()
    words = list(words)
    if meant := next((w for w in _MEANT.get(wanted, "").split() if w in words), ""):
        return f" Did you mean {meant}?"

    def far(known: str) -> float:
        known = known.casefold()
        typos = _typos(wanted, known)
        begins = len(wanted.strip("-")) > 1 and known.startswith(wanted)
        return 0.5 if begins and typos > 1 else typos

    found = min(words, key=far, default="")
    if not found or far(found) > max(1, min(len(wanted), len(found)) // 4):
        return ""
    return f" Did you mean {shown(found)}?"


def _typos(one: str, other: str) -> int:
    """Return how many letters were added, left out, replaced or swapped with their neighbor."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        oldest, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b)))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], oldest[j - 2] + 1)
    return row[-1]


def one_of(word: str, words: Iterable[str], what: str) -> str:
    """Return the word if it is one of `words`.

    Raises UsageError with the nearest word and the list if it is not.
    """
    known = list(words)
    if word in known:
        return word
    raise UsageError(
        f"“{shown(word)}” is not {what}.{near(word, known)} Known: "
        f"{', '.join(shown(k) for k in known)}."
    )
