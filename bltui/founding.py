"""Create a building file: the one way that `bltui new` and the set-up screen share."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

import msgspec

from bltui import clock, places
from bltui import framework as bltui_framework
from bltui.domain.model.grades import Level, school_level
from bltui.domain.model.school_year import school_year_of
from bltui.domain.model.text import folded
from bltui.domain.years import new_building
from bltui.store import building_file
from bltui.store.author import Author

#: The title of the set-up form, by which a draft of it is known.
FORM = "Set up your building"
#: The time zone if the machine's is unknown.
UNKNOWN_ZONE = "UTC"


class Created(msgspec.Struct, frozen=True):
    """A building that was just created."""

    path: str
    name: str
    year: str
    tz: str
    doubt: str
    """Why others cannot use the file in a shared folder, and the command that fixes it."""


def guessed_zone() -> str:
    """Return the machine's time zone, or UTC if it is unknown."""
    return clock.machine_zone() or UNKNOWN_ZONE


def current_year(tz: str) -> str:
    """Return the school year of today in a time zone."""
    return school_year_of(clock.date_in(tz)).label


def default_path(name: str) -> Path:
    """Return the file for a school of that name in the person's own data folder."""
    slug = re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")[:60] or "building"
    return places.data_folder() / f"{slug}.json"


def kept_framework(text: str) -> str:
    """Return the framework as the building file stores it.

    A file is stored with its absolute path, so that it can be found from any folder.
    """
    return str(Path(text).absolute()) if text.endswith(".toml") or "/" in text else text


def create(
    path: str | os.PathLike[str] | None,
    author: Author,
    *,
    name: str,
    grades: Sequence[str] = (),
    departments: Sequence[str] = (),
    district: str = "",
    level: Level | None = None,
    year: str = "",
    tz: str = "",
    framework: str = "south-dakota",
) -> Created:
    """Create a building file. An existing file is never overwritten.

    Without a path it goes to the data folder, under the school's name. Raises UserError, StoreError
    or Unusable.
    """
    zone = tz or guessed_zone()
    year = year or current_year(zone)
    bltui_framework.load_framework(framework := kept_framework(framework))
    documents = new_building.found(
        name=name,
        district=district,
        grades=tuple(grades),
        departments=tuple(departments),
        coverage_by="grades" if grades or not departments else "departments",
        level=level or school_level(grades),
        year=year,
        tz=zone,
        framework=framework,
    )
    kept = documents["profile"][1]["name"]
    place = Path(path) if path is not None else default_path(kept)
    if place.parent == places.data_folder():
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    says = f"building: {kept} made"
    file = building_file.BuildingFile.create(place, documents, author, says=says)
    half = file.half_shared()
    doubt = f"{place}: {half[0]}. Run: {half[1]}" if half else ""
    return Created(str(place), kept, year, zone, doubt)
