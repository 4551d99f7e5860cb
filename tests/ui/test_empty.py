"""A new building: five steps instead of findings, and lists that say what they are for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bltui.ui.widgets.record_list import RecordList
from tests.ui.pressing import until
from tests.ui.test_shell import screen

SIZES = ((80, 24), (120, 40))
#: The keys that lead from Home to every list, each from the one before.
WALK = [
    *("1", "2", *"vvvv", "3", "c", "escape", "H", "escape", "P", "escape", "f", "escape", *"vvvv"),
    *("4", *"vv", "5", *"vvvvv", "6", *"vv", "7", *"vvvvvv"),
]
#: Different texts that the walk meets, so that a key that leads nowhere is noticed.
SEEN = 33
#: Lists that show what follows from other records: nobody adds a row there.
DERIVED = {"findings", "found", "conflicts", "stops", "detail", "time", "item", "tally", "people"}
#: How a key is named: `a adds …`, `Press a to …`, `a: …`.
KEY = re.compile(r"(?:^|[ ,(])(?:[a-zA-Z]|space|enter|esc)(?: [a-z]+s\b|: | to |, then | on )")


@pytest.mark.parametrize("size", SIZES)
async def test_home_is_the_five_steps_until_there_is_a_member(opened, empty_file: Path, size):
    async with opened(path=empty_file, size=size) as (app, pilot):
        home = app.bench.view
        assert "Set up this building  0 of 5" in screen(app)
        assert "Required" not in screen(app) and "No teacher" not in screen(app)
        assert len(home.listed("needs").ids) == 5
        foot = app.bench.bottom.text(1)
        assert "i Import" in foot and "c Calendar" in foot
        await pilot.press("j", "j", "enter")
        assert "Do step 1 first: Import your roster" in app.bench.bottom.text(0)
        await pilot.press("v", "v", "v", "slash", "x", "escape", "escape")
        for key, title in (("i", "Import a roster"), ("a", "member"), ("b", "Building settings")):
            await pilot.press("1", key)
            await until(pilot, lambda: app.screen is not app.bench)
            assert title in screen(app)
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is app.bench)
        await pilot.press("1", "g", "j", "enter")  # the second step
        await until(pilot, lambda: app.screen is not app.bench)
        assert "School calendar" in screen(app)


async def test_the_checks_start_with_the_first_member(opened, empty_file: Path):
    async with opened(path=empty_file, size=(120, 40)) as (app, pilot):
        await pilot.press("2")
        assert "The checks start when the first member is on the team." in screen(app)
        await pilot.press("plus", *"team Sample Person as Principal", "enter")
        await until(pilot, lambda: app.state.gen > 1)
        await pilot.press("escape", "1")
        await until(pilot, lambda: "Needs attention" in screen(app))
        assert "Set up this building" not in screen(app)
        await pilot.press("u")  # undone, the building is new again
        await until(pilot, lambda: "Set up this building" in screen(app))


async def test_every_empty_list_says_what_it_is_for_and_the_key_that_adds(opened, empty_file: Path):
    async with opened(path=empty_file, size=(120, 40)) as (app, pilot):
        seen = set()
        for at, key in enumerate(WALK):
            way = " ".join(WALK[: at + 1])
            await pilot.press(key)
            await until(pilot, lambda key=key: key != "escape" or app.screen is app.bench)
            await pilot.pause()
            for rows in app.screen.query(RecordList):
                if not rows.display or rows.shown or not rows.size.height:
                    continue
                says = rows._empty
                assert says, f"{way}, {rows.id}: nothing is said"
                assert len(says) <= 110, f"{way}, {rows.id}: {says}"
                assert rows.id in DERIVED or KEY.search(says), f"{way}, {rows.id}: {says}"
                seen.add((app.screen.id or app.bench.view.KEY, says))
        assert len(seen) >= SEEN, sorted(seen)
