"""The drawings of the architecture are those that the imports make."""

from __future__ import annotations

from docs.drawing import PAGE, page, reduced


def test_the_drawings_are_what_the_imports_are_now() -> None:
    text = PAGE.read_text("utf-8")
    assert text.count("```mermaid") == 2
    assert page(text) == text, "run `make docs`"


def test_an_edge_that_others_imply_is_not_drawn() -> None:
    edges = {"a": {"b", "c"}, "b": {"c"}, "c": set()}
    assert reduced(edges) == {"a": {"b"}, "b": {"c"}, "c": set()}
