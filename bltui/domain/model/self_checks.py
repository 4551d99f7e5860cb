"""The record of a meeting's self-check: how often each score was given to each statement, and by nobody in particular."""

from __future__ import annotations

from bltui.domain.model.record import Record

#: How many gave 1, 2, 3 and 4.
Spread = tuple[int, int, int, int]


class SelfCheck(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The answers of one person, or of several counted together. It names nobody and has no day but the meeting's.

    Each is a record of its own: what two people put in at the same time adds up.
    """

    TABLE = "self_checks"

    meeting_id: int
    counts: dict[str, Spread]
    """Per statement, by its key."""
