"""A schedule conflict of the groups, with its dates and its severity."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from bltui.domain.model.finding import Rule, Violation
from bltui.domain.model.formats import show_date, show_time
from bltui.domain.model.severity import WEIGHT, Severity


class ScheduleConflict(msgspec.Struct, frozen=True, kw_only=True):
    """A conflict with one cause, on any number of dates."""

    rule: str
    message: str
    key: str
    """Identifies the cause for a waiver. The same people and groups give the same key."""
    cwgs: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    series: tuple[int, ...] = ()
    dates: tuple[dt.date, ...] = ()
    """The dates of the conflict, ascending. Empty if it is about the group itself."""
    severity: Severity | None = None
    """The severity of this conflict, if the rule has two severities."""
    subject: str = ""
    fix: str | None = None
    waived: str = ""
    """The reason for its waiver."""

    def hit(self) -> Violation:
        """Return the conflict as a violation for `check`."""
        records = [f"cwgs/{n}" for n in self.cwgs] + [f"series/{n}" for n in self.series if n > 0]
        records += [f"people/{n}" for n in self.people]
        count = max(len(self.dates), 1)
        return Violation(self.message, tuple(records), self.subject, count, self.severity, self.fix)


def key(*parts: str | int | Iterable[int]) -> str:
    """Return a key made from words and numbers, such as "cwgs/1|cwgs/5|people/3,8"."""
    words = []
    for part in parts:
        words.append(str(part) if isinstance(part, str | int) else ",".join(str(n) for n in part))
    return "|".join(words)


def when(dates: Sequence[dt.date], clock: str = "") -> str:
    """Return dates in words: one in full, or several as their number and the first date."""
    at = f", {show_time(clock)}" if clock else ""
    if not dates:
        return ""
    first = f"{show_date(dates[0])}{at}"
    return first if len(dates) == 1 else f"{len(dates)} dates from {first}"


def accepted(
    clashes: Iterable[ScheduleConflict], waived: Mapping[tuple[str, str], str]
) -> list[ScheduleConflict]:
    """Return the conflicts with their waivers applied.

    A waiver covers the whole cause, or single dates (key "cause@2026-11-18"), which are then
    removed.
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
    """Return the violations of each rule for `check`: the conflicts without a waiver."""
    found: dict[str, list[Violation]] = {}
    for clash in clashes:
        if not clash.waived:
            found.setdefault(clash.rule, []).append(clash.hit())
    return found


def weight(
    clash: ScheduleConflict, rules: Mapping[str, Rule], own: Mapping[str, Severity]
) -> Severity:
    """Return the severity of a conflict: the building's own, the conflict's, or the rule's."""
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
    """Return the required conflicts without a waiver. They prevent publishing, but not saving."""
    return [
        c
        for c in clashes
        if not c.waived
        and (cwg_id is None or cwg_id in c.cwgs)
        and WEIGHT[weight(c, rules, own)] == WEIGHT["error"]
    ]
