"""A form as a value: its fields, what saving it does, and what it says meanwhile.

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
    """What a form asks and what comes of it."""

    title: str
    fields: tuple[Field, ...]
    build: Callable[[Values, Any], Intent]
    """The intent for the values that were typed and the record as it was seen."""
    seen: Record | None = None
    """The record that is edited, as it was when the form opened.

    Others' later changes to it merge or conflict.
    """
    about: str = ""
    """A line or two on top: what the form is for."""
    saves: str = "Save"
    at: str = ""
    """The field that has the focus first; the first one if blank."""
    names: Mapping[str, str] = {}
    """The form's name of a field that an intent calls otherwise."""
    dependent_values: Callable[[str, Mapping[str, str]], Mapping[str, str]] | None = None
    """What other fields become when one is typed into: (key, all raw texts) -> raw texts.

    Fields that were typed into stay.
    """
    reads: Callable[[Mapping[str, str]], Mapping[str, str]] | None = None
    """More lines under fields: how the text is understood, by key."""
    prefix: str = ""
    """Put before the fields that a conflict names, where one field of the record holds several
    entries.
    """
    adopt: Callable[[Any, Values], Any] | None = None
    """The seen record with a colleague's values put in.

    By default they are fields of the record.
    """
    shows: Callable[[Any], Values] | None = None
    """The values of fields that hold a record's field in another form, or several of them as one
    text.
    """
    anonymous: Callable[[Mapping[str, str]], bool] | None = None
    """Whether what it saves names nobody, by the raw texts; its draft then names nobody either."""
    live_preview: bool = False
    """Whether the form says live what saving it would do to the checks."""
    wide: bool = False
    """Whether the labels are sentences rather than words."""

    def theirs(self, seen: Any, conflict: Conflict) -> tuple[Any, Values]:
        """The seen record with what a colleague saved first, and their values in the form's own
        fields.
        """
        saved = {self.prefix + field.field: field.theirs for field in conflict.fields}
        record = self.adopt(seen, saved) if self.adopt else msgspec.structs.replace(seen, **saved)
        values = {self.names.get(key, key): value for key, value in saved.items()}
        if self.shows is not None:
            before, now = self.shows(seen), self.shows(record)
            values = {key: value for key, value in values.items() if key not in now}
            values |= {key: value for key, value in now.items() if value != before[key]}
        return record, values

    def adopting(self, field: Field) -> Form:
        """The form with another field in place of the one of that key."""
        return msgspec.structs.replace(
            self, fields=tuple(field if f.key == field.key else f for f in self.fields)
        )
