"""The forms for the building: settings, limits, rule severity, and groups that do not apply."""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec

from bltui.domain.checks.rule_overrides import set_local
from bltui.domain.model import severity
from bltui.domain.model.building_settings import Profile
from bltui.domain.model.change import Intent
from bltui.domain.model.finding import Rule
from bltui.domain.model.framework_types import Limit
from bltui.domain.model.kinds import Number
from bltui.domain.years.new_building import edit_profile
from bltui.ui.dialogs.fields import Choice, Field, Typed, typed
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.record_form import record_form


def building_form(basis: FormContext) -> Form:
    """Return the form for the building's settings."""
    seen = basis.building.profile
    return record_form(basis, seen, seen=seen, title="Building settings", edit_with=edit_profile)


def _adopt_entries(table: str, seen: Profile, theirs: Values) -> Profile:
    entries = {key.partition(":")[2]: value for key, value in theirs.items()}
    merged = {k: v for k, v in {**getattr(seen, table), **entries}.items() if v is not None}
    return msgspec.structs.replace(seen, **{table: merged})


def _amount(limit: Limit, own: dict[str, float]) -> Typed:
    kind = Number(limit.label, least=0, hint=f"{limit.unit}. {limit.basis}")
    return typed(
        f"limits:{limit.key}",
        kind,
        own.get(limit.key),
        pale=limit.said(limit.value).partition(" (")[0],
    )


def limits_form(basis: FormContext) -> Form:
    """Return the form for the building's limits; blank ones use the framework's."""
    seen = basis.building.profile
    groups: dict[str, list[Limit]] = {}
    for limit in basis.framework.limits.values():
        groups.setdefault(limit.group, []).append(limit)

    def build(values: Values, seen: Any) -> Intent:
        entries = {key.partition(":")[2]: value for key, value in values.items()}
        return partial(set_local, table="limits", seen=seen, entries=entries)

    return Form(
        title="Limits of the checks",
        about="The source documents leave these numbers open. Blank uses the default, which is "
        "shown dimmed.",
        fields=tuple(_amount(limit, seen.limits) for limits in groups.values() for limit in limits),
        headings={f"limits:{limits[0].key}": group for group, limits in groups.items()},
        build=build,
        seen=seen,
        prefix="limits:",
        adopt=partial(_adopt_entries, "limits"),
        live_preview=True,
        wide=True,
    )


def grade_form(basis: FormContext, rule: Rule) -> Form:
    """Return the form for a rule's severity in this building."""
    seen = basis.building.profile

    def build(values: Values, seen: Any) -> Intent:
        value = values[f"rules:{rule.id}"] or None
        return partial(set_local, table="rules", seen=seen, entries={rule.id: value})

    return Form(
        title=f"{rule.id} in this building",
        about=rule.title,
        fields=(
            Choice(
                key=f"rules:{rule.id}",
                label="Severity",
                value=seen.rules.get(rule.id, ""),
                choices=(
                    ("", f"Default: {severity.WORDS[rule.severity]}"),
                    *severity.WORDS.items(),
                ),
            ),
        ),
        build=build,
        seen=seen,
        prefix="rules:",
        adopt=partial(_adopt_entries, "rules"),
        live_preview=True,
    )


def not_applicable_form(basis: FormContext, group: str) -> Form:
    """Return the form that marks a group as not applicable, with a reason, or clears the mark."""
    seen = basis.building.profile
    name = dict(basis.groups()).get(group, group)
    key = f"not_applicable:{group}"

    def build(values: Values, seen: Any) -> Intent:
        return partial(
            set_local, table="not_applicable", seen=seen, entries={group: values[key] or None}
        )

    return Form(
        title=f"{name}: does it apply here?",
        about="Give a reason if it does not apply. Blank: it applies, and the checks look for it.",
        fields=(
            Field(
                key=key,
                label="Reason",
                value=seen.not_applicable.get(group, ""),
                hint="such as: no preschool class in this building",
            ),
        ),
        build=build,
        seen=seen,
        prefix="not_applicable:",
        names={"reason": key},
        adopt=partial(_adopt_entries, "not_applicable"),
        live_preview=True,
    )
