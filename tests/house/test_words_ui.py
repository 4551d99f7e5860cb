"""The texts of the terminal UI, in its code and on its pictured screens, are in people's words."""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bltui.ui.keymap import show
from bltui.ui.screens.main_screen import MainScreen
from bltui.ui.screens.registry import PAGES, VIEWS
from bltui.ui.widgets.record_list import RecordList
from tests.house.vocabulary import faults

ROOT = Path(__file__).resolve().parents[2]
UI, LOOKS = ROOT / "bltui/ui", ROOT / "tests/ui/looks"

#: Texts that may hold what `faults` finds, as a pattern of the whole text, and why.
EXCEPTIONS = {
    r"[a-z_]+[./][a-z{}-]+": "the id of a command or of a row, such as propose.tick",
}
#: Arguments that hold a name in code, not a text.
_NAMES = {"id", "key", "classes", "group", "name", "names", "at", "field", "kind", "role", "only"}
#: Calls whose first argument is a name in code.
_NAMING = {"command", "listed", "query_one", "query", "getattr", "removeprefix", "startswith", "of"}
_SPACES = re.compile(r"\s+")
_DEFINED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def _called(node: ast.expr) -> str:
    found = node.func if isinstance(node, ast.Call) else node
    return found.attr if isinstance(found, ast.Attribute) else getattr(found, "id", "")


def _names_in_code(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield the literals that nobody reads: docstrings but those of commands, keys, ids."""
    for node in ast.walk(tree):
        if isinstance(node, _DEFINED):
            for before, after in zip([None, *node.body], node.body, strict=False):
                told = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
                of_command = before is None and any(
                    _called(one) == "command" for one in getattr(node, "decorator_list", ())
                )
                if told and not of_command:
                    yield after.value
        elif isinstance(node, ast.Dict):
            yield from (key for key in node.keys if key is not None)
        elif isinstance(node, ast.Subscript):
            yield node.slice
        elif isinstance(node, ast.Compare):
            yield from (node.left, *node.comparators)
        elif isinstance(node, ast.Call):
            yield from (one.value for one in node.keywords if one.arg in _NAMES)
            if _called(node) in _NAMING:
                yield from node.args[:1]
            if _called(node) == "Binding":  # the keys and the action
                yield from node.args[:2]


def literals(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of each literal that people may read; {} is for a value."""
    tree = ast.parse(source)
    left_out = {id(part) for node in _names_in_code(tree) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) in left_out:
            continue
        if isinstance(node, ast.JoinedStr):
            left_out |= {id(part) for part in node.values}
            parts = (str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values)
            yield node.lineno, _SPACES.sub(" ", "".join(parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, _SPACES.sub(" ", node.value)


def of_code() -> Iterator[tuple[str, str]]:
    for path in sorted(UI.rglob("*.py")):
        for line, text in literals(path.read_text(encoding="utf-8")):
            if not any(re.fullmatch(one, text) for one in EXCEPTIONS):
                yield f"{path.relative_to(ROOT)}:{line}", text


def of_screens() -> Iterator[tuple[str, str]]:
    """Yield each line of the pictured screens."""
    for path in sorted(LOOKS.glob("*.svg")):
        lines: dict[str, list[tuple[float, str]]] = {}
        picture = path.read_text(encoding="utf-8")
        for found in re.finditer(
            r'<text[^>]* x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>', picture
        ):
            text = html.unescape(found[3]).replace("\xa0", " ")
            lines.setdefault(found[2], []).append((float(found[1]), text))
        for y, pieces in lines.items():
            yield f"{path.name} at {y}", "".join(text for _, text in sorted(pieces))


def test_the_code_of_the_screens_has_no_word_of_the_list() -> None:
    assert not list(faults(of_code()))


def test_the_pictured_screens_have_no_word_of_the_list() -> None:
    assert len(list(of_screens())) > 100
    assert not list(faults(of_screens()))


def test_every_footer_has_at_most_six_commands_and_fits_80_cells() -> None:
    for place in (*VIEWS, *PAGES):
        kind = place.load()
        own: tuple[str, ...] = getattr(kind, "FOOT", ())
        ends = ("palette",) if place in VIEWS else ("back",)
        known = {c.id: c for c in (*RecordList.OFFERS, *MainScreen.OFFERS, *kind.OFFERS)}
        shown = (known[one] for one in ("help", *own, *ends))
        words = "".join(f" {show(c.keys[0])} {c.title} " for c in shown)
        assert len(own) <= 6, kind
        assert len(words) <= 80, words


@pytest.mark.parametrize(
    "source",
    [
        'panel.heading("Mend it")',
        'Binding("escape", "leave", "Leave")',
        '@command("team.mend", "Fix")\ndef fix(self):\n    """Mend the row."""',
        'say(f"{count} points: v turns")',
        'FACTS = (("ask", "tick it"),)',
    ],
)
def test_a_planted_word_is_found(source: str) -> None:
    assert list(faults((str(line), text) for line, text in literals(source)))


@pytest.mark.parametrize(
    "source",
    [
        '"""Mend the row."""',
        'def fix(self):\n    """Mend the row."""',
        'KEYS = {"mend": "enter"}',
        'if name == "mend": pass',
        '@command("team.mend", "Fix")\ndef fix(self):\n    """Fix the row."""',
    ],
)
def test_a_name_in_code_is_left_alone(source: str) -> None:
    assert not list(faults((str(line), text) for line, text in literals(source)))
