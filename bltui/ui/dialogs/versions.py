"""Both versions of each field in conflict: a colleague's, the user's, and the two combined."""

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

#: The versions that a user can keep.
Kept = Literal["theirs", "mine", "both"]
#: Who saved first, if that is unknown or private.
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
    """When they saved, in seconds since the epoch; None to hide it."""

    @property
    def theirs(self) -> str:
        """Their text, as it would be in the form."""
        return self.field.to_text(self.field.value)

    @property
    def both(self) -> str:
        """Their text, then mine.

        Blank if the field does not take free text, or one side is blank.
        """
        joins = self.field.joiner and self.theirs.strip() and self.mine.strip()
        return f"{self.theirs}{self.field.joiner}{self.mine}" if joins else ""

    @property
    def too_long(self) -> str:
        """Why the field cannot hold both; blank if it can."""
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
    """Return the text of a field for display, with labels instead of keys and formatted dates."""
    if isinstance(field, Choice | Many):
        labels = dict(field.choices)
        return shown(", ".join(labels.get(key, key) for key in raw.split(",")))
    said = field.describe(raw) if isinstance(field, Typed) else ""
    return shown(said or raw, multiline=isinstance(field, Prose))


def versions_of(
    form: Form, seen: Record, conflict: Conflict, texts: Mapping[str, str], building: Building
) -> tuple[Record, dict[str, Versions]]:
    """Return the seen record with a colleague's changes, and both versions of each form field.

    Fields that the form does not ask follow from its action, so there is nothing to choose.
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
    """Return the field with a value, as a choice even if it was added after the form opened."""
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
