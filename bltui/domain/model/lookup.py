"""Finding a record by what a person typed: its number, its name, or a part of the name that fits
one only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from bltui.domain.model.errors import UserError
from bltui.domain.model.record import R
from bltui.domain.model.text import folded, shown

#: Characters of a typed word that an answer repeats, and how many records it names where nothing
#: fits.
_LONGEST, _FEW = 60, 8


def initials(name: str) -> str:
    """The first letters of a name, "mk"."""
    return "".join(word[0] for word in re.split(r"[\s-]+", folded(name)) if word)


def find(
    wanted: str,
    records: Iterable[R],
    name: Callable[[R], str],
    what: str,
    *,
    by_initials: bool = False,
) -> R:
    """The one record that is meant. With `by_initials` "mk" means whoever alone has these initials,
    unless it is somebody's name.

    Raises UserError with the choices where several fit, or with the nearest where none does.
    """
    choices = list(records)
    key = folded(wanted).removeprefix("#")
    if not key:
        raise UserError(f"No {what} is named. Give a number or a part of the name.")
    if key.isdecimal():
        for record in choices:
            if str(record.id) == key:
                return record
        raise UserError(f"There is no {what} with number {_cut(key)}.{_there(choices, name)}")
    exact = [r for r in choices if folded(name(r)) == key]
    if by_initials and not exact and 2 <= len(key) <= 4:
        named = [r for r in choices if key in folded(name(r)).split()]
        exact = named or [r for r in choices if initials(name(r)) == key]
    words = [
        r
        for r in choices
        if all(any(w.startswith(k) for w in folded(name(r)).split()) for k in key.split())
    ]
    inside = [r for r in choices if key in folded(name(r))]
    for found in (exact, words, inside):
        if len(found) == 1:
            return found[0]
        if found:
            listed = ", ".join(f"{shown(name(r))} (#{r.id})" for r in found[:6]) + (
                " …" if len(found) > 6 else ""
            )
            raise UserError(f"“{_cut(wanted)}” fits several: {listed}. Name one by its number.")
    # difflib costs 5 ms of import and only a miss needs it.
    from difflib import get_close_matches

    near = get_close_matches(key[:_LONGEST], [folded(name(r)) for r in choices], n=1)
    hint = next(
        (
            f" Did you mean {shown(name(r))}?"
            for r in choices
            if near and folded(name(r)) == near[0]
        ),
        "",
    )
    raise UserError(f"No {what} is called “{_cut(wanted)}”.{hint or _there(choices, name)}")


def _cut(wanted: str) -> str:
    """What was typed, short enough for one line."""
    return shown(wanted if len(wanted) <= _LONGEST else f"{wanted[: _LONGEST - 1]}…")


def _there(choices: Sequence[R], name: Callable[[R], str]) -> str:
    """What could have been meant, where these are few."""
    if not choices:
        return " There is none yet."
    listed = ", ".join(f"{_cut(name(r))} (#{r.id})" for r in choices)
    return f" There is {listed}." if len(choices) <= _FEW else ""
