"""Screens use their width: texts are whole, and no panel scrolls beside blank rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest
from textual.geometry import Region, Size

from bltui.ui.screens.registry import VIEWS
from bltui.ui.widgets.column_widths import column_widths
from bltui.ui.widgets.laid import Laid
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import GAP, MARGIN, Column
from bltui.ui.widgets.wanting import BORDER

SIZES = [(80, 24), (120, 40), (160, 50), (200, 60)]
#: The views, and the pages of CWGs, by the keys that lead there.
PLACES = {
    **{place.key: str(number) for number, place in enumerate(VIEWS, 1)},
    "calendar": "3 c",
    "free": "3 f",
    "propose": "3 P",
    "handout": "3 H",
    "a week with meetings": "3 right_square_bracket",
    "an ended meeting": "6 left_square_bracket",
    "a list without details": "7 v v v v",
    "month": "3 v v v",
    "agenda": "3 v v v v",
    "conflicts": "3 C",
}


def panels(app) -> list[RecordList]:
    """The lists in sight."""
    return [rows for rows in app.screen.query(RecordList) if rows.display and rows.region.area]


def drawn(app, region: Region) -> list[str]:
    """The text of a part of the screen."""
    strips = app.screen._compositor.render_strips()
    lines = ["".join(segment.text for segment in strip) for strip in strips]
    return [line[region.x : region.right] for line in lines[region.y : region.bottom]]


def lines_of(rows: RecordList) -> list[str]:
    """What a list shows, without its border."""
    return drawn(rows.app, rows.scrollable_content_region)


def cut(rows: RecordList) -> list[str]:
    """The lines with a text that is cut, and the border texts that are."""
    return [line.strip() for line in drawn(rows.app, rows.region) if "…" in line]


def blank(rows: RecordList) -> int:
    """How many of its rows are blank at its end."""
    lines = lines_of(rows)
    return next((n for n, line in enumerate(reversed(lines)) if line.strip()), len(lines))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_nothing_is_cut_and_no_panel_scrolls_above_blank_rows(opened, size) -> None:
    wrong = []
    async with opened(size=size) as (app, pilot):
        for name, keys in PLACES.items():
            await pilot.press(*keys.split())
            await pilot.pause()
            for rows in panels(app):
                wrong += [f"{name} #{rows.id}: {line}" for line in cut(rows)]
                if rows.max_scroll_y:
                    # A panel below or above it could give it rows.
                    beside = [
                        other
                        for other in panels(app)
                        if other is not rows
                        and other.region.x == rows.region.x
                        and other.region.right == rows.region.right
                        and blank(other)
                    ]
                    wrong += [f"{name} #{rows.id} scrolls, #{o.id} is blank" for o in beside]
            await pilot.press("escape")
            await pilot.press("1")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("size", [*SIZES, (100, 30)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_columns_are_as_wide_as_their_texts_and_the_edge_is_free(opened, size) -> None:
    wrong = []
    async with opened(size=size) as (app, pilot):
        for name, keys in PLACES.items():
            await pilot.press(*keys.split())
            await pilot.pause()
            for rows in panels(app):
                where = f"{name} #{rows.id}"
                cells = rows.scrollable_content_region.width - MARGIN
                widths = column_widths(rows._columns, rows._wanted, cells, GAP)
                for column, wide, longest in zip(rows._columns, widths, rows._wanted, strict=True):
                    if wide == 0 < longest:
                        wrong.append(f"{where}: {column.title} has no cells")
                    if wide > longest and not column.weight:
                        wrong.append(f"{where}: {column.title} {wide} cells for {longest}")
                # A cell for the scroll bar, or blank in its place.
                if rows.region.right - rows.scrollable_content_region.right != 2:
                    wrong.append(f"{where} touches its border")
            await pilot.press("escape")
            await pilot.press("1")
    assert not wrong, "\n".join(wrong)


async def test_every_footer_is_whole_at_80_columns(opened) -> None:
    async with opened(size=(80, 24)) as (app, pilot):
        for name, keys in PLACES.items():
            await pilot.press(*keys.split())
            await pilot.pause()
            strips = app.screen._compositor.render_strips()
            footer = "".join(segment.text for segment in strips[-1])
            assert "…" not in footer and footer.endswith(" ^p Commands "), (name, footer)
            assert app.screen is app.bench or "esc Back" in footer, (name, footer)
            await pilot.press("escape", "1")


@pytest.mark.parametrize("size", SIZES[:2], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_count_in_a_title_is_the_number_of_rows(opened, size) -> None:
    wrong = []
    async with opened(size=size) as (app, pilot):
        for name, keys in PLACES.items():
            await pilot.press(*keys.split())
            await pilot.pause()
            for rows in panels(app):
                title = rows._labels[0]
                count = re.search(r"  (\d+)$", title)
                if count is not None and int(count[1]) != len(rows.ids):
                    wrong.append(f"{name} #{rows.id}: {title}, {len(rows.ids)} rows")
            await pilot.press("escape")
            await pilot.press("1")
    assert not wrong, "\n".join(wrong)


def cells_of(rows: RecordList) -> Iterator[tuple[str, Column]]:
    """The drawn text of each line of a cell, with its column."""
    cells = rows.scrollable_content_region.width - MARGIN
    widths = column_widths(rows._columns, rows._wanted, cells, GAP)
    for line in rows._draw().lines:
        text, at = "".join(bit.text for bit in line.bits), 0
        if rows.shown and rows.shown[line.row].kind == "row":
            for column, width in zip(rows._columns, widths, strict=True):
                if width >= 0:
                    yield text[at : at + width], column
                    at += width + GAP


def seen(rows: RecordList, region: Region) -> dict[tuple[str, str], int]:
    """How many characters of each cell are drawn in a region, on all of its lines."""
    cells, columns = region.width - BORDER - rows._bar, rows._columns
    widths = column_widths(columns, rows._wanted, cells - MARGIN, GAP)
    room = region.height - BORDER
    laid = Laid(rows.shown, columns, cells, "…", "", rows._wanted, room)
    found: dict[tuple[str, str], int] = defaultdict(int)
    for line in laid.lines:
        row = rows.shown[line.row] if rows.shown else None
        if row is None or row.kind != "row" or not row.id:
            continue
        text, at = "".join(bit.text for bit in line.bits), 0
        for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
            found[row.id, column.title or str(place)] += 0
            if width >= 0:
                drawn = text[at : at + width].replace("…", "")
                found[row.id, column.title or str(place)] += len("".join(drawn.split()))
                at += width + GAP
    return found


@pytest.mark.parametrize("height", [24, 40])
async def test_a_wider_screen_shows_no_less_of_a_row(opened, height: int) -> None:
    """At every width. The rows differ only between narrow and wide, so the app is resized once."""
    wrong = []
    async with opened(size=(60, height)) as (app, pilot):
        for name in [place.key for place in VIEWS]:
            await pilot.press(PLACES[name])
            most: dict[tuple[str, ...], int] = {}
            last: dict[str | None, Size] = {}  # a list of the same size shows the same
            for across in range(60, 201):
                if across in (60, 100):
                    await pilot.resize_terminal(across, height)
                    await pilot.pause()
                size = Size(across, app.bench.view.size.height)
                places = dict(
                    app.bench.view.arranged(size).placed(size.region, app.bench.view._wants)
                )
                for rows in app.bench.view.query(RecordList):
                    if rows.id not in places or last.get(rows.id) == places[rows.id].size:
                        continue
                    last[rows.id] = places[rows.id].size
                    for at, count in seen(rows, places[rows.id]).items():
                        key = (rows.id, *at)
                        if count < most.get(key, 0):
                            wrong.append(f"{name} {across}: {key} {most[key]} -> {count}")
                        most[key] = count
            assert len(most) > 5, name
            await pilot.resize_terminal(60, height)
            await pilot.press("1")
    assert not wrong, "\n".join(wrong[:40])


async def test_what_names_a_row_is_never_cut(opened) -> None:
    wrong = []
    async with opened(size=(60, 24)) as (app, pilot):
        for name in [place.key for place in VIEWS]:
            await pilot.press(PLACES[name])
            for across in (60, 80, 100, 120, 160):
                await pilot.resize_terminal(across, 24)
                await pilot.pause()
                for rows in panels(app):
                    for line, column in cells_of(rows):
                        if column.whole and "…" in line:
                            wrong.append(f"{name} {across} #{rows.id}: {line}")
            await pilot.press("1")
    assert not wrong, "\n".join(wrong[:40])


async def test_a_border_has_room_for_its_own_texts(opened) -> None:
    async with opened(size=(60, 16)) as (app, pilot):
        rows = app.bench.query_one("#needs", RecordList)
        rows.heading("A title  of several parts  that is far too long for sixty cells", 3, "hint")
        await pilot.pause()
        assert not cut(rows)
        assert rows.outer_size == Size(60, rows.outer_size.height)
        assert BORDER == 2
