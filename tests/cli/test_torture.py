"""Eight shells at once, killed again and again: what was said to be saved is there, what was
refused is not.
"""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

WORKERS, EACH = 8, 12


def _tokens(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _tokens(inner)
    elif isinstance(value, str) and value.startswith("Sample token "):
        yield value


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_acknowledged_change_survives_every_kill(school: Path, seed: int) -> None:
    chance = random.Random(seed)
    lock = threading.Lock()
    running: list[subprocess.Popen[bytes]] = []
    saved: set[str] = set()
    refused: set[str] = set()
    over = threading.Event()

    def work(number: int) -> None:
        for turn in range(EACH):
            token = f"Sample token {seed}-{number}-{turn}"
            words = [sys.executable, "-m", "bltui", "--file", str(school), "people", "add", token]
            with subprocess.Popen(
                words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            ) as process:
                with lock:
                    running.append(process)
                status = process.wait()
                with lock:
                    running.remove(process)
            if status == 0:
                saved.add(token)
            elif status > 0:
                refused.add(token)

    def kill() -> None:
        while not over.wait(chance.uniform(0.1, 0.5)):
            with lock:
                if running:
                    chance.choice(running).send_signal(signal.SIGKILL)

    workers = [threading.Thread(target=work, args=(number,)) for number in range(WORKERS)]
    killer = threading.Thread(target=kill)
    for thread in (*workers, killer):
        thread.start()
    for thread in workers:
        thread.join()
    over.set()
    killer.join()
    found = list(_tokens(_read(school)))
    assert saved <= set(found)
    assert len(found) == len(set(found))
    assert not refused & set(found)
    assert len(saved) > EACH
    assert len(list(school.parent.glob("school.json*"))) <= 5


def _read(school: Path) -> object:
    return json.loads(school.read_text(encoding="utf-8"))
