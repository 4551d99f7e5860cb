"""A list's lines and its rows: whatever happens between two paints, each line is one of a row that
is there.
"""

from __future__ import annotations

import random

import pytest
from textual.geometry import Region

from bltui.ui.formatting import Bit, width
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import Column, Row, draw

SIZES = [(60, 16), (80, 24), (120, 40), (30, 8), (200, 50)]


def some_rows(dice: random.Random) -> list[Row]:
    """Some rows, some of which wrap, with headings between them."""
    return [
        Row(f"people/{n}", ("!", f"row {n}", "words " * dice.randrange(30)))
        if dice.random() < 0.9
        else Row(None, (f"heading {n}",), "heading")
        for n in dice.sample(range(60), dice.choice([0, 1, 2, 8, 40]))
    ]


def painted(rows: RecordList) -> list[str]:
    """What the list gives a paint now."""
    size = rows.size
    return (
        [strip.text for strip in rows.render_lines(Region(0, 0, *rows.outer_size))] if size else []
    )


def on_screen(app, rows: RecordList) -> list[str]:
    """The lines of the list as they are on the screen."""
    region = rows.scrollable_content_region
    lines = ["".join(s.text for s in line) for line in app.screen._compositor.render_strips()]
    return [line[region.x : region.right] for line in lines[region.y : region.bottom]]


def expected(rows: RecordList) -> list[str]:
    """What should be on the screen: the rows drawn anew, from where the list is scrolled to."""
    shown = rows.shown or (Row(None, (rows._nothing(),), "text"),)
    cells = rows.scrollable_content_region.width
    heads = bool(rows.shown) and any(c.title for c in rows._columns)
    room = rows.scrollable_content_region.height - heads
    drawn = draw(shown, rows._columns, cells, "…", wanted=rows._wanted, room=room)
    lines = ["".join(bit.text for bit in line.bits) for line in drawn]
    return lines[rows.scroll_offset.y :][: rows.size.height]


@pytest.mark.parametrize("seed", range(6))
async def test_rows_and_lines_agree_whatever_happens_between_two_paints(opened, seed: int) -> None:
    dice = random.Random(seed)
    async with opened() as (app, pilot):
        bench, rows = app.bench, app.bench.query_one("#needs", RecordList)
        columns = [
            (Column(cells=1), Column("Name", 8), Column(wraps=True)),
            (Column(), Column(wraps=True, most=2)),
        ]

        def fill() -> None:
            rows.fill(some_rows(dice), columns=dice.choice(columns), empty="Nothing.")

        def hide() -> None:
            bench.view.display = False

        def show() -> None:
            bench.view.display = True

        def focus() -> None:
            bench.set_focus(dice.choice([rows, None]))

        def move() -> None:
            dice.choice([rows.down, rows.up, rows.last, rows.page_down])()

        def sift() -> None:
            rows.filter(dice.choice(["", "1", "row 2", "none such"]))

        steps = [fill, fill, hide, show, focus, move, sift, lambda: painted(rows)]
        for _ in range(30):
            if dice.random() < 0.5:
                hide()
                await pilot.pause()
            for step in dice.choices(steps, k=dice.randrange(1, 6)):
                step()
                if dice.random() < 0.2:
                    await pilot.pause()
            if dice.random() < 0.2:
                await pilot.resize_terminal(*dice.choice(SIZES))
            painted(rows)
            show()
            await pilot.pause()
            await pilot.pause()
            if bench.has_class("-tiny"):
                continue
            top = 1 if rows.shown and any(c.title for c in rows._columns) else 0
            seen, wanted = on_screen(app, rows)[top:], expected(rows)[: rows.size.height - top]
            assert [line[2:].rstrip() for line in seen[: len(wanted)]] == [
                line.rstrip() for line in wanted
            ]
            assert not "".join(seen[len(wanted) :]).strip()
            assert rows.current is None or rows.current.id == rows.cursor


async def test_a_list_that_grew_shorter_out_of_sight_is_whole_when_it_comes_back(opened) -> None:
    async with opened() as (app, pilot):
        rows = app.bench.query_one("#needs", RecordList)
        rows.fill([Row(f"people/{n}", ("!", f"row {n}")) for n in range(30)])
        await pilot.press("end", "2")
        await pilot.pause()
        rows.fill([Row("people/1", ("!", "row 1"))])
        app.bench.view.display, app.bench._views["home"].display = False, True
        app.bench.set_focus(rows)
        await pilot.pause()
        assert "row 1" in on_screen(app, rows)[0]
        assert rows.max_scroll_y == 0


@pytest.mark.parametrize("cells", range(9))
def test_a_list_of_hardly_any_cells_is_drawn(cells: int) -> None:
    columns = [Column(cells=3), Column(wraps=True), Column("Until", 10, right=True)]
    rows = [
        Row("a/1", ("!", "words and more words", "Jun 2028")),
        Row(None, ("all the words",), "text"),
        Row("a/2", ()),
    ]
    for line in draw(rows, columns, cells, "…"):
        assert width("".join(bit.text for bit in line.bits)) == max(0, cells - 2)


async def test_a_line_that_says_something_only_at_its_right_is_left_out(opened) -> None:
    async with opened() as (app, pilot):
        app.bench.top.say(2, [], [Bit("2 here")])
        app.bench.top.say(2, [], [Bit("3 here")])
        await pilot.pause()
        assert "3 here" not in app.bench.top.text(0)


async def test_every_theme_that_the_settings_offer_can_be_painted(opened) -> None:
    async with opened() as (app, pilot):
        for theme in [name for name in app.available_themes if "ansi" not in name]:
            app.prefer("theme", theme)
            await pilot.pause()
            assert app.theme == theme
            assert app.is_running


async def test_what_comes_from_the_quick_add_line_after_it_was_left_is_let_go(opened) -> None:
    async with opened() as (app, pilot):
        await pilot.press("plus", *"todo x")
        line = app.bench.query_one("#typing")
        await app.bench._typing_over()
        said = app.bench.bottom.text(0)
        app.bench.post_message(line.Typed(line, "person Sample"))
        await pilot.pause()
        assert app.bench.bottom.text(0) == said


async def test_escape_leads_back_to_the_quick_add_line_after_a_click_elsewhere(opened) -> None:
    async with opened() as (app, pilot):
        await pilot.press("plus", *"todo x")
        await pilot.click("#next")
        await pilot.press("escape")
        assert app.focused is app.bench.query_one("#typing").field
        await pilot.press("escape", "escape")
        assert not app.bench.query("#typing")


async def test_a_line_that_is_not_listed_any_more_opens_nothing(opened) -> None:
    async with opened() as (app, pilot):
        rows = app.bench.query_one("#now", RecordList)
        app.bench.view.post_message(RecordList.Opened(rows, "change/999999"))
        await pilot.pause()
        assert app.is_running
