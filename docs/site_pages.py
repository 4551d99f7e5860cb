"""Adds README, CONTRIBUTING, and CHANGELOG to the website, with links that fit there: a hook of MkDocs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File

ROOT = Path(__file__).resolve().parents[1]
#: A file at the top of the repository -> its name on the website.
TOP = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
}


def linked(page: str) -> str:
    """Return a page whose links lead to pages of the website."""
    page = re.sub(r"\]\((?:\.\./)?(?:docs/)?([A-Z]+\.md)", lambda m: f"]({TOP[m[1]]}", page)
    page = re.sub(r"\]\(docs/", "](", page)
    return re.sub(r"\[([^]]*)\]\(samples/?\)", r"\1", page)  # a folder has no page


def on_files(files: Any, config: Any) -> Any:
    """Add the files of the top folder."""
    for name, there in TOP.items():
        content = (ROOT / name).read_text(encoding="utf-8")
        files.append(File.generated(config, there, content=content))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Make the links of a page fit."""
    return linked(markdown)
