"""The half of the app that decides how it looks: its theme, and which style sheets are read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from textual.app import App
from textual.theme import Theme

from bltui.resources import resource
from bltui.ui import themes
from bltui.ui.drafting import Drafting

#: The style sheets that are there from the start. The others are read by `load_css` when
#: something needs them: each keeps to the classes of its own view or dialogs, so their order does
#: not matter, and reading all took 40 ms before the first paint.
SHEETS = ("app.tcss", "home.tcss")


class Styling(Drafting):
    """An app in one of our themes."""

    CSS_PATH: ClassVar[list[str | Path]] = [resource("styles", name) for name in SHEETS]  # type: ignore[assignment]
    _themed = False
    """Whether the theme is chosen."""
    _sixteen = False
    """Whether the terminal has 16 colors."""

    def __init__(self, now: Callable[[], float], draft: str) -> None:
        """`draft` is a draft file to reopen first, or blank."""
        super().__init__(now, draft)
        self._sheets_read: set[str] = set(SHEETS)

    def begin_theme(self, name: str) -> None:
        """Take the theme that the settings name, before anything is painted."""
        # Rich would take the nearest of the 16 colors, which need not be readable.
        self._sixteen = self.console.color_system == "standard"
        for theme in themes.themes(self._sixteen).values():
            self.register_theme(theme)
        # Without its watcher, which would have all style sheets parsed twice before the first
        # paint.
        self.set_reactive(App.theme, themes.chosen(name, self.available_themes))
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)
        self._themed = True
        self.stylesheet.set_variables(self.get_css_variables())

    def get_theme(self, theme_name: str) -> Theme | None:
        """A theme by its name. Textual asks for it at every line that it paints, so ours are found
        at once.
        """
        return themes.themes(self._sixteen).get(theme_name) or super().get_theme(theme_name)

    def get_css_variables(self) -> dict[str, str]:
        """The variables of the theme; none while the app is made, when the theme is still Textual's
        own.

        Textual has words of its own for some of our roles, such as an automatic "text" that cannot
        be painted: ours win.
        """
        if not self._themed:
            return {}
        found = super().get_css_variables()
        if self.theme not in themes.themes(self._sixteen):
            found = self.theme_variables = {**found, **self.get_theme_variable_defaults()}
        return found

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our roles in Textual's own themes."""
        return themes.variables(
            themes.FIRST if self.current_theme.dark else "bltui-light", sixteen=self._sixteen
        )

    def push_screen(self, screen: Any, *args: Any, **more: Any) -> Any:
        """Open a screen, with the style sheets that its class names."""
        self.load_css(*getattr(screen, "SHEETS", ()))
        return super().push_screen(screen, *args, **more)

    def load_css(self, *sheets: str) -> None:
        """Read style sheets that were not read yet."""
        wanted = [name for name in sheets if name not in self._sheets_read]
        for name in wanted:
            self._sheets_read.add(name)
            self.stylesheet.read(resource("styles", name))
        if wanted:
            # Reading alone leaves the rules that were looked up before in force
            self.stylesheet.parse()
