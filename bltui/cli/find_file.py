"""Which building file a command uses.

It is the one named, the environment's, the one in the settings, or the only one there is.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from posixpath import expanduser
from typing import TYPE_CHECKING

from bltui import places
from bltui.cli.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from bltui.settings import Settings


class NoBuilding(UsageError):
    """No building is named, and there is none in the data folder."""


def own_buildings() -> list[Path]:
    """Return the building files in the user's data folder, sorted by name."""
    folder = places.data_folder()
    return sorted(p for p in folder.glob("*.json") if p.is_file()) if folder.is_dir() else []


def a_file(name: str) -> str:
    """Return the name of a building file.

    Raises UsageError for "-": other people may save to a building at the same time.
    """
    if name == "-":
        raise UsageError("“-” is not a file. A building needs one: give its name.")
    return name


def building_file(named: str | None, settings: Callable[[], Settings]) -> tuple[str, str]:
    """Return the file and, in a few words, why it was chosen.

    Raises UsageError with the choices if there is more than one, NoBuilding if there is none.
    """
    if named:
        return a_file(named), "--file"
    if variable := os.environ.get("BLTUI_FILE"):
        return variable, "$BLTUI_FILE"
    if building := settings().building:
        return expanduser(building), "`building` in the settings"
    found = own_buildings()
    if len(found) == 1:
        return str(found[0]), "the only building in the data folder"
    if found:
        listed = ", ".join(str(p) for p in found)
        raise UsageError(
            f"There are several buildings. Name one with --file or $BLTUI_FILE: {listed}."
        )
    raise NoBuilding(
        "There is no building yet. Create one with `bltui new --name NAME --grades "
        "K-5`, name one with --file, or try the sample with `bltui demo`."
    )
