"""Painted: a widget that draws its own lines, with text in roles that the theme colors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.filter import ANSIToTruecolor, LineFilter

from bltui.ui.formatting import Bit

#: The theme token that colors each role, and whether it is bold. Text without a role is plain.
INKS: dict[str, tuple[str, bool]] = {
    "quiet": ("quiet", False),
    "mark": ("mark", True),
    "strong": ("text", True),
    "required": ("required", True),
    "recommended": ("recommended", False),
    "info": ("info", False),
    "done": ("done", False),
    "paused": ("paused", False),
    "refused": ("required", True),
}


class Painted:
    """A mixin that turns pieces of text into segments.

    The inks come from the theme's variables, not from component classes. Textual matches each
    component class against the whole style sheet for each widget, which took half of the time to
    the first paint.
    """

    #: Inks by role, mixed once for each theme.
    _inks: dict[str, Style] | None = None
    _ground: Style | None = None

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return Textual's filters without the one for ANSI colors and dim text.

        No ink uses these, and the filter copies each line.
        """
        filters: Sequence[LineFilter] = super().get_line_filters()  # type: ignore[misc]
        return [found for found in filters if not isinstance(found, ANSIToTruecolor)]

    def ink(self, token: str, *, ground: str | None = None, bold: bool = False) -> Style:
        """Return a style of theme tokens, such as `ink("cursor-text", ground="cursor")`."""
        variables: dict[str, str] = self.app.theme_variables  # type: ignore[attr-defined]
        return Style(
            color=variables[token], bgcolor=variables[ground] if ground else None, bold=bold or None
        )

    def role_style(self, role: str) -> Style:
        """Return the style of a role, without a background."""
        if self._inks is None:
            self._inks = {name: self.ink(token, bold=bold) for name, (token, bold) in INKS.items()}
        return self._inks.get(role) or Style.null()

    @property
    def ground(self) -> Style:
        """The widget's own style from the style sheet."""
        if self._ground is None:
            self._ground = self.rich_style  # type: ignore[attr-defined]
        return self._ground

    def forget_inks(self) -> None:
        """Clear the cached inks after a change of theme or widget state."""
        self._inks = self._ground = None

    def segments(self, bits: Iterable[Bit], over: Style) -> list[Segment]:
        """Return pieces as segments, with their roles over a background.

        Each change of style costs some 40 bytes per line. White space only shows the background, so
        it takes the style of its neighbor.
        """
        found: list[Segment] = []
        for bit in bits:
            if not bit.text:
                continue
            style = over + self.role_style(bit.role) if bit.role else over
            if found and (found[-1].style == style or bit.text.isspace()):
                found[-1] = Segment(found[-1].text + bit.text, found[-1].style)
            elif found and found[-1].text.isspace():
                found[-1] = Segment(found[-1].text + bit.text, style)
            else:
                found.append(Segment(bit.text, style))
        return found
