"""Writing: a page as bytes, in any of the forms that a person can ask for."""

from __future__ import annotations

from bltui.exchange.page import WRITERS, Page
from bltui.exchange.word import as_docx


def written(page: Page, form: str) -> bytes:
    """The page in one of the forms. Raises UserError if it needs an extra that is not installed."""
    return as_docx(page) if form == "docx" else WRITERS[form](page).encode()
