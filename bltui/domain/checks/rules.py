"""Run all rules on a building on a day, with findings ordered by severity."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bltui.domain.checks import (
    facilitation,
    feedback,
    groups,
    meetings,
    plan,
    posting,
    steps,
    team_composition,
    terms,
    training,
    years,
)
from bltui.domain.checks.context import RuleContext
from bltui.domain.model.building import Building
from bltui.domain.model.errors import UserError
from bltui.domain.model.finding import Finding, Rule, Violation
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.severity import WEIGHT, Severity, tally

#: Modules with rules.
SOURCES = (
    team_composition,
    facilitation,
    groups,
    terms,
    steps,
    plan,
    training,
    meetings,
    posting,
    feedback,
    years,
)

#: Check functions by rule id.
CHECKS = {rule_id: check for source in SOURCES for rule_id, check in source.rule.items()}


def _weight(building: Building, rule: Rule, hit: Violation) -> Severity:
    return building.profile.rules.get(rule.id) or hit.severity or rule.severity


def setting(building: Building, rule: Rule) -> Severity:
    """Return a rule's severity in a building. The ROT rules are off without rotation."""
    if rule.id.startswith("ROT-") and not building.profile.rotation_required:
        return "off"
    return building.profile.rules.get(rule.id, rule.severity)


def _chosen(framework: Framework, areas: Sequence[str], rules: Sequence[str]) -> list[Rule]:
    wanted = [r.upper() for r in rules]
    known_areas = sorted({rule.area for rule in framework.rules.values()})
    for name in wanted:
        if name not in framework.rules:
            raise UserError(
                f"There is no rule {name}. The rules are {_ids(framework)}.", field="rule"
            )
    for area in areas:
        if area not in known_areas:
            raise UserError(
                f"There is no area {area} to check. The areas are {', '.join(known_areas)}.",
                field="area",
            )
    return [
        rule
        for rule in framework.rules.values()
        if (not wanted or rule.id in wanted) and (not areas or rule.area in areas)
    ]


def _ids(framework: Framework) -> str:
    """Return the ranges of all rule ids: "COM-01 to COM-18, FAC-01 to FAC-05"."""
    families: dict[str, list[str]] = {}
    for rule_id in framework.rules:
        families.setdefault(rule_id.partition("-")[0], []).append(rule_id)
    return ", ".join(
        f"{min(ids)} to {max(ids)}" if len(ids) > 1 else ids[0] for ids in families.values()
    )


def check(
    building: Building,
    framework: Framework,
    today: date,
    areas: Sequence[str] = (),
    rules: Sequence[str] = (),
) -> list[Finding]:
    """Return the findings of a day, most severe first, then by rule.

    `areas` and `rules` select rules; empty means all. Raises UserError for an unknown area or rule.
    """
    context = RuleContext(building, framework, today)
    found = [
        Finding(
            rule=rule.id,
            severity=_weight(building, rule, hit),
            area=rule.area,
            subject=hit.subject,
            message=hit.message,
            why=rule.why,
            source=hit.source or rule.source,
            fix=hit.fix or rule.fix,
            records=hit.records,
            count=hit.count,
        )
        for rule in _chosen(framework, areas, rules)
        if setting(building, rule) != "off"
        for hit in CHECKS[rule.id](context)
    ]
    # The sort is stable, so each rule's own order is kept: days by date, groups by number.
    return sorted(found, key=lambda f: (-WEIGHT[f.severity], f.rule))


def counts(findings: Sequence[Finding]) -> dict[str, int]:
    """Return the number of findings by severity, as printed by `check --json`."""
    return tally(f.severity for f in findings)
