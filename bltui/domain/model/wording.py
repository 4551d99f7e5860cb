"""How lists and numbers read in a sentence."""

from __future__ import annotations

from collections.abc import Sequence


def listed(words: Sequence[str]) -> str:
    """Words as a sentence lists them: "2, 3 and 4"."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def shortened(words: Sequence[str], most: int = 6) -> str:
    """Words as a sentence lists them; of more than `most` the last ones only as their number."""
    if len(words) > most:
        return f"{', '.join(words[: most - 1])} and {len(words) - most + 1} more"
    return listed(words)


def number(value: float) -> str:
    """A limit as people write it: 17, not 17.0."""
    return f"{value:g}"
