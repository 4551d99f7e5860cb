"""The rotation chart: a bar per member over school years, ends per year, and turnover."""

from __future__ import annotations

from bltui.domain.model.framework_types import limit_of
from bltui.domain.team.rotation import Outlook, Strip, StripRow, forecast, lost_words, strip
from bltui.ui.formatting import Bit
from bltui.ui.screens.team.rows import month
from bltui.ui.state import State
from bltui.ui.widgets.table_layout import Cell, Column, Row

#: The number of school years shown.
YEARS = 4
#: Width in cells of a year's bar.
_CELLS = 8
#: What ends the bar of someone who leaves.
_END = " end"


def columns(found: Strip) -> tuple[Column, ...]:
    """Return a column for the name, one for each year, and one for the end."""
    return (
        Column("Term members", whole=True),
        *(Column(year, _CELLS, whole=True) for year in found.years),
        Column("Term ends", 9, rank=1),
    )


def _bar(row: StripRow, place: int, year: str, full: str) -> Cell:
    """Return one year of a member: a bar while they serve, with an end mark if they leave."""
    if not row.serves[place]:
        return Bit("")
    if row.leaves == year:
        return Bit(f"{full * (_CELLS - len(_END))}{_END}", "recommended")
    return Bit(full * _CELLS, "done")


def rotation_rows(state: State) -> tuple[Row, ...]:
    """Return the members who rotate, sorted by the end of their term.

    Below are the ends per year and the forecast if nobody is replaced.
    """
    if not state.building.profile.rotation_required:
        return (
            Row(
                None,
                ("This building needs no rotation (see the building settings).",),
                "text",
                "quiet",
            ),
        )
    found = strip(state.building, state.today, YEARS)
    if not found.rows:
        return ()
    rows = [
        Row(
            f"memberships/{row.membership_id}",
            (
                row.person,
                *(_bar(row, n, year, state.signs.full) for n, year in enumerate(found.years)),
                Bit(month(row.end) if row.end else "open", "quiet"),
            ),
            find=row.seat,
        )
        for row in found.rows
    ]
    total = sum(1 for row in found.rows if row.end)
    most = limit_of("same_end_percent", state.building.profile.limits, state.framework)
    ends: list[Cell] = []
    for year in found.years:
        count = found.ends[year]
        many = total >= 3 and count / total * 100 > most
        ends.append(
            Bit(
                f"{count} {state.signs.required if many else ''}".strip() if count else "0",
                "required" if many else "quiet",
            )
        )
    rows.append(Row(None, (Bit("Terms ending", "quiet"), *ends, ""), "row"))
    outlooks = forecast(state.building, state.framework, state.today, summers=YEARS)
    rows.append(Row(None, ("If no one is replaced",), "heading"))
    rows += [_outlook(state, outlook) for outlook in outlooks]
    return tuple(rows)


def _outlook(state: State, outlook: Outlook) -> Row:
    lost = lost_words(state.framework, outlook.lost, state.building.profile.coverage_by)
    left = f"{len(outlook.left)} leave" if outlook.left else "no one leaves"
    text = f"Summer {outlook.summer}  {left}, {outlook.people} stay"
    return Row(
        None,
        (f"{text}{f'; no longer represented: {lost}' if lost else ''}",),
        "text",
        "required" if lost else "quiet",
    )
