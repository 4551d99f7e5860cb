"""Commands: one for each thing a person can do.

Foot, help, palette, keymap and the key table derive from them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from textual.binding import Binding

from bltui.ui.trail import mark

if TYPE_CHECKING:
    from bltui.ui.state import State

#: Says why a command cannot run now, in a few words for a person; None where it can.
Needs = Callable[["State"], "str | None"]


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """Something a person can do on a screen."""

    id: str
    """Such as "team.add"; the key of `[keys]` in config.toml."""
    title: str
    """One or two words for the foot line and the palette."""
    keys: tuple[str, ...]
    """In Textual's names, such as "ctrl+p" or "plus"; empty for what only the palette offers."""
    help: str
    """One sentence: the docstring of the method that does it."""
    method: str
    needs: Needs | None = None
    palette: bool = True
    """False for mere movement, which is no use in a list of commands."""


F = TypeVar("F", bound=Callable[..., Any])


def command(
    command_id: str,
    title: str,
    keys: str = "",
    *,
    needs: Needs | None = None,
    palette: bool = True,
) -> Callable[[F], F]:
    """Makes a method of a view, screen or list a command; its docstring becomes the help text."""

    def mark(method: F) -> F:
        text = " ".join((method.__doc__ or "").split())
        found = Command(
            id=command_id,
            title=title,
            keys=tuple(k for k in keys.split(",") if k),
            help=text,
            method=method.__name__,
            needs=needs,
            palette=palette,
        )
        method.command = found  # type: ignore[attr-defined]
        return method

    return mark


def writable(state: State) -> str | None:
    """What a command needs that changes the building."""
    return state.closed


def commands_of(kind: type) -> tuple[Command, ...]:
    """The commands that a class and what it is made from offer, in the order in which they are
    written.
    """
    found: dict[str, Command] = {}
    for base in reversed(kind.__mro__):
        for member in vars(base).values():
            if isinstance(mine := getattr(member, "command", None), Command):
                found[mine.id] = mine
    return tuple(found.values())


def bindings_of(commands: Iterable[Command]) -> list[Binding]:
    """Textual's bindings of some commands; their ids let a keymap give them other keys."""
    return [
        Binding(",".join(c.keys), f"run('{c.id}')", c.title, show=False, id=c.id)
        for c in commands
        if c.keys
    ]


class Commanded:
    """Mixed into a view, screen or widget: its commands become its key bindings.

    Stands first among the bases.
    """

    OFFERS: tuple[Command, ...] = ()

    def __init_subclass__(cls, **arguments: Any) -> None:
        cls.OFFERS = commands_of(cls)
        above = {c.id for base in cls.__mro__[1:] for c in vars(base).get("OFFERS", ())}
        own = [c for c in cls.OFFERS if c.id not in above]
        cls.BINDINGS = [*vars(cls).get("BINDINGS", []), *bindings_of(own)]  # type: ignore[attr-defined]
        super().__init_subclass__(**arguments)

    async def action_run(self, command_id: str) -> None:
        """Run a command of this widget, or say why it cannot run now."""
        found = next((c for c in self.OFFERS if c.id == command_id), None)
        if found is None:
            return  # undo, which a list asks of whatever it stands in: a dialog has none
        app: Any = self.app  # type: ignore[attr-defined]
        reason = found.needs(app.state) if found.needs else None
        if reason:
            app.tell(f"{found.title}: {reason}", "late")
            return
        mark(app, self.screen, command_id)  # type: ignore[attr-defined]
        result = getattr(self, found.method)()
        if hasattr(result, "__await__"):
            await result
