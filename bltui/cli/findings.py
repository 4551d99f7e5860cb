"""How findings are printed in `check`, `status` and `team what-if`."""

from __future__ import annotations

from collections.abc import Iterable

from bltui.cli.output import Output
from bltui.domain.model import severity
from bltui.domain.model.finding import Finding

#: The names of the severities, padded to one width.
WORDS: dict[str, str] = {
    key: f"{word:<{max(map(len, severity.WORDS.values()))}}" for key, word in severity.WORDS.items()
}

#: The ANSI colors of the severities: red, yellow, blue.
_COLORS = {"error": 31, "warn": 33, "info": 34}


def severity_word(out: Output, key: str) -> str:
    """Return the name of a severity, in its color on a terminal."""
    return out.painted(WORDS[key], _COLORS[key])


def brief(out: Output, findings: Iterable[Finding], indent: str = "") -> None:
    """Print each finding on one line: severity, rule, message."""
    for finding in findings:
        lead = f"{indent}{severity_word(out, finding.severity)} "
        out.line(f"{finding.rule:<7} {finding.message}", lead=lead)


def full(out: Output, findings: Iterable[Finding]) -> None:
    """Print each finding, and below it why it matters, the rule's source, and the fix."""
    for finding in findings:
        brief(out, (finding,))
        out.line(f"      why: {finding.why}  ({finding.source})")
        out.line(f"      do:  {finding.fix}")
