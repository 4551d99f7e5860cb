"""The key queue: each key or paste waits until the one before it has been handled."""

from __future__ import annotations

import asyncio
import re
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events
from textual._queue import Queue
from textual._time import get_time  # the clock that stamps Textual's events
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.widget import Widget

#: Seconds that a key waits for the one before it. A save waits for another writer at most ten
#: seconds (`Lock`).
PATIENCE = 15.0

#: A key that follows a failure within this many seconds was typed before anybody could read the
#: message.
BREATH = 0.3

#: Workers that keys do not wait for: previews, others' news, and long work with its own keys, such
#: as one to stop it.
BACKGROUND = frozenset({"background", "trial", "foresee", "propose"})

#: The first keys of a typed-ahead line: the key of a view, then a command of that view.
_GOES_ON = re.compile(r"[1-9][a-zA-Z]")

#: Event loop iterations before waiting uses sleeps instead.
_TURNS = 40


class KeyQueue(App[None]):
    """An app that queues keys for people who type faster than it works.

    Textual sends a key to the widget that has the focus at that moment. On a slow connection, or
    while a save waits for another writer, the letters of the next note would then run as commands
    behind the form that is closing. Here a key is sent only when the app is idle: nothing is being
    handled, saved, opened, or closed. Typed-ahead keys therefore go where they would go if typed
    slowly.

    When something goes wrong (a command is refused, a form stays open, a question appears), the
    typed-ahead keys were meant for something that did not happen. `drop_typed_ahead` drops them, up
    to the first pause, and reports how many.
    """

    def __init__(self) -> None:
        super().__init__()
        self._ahead: deque[events.Key | events.Paste] = deque()
        self._sender: asyncio.Task[None] | None = None
        #: The text field that got the last key, if that was a character: the next one may follow at
        #: once.
        self._writing: Widget | None = None
        #: Whether the queued keys came after a pause and have not been checked yet.
        self._rested = False
        #: The screen that got the last key, and the character that opened it.
        self._above: Screen[object] | None = None
        self._opener = ""
        self._last_character = ""
        self._dropping = False
        self._dropped = 0
        self._broken_at = 0.0
        self._before = self._last_at = 0.0

    async def on_event(self, event: events.Event) -> None:
        """Queue keys and pastes, and handle everything else at once."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._in_one_breath(event):
            self._count_dropped(1)
        else:
            self._ahead.append(event)
            if self._sender is None:
                self._rested = event.time - self._before >= BREATH
                self._sender = asyncio.create_task(self._send_all())

    async def _send_all(self) -> None:
        """Send the queued keys one after another."""
        try:
            while self._ahead:
                if not self._goes_on_writing(self._ahead[0]) and not await self._settle():
                    self.drop_typed_ahead()
                if self._ahead:
                    await self._send(self._pasted_lines() or self._ahead.popleft())
        except Exception as error:  # noqa: BLE001  # as in Textual's own loop: the app ends and says so
            self._handle_exception(error)
        finally:
            self._sender = None

    async def _send(self, event: events.Key | events.Paste) -> None:
        self._writing = self.focused if _writes(self.focused, event) else None
        if self.screen is not self._above:
            self._above, self._opener = self.screen, self._last_character
        self._last_character = (isinstance(event, events.Key) and event.character) or ""
        if isinstance(event, events.Paste) and not _takes_text(self.focused):
            self.nowhere_to_paste()
        else:
            await super().on_event(event)

    def _goes_on_writing(self, event: events.Key | events.Paste) -> bool:
        """Return whether the event is another character for the field that got the last one.

        The field's message queue keeps the order.
        """
        return (
            self._writing is not None
            and self._writing is self.focused
            and _writes(self.focused, event)
        )

    # -- waiting -----------------------------------------------------------------------------------

    async def _settle(self) -> bool:
        """Wait until the app is idle; return False on timeout."""
        since, turns = get_time(), 0
        while not self._settled():
            turns += 1
            await asyncio.sleep(0 if turns < _TURNS else 0.005)
            if get_time() - since > PATIENCE:
                return False
        return True

    @property
    def at_rest(self) -> bool:
        """Whether no key is being sent and no work started by a key is running."""
        return self._sender is None and self._settled()

    def _settled(self) -> bool:
        """Return whether all widgets are idle and no work started by a key is running."""
        if any(
            not worker.is_finished and worker.group not in BACKGROUND for worker in self.workers
        ):
            return False
        return _waits(self) and all(map(_waits, self._registry))

    # -- dropping ----------------------------------------------------------------------------------

    def drop_typed_ahead(self) -> None:
        """Drop the typed-ahead keys and those that follow without a pause.

        They were meant for something that did not happen.
        """
        self._dropping = True
        self._broken_at = get_time()
        self._dropped = 0
        queued = len(self._ahead)
        self._ahead.clear()
        if queued:
            self._count_dropped(queued)

    @property
    def typed_ahead(self) -> bool:
        """Whether keys are queued."""
        return bool(self._ahead)

    def _in_one_breath(self, event: events.Event) -> bool:
        """Return whether a key was typed too soon to be a reaction to the failure."""
        if self._dropping:
            self._dropping = event.time - max(self._broken_at, self._last_at) < BREATH
            if not self._dropping and self._dropped:
                self.say_dropped(0)
        self._before, self._last_at = self._last_at, event.time
        return self._dropping

    def _count_dropped(self, count: int) -> None:
        self._dropped += count
        self.say_dropped(self._dropped)

    # -- what the app says -------------------------------------------------------------------------

    def say_dropped(self, count: int) -> None:
        """Report how many keys were dropped; 0 clears the report."""
        raise NotImplementedError

    def nowhere_to_paste(self) -> None:
        """Report that no field can take the pasted text."""
        raise NotImplementedError

    # -- looking ahead -----------------------------------------------------------------------------

    @property
    def queued_text(self) -> str:
        """The text in the queued keys."""
        return "".join(_text_of(event) for event in self._ahead)

    def _pasted_lines(self) -> events.Paste | None:
        """Combine several lines that arrived at once, in an idle field, into one paste.

        A terminal without bracketed paste sends pasted text as keys. The same keys may also be text
        typed ahead on a stalled connection. In that case there are as many lines as text fields
        that follow, or the text ends in a key that saves, or it begins with the key that opened the
        form.
        """
        rested, self._rested = self._rested, False
        if not rested or not _takes_text(self.focused):
            return None
        text = "".join(_text_of(event) or "\0" for event in self._ahead)
        lines = [line for line in text.split("\n") if line.strip()]
        if "\0" in text or len(lines) <= self.lines_expected():
            return None
        if any(
            line.startswith((self._opener or "+", "+")) or _GOES_ON.match(line)
            for line in lines[1:]
        ):
            return None
        self._ahead.clear()
        return events.Paste(text)

    def lines_expected(self) -> int:
        """Return how many typed lines the text fields can take, from the focused one on.

        Enter moves from each field to the next.
        """
        return 1

    def take_lines(self, wanted: Callable[[str], bool]) -> list[str]:
        """Take up to `wanted` whole lines of text from the queue.

        A terminal without bracketed paste sends several pasted lines as keys, with Enter between
        them.
        """
        lines: list[str] = []
        while (line := self._next_line()) is not None and wanted(line[0]):
            lines.append(line[0])
            for _ in range(line[1]):
                self._ahead.popleft()
        return lines

    def _next_line(self) -> tuple[str, int] | None:
        """Return the characters up to the next Enter or the end of the queue, and the key count."""
        text = ""
        for count, event in enumerate(self._ahead, 1):
            if isinstance(event, events.Paste):
                return None
            if event.key in ("enter", "ctrl+j"):
                return text, count
            if not event.is_printable:
                return None
            text += event.character or ""
        return (text, len(self._ahead)) if text else None


def _text_of(event: events.Key | events.Paste) -> str:
    """Return the text of a key or paste; empty for keys without a character."""
    if isinstance(event, events.Paste):
        return event.text
    if event.key in ("enter", "ctrl+j"):
        return "\n"
    return (event.character or "") if event.is_printable or event.key == "tab" else ""


def _waits(pump: MessagePump) -> bool:
    """Return whether a widget has handled all its messages and is waiting for the next one.

    Uses private parts of Textual and asyncio (`tests/ui/test_key_queue.py` notices a change). The
    public way, a message to each widget and back, is a hundred times slower for each key.
    """
    queue: Queue[Message | None] = pump._message_queue
    return pump._closed or (queue.empty() and bool(queue.ready_event._waiters))


def _writes(widget: Widget | None, event: events.Event) -> bool:
    """Return whether a key types a character into a text field."""
    if widget is None or not isinstance(event, events.Key) or not event.is_printable:
        return False
    return widget.check_consume_key(event.key, event.character)


def _takes_text(widget: Widget | None) -> bool:
    """Return whether text can be pasted into a widget."""
    return widget is not None and widget.check_consume_key("a", "a")
