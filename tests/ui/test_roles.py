"""The roles of text: every one that the code names has a color, and signs have one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import bltui.ui
from bltui.domain.model.severity import WORDS
from bltui.ui.formatting import ASCII, UNICODE, WEIGHTS
from bltui.ui.theme_colors import tokens
from bltui.ui.widgets.line_widget import INKS

UI = Path(bltui.ui.__file__).parent
#: Calls, and which of their arguments is a role.
_CALLS = {"Bit": 1, "tell": 1, "news": 1, "_say": 1, "role_style": 0}


def named(tree: ast.AST) -> Iterator[str]:
    """Every role that a call names with a word, also in a choice between two."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            roles = [k.value for k in node.keywords if k.arg == "role" and name in ("Bit", "Row")]
            if name in _CALLS and len(node.args) > _CALLS[name]:
                roles.append(node.args[_CALLS[name]])
            for role in roles:
                while isinstance(role, ast.IfExp):
                    if isinstance(role.body, ast.Constant):
                        yield role.body.value
                    role = role.orelse
                if isinstance(role, ast.Constant):
                    yield role.value


def test_every_role_has_a_color() -> None:
    for path in UI.rglob("*.py"):
        for role in named(ast.parse(path.read_text("utf-8"))):
            assert role in {*INKS, ""}, f"{path.relative_to(UI)}: {role}"
    for token, _bold in INKS.values():
        assert token in tokens()["bltui-dark"]


def test_a_severity_has_a_sign_and_a_role_of_its_name() -> None:
    assert [*WEIGHTS] == [key for key in WORDS if key != "off"]
    for role, word in WEIGHTS.values():
        assert role in INKS and word in WORDS.values()
        assert UNICODE.of(role).strip() and ASCII.of(role).strip()
