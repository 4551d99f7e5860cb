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
    """What should be true."""
    check: str
    """How bltui tells whether it is."""
    why: str
    """Why it matters, as a reason and not as a quotation."""
    source: str
    """The document and its words that ask for it, or that it is a default."""
    fix: str
    limits: tuple[str, ...] = ()
    """The keys of the limits that it uses."""


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
    source: str | None = None
    """The source, if it differs from the rule's, such as the law of a state."""


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
