"""A meeting's self-check on paper, and the trend through the year."""

from __future__ import annotations

from collections.abc import Sequence

from bltui.domain.meetings.self_check_results import Checked
from bltui.domain.model import formats
from bltui.domain.model.formats import show_date
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.scores import counted
from bltui.domain.model.teams import team_words
from bltui.domain.model.wording import listed
from bltui.exchange.page import Grid, Section
from bltui.exchange.score_grid import mean_cell, score_grid

#: Width of the longest bar, which is that of the best score.
_WIDTH = 16


def self_check_section(found: Checked | None) -> Section:
    """Return the statements with averages and counts, and what to do about low ones.

    Empty if there are no answers.
    """
    if found is None:
        return Section("Self-check", ())
    words = ", ".join(f"{n} {word}" for n, word in enumerate(found.scale, 1))
    parts: list[str | Grid] = [
        f"{counted(found.answers).capitalize()}. {words}.",
        score_grid([(s.text, s) for s in found.statements], "average"),
    ]
    if found.low:
        done = "; ".join(found.actions) or "no action yet"
        parts.append(
            f"Below {found.limit:g}: {listed([s.short for s in found.low])}. Action: {done}."
        )
    return Section("Self-check", tuple(parts))


def year_grid(checks: Sequence[tuple[Meeting, Checked]], dlt_label: str) -> Grid:
    """Return the averages of each meeting with their counts, as the year's trend."""
    heads = {s.key: s.short for _, found in checks for s in found.statements}
    rows = []
    for meeting, found in checks:
        means = {s.key: "–" if s.mean is None else formats.mean(s.mean) for s in found.statements}
        bar = "" if found.mean is None else "#" * round((found.mean - 1) * _WIDTH / 3)
        who = team_words(meeting.team, dlt_label)
        averages = (*(means.get(k, "") for k in heads), mean_cell(found.mean))
        rows.append((show_date(meeting.on), who, found.answers, *averages, bar))
    return Grid(("meeting", "of", "answers", *heads.values(), "average", "1 to 4"), tuple(rows))


def year_section(checks: Sequence[tuple[Meeting, Checked]], dlt_label: str = "DLT") -> Section:
    """Return the self-checks of the year's meetings, earliest first."""
    return Section(
        "Self-checks of the meetings", (year_grid(checks, dlt_label),) if checks else ("None.",)
    )
