"""The string literals of the program: what the source holds that people may read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "bltui"


class Literal(NamedTuple):
    """A string of the source. An f-string has "…" for each of its values."""

    path: str
    line: int
    text: str
    node: ast.Constant | ast.JoinedStr

    @property
    def place(self) -> str:
        """The file and line."""
        return f"{self.path}:{self.line}"


def sources() -> Iterator[tuple[str, ast.Module]]:
    """Yield each file of the program outside the terminal UI, with its syntax tree."""
    for path in sorted(PROGRAM.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith("bltui/ui/"):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def literals() -> Iterator[Literal]:
    """Yield each string of the sources that is not a docstring."""
    for path, tree in sources():
        yield from of_tree(path, tree)


def parse(path: str, source: str) -> list[Literal]:
    """Return each string of a source that is not a docstring."""
    return list(of_tree(path, ast.parse(source, mode="eval")))


def of_tree(path: str, tree: ast.AST) -> Iterator[Literal]:
    """Yield each string of a syntax tree that is not a docstring."""
    for node in _strings(tree):
        yield Literal(path, node.lineno, _text(node), node)


def _strings(node: ast.AST) -> Iterator[ast.Constant | ast.JoinedStr]:
    if isinstance(node, ast.JoinedStr):
        yield node
        for value in node.values:  # a string inside a replacement field is a text of its own
            if isinstance(value, ast.FormattedValue):
                yield from _strings(value.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring
    else:
        for child in ast.iter_child_nodes(node):
            yield from _strings(child)


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values
    )
