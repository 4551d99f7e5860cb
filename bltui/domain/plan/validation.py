"""Validate links to records of the plan."""

from __future__ import annotations

from bltui.domain.model import validation_messages
from bltui.domain.model.building import Building
from bltui.domain.model.errors import UserError
from bltui.domain.model.tables import kind_of


def there(building: Building, table: str, number: int | None) -> None:
    """Raise UserError if a linked record was removed."""
    if number is None:
        return
    record = building.get(table, number)
    if record is None or record.archived:
        word = kind_of(table).NOUN
        raise UserError(
            validation_messages.gone(word),
            field=word.replace(" ", "_"),
        )
