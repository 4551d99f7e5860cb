"""Progress and lateness for display."""

from __future__ import annotations

import msgspec

from bltui.domain.model import formats


class Progress(msgspec.Struct, frozen=True, omit_defaults=False):
    """A percentage with its counts. Always show both."""

    done: int
    of: int
    percent: int | None
    """None if the step does not apply."""


def late_by(days: int) -> str:
    """Format days overdue: "1 day late", or "" if not late."""
    return "" if days <= 0 else f"{formats.count(days, 'day')} late"
