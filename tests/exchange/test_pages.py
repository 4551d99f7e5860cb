"""What is written for paper and other programs: nothing in it acts, and all of it can be read back."""

from __future__ import annotations

import csv
import io
from datetime import date
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bltui.domain.model.text import shown
from bltui.exchange.export_csv import as_csv
from bltui.exchange.page import Grid, Page, Section, as_html, as_markdown, as_text
from bltui.exchange.text_table import aligned, width

texts = st.text(max_size=40)


def page(text: str) -> Page:
    return Page(text, (Section(text, (text, Grid(("head", text), ((text, 1), (None, ""))))),))


@given(texts)
def test_csv_parses_back_equal_and_never_calculates(text: str) -> None:
    rows = list(csv.reader(io.StringIO(as_csv(("a", "b"), [(text, None)]), newline="")))
    assert rows[0] == ["a", "b"]
    assert rows[1][1] == ""
    assert rows[1][0].removeprefix("'") == shown(text).removeprefix("'")
    assert not rows[1][0].startswith(("=", "+", "-", "@", "\t", "\r", "\0"))


def test_csv_guards_each_sign_that_a_spreadsheet_obeys() -> None:
    for sign in "=+-@":
        assert as_csv(("a",), [(f"{sign}1",)]).splitlines()[1] == f'"\'{sign}1"'
    assert as_csv(("a",), [("plain",)]).splitlines()[1] == '"plain"'


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.data: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.data.append(data)


@given(texts)
def test_html_holds_the_text_and_no_tag_of_its_own(text: str) -> None:
    plain = _Text()
    plain.feed(as_html(page("x")))
    found = _Text()
    found.feed(as_html(page(text)))
    assert found.tags == plain.tags
    assert shown(text).strip() in "".join(found.data)


@given(st.text(alphabet="ab1-+=.)#*_`[]<>|~&\\ !\n", max_size=30))
def test_markdown_shows_the_text_as_it_is(text: str) -> None:
    html = (
        MarkdownIt("commonmark")
        .enable("table")
        .render(as_markdown(Page("t", (Section("s", (text,)),))))
    )
    found = _Text()
    found.feed(html)
    assert found.tags <= {"h1", "h2", "p"}
    said = "".join(found.data).removeprefix("t\n").lstrip("\n").removeprefix("s\n")
    assert " ".join(said.split()) == " ".join(shown(text).split())


def test_a_table_in_markdown_keeps_its_columns() -> None:
    html = MarkdownIt("commonmark").enable("table").render(as_markdown(page("a|b")))
    assert html.count("<td>") == 4


def test_words_are_aligned_by_the_columns_that_they_take() -> None:
    lines = aligned(("name", "n"), [("校長", 1), ("é", None)])
    assert [line[-1] for line in lines] == ["n", "1", "–"]
    assert {width(line) for line in lines} == {7}
    assert aligned(("a",), []) == []


def test_plain_text_has_a_line_for_each_row() -> None:
    assert as_text(page("Sample")).splitlines() == [
        *("Sample", "======", "", "Sample", "------", "Sample"),
        *("Head    Sample", "Sample  1", "–       –"),
    ]


def test_a_table_on_paper_has_headings_days_in_words_and_no_empty_column() -> None:
    grid = Grid(("what", "due", "why"), (("Order", date(2026, 12, 1), ""), ("Copy", None, None)))
    assert grid.without_empty().columns == ("what", "due")
    text = as_text(Page("t", (Section("s", (grid.without_empty(),)),)))
    assert "What   Due" in text and "Order  Tue, Dec 1, 2026" in text and "Why" not in text
    html = as_html(Page("t", (Section("s", (grid,)),)))
    assert '<th scope="col">What</th>' in html and "<td>Tue, Dec 1, 2026</td>" in html
    # Programs keep the names and dates that they know.
    assert as_csv(grid.columns, grid.rows).splitlines()[:2] == [
        '"what","due","why"',
        '"Order","2026-12-01",""',
    ]


def test_a_page_fits_into_a_terminal_and_loses_no_word() -> None:
    """As a preview: what is too wide goes on below, in the same column.

    Written to a file it stays as wide as it is.
    """
    rows = (
        (
            "Use the new form of the agenda from January on, in all groups",
            "9 yes, 1 no of 12 (90 % yes of 10 votes)",
            "adopted",
        ),
    )
    paragraph = "Present: " + ", ".join(f"Sample Person {n}" for n in range(12))
    page = Page(
        "Minutes of a meeting with rather a long name",
        (Section("Decisions", (paragraph, Grid(("what", "how", "result"), rows))),),
    )
    text = as_text(page, 40)
    assert max(map(len, text.split("\n"))) <= 40
    for word in {*paragraph.split(), *" ".join(rows[0]).split()}:
        assert word in text
    assert rows[0][0] in as_text(page)
