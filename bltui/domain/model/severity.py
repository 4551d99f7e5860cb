"""How severe a finding is: the stored key, its rank, and the one word that people read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

#: The key in files, in JSON, and in options.
Severity = Literal["off", "info", "warn", "error"]
#: The order of severity. "off" never appears in a finding.
WEIGHT: dict[str, int] = {"off": 0, "info": 1, "warn": 2, "error": 3}
#: The word of each severity wherever people read it, the most severe first.
WORDS: dict[Severity, str] = {
    "error": "Required",
    "warn": "Recommended",
    "info": "Info",
    "off": "Off",
}


#: What --fail-on takes: the words that people read, then the keys of files.
FAIL_ON: tuple[str, ...] = ("required", "recommended", "info", "never", "error", "warn")


def key_of(word: str) -> str:
    """Return the key of a typed severity, such as "warn" for "Recommended"."""
    return {label.casefold(): key for key, label in WORDS.items()}.get(word.casefold(), word)


def tally(severities: Iterable[str]) -> dict[str, int]:
    """Return how many findings each severity has, as printed by `check --json`."""
    found = list(severities)
    return {key: found.count(key) for key in WORDS if key != "off"}


def summary(counts: Mapping[str, int], joiner: str = ", ") -> str:
    """Return counts by severity in words, such as "1 Required, 12 Recommended".

    Leaves out what is zero.
    """
    return joiner.join(f"{counts[key]} {word}" for key, word in WORDS.items() if counts.get(key))
