"""Pages for people: headings, paragraphs and tables, written as text, Markdown, HTML or Word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import escape

import msgspec

from bltui.domain.model import formats
from bltui.domain.model.formats import show_date
from bltui.domain.model.text import shown
from bltui.exchange.text_table import aligned, cells, fitted, width, wrapped


class Grid(msgspec.Struct, frozen=True):
    """A table."""

    columns: tuple[str, ...]
    """The column names that programs read in CSV."""
    rows: tuple[tuple[object, ...], ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """The column names that people read."""
        return tuple(name[:1].upper() + name[1:] for name in self.columns)

    def without_empty(self) -> Grid:
        """Return the table without its empty columns."""
        kept = [
            n
            for n in range(len(self.columns))
            if any(row[n] not in (None, "") for row in self.rows)
        ]
        return Grid(
            tuple(self.columns[n] for n in kept),
            tuple(tuple(row[n] for n in kept) for row in self.rows),
        )


class Section(msgspec.Struct, frozen=True):
    """A heading and its contents in order."""

    heading: str
    parts: tuple[str | Grid, ...]
    """Paragraphs and tables."""


class Page(msgspec.Struct, frozen=True):
    """A complete page."""

    title: str
    sections: tuple[Section, ...]


#: Tells a screen reader what a heading belongs to.
_COLUMN = ' scope="col"'
# Characters that Markdown, or the HTML in it, could take as markup.
_SIGNS = re.compile(r"([\\`*_\[\]<>#|~&])")
# At the start of a line, a dash or a number with a dot begins a list.
_START = re.compile(r"^(\d+(?=[.)])|(?=[-+=]))(.)")
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#111;background:#fff}"
    "table{border-collapse:collapse}th,td{border:1px solid #888;padding:.2em .6em;text-align:left;vertical-align:top}"
)


def on_paper(row: tuple[object, ...]) -> tuple[object, ...]:
    """Return a row's values as people read them, with formatted dates. CSV keeps ISO dates."""
    return tuple(show_date(value) if isinstance(value, date) else value for value in row)


@formats.paper()
def as_text(page: Page, room: int | None = None) -> str:
    """Return plain text with aligned tables.

    `room` is the width of the terminal in columns; None means unlimited.
    """

    def told(text: str) -> list[str]:
        return [text] if room is None else wrapped(text, room)

    def lines() -> Iterator[str]:
        title = told(shown(page.title))
        yield from (*title, "=" * max(map(width, title)), "")
        for section in page.sections:
            heading = told(shown(section.heading))
            yield from (*heading, "-" * max(map(width, heading)))
            for part in section.parts:
                if not isinstance(part, Grid):
                    yield from told(shown(part))
                elif room is None:
                    yield from aligned(part.headings, map(on_paper, part.rows))
                else:
                    yield from fitted(part.headings, map(on_paper, part.rows), room)
            yield ""

    return "\n".join(lines()).rstrip() + "\n"


def _mark(text: object) -> str:
    """Escape a text for Markdown."""
    return _START.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", shown(text).strip()))


@formats.paper()
def as_markdown(page: Page) -> str:
    """Return Markdown with all text of people escaped."""

    def lines() -> Iterator[str]:
        yield from (f"# {_mark(page.title)}", "")
        for section in page.sections:
            yield from (f"## {_mark(section.heading)}", "")
            for part in section.parts:
                if isinstance(part, Grid):
                    yield f"| {' | '.join(map(_mark, part.headings))} |"
                    yield f"|{' --- |' * len(part.columns)}"
                    yield from (
                        f"| {' | '.join(map(_mark, cells(on_paper(row))))} |" for row in part.rows
                    )
                else:
                    yield _mark(part)
                yield ""

    return "\n".join(lines()).rstrip() + "\n"


def _tag(name: str, text: object, marks: str = "") -> str:
    return f"<{name}{marks}>{escape(shown(text), quote=True)}</{name}>"


@formats.paper()
def as_html(page: Page) -> str:
    """Return one self-contained HTML file, for printing and mailing."""

    def lines() -> Iterator[str]:
        yield '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        yield '<meta name="viewport" content="width=device-width">'
        yield f"{_tag('title', page.title)}<style>{_STYLE}</style></head><body>"
        yield _tag("h1", page.title)
        for section in page.sections:
            yield _tag("h2", section.heading)
            for part in section.parts:
                if isinstance(part, Grid):
                    yield f"<table><tr>{''.join(_tag('th', c, _COLUMN) for c in part.headings)}</tr>"
                    yield from (
                        f"<tr>{''.join(_tag('td', c) for c in cells(on_paper(row)))}</tr>"
                        for row in part.rows
                    )
                    yield "</table>"
                else:
                    yield _tag("p", part)
        yield "</body></html>"

    return "\n".join(lines()) + "\n"


WRITERS = {"text": as_text, "md": as_markdown, "html": as_html}
#: Every format by the name that a person types, and the formats of file extensions.
FORMS = (*WRITERS, "docx")
ENDINGS = {".txt": "text", ".md": "md", ".html": "html", ".htm": "html", ".docx": "docx"}
