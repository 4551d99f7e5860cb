"""Text that tries to be markup or to drive the terminal stays text, on every screen of the shell."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.ui.widgets.bars import Lines
from bltui.ui.widgets.record_list import RecordList
from bltui.workspace import Workspace

MARKUP = [
    "[red]A[/red]",
    "A [/b]",
    "[@click=app.bell]A[/]",
    "[1] A [x]",
    "[$error]A[/]",
    "A [see=notes]",
    "A [a='b]",
    "A\\",
]
CONTROLS = [
    "\x1b]0;PWNED\x07",
    "\x1b[2J",
    "\x9b31mred",
    "a\u202eb",
    "a\u2066b\u200b",
    "\u0007bell",
    "a\rb",
]
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b]")


def strips(app) -> str:
    """Everything that would be sent to the terminal, the screen's own styles aside."""
    return "\n".join(
        "".join(s.text for s in line) for line in app.screen._compositor.render_strips()
    )


def planted(path: Path, text: str) -> Path:
    """The file with the text in names, titles, labels and notes, as somebody with an editor could
    leave it.
    """
    document = json.loads(path.read_text("utf-8"))
    document["profile"]["1"]["name"] = text
    for person in document["people"].values():
        person["name"], person["title"] = text, text
    for seat in document["seats"].values():
        seat["label"] = text
    path.write_text(json.dumps(document), "utf-8")
    return path


@pytest.mark.parametrize("text", MARKUP)
async def test_markup_is_literal(opened, sample_file: Path, text: str):
    async with opened(size=(120, 40), path=planted(sample_file, text)) as (app, pilot):
        assert text in strips(app)
        assert text in app.bench.top.text(0)
        await pilot.press("ctrl+p", *"a")
        await pilot.pause()
        assert text in strips(app)
        await pilot.press("escape", "2")
        await pilot.pause()
        assert text in strips(app)


@pytest.mark.parametrize("text", CONTROLS, ids=range(len(CONTROLS)))
async def test_nothing_that_a_terminal_obeys_leaves(opened, sample_file: Path, text: str):
    async with opened(size=(120, 40), path=planted(sample_file, text)) as (app, pilot):
        for keys in ((), ("ctrl+p",), ("escape", "2")):
            await pilot.press(*keys)
            await pilot.pause()
            assert not UNSAFE.search(strips(app))
        app.tell(text)
        app.copy(text)
        await pilot.pause()
        assert not UNSAFE.search(strips(app))


async def test_a_line_and_a_list_show_wide_letters_by_their_cells(opened):
    async with opened() as (app, pilot):
        app.tell("日本語" * 40)
        await pilot.pause()
        for line in app.screen._compositor.render_strips():
            assert line.cell_length == 80
        assert isinstance(app.bench.bottom, Lines)
        assert all(rows.size.width <= 80 for rows in app.bench.query(RecordList))


async def test_what_a_colleague_is_called_is_shown_safely(opened, sample_file: Path):
    async with opened() as (app, pilot):
        from bltui.domain.team.staff_edits import add_person

        other = Workspace(
            BuildingFile(sample_file, Author("ben\x1b[2J", 1001)), today=lambda _: app.state.today
        )
        other.do(lambda building: add_person(building, name="Kim Sample"))
        for _ in range(40):
            await pilot.pause(0.05)
            if "Kim Sample" in strips(app):
                break
        assert "Kim Sample" in strips(app)
        assert not UNSAFE.search(strips(app))
