"""No text of the program has a framework's label in it: `labels` gives the building's own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.literals import PROGRAM, ROOT, Literal, of_tree
from tests.other_labels import FIXED

#: Places that may have the labels of the default framework: path, text, why.
FINE = (
    (r"model/labels\.py", r".*", "the default labels themselves"),
    (r"bltui/(cli|domain/model)/", r"\bCWG\b|^CWG$", "the value in the usage of a command"),
    (r"cli/", r".*", "the help of a command, which is the same in every building"),
    (r"domain/model/", r"in CWGs", "where docs/records.md says a field is set"),
    (r"building_settings\.py", r"Regional BLT Training", "the title of a document"),
    (r"export_ics\.py", r"-//bltui//", "the id of the program in calendars"),
)
#: Functions of `cli` that declare commands; what any other function says is for a building.
DECLARING = re.compile(r"^(configure|_?declare.*|.*_arguments|grammar|add_.*|make_.*)$")


def literals(source: str, path: str) -> Iterator[Literal]:
    """Yield each string of a source, and each docstring that is the help of a screen's command."""
    tree = ast.parse(source)
    yield from of_tree(path, tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and any(
            isinstance(one, ast.Call) and getattr(one.func, "id", "") == "command"
            for one in node.decorator_list
        ):
            text = ast.get_docstring(node) or ""
            yield Literal(path, node.lineno, text, ast.Constant(text))


def fixed(source: str, path: str) -> Iterator[str]:
    """Yield each text that has a label in it and should ask `labels` for it."""
    for one in literals(source, path):
        found = [m[0] for m in FIXED.finditer(one.text) if not m[0].islower()]
        if found and not any(
            re.search(where, path) and re.search(text, one.text) for where, text, _ in FINE
        ):
            yield f"{one.place}: {found[0]}: {one.text[:90]}"


def test_no_text_of_the_program_has_a_label_in_it() -> None:
    wrong = [
        fault
        for path in sorted(PROGRAM.rglob("*.py"))
        for fault in fixed(path.read_text("utf-8"), path.relative_to(ROOT).as_posix())
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "source",
    [
        'say(f"CWG #{number} meets")',
        'TITLE = "CWGs"',
        'raise UserError("The BLT has no facilitator.")',
        '@command("plan.x", "Add")\ndef add(self):\n    """Add a BLT training."""',
    ],
)
def test_a_fixed_label_is_found(source: str) -> None:
    assert list(fixed(source, "bltui/ui/x.py"))
