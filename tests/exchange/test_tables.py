"""Delimited files of real exports: encodings, delimiters, title lines, ragged rows, and files that
are no tables.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bltui.exchange.tables import ROWS, Unusable, read_table

ROSTER = "name,role\nSample Élan,Principal\nSample Two,2nd Rep.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_delimiters(encoding: str, delimiter: str, end: str) -> None:
    table = read_table(
        ROSTER.replace(",", delimiter).replace("\n", end).encode(encoding), "sample.csv"
    )
    assert table.header.cells == ("name", "role")
    assert [(row.line, row.cells) for row in table.rows] == [
        (2, ("Sample Élan", "Principal")),
        (3, ("Sample Two", "2nd Rep.")),
    ]
    assert table.delimiter == delimiter
    assert bool(table.problems) == (encoding == "cp1252")
    assert ("assumed" in table.encoding) == (encoding == "cp1252")


def test_names_written_last_first_do_not_make_it_comma_separated() -> None:
    table = read_table(b"Name;Role\nPerson, Sample;Principal\nPerson, Other;Parent\n", "sample.csv")
    assert table.rows[0].cells == ("Person, Sample", "Principal")


def test_line_numbers_hold_with_breaks_in_quotes_and_blank_lines() -> None:
    table = read_table(b'name,role\n\n"Sample\nOne",Parent\n,\nSample Two,Cook\n', "sample.csv")
    assert [(row.line, row.cells[0]) for row in table.rows] == [
        (3, "Sample\nOne"),
        (6, "Sample Two"),
    ]


def test_excel_says_its_delimiter() -> None:
    table = read_table(b"sep=;\nname;role\nSample One;Parent\n", "sample.csv")
    assert (table.header.line, table.rows[0].line, table.rows[0].cells) == (
        2,
        3,
        ("Sample One", "Parent"),
    )


def test_a_title_above_the_header_is_named() -> None:
    data = b"BLT 2026-27, Sample School\n\nname,role\nSample One,Parent\n"
    table = read_table(data, "sample.csv", {"name", "role"})
    assert table.header.line == 3
    assert [(p.line, "Sample School" in p.message) for p in table.problems] == [(1, True)]


def test_ragged_rows_are_named() -> None:
    table = read_table(
        b"name,role,notes\nSample One,Parent,a,extra\nSample Two,Cook\nSample Three,Aide,x\n",
        "sample.csv",
    )
    assert [(p.line, "extra" in p.message) for p in table.problems] == [(2, True), (3, False)]
    assert table.rows[1].cells == ("Sample Two", "Cook", "")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"PK\x03\x04rest", "spreadsheet"),
        (b"\xd0\xcf\x11\xe0rest", "old spreadsheet"),
        (b"%PDF-1.7", "PDF"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"name,role\nSam\x00ple,Parent\n", "null bytes"),
        (b"\xff\xfen", "UTF-16"),
        (b'name,role\n"Sample One,Parent\nSample Two,Cook\n', "line 2"),
        (b"a,b\n" * (ROWS + 2), "rows"),
        (b"x" * 5_000_001, "bytes"),
    ],
)
def test_no_tables(data: bytes, says: str) -> None:
    with pytest.raises(Unusable, match=says) as refused:
        read_table(data, "sample.csv")
    assert refused.value.message.startswith("sample.csv: ")
    assert "\n" not in refused.value.message


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        table = read_table(data, "sample.csv")
    except Unusable:
        return
    assert all(len(row.cells) == len(table.header.cells) for row in table.rows)
