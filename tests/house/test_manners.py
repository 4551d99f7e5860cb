"""What the repository must not hold, and how its files are kept."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "bltui").rglob("*.py"))


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout: an installed copy has no list of files")
    return [ROOT / name for name in listed.stdout.splitlines()]


def test_no_file_names_a_machine_or_a_package_registry() -> None:
    # written so that this file does not find itself
    words = re.compile(
        r"/ho[m]e/\w+/|/wo[r]k/|index-ur[l]|/simpl[e]/|http://127\.0\.0\.1|10\.\d+\.\d+\.\d+"
    )
    for path in tracked():
        if path.suffix in (".svg", ".png") or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        assert not (found := words.search(text)), f"{path.name}: {found[0] if found else ''}"


def faults(source: str) -> Iterator[str]:
    """What is wrong with a module."""
    tree = ast.parse(source)
    if source.strip() and not ast.get_docstring(tree):
        yield "say the module's idea in its first line"
    if source.count("\n") > 400:
        yield "split by idea"
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            yield f"line {node.lineno}: a bare except"
        if isinstance(node, ast.FunctionDef) and node.name == "escape":
            yield "markup escaping is not safe (docs/guarantees.md)"


def test_a_module_says_its_idea_and_stays_readable() -> None:
    found = {
        path.relative_to(ROOT): list(faults(path.read_text(encoding="utf-8"))) for path in MODULES
    }
    assert not {path: wrong for path, wrong in found.items() if wrong}


#: The beginnings of refusals that `domain/model/validation_messages.py` words for everyone.
REFUSALS = re.compile(
    r"is blank|characters are too many|is too long|not there any more|longer on the staff list"
    r"|is not a number\.|not a whole number|is not yes or no"
)


def reworded(source: str) -> Iterator[str]:
    """The refusals that a module words itself."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Raise):
            for part in ast.walk(node):
                if isinstance(part, ast.Constant) and REFUSALS.search(str(part.value)):
                    yield f"line {part.lineno}: {part.value}"


def test_a_refusal_is_worded_in_one_place() -> None:
    found = {
        path.relative_to(ROOT): list(reworded(path.read_text(encoding="utf-8"))) for path in MODULES
    }
    assert not {path: wrong for path, wrong in found.items() if wrong}
    assert list(reworded('raise UserError(f"{name} is blank. Type it.")'))


@pytest.mark.parametrize(
    "source",
    ["x = 1", '"""Long."""\n' * 401, '"""A."""\ntry: ...\nexcept: ...', "def escape(): ..."],
)
def test_a_fault_is_found(source: str) -> None:
    assert list(faults(source))


def test_css_only_in_styles() -> None:
    for path in MODULES:
        assert "DEFAULT_CSS" not in path.read_text(encoding="utf-8"), (
            f"{path.name}: CSS belongs into styles/"
        )


def test_names_say_the_trade() -> None:
    machine = {"utils", "util", "helpers", "helper", "manager", "handler", "common", "misc"}
    assert not [p for p in MODULES if set(p.stem.split("_")) & machine]
