"""The effect of a change on the findings, as lines: what it fixes and what it adds."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from bltui.domain.model.finding import Finding
from bltui.ui.app_services import ChangePreview
from bltui.ui.formatting import content

#: The maximum number of lines of each kind.
MOST = 3


def _name(finding: Finding) -> tuple[str, str]:
    return finding.rule, finding.subject


def news(rehearsed: ChangePreview) -> tuple[list[Finding], list[Finding]]:
    """Return the findings that a change adds and fixes, ignoring mere changes of numbers."""
    lost, gained = {_name(f) for f in rehearsed.lost}, {_name(f) for f in rehearsed.gained}
    return (
        [f for f in rehearsed.gained if _name(f) not in lost],
        [f for f in rehearsed.lost if _name(f) not in gained],
    )


def brought(before: Iterable[Finding], after: Iterable[Finding]) -> str:
    """Return a short summary of the new required and recommended findings; may be empty."""
    old = {_name(f) for f in before}
    new = [f for f in after if _name(f) not in old and f.severity != "info"]
    more = f" (and {len(new) - 1} more)" if new[1:] else ""
    return f"It brings {new[0].rule} {new[0].message}{more}" if new else ""


def effect(rehearsed: ChangePreview) -> list[Content]:
    """Return lines for the findings that would be fixed (-) and added (+).

    Returns one line if there are none.
    """
    brings, mends = news(rehearsed)
    other = [f for f in rehearsed.gained if f not in brings]
    lines: list[Content] = []
    for sign, word, findings, style in (
        ("-", "mends", mends, "$done"),
        ("+", "brings", brings, "$required"),
        ("~", "is now", other, "$quiet"),
    ):
        for finding in findings[:MOST]:
            lines.append(
                content(f"{sign} {word:<6} {finding.rule} {finding.message}").stylize(style, 0, 8)
            )
        if len(findings) > MOST:
            lines.append(content(f"{sign} {word:<6} {len(findings) - MOST} more"))
    return lines or [content("the checks stay as they are").stylize("$quiet")]
