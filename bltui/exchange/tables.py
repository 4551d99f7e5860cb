"""Parsing a delimited file as other programs export it.

Handles encodings, delimiters, title lines and ragged rows, and reports each of them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence

import msgspec

from bltui.domain.model.errors import UserError, brief
from bltui.domain.model.text import folded, shown

#: Most bytes and rows of one file. A school's roster has a few kilobytes.
LARGEST = 5_000_000
ROWS = 5_000
#: Most columns of one file. A survey with a matrix of questions has a few hundred.
COLUMNS = 2_000
#: Lines that are searched for the header, below a title.
TITLES = 20
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}

# First bytes of files that are not text, and their formats.
_KINDS = (
    (b"PK\x03\x04", "a spreadsheet or document (xlsx, ods, docx). Save it as CSV"),
    (b"\xd0\xcf\x11\xe0", "an old spreadsheet or document (xls, doc). Save it as CSV"),
    (b"%PDF", "a PDF. Copy its table into a spreadsheet and save that as CSV"),
    (b"{\\rtf", "a formatted text (RTF). Save it as CSV"),
    (b"\x1f\x8b", "a compressed file. Unpack it first"),
    (b"\x89PNG", "a picture. Type its table into a spreadsheet and save that as CSV"),
    (b"\xff\xd8\xff", "a picture. Type its table into a spreadsheet and save that as CSV"),
    (b"<!doctype html", "a web page. Copy its table into a spreadsheet and save that as CSV"),
    (b"<html", "a web page. Copy its table into a spreadsheet and save that as CSV"),
)


class Unusable(UserError):
    """A file that cannot be read as a table.

    The message is one line: which file, where, what to do (exit status 65).
    """


class Problem(msgspec.Struct, frozen=True):
    """A part of a file that was not imported, or is uncertain."""

    line: int
    """Counted from 1, as in an editor; 0 for the whole file."""
    message: str

    def __post_init__(self) -> None:
        """Shorten what is quoted from a file."""
        msgspec.structs.force_setattr(self, "message", brief(self.message))


class Row(msgspec.Struct, frozen=True):
    """One row, and the line on which it begins."""

    line: int
    cells: tuple[str, ...]


class Table(msgspec.Struct, frozen=True):
    """The rows of a file below its header. Every row has as many cells as the header."""

    name: str
    header: Row
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    encoding: str
    """The name of the encoding that was used."""
    delimiter: str


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    """Return the text, and the encoding in words.

    A byte order mark decides; else UTF-8 if the bytes are valid UTF-8, else Windows.
    """
    if len(data) > LARGEST:
        raise Unusable(
            f"{name}: {len(data):,} bytes is too large (at most {LARGEST:,}). Is it the right file?"
        )
    start = data[:64].lstrip().lower()
    for magic, kind in _KINDS:
        if data.startswith(magic) or start.startswith(magic.lower()):
            raise Unusable(f"{name}: this is {kind}.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), "UTF-16"
        except UnicodeDecodeError as error:
            raise Unusable(
                f"{name}: broken UTF-16 at byte {error.start:,}. Save it again as CSV UTF-8."
            ) from None
    if b"\x00" in data and len(data) % 2 == 0 and (coding := _unmarked(data)):
        try:
            return data.decode(coding), "UTF-16 (assumed: it has no byte order mark)"
        except UnicodeDecodeError:
            pass
    if b"\x00" in data:
        raise Unusable(
            f"{name}: it has null bytes (byte {data.index(0) + 1:,}), so it is not text. Save it as CSV UTF-8."
        )
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), "Windows-1252 (assumed: it is not UTF-8)"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "Latin-1 (assumed: it is neither UTF-8 nor Windows-1252)"


def _unmarked(data: bytes) -> str:
    """Return the UTF-16 codec that the zero bytes indicate; "" if there is none."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    most = 0.8 * len(data) / 2
    return (
        "utf-16-le" if odd > most and not even else "utf-16-be" if even > most and not odd else ""
    )


