"""Opening: a view whose commands find a form, a question or a change for a line, and open it or do it."""

from __future__ import annotations

from importlib import import_module
from typing import Any, ClassVar

from textual.screen import Screen

from bltui.domain.change import Intent
from bltui.ui.view import View


class Opening(View):
    """Made for a view that shows panels beside its list."""

    FORMS: ClassVar[str]
    """The module with the forms: loaded when the first is opened, because showing the view must not wait for it."""
    NOTHING: ClassVar[str]
    """What a command says where its line is not for it."""

    @property
    def line(self) -> str:
        """The row with the cursor, of the list that has the keys."""
        raise NotImplementedError

    def turn_to(self, panel: str) -> None:
        """Show a panel and give it the keys."""
        raise NotImplementedError

    @property
    def forms(self) -> Any:
        """The module with the forms."""
        return import_module(self.FORMS)

    def _open(self, found: Screen[bool] | Intent | None, otherwise: str | None = None) -> None:
        if found is None:
            self.desk.tell(otherwise or self.NOTHING, "late")
        elif isinstance(found, Screen):
            self.app.push_screen(found)
        else:
            self.desk.ask(found)
