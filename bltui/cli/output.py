"""What commands print: results to standard output, messages to standard error.

No raw control character reaches either.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from bltui import places, settings
from bltui.cli import width
from bltui.domain.model.errors import brief
from bltui.domain.model.text import shown
from bltui.exchange import text_table
from bltui.stand_ins import fit_stream, wants_ascii


def fit_streams() -> None:
    """Limit both streams to the characters that they can show.

    The person's setting applies on a terminal, or if the locale has no UTF-8.
    """
    streams = [stream for stream in (sys.stdout, sys.stderr) if stream is not None]
    plain, read = wants_ascii("auto"), [stream for stream in streams if stream.isatty()]
    signs = _signs() if plain or read else "auto"
    for stream in streams:
        fit_stream(stream, signs if plain or stream in read else "auto")


def _signs() -> str:
    try:
        return settings.load_settings(places.config_file()).signs
    except settings.BadSettings:
        return "auto"  # the command itself reports what is wrong with the settings


class Output:
    """The two output streams of one command."""

    def __init__(self, *, as_json: bool, color: bool) -> None:
        # None if the caller closed the stream; then no one reads the output.
        self._out: TextIO | None = sys.stdout
        self._err: TextIO | None = sys.stderr
        self.as_json = as_json
        self.for_person = self._out is not None and self._out.isatty()
        plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        self._color = color and not plain

    def line(self, text: str = "", *, lead: str = "") -> None:
        """Print one line of a result for people. `lead` is printed before it as it is."""
        if self._out is not None:
            self._out.write(f"{lead}{shown(text)}\n")

    def painted(self, text: str, color: int) -> str:
        """Return a word in an ANSI color on a terminal that may show colors, else as it is."""
        return f"\x1b[{color}m{text}\x1b[0m" if self._color and self.for_person else text

    def page(self, text: str) -> None:
        """Print several lines as they are.

        Control characters are replaced only on a terminal.
        """
        if self._out is not None:
            self._out.write(shown(text, multiline=True) if self.for_person else text)

    def bytes(self, data: bytes) -> None:
        """Write a result for programs, such as a Word document or CSV, to a file or pipe."""
        if self._out is not None:
            self._out.flush()
            self._out.buffer.write(data)

    def tell(self, text: str) -> None:
        """Print a message for the person on standard error, which keeps the result clean."""
        if self._err is not None:
            self._err.write(f"{brief(shown(text))}\n")

    def json(self, value: Any) -> None:
        """Print one JSON value, in ASCII.

        ASCII keeps characters from controlling a terminal or getting lost in a pipe.
        """
        import json

        import msgspec

        if self._out is not None:
            indent = 2 if self.for_person else None
            self._out.write(json.dumps(msgspec.to_builtins(value), indent=indent) + "\n")

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Print aligned columns, with a rule under the headings on a terminal.

        Prints nothing if there are no rows.
        """
        if not self.for_person:
            for line in text_table.aligned(columns, rows):
                self.line(line)
        elif body := [text_table.cells(row) for row in rows]:
            self._for_person(columns, body)

    def _for_person(self, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        # rich takes 46 ms to import and is only needed on a terminal.
        from rich.box import SIMPLE_HEAD
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(
            box=SIMPLE_HEAD,
            pad_edge=False,
            show_edge=False,
            header_style="bold" if self._color else "",
        )
        for column in columns:
            table.add_column(Text(column))
        for row in rows:
            table.add_row(*(Text(text) for text in row))
        # Pass a height too. Otherwise rich reads $COLUMNS and $LINES, which can hold anything.
        console = Console(
            file=self._out,
            width=width.columns(),
            height=24,
            no_color=not self._color,
            highlight=False,
            markup=False,
            emoji=False,
        )
        console.print(table)

    def flush(self) -> None:
        """Flush standard output. Raises OSError if it cannot be written."""
        for stream in (self._out, self._err):
            if stream is not None:
                stream.flush()
