"""What a change would do to the checks, in lines: what it mends, what it brings."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from bltui.domain.model.finding import Finding
from bltui.ui.app_services import ChangePreview
from bltui.ui.formatting import content

#: Lines of each kind that are shown at most.
MOST = 3


def _name(finding: Finding) -> tuple[str, str]:
    return finding.rule, finding.subject


def news(rehearsed: ChangePreview) -> tuple[list[Finding], list[Finding]]:
    """What a change brings and mends, without findings that only get other numbers."""
    lost, gained = {_name(f) for f in rehearsed.lost}, {_name(f) for f in rehearsed.gained}
    return (
        [f for f in rehearsed.gained if _name(f) not in lost],
        [f for f in rehearsed.lost if _name(f) not in gained],
    )


def brought(before: Iterable[Finding], after: Iterable[Finding]) -> str:
    """The warnings and errors that are new, in a few words; empty where there are none."""
    old = {_name(f) for f in before}
    new = [f for f in after if _name(f) not in old and f.severity != "info"]
    more = f" (and {len(new) - 1} more)" if new[1:] else ""
    return f"It brings {new[0].rule} {new[0].message}{more}" if new else ""


def effect(rehearsed: ChangePreview) -> list[Content]:
    """Findings that would go and come, marked with - and + and said in words.

    One line if there are none.
    """
    brings, mends = news(rehearsed)
    other = [f for f in rehearsed.gained if f not in brings]
    lines: list[Content] = []
    for sign, word, findings, style in (
        ("-", "mends", mends, "$status-done"),
        ("+", "brings", brings, "$status-late"),
        ("~", "is now", other, "$quiet"),
    ):
        for finding in findings[:MOST]:
            lines.append(
                content(f"{sign} {word:<6} {finding.rule} {finding.message}").stylize(style, 0, 8)
            )
        if len(findings) > MOST:
            lines.append(content(f"{sign} {word:<6} {len(findings) - MOST} more"))
    return lines or [content("the checks stay as they are").stylize("$quiet")]
