"""CSV that a spreadsheet shows but never runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from bltui.domain.model.text import shown

#: First characters of a formula in spreadsheets. An apostrophe before them makes them text
#: (CWE-1236).
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\x00", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def guarded(value: object) -> str:
    """Return a cell's text, with a ' before anything that a spreadsheet could run as a formula."""
    text = "" if value is None else str(value)
    return f"'{shown(text)}" if text.startswith(_ACTIVE) else shown(text)


def as_csv(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """Return the table as CSV: every cell in quotation marks, lines ended as in RFC 4180."""
    target = io.StringIO()
    writer = csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([guarded(column) for column in columns])
    writer.writerows([guarded(value) for value in row] for row in rows)
    return target.getvalue()
