"""The draft of the quick-add line.

The typed text may become anonymous with its next word, so the draft never names anybody.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from bltui.drafts import draft
from bltui.drafts.step import Step
from bltui.ui import unsaved as ui_unsaved

if TYPE_CHECKING:
    from bltui.drafts.draft import Typed
    from bltui.ui.unsaved import Unsaved

_TITLE = "Quick add"
_KEY = "line"


class QuickDraft:
    """A mixin for the screen with the quick-add line; see `unsaved.Source`."""

    def text(self) -> dict[str, str]:
        """Return the text typed on the line, as "quick add".

        Empty if the line is not open for adding.
        """
        raise NotImplementedError

    def unsaved(self) -> Unsaved | None:
        """Return the text on the line."""
        text = self.text().get("quick add", "")
        return _unsaved(text, self) if text.strip() else None

    def fits(self, form: str, keys: Collection[str]) -> bool:
        """Return whether the line is open and the draft is for it."""
        return bool(self.text()) and form == _TITLE and set(keys) == {_KEY}

    def refill(self, fields: Sequence[Typed]) -> None:
        """Put the text on the line, with the cursor at the end.

        Nothing is selected, because the next key would replace a selection.
        """
        here: Any = self
        for line in here.query("#typing"):
            line.field.select_on_focus = False
            line.field.value = fields[0].text
            line.field.cursor_position = len(fields[0].text)


def _unsaved(text: str, bench: Any) -> Unsaved:
    return ui_unsaved.Unsaved(
        title=_TITLE,
        form=_TITLE,
        fields=(draft.Typed(_KEY, _TITLE, text),),
        trail=(Step("add", view=bench.view.KEY),),
        anonymous=True,
    )
