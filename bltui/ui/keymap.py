"""Key names for display, and a check of `[keys]` in config.toml that reports all errors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bltui.ui.commands import Command

#: Keys that the program never receives, because they arrive as other keys or a multiplexer or the
#: terminal keeps them (measured in tmux; see docs/keys.md).
FORBIDDEN = {
    "ctrl+h": "the terminal sends backspace",
    "ctrl+i": "the terminal sends tab",
    "ctrl+m": "the terminal sends enter",
    "ctrl+j": "the terminal sends enter, and tmux users bind it",
    "ctrl+left_square_bracket": "the terminal sends escape",
    "ctrl+s": "many terminals stop their output",
    "ctrl+a": "screen uses it",
    "ctrl+b": "tmux uses it",
    **{
        f"{chord}+{digit}": "terminals do not send it"
        for chord in ("ctrl", "alt")
        for digit in range(10)
    },
}

_SHOWN = {
    "plus": "+",
    "minus": "-",
    "asterisk": "*",
    "slash": "/",
    "colon": ":",
    "semicolon": ";",
    "comma": ",",
    "question_mark": "?",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "space": "space",
    "escape": "esc",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "shift+tab": "shift+tab",
}
_TYPED = {
    "+": "plus",
    "-": "minus",
    "*": "asterisk",
    "/": "slash",
    ":": "colon",
    ";": "semicolon",
    ",": "comma",
    "?": "question_mark",
    " ": "space",
    "esc": "escape",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
}


def show(key: str) -> str:
    """Return a key's display name: "^p", "F1", "+"."""
    if key.startswith("ctrl+"):
        return f"^{show(key.removeprefix('ctrl+'))}"
    if key[:1] == "f" and key[1:].isdecimal():
        return key.upper()
    return _SHOWN.get(key, key)


def named(key: str) -> str:
    """Return Textual's name of a key written in config.toml."""
    key = key.strip()
    return _TYPED.get(key, key if len(key) == 1 else key.casefold())


class Keymap:
    """The keys of commands, including the user's own bindings."""

    def __init__(self, chosen: Mapping[str, str] | None = None) -> None:
        #: Command id to keys as Textual's `set_keymap` takes them; only user choices that
        #: `check` accepted.
        self.chosen: dict[str, str] = dict(chosen or {})

    def keys(self, command: Command) -> tuple[str, ...]:
        """Return the current keys of a command."""
        chosen = self.chosen.get(command.id)
        return tuple(chosen.split(",")) if chosen else command.keys

    def shown(self, command: Command) -> str:
        """Return the display name of a command's first key; empty if it has none."""
        keys = self.keys(command)
        return show(keys[0]) if keys else ""


def check(
    places: Mapping[str, Iterable[Command]], wanted: Mapping[str, str]
) -> tuple[Keymap, list[str]]:
    """Return the keymap for the user's choices, and one line for each choice that was rejected.

    `places` are the commands of each scope; no two commands of one scope may share a key.
    """
    where: dict[str, set[str]] = {}
    for place, commands in places.items():
        for found in commands:
            where.setdefault(found.id, set()).add(place)
    keys = {c.id: c.keys for commands in places.values() for c in commands}
    faults: list[str] = []
    chosen: dict[str, str] = {}

    def fault(command_id: str, new: tuple[str, ...]) -> str | None:
        if command_id not in where:
            return "there is no such command. Press ? to see all commands."
        if not new:
            return "no key is given."
        for key in new:
            if key in FORBIDDEN:
                return f"{show(key)} cannot be used: {FORBIDDEN[key]}."
            for other, taken in keys.items():
                if other != command_id and key in taken and where[other] & where[command_id]:
                    return f"{show(key)} is already the key of {other}."
        return None

    # A rebound command frees its key for another choice in the same file, in any order.
    readable = {
        i: tuple(named(k) for k in text.split(",") if k.strip()) for i, text in wanted.items()
    }
    keys.update({i: new for i, new in readable.items() if i in keys})
    for command_id, new in readable.items():
        if words := fault(command_id, new):
            faults.append(f"keys.{command_id}: {words}")
        else:
            chosen[command_id] = ",".join(new)
    return Keymap(chosen), faults
