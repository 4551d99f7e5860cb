"""The contrast of every pair of colors that meet, in every kind of terminal, from one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from rich.color import Color, ColorSystem
from textual.app import App

from bltui.ui.theme_colors import tokens
from bltui.ui.themes import SIXTEEN, chosen, themes, variables

Channels = tuple[float, ...]

TEXTS = ("text", "quiet", "mark", "required", "recommended", "info", "done", "paused")
#: Texts, the grounds they stand on, and the ratio of WCAG 2 that is wanted: in the dark theme, and
#: in the other two.
PAIRS: tuple[tuple[tuple[str, ...], tuple[str, ...], float, float], ...] = (
    (TEXTS, ("page", "bar", "field"), 4.5, 7.0),
    (TEXTS, ("cursor-away",), 4.5, 4.5),
    (("cursor-text",), ("cursor",), 4.5, 7.0),
    (("button-text",), ("button",), 7.0, 7.0),
    (("edge", "field-edge", "cursor", "button"), ("page",), 3.0, 3.0),
    (("field-edge",), ("field",), 3.0, 3.0),
    (("edge-focus",), ("page",), 4.5, 4.5),
)
#: What 16 colors cannot do: bright black is the only edge that is not a text.
SIXTEEN_AT_LEAST = {"edge": 2.8, "field-edge": 2.8}
XTERM = (
    *("#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5"),
    *("#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff"),
)


def channels(color: str) -> Channels:
    return tuple(int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))


def gray(color: str) -> Channels:
    """As Textual does it if NO_COLOR is set."""
    red, green, blue = channels(color)
    return (0.299 * red + 0.587 * green + 0.114 * blue,) * 3


def of_256(color: str) -> Channels:
    """As Rich does it for a terminal of 256 colors."""
    found = Color.parse(color).downgrade(ColorSystem.EIGHT_BIT)
    return tuple(part / 255 for part in found.get_truecolor())


def ratio(one: Channels, two: Channels) -> float:
    def light(parts: Channels) -> float:
        r, g, b = ((c / 12.92) if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    first, second = light(one), light(two)
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def pairs(name: str) -> Iterator[tuple[str, str, float]]:
    for inks, grounds, dark, others in PAIRS:
        for ink in inks:
            for ground in grounds:
                yield ink, ground, dark if name == "bltui-dark" else others


@pytest.mark.parametrize("as_shown", [channels, gray, of_256])
@pytest.mark.parametrize("name", list(tokens()))
def test_what_meets_differs_enough(name: str, as_shown: Callable[[str], Channels]) -> None:
    colors = variables(name)
    for ink, ground, wanted in pairs(name):
        if as_shown is of_256:  # the nearest of 256 may be a little lighter or darker
            wanted = min(wanted, 4.5) - (0.4 if wanted <= 3 else 0)
        found = ratio(as_shown(colors[ink]), as_shown(colors[ground]))
        assert found >= wanted, f"{name}: {ink} on {ground}: {found:.2f}, wanted {wanted}"


@pytest.mark.parametrize("palette", [SIXTEEN, XTERM], ids=["vga", "xterm"])
@pytest.mark.parametrize("name", list(tokens()))
def test_sixteen_colors_can_be_read(name: str, palette: tuple[str, ...]) -> None:
    few = tokens()[name]["sixteen"]
    assert isinstance(few, dict)
    for ink, ground, wanted in pairs(name):
        wanted = SIXTEEN_AT_LEAST.get(ink, min(wanted, 4.5))
        found = ratio(channels(palette[few[ink]]), channels(palette[few[ground]]))
        assert found >= wanted, f"{name}: {ink} on {ground}: {found:.2f}, wanted {wanted}"


def test_sixteen_colors_are_the_ones_that_were_named() -> None:
    for number, color in enumerate(SIXTEEN):
        assert Color.parse(color).downgrade(ColorSystem.STANDARD).number == number


def test_a_field_differs_from_the_page() -> None:
    """By its ground in color, by its edges everywhere."""
    for name in tokens():
        colors = variables(name)
        assert ratio(channels(colors["field"]), channels(colors["page"])) > 1.1
        few = variables(name, sixteen=True)
        assert few["field-edge"] != few["page"]


def test_every_theme_has_every_role() -> None:
    roles = [{*of} for of in tokens().values()] + [
        {*variables(name, sixteen=True), "dark", "sixteen"} for name in tokens()
    ]
    assert all(one == roles[0] for one in roles)


def test_without_colors_the_contrast_theme_is_taken() -> None:
    assert chosen("bltui-dark", tokens(), {"NO_COLOR": "1"}) == "bltui-contrast"
    assert chosen("no-such-theme", tokens(), {}) == "bltui-dark"


@pytest.mark.parametrize(
    ("term", "depth", "mark"),
    [
        ("xterm", "", "#55ffff"),
        ("xterm-256color", "", "#7fc1ff"),
        ("xterm", "truecolor", "#7fc1ff"),
    ],
)
async def test_the_terminal_decides_how_many_colors_there_are(
    opened, monkeypatch: pytest.MonkeyPatch, term: str, depth: str, mark: str
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("COLORTERM", depth)
    async with opened() as (app, pilot):
        assert app.theme_variables["mark"] == mark
        await pilot.press("ctrl+p")
        assert (
            isinstance(app, App)
            and app.get_theme("bltui-dark") in themes(mark == "#55ffff").values()
        )
