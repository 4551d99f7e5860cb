"""The contrast of every role on every ground it stands on, in colours and in greys."""

from __future__ import annotations

import pytest

from bltui.ui.theme_colors import tokens
from bltui.ui.themes import chosen

WORDS = (
    "text",
    "quiet",
    "mark",
    "said",
    "status-done",
    "status-now",
    "status-late",
    "status-next",
    "status-paused",
)
GROUNDS = ("page", "bar", "field")


def channels(colour: str) -> list[float]:
    return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def light(parts: list[float]) -> float:
    """Relative luminance as WCAG 2 defines it."""
    r, g, b = ((c / 12.92) if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def grey(parts: list[float]) -> list[float]:
    """As Textual does it where NO_COLOR is set."""
    return [0.299 * parts[0] + 0.587 * parts[1] + 0.114 * parts[2]] * 3


def ratio(a: str, b: str, *, greys: bool) -> float:
    one, two = (light(grey(channels(c)) if greys else channels(c)) for c in (a, b))
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)


@pytest.mark.parametrize("greys", [False, True], ids=["colour", "grey"])
@pytest.mark.parametrize("name", list(tokens()))
def test_words_can_be_read(name: str, greys: bool):
    theme = {k: v for k, v in tokens()[name].items() if isinstance(v, str)}
    least = 4.5 if name == "bltui-dark" else 7.0
    for word in WORDS:
        for ground in GROUNDS:
            found = ratio(theme[word], theme[ground], greys=greys)
            assert found >= least, f"{name}: {word} on {ground}: {found:.1f}"
    assert ratio(theme["cursor-text"], theme["cursor"], greys=greys) >= max(4.5, least)
    assert ratio(theme["edge-focus"], theme["page"], greys=greys) >= 4.5


def test_without_colours_the_contrast_theme_is_taken():
    assert chosen("bltui-dark", tokens(), {"NO_COLOR": "1"}) == "bltui-contrast"
    assert chosen("no-such-theme", tokens(), {}) == "bltui-dark"
    assert (
        set(tokens()["bltui-light"])
        == set(tokens()["bltui-dark"])
        == set(tokens()["bltui-contrast"])
    )
