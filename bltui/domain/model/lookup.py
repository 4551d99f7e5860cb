"""Find a record by what a person typed: its number, its name, or a unique part of the name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from bltui.domain.model.errors import UserError
from bltui.domain.model.record import R
from bltui.domain.model.text import folded, shown

#: Longest quotation of typed text in an error message, in characters, and how many records it lists
#: if there is no match.
_LONGEST, _FEW = 60, 8


def find(
    wanted: str,
    records: Iterable[R],
    name: Callable[[R], str],
    what: str,
) -> R:
    """Return the one record that matches a number, a name, or a part of a name.

    People are found by `person_match`. Raises UserError with the choices if several match, or with
    the closest if none does.
    """
    choices = list(records)
    key = folded(wanted).removeprefix("#")
    if not key:
        raise UserError(f"No {what} is named. Give a number or a part of the name.")
    if key.isdecimal():
        for record in choices:
            if str(record.id) == key:
                return record
        raise UserError(f"There is no {what} with number {cut(key)}.{there(choices, name)}")
    exact = [r for r in choices if folded(name(r)) == key]
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
            raise UserError(f"“{cut(wanted)}” matches several: {listed}. Choose one by its number.")
    # Importing difflib takes 5 ms and is needed only if there is no match.
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
    raise UserError(f"No {what} is called “{cut(wanted)}”.{hint or there(choices, name)}")


def cut(wanted: str) -> str:
    """Return typed text, shortened to fit on one line."""
    return shown(wanted if len(wanted) <= _LONGEST else f"{wanted[: _LONGEST - 1]}…")


def there(choices: Sequence[Any], name: Callable[[Any], str]) -> str:
    """Return a list of the possible records, or "" if there are many."""
    if not choices:
        return " None exist yet."
    listed = ", ".join(f"{cut(name(r))} (#{r.id})" for r in choices)
    return f" There is {listed}." if len(choices) <= _FEW else ""
