"""What a check finds: the rule, the facts, why it matters, the source, and the fix."""

from __future__ import annotations

import msgspec

from bltui.domain.model.severity import Severity


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule with the framework's wording."""

    id: str
    area: str
    severity: Severity
    """The default severity. A building may change it."""
    title: str
    why: str
    """The source's own words, or the reason for a default that is not from the source document."""
    source: str
    fix: str


class Violation(msgspec.Struct, frozen=True):
    """What a rule function reports: the facts, without the rule's wording."""

    message: str
    """The finding in words, understandable without the rule."""
    records: tuple[str, ...] = ()
    """The references of its records, "table/id". Screens open the first one."""
    subject: str = ""
    """The person or thing it is about, in one or two words."""
    count: int = 1
    severity: Severity | None = None
    """The severity of this violation, if the rule has two severities.

    A building's own severity overrides it.
    """
    fix: str | None = None
    """The fix, if it differs from the rule's."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One finding of `check`. The field names are the public JSON format."""

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
