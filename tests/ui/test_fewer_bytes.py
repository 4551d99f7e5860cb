"""Fewer bytes: a terminal shows the same, character by character."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from textual.app import App
from textual.screen import Screen

from bltui.ui.fewer_bytes import shortened

Styled = tuple[str, frozenset[str], str, str]
_OFF = {"22": "12", "23": "3", "24": "4", "25": "5", "27": "7", "28": "8", "29": "9"}


def seen(text: str) -> tuple[list[Styled], tuple[frozenset[str], str, str]]:
    """What a terminal shows: each character with its attributes and colors, and how it is left."""
    found: list[Styled] = []
    attributes: set[str] = set()
    fore = back = ""
    for style, char in re.findall(r"\x1b\[([\d;]*)m|(.)", text, re.DOTALL):
        if char:
            found.append((char, frozenset(attributes), fore, back))
            continue
        for code in re.findall(r"[34]8;2;\d+;\d+;\d+|[34]8;5;\d+|\d+", style or "0"):
            if code == "0":
                attributes, fore, back = set(), "", ""
            elif code in _OFF:
                attributes -= set(_OFF[code])
            elif re.match(r"3|9\d", code) and code != "3":
                fore = "" if code == "39" else code
            elif re.match(r"4\d|10\d", code):
                back = "" if code == "49" else code
            else:
                attributes.add(code)
    return found, (frozenset(attributes), fore, back)


color = st.sampled_from(["38;2;227;232;238", "38;2;1;2;3", "38;5;12", "31", "97"])
ground = st.sampled_from(["48;2;17;21;27", "48;2;1;2;3", "48;5;12", "44", "107"])
attribute = st.sampled_from(["1", "2", "3", "4", "7", "9"])
style = st.lists(st.one_of(attribute, color, ground), min_size=1, max_size=4).map(";".join)
#: As Rich writes text, with what else Textual writes between it.
pieces = st.lists(
    st.one_of(
        st.builds(lambda s, words: f"\x1b[{s}m{words}\x1b[0m", style, st.text("ab é", max_size=3)),
        st.sampled_from(["plain", "\x1b[3;14H", "\x1b[?2026h", "\n"]),
    )
)


@given(pieces)
def test_a_terminal_shows_the_same_and_is_left_without_a_style(parts: list[str]) -> None:
    text = "".join(parts)
    short = shortened(text)
    assert seen(short) == seen(text)
    assert len(short) <= len(text)


def test_only_what_changes_is_written() -> None:
    page = "48;2;17;21;27"
    text = "".join(f"\x1b[38;2;{n};0;0;{page}m{n}\x1b[0m" for n in (1, 2, 2, 3))
    assert shortened(text) == (
        f"\x1b[38;2;1;0;0;{page}m1\x1b[38;2;2;0;0m22\x1b[38;2;3;0;0m3\x1b[0m"
    )
    assert shortened(f"\x1b[1;31;{page}ma\x1b[0m\x1b[31;{page}mb\x1b[0m") == (
        f"\x1b[1;31;{page}ma\x1b[22mb\x1b[0m"
    )
    assert shortened("no style") == "no style"


async def test_moving_the_focus_does_not_paint_the_whole_screen(opened, monkeypatch) -> None:
    painted: list[str] = []
    display = App._display

    def displayed(self: App[None], screen: Screen[object], update: Any) -> None:
        painted.append(type(update).__name__)
        display(self, screen, update)

    monkeypatch.setattr(App, "_display", displayed)
    async with opened(size=(120, 40)) as (_, pilot):
        for keys, moves in ((["2"], "v"), (["3", "c"], "v"), (["escape", "2", "a"], "tab")):
            await pilot.press(*keys)
            await pilot.pause(0.1)
            painted.clear()
            await pilot.press(moves, moves)
            await pilot.pause(0.1)
            assert painted and "LayoutUpdate" not in painted, keys
