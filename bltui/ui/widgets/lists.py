"""Lists: look up the lists of a view or page by name."""

from __future__ import annotations

from typing import Any

from bltui.ui.widgets.record_list import RecordList


class Lists:
    """A mixin for screens with several lists.

    Each list is queried once. A message from a list may still be queued when the lists are
    unmounted, and a query would then fail and end the program.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._lists: dict[str, RecordList] = {}

    def listed(self, name: str) -> RecordList:
        """Return a list by its id."""
        if name not in self._lists:
            self._lists[name] = self.query_one(f"#{name}", RecordList)  # type: ignore[attr-defined]
        return self._lists[name]
