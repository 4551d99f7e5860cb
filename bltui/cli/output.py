"""What commands print: results on standard output, messages for people on standard error, never a raw control character."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import Any, TextIO
from unicodedata import combining, east_asian_width

from bltui.domain.text import shown


class Output:
    """The two streams of one command."""

    def __init__(self, *, as_json: bool, color: bool) -> None:
        # None where the caller closed the stream; then nobody wants to read it.
        self._out: TextIO | None = sys.stdout
        self._err: TextIO | None = sys.stderr
        for stream in (self._out, self._err):
            if stream is not None and hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        self.as_json = as_json
        self.for_person = self._out is not None and self._out.isatty()
        self._color = color and "NO_COLOR" not in os.environ

    def line(self, text: str = "") -> None:
        """A line of the result, for people."""
        if self._out is not None:
            self._out.write(f"{shown(text)}\n")

    def page(self, text: str) -> None:
        """Several lines that are a result as they stand, such as an export; made safe for a terminal only if it goes there."""
        if self._out is not None:
            self._out.write(shown(text, multiline=True) if self.for_person else text)

    def tell(self, text: str) -> None:
        """A message for the person: on standard error, so that results stay clean."""
        if self._err is not None:
            self._err.write(f"{shown(text)}\n")

    def json(self, value: Any) -> None:
        """The result for programs: one value. To a terminal or a stream that is not UTF-8 it goes as ASCII."""
        import json

        import msgspec

        if self._out is None:
            return
        plain = self.for_person or (self._out.encoding or "").lower().replace("-", "") != "utf8"
        self._out.write(
            json.dumps(msgspec.to_builtins(value), ensure_ascii=plain, indent=2 if self.for_person else None) + "\n"
        )

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Aligned words; in a terminal with a rule under the headings. Nothing at all where there is no row."""
        cells = [["–" if c in (None, "") else shown(c) for c in row] for row in rows]
        if not cells:
            return
        if self.for_person:
            self._for_person(columns, cells)
            return
        widths = [max(_width(row[i]) for row in (columns, *cells)) for i in range(len(columns))]
        for row in (columns, *cells):
            padded = (text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True))
            self.line("  ".join(padded).rstrip())

    def _for_person(self, columns: Sequence[str], cells: Iterable[Sequence[str]]) -> None:
        # rich costs 46 ms of import, and only a terminal needs it.
        from rich.box import SIMPLE_HEAD
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
        for column in columns:
            table.add_column(Text(column))
        for row in cells:
            table.add_row(*(Text(text) for text in row))
        Console(file=self._out, no_color=not self._color, highlight=False, markup=False, emoji=False).print(table)

    def flush(self) -> None:
        """Everything out. Raises OSError where it cannot be written."""
        for stream in (self._out, self._err):
            if stream is not None:
                stream.flush()


def _width(text: str) -> int:
    """The columns of a terminal that a text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)