def _split(text: str, delimiter: str, name: str) -> list[Row]:
    """Return all rows that are not blank, with their first lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(line, tuple(cells)))
            if len(cells) > COLUMNS:
                many = f"the row on line {line:,} has {len(cells):,} columns (at most {COLUMNS:,})"
                raise Unusable(f"{name}: {many}. Is it the right file?")
            line = reader.line_num + 1
            if len(rows) > ROWS:
                raise Unusable(f"{name}: more than {ROWS:,} rows. Is it the right file?")
    except csv.Error:
        raise Unusable(
            f"{name}: the quotes of the row on line {line} do not match. Fix them, and try again."
        ) from None
    return rows


def _rows(text: str, name: str) -> tuple[list[Row], str]:
    """Return the rows, split at the delimiter that splits most of them alike."""
    first, _, rest = text.partition("\n")
    if (
        first.strip().lower() in ("sep=,", "sep=;", "sep=|", "sep=\t")
        or first.rstrip("\r").lower() == "sep=\t"
    ):
        delimiter = first.rstrip("\r")[4]
        return [Row(r.line + 1, r.cells) for r in _split(rest, delimiter, name)], delimiter
    best: tuple[float, int, list[Row], str] | None = None
    failed: Unusable | None = None
    for delimiter in _DELIMITERS:
        try:
            rows = _split(text, delimiter, name)
        except Unusable as error:
            failed = failed or error
            continue
        widths = [len(row.cells) for row in rows]
        width = max(set(widths), key=lambda w: (widths.count(w), w), default=1)
        share = widths.count(width) / len(widths) if width > 1 else 0.0
        if best is None or (share, width) > best[:2]:
            best = (share, width, rows, delimiter)
    if best is None or (failed is not None and best[0] < 0.5):
        raise failed or Unusable(f"{name}: no rows. Is it the right file?")
    return best[2], best[3]


def _one_header(
    upper: Sequence[str], lower: Sequence[str], whole: Collection[str]
) -> tuple[str, ...]:
    """Combine two header lines: a question and the statement or choice below it.

    Words in `whole` mean that the question alone is the heading.
    """
    found: list[str] = []
    tops = [*upper, *[""] * (len(lower) - len(upper))]
    below = [*lower, *[""] * (len(tops) - len(lower))]
    top = ""
    for head, under in zip(tops, below, strict=True):
        top = head.strip() or top
        alone = not under.strip() or folded(under).strip(" :*") in whole
        found.append(
            head if alone and head.strip() else top if alone else f"{top} - {under.strip()}"
        )
    return tuple(found)


def read_table(
    data: bytes, name: str, wanted: Collection[str] = (), whole: Collection[str] = ()
) -> Table:
    """Return the table in a file's bytes.

    `name` is for messages. `wanted` are case-folded headings that identify a header below a title.
    `whole` are case-folded words that only occur in a second header line, such as "open-ended
    response". If the row below the header has one, both lines are the header. If no row has one of
    `wanted`, the header is the first row with two filled cells.

    Raises Unusable if the bytes are not text, the quotes do not match, or there are no rows.
    """
    name = shown(name)
    text, encoding = _decoded(data, name)
    rows, delimiter = _rows(text, name)
    if not rows:
        raise Unusable(f"{name}: the file is empty. Is it the right one?")
    top = rows[:TITLES]
    heads = [sum(folded(cell).strip(" :*") in wanted for cell in row.cells) for row in top]
    filled = [n for n, row in enumerate(top) if sum(1 for cell in row.cells if cell.strip()) > 1]
    at = heads.index(max(heads)) if max(heads) else (filled or [0])[0]
    header = rows[at]
    problems = [Problem(r.line, f"“{_words(r)}” is above the header; skipped.") for r in rows[:at]]
    second = rows[at + 1].cells if at + 1 < len(rows) else ()
    below = [folded(cell).strip(" :*") for cell in second if cell.strip()]
    if len(below) > 1 and all(
        head in wanted for head in below
    ):  # a header of two lines, "Term" above "Start" and "End"
        at += 1
        cells = [*header.cells, *[""] * (len(second) - len(header.cells))]
        under = (*second, *[""] * (len(cells) - len(second)))
        header = Row(
            header.line,
            tuple(low if low.strip() else high for high, low in zip(cells, under, strict=True)),
        )
    elif any(low in whole for low in below):
        at += 1
        header = Row(header.line, _one_header(header.cells, second, whole))
    width = max(n for n, cell in enumerate(header.cells, 1) if cell.strip())
    if "assumed" in encoding:
        problems.insert(
            0,
            Problem(
                0,
                f"Imported as {encoding}. If accented letters look wrong, save the file as CSV UTF-8.",
            ),
        )
    body: list[Row] = []
    for row in rows[at + 1 :]:
        extra = [cell.strip() for cell in row.cells[width:] if cell.strip()]
        if extra:
            problems.append(
                Problem(
                    row.line,
                    f"more cells than the header: “{shown(', '.join(extra))[:80]}” was skipped.",
                )
            )
        elif len(row.cells) < width:
            problems.append(
                Problem(
                    row.line,
                    f"{len(row.cells)} cells where the header has {width}: the rest are blank.",
                )
            )
        body.append(Row(row.line, (*row.cells, *[""] * width)[:width]))
    return Table(
        name,
        Row(header.line, header.cells[:width]),
        tuple(body),
        tuple(problems),
        encoding,
        delimiter,
    )


def _words(row: Row) -> str:
    return shown(" ".join(" ".join(row.cells).split()))[:80]
