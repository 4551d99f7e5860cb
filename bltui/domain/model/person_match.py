"""Find the people that a text names, as people write names.

Whole names, a first or last name alone, an initial with a last name, initials, and titles. The
beginning of a name is not a name: it is asked about. Used by every line, option, and form field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Protocol, TypeVar

from bltui.domain.model.errors import UserError
from bltui.domain.model.lookup import cut, there
from bltui.domain.model.text import folded, shown


class Named(Protocol):
    """A person, or a person in a form."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...


P = TypeVar("P", bound=Named)

#: Words before a name that are not part of it.
TITLES = frozenset(
    ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "coach", "principal", "rev")
)
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "phd", "edd", "med", "esq"))
_DEGREES = re.compile(r"\b(ph\.?d|ed\.?d|m\.?ed)\b\.?", re.IGNORECASE)
_QUOTES = re.compile("['’‘ʼ`´]")
#: Most letters of typed initials.
_INITIALS = 5


def name_words(text: str) -> list[str]:
    """Return the words of a name for comparing: no accents, apostrophes, periods, or suffixes."""
    plain = _QUOTES.sub("", _DEGREES.sub(lambda m: m[0].replace(".", ""), folded(text)))
    words = re.split(r"[\s.,\-‐‑–]+", folded(plain))
    return [word for n, word in enumerate(words) if word and not (n and word in _SUFFIXES)]


def _untitled(words: Sequence[str]) -> tuple[list[str], bool]:
    """Return a name's words without titles, and whether there was one."""
    rest = list(words)
    while len(rest) > 1 and rest[0] in TITLES:
        rest.pop(0)
    return rest, len(rest) < len(words)


def _whole(typed: Sequence[str], name: Sequence[str]) -> bool:
    """Return whether each typed word is a different word of the name."""
    left = list(name)
    for word in typed:
        if word not in left:
            return False
        left.remove(word)
    return True


def _shortened(typed: Sequence[str], name: Sequence[str]) -> bool:
    """Return whether the words are of the name, where single letters stand for words."""
    whole = [word for word in typed if len(word) > 1]
    if not whole or not _whole(whole, name):
        return False
    left = list(name)
    for word in whole:
        left.remove(word)
    for letter in (word for word in typed if len(word) == 1):
        found = next((word for word in left if word.startswith(letter)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _initials(name: str) -> set[str]:
    """Return the initials of a name: of all words, of hyphenated words once, of first and last."""
    words = _untitled(name_words(name))[0]
    joined = _untitled(name_words(name.replace("-", "")))[0]
    ends = [words[0], words[-1]] if len(words) > 1 else words
    return {"".join(word[0] for word in one) for one in (words, joined, ends) if one}


def matching(
    wanted: str, people: Iterable[P], first: Collection[int] = (), *, initials: bool = True
) -> list[P]:
    """Return the people whom a text fits best: none, one, or several.

    Those in `first`, such as the members of the team that meets, win over others. A whole name
    wins over its parts, a part over an initial with a part, and these over initials alone.
    """
    known = list(people)
    typed, titled = _untitled(name_words(wanted))
    if not typed:
        return []
    names = {p.id: _untitled(name_words(p.name))[0] for p in known}
    same = [p for p in known if names[p.id] == typed]
    circles = [[p for p in same if p.id in first], same]
    if found := next((circle for circle in circles if circle), None):
        return found
    letters = "".join(typed)
    short = len(letters) <= _INITIALS and (len(typed) == 1 or len(letters) == len(typed))

    def last(person: P) -> Sequence[str]:
        return names[person.id][1:] or names[person.id]

    fits: tuple[Callable[[P], bool], ...] = (
        lambda p: titled and (_whole(typed, last(p)) or _shortened(typed, last(p))),
        lambda p: _whole(typed, names[p.id]),
        lambda p: _shortened(typed, names[p.id]),
        lambda p: initials and short and len(letters) > 1 and letters in _initials(p.name),
    )
    for circle in ([p for p in known if p.id in first], known):
        for fit in fits:
            if found := [p for p in circle if fit(p)]:
                return found
    return []


def find_person(wanted: str, people: Iterable[P], first: Collection[int] = ()) -> P:
    """Return the one person that a text names, or whose number it is.

    Raises UserError with the names if several fit, or with the nearest if none does.
    """
    known = list(people)
    key = folded(wanted).removeprefix("#")
    if not key:
        raise UserError("No person is named. Write a name, initials, or a number.")
    if key.isdecimal():
        for person in known:
            if str(person.id) == key:
                return person
        raise UserError(
            f"There is no person with number {cut(key)}.{there(known, lambda p: p.name)}"
        )
    found = matching(wanted, known, first)
    head, comma, tail = wanted.partition(",")
    if not found and comma:
        found = matching(f"{tail} {head}", known, first)
    if len(found) == 1:
        return found[0]
    if found:
        raise several(wanted, found)
    raise UserError(f"No person is called “{cut(wanted)}”.{_nearest(wanted, known)}")


def several(wanted: str, found: Sequence[Named]) -> UserError:
    """Return the error for a text that fits several people, with what to write instead."""
    listed = ", ".join(f"{shown(p.name)} (#{p.id})" for p in found[:6])
    more = " …" if len(found) > 6 else ""
    return UserError(
        f"“{cut(wanted)}” matches several: {listed}{more}. Write more of the name, or the number."
    )


def _nearest(wanted: str, people: Sequence[P]) -> str:
    """Return a hint that names who may be meant, or who there is."""
    typed = _untitled(name_words(wanted))[0]
    begun = [
        p
        for p in people
        if typed and all(any(w.startswith(t) for w in name_words(p.name)) for t in typed)
    ]
    if begun:
        names = ", ".join(f"{shown(p.name)} (#{p.id})" for p in begun[:4])
        more = " …" if len(begun) > 4 else ""
        return f" Do you mean {names}{more}? Write a whole first or last name, or initials."
    # Importing difflib takes 5 ms and is needed only if there is no match.
    from difflib import get_close_matches

    names_of = {folded(p.name): p for p in people}
    parts = {word: p for p in people for word in name_words(p.name)}
    near = get_close_matches(folded(wanted)[:60], [*names_of, *parts], n=1)
    if near:
        return f" Did you mean {shown((names_of | parts)[near[0]].name)}?"
    return there(people, lambda p: p.name)
