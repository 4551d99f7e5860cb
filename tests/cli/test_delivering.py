"""Where exports go and in which form: the file's ending, standard output, and what is never
replaced or half written.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from docx import Document

from .conftest import Shell


@pytest.mark.parametrize(
    "what", [("handout8", "--draft"), ("minutes",), ("report",), ("report", "--feedback")]
)
def test_word_documents_from_the_commands(
    bltui: Shell, tmp_path: Path, what: tuple[str, ...]
) -> None:
    assert bltui("export", *what, "--out", "page.docx").out == "wrote page.docx\n"
    made = Document(str(tmp_path / "page.docx"))
    assert made.paragraphs[0].style.name == "Heading 1"
    assert made.tables


def test_the_ending_of_the_name_says_the_form_unless_it_is_named(
    bltui: Shell, tmp_path: Path
) -> None:
    for name, start in (
        ("m.md", "# "),
        ("m.HTML", "<!doctype html>"),
        ("m.txt", "Sample building"),
        ("m", "Sample building"),
    ):
        assert bltui("export", "minutes", "--out", name).status == 0
        assert (tmp_path / name).read_text().startswith(start)
    bltui("export", "roster", "--out", "r.csv")
    assert (tmp_path / "r.csv").read_text().startswith('"role"')
    refused = bltui("export", "minutes", "--format", "md", "--out", "n.txt")
    assert refused.status == 2 and "--format md does not fit n.txt" in refused.err


def test_a_word_document_goes_to_a_pipe(bltui: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(pipe))
    assert bltui("export", "minutes", "--format", "docx").status == 0
    assert Document(pipe).tables


def test_a_word_document_does_not_go_into_json_or_a_terminal(
    bltui: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = bltui("export", "handout8", "--draft", "--format", "docx", "--json")
    assert refused.status == 2 and "--out FILE.docx" in refused.err
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    refused = bltui("export", "minutes", "--format", "docx")
    assert (refused.status, refused.out) == (2, "") and "--out FILE.docx" in refused.err


def test_without_the_extra_one_line_and_no_file(
    bltui: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    refused = bltui("export", "minutes", "--out", "m.docx")
    assert (
        refused.status == 4
        and refused.err.count("\n") == 1
        and "pip install 'bltui[docx]'" in refused.err
    )
    assert not (tmp_path / "m.docx").exists()


def test_nothing_is_replaced_unasked_and_the_building_never(
    bltui: Shell, school: Path, tmp_path: Path
) -> None:
    before = school.read_bytes()
    (tmp_path / "there.md").write_text("mine")
    refused = bltui("export", "minutes", "--out", "there.md")
    assert (
        refused.status == 4
        and "--replace" in refused.err
        and (tmp_path / "there.md").read_text() == "mine"
    )
    (tmp_path / "link.md").symlink_to("there.md")
    assert bltui("export", "minutes", "--out", "link.md", "--replace").status == 4
    refused = bltui("export", "json", "--out", school, "--replace")
    assert (
        refused.status == 4
        and "is a building file" in refused.err
        and school.read_bytes() == before
    )
    assert bltui("export", "minutes", "--out", "no/such.md").status == 74
    # What a killed export left behind does not stop the next one, nor is it followed.
    (tmp_path / ".there.md.part").symlink_to(school)
    assert bltui("export", "minutes", "--out", "there.md", "--replace").status == 0
    assert (tmp_path / "there.md").read_text().startswith("# ") and school.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir() if ".part" in p.name] == []
