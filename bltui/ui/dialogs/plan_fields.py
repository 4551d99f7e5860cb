"""Fields for record links, numbers, literature, and segments, shared by the step and plan forms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from bltui.domain.model import labels
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date
from bltui.domain.model.plan import Reference
from bltui.domain.model.record import active
from bltui.domain.model.text import PROSE, clean, folded, shown
from bltui.domain.model.training import PHASES, PhaseTag, Segment
from bltui.domain.model.work_groups import active_groups
from bltui.ui.dialogs.fields import Choice, Many, Prose
from bltui.ui.dialogs.form_context import FormContext

#: A link to a record: its number as text, and its label.
Links = tuple[tuple[str, str], ...]

#: How "no record" appears among the choices of a link.
NONE = "0"
_SEGMENT = re.compile(
    r"(?P<topic>.*?)(\s*\((?P<minutes>\d{1,4})\s*min\))?(\s*#(?P<strategy>\d{1,6}))?"
)


class Link(Choice, frozen=True, kw_only=True):
    """One record or none; its value is the record's number."""

    value: Any = None

    def to_text(self, value: Any) -> str:
        return NONE if value is None else str(value)

    def parse(self, raw: str) -> int | None:
        return None if raw in ("", NONE) else int(raw)


class LinkMany(Many, frozen=True, kw_only=True):
    """Any number of records, including none; its value is their numbers."""

    def to_text(self, value: Any) -> str:
        return ",".join(str(number) for number in value or ())

    def parse(self, raw: str) -> Any:
        return tuple(int(word) for word in raw.split(",") if word)


class Literature(Prose, frozen=True, kw_only=True):
    """References, one per line: the citation, then the address and a note, separated by bars."""

    value: Any = ()
    hint: str = "one per line: Author, title, year | https://… | note. Tab: next field"

    def to_text(self, value: Any) -> str:
        lines = (" | ".join((r.citation, r.url, r.note)).rstrip(" |") for r in value or ())
        return shown("\n".join(lines), multiline=True)

    def parse(self, raw: str) -> Any:
        text = clean(raw, "literature", limit=PROSE, multiline=True)
        found = []
        for line in filter(None, map(str.strip, text.split("\n"))):
            parts = [part.strip() for part in line.split("|", 2)]
            if not parts[0]:
                raise UserError(
                    "A line of the literature has no citation. Add it before the bar.",
                    field=self.key,
                )
            found.append(Reference(*parts))
        return tuple(found)


class Segments(Prose, frozen=True, kw_only=True):
    """The parts of a training, one per line: phase, topic, minutes, and strategy number."""

    value: Any = ()
    hint: str = (
        "one per line: I do: topic (20 min) #strategy. We do, You do likewise. Tab: next field"
    )

    def to_text(self, value: Any) -> str:
        lines = []
        for part in value or ():
            minutes = f" ({part.minutes} min)" if part.minutes is not None else ""
            strategy = f" #{part.strategy_id}" if part.strategy_id is not None else ""
            lines.append(f"{PHASES[part.phase]}: {part.topic}{minutes}{strategy}")
        return shown("\n".join(lines), multiline=True)

    def parse(self, raw: str) -> Any:
        text = clean(raw, "segments", limit=PROSE, multiline=True)
        return tuple(self._segment(line.strip()) for line in text.split("\n") if line.strip())

    def _segment(self, line: str) -> Segment:
        head, colon, rest = line.partition(":")
        phase: PhaseTag | None = next(
            (key for key, word in PHASES.items() if folded(word) == folded(head)), None
        )
        found = _SEGMENT.fullmatch(rest.strip())
        if not colon or phase is None or found is None or not found["topic"]:
            words = ", ".join(PHASES.values())
            raise UserError(
                f"“{shown(line)}” is not a segment. Start with {words}, a colon, and the topic.",
                field=self.key,
            )
        minutes, strategy = found["minutes"], found["strategy"]
        return Segment(
            found["topic"],
            phase,
            int(strategy) if strategy else None,
            int(minutes) if minutes is not None else None,
        )


def _pairs(records: Iterable[Any], word: str) -> Links:
    return tuple((str(record.id), shown(getattr(record, word))) for record in records)


def district_goals(basis: FormContext) -> Links:
    """Return the district's goals."""
    return _pairs(active(basis.building.district_goals), "text")


def goals(basis: FormContext, keep: Iterable[int] = ()) -> Links:
    """Return the open building goals, and the one that is already linked."""
    kept = set(keep)
    return _pairs(
        (g for g in active(basis.building.goals) if g.status == "active" or g.id in kept), "title"
    )


def strategies(basis: FormContext, keep: Iterable[int] = ()) -> Links:
    """Return the strategies that are not stopped, and those that are already linked."""
    kept = set(keep)
    return _pairs(
        (s for s in active(basis.building.strategies) if s.fidelity != "stopped" or s.id in kept),
        "text",
    )


def groups(basis: FormContext) -> Links:
    """Return the active groups."""
    return tuple(
        (str(g.id), shown(f"{labels.group()} #{g.number} {g.name}"))
        for g in active_groups(basis.building)
    )


def none_or(links: Links) -> Links:
    """Return the links with "none" before them."""
    return ((NONE, "none"), *links)


def inservices(basis: FormContext) -> Links:
    """Return the in-service days, by date."""
    days = sorted(active(basis.building.inservices), key=lambda d: d.on)
    return tuple((str(d.id), f"{show_date(d.on)} {d.title}".strip()) for d in days)


def bells(basis: FormContext) -> Links:
    """Return the bell schedules, the usual one first."""
    return _pairs(sorted(active(basis.building.bells), key=lambda bell: bell.id), "label")


def responsibilities(basis: FormContext) -> Links:
    """Return the framework's responsibilities."""
    return tuple((key, duty.short) for key, duty in basis.framework.responsibilities.items())
