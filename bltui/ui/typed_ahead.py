"""Keys typed ahead: each is sent on only when the key before it has done its work."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message import Message

#: Seconds after which a key does not wait any longer for the one before it.
PATIENCE = 2.0


class TypedAhead(App[None]):
    """An app for people who type faster than a form opens.

    Textual sends each key on to the widget that has the keys at that moment. What somebody types ahead into a line or a
    form that is just opening would then run commands behind it.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        """`now` gives seconds since the epoch."""
        super().__init__()
        self.now = now
        #: Keys that wait for the one before them, which was sent to a widget at a moment.
        self._ahead: deque[events.Key] = deque()
        self._sent_to: DOMNode | None = None
        self._sent_at = 0.0

    class KeyDone(Message):
        """Follows a key through the widget that it was sent to and back: whatever the key did is done."""

    async def on_event(self, event: events.Event) -> None:
        """Send a key on in its turn, and everything else at once."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
            return
        self._ahead.append(event)
        waiting = self._sent_to is not None and self._sent_to.is_running and self.now() - self._sent_at < PATIENCE
        if not waiting:
            await self._send_key()

    async def _send_key(self) -> None:
        if not self._ahead:
            self._sent_to = None
            return
        event = self._ahead.popleft()
        self._sent_to = target = self.focused or self.screen
        self._sent_at = self.now()
        await super().on_event(event)
        target.post_message(self.KeyDone())

    async def on_typed_ahead_key_done(self) -> None:
        """The next key."""
        await self._send_key()

    def on_key(self, event: events.Key) -> None:
        """A key that comes back unused from a dialog whose field took the keys meanwhile goes to that field."""
        now = self.focused or self.screen
        if self._sent_to is not None and self._sent_to is not now and event.is_forwarded:
            event.prevent_default()
            self._ahead.appendleft(events.Key(event.key, event.character))
