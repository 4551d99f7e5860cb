"""Jumping: short labels on everything in sight that can have the focus; typing one goes there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from textual import events

from bltui.ui.key_queue import KeyQueue

if TYPE_CHECKING:
    from textual.screen import Screen

#: The letters of labels, those under the fingers first.
LETTERS = "asdfghjklqwertyuiopzxcvbnm"


class Place(Protocol):
    """A list or form that can be jumped to."""

    def targets(self) -> Sequence[str]:
        """Return the names of its rows or fields in sight, in order."""

    def show_labels(self, labels: Mapping[str, str]) -> None:
        """Show the labels of some targets, and no others."""

    def jump_to(self, target: str) -> None:
        """Move the focus and the cursor to a target."""


def labels(count: int) -> Iterator[str]:
    """Yield that many labels. The first have one letter, and none is the beginning of another."""
    every = len(LETTERS)
    openers = min(every, max(0, -(-(count - every) // (every - 1))))
    found = [*LETTERS[: every - openers]]
    found += [one + two for one in LETTERS[every - openers :] for two in LETTERS]
    yield from found[:count]


class Jump:
    """The labels that are shown now, and the letters typed so far."""

    def __init__(
        self, screen: Screen[object], places: Sequence[Place], ended: Callable[[], None]
    ) -> None:
        """Show the labels; `ended` is called when they are gone again."""
        self.screen = screen
        self._places = places
        self._ended = ended
        self._typed = ""
        targets = [(place, target) for place in places for target in place.targets()]
        self._targets = dict(zip(labels(len(targets)), targets, strict=False))
        self._show()

    def _show(self) -> None:
        """Show the labels that begin with what was typed."""
        for place in self._places:
            place.show_labels(
                {
                    target: label
                    for label, (of, target) in self._targets.items()
                    if of is place and label.startswith(self._typed)
                }
            )

    def end(self) -> None:
        """Remove the labels."""
        self._targets = {}
        self._show()
        self._ended()

    def press(self, event: events.Key) -> bool | None:
        """Take a key: return None if more are wanted, or whether it led anywhere."""
        self._typed += (event.character or "\0").lower()
        found = self._targets.get(self._typed)
        if found is None and any(label.startswith(self._typed) for label in self._targets):
            self._show()
            return None
        self.end()
        if found is not None:
            place, target = found
            place.jump_to(target)
        return found is not None


class Jumping(KeyQueue):
    """An app that gives the next keys to the labels while they are shown.

    Any key that is not a label removes them, and does nothing else.
    """

    _jump: Jump | None = None

    def jump(self, places: Sequence[Place], ended: Callable[[], None]) -> None:
        """Show labels on places of the screen."""
        self.end_jump()
        self._jump = Jump(self.screen, places, ended)

    def end_jump(self) -> None:
        """Remove the labels, if there are any."""
        jump, self._jump = self._jump, None
        if jump is not None:
            jump.end()

    async def on_event(self, event: events.Event) -> None:
        """Remove the labels on a click, which may lead elsewhere."""
        if isinstance(event, events.MouseDown):
            self.end_jump()
        await super().on_event(event)

    async def _send(self, event: events.Key | events.Paste) -> None:
        jump = self._jump
        if jump is None or jump.screen is not self.screen or isinstance(event, events.Paste):
            self.end_jump()
            await super()._send(event)
            return
        came = jump.press(event)
        if came is not None:
            self._jump = None
        if came is False and event.key != "escape":
            self.drop_typed_ahead()  # they were meant for where the label leads
