"""What a check finds: the rule, what it says here, why it matters, where the rule comes from, how
to mend it.
"""

from __future__ import annotations

import msgspec

from bltui.domain.model.building_settings import Severity

#: Order of weight; "off" never appears in a finding.
WEIGHT: dict[str, int] = {"off": 0, "info": 1, "warn": 2, "error": 3}


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule as the framework words it."""

    id: str
    area: str
    severity: Severity
    """The default; a building may grade it differently."""
    title: str
    why: str
    """The source's own words, or the reason for a chosen default."""
    source: str
    fix: str


class Violation(msgspec.Struct, frozen=True):
    """What a rule function reports: the facts, not the wording of the rule."""

    message: str
    """The finding in words, complete in itself."""
    records: tuple[str, ...] = ()
    """The records that it is about, as "table/id"; the first one is opened by the screens."""
    subject: str = ""
    """Whom or what it is about, in one or two words."""
    count: int = 1
    severity: Severity | None = None
    """Where one rule has two weights: the weight of this case.

    A building's own grading overrides it.
    """
    fix: str | None = None
    """Where the way to mend depends on the case."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One line of `check`; the field names are the public JSON shape."""

    rule: str
    severity: Severity
    area: str
    subject: str
    message: str
    why: str
    source: str
    fix: str
    records: tuple[str, ...]
    count: int
