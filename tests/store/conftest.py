"""A small building file for each test, and work that changes it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.store.change_summary import Summary
from bltui.store.transaction import Transaction

#: Sunday, November 22, 2026, 02:13:20 UTC
NOON = 1_795_313_600.0

Work = Callable[[Transaction], Summary]


class Clock:
    """A clock that does not run until it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def author() -> Author:
    return Author("sample", 4001)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def building(tmp_path: Path, author: Author, clock: Clock) -> BuildingFile:
    """Return a building of three people in a separate folder."""
    folder = tmp_path / "school"
    folder.mkdir()
    documents = {
        "profile": {1: {"name": "Sample School"}},
        "people": {
            number: {"name": f"Sample Person {number}", "grades": ["2", "3"]}
            for number in (1, 2, 3)
        },
    }
    return BuildingFile.create(
        folder / "lincoln.json", documents, author, "building made", now=clock, wait=0.3
    )


@pytest.fixture
def add() -> Callable[[str], Work]:
    """Return a function that makes work that adds a person."""

    def named(name: str) -> Work:
        def work(transaction: Transaction) -> Summary:
            transaction.db.table("people").insert({"name": name})
            return Summary(f"people: {name} added")

        return work

    return named


@pytest.fixture
def put() -> Callable[..., Work]:
    """Return a function that makes work that sets fields of a person."""

    def fields(number: int, **values: Any) -> Work:
        def work(transaction: Transaction) -> Summary:
            transaction.db.table("people").update(values, doc_ids=[number])
            return Summary(f"people/{number}: changed")

        return work

    return fields


@pytest.fixture
def beside() -> Callable[[BuildingFile], set[str]]:
    """Return a function that lists the names of all files next to a building file."""

    def names(file: BuildingFile) -> set[str]:
        path = Path(file.path)
        return {entry.name for entry in path.parent.iterdir() if entry.name != path.name}

    return names
