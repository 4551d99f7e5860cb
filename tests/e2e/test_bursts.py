"""Typing faster than the program works: every text lands once, as typed, and no letter of it runs
as a command.
"""

from __future__ import annotations

import fcntl
import random
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bltui.domain.meetings.upcoming import begin
from bltui.sample import sample_documents
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.workspace import Workspace
from tests.e2e.terminal import PATIENCE, Terminal

TODAY = date(2026, 11, 23)
F10 = "\x1b[21~"

#: How one text is typed and saved, from any view: the keys before it and after it.
FLOWS = {
    "note": ("6n", "\r"),
    "parking lot": ("6l", "\r"),
    "plus": ("6w", "\r"),
    "agenda item": ("6a", F10),
    "action": ("6t", F10),
    "aha": ("6A", F10),
    "feedback": ("5a", F10),
    "feedback by n": ("5n", F10),
    "person": ("2n", F10),
    "member": ("2a", "\rPrincipal" + F10),
    "evidence": ("4i", F10),
    "quick note": ("+note ", "\r"),
    "quick feedback": ("+fb ", "\r"),
}

#: Words made of letters that are commands in some view.
WORDS = (
    "quit",
    "full",
    "exam",
    "undo",
    "lee",
    "pool",
    "west",
    "hall",
    "talk",
    "five",
    "new",
    "Ann",
    "said so",
)


def strings(value: Any) -> Iterator[str]:
    """Every text inside a JSON value."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str):
        yield value


class Building:
    """The sample building with a meeting that has started, and what was saved in it since."""

    def __init__(self, home: Path) -> None:
        self.path = home / "b.json"
        BuildingFile.create(
            self.path, sample_documents(TODAY), Author("ana", 1000), "the sample building written"
        )
        self.file = BuildingFile(self.path, Author("ana", 1000))
        now = int(datetime(TODAY.year, TODAY.month, TODAY.day, 21, tzinfo=UTC).timestamp())
        Workspace(self.file, today=lambda _: TODAY).do(
            partial(begin, on=TODAY, team="blt", now=now)
        )
        self.before = len(self.file.history())

    @property
    def changes(self) -> int:
        """How many changes were saved since."""
        return len(self.file.history()) - self.before

    def count(self, text: str) -> int:
        """How often a text is in the file, whole, or as one piece of a longer one."""
        documents = {name: dict(rows) for name, rows in self.file.read().documents.items()}
        return sum(found.count(text) for found in strings(documents))

    @contextmanager
    def held(self, seconds: float) -> Iterator[None]:
        """Another writer holds the lock for so long, beginning now."""

        def hold() -> None:
            with self.path.with_name("b.json.lock").open("r+b") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                time.sleep(seconds)

        thread = threading.Thread(target=hold)
        thread.start()
        yield
        thread.join()


def typed(terminal: Terminal, data: str, chunk: int) -> None:
    """Write the keys, so many at once; 0 is everything.

    A terminal sends the bytes of one key in one piece.
    """
    keys = re.findall(r"\x1b\[\d+~|.", data, re.DOTALL)
    for at in range(0, len(keys), chunk or len(keys)):
        terminal.type("".join(keys[at : at + (chunk or len(keys))]))
        terminal.read(0.003 if chunk else 0)


def burst(seed: int, home: Path) -> None:
    """One session, random flows one after the other in one burst, compared with the file."""
    dice = random.Random(seed)
    size = dice.choice([(80, 24), (120, 40)])
    chunk = dice.choice([0, 0, 1, 2, 5, 17, 64])
    hold = dice.choice([0.0, 0.0, 0.3, 1.0, 2.0])
    chosen = [dice.choice(sorted(FLOWS)) for _ in range(8)]
    texts = [f"t{n}x{seed} {' '.join(dice.sample(WORDS, 3))}" for n in range(len(chosen))]
    keys = "".join(
        FLOWS[flow][0] + text + FLOWS[flow][1] for flow, text in zip(chosen, texts, strict=True)
    )
    story = f"seed {seed}, {size}, {chunk} keys a write, lock held {hold} s: {keys!r}"
    building = Building(home)
    with Terminal(
        ["--file", str(building.path), "--today", TODAY.isoformat()], home, size=size
    ) as terminal:
        terminal.until("Home")
        with building.held(hold):
            typed(terminal, keys, chunk)
            saved, end = 0, time.monotonic() + PATIENCE
            while saved < len(texts) and time.monotonic() < end:
                terminal.read(0.1)
                if building.changes > saved:
                    saved, end = building.changes, time.monotonic() + PATIENCE
        terminal.read(0.3)
        wrong = {text: building.count(text) for text in texts if building.count(text) != 1}
        assert not wrong, f"{story}\nnot once: {wrong}\n{terminal.text}"
        assert building.changes == len(texts), (
            f"{story}\n{building.changes} changes\n{terminal.text}"
        )
        terminal.type("\x1b\x11")
        assert terminal.ended() == 0, story


def test_bursts(tmp_path: Path) -> None:
    """One random session; the many are long."""
    burst(0, tmp_path)


@pytest.mark.long
@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("tens", range(4))
def test_many_bursts(tens: int, tmp_path: Path) -> None:
    """320 random flows in all, eight in a session."""
    for seed in range(100 + 10 * tens, 110 + 10 * tens):
        home = tmp_path / str(seed)
        home.mkdir()
        burst(seed, home)
