"""Keys as people may choose them: names to show, and a check of `[keys]` in config.toml with every
fault in one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bltui.ui.commands import Command

#: Keys that never arrive as themselves, or that a multiplexer or the terminal keeps (measured in
#: tmux; see docs/keys.md).
FORBIDDEN = {
    "ctrl+h": "it arrives as backspace",
    "ctrl+i": "it arrives as tab",
    "ctrl+m": "it arrives as enter",
    "ctrl+j": "it arrives as enter, and tmux users bind it",
    "ctrl+left_square_bracket": "it is escape",
    "ctrl+s": "many terminals stop their output on it",
    "ctrl+a": "screen keeps it",
    "ctrl+b": "tmux keeps it",
    **{
        f"{chord}+{digit}": "terminals do not send it"
        for chord in ("ctrl", "alt")
        for digit in range(10)
    },
}

_SHOWN = {
    "plus": "+",
    "slash": "/",
    "colon": ":",
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
    "/": "slash",
    ":": "colon",
    ",": "comma",
    "?": "question_mark",
    " ": "space",
    "esc": "escape",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
}


def show(key: str) -> str:
    """A key as people read it: "^p", "F1", "+"."""
    if key.startswith("ctrl+"):
        return f"^{show(key.removeprefix('ctrl+'))}"
    if key[:1] == "f" and key[1:].isdecimal():
        return key.upper()
    return _SHOWN.get(key, key)


def named(key: str) -> str:
    """A key as Textual names it, from what a person wrote in config.toml."""
    key = key.strip()
    return _TYPED.get(key, key if len(key) == 1 else key.casefold())


class Keymap:
    """The keys of commands, a person's own choices taken in."""

    def __init__(self, chosen: Mapping[str, str] | None = None) -> None:
        #: Command id to keys as Textual's `set_keymap` takes them; only what a person chose and
        #: `check` passed.
        self.chosen: dict[str, str] = dict(chosen or {})

    def keys(self, command: Command) -> tuple[str, ...]:
        """The keys of a command now."""
        chosen = self.chosen.get(command.id)
        return tuple(chosen.split(",")) if chosen else command.keys

    def shown(self, command: Command) -> str:
        """Its first key as people read it; empty where it has none."""
        keys = self.keys(command)
        return show(keys[0]) if keys else ""


def check(
    places: Mapping[str, Iterable[Command]], wanted: Mapping[str, str]
) -> tuple[Keymap, list[str]]:
    """The keymap that a person's choices make, and one line for each choice that cannot be used and
    is left out.

    `places` are all the commands that work in each place: no two of one place may have the same
    key.
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
            return "there is no such command; press ? to see them."
        if not new:
            return "no key is named."
        for key in new:
            if key in FORBIDDEN:
                return f"{show(key)} cannot be used: {FORBIDDEN[key]}."
            for other, taken in keys.items():
                if other != command_id and key in taken and where[other] & where[command_id]:
                    return f"{show(key)} is the key of {other}."
        return None

    # What moves away frees its key for another choice of the same file, whatever their order.
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
