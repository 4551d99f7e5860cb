"""Evidence: what shows that work was done, read from one line and kept. Intents for `workspace.do`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from bltui.domain.building import Building
from bltui.domain.catalogue import BoardKey, EvidenceKind, Framework
from bltui.domain.change import Change, Draft, nothing
from bltui.domain.dates import show_date
from bltui.domain.refusal import Refused
from bltui.domain.steps.records import Evidence, step_words
from bltui.domain.text import clean, folded

#: Said at every place where evidence is entered.
NO_NAMES = "No student names: write the group, the grade or a number."
#: Longest address or path.
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
    """Kind, title and location of one line, such as "data: reading quiz https://example.org/quiz".

    An address or a path that begins with "/", "~/" or a drive is the location; where nothing else is written it is the
    title too. Raises Refused for a blank line.
    """
    rest = clean(text, "evidence", limit=_LONGEST)
    head, found, tail = rest.partition(":")
    kind = _PREFIX.get(folded(head)) if found and not tail.startswith("//") else None
    if kind is not None:
        rest = tail.strip()
    title, location = split_address(rest)
    if not (title or location):
        raise Refused("evidence: it is blank. Write what shows it, and where it lies.", field="evidence")
    return kind or "other", title or location[:200], location


def split_address(text: str) -> tuple[str, str]:
    """A text without the address or path in it, and that address; blank if there is none."""
    address = _ADDRESS.search(text)
    if address is None:
        return text, ""
    return " ".join(text.replace(address[0], " ").split()).strip(" ,;:–-"), address[0]


def known_step(framework: Framework, board: BoardKey, step: int) -> None:
    """Raises Refused where the board has no such step."""
    there = framework.boards[board]
    if there.step(step) is None:
        numbers = [s.number for s in there.steps]
        raise Refused(
            f"The {board} board has no step {step}. Its steps are {numbers[0]} to {numbers[-1]}.", field="step"
        )


def new_evidence(
    draft: Draft,
    *,
    year: str,
    on: date,
    today: date,
    title: str,
    kind: EvidenceKind = "other",
    location: str = "",
    subgroup: str = "",
    board: BoardKey = "building",
    step: int | None = None,
    cycle_id: int | None = None,
    standards: Sequence[str] = (),
    responsibilities: Sequence[str] = (),
) -> int:
    """Put a piece of evidence into a draft; gives its id."""
    if on > today:
        raise Refused(f"{show_date(on)} is still to come: evidence is dated when it was made.", field="on")
    return draft.add(
        "evidence",
        Evidence(
            kind=kind,
            title=draft.text(title, "evidence", blank=False),
            location=draft.text(location, "location", limit=_LONGEST),
            subgroup=draft.text(subgroup, "subgroup"),
            on=on,
            year=year,
            board=board,
            step=step,
            cycle_id=cycle_id,
            standards=tuple(dict.fromkeys(standards)),
            responsibilities=tuple(dict.fromkeys(responsibilities)),
        ),
    )


def add_evidence(building: Building, *, framework: Framework, **fields: Any) -> Change:
    """Keep a piece of evidence; arguments as `new_evidence`. Raises Refused for a step, cycle or tag that is not there."""
    draft = Draft(building)
    board, step = fields.get("board", "building"), fields.get("step")
    if step is not None:
        known_step(framework, board, step)
    if fields.get("cycle_id") is not None and fields["cycle_id"] not in building.cycles:
        raise Refused("That cycle is not there any more.", field="cycle")
    check_tags(framework, fields.get("standards", ()), fields.get("responsibilities", ()))
    if step is None and not fields.get("responsibilities"):
        raise Refused("Say what it shows: a step or a responsibility.", field="step")
    number = new_evidence(draft, **fields)
    kept = draft.change("").edits[-1].after or {}
    what = step_words(board, step) if step is not None else ", ".join(fields["responsibilities"])
    return draft.change(f"{what}: evidence #{number} {kept['title']}")


def check_tags(framework: Framework, standards: Sequence[str] = (), responsibilities: Sequence[str] = ()) -> None:
    """Raises Refused for a standard or a responsibility that the framework does not have."""
    for given, known, word in (
        (standards, framework.standards, "standard"),
        (responsibilities, framework.responsibilities, "responsibility"),
    ):
        for key in given:
            if key not in known:
                raise Refused(f"There is no {word} “{key}”. Take {', '.join(known)}.", field=word)


def edit_evidence(building: Building, *, seen: Evidence, framework: Framework, **fields: Any) -> Change:
    """Change a piece of evidence as it was seen; merges with what others changed meanwhile."""
    draft = Draft(building)
    for field, limit in (("title", 200), ("location", _LONGEST), ("subgroup", 200)):
        if field in fields:
            fields[field] = draft.text(fields[field], field, limit=limit, blank=field != "title")
    for field in ("standards", "responsibilities"):
        if field in fields:
            fields[field] = tuple(dict.fromkeys(fields[field]))
    check_tags(framework, fields.get("standards", ()), fields.get("responsibilities", ()))
    if not draft.merge("evidence", seen, **fields):
        return nothing(f"evidence {seen.title}: unchanged")
    words = [f.replace("_", " ") for f in fields if getattr(seen, f) != fields[f]]
    return draft.change(f"evidence {fields.get('title', seen.title)}: {', '.join(words)} changed")


def remove_evidence(building: Building, *, evidence_id: int) -> Change:
    """Take a piece of evidence away."""
    draft = Draft(building)
    found = building.evidence.get(evidence_id)
    if found is None or found.archived:
        return nothing("evidence: gone already")
    draft.archive("evidence", evidence_id)
    return draft.change(f"evidence {found.title} removed")
