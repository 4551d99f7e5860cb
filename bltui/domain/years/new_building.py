"""Create a building file's records, and edit the building's settings."""

from __future__ import annotations

from typing import Any

from bltui.domain.model.building import Building
from bltui.domain.model.building_settings import Profile
from bltui.domain.model.change import Change, ChangeBuilder
from bltui.domain.model.editing import edited
from bltui.domain.model.record import to_document
from bltui.domain.model.tables import TABLES
from bltui.domain.model.text import clean


def found(**fields: Any) -> dict[str, dict[int, dict[str, Any]]]:
    """Return the documents of a new building file. Raises UserError if a field is invalid."""
    builder = ChangeBuilder(Building.of(Profile(name="")))
    profile = builder.get("profile", builder.add("profile", Profile(**fields)))
    assert profile is not None
    return {**{name: {} for name in TABLES}, "profile": {1: to_document(profile)}}


def edit_profile(building: Building, *, seen: Profile, **fields: Any) -> Change:
    """Change the building's settings and merge with concurrent changes since `seen`."""
    builder, before = ChangeBuilder(building), building.profile
    name = clean(fields.get("name", before.name), "name")
    if name != before.name and not before.feed_name:
        builder.put("profile", 1, feed_name=before.name)
    return edited(builder, seen, fields)
