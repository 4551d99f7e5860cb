"""A waiver's record: a conflict that people know of and accept."""

from __future__ import annotations

from bltui.domain.model.record import Record


class Waiver(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One conflict that is accepted; who and when is in the record's own bookkeeping."""

    TABLE = "waivers"

    rule: str
    key: str
    """The conflict's key: the whole cause, or "cause@2026-11-18" for one of its dates."""
    why: str
