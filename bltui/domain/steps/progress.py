"""How far something is, always with its counts."""

from __future__ import annotations

import msgspec


class Progress(msgspec.Struct, frozen=True, omit_defaults=False):
    """How far something is; the percentage is never shown without its counts."""

    done: int
    of: int
    percent: int | None
    """None where it does not count: not applicable."""
