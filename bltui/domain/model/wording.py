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
