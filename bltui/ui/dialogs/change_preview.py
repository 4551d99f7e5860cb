"""The effect of a change on the findings, as lines: what it fixes and what it adds."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from bltui.domain.model.finding import Finding
from bltui.ui.app_services import ChangePreview
from bltui.ui.formatting import Signs, content


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
    return f"New finding: {new[0].rule} {new[0].message}{more}" if new else ""


def effect(rehearsed: ChangePreview, signs: Signs) -> list[Content]:
    """Return what saving does to the findings: what it fixes, what is still there, what is new."""
    brings, fixes = news(rehearsed)
    other = [f for f in rehearsed.gained if f not in brings]
    lines = [Content("After saving")]
    for sign, word, findings, style in (
        (signs.done, "fixes", fixes, "$done"),
        (signs.required, "new", brings, "$required"),
        (signs.recommended, "still", other, "$recommended"),
    ):
        for finding in findings:
            head = f"{sign} {word}"
            lines.append(
                content(f"{head:<9} {finding.rule} {finding.message}").stylize(style, 0, len(head))
            )
    return lines if lines[1:] else [content("After saving: no finding changes").stylize("$quiet")]
