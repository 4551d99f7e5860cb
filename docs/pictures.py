"""Draws the pictures of the README and the guides from the program itself, on the sample building:
`make docs`.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from datetime import date
from pathlib import Path

import resvg_py

from bltui.sample import sample_documents
from bltui.settings import Settings
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.ui.app import Bltui
from bltui.workspace import Workspace

HERE = Path(__file__).parent
TODAY = date(2026, 11, 23)
#: File name -> the keys that lead there.
PICTURES: dict[str, tuple[str, ...]] = {
    "home": ("1",),
    "team": ("2",),
    "cwgs": ("3",),
    "steps": ("4",),
    "feedback": ("5",),
    "meeting": ("6",),
    "plan": ("7",),
    "palette": ("ctrl+p", *"meeting"),
    "form": ("2", "a", *"Charlie Sample", "enter", *"2nd/3rd Rep.", "tab"),
}


async def draw(name: str, keys: tuple[str, ...], folder: Path) -> None:
    """Draw one picture at 120x40 in the dark theme."""
    path = folder / f"{name}.json"
    author = Author("sample", 1000)
    BuildingFile.create(path, sample_documents(TODAY), author, "the sample building written")
    workspace = Workspace(BuildingFile(path, author), today=lambda _: TODAY)
    app = Bltui(workspace, Settings(), config=folder / "config.toml")
    async with app.run_test(size=(120, 40)) as pilot:
        for key in keys:
            await pilot.press("space" if key == " " else key)
            await pilot.pause(0.05)
        await pilot.pause(0.6)
        svg = app.export_screenshot()
    png = resvg_py.svg_to_bytes(
        svg_string=svg, font_family="DejaVu Sans Mono", monospace_family="DejaVu Sans Mono"
    )
    (HERE / f"{name}.png").write_bytes(bytes(png))


def main(names: list[str]) -> None:
    """Draw the named pictures, or all of them."""
    if unknown := set(names) - set(PICTURES):
        sys.exit(f"No such picture: {', '.join(sorted(unknown))}. There are {', '.join(PICTURES)}.")
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    os.environ["COLORTERM"] = "truecolor"
    with tempfile.TemporaryDirectory(prefix="bltui-docs-") as folder:
        for name in names or PICTURES:
            asyncio.run(draw(name, PICTURES[name], Path(folder)))


if __name__ == "__main__":
    main(sys.argv[1:])
