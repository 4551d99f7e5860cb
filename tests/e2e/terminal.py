"""A real pseudo-terminal that runs a program, and the screen that a person would see."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pyte

#: The longest time that anything may take on a busy machine, in seconds.
PATIENCE = 20.0


class Terminal:
    """A terminal that runs `bltui`. Use it as a context manager."""

    def __init__(
        self,
        arguments: list[str],
        home: Path,
        *,
        size: tuple[int, int] = (80, 24),
        untold: bool = False,
        program: tuple[str, ...] = ("-m", "bltui"),
        **environ: str,
    ) -> None:
        """Set up the terminal without starting the program.

        With `untold`, the program is not told when the terminal goes away, as under another program
        that outlives the terminal. `program` is what Python runs, for tests that change its
        behavior a little.
        """
        self.screen = pyte.Screen(*size)
        self.stream = pyte.ByteStream(self.screen)
        self.bytes = b""
        self.environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "BLTUI_CONFIG": str(home / "config.toml"),
            "XDG_STATE_HOME": str(home / "state"),
            "XDG_DATA_HOME": str(home / "data"),
            **environ,
        }
        self.arguments = [sys.executable, *program, *arguments]
        self.size = size
        self.untold = untold
        self.status: int | None = None

    def __enter__(self) -> Terminal:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            if self.untold:
                signal.signal(
                    signal.SIGHUP, signal.SIG_IGN
                )  # sent when the controlling terminal is given up
                fcntl.ioctl(0, termios.TIOCNOTTY)
            os.execve(sys.executable, self.arguments, self.environ)
        self.before = termios.tcgetattr(self.fd)
        self.resize(*self.size)
        return self

    def __exit__(self, *_: object) -> None:
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        if self.fd >= 0:
            os.close(self.fd)

    def resize(self, columns: int, lines: int) -> None:
        """Resize the window."""
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.screen.resize(lines, columns)

    def type(self, text: str) -> None:
        """Send keys, as the bytes that a terminal sends."""
        os.write(self.fd, text.encode())

    def read(self, seconds: float = 0.05) -> None:
        """Read the program's output for some seconds."""
        while select.select([self.fd], [], [], seconds)[0]:
            try:
                data = os.read(self.fd, 65536)
            except OSError:  # the program has closed its side
                return
            if not data:
                return
            self.bytes += data
            self.stream.feed(data)

    @property
    def text(self) -> str:
        """The text on the screen."""
        return "\n".join(self.screen.display)

    def until(self, seen: str | Callable[[], bool]) -> None:
        """Wait until a text is on the screen, or a condition holds."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.read()
            if (seen in self.text) if isinstance(seen, str) else seen():
                return
        raise AssertionError(f"never seen: {seen}\n{self.text}")

    def ended(self) -> int:
        """Wait for the end and return the exit status."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.fd >= 0:
                self.read()
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
                if self.fd >= 0:
                    self.read()
                return self.status
            time.sleep(0.02)
        raise AssertionError(f"still running\n{self.text}")

    def hang_up(self) -> None:
        """Hang up: close the terminal and notify the program."""
        os.close(self.fd)
        self.fd = -1

    def restored(self) -> list[str]:
        """Return the terminal modes that the program did not restore, in words."""
        wrong = []
        for on, off, what in (
            (b"\x1b[?1049h", b"\x1b[?1049l", "alternate screen"),
            (b"\x1b[?25l", b"\x1b[?25h", "cursor"),
            (b"\x1b[?1000h", b"\x1b[?1000l", "mouse"),
            (b"\x1b[?1003h", b"\x1b[?1003l", "mouse movement"),
            (b"\x1b[?2004h", b"\x1b[?2004l", "bracketed paste"),
        ):
            if self.bytes.rfind(on) > self.bytes.rfind(off):
                wrong.append(what)
        after = termios.tcgetattr(self.fd)
        if after[3] & termios.ECHO != self.before[3] & termios.ECHO:
            wrong.append("echo")
        if after[3] & termios.ICANON != self.before[3] & termios.ICANON:
            wrong.append("line mode")
        return wrong
