"""Writing a page as bytes in one of the formats."""

from __future__ import annotations

from bltui.exchange.page import WRITERS, Page
from bltui.exchange.word import as_docx


def written(page: Page, form: str) -> bytes:
    """Return the page in a format. Raises UserError if it needs an extra that is not installed."""
    return as_docx(page) if form == "docx" else WRITERS[form](page).encode()
