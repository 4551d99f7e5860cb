"""Handout 8 and publishing: what is in the way, what is written, and what a draft says of itself."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from bltui.domain.groups.edits import leave
from bltui.domain.model.errors import UserError
from bltui.exchange.page import Page
from bltui.exchange.write_output import folder_of, write_file
from bltui.ui.dialogs.cwgs.publish import Wanted, question, write
from bltui.ui.dialogs.prompt import Question
from bltui.ui.dialogs.write_page import WritePage
from bltui.ui.screens.cwgs.handout import HandoutPage
from bltui.ui.widgets.table_layout import plain
from tests.ui.pressing import until

TODAY = date(2026, 11, 23)


async def page_of(app, pilot):
    await pilot.press("3", "H")
    await pilot.pause()
    assert isinstance(app.screen, HandoutPage)
    return app.screen


def words(page, name):
    return [" ".join(plain(c) for c in row.cells) for row in page.listed(name).shown]


async def test_errors_stop_publishing_and_are_listed(opened):
    async with opened(size=(120, 40)) as (app, pilot):
        page = await page_of(app, pilot)
        assert "1 Required" in words(page, "groups")[0]
        assert "at the same time" in words(page, "stops")[0]
        assert any("DRAFT" in line for line in words(page, "print"))
        await pilot.press("p")
        await pilot.pause()
        assert "cannot be published" in page.said()
        await pilot.press("P")
        await pilot.pause(0.3)
        groups = app.state.building.cwgs
        assert {g.number: g.status for g in groups.values()} == {
            1: "draft",
            2: "published",
            3: "published",
            4: "draft",
            5: "published",
        }
        assert "#1 Primary reading" in page.said()
        page.listed("groups").go("cwgs/2")
        await pilot.press("p")
        await pilot.pause()
        assert app.state.building.cwgs[2].status == "draft"


async def test_only_a_draft_is_written_while_errors_are_left(opened, tmp_path: Path):
    folder = tmp_path / "out"
    async with opened(size=(120, 40)) as (app, pilot):
        page = await page_of(app, pilot)

        async def answer(**fields):
            await pilot.press("w")
            await pilot.pause()
            form = app.screen
            assert isinstance(form, Question)
            for key, text in fields.items():
                form.entry(key).focus()
                form.entry(key).fill(text)
                await pilot.pause()
            await pilot.press("f10")
            await pilot.pause(0.3)

        await answer(folder=str(folder))
        assert app.screen is page and "Required conflicts block" in page.said()
        assert not folder.exists()
        await answer(folder=str(folder), draft="yes", feeds="all,groups")
        assert f"Written: 8 files in {folder}" in page.said()
        assert "DRAFT" in (folder / "handout-8.txt").read_text("utf-8")
        feed = (folder / "all-meetings.ics").read_bytes()
        assert b"DRAFT" in feed and feed.endswith(b"END:VCALENDAR\r\n")
        await pilot.press("escape")
        await answer(draft="yes")
        assert "already exists" in page.said()


async def test_what_is_written_without_errors_says_nothing_of_drafts(opened, tmp_path: Path):
    async with opened(size=(80, 24)) as (app, pilot):
        await app.change(lambda building: leave(building, cwg_id=1, people=[_hayden(building)]))
        page = await page_of(app, pilot)
        assert page._stops() == []
        state = app.state
        paths = write(
            state.building,
            page.picture.schedule,
            TODAY,
            Wanted(
                folder=str(tmp_path / "x"), formats=("text", "md", "html"), feeds=("people", "blt")
            ),
            ready=True,
        )
        assert len(paths) == len({p.name for p in paths})
        assert all("DRAFT" not in p.read_text("utf-8") for p in paths)
        await pilot.press("v")
        await pilot.pause()
        assert app.focused is page.listed("print")
        assert all(len(line) <= 76 for line in words(page, "print"))


async def test_word_is_offered_where_it_can_be_written(
    opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    async with opened(size=(80, 24)) as (app, pilot):
        await app.change(lambda building: leave(building, cwg_id=1, people=[_hayden(building)]))
        page = await page_of(app, pilot)
        await pilot.press("w")
        await pilot.pause()
        form = app.screen
        for key, text in {"folder": str(tmp_path / "x"), "formats": "docx", "feeds": ""}.items():
            form.entry(key).focus()
            form.entry(key).fill(text)
        await pilot.press("f10")
        await until(pilot, lambda: f"Written: 1 file in {tmp_path / 'x'}" in page.said(), page.said)
        assert (tmp_path / "x" / "handout-8.docx").read_bytes().startswith(b"PK")
    monkeypatch.setitem(sys.modules, "docx", None)
    asked = question(Wanted(folder=""), 1)
    formats = next(f for f in asked.form.fields if f.key == "formats")
    assert [key for key, _ in formats.choices] == ["text", "md", "html"]
    assert "pip install 'bltui[docx]'" in asked.form.about


async def test_the_file_dialog_says_how_word_is_written(opened, monkeypatch: pytest.MonkeyPatch):
    async with opened(size=(80, 24)) as (app, pilot):
        for missing in (False, True):
            if missing:
                monkeypatch.setitem(sys.modules, "docx", None)
            app.push_screen(WritePage(Page("P", ()), "p.md"))
            await pilot.pause()
            says = str(app.screen.query_one("#says").content)
            assert ".docx" in says
            assert ("run: pip install 'bltui[docx]'" in says) is missing


def _hayden(building):
    return next(p.id for p in building.people.values() if p.name == "Hayden Sample")


def test_a_file_is_whole_and_nothing_is_replaced_unasked(tmp_path: Path):
    path = tmp_path / "a.txt"
    write_file(path, b"one")
    with pytest.raises(UserError, match="already exists"):
        write_file(path, b"two")
    assert path.read_bytes() == b"one"
    write_file(path, b"two", replace=True)
    assert path.read_bytes() == b"two"
    (tmp_path / "link.txt").symlink_to(path)
    with pytest.raises(UserError, match="It is not a regular file"):
        write_file(tmp_path / "link.txt", b"three", replace=True)
    assert [p.name for p in tmp_path.iterdir() if ".part" in p.name] == []
    with pytest.raises(UserError, match="Name a folder"):
        folder_of(str(tmp_path / "no" / "such"))
