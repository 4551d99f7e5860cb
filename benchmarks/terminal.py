"""Terminal programs in a real pseudo-terminal.

Measures first useful paint, bytes of a row move, memory, idle bytes and exit.
"""

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
from pathlib import Path
from statistics import median

import pyte

from benchmarks.report import Row

COLUMNS, ROWS = 120, 40
APPS = Path(__file__).parent / "apps"
DOWN, UP = b"\x1b[B", b"\x1b[A"
PATIENCE = 20.0
"""Seconds until a program that shows nothing counts as failed."""


class Session:
    """One program in a pseudo-terminal of 120x40, read without an emulator."""

    def __init__(self, argv: list[str]) -> None:
        self.chunks: list[tuple[float, bytes]] = []
        self.started = time.monotonic()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            env = {k: v for k, v in os.environ.items() if not k.startswith("TEXTUAL")}
            env |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execve(argv[0], argv, env)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def read(self, seconds: float) -> bytes:
        """Return the bytes that arrive within a time in seconds."""
        got = b""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if not select.select([self.fd], [], [], left)[0]:
                break
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                break
            if not data:
                break
            self.chunks.append((time.monotonic(), data))
            got += data
        return got

    def settle(self, quiet: float = 0.4) -> None:
        """Read until some output has come and then stopped for `quiet` seconds."""
        until = time.monotonic() + PATIENCE
        while not self.chunks and time.monotonic() < until:
            self.read(quiet)
        while self.read(quiet) and time.monotonic() < until:
            pass

    def painted(self, marker: str) -> float:
        """Return the milliseconds from the process's start until the screen shows the marker."""
        screen = pyte.Screen(COLUMNS, ROWS)
        stream = pyte.ByteStream(screen)
        for at, data in self.chunks:
            # pyte does not know the private color and keyboard sequences and would print them
            stream.feed(
                data.replace(b"\x1b[>4;", b"\x1b[?4;")
                .replace(b"\x1b[>1u", b"")
                .replace(b"\x1b[<u", b"")
            )
            if any(marker in line for line in screen.display):
                return (at - self.started) * 1000
        shown = "\n".join(line.rstrip() for line in screen.display if line.strip())
        raise SystemExit(f"benchmarks: “{marker}” was never shown:\n{shown}")

    def key(self, data: bytes) -> int:
        """Return the number of bytes that one key press causes."""
        os.write(self.fd, data)
        return len(self.read(0.25))

    def memory(self) -> float:
        """Return the proportional set size in MB.

        It is the private memory and a fair share of the memory that sessions have in common.
        """
        for line in Path(f"/proc/{self.pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
        raise SystemExit("benchmarks: this system reports no PSS")

    def leave(self) -> float:
        """Return the milliseconds from ctrl+q to the end of the process.

        Kills the process by its pid if it does not end.
        """
        started = time.monotonic()
        os.write(self.fd, b"\x11")
        while time.monotonic() - started < 5:
            self.read(0.02)
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                os.close(self.fd)
                return (time.monotonic() - started) * 1000
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)
        raise SystemExit("benchmarks: the program did not leave on ctrl+q")


def run(building: Path, runs: int) -> list[Row]:
    """Return the rows of bltui, bare Textual and a DataTable program, run in turn `runs` times."""
    programs = {
        "bare": ([sys.executable, str(APPS / "bare.py")], "bare textual is ready", b""),
        "table": ([sys.executable, str(APPS / "table.py")], "Sample Person 3", b""),
        "bltui": ([sys.executable, "-m", "bltui", "--file", str(building)], "union", b"2"),
    }
    paint: dict[str, list[float]] = {name: [] for name in programs}
    moves: dict[str, list[float]] = {name: [] for name in programs}
    memory: dict[str, list[float]] = {name: [] for name in programs}
    leave: dict[str, list[float]] = {name: [] for name in programs}
    idle: list[float] = []
    for _ in range(runs):
        for name, (argv, marker, ready) in programs.items():
            session = Session(argv)
            session.settle()
            paint[name].append(session.painted(marker))
            if ready:
                session.key(ready)
                session.settle()
            if name != "bare":
                keys = [session.key(key) for key in (DOWN, DOWN, DOWN, UP, DOWN, UP)]
                moves[name].append(median(keys))
            memory[name].append(session.memory())
            if name == "bltui":
                session.settle()  # output after a cursor move is not idle output
                idle.append(float(len(session.read(3.0))))
            leave[name].append(session.leave())
    return [
        Row(
            "first useful paint, real data",
            paint["bltui"],
            "bare Textual",
            paint["bare"],
            "ms",
            1.25,
        ),
        Row("bytes of a row move", moves["bltui"], "plain DataTable", moves["table"], "B", 0.6),
        Row(
            "memory of a session (PSS)", memory["bltui"], "bare Textual", memory["bare"], "MB", 1.3
        ),
        Row("ctrl+q to the end", leave["bltui"], "bare Textual", leave["bare"], "ms"),
        Row("bytes sent in 3 s idle (+1)", [b + 1 for b in idle], "silence", [1.0], "B", 1.0),
    ]
