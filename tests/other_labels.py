"""A building whose framework has labels that no text of bltui has by chance."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FRAMEWORK = """
title = "Other labels"

[labels]
team = "Zebra Team"
team_short = "ZT"
work_group = "Yonder Circle"
work_group_short = "YC"
"""
#: The labels of the frameworks included with bltui. A rule id such as CWG-12 is no label.
FIXED = re.compile(
    r"\b(?:BLT|CWG(?!-)|TBT)s?\b|building leadership team|collaborative work group"
    r"|teacher-based team",
    re.IGNORECASE,
)
#: A placeholder that nobody replaced.
UNFILLED = re.compile(r"\{[Aa_]*_?(?:team|group)(?:_name)?s?\}")
#: Names of documents that a rule, a board, or a form cites.
SOURCES = re.compile(
    r"(?:South Dakota: )?Regional\s+BLT\s+Training|Madison-Plains\s+BLT\s+Team\s+page"
    r"|a published BLT survey|published BLT survey|TBT 5-step process meeting agenda"
    r"|BLT Leadership Trainings"
)


def renamed(document: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return a building's document with the other framework, and no label in its typed texts."""
    place = folder / "other.toml"
    place.write_text(FRAMEWORK, "utf-8")
    text = json.dumps(document, ensure_ascii=False)
    # What people typed stays as it is, so it must not hold what is sought.
    text = re.sub(r"\b(?:BLT|CWG(?!-\d)|TBT)(s?)\b", r"crew\1", text)
    found: dict[str, Any] = json.loads(text)
    found["profile"]["1"]["framework"] = str(place)
    return found


def faults(text: str) -> Iterator[str]:
    """Yield each label of another framework in a text for people, with what is around it."""
    text = SOURCES.sub("", text)
    # A quotation is in the words of its document.
    text = re.sub(r"“[^”]*”", "", text)
    for pattern in (FIXED, UNFILLED):
        for found in pattern.finditer(text):
            yield text[max(0, found.start() - 60) : found.end() + 40].replace("\n", " ")
