"""A note typed into a form, compared with a bare Textual form.

Measures key to form, Enter to disk, the form closing, and ten notes in one write.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.report import Row
from benchmarks.terminal import APPS, PATIENCE, Session

ENTER = b"\r"
BURST = 10


def _holds_all(file: Path, texts: Sequence[bytes]) -> bool:
    return all(text in file.read_bytes() for text in texts)


def _until(session: Session, done: Callable[[], bool]) -> float:
    """Return the milliseconds until a condition holds."""
    started = time.monotonic()
    while not done():
        session.read(0.002)
        if time.monotonic() - started > PATIENCE:
            raise SystemExit("benchmarks: the form did not do what was typed")
    return (time.monotonic() - started) * 1000


def _shown(session: Session, marker: bytes, since: int) -> Callable[[], bool]:
    """Return a test of whether a text was painted after the first `since` chunks.

    A form draws each word in one piece.
    """
    return lambda: any(marker in data for _, data in session.chunks[since:])


def _note(session: Session, file: Path, text: str, title: bytes) -> tuple[float, float, float]:
    """Type one note and return three times in milliseconds.

    They are from the key to the form, from Enter to the disk, and from Enter to the form closing.
    """
    at = len(session.chunks)
    os.write(session.fd, b"n")
    opened = _until(session, _shown(session, title, at))
    session.settle(0.1)
    os.write(session.fd, text.encode())
    session.settle(0.1)
    at = len(session.chunks)
    os.write(session.fd, ENTER)
    started = time.monotonic()
    disk = _until(session, lambda: text.encode() in file.read_bytes())
    _until(session, _shown(session, b"Saved", at))
    gone = (time.monotonic() - started) * 1000
    session.settle(0.1)
    return opened, disk, gone


def run(building: Path, runs: int) -> list[Row]:
    """Return the rows of bltui and the bare form, measured in turn.

    Each of the `runs` sessions has three notes and a burst.
    """
    subprocess.run(
        [sys.executable, "-m", "bltui", "--file", str(building), "meeting", "start"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    plain = building.with_name("notes.txt")
    plain.touch()
    programs = {
        "bare": ([sys.executable, str(APPS / "form.py"), str(plain)], b"", plain),
        "bltui": ([sys.executable, "-m", "bltui", "--file", str(building)], b"6", building),
    }
    figures: dict[str, dict[str, list[float]]] = {name: {} for name in programs}
    for number in range(runs):
        for name, (argv, ready, file) in programs.items():
            session = Session(argv)
            session.settle()
            if ready:
                session.key(ready)
                session.settle()
            for note in range(3):
                found = _note(
                    session, file, f"speed{number}x{note}", b"note" if name == "bare" else b"Note"
                )
                for what, value in zip(("opened", "disk", "gone"), found, strict=True):
                    figures[name].setdefault(what, []).append(value)
            texts = [f"burst{number}x{n}".encode() for n in range(BURST)]
            os.write(session.fd, b"".join(b"n" + text + ENTER for text in texts))
            if name == "bltui":  # a bare form loses most of them
                took = _until(session, partial(_holds_all, file, texts))
                figures[name].setdefault("burst", []).append(took / BURST)
            session.leave()
    ours, theirs = figures["bltui"], figures["bare"]
    return [
        Row("key to form", ours["opened"], "bare form", theirs["opened"], "ms"),
        Row("Enter to disk", ours["disk"], "bare form, append", theirs["disk"], "ms"),
        Row("Enter to form gone", ours["gone"], "bare form", theirs["gone"], "ms"),
        Row("one note of ten in a burst", ours["burst"], "one at a time", ours["gone"], "ms"),
    ]
