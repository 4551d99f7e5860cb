"""How findings are printed in `check`, `status` and `team what-if`."""

from __future__ import annotations

from collections.abc import Iterable

from bltui.cli.output import Output
from bltui.domain.model import severity
from bltui.domain.model.finding import Finding

#: The names of the severities, padded to one width.
WORDS = {
    key: f"{word:<{max(map(len, severity.WORDS.values()))}}" for key, word in severity.WORDS.items()
}


def brief(out: Output, findings: Iterable[Finding], indent: str = "") -> None:
    """Print each finding on one line: severity, rule, message."""
    for finding in findings:
        out.line(f"{indent}{WORDS[finding.severity]} {finding.rule:<7} {finding.message}")


def full(out: Output, findings: Iterable[Finding]) -> None:
    """Print each finding, and below it why it matters, the rule's source, and the fix."""
    for finding in findings:
        brief(out, (finding,))
        out.line(f"      why: {finding.why}  ({finding.source})")
        out.line(f"      do:  {finding.fix}")
