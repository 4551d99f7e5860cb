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


def near(word: str, words: Iterable[str]) -> str:
    """Return " Did you mean …?" if a known word is close, else an empty text."""
    # difflib takes 5 ms to import and is only needed after a mistake.
    from difflib import get_close_matches

    found = get_close_matches(word, list(words), n=1, cutoff=0.5)
    return f" Did you mean {shown(found[0])}?" if found else ""


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
