"""The two versions of each field in conflict: what a colleague saved, what was typed here, and the
text that holds both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, Intent
from bltui.domain.model.errors import Conflict, UserError
from bltui.domain.model.record import Record
from bltui.domain.model.text import opening, shown
from bltui.ui.dialogs.fields import Choice, Field, Many, Prose, Somebody, Typed, choices_of
from bltui.ui.dialogs.form import Form

#: What a person keeps.
Kept = Literal["theirs", "mine", "both"]
#: Who saved first, if that is not known or not to be told.
UNKNOWN = "someone else"


class Versions(msgspec.Struct, frozen=True, kw_only=True):
    """A field that two people set to different values."""

    field: Field
    """The field as it would be with their value in it."""
    mine: str
    """The text in the form."""
    who: str = UNKNOWN
    """Who saved first."""
    at: float | None = None
    """When they saved, in seconds since the epoch; None if that is not to be told."""

    @property
    def theirs(self) -> str:
        """Their text, as it would be in the form."""
        return self.field.to_text(self.field.value)

    @property
    def both(self) -> str:
        """Their text, then mine.

        Blank if the field does not take any words, or one side is blank.
        """
        joins = self.field.joiner and self.theirs.strip() and self.mine.strip()
        return f"{self.theirs}{self.field.joiner}{self.mine}" if joins else ""

    @property
    def too_long(self) -> str:
        """Why the field does not take both; blank if it does."""
        try:
            self.field.parse(self.both)
        except UserError as refused:
            return refused.message
        return ""

    @property
    def told(self) -> str:
        """One line on what they saved, for the form."""
        said = opening(in_words(self.field, self.theirs), 60) or "(blank)"
        return f"{self.who} saved: {said}\nF10 shows both versions."


class Tried:
    """An intent that keeps the newest building it was tried on, in which a conflict was found."""

    def __init__(self, intent: Intent, building: Building) -> None:
        self._intent = intent
        self.building = building

    def __call__(self, building: Building) -> Change:
        self.building = building
        return self._intent(building)


def in_words(field: Field, raw: str) -> str:
    """The text of a field as people read it: labels instead of keys, and a date in words."""
    if isinstance(field, Choice | Many):
        labels = dict(field.choices)
        return shown(", ".join(labels.get(key, key) for key in raw.split(",")))
    said = field.describe(raw) if isinstance(field, Typed) else ""
    return shown(said or raw, multiline=isinstance(field, Prose))


def versions_of(
    form: Form, seen: Record, conflict: Conflict, texts: Mapping[str, str], building: Building
) -> tuple[Record, dict[str, Versions]]:
    """Return the seen record with what a colleague saved first, and both versions of each field
    that the form asks.

    What the form does not ask follows from what it does: there is nothing to choose.
    """
    record, theirs = form.theirs(seen, conflict)
    saved = {
        form.names.get(form.prefix + field.field, form.prefix + field.field): field
        for field in conflict.fields
    }
    found = {}
    for field in form.fields:
        if field.key in theirs and field.asked(texts):
            by = saved.get(field.key, conflict.fields[0])
            found[field.key] = Versions(
                field=_with(field, theirs[field.key], building),
                mine=texts[field.key],
                who=by.who or UNKNOWN,
                at=by.at,
            )
    return record, found


def _with(field: Field, value: Any, building: Building) -> Field:
    """The field with a value, which is among its choices even if it was added to the building after
    the form opened.
    """
    changes: dict[str, Any] = {"value": value}
    if (people := getattr(field, "people", None)) is not None:
        known = {person.id for person in people}
        new = (n for n in (value if isinstance(value, tuple) else (value,)) if n not in known)
        changes["people"] = (
            *people,
            *(Somebody(n, building.people[n].name) for n in new if n in building.people),
        )
    elif isinstance(field, Choice | Many):
        changes["choices"] = choices_of(
            field.choices, [key for key in field.to_text(value).split(",") if key]
        )
    return msgspec.structs.replace(field, **changes)
