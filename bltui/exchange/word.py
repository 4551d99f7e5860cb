"""Word documents (.docx), for installations with the extra `docx`.

They have headings, paragraphs and tables, and nothing that runs. They work with screen readers:
real headings, header rows repeated on every sheet, a language and a title. The file holds no author
and no time, so the same page always gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from bltui.domain.model import formats
from bltui.domain.model.errors import UserError
from bltui.domain.model.text import shown
from bltui.exchange.page import Grid, Page, on_paper
from bltui.exchange.text_table import cells, column_widths

if TYPE_CHECKING:
    from docx.table import Table, _Cell

#: How to install python-docx.
INSTALL = "pip install 'bltui[docx]'"
#: Characters that XML cannot hold but `shown` allows.
_NO_XML = re.compile("[\ufffe\uffff]")
#: The earliest time of a zip file, used for "no time".
_NO_TIME = (1980, 1, 1, 0, 0, 0)
#: A table with more columns needs landscape paper.
_UPRIGHT = 7
#: Width of an average letter, in font sizes; that of both edges of a cell, in points.
_LETTER, _EDGES = 0.55, 12
#: Unneeded parts of python-docx's empty document. The picture shows another document's page.
_NEEDLESS = ("thumbnail", "stylesWithEffects", "customXml")


def installed() -> bool:
    """Return whether Word documents can be written.

    Does not import python-docx, which is slow.
    """
    return find_spec("docx") is not None


def _text(value: object) -> str:
    return _NO_XML.sub("\ufffd", shown(value))


class Paper:
    """A document that is being written.

    All text of people is added as plain text, never as a field, a link or XML.
    """

    def __init__(self, title: str, *, points: float = 11, wide: bool = False) -> None:
        """Create an empty document in letter format.

        Raises UserError if python-docx is not installed.
        """
        try:
            import docx  # an extra, and 200 ms to import
        except ImportError:
            raise UserError(
                f"A Word document needs python-docx, which is not installed. Run: {INSTALL}"
            ) from None
        from docx.enum.section import WD_ORIENT
        from docx.shared import Inches, Pt, RGBColor

        self._file = docx.Document()
        sheet = self._file.sections[0]
        sheet.left_margin = sheet.right_margin = sheet.top_margin = sheet.bottom_margin = Inches(
            0.8
        )
        if wide:
            sheet.orientation = WD_ORIENT.LANDSCAPE
            sheet.page_width, sheet.page_height = sheet.page_height, sheet.page_width
        styles: Any = self._file.styles  # its types do not know which styles are for paragraphs
        styles["Normal"].font.size = Pt(points)
        styles["Normal"].paragraph_format.space_after = Pt(4)
        for name in ("Heading 1", "Heading 2"):
            styles[name].font.color.rgb = RGBColor(0, 0, 0)
        self._describe(title)

    def _describe(self, title: str) -> None:
        about = self._file.core_properties
        about.title, about.language = _text(title)[:255], "en-US"
        about.author = about.comments = about.last_modified_by = ""
        for part in list(about._element):
            if part.tag.endswith(("}created", "}modified")):
                about._element.remove(part)
        for relations in (self._file.part.package.rels, self._file.part.rels):
            for number, relation in list(relations.items()):
                if relation.reltype.rpartition("/")[2] in _NEEDLESS:
                    del relations[number]

    def heading(self, text: object, level: int, *, new_sheet: bool = False) -> None:
        """Add a heading of level 1 or 2."""
        self._file.add_heading(_text(text), level).paragraph_format.page_break_before = new_sheet

    def paragraph(self, text: object) -> None:
        """Add a paragraph."""
        self._file.add_paragraph(_text(text))

    def table(
        self,
        columns: Sequence[object],
        rows: Iterable[Sequence[object]],
        *,
        says: str,
        labels: float | None = None,
    ) -> None:
        """Add a table whose header row is repeated on every sheet.

        `says` describes it for screen readers. A cell is a value, or a tuple of values with a
        paragraph each. With `labels`, the first column holds row headings and is `labels` inches
        wide; the other columns share the rest evenly.
        """
        table = self._file.add_table(1, len(columns), style="Table Grid")
        for cell, column in zip(table.rows[0].cells, columns, strict=True):
            _fill(cell, column, bold=True)
        _mark(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
        for row in rows:
            line = table.add_row()
            _mark(line._tr.get_or_add_trPr(), "w:cantSplit")
            for n, (cell, value) in enumerate(zip(line.cells, row, strict=True)):
                _fill(cell, value, bold=labels is not None and n == 0)
        self._lay_out(table, says, labels)
        # Word merges two tables that touch.
        self._file.add_paragraph()

    def _lay_out(self, table: Table, says: str, labels: float | None) -> None:
        """Set the column widths and the headings and description for screen readers."""
        from docx.oxml.ns import qn
        from docx.shared import Inches

        sheet = self._file.sections[0]
        room = (sheet.page_width or 0) - (sheet.left_margin or 0) - (sheet.right_margin or 0)
        table.autofit = False
        if labels is None:
            widths = self._widths(table, room)
        else:
            share = (room - Inches(labels)) // (len(table.columns) - 1)
            widths = [Inches(labels), *[share] * (len(table.columns) - 1)]
        for column, wide in zip(table.columns, widths, strict=True):
            column.width = wide
        for row in table.rows:
            for cell, wide in zip(row.cells, widths, strict=True):
                cell.width = wide
        properties = table._tbl.tblPr
        for look in properties.findall(qn("w:tblLook")):
            properties.remove(look)
        _mark(properties, "w:tblLook", val="0620" if labels is None else "06A0")
        _mark(properties, "w:tblCaption", val=_text(says))

    def _widths(self, table: Table, room: int) -> list[int]:
        """Return column widths that fill the sheet, each according to its longest cell."""
        from docx.shared import Pt

        styles: Any = self._file.styles
        letter = styles["Normal"].font.size * _LETTER
        texts = [[cell.text for cell in row.cells] for row in table.rows]
        letters = column_widths(texts, int(room / letter))
        needs = [count * letter + Pt(_EDGES) for count in letters]
        return [int(room * need / sum(needs)) for need in needs]

    def data(self) -> bytes:
        """Return the file's bytes; the same content gives the same bytes."""
        raw, target = io.BytesIO(), io.BytesIO()
        self._file.save(raw)
        with (
            zipfile.ZipFile(raw) as made,
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out,
        ):
            for part in made.infolist():
                out.writestr(
                    zipfile.ZipInfo(part.filename, _NO_TIME), made.read(part), zipfile.ZIP_DEFLATED
                )
        return target.getvalue()


def _fill(cell: _Cell, value: object, *, bold: bool) -> None:
    """Add one paragraph for each line of a cell."""
    for n, line in enumerate(value if isinstance(value, tuple) else (value,)):
        paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = 0
        paragraph.add_run(_text(line)).bold = bold or None


def _mark(properties: Any, name: str, **values: str) -> None:
    """Add an XML element, which python-docx has no method for, to a table's or row's properties."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    properties.append(element)


@formats.paper()
def as_docx(page: Page) -> bytes:
    """Return a page as a Word document. Raises UserError if python-docx is not installed."""
    grids = [part for section in page.sections for part in section.parts if isinstance(part, Grid)]
    paper = Paper(page.title, wide=any(len(grid.columns) > _UPRIGHT for grid in grids))
    paper.heading(page.title, 1)
    for section in page.sections:
        paper.heading(section.heading, 2)
        for part in section.parts:
            if isinstance(part, Grid):
                paper.table(
                    part.headings, map(cells, map(on_paper, part.rows)), says=section.heading
                )
            else:
                paper.paragraph(part)
    return paper.data()
