"""Format lists and numbers for sentences."""

from __future__ import annotations

from collections.abc import Sequence


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence, such as "2, 3, and 4"."""
    if len(words) < 3:
        return " and ".join(words)
    return f"{', '.join(words[:-1])}, and {words[-1]}"


def shortened(words: Sequence[str], most: int = 6) -> str:
    """Return words as a list in a sentence. If there are more than `most`, count the last ones."""
    if len(words) > most:
        return f"{', '.join(words[: most - 1])}, and {len(words) - most + 1} more"
    return listed(words)


def number(value: float) -> str:
    """Return a number as people write it: 17, not 17.0."""
    return f"{value:g}"


def ordinal(value: int) -> str:
    """Return a place in an order: 1st, 2nd, 3rd, 11th."""
    ending = "th" if 10 <= value % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"
