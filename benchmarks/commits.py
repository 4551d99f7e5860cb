"""One committed change at 1,000 and 10,000 documents.

Compared with plain TinyDB, SQLite and the fsync of as many bytes.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from datetime import date
from functools import partial
from pathlib import Path

from tinydb import TinyDB

from benchmarks.report import Row
from bltui.domain.team.staff_edits import add_person
from bltui.domain.years.new_building import found
from bltui.store.author import current_author
from bltui.store.building_file import BuildingFile
from bltui.workspace import Workspace


def _timed(action: object) -> float:
    started = time.perf_counter()
    action()  # type: ignore[operator]
    return (time.perf_counter() - started) * 1000


def _floor(path: Path, data: bytes) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.write(fd, data)
    os.fsync(fd)
    os.close(fd)


def _measure(folder: Path, size: int, runs: int) -> dict[str, list[float]]:
    documents = found(name="Sample School", grades=("K", "1"))
    documents["people"] = {
        n: {"name": f"Sample Person {n}", "title": "Teacher", "grades": ["1"]}
        for n in range(1, size + 1)
    }
    path = folder / f"building{size}.json"
    BuildingFile.create(path, documents, current_author(), "building created")
    workspace = Workspace(BuildingFile(path, current_author()), today=lambda _: date(2026, 11, 22))
    plain = TinyDB(folder / f"plain{size}.json")
    plain.table("people").insert_multiple(documents["people"].values())
    lite = sqlite3.connect(folder / f"lite{size}.db", isolation_level=None)
    lite.execute("pragma journal_mode=wal")
    lite.execute("pragma synchronous=full")
    lite.execute("create table people (id integer primary key, document text)")
    lite.executemany("insert into people(document) values (?)", [("{}",)] * size)
    data = path.read_bytes()
    figures: dict[str, list[float]] = {"bltui": [], "tinydb": [], "sqlite": [], "floor": []}
    for n in range(runs + 1):
        person = {"name": f"Sample New {n}", "title": "Teacher"}
        took = {
            "bltui": _timed(
                partial(workspace.do, partial(add_person, name=person["name"], title="Teacher"))
            ),
            "tinydb": _timed(partial(plain.table("people").insert, person)),
            "sqlite": _timed(
                partial(lite.execute, "insert into people(document) values (?)", (str(person),))
            ),
            "floor": _timed(partial(_floor, folder / "floor", data)),
        }
        if n:
            for name, value in took.items():
                figures[name].append(value)
    plain.close()
    lite.close()
    return figures


def run(runs: int) -> list[Row]:
    """Return the rows for both sizes, with all four ways measured in turn."""
    rows = []
    medians = {}
    with tempfile.TemporaryDirectory(prefix="bltui-bench-") as folder:
        for size, goal in ((1_000, 6.0), (10_000, 5.0)):
            figures = _measure(Path(folder), size, runs)
            medians[size] = figures["bltui"]
            rows.append(
                Row(
                    f"a commit at {size:,} documents",
                    figures["bltui"],
                    "plain TinyDB insert",
                    figures["tinydb"],
                    "ms",
                    goal,
                )
            )
            rows.append(
                Row(
                    f"a commit at {size:,} documents",
                    figures["bltui"],
                    "SQLite WAL, full sync",
                    figures["sqlite"],
                    "ms",
                )
            )
            rows.append(
                Row(
                    f"a commit at {size:,} documents",
                    figures["bltui"],
                    "write + fsync of the bytes",
                    figures["floor"],
                    "ms",
                )
            )
    rows.append(
        Row(
            "a commit, 10,000 against 1,000",
            medians[10_000],
            "at 1,000",
            medians[1_000],
            "ms",
            12.0,
        )
    )
    return rows
