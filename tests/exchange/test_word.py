"""Word documents: the words of the page and nothing that acts, headings and header rows for screen
readers, the same bytes twice.
"""

from __future__ import annotations

import io
import sys
import time
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from bltui.domain.model.errors import UserError
from bltui.exchange.handout8_writing import written as handout_written
from bltui.exchange.page import Grid, Page, Section
from bltui.exchange.word import as_docx, installed
from bltui.exchange.writing import written

from .test_handout8 import FORM, page

PAGE = Page(
    "Minutes",
    (
        Section(
            "Here",
            ("Everybody", Grid(("who", "when"), (("A", 1), ("B", "")))),
        ),
    ),
)


def lines(data: bytes) -> list[str]:
    """The text of a document in order, a row of a table in one line."""
    found = []
    for block in Document(io.BytesIO(data)).iter_inner_content():
        rows = getattr(block, "rows", None)
        found += (
            [" | ".join(c.text for c in row.cells) for row in rows]
            if rows is not None
            else [block.text]
        )
    return [line for line in found if line]


def test_a_page_keeps_its_order_and_has_headings_and_header_rows() -> None:
    data = written(PAGE, "docx")
    assert lines(data) == ["Minutes", "Here", "Everybody", "Who | When", "A | 1", "B | –"]
    made = Document(io.BytesIO(data))
    assert [p.style.name for p in made.paragraphs if p.text] == ["Heading 1", "Heading 2", "Normal"]
    (table,) = made.tables
    heads = [
        row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None
        for row in table.rows
    ]
    assert heads == [True, False, False]
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Here"
    assert made.core_properties.title == "Minutes" and made.core_properties.language == "en-US"


def test_handout_8_in_word_has_the_words_of_the_training_and_six_groups_a_sheet() -> None:
    data = handout_written(page(7), "docx")
    made = Document(io.BytesIO(data))
    text = "\n".join(lines(data))
    assert [word for word in FORM if word not in text] == []
    tops = [p for p in made.paragraphs if p.style.name == "Heading 1"]
    assert [bool(p.paragraph_format.page_break_before) for p in tops] == [False, True]
    assert [len(t.columns) - 1 for t in made.tables] == [3, 3, 1]
    for table in made.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert [row.cells[0].text for row in table.rows[1:]] == [
            "Name",
            "Structure",
            "Meeting Times",
            "Leader",
            "Members",
        ]
        assert len(table.rows[3].cells[1].paragraphs) >= 3  # pattern, time and room, dates
    assert "CWG #7" in text and "Sheet" not in text


def test_the_same_page_gives_the_same_bytes_and_names_neither_writer_nor_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = as_docx(PAGE)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert as_docx(PAGE) == first
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}
        names = parts.namelist()
        assert not [
            n
            for n in names
            if any(word in n for word in ("vba", "macro", "thumbnail", "custom", "media"))
        ]
        about = Document(io.BytesIO(first)).core_properties
        assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
        core = parts.read("docProps/core.xml").decode()
        assert "created" not in core and "modified>" not in core and "python" not in core


@settings(max_examples=15, deadline=None)
@given(text=st.text(max_size=60))
def test_any_text_stands_there_as_text(text: str) -> None:
    hostile = f'{text}=HYPERLINK("x") <w:br/> &amp; ]]> {{ PAGE }}'
    data = as_docx(Page(hostile, (Section(hostile, (hostile, Grid(("c",), ((hostile,),)))),)))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        body = parts.read("word/document.xml").decode()
    assert not any(sign in body for sign in ("<w:br", "<w:fld", "w:instrText", "w:hyperlink"))
    found = lines(data)
    assert len(found) == 5 and all(
        '=HYPERLINK("x") <w:br/> &amp; ]]> { PAGE }' in line for line in (*found[:3], found[4])
    )


def test_without_the_extra_one_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert installed()
    monkeypatch.setitem(sys.modules, "docx", None)
    assert not installed()
    with pytest.raises(UserError, match=r"python-docx.*pip install 'bltui\[docx\]'"):
        as_docx(PAGE)


def test_columns_are_as_wide_as_their_contents_and_fill_the_sheet() -> None:
    rows = (("1", "Copy the rubric and hand it out in every grade " * 3, "Wed, Dec 2, 2026"),)
    grid = Grid(("item", "what", "due"), rows)
    data = written(Page("Wide", (Section("Table", (grid,)),)), "docx")
    (table,) = Document(io.BytesIO(data)).tables
    item, what, due = (cell.width.inches for cell in table.rows[1].cells)
    assert item < due < what and 0.3 < item < 0.9 and 1.1 < due < 2
    assert abs(item + what + due - 6.9) < 0.01
