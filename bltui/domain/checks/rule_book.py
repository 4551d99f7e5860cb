"""The rule book: every rule with what it checks, why, and how this building has set it.

`bltui rules`, the page of a finding, the Rules page, and docs/rules.md are made from it.
"""

from __future__ import annotations

import msgspec

from bltui.domain.checks.rules import setting
from bltui.domain.model import labels
from bltui.domain.model.building import Building
from bltui.domain.model.finding import Rule
from bltui.domain.model.framework_types import Framework, limit_of
from bltui.domain.model.record import active
from bltui.domain.model.severity import WORDS, Severity

#: The areas in which rules are grouped, in the order of their headings.
AREAS = labels.Worded(
    {
        "team": "Team",
        "groups": "{group_names}",
        "calendar": "School calendar",
        "meetings": "Meetings and actions",
        "feedback": "Feedback",
        "steps": "Steps",
        "plan": "Plan",
        "training": "Trainings and in-service days",
    }
)


class LimitSetting(msgspec.Struct, frozen=True, kw_only=True):
    """A limit that a rule uses, with the building's own value."""

    key: str
    label: str
    value: float
    said: str
    """The value with its unit."""
    default: float
    default_said: str
    own: bool
    """Whether the building has set it."""
    basis: str


class RuleEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One rule in a building. The field names are the public JSON format of `bltui rules`."""

    id: str
    area: str
    title: str
    check: str
    why: str
    fix: str
    source: str
    default: Severity
    setting: Severity | None
    """The severity in the building; None for a framework without a building."""
    own: bool
    """Whether the building has set it."""
    limits: tuple[LimitSetting, ...]
    waived: tuple[str, ...]
    """The reason of each waiver."""


def rule_entry(rule: Rule, framework: Framework, building: Building | None = None) -> RuleEntry:
    """Return a rule's entry, for a building if one is given."""
    own = building.profile.limits if building is not None else {}
    limits = []
    for key in rule.limits:
        limit, value = framework.limits[key], limit_of(key, own, framework)
        limits.append(
            LimitSetting(
                key=key,
                label=limit.label,
                value=value,
                said=limit.said(value),
                default=limit.value,
                default_said=limit.said(limit.value),
                own=key in own,
                basis=limit.basis,
            )
        )
    return RuleEntry(
        id=rule.id,
        area=rule.area,
        title=rule.title,
        check=rule.check,
        why=rule.why,
        fix=rule.fix,
        source=rule.source,
        default=rule.severity,
        setting=setting(building, rule) if building is not None else None,
        own=building is not None and rule.id in building.profile.rules,
        limits=tuple(limits),
        waived=tuple(w.why for w in active(building.waivers) if w.rule == rule.id)
        if building is not None
        else (),
    )


def rule_book(framework: Framework, building: Building | None = None) -> list[RuleEntry]:
    """Return the entries of all rules, by area and number."""
    order = list(AREAS)
    entries = [rule_entry(rule, framework, building) for rule in framework.rules.values()]
    return sorted(entries, key=lambda entry: order.index(entry.area))


def setting_words(entry: RuleEntry) -> str:
    """Return a rule's severity in the building in words, and why it is not the default."""
    if entry.setting is None:
        return ""
    word = WORDS[entry.setting]
    if entry.setting != "off" and entry.setting == entry.default:
        return f"{word} (the default)"
    if entry.setting == "off" and not entry.own and entry.default != "off":
        return f"{word}, because this building needs no rotation"
    return f"{word} (set in this building)"


def changed_here(entry: RuleEntry) -> bool:
    """Return whether the building has set the severity or a limit of a rule."""
    return entry.own or any(limit.own for limit in entry.limits)


def _limit_line(limit: LimitSetting) -> str:
    if limit.own:
        own = f"set in this building; the default is {limit.default_said}"
        return f"{limit.label}: {limit.said} ({own})"
    return f"{limit.label}: {limit.said}. {limit.basis[0].upper()}{limit.basis[1:]}"


def sections(entry: RuleEntry) -> tuple[tuple[str, str], ...]:
    """Return a rule's page: headings with their texts. Sections without text are left out."""
    found = (
        ("Checks", entry.check),
        ("Why it matters", entry.why),
        ("What to do", entry.fix),
        ("Source", entry.source),
        ("Default", WORDS[entry.default]),
        ("This building", setting_words(entry)),
        ("Limits", "\n".join(_limit_line(limit) for limit in entry.limits)),
        ("Waived here", "\n".join(entry.waived)),
    )
    return tuple((heading, text) for heading, text in found if text)


def finding_sections(message: str, fix: str, entry: RuleEntry) -> tuple[tuple[str, str], ...]:
    """Return a finding's page: the fact, why it matters, what to do, then the rest of its rule."""
    rest = dict(sections(entry))
    why, usual = rest.pop("Why it matters"), rest.pop("What to do")
    return (
        ("Finding", message),
        ("Why it matters", why),
        ("What to do", fix or usual),
        *rest.items(),
    )
