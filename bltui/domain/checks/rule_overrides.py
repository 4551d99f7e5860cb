"""A building's overrides: limits, rule severities, and groups that do not apply. Intents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from bltui.domain.model.building import Building
from bltui.domain.model.building_settings import Profile
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.errors import Conflict, FieldConflict, UserError

Table = Literal["limits", "rules", "not_applicable"]
_WORDS: dict[Table, str] = {
    "limits": "limit",
    "rules": "rule",
    "not_applicable": "group that does not apply",
}


def set_local(
    building: Building, *, table: Table, seen: Profile, entries: Mapping[str, Any]
) -> Change:
    """Set entries of an override table in the profile. None removes an entry (default applies).

    Keeps entries that others changed since `seen`. Raises Conflict if another person set the same
    entry differently, and UserError if a group is marked as not applicable without a reason.
    """
    builder = ChangeBuilder(building)
    newest: dict[str, Any] = getattr(building.profile, table)
    before: dict[str, Any] = getattr(seen, table)
    mine = {
        key: builder.text(value, "reason")
        if table == "not_applicable" and value is not None
        else value
        for key, value in entries.items()
        if value != before.get(key)
    }
    if table == "not_applicable" and any(value == "" for value in mine.values()):
        raise UserError("Enter why this group does not apply here.", field="reason")
    clash = tuple(
        FieldConflict(key, newest.get(key), value)
        for key, value in mine.items()
        if newest.get(key) != before.get(key) and newest.get(key) != value
    )
    if clash:
        raise Conflict("profile/1", clash, who=None, at=building.profile.at)
    after = {**newest, **mine}
    builder.put(
        "profile", 1, **{table: {key: value for key, value in after.items() if value is not None}}
    )
    change = builder.change(f"building: {_WORDS[table]} {', '.join(mine)} changed")
    return change if change else no_change("building: unchanged")
