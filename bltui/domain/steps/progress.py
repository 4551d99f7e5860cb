"""How far something is, always with its counts, and how late."""

from __future__ import annotations

import msgspec


class Progress(msgspec.Struct, frozen=True, omit_defaults=False):
    """How far something is; the percentage is never shown without its counts."""

    done: int
    of: int
    percent: int | None
    """None where it does not count: not applicable."""


def late_by(days: int) -> str:
    """How late, in words: "1 day late"; "" in time."""
    return "" if days <= 0 else "1 day late" if days == 1 else f"{days} days late"
