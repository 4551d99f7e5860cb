"""A form as a value: its fields, what saving it does, and what it says meanwhile; `form_screen` shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from bltui.domain.change import Intent
from bltui.domain.record import Record
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
    """The record that is edited, as it stood when the form opened; others' later changes to it merge or clash."""
    about: str = ""
    """A line or two on top: what the form is for."""
    saves: str = "Save"
    at: str = ""
    """The field that has the focus first; the first one if blank."""
    names: Mapping[str, str] = {}
    """What an intent calls a field where the form calls it otherwise."""
    follow: Callable[[str, Mapping[str, str]], Mapping[str, str]] | None = None
    """What other fields become when one is typed into: (key, all raw texts) -> raw texts. Fields that were typed into stay."""
    reads: Callable[[Mapping[str, str]], Mapping[str, str]] | None = None
    """More lines under fields: how the text is understood, by key."""
    prefix: str = ""
    """Put before the fields that a conflict names, where one field of the record holds several entries."""
    adopt: Callable[[Any, Values], Any] | None = None
    """The seen record with a colleague's values put in; by default they are fields of the record."""
    tries: bool = False
    """Whether the form says live what saving it would do to the checks."""
    wide: bool = False
    """Whether the labels are sentences rather than words."""
