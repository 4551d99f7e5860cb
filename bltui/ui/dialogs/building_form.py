"""The forms for the building: its settings, its own limits, a rule graded otherwise, a group that does not apply."""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec

from bltui.domain.checks.rule_overrides import set_local
from bltui.domain.model.building_settings import Profile
from bltui.domain.model.change import Intent
from bltui.domain.model.finding import Rule
from bltui.domain.model.framework_types import Limit
from bltui.domain.model.school_year import school_year
from bltui.domain.model.text import clean
from bltui.domain.years.new_building import edit_profile, read_zone
from bltui.ui.dialogs.fields import Choice, Field, Flag, Grades, NumberField, Prose, Words
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext

_LEVELS = (("elementary", "elementary"), ("middle", "middle"), ("high", "high"), ("k8", "K-8"), ("other", "other"))


class Zone(Field, frozen=True, kw_only=True):
    """A time zone by its IANA name."""

    def parse(self, raw: str) -> str:
        return read_zone(clean(raw, "time zone"))


class YearStart(Field, frozen=True, kw_only=True):
    """The month and day on which the school year begins."""

    def parse(self, raw: str) -> str:
        text = clean(raw, "year starts")
        school_year(2027, text)
        return text


def building_form(basis: FormContext) -> Form:
    """The building's settings."""
    seen = basis.building.profile

    def build(values: Values, seen: Any) -> Intent:
        return partial(edit_profile, seen=seen, **values)

    return Form(
        title="Building settings",
        fields=(
            Field(key="name", label="Name", value=seen.name, required=True),
            Field(key="district", label="District", value=seen.district),
            Choice(key="level", label="Level", value=seen.level, choices=_LEVELS),
            Grades(key="grades", label="Grades", value=seen.grades),
            Choice(
                key="coverage_by",
                label="Teachers for",
                value=seen.coverage_by,
                choices=(("grades", "every grade"), ("departments", "every department")),
            ),
            Words(key="departments", label="Departments", value=seen.departments),
            Grades(
                key="early_grades",
                label="Early childh.",
                value=seen.early_grades,
                hint="grades that count as early childhood; PK is a chosen default",
            ),
            Words(
                key="subgroups", label="Subgroups", value=seen.subgroups, hint="more groups that the team represents"
            ),
            Choice(
                key="dlt_label",
                label="District team",
                value=seen.dlt_label,
                choices=(("DLT", "DLT"), ("CSLT", "CSLT")),
                hint="District or Community School Leadership Team",
            ),
            Flag(
                key="rotation_required",
                label="Rotation",
                value=seen.rotation_required,
                hint="no turns the rotation rules off, as in small districts",
            ),
            YearStart(
                key="year_starts", label="Year starts", value=seen.year_starts, hint="month and day, such as 07-01"
            ),
            Zone(key="tz", label="Time zone", value=seen.tz, hint="such as America/Chicago"),
            Prose(key="vision", label="Vision", value=seen.vision, hint="tab goes on"),
        ),
        build=build,
        seen=seen,
        live_preview=True,
    )


def _adopt_entries(table: str, seen: Profile, theirs: Values) -> Profile:
    entries = {key.partition(":")[2]: value for key, value in theirs.items()}
    merged = {k: v for k, v in {**getattr(seen, table), **entries}.items() if v is not None}
    return msgspec.structs.replace(seen, **{table: merged})


def _amount(limit: Limit, own: dict[str, float]) -> NumberField:
    return NumberField(
        key=f"limits:{limit.key}",
        label=limit.label,
        value=own.get(limit.key),
        default=limit.value,
        hint=f"{limit.unit}; {limit.basis}",
    )


def limits_form(basis: FormContext) -> Form:
    """The building's own limits; blank ones are the framework's."""
    seen = basis.building.profile

    def build(values: Values, seen: Any) -> Intent:
        entries = {key.partition(":")[2]: value for key, value in values.items()}
        return partial(set_local, table="limits", seen=seen, entries=entries)

    return Form(
        title="Limits of the checks",
        about="The sources leave these numbers open. Blank takes the default that is shown in pale letters.",
        fields=tuple(_amount(limit, seen.limits) for limit in basis.framework.limits.values()),
        build=build,
        seen=seen,
        prefix="limits:",
        adopt=partial(_adopt_entries, "limits"),
        live_preview=True,
        wide=True,
    )


def grade_form(basis: FormContext, rule: Rule) -> Form:
    """How much a rule weighs in this building."""
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
                label="Weighs",
                value=seen.rules.get(rule.id, ""),
                choices=(
                    ("", f"as usual ({rule.severity})"),
                    ("error", "error"),
                    ("warn", "warning"),
                    ("info", "information"),
                    ("off", "off"),
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
    """Mark a group as one that does not apply here, with the reason; or take the mark away."""
    seen = basis.building.profile
    name = dict(basis.groups()).get(group, group)
    key = f"not_applicable:{group}"

    def build(values: Values, seen: Any) -> Intent:
        return partial(set_local, table="not_applicable", seen=seen, entries={group: values[key] or None})

    return Form(
        title=f"{name}: does it apply here?",
        about="With a reason it counts as not applicable. Blank: it applies, and the checks ask for it.",
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
