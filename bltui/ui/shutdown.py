"""Shutdown without a key press: a lost connection, a signal, or an error.

Neither saved data nor typed text is lost.
"""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import termios
import time
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING

from bltui import places

if TYPE_CHECKING:
    from bltui.ui.leaving import Leaving

#: Exit status after an unexpected error (EX_SOFTWARE).
UNEXPECTED = 70


def listen(app: Leaving) -> None:
    """Handle hangup and termination signals: save typed text as drafts and end the session."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGHUP, signal.SIGTERM):
        loop.add_signal_handler(number, leave, app, number)


def terminal_gone() -> bool:
    """Return whether the terminal was closed; False if there never was one.

    A program that outlives the program that started it gets no hangup signal. It would read EOF
    forever at full CPU load.
    """
    try:
        termios.tcgetattr(0)
    except termios.error as error:
        return bool(error.args[0] == errno.EIO)
    return False


def leave(app: Leaving, number: int) -> None:
    """Save typed text as drafts and end the session as a signal does."""
    with suppress(
        Exception
    ):  # whatever is wrong with a form, a session without a terminal must end
        app.end_drafts(keep=True)
    app.left_by = number
    app.exit(return_code=128 + number)


def log(error: BaseException) -> None:
    """Write an error to the log without variable values, because they contain people's names."""
    path = places.log_file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as file:
        file.write(f"--- {time.strftime('%Y-%m-%d %H:%M:%S')} terminal UI\n")
        file.writelines(traceback.format_exception(error))
