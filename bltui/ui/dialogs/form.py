"""A form as a value: its fields, its save action, and its live messages.

`form_screen` shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from bltui.domain.model.change import Intent
from bltui.domain.model.errors import Conflict
from bltui.domain.model.record import Record
from bltui.ui.dialogs.fields import Field

#: What a form holds: the value of each field by its key.
Values = dict[str, Any]


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """A form's fields and what saving it does."""

    title: str
    fields: tuple[Field, ...]
    build: Callable[[Values, Any], Intent] | None = None
    """Returns the intent for the typed values and the record as it was seen.

    None if the form changes no building: its screen then takes the values itself.
    """
    seen: Record | None = None
    """The edited record, as it was when the form opened.

    Later changes to it by others merge or conflict.
    """
    about: str = ""
    """One or two lines at the top that explain the form."""
    saves: str = "Save"
    at: str = ""
    """The field that gets the focus first; blank for the first field."""
    names: Mapping[str, str] = {}
    """The form's field names, by the names that the intent uses if they differ."""
    dependent_values: Callable[[str, Mapping[str, str]], Mapping[str, str]] | None = None
    """What other fields become when one is typed into: (key, all raw texts) -> raw texts.

    Fields that were typed into stay.
    """
    reads: Callable[[Mapping[str, str]], Mapping[str, str]] | None = None
    """More lines under fields that show how the text is understood, by key."""
    headings: Mapping[str, str] = {}
    """Headings above fields, by the key of the field below."""
    prefix: str = ""
    """A prefix for the fields of a conflict, if one field of the record holds several entries."""
    adopt: Callable[[Any, Values], Any] | None = None
    """Returns the seen record with a colleague's values applied.

    By default they are fields of the record.
    """
    shows: Callable[[Any], Values] | None = None
    """The values of fields that show a record's field in another form, or several as one text."""
    anonymous: Callable[[Mapping[str, str]], bool] | None = None
    """Whether the saved record names nobody, given the raw texts.

    Its draft then names nobody either.
    """
    live_preview: bool = False
    """Whether the form shows live how saving it would affect the findings."""
    wide: bool = False
    """Whether the labels are sentences instead of words."""

    def intent(self, values: Values, seen: Any) -> Intent:
        """Return the intent of a form that changes the building."""
        assert self.build is not None, f"“{self.title}” changes no building"
        return self.build(values, seen)

    def theirs(self, seen: Any, conflict: Conflict) -> tuple[Any, Values]:
        """Return the seen record with a colleague's changes, and their values in form fields."""
        saved = {self.prefix + field.field: field.theirs for field in conflict.fields}
        record = self.adopt(seen, saved) if self.adopt else msgspec.structs.replace(seen, **saved)
        values = {self.names.get(key, key): value for key, value in saved.items()}
        if self.shows is not None:
            before, now = self.shows(seen), self.shows(record)
            values = {key: value for key, value in values.items() if key not in now}
            values |= {key: value for key, value in now.items() if value != before[key]}
        return record, values

    def adopting(self, field: Field) -> Form:
        """Return the form with the field of the same key replaced."""
        return msgspec.structs.replace(
            self, fields=tuple(field if f.key == field.key else f for f in self.fields)
        )
