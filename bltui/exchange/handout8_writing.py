"""Handout 8 as an editable Word document, in the words of the training, six groups to a sheet."""

from __future__ import annotations

from bltui.domain.model.formats import full_date
from bltui.exchange.handout8 import (
    ACROSS,
    MORE,
    TITLE,
    WRITERS,
    Handout,
    chart,
    chart_rows,
    question,
)
from bltui.exchange.word import Paper

#: A font small enough for six groups with all their dates on one sheet, and the width of the row
#: headings in inches.
_POINTS, _LABEL = 9, 1.1


def as_docx(page: Handout) -> bytes:
    """Return the handout as a Word document; each sheet starts a page.

    Raises UserError if python-docx is not installed.
    """
    paper = Paper(f"{TITLE} (Handout 8): {page.school} {page.year}", points=_POINTS)
    sheets = page.sheets()
    for number, boxes in enumerate(sheets, 1):
        paper.heading(
            f"{TITLE} (Handout 8, sheet {number} of {len(sheets)})", 1, new_sheet=number > 1
        )
        paper.paragraph(f"School: {page.school} {page.year}")
        if number == 1:
            paper.heading(question(), 2)
            paper.paragraph(page.answer or "(no groups yet)")
            paper.paragraph(chart())
        paper.paragraph(MORE)
        for n in range(0, len(boxes), ACROSS):
            some = boxes[n : n + ACROSS]
            rows = [(label, *cells) for label, cells in chart_rows(some)]
            says = f"Leader, members, and meeting times of {', '.join(box.heading for box in some)}"
            paper.table(("", *(box.heading for box in some)), rows, says=says, labels=_LABEL)
        paper.paragraph(f"Printed {full_date(page.printed)} by bltui.")
    return paper.data()


def written(page: Handout, form: str) -> bytes:
    """Return the handout in one of the formats in `page.FORMS`.

    Raises UserError if it needs an extra that is not installed.
    """
    return as_docx(page) if form == "docx" else WRITERS[form](page).encode()
