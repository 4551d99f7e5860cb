"""A new building file's first record, and changes to the building's own settings."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from bltui.domain.model.building import Building
from bltui.domain.model.building_settings import Profile
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.errors import UserError
from bltui.domain.model.record import to_document
from bltui.domain.model.tables import TABLES
from bltui.domain.model.text import PROSE, clean


def read_zone(name: str) -> str:
    """An IANA time zone name that this machine knows. Raises UserError, with an example."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UserError(
            f"“{name}” is not a time zone. Write an IANA name such as America/Chicago.", field="tz"
        ) from None
    return name


def _checked(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a profile as they may be stored."""
    for field in ("name", "district"):
        if field in fields:
            fields[field] = clean(fields[field], field)
    if "name" in fields and not fields["name"]:
        raise UserError("The building has no name. Give its name.", field="name")
    if "vision" in fields:
        fields["vision"] = clean(fields["vision"], "vision", limit=PROSE, multiline=True)
    for field in ("departments", "subgroups"):
        if field in fields:
            fields[field] = tuple(dict.fromkeys(name for d in fields[field] if (name := clean(d, field))))
    if "not_applicable" in fields:
        fields["not_applicable"] = {key: clean(why, "reason") for key, why in fields["not_applicable"].items()}
        bare = [key for key, why in fields["not_applicable"].items() if not why]
        if bare:
            raise UserError(f"{', '.join(bare)}: say why this group does not apply here.", field="not_applicable")
    if "tz" in fields:
        read_zone(fields["tz"])
    return fields


def found(**fields: Any) -> dict[str, dict[int, dict[str, Any]]]:
    """The documents of a new building file: its profile and empty tables. Raises UserError."""
    profile = Profile(**_checked(fields))
    if not (profile.grades or profile.departments):
        raise UserError(
            "A building has grades or departments. Give --grades K-5 or --departments Math,Science.", field="grades"
        )
    document = to_document(profile)
    msgspec.convert({**document, "id": 1}, Profile)
    return {**{name: {} for name in TABLES}, "profile": {1: document}}


def edit_profile(building: Building, *, seen: Profile, **fields: Any) -> Change:
    """Change the building's settings; merges with what others changed meanwhile."""
    builder = ChangeBuilder(building)
    fields = _checked(fields)
    newest = {f: getattr(building.profile, f) for f in ("grades", "departments")} | fields
    if not (newest["grades"] or newest["departments"]):
        raise UserError("A building has grades or departments. Name at least one.", field="grades")
    before = building.profile
    if fields.get("name", before.name) != before.name and not before.feed_name:
        fields["feed_name"] = before.name
    if not builder.merge("profile", seen, **fields):
        return no_change("building: unchanged")
    words = [f.replace("_", " ") for f in fields if getattr(seen, f) != fields[f] and f != "feed_name"]
    return builder.change(f"building: {', '.join(words)} changed")
