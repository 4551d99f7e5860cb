"""What goes wrong on the command line itself: wrong usage, with the nearest word that exists, and
files beside the building.
"""

from __future__ import annotations

from collections.abc import Iterable

from bltui.domain.model.text import shown


class UsageError(Exception):
    """The command line itself is wrong. Exit status 2."""


class CommandError(Exception):
    """A file that was named beside the building cannot be read or written.

    One line for a person.
    """

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        #: 65 where the input cannot be used, 74 where writing failed, 4 where something would be
        #: overwritten.
        self.status = status


def near(word: str, words: Iterable[str]) -> str:
    """ " Did you mean …?" where a word is close, else nothing."""
    # difflib costs 5 ms of import and only a mistake needs it.
    from difflib import get_close_matches

    found = get_close_matches(word, list(words), n=1, cutoff=0.5)
    return f" Did you mean {shown(found[0])}?" if found else ""


def one_of(word: str, words: Iterable[str], what: str) -> str:
    """The word, if it is one of those that exist.

    Raises UsageError with the nearest and the list.
    """
    known = list(words)
    if word in known:
        return word
    raise UsageError(
        f"“{shown(word)}” is not {what}.{near(word, known)} Known: "
        f"{', '.join(shown(k) for k in known)}."
    )
