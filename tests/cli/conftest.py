"""A person's shell: commands run in this process, on a fixed day, in a separate home."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bltui.cli import main

TODAY = "2026-11-22"


class Answer(NamedTuple):
    """The output and exit status of a command."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Shell = Callable[..., Answer]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty home, without any variable of the tester's environment."""
    place = tmp_path / "home"
    place.mkdir()
    for name in (
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "XDG_STATE_HOME",
        "BLTUI_FILE",
        "BLTUI_CONFIG",
        "NO_COLOR",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(place))
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(tmp_path)
    return place


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Iterator[Shell]:
    """Return a function that runs a command line given as words."""

    def run(*words: object) -> Answer:
        capsys.readouterr()
        status = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return Answer(status, out, err)

    yield run


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for the sample building that the other tests copy."""
    return tmp_path_factory.mktemp("sample")


@pytest.fixture
def school(shell: Shell, tmp_path: Path, sample_folder: Path) -> Path:
    """Return the path of a copy of the sample building."""
    made = sample_folder / "school.json"
    if not made.exists():
        assert shell("demo", "--write", made, "--today", TODAY).status == 0
    shutil.copytree(sample_folder, tmp_path, dirs_exist_ok=True)
    return tmp_path / made.name


@pytest.fixture
def bltui(shell: Shell, school: Path) -> Shell:
    """Return a function that runs a command on the sample building, on its day."""

    def run(*words: object) -> Answer:
        return shell("--file", school, "--today", TODAY, *words)

    return run


def documents(path: Path) -> dict[str, Any]:
    """Return the contents of a building file, without bookkeeping."""
    tables = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: {
            number: {k: v for k, v in document.items() if not k.startswith("_")}
            for number, document in table.items()
        }
        for name, table in tables.items()
        if name != "_meta" and table
    }
