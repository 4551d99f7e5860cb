"""SerialWorker: runs the file work in one thread, one job at a time, in request order."""

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

    Textual's thread workers do not fit: they run concurrently, and a program that quits waits for
    them, which could take as long as another writer holds the lock. Each job of this thread is
    atomic, so the thread can be abandoned at any time.
    """

    def __init__(self) -> None:
        self._queue: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._open = 0

    @property
    def idle(self) -> bool:
        """Whether nothing is running and nothing is queued."""
        return self._open == 0

    async def run(self, work: Callable[[], T], landed: Callable[[T], None] | None = None) -> T:
        """Return the result of the work, or raise its error.

        `landed` gets the result in the event loop even if the caller no longer waits.
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
