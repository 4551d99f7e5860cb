"""Clash: one conflict of the groups' schedule, with every date on which it happens, and how it is
weighed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from bltui.domain.model.building_settings import Severity
from bltui.domain.model.dates import show_date
from bltui.domain.model.finding import WEIGHT, Rule, Violation


class ScheduleConflict(msgspec.Struct, frozen=True, kw_only=True):
    """One cause is one clash, on however many dates."""

    rule: str
    message: str
    key: str
    """Names the cause for a waiver; the same people and groups give the same key."""
    cwgs: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    series: tuple[int, ...] = ()
    dates: tuple[dt.date, ...] = ()
    """On which dates, ascending; empty where it is about the group itself."""
    severity: Severity | None = None
    """Where the rule has two weights: the weight of this case."""
    subject: str = ""
    fix: str | None = None
    waived: str = ""
    """The reason for which it is accepted."""

    def hit(self) -> Violation:
        """As a rule of `check` reports it."""
        records = [f"cwgs/{n}" for n in self.cwgs] + [f"series/{n}" for n in self.series]
        records += [f"people/{n}" for n in self.people]
        count = max(len(self.dates), 1)
        return Violation(self.message, tuple(records), self.subject, count, self.severity, self.fix)


def key(*parts: str | int | Iterable[int]) -> str:
    """A key from words and numbers: "cwgs/1|cwgs/5|people/3,8"."""
    words = []
    for part in parts:
        words.append(str(part) if isinstance(part, str | int) else ",".join(str(n) for n in part))
    return "|".join(words)


def when(dates: Sequence[dt.date], clock: str = "") -> str:
    """The dates in words: one in full, several by their number and the first."""
    at = f" {clock}" if clock else ""
    if not dates:
        return ""
    first = f"{show_date(dates[0], weekday=True)}{at}"
    return first if len(dates) == 1 else f"{len(dates)} dates from {first}"


def accepted(
    clashes: Iterable[ScheduleConflict], waived: Mapping[tuple[str, str], str]
) -> list[ScheduleConflict]:
    """The clashes with their waivers: one for the whole cause, or for single dates (key
    "cause@2026-11-18"), which then go.
    """
    found = []
    for clash in clashes:
        reason = waived.get((clash.rule, clash.key), "")
        dates = clash.dates
        if not reason and dates and waived:
            dates = tuple(d for d in dates if (clash.rule, f"{clash.key}@{d}") not in waived)
            if not dates:
                reason = waived[clash.rule, f"{clash.key}@{clash.dates[0]}"]
        if reason:
            clash = msgspec.structs.replace(clash, waived=reason)
        elif dates != clash.dates:
            clash = msgspec.structs.replace(clash, dates=dates)
        found.append(clash)
    return found


def hits(clashes: Iterable[ScheduleConflict]) -> dict[str, list[Violation]]:
    """What each rule reports to `check`: the clashes that nobody has waived."""
    found: dict[str, list[Violation]] = {}
    for clash in clashes:
        if not clash.waived:
            found.setdefault(clash.rule, []).append(clash.hit())
    return found


def weight(
    clash: ScheduleConflict, rules: Mapping[str, Rule], own: Mapping[str, Severity]
) -> Severity:
    """How much a clash weighs here: the building's own grading, else the case's, else the rule's."""
    graded = own.get(clash.rule)
    if graded is not None:
        return graded
    if clash.severity is not None:
        return clash.severity
    rule = rules.get(clash.rule)
    return rule.severity if rule is not None else "warn"


def blocking(
    clashes: Iterable[ScheduleConflict],
    rules: Mapping[str, Rule],
    own: Mapping[str, Severity],
    cwg_id: int | None = None,
) -> list[ScheduleConflict]:
    """The errors that nobody has waived: they forbid publishing, never saving."""
    return [
        c
        for c in clashes
        if not c.waived
        and (cwg_id is None or cwg_id in c.cwgs)
        and WEIGHT[weight(c, rules, own)] == WEIGHT["error"]
    ]
