"""Sheet: what every dialog is made on, one sheet over the dimmed screen."""

from __future__ import annotations

from typing import TypeVar

from textual.screen import ModalScreen

from bltui.ui.desk import desk
from bltui.ui.present import ASCII

T = TypeVar("T")


class Sheet(ModalScreen[T]):
    """A dialog that closes with a value. Its frame is drawn with plain characters where the terminal needs that."""

    def on_mount(self) -> None:
        """Take the signs of the terminal."""
        self.set_class(desk(self).state.signs == ASCII, "-ascii")
