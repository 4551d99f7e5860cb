"""The figures of one run as a table of ratios, each with its goal."""

from __future__ import annotations

from statistics import median
from typing import NamedTuple


class Row(NamedTuple):
    """One comparison: two sets of figures measured in turn in this run."""

    what: str
    ours: list[float]
    against: str
    theirs: list[float]
    unit: str
    goal: float | None = None

    @property
    def ratio(self) -> float:
        """The median divided by the other median; infinite if the other one is zero."""
        below = median(self.theirs)
        return median(self.ours) / below if below else float("inf")


def spread(figures: list[float]) -> str:
    """Return the median with the minimum and maximum."""
    return f"{median(figures):,.1f} ({min(figures):,.1f}-{max(figures):,.1f})"


def table(title: str, rows: list[Row]) -> str:
    """Return the rows as aligned plain text."""
    lines = [["", "bltui", "against", "ratio", "goal", ""]]
    for row in rows:
        held = "" if row.goal is None else ("ok" if row.ratio <= row.goal else "MISSED")
        goal = "-" if row.goal is None else f"<= {row.goal:g}"
        lines.append(
            [
                row.what,
                f"{spread(row.ours)} {row.unit}",
                f"{row.against}: {spread(row.theirs)}",
                f"{row.ratio:.2f}",
                goal,
                held,
            ]
        )
    widths = [max(len(line[i]) for line in lines) for i in range(6)]
    text = "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
    return f"{title}\n{'=' * len(title)}\n{text}\n"
