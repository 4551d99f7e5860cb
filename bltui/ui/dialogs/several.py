"""The form field for several people on the staff list."""

from __future__ import annotations

from typing import Any

from bltui.domain.model import validation_messages
from bltui.domain.model.errors import UserError
from bltui.domain.model.text import PROSE, clean
from bltui.ui.dialogs.fields import Field, PersonField, Somebody


class Several(Field, frozen=True, kw_only=True):
    """People on the staff list by any part of their names, separated by commas; gives their ids."""

    value: Any = ()
    people: tuple[Somebody, ...]
    hint: str = "parts of names, separated by commas"

    @property
    def _one(self) -> PersonField:
        return PersonField(key=self.key, label=self.label, people=self.people)

    def to_text(self, value: Any) -> str:
        return ", ".join(self._one.to_text(person) for person in value or ())

    def parse(self, raw: str) -> tuple[int, ...]:
        text = clean(raw, self.label.casefold(), limit=PROSE)
        found = [self._one.parse(part) for part in text.split(",") if part.strip()]
        if self.required and not found:
            raise UserError(
                validation_messages.blank(self.label, "Type part of a name."), field=self.key
            )
        return tuple(dict.fromkeys(found))

    def describe(self, raw: str) -> str:
        """Return the people that were recognized, and why the last unmatched part was not."""
        found: dict[int, None] = {}
        unread = ""
        for part in (p for p in raw.split(",") if p.strip()):
            try:
                found[self._one.parse(part)] = None
            except UserError as refused:
                unread = refused.message
        names = ", ".join(self._one.to_text(person) for person in found)
        return "\n".join(
            line for line in (f"{len(found)}: {names}" if found else "", unread) if line
        )
