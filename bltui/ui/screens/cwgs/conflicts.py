"""The conflicts, one row per cause, most severe first.

Waived ones are shown with their reason.
"""

from __future__ import annotations

from bltui.domain.schedule.conflict import ScheduleConflict
from bltui.ui.cwg_selection import CwgSelection, Picture
from bltui.ui.formatting import WEIGHTS, Bit
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import Column, Row

COLUMNS = (Column(whole=True), Column(rank=1), Column(whole=True, wraps=True, enough=60))


class Conflicts(RecordList):
    """The list; Enter goes to the place of a conflict."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(COLUMNS, id=id, classes=classes)

    def look(self, sight: CwgSelection) -> None:
        """Show every conflict of the schedule, and ambiguities of the calendar."""
        rows = conflict_rows(sight)
        count = sum(not c.waived for c in sight.picture.clashes)
        self.heading("Conflicts", count, "enter: open  w: waive with a reason  d: show why")
        self.fill(rows, empty="No conflicts: everyone can attend their meetings.")


def clash_id(clash: ScheduleConflict) -> str:
    """Return the row id of a conflict, stable as long as its cause exists."""
    return f"clash/{clash.rule}/{clash.key}"


def clash_named(picture: Picture, row: str) -> ScheduleConflict | None:
    """Return the conflict of a row."""
    return next((c for c in picture.clashes if clash_id(c) == row), None)


def conflict_rows(sight: CwgSelection) -> tuple[Row, ...]:
    """Return a row for each cause, with sign and word.

    Then findings about the calendar, then waived conflicts.
    """
    picture = sight.picture
    rows = []
    for clash in picture.clashes:
        if not clash.waived:
            role, word = WEIGHTS[picture.weight(clash)]
            rows.append(
                Row(
                    clash_id(clash),
                    (
                        Bit(f"{picture.state.signs.of(role)} {word}", role),
                        Bit(clash.rule, "quiet"),
                        clash.message,
                    ),
                )
            )
    for number, finding in enumerate(f for f in sight.state.findings if f.rule.startswith("CAL-")):
        role, word = WEIGHTS[finding.severity]
        rows.append(
            Row(
                f"calendar/{number}",
                (
                    Bit(f"{picture.state.signs.of(role)} {word}", role),
                    Bit(finding.rule, "quiet"),
                    finding.message,
                ),
            )
        )
    accepted = [c for c in picture.clashes if c.waived]
    if accepted:
        rows.append(Row(None, ("Waived",), kind="heading"))
    for clash in accepted:
        words = f"{clash.message}: waived, {clash.waived}"
        rows.append(
            Row(
                clash_id(clash),
                (Bit("accepted", "quiet"), Bit(clash.rule, "quiet"), words),
                role="quiet",
            )
        )
    return tuple(rows)
