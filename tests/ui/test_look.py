"""How Home, Help and the palette look, compared with screens that somebody looked at.

BLTUI_LOOKS=write accepts the new ones.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from bltui.ui.formatting import WEIGHTS

LOOKS = Path(__file__).with_name("looks")
MISMATCH = Path(__file__).with_name("mismatch")


def plain(svg: str) -> str:
    """A screenshot without what differs by chance: the ids that Rich makes from the content."""
    return re.sub(r"terminal-\d+", "terminal", svg).strip() + "\n"


def compare(app, name: str) -> None:
    """Compare the screen with the one that is kept.

    Leaves both forms of a mismatch for looking at.
    """
    now, kept = plain(app.export_screenshot()), LOOKS / f"{name}.svg"
    if os.environ.get("BLTUI_LOOKS") == "write":
        LOOKS.mkdir(exist_ok=True)
        kept.write_text(now, "utf-8")
    if not kept.exists() or kept.read_text("utf-8") != now:
        import resvg_py

        MISMATCH.mkdir(exist_ok=True)
        (MISMATCH / f"{name}.svg").write_text(now, "utf-8")
        fonts = {"font_family": "DejaVu Sans Mono", "monospace_family": "DejaVu Sans Mono"}
        (MISMATCH / f"{name}.png").write_bytes(
            bytes(resvg_py.svg_to_bytes(svg_string=now, **fonts))
        )
        pytest.fail(
            f"{name} looks different: see tests/ui/mismatch/{name}.png; BLTUI_LOOKS=write accepts "
            "it"
        )


@pytest.mark.parametrize("theme", ["bltui-dark", "bltui-light", "bltui-contrast"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_home(opened, size, theme):
    async with opened(size=size, theme=theme) as (app, _pilot):
        compare(app, f"home-{size[0]}x{size[1]}-{theme}")


@pytest.mark.parametrize("theme", ["bltui-dark", "bltui-light", "bltui-contrast"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_help(opened, size, theme):
    async with opened(size=size, theme=theme) as (app, pilot):
        await pilot.press("question_mark")
        await pilot.pause()
        compare(app, f"help-{size[0]}x{size[1]}-{theme}")


async def test_ascii_signs(opened):
    async with opened(signs="ascii") as (app, _pilot):
        text = "\n".join(
            "".join(s.text for s in line) for line in app.screen._compositor.render_strips()
        )
        assert text.isascii() or not re.search("[✓●○–›━─…]", text)
        assert f"> {WEIGHTS['warn'][1]}" in text
