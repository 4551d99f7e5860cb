"""What a field or a record looks at besides itself.

For annotations only: creating a protocol costs what reading a record does.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from bltui.domain.model.framework_types import Framework
    from bltui.domain.model.record import Record


class Tables(Protocol):
    """The records of a building."""

    def table(self, name: str) -> Mapping[int, Any]:
        """All records of a table by id."""

    def get(self, table: str, number: int) -> Any:
        """A record, archived or not; None if there is none."""

    def kind(self, table: str) -> type[Record]:
        """The record that a table holds."""


class Context(Tables, Protocol):
    """What a field looks at to be read and shown: the other records, the day, the words of the
    framework.
    """

    @property
    def today(self) -> date: ...
    @property
    def framework(self) -> Framework: ...


class Writing(Context, Protocol):
    """What a field looks at to be cleaned and checked."""

    def note(self, text: str) -> None:
        """Tell the person something about the change."""
