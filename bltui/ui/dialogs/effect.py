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
    lost = {(f.rule, f.subject) for f in rehearsed.lost}
    gained = {(f.rule, f.subject) for f in rehearsed.gained}
    # The same finding with other numbers is neither mended nor new.
    both = lost & gained
    for sign, word, findings, style in (
        ("-", "mends", [f for f in rehearsed.lost if (f.rule, f.subject) not in both], "$status-done"),
        ("+", "brings", [f for f in rehearsed.gained if (f.rule, f.subject) not in both], "$status-late"),
        ("~", "is now", [f for f in rehearsed.gained if (f.rule, f.subject) in both], "$quiet"),
    ):
        for finding in findings[:MOST]:
            lines.append(content(f"{sign} {word:<6} {finding.rule} {finding.message}").stylize(style, 0, 8))
        if len(findings) > MOST:
            lines.append(content(f"{sign} {word:<6} {len(findings) - MOST} more"))
    return lines or [content("the checks stay as they are")]
