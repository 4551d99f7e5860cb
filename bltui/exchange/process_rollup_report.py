"""The process of all groups on one page, for the BLT or for the district."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from bltui.domain.meetings.process_edits import NO_PROCESS
from bltui.domain.meetings.process_rollup import Compared, GroupProgress, rollup
from bltui.domain.model import formats, labels
from bltui.domain.model.building import Building
from bltui.domain.model.formats import show_date
from bltui.domain.model.framework_types import Framework, limit_of
from bltui.domain.model.text import one_line
from bltui.domain.steps.current_state import days_of
from bltui.exchange.page import Grid, Page, Section
from bltui.exchange.process_report import columns_of, level_cell

#: Who reads the page.
Reader = Literal["blt", "dlt"]
_HIDDEN = "not shown"


def _step(group: GroupProgress) -> str:
    """Return the step, with its day if that is not the last meeting's."""
    if group.step is None or group.at is None:
        return ""
    day = "" if group.at == group.last_meeting else f" ({show_date(group.at)})"
    return f"{group.step}. {group.title}{day}"


def _where(group: GroupProgress) -> tuple[object, ...]:
    return (
        f"{group.label} {group.name}",
        group.last_meeting or "none yet",
        _step(group),
        "stopped here" if group.stopped else "",
        one_line(group.needs),
    )


def _change(before: object, after: object) -> str:
    return f"{before or '–'} → {after or '–'}"


def _tested(one: Compared, least: int) -> str:
    """Return how many were tested; a small number is not given to the district."""

    def words(count: int) -> str:
        return f"fewer than {least}" if count < least else f"{count:,}"

    return _change(
        words(one.before.tested) if one.before else "", words(one.after.tested) if one.after else ""
    )


def _results(group: GroupProgress, levels: dict[str, str], least: int) -> Iterator[str | Grid]:
    rows = [row for one in group.results for row in (one.before, one.after) if row is not None]
    named = columns_of(rows, levels)

    def cell(one: Compared, level: str) -> str:
        if not one.by_level:
            return _HIDDEN
        before = level_cell(one.before, level) if one.before else ""
        return _change(before, level_cell(one.after, level) if one.after else "")

    columns = ("students", "tested, before → after", *named.values())
    cells = (
        (o.group, _tested(o, least), *(cell(o, level) for level in named)) for o in group.results
    )
    yield Grid(columns, tuple(cells))
    if any(not one.by_level for one in group.results):
        yield (
            f"Results of fewer than {least} students are not shown by level, nor others from "
            "which they could be computed."
        )
    for one in group.results:
        for word, row in (("before", one.before), ("after", one.after)):
            if row is not None and row.in_no_level and one.by_level:
                yield f"{one.group}, {word}: {row.in_no_level:,} of {row.tested:,} are in no level."


@formats.paper()
def process_page(
    building: Building, framework: Framework, year: str, today: date, reader: Reader = "blt"
) -> Page:
    """Return the page on a school year such as "2026-27".

    The district's does not show the levels of results of few students (`result_least`).
    """
    known, profile = framework.process, building.profile
    least = 1
    if reader == "dlt":
        least = int(limit_of("result_least", profile.limits, framework))
    groups = rollup(building, known, *days_of(building, year), least) if known.steps else ()
    to = profile.dlt_label if reader == "dlt" else labels.team()
    title = f"{profile.name}: process of the groups, for the {to}, {year}, {show_date(today)}"
    grid = Grid(
        ("group", "last meeting", "step", "stop sign", f"needs from the {labels.team()}"),
        tuple(map(_where, groups)),
    ).without_empty()
    none = "There are no groups yet." if known.steps else NO_PROCESS
    sections = [Section("Groups", (grid if groups else none,))]
    sections += [
        Section(f"Results of {g.label} {g.name}", tuple(_results(g, dict(known.levels), least)))
        for g in groups
        if g.results
    ]
    if groups:
        sections.append(Section("Source of the steps", (known.source,)))
    return Page(title, tuple(sections))
