"""What a change would do to the checks, in lines: what it mends, what it brings."""

from __future__ import annotations

from textual.content import Content

from bltui.ui.desk import Rehearsed
from bltui.ui.present import content

#: Lines of each kind that are shown at most.
MOST = 3


def effect(rehearsed: Rehearsed) -> list[Content]:
    """Findings that would go and come, marked with - and + and said in words; one line if there are none."""
    lines: list[Content] = []
    for sign, word, findings, style in (
        ("-", "mends", rehearsed.lost, "$status-done"),
        ("+", "brings", rehearsed.gained, "$status-late"),
    ):
        for finding in findings[:MOST]:
            lines.append(content(f"{sign} {word:<6} {finding.rule} {finding.message}").stylize(style, 0, 8))
        if len(findings) > MOST:
            lines.append(content(f"{sign} {word:<6} {len(findings) - MOST} more"))
    return lines or [content("the checks stay as they are")]
