"""Self-check results: counts and averages by statement, and their trend over the year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from bltui.domain.feedback.round_results import scored
from bltui.domain.model import formats
from bltui.domain.model.building import Building
from bltui.domain.model.framework_types import Framework, Statement, limit_of
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.record import active
from bltui.domain.model.scores import Answered, counted, mean
from bltui.domain.model.self_checks import SelfCheck


class Scored(Answered, frozen=True, kw_only=True):
    """The result of one statement. The field names are public JSON."""

    key: str
    short: str
    text: str
    low: bool
    """Whether the average is below the building's limit, so that an action is needed (MTG-08)."""


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """The self-check of one meeting. The field names are public JSON."""

    answers: int
    """The most answers to any statement: at least this many people answered."""
    scale: tuple[str, str, str, str]
    """The labels of 1, 2, 3, and 4."""
    limit: float
    """The lowest average that needs no action."""
    few: int
    """The fewest answers for which more than the count is shown."""
    mean: float | None
    """The average of the shown statements, to two decimals."""
    statements: tuple[Scored, ...]
    actions: tuple[str, ...]
    """Actions about this meeting, which answer a low average."""

    @property
    def low(self) -> tuple[Scored, ...]:
        """Statements with a low average."""
        return tuple(s for s in self.statements if s.low)

    @property
    def asks_action(self) -> bool:
        """Whether a statement is low and there is no action about the meeting."""
        return bool(self.low) and not self.actions


def answers_of(building: Building, meeting_id: int) -> list[SelfCheck]:
    """Return the answers to a meeting's self-check."""
    return [s for s in active(building.self_checks) if s.meeting_id == meeting_id]


def checked(building: Building, framework: Framework, meeting_id: int) -> Checked | None:
    """Return the results of a meeting's self-check, or None without answers.

    Statements with fewer answers than the building's `small_group` show only their count. Answers
    to statements that left the framework come last, labeled by key.
    """
    found = answers_of(building, meeting_id)
    if not found:
        return None
    form, own = framework.self_check, building.profile.limits
    few = int(limit_of("small_group", own, framework))
    least = limit_of("self_check_least", own, framework)
    known = {s.key for s in form.statements}
    gone = dict.fromkeys(key for sheet in found for key in sheet.counts if key not in known)
    statements = (*form.statements, *(Statement(key=key, short=key, text=key) for key in gone))
    rows = tuple(_scored(statement, found, few, least) for statement in statements)
    means = [s.mean for s in rows if s.mean is not None]
    about = f"meeting:{meeting_id}"
    return Checked(
        answers=max(s.answers for s in rows),
        scale=form.scale,
        limit=least,
        few=few,
        mean=round(sum(means) / len(means), 2) if means else None,
        statements=rows,
        actions=tuple(
            a.text for a in active(building.actions) if a.about == about and a.status != "dropped"
        ),
    )


def _scored(statement: Statement, sheets: Sequence[SelfCheck], few: int, least: float) -> Scored:
    """Return the result of one statement."""
    (found,) = scored(statement.key, statement.text, sheets, few)
    low = found.spread is not None and (mean(found.spread) or least) < least
    return Scored(
        key=statement.key,
        short=statement.short,
        text=statement.text,
        low=low,
        answers=found.answers,
        spread=found.spread,
        mean=found.mean,
    )


def through_year(
    building: Building, framework: Framework, since: date, until: date
) -> list[tuple[Meeting, Checked]]:
    """Return the self-checks of the meetings between two days, in order."""
    asked = {s.meeting_id for s in active(building.self_checks)}
    meetings = sorted(
        (
            m
            for m in active(building.meetings)
            if m.id in asked and since <= m.on <= until and not m.cancelled
        ),
        key=lambda m: (m.on, m.start, m.id),
    )
    pairs = ((m, checked(building, framework, m.id)) for m in meetings)
    return [(meeting, result) for meeting, result in pairs if result is not None]


def mean_words(scored: Scored) -> str:
    """Format an average with its count, "2.75 (8 answers)", or only the count if too few answered."""
    return (
        f"{formats.mean(scored.mean)} ({counted(scored.answers)})"
        if scored.mean is not None
        else counted(scored.answers)
    )
