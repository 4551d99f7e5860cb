"""From the words to feedback safely on the disk, with 1,000 items in the file: against plain TinyDB and the fsync floor."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from tinydb import TinyDB

from benchmarks.report import Row
from bltui.domain.founding import found
from bltui.domain.quickadd import read
from bltui.domain.quickwords import WORDS
from bltui.store.author import current_author
from bltui.store.building_file import BuildingFile
from bltui.workspace import Workspace

TODAY = date(2026, 11, 23)
ITEMS = 1_000


def _timed(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return (time.perf_counter() - started) * 1000


def _floor(path: Path, data: bytes) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.write(fd, data)
    os.fsync(fd)
    os.close(fd)


def run(runs: int) -> list[Row]:
    """The quick-add line read and saved, and the two floors, in turn."""
    assert "fb" in WORDS
    documents = found(name="Sample School", grades=("K", "1"))
    documents["feedback"] = {n: {"text": f"Sample remark {n}", "on": "2026-11-02"} for n in range(1, ITEMS + 1)}
    with tempfile.TemporaryDirectory(prefix="bltui-bench-") as name:
        folder = Path(name)
        path = folder / "building.json"
        BuildingFile.create(path, documents, current_author(), "building created")
        workspace = Workspace(BuildingFile(path, current_author()), today=lambda _: TODAY)
        plain = TinyDB(folder / "plain.json")
        plain.table("feedback").insert_multiple(documents["feedback"].values())
        figures: dict[str, list[float]] = {"bltui": [], "tinydb": [], "floor": []}

        def say(number: int) -> None:
            line = read(f"fb Sample words number {number} #step5", workspace.building, TODAY)
            workspace.do(line.intent)

        for turn in range(runs + 1):
            took = {
                "bltui": _timed(partial(say, turn)),
                "tinydb": _timed(partial(plain.table("feedback").insert, {"text": f"Sample words {turn}"})),
                "floor": _timed(partial(_floor, folder / "floor", path.read_bytes())),
            }
            if turn:
                for key, value in took.items():
                    figures[key].append(value)
        plain.close()
    what = f"feedback read and saved at {ITEMS:,} items"
    return [
        Row(what, figures["bltui"], "plain TinyDB insert", figures["tinydb"], "ms", 6.0),
        Row(what, figures["bltui"], "write + fsync of the bytes", figures["floor"], "ms"),
    ]
