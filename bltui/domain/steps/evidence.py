"""Parse evidence from one line and record it. Intents for `workspace.do`."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from bltui.domain.model import validation_messages
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder
from bltui.domain.model.errors import UserError
from bltui.domain.model.framework_types import EvidenceKind, Framework
from bltui.domain.model.steps import Evidence, known_step, step_words
from bltui.domain.model.text import clean, folded

#: Shown wherever evidence is entered.
NO_NAMES = "Never a student's name: write the group, the grade, or a number."
#: Maximum length of a URL or path.
_LONGEST = 500
_ADDRESS = re.compile(r"(?<![^\s(<])(?:https?://|file://|~?/|[A-Za-z]:\\)\S+")
_PREFIX: dict[str, EvidenceKind] = {
    "data": "data",
    "student work": "student_work",
    "student_work": "student_work",
    "work": "student_work",
    "literature": "literature",
    "minutes": "minutes",
    "other": "other",
}


def read_evidence(text: str) -> tuple[EvidenceKind, str, str]:
    """Parse a line such as "data: reading quiz https://example.org/quiz".

    Returns kind, title, and location. A URL, or a path starting with "/", "~/", or a drive, is the
    location, and the title too if there is no other text. Raises UserError for a blank line.
    """
    rest = clean(text, "evidence", limit=_LONGEST)
    head, found, tail = rest.partition(":")
    kind = _PREFIX.get(folded(head)) if found and not tail.startswith("//") else None
    if kind is not None:
        rest = tail.strip()
    title, location = split_address(rest)
    if not (title or location):
        raise UserError(
            validation_messages.blank("evidence", "Enter what it is, and where it is kept."),
            field="evidence",
        )
    return kind or "other", title or location[:200], location


def split_address(text: str) -> tuple[str, str]:
    """Split a text into the text without its URL or path, and that address or ""."""
    address = _ADDRESS.search(text)
    if address is None:
        return text, ""
    return " ".join(text.replace(address[0], " ").split()).strip(" ,;:–-"), address[0]


def add_evidence(building: Building, *, framework: Framework, today: date, **fields: Any) -> Change:
    """Add evidence. Raises UserError if its step, cycle, or tag does not exist."""
    builder = ChangeBuilder(building, today=today, framework=framework)
    if fields.get("step") is not None:
        known_step(framework, fields.get("board", "building"), fields["step"])
    number = builder.add("evidence", Evidence(**fields))
    kept = builder.get("evidence", number)
    assert isinstance(kept, Evidence)
    what = (
        step_words(kept.board, kept.step)
        if kept.step is not None
        else ", ".join(kept.responsibilities)
    )
    return builder.change(f"{what}: evidence #{number} {kept.title}")
