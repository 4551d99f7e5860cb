"""The field for the questions of a round, one per line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bltui.domain.model.rounds import Prompt
from bltui.domain.model.text import folded
from bltui.ui.dialogs.fields import Prose

#: The prefix of a statement that is answered by a number.
_SCALE = "1-4 "


class Questions(Prose, frozen=True, kw_only=True):
    """One question per line; a line that begins with "1-4" is a statement to rate."""

    value: Any = ()

    def to_text(self, value: Any) -> str:
        lines = [f"{_SCALE if p.kind == 'likert' else ''}{p.text}" for p in value or ()]
        return super().to_text("\n".join(lines))

    def parse(self, raw: str) -> Any:
        return read_questions(super().parse(raw), self.value)


def read_questions(text: str, known: Sequence[Prompt]) -> tuple[Prompt, ...]:
    """Return the questions from lines; existing questions keep their keys."""
    found: list[Prompt] = []
    taken = {p.key for p in known}
    for line in (part.strip() for part in text.split("\n")):
        if not line:
            continue
        likert = line.startswith(_SCALE.strip())
        words = line.removeprefix(_SCALE.strip()).strip() if likert else line
        same = next((p for p in known if folded(p.text) == folded(words)), None)
        key = (
            same.key
            if same
            else next(k for k in (f"q{n}" for n in range(1, 999)) if k not in taken)
        )
        taken.add(key)
        found.append(Prompt(key, words, "likert" if likert else "open"))
    return tuple(found)
