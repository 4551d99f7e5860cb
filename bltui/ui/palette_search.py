"""Ranked search for the palette: exact words first, a typing error forgiven, letters last."""

from __future__ import annotations

from collections.abc import Sequence

from bltui.domain.model.text import folded
from bltui.ui.palette_items import PaletteItem

#: The maximum number of results.
MOST = 60
#: How well an item matches, the best first.
EXACT, PREFIX, WORDS, PART, TYPO, SAYS, LETTERS = 7, 6, 5, 4, 3, 2, 1
#: The fewest letters with which a typing error is forgiven, or letters are scattered.
_FEW = 3

#: An item with its name and explanation folded once, because there may be thousands and every
#: letter ranks them again.
Folded = tuple[str, str, PaletteItem]


def fold(items: Sequence[PaletteItem]) -> list[Folded]:
    """Return the items folded, as `search` takes them."""
    return [(folded(i.name), folded(f"{i.says} {i.also}"), i) for i in items]


def _one_error(typed: str, word: str) -> bool:
    """Return whether one letter is wrong, missing, added, or swapped with the next one."""
    at = next((n for n, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), None)
    if at is None:
        return abs(len(typed) - len(word)) <= 1
    rest, other = typed[at:], word[at:]
    swapped = rest[1::-1] == other[:2] and rest[2:] == other[2:]
    return swapped or other[1:] == rest[1:] or other == rest[1:] or other[1:] == rest


def _close(typed: str, word: str) -> bool:
    """Return whether a word begins as typed, but for one error."""
    return any(_one_error(typed, word[:n]) for n in range(len(typed) - 1, len(typed) + 2))


def rank(sought: str, name: str, says: str) -> int:
    """Return how well an item matches the search text; 0 for no match. All are folded."""
    if sought == name:
        return EXACT
    words = [word.strip("#:,()") for word in name.split()]
    parts = sought.split()
    if sought in words or name.startswith(sought):
        return PREFIX
    if all(any(word.startswith(part) for word in words) for part in parts):
        return WORDS
    if sought in name:
        return PART
    if len(sought) > _FEW and all(
        any(_close(part, word) for word in words) for part in parts if len(part) > 1
    ):
        return TYPO
    if len(sought) >= _FEW and all(part in says for part in parts):
        return SAYS
    letters = iter(name)
    scattered = len(sought) >= _FEW and all(one in letters for one in sought.replace(" ", ""))
    return LETTERS if scattered else 0


def search(items: Sequence[Folded], sought: str) -> list[PaletteItem]:
    """Return the items that match the search text: by kind, in each kind the best first.

    The best one of all comes first. Scattered letters count only if nothing else matches. Without a
    search text, return the first items.
    """
    wanted = " ".join(folded(sought).split())
    if not wanted:
        return [item for *_, item in items[:MOST]]
    ranked = [(rank(wanted, name, says), item) for name, says, item in items]
    if any(r > LETTERS for r, _ in ranked):
        ranked = [(r, item) for r, item in ranked if r != LETTERS]
    ranked = sorted((x for x in ranked if x[0]), key=lambda x: (-x[0], x[1].kind))
    best, rest = ranked[:1], sorted(ranked[1:MOST], key=lambda x: x[1].kind)
    return [item for _, item in (*best, *rest)]
