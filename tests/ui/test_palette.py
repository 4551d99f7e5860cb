"""The palette: what it finds, in which order, and how it shows that."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from bltui.domain.model.text import folded
from bltui.ui import keytable
from bltui.ui.keymap import named, show
from bltui.ui.palette_items import ALSO, IN_A_SHELL, PaletteItem
from bltui.ui.palette_search import LETTERS, fold, rank, search
from bltui.ui.screens.palette import HEADINGS, NAME
from bltui.ui.widgets.record_list import RecordList
from tests.cli.on_screens import ON_SCREENS, SHELL_ONLY

#: A search text, and what must come before what.
BETTER = (
    ("plan", "plan", "planning"),
    ("plan", "planning", "the plan of spring"),
    ("plan", "the plan", "explanation"),
    ("agenda", "agenda sent", "a great deal of geese and a newt"),
    ("agneda", "agenda sent", "a great new deal at"),
    ("meet", "meeting", "members enter it"),
)


@pytest.mark.parametrize(("sought", "first", "second"), BETTER)
def test_a_better_match_ranks_higher(sought: str, first: str, second: str) -> None:
    assert rank(sought, first, "") >= rank(sought, second, "")
    assert rank(sought, first, "") > 1


@pytest.mark.parametrize("typed", ["agneda", "agenad", "agnda", "agendda", "agemda", "agenda"])
def test_one_typing_error_is_forgiven(typed: str) -> None:
    assert rank(typed, "agenda sent", "") >= 3


@pytest.mark.parametrize("typed", ["agnead", "xyz", "agg"])
def test_two_errors_are_not(typed: str) -> None:
    assert rank(typed, "agenda sent", "") < 3


def test_explanations_come_before_scattered_letters_and_commands_before_records() -> None:
    items = fold(
        [
            PaletteItem("people/1", "Thea Emerson", "teacher"),
            PaletteItem("seats/1", "Theme seat", "a seat"),
            PaletteItem("command/b", "Theme", "of feedback", kind=1),
            PaletteItem("command/a", "Settings", "choose the theme", kind=0),
        ]
    )
    assert [i.id for i in search(items, "theme")] == ["command/b", "command/a", "seats/1"]


@pytest.mark.parametrize("word", ["export", "theme", "history", "backup", "holiday", "undo"])
async def test_words_that_people_look_for_are_found(opened, word: str) -> None:
    async with opened() as (app, pilot):
        await pilot.press("ctrl+p")
        app.screen.query_one(Input).value = word
        await pilot.pause()
        found = app.screen.query_one(RecordList).ids
        assert found and found[0].partition("/")[0] in ("command", "shell"), found


def test_every_word_of_every_command_finds_something() -> None:
    offered = fold(
        [
            *(
                PaletteItem(command.id, f"{place}: {command.title}", f"{command.help}")
                for place, commands in (*keytable.views(), *keytable.pages())
                for command in commands
            ),
            *(PaletteItem(i, "", "", also=words) for i, words in ALSO.items()),
            *(PaletteItem(line, name, says) for name, says, line in IN_A_SHELL),
        ]
    )
    assert {*ALSO} <= {item.id for *_, item in offered if item.name}
    lost = [
        word
        for word in {word for command in (*ON_SCREENS, *SHELL_ONLY) for word in command.split()}
        if all(rank(folded(word), name, says) <= LETTERS for name, says, _ in offered)
    ]
    assert not lost


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_names_stay_in_their_column(opened, size: tuple[int, int]) -> None:
    async with opened(size=size) as (app, pilot):
        await pilot.press("ctrl+p")
        app.screen.query_one(Input).value = "age"
        await pilot.pause()
        listed = app.screen.query_one(RecordList)
        rows = [row for row in listed.shown if row.id]
        names = {item.name for *_, item in app.screen._targets}  # type: ignore[attr-defined]
        assert rows and {row.cells[0] for row in rows} <= names
        heads = [row.cells[0] for row in listed.shown if row.id is None]
        assert heads == [head for head in HEADINGS if head in heads]
        assert NAME >= 24


def test_keys_are_shown_as_they_are_typed() -> None:
    for sign in "+-*/:,?[]":
        assert show(named(sign)) == sign
