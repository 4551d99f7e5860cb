"""Every screen names the team and its groups as the building's framework does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
from textual.widgets import Static

from bltui.ui.screens.registry import VIEWS
from bltui.ui.widgets.bars import Lines
from bltui.ui.widgets.record_list import RecordList
from tests.other_labels import faults, renamed
from tests.ui.test_drafts_matrix import _cursors, ways

#: What a screen says in the words of the command line: pattern, why.
TYPED = (
    (r"`[^`]*`", "a command to type"),
    (r"bltui [a-z][^│\n]*", "a command to type"),
    (r"blt, dlt, or cwg:2", "what can be typed for a team"),
    (r"(?:\+ |such as: ?)?(?:meet )?\bcwg \d[^│\n]*", "an example of a quick-add line"),
    (r"^(?:blt|cwg)$", "the stored key of a choice, which nobody sees"),
    (r"\bcwg:2", "what can be typed for a group"),
    (r"https://example\.org/\S*", "an address that people typed"),
)
#: The pages that open over the main screen from everywhere.
EVERYWHERE = ("add", "settings", "rules", "drafts", "palette", "help")


@pytest.fixture
def other(sample_file: Path) -> Path:
    document = renamed(json.loads(sample_file.read_text("utf-8")), sample_file.parent)
    sample_file.write_text(json.dumps(document), "utf-8")
    return sample_file


def texts(value: Any) -> Iterator[str]:
    """Yield each text in a value: a row's cells, a form's fields with their hints and choices."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            if name not in ("id", "key", "value", "seen", "kind", "context", "only", "names"):
                yield from texts(getattr(value, name))
    elif isinstance(value, Mapping):
        yield from texts(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from texts(one)


def shown(app: Any) -> Iterator[str]:
    """Yield all texts in front, unwrapped, also those below the last line of a list."""
    for widget in app.screen.walk_children():
        yield from (str(text) for text in (widget.border_title, widget.border_subtitle) if text)
        if isinstance(widget, RecordList):
            yield from (" ".join(texts(row.cells)) for row in widget.shown)
            yield from (widget._empty, *(column.title for column in widget._columns))
            yield str(widget._labels)
        elif isinstance(widget, Lines):
            yield from (widget.text(n) for n in range(widget.size.height))
        elif isinstance(widget, Static):
            yield str(widget.render())
    form = getattr(app.screen, "form", None)
    if form is not None:
        yield from texts((form.title, form.about, form.saves, form.headings, form.fields))


def told(where: str, found: Iterator[str]) -> Iterator[str]:
    for text in found:
        for pattern, _ in TYPED:
            text = re.sub(pattern, "", text)
        yield from (f"{where}: {fault}" for fault in faults(text))


class Walk:
    """What was met on the way through the screens."""

    def __init__(self, app: Any, pilot: Any) -> None:
        self.app, self.pilot = app, pilot
        self.wrong: dict[str, None] = {}
        self.seen: list[str] = []
        self.opened = 0

    def look(self, where: str) -> None:
        found = list(shown(self.app))
        self.seen += found
        self.wrong.update(dict.fromkeys(told(where, iter(found))))

    async def view(self, key: str) -> None:
        await self.app.bench.show_view(key)
        await self.pilot.pause(0.01)

    async def perform(self, way: tuple[str, ...]) -> None:
        """Perform a command on a row of each kind until it opens something."""
        if len(way) == 1:
            await self.view(next(p.key for p in VIEWS if way[0].startswith(f"{p.key}.")))
        else:
            await self.app.bench.perform(way[0])
            await self.pilot.pause(0.01)
        here = self.app.screen
        for rows, row in [(None, ""), *_cursors(self.app)]:
            if rows is not None:
                if not rows.focusable:
                    continue
                here.set_focus(rows)
                rows.go(row)
            await here.perform(way[-1])
            await self.pilot.pause(0.01)
            self.look(f"{' '.join(way)} on {row}")
            if self.app.screen is not here:
                self.opened += 1
                break
        await close(self.app)


async def close(app: Any) -> None:
    while app.screen is not app.bench:
        await app.pop_screen()


async def test_no_view_has_the_labels_of_another_framework(opened, other: Path) -> None:
    async with opened(path=other, size=(150, 50)) as (app, pilot):
        walk = Walk(app, pilot)
        for place in VIEWS:
            await walk.view(place.key)
            walk.look(place.key)
            for _ in range(6):
                await pilot.press("v")
                walk.look(f"{place.key} v")
            for command in EVERYWHERE:
                await app.bench.perform(command)
                await pilot.pause(0.01)
                walk.look(f"{place.key} {command}")
                await close(app)
    assert not walk.wrong, "\n".join(walk.wrong)
    seen = "\n".join(walk.seen)
    for label in ("3 YCs", "YC #1", "Zebra Team", "Yonder Circles", "a ZT training"):
        assert label in seen, label


@pytest.mark.parametrize(
    "view",
    [
        pytest.param(place.key, marks=() if place.key == "meeting" else pytest.mark.long)
        for place in VIEWS
    ],
)
async def test_no_form_has_the_labels_of_another_framework(opened, other: Path, view: str) -> None:
    async with opened(path=other, size=(150, 50)) as (app, pilot):
        walk = Walk(app, pilot)
        for way in ways():
            if way[0].startswith(f"{view}."):
                await walk.perform(way)
    assert not walk.wrong, "\n".join(walk.wrong)
    assert walk.opened > 2
    assert any("ZT" in text or "YC" in text for text in walk.seen)
