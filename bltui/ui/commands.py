"""Commands: one for each thing a person can do.

The footer, help, palette, keymap, and key table are derived from them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from textual.binding import Binding

from bltui.domain.model import labels
from bltui.ui.trail import mark

if TYPE_CHECKING:
    from bltui.ui.state import State

#: Returns why a command cannot run now, as a short message; None if it can.
Needs = Callable[["State"], "str | None"]


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """Something a person can do on a screen."""

    id: str
    """The id, such as "team.add"; also the key under `[keys]` in config.toml."""
    name: str
    """The title, with placeholders for what the building calls its team and groups."""
    keys: tuple[str, ...]
    """Keys by their Textual names, such as "ctrl+p" or "plus"; empty for palette-only commands."""
    about: str
    """The help, with placeholders."""
    method: str
    needs: Needs | None = None
    palette: bool = True
    """False for cursor movement, which would only clutter the palette."""

    @property
    def title(self) -> str:
        """One or two words for the footer and the palette."""
        return labels.fill(self.name)

    @property
    def help(self) -> str:
        """One sentence: the docstring of the command's method."""
        return labels.fill(self.about)


F = TypeVar("F", bound=Callable[..., Any])


def command(
    command_id: str,
    title: str,
    keys: str = "",
    *,
    needs: Needs | None = None,
    palette: bool = True,
) -> Callable[[F], F]:
    """Make a method of a view, screen, or list a command; its docstring becomes the help text."""

    def mark(method: F) -> F:
        text = " ".join((method.__doc__ or "").split())
        found = Command(
            id=command_id,
            name=title,
            keys=tuple(k for k in keys.split(",") if k),
            about=text,
            method=method.__name__,
            needs=needs,
            palette=palette,
        )
        method.command = found  # type: ignore[attr-defined]
        return method

    return mark


def writable(state: State) -> str | None:
    """Return why the building cannot be changed now, or None if it can."""
    return state.closed


def commands_of(kind: type) -> tuple[Command, ...]:
    """Return the commands of a class and its bases, in source order."""
    found: dict[str, Command] = {}
    for base in reversed(kind.__mro__):
        for member in vars(base).values():
            if isinstance(mine := getattr(member, "command", None), Command):
                found[mine.id] = mine
    return tuple(found.values())


def bindings_of(commands: Iterable[Command]) -> list[Binding]:
    """Return the Textual bindings of some commands, with ids so that a keymap can rebind them."""
    return [
        Binding(",".join(c.keys), f"run('{c.id}')", c.name, show=False, id=c.id)
        for c in commands
        if c.keys
    ]


class Commanded:
    """A mixin for views, screens, and widgets that turns their commands into key bindings.

    Must come first among the bases.
    """

    OFFERS: tuple[Command, ...] = ()

    def __init_subclass__(cls, **arguments: Any) -> None:
        cls.OFFERS = commands_of(cls)
        above = {c.id for base in cls.__mro__[1:] for c in vars(base).get("OFFERS", ())}
        own = [c for c in cls.OFFERS if c.id not in above]
        cls.BINDINGS = [*vars(cls).get("BINDINGS", []), *bindings_of(own)]  # type: ignore[attr-defined]
        super().__init_subclass__(**arguments)

    async def action_run(self, command_id: str) -> None:
        """Run a command of this widget, or report why it cannot run now."""
        found = next((c for c in self.OFFERS if c.id == command_id), None)
        if found is None:
            return  # undo, which a list asks of whatever it stands in: a dialog has none
        app: Any = self.app  # type: ignore[attr-defined]
        reason = found.needs(app.state) if found.needs else None
        if reason:
            app.tell(f"{found.title}: {reason}", "refused")
            return
        mark(app, self.screen, command_id)  # type: ignore[attr-defined]
        result = getattr(self, found.method)()
        if hasattr(result, "__await__"):
            await result
