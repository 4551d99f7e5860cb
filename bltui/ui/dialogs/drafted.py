"""Drafted: a dialog whose typed text has a draft on disk until it is saved or discarded.

Closing it with unsaved text asks first.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from bltui.drafts.draft import Typed
from bltui.ui.app_services import services
from bltui.ui.dialogs.confirm import Confirm
from bltui.ui.dialogs.modal import Modal
from bltui.ui.unsaved import Unsaved, changed

if TYPE_CHECKING:
    from bltui.ui.dialogs.form_widgets import LineEntry


class Drafted(Modal[bool]):
    """A dialog that closes with True once its text is used, or with False if it is discarded.

    See `unsaved.Source`.
    """

    def unsaved(self) -> Unsaved | None:
        """Return the text that would be lost on closing."""
        raise NotImplementedError

    def fits(self, form: str, keys: Collection[str]) -> bool:
        """Return whether this is that form and has those fields."""
        raise NotImplementedError

    def refill(self, fields: Sequence[Typed]) -> None:
        """Put the text of a draft into the fields."""
        raise NotImplementedError

    def on_unmount(self) -> None:
        """Remove the draft, because its text is now saved or discarded."""
        services(self).look_at_drafts()

    def action_leave(self) -> None:
        """Close, but ask first if typed text would be lost."""
        if self.unsaved() is None:
            self.dismiss(False)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss(False)

        self.app.push_screen(
            Confirm(
                "The text that you typed here is not saved.", yes="Discard it", no="Keep typing"
            ),
            answered,
        )


class OneLine(Drafted):
    """A dialog with one text field, which asks for a file or a day."""

    def __init__(self, title: str, entry: LineEntry) -> None:
        super().__init__()
        self._title = title
        self._line = entry
        self._began = entry.raw

    def unsaved(self) -> Unsaved | None:
        """Return the text of the field, if it differs from the initial text."""
        field, raw = self._line.field, self._line.raw
        fields = changed(
            {field.key: raw}, {field.key: self._began}, {field.key: field.label}, (field.key,)
        )
        return (
            Unsaved(title=self._title, form=self._title, fields=fields, trail=self.trail)
            if fields
            else None
        )

    def fits(self, form: str, keys: Collection[str]) -> bool:
        """Return whether this is that dialog."""
        return form == self._title and set(keys) == {self._line.field.key}

    def refill(self, fields: Sequence[Typed]) -> None:
        """Put the text back into the field."""
        self._line.select_on_focus = (
            False  # it is the person's own text: the next key must not replace it
        )
        self._line.fill(fields[0].text)
        self._line.focus()
