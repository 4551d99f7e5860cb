"""Deferred imports: modules run once, when first used, whole for every thread."""

from __future__ import annotations

import subprocess
import sys
import threading
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import bltui


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose modules are found in the package."""
    monkeypatch.setattr(bltui, "__path__", [*bltui.__path__, str(tmp_path)])
    return tmp_path


def module(folder: Path, name: str, text: str) -> ModuleType:
    (folder / f"{name}.py").write_text(text)
    return import_module(f"bltui.{name}")


def test_a_module_runs_when_something_in_it_is_used(made: Path) -> None:
    late = module(
        made,
        "late_one",
        "from pathlib import Path\nPath(__file__).with_suffix('.ran').touch()\nX = 1\n",
    )
    assert not (made / "late_one.ran").exists()
    assert late.X == 1
    assert (made / "late_one.ran").exists() and type(late) is ModuleType


def test_a_module_that_fails_fails_at_every_use(made: Path) -> None:
    late = module(made, "late_two", "X = 1 / 0\n")
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            _ = late.X


def test_a_name_that_is_not_there_is_an_attribute_error(made: Path) -> None:
    late = module(made, "late_three", "X = 1\n")
    with pytest.raises(AttributeError, match="no attribute 'Y'"):
        _ = late.Y


def test_a_thread_never_sees_a_module_that_has_run_in_part(made: Path) -> None:
    late = module(made, "late_four", "from time import sleep\nA = 1\nsleep(0.05)\nB = 2\n")
    seen: list[int] = []
    threads = [threading.Thread(target=lambda: seen.append(late.A + late.B)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [3] * 8


def test_importing_every_module_runs_none() -> None:
    """Only what imports a name at its top runs; a list of modules does not."""
    code = (
        "import sys\nfrom bltui.exchange import roster, text_table\n"
        "print(*(n for n, m in sys.modules.items() if n.startswith('bltui.exchange.')"
        " and type(m).__name__ != '_Deferred'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_python_can_run_the_package() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bltui", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == f"bltui {bltui.__version__}"
