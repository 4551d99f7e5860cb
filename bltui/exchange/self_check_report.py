"""A meeting's self-check on paper, and the line of them through the year."""

from __future__ import annotations

from collections.abc import Sequence

from bltui.domain.meetings.lookup import team_words
from bltui.domain.meetings.self_check_results import Checked, counted
from bltui.domain.model.dates import show_date
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.wording import listed
from bltui.exchange.page import Grid, Section

#: How wide the longest bar is: that of the best score.
_WIDTH = 16


def self_check_section(found: Checked | None) -> Section:
    """The statements with their averages and counts, and what is done where one is low. Empty where nobody answered."""
    if found is None:
        return Section("Self-check", ())
    rows = tuple(
        (s.text, s.answers, *(s.spread or ("",) * 4), "too few to show" if s.mean is None else f"{s.mean:.2f}")
        for s in found.statements
    )
    words = ", ".join(f"{n} {word}" for n, word in enumerate(found.scale, 1))
    parts: list[str | Grid] = [
        f"{counted(found.answers).capitalize()}. {words}.",
        Grid(("statement", "answers", "1", "2", "3", "4", "average"), rows),
    ]
    if found.low:
        done = "; ".join(found.actions) or "no action is named yet"
        parts.append(f"Below {found.limit:g}: {listed([s.short for s in found.low])}. Action: {done}.")
    return Section("Self-check", tuple(parts))


def year_section(checks: Sequence[tuple[Meeting, Checked]], dlt_label: str = "DLT") -> Section:
    """The averages of each meeting with their counts, the earliest first, as a line through the year."""
    heads = {s.key: s.short for _, found in checks for s in found.statements}
    rows = []
    for meeting, found in checks:
        means = {s.key: "–" if s.mean is None else f"{s.mean:.2f}" for s in found.statements}
        bar = "" if found.mean is None else "#" * round((found.mean - 1) * _WIDTH / 3)
        average = "too few to show" if found.mean is None else f"{found.mean:.2f}"
        who = team_words(meeting.team, dlt_label)
        rows.append((show_date(meeting.on), who, found.answers, *(means.get(k, "") for k in heads), average, bar))
    grid = Grid(("meeting", "of", "answers", *heads.values(), "average", "1 to 4"), tuple(rows))
    return Section("Self-checks of the meetings", (grid,) if rows else ("None.",))
