"""Lane: work with the file in one thread of its own, one piece after the other, in the order in
which it was asked.
"""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")


class SerialWorker:
    """A daemon thread and its queue.

    Not Textual's thread workers: those run beside each other, and a program that leaves waits for
    them, which could take as long as another writer holds the lock. What this thread does is whole
    or not at all, so it may be left at any time.
    """

    def __init__(self) -> None:
        self._queue: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._open = 0

    @property
    def idle(self) -> bool:
        """Whether nothing is being done and nothing waits."""
        return self._open == 0

    async def run(self, work: Callable[[], T], landed: Callable[[T], None] | None = None) -> T:
        """What the work returns or raises.

        `landed` gets the result in the event loop even if nobody waits any more.
        """
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="bltui-lane", daemon=True)
            self._thread.start()
        loop, context = asyncio.get_running_loop(), contextvars.copy_context()
        future: asyncio.Future[T] = loop.create_future()
        self._open += 1

        def land(result: T | None, error: BaseException | None) -> None:
            self._open -= 1
            try:
                if error is None and landed is not None:
                    landed(result)  # type: ignore[arg-type]
            except Exception as wrong:  # noqa: BLE001  # whoever waits raises it, and does not wait for ever
                error = wrong
            if future.done():
                return
            if error is not None:
                future.set_exception(error)
            else:
                future.set_result(result)  # type: ignore[arg-type]

        def job() -> None:
            result: Any = None
            failed: BaseException | None = None
            try:
                result = work()
            except Exception as error:  # noqa: BLE001  # carried over to whoever waits, who raises it there
                failed = error
            if not loop.is_closed():
                loop.call_soon_threadsafe(land, result, failed, context=context)

        self._queue.put(job)
        return await future

    def _serve(self) -> None:
        while True:
            self._queue.get()()
