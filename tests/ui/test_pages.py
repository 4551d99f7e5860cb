"""What all pages over the screen promise: text stays text, feet fit, others' changes arrive, a
small terminal and every theme do.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from bltui.domain.calendar.edits import set_days
from bltui.domain.checks.overview import Next
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.ui.screens.cwgs.calendar_page import CalendarPage
from bltui.ui.screens.help import Help
from bltui.ui.screens.home.view import _coming
from bltui.ui.screens.page_screen import PageScreen
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import plain
from bltui.workspace import Workspace
from tests.ui.pressing import until

PAGES = ("c", "f", "P", "H")
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b]")
HOSTILE = "[red]A[/b] [@click=app.bell]x[/] \x1b]0;T\x07\x1b[2J\x9b31m a\u202eb\\"


def strips(app) -> list[str]:
    return ["".join(s.text for s in line) for line in app.screen._compositor.render_strips()]


def planted(path: Path) -> Path:
    document = json.loads(path.read_text("utf-8"))
    for table in ("people", "cwgs", "days", "profile"):
        for record in document[table].values():
            record["name"] = HOSTILE
    for series in document["series"].values():
        series["room"] = HOSTILE
    for bell in document["bells"].values():
        bell["label"] = HOSTILE
    path.write_text(json.dumps(document), "utf-8")
    return path


async def test_hostile_text_stays_text_on_every_page(opened, sample_file: Path):
    async with opened(size=(120, 40), path=planted(sample_file)) as (app, pilot):
        await pilot.press("3")
        for key in (*PAGES, "S"):
            await pilot.press(key)
            await pilot.pause()
            text = "\n".join(strips(app))
            assert "[red]A[/b] [@click" in text, key
            assert not UNSAFE.search(text), key
            await pilot.press("escape")
            await pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_foot_fits_and_nothing_is_wider_than_the_screen(opened, size: tuple[int, int]):
    async with opened(size=size, signs="ascii") as (app, pilot):
        await pilot.press("3")
        for key in PAGES:
            await pilot.press(key)
            await pilot.pause()
            page = app.screen
            assert isinstance(page, PageScreen)
            foot = strips(app)[-1]
            assert len(foot) == size[0] and "esc Back" in foot, key
            assert foot.endswith(" ^p Commands "), key
            await pilot.press("question_mark")
            await pilot.pause()
            assert isinstance(app.screen, Help)
            await pilot.press("escape", "escape")
            await pilot.pause()
            assert app.screen is app.bench


async def test_a_key_of_ones_own_works_on_a_page_and_stands_in_its_foot(opened):
    async with opened(keys={"calendar.turn": "z", "undo": "Q", "snow.cancel": "k,K"}) as (
        app,
        pilot,
    ):
        assert app.faults == ["keys.snow.cancel: k is already the key of list.up."]
        await pilot.press("3", "c", "z")
        page = app.screen
        assert isinstance(page, CalendarPage)
        assert page._every
        await pilot.press("v")  # its own key is free now
        assert page._every
        await pilot.press("Q")
        await until(pilot, lambda: "undo" in page.said().casefold(), page.said)
        await pilot.press("question_mark")
        assert ["z", "Every day"] in [
            [plain(cell) for cell in row.cells[:2]]
            for row in app.screen.query_one(RecordList).shown
        ]


async def test_what_a_colleague_saves_arrives_on_the_page(opened, sample_file: Path):
    async with opened(size=(120, 40)) as (app, pilot):
        await pilot.press("3", "c")
        await pilot.pause()
        page = app.screen
        page.listed("days").go("days/5")
        other = Workspace(
            BuildingFile(sample_file, Author("ben", 1001)), today=lambda _: app.state.today
        )
        other.do(
            lambda building: set_days(building, date=date(2026, 9, 4), kind="note", name="Picnic")
        )
        for _ in range(60):
            await pilot.pause(0.05)
            if "Picnic" in "\n".join(strips(app)):
                break
        assert "Picnic" in "\n".join(strips(app))
        assert page.listed("days").cursor == "days/5"  # the cursor stays on its day
        assert "ben" in page.said()


async def test_home_lists_the_meetings_of_this_week_before_what_comes_later(opened):
    async with opened() as (app, _):
        seen = app.state.overview
        soon = Next(date(2026, 11, 24), "CWG #9 Sample 3:15–4:00 PM", "cwgs/9")
        import msgspec

        seen = msgspec.structs.replace(seen, week=(soon,), next=(soon, *seen.next))
        rows = list(_coming(msgspec.structs.replace(app.state, overview=seen), headed=False))
        said = [" ".join(plain(c) for c in row.cells) for row in rows]
        assert said[:3] == ["CWGs this week", "Tue, Nov 24 CWG #9 Sample 3:15–4:00 PM", "Coming up"]
        assert sum("#9" in line for line in said) == 1
        assert len({row.id for row in rows if row.id}) == len([row for row in rows if row.id])
