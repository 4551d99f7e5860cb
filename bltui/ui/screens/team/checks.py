"""The rows of the Team view's checks: coverage by group, size, duties, and findings."""

from __future__ import annotations

from bltui.domain.model.finding import Finding
from bltui.domain.model.framework_types import limit_of
from bltui.domain.model.grades import show_grades
from bltui.domain.team.coverage_types import Coverage, GroupCoverage
from bltui.ui.formatting import WEIGHTS, Bit
from bltui.ui.state import State
from bltui.ui.widgets.table_layout import Cell, Column, Row

COVERAGE = (Column(), Column(cells=16, rank=1))
FINDINGS = (Column(cells=1), Column(wraps=True))

_ROLES = {"covered": "done", "missing": "late", "na": "paused", "ask": "now"}


def id_of(finding: Finding) -> str:
    """Return a stable name for a finding."""
    return f"{finding.rule} {finding.subject}"


def _surname(name: str) -> str:
    return name.split(" ")[0] if name else ""


def _who(group: GroupCoverage) -> Cell:
    if group.status == "na":
        return Bit("not applicable", "quiet")
    if group.status == "ask":
        return Bit("to be said", "now")
    if group.status == "missing" and not group.by:
        return Bit("nobody", "late")
    first = group.by[0] if group.by else ""
    return Bit(
        first if len(group.by) == 1 else f"{_surname(first)} and {len(group.by) - 1} more", "quiet"
    )


def _parts(state: State, missing: tuple[str, ...]) -> str:
    by_grades = state.building.profile.coverage_by == "grades"
    return (
        f"{'grades' if len(missing) > 1 else 'grade'} {show_grades(missing)}"
        if by_grades
        else ", ".join(missing)
    )


def coverage_rows(state: State, found: Coverage) -> tuple[Row, ...]:
    """Return each group with sign, word, and representatives.

    Size, principal, and facilitator are below.
    """
    signs = state.signs
    rows = []
    for key, group in found.groups.items():
        label = state.framework.groups[key].short if key in state.framework.groups else key
        if key == "GRADES" and group.status == "missing":
            label = f"No {_parts(state, group.missing)}"
        role = _ROLES[group.status]
        words = {"na": " (n/a)", "ask": " ?"}.get(group.status, "")
        rows.append(
            Row(
                f"group/{key}", ((Bit(f"{signs.of(role)} ", role), Bit(label + words)), _who(group))
            )
        )
    own = state.building.profile.limits
    least, most = (limit_of(key, own, state.framework) for key in ("size_min", "size_max"))
    role = "done" if found.size == "ok" else "next"
    band = {
        "small": f"small, from {least:g}",
        "large": f"large, to {most:g}",
        "ok": f"{least:g} to {most:g}",
    }[found.size]
    rows.append(Row(None, ("",), "text"))
    rows.append(
        Row(
            "size",
            ((Bit(f"{signs.of(role)} ", role), Bit(f"{found.people} people")), Bit(band, "quiet")),
        )
    )
    role = {True: "done", False: "late", "ask": "now"}[found.principal]
    words = {True: "Principal", False: "No principal", "ask": "Principal?"}[found.principal]
    rows.append(Row("principal", ((Bit(f"{signs.of(role)} ", role), Bit(words)), Bit("", "quiet"))))
    role = "done" if found.facilitator else "late"
    rows.append(
        Row(
            "facilitator",
            (
                (
                    Bit(f"{signs.of(role)} ", role),
                    Bit("Facilitator" if found.facilitator else "No facilitator"),
                ),
                Bit(found.facilitator or "nobody", "quiet"),
            ),
        )
    )
    return tuple(rows)


def finding_rows(state: State) -> tuple[Row, ...]:
    """Return the findings about the team, most severe first, with a heading for each severity."""
    rows: list[Row] = []
    names = {"error": "Must be mended", "warn": "Should be mended", "info": "Worth knowing"}
    last = ""
    for finding in state.findings:
        if finding.area != "team":
            continue
        role, word = WEIGHTS[finding.severity]
        if finding.severity != last:
            last = finding.severity
            rows.append(Row(None, (names.get(last, word),), "heading"))
        rows.append(
            Row(
                id_of(finding),
                (Bit(state.signs.of(role), role), finding.message),
                find=f"{finding.rule} {word}",
            )
        )
    return tuple(rows)


def covered(found: Coverage) -> tuple[int, int]:
    """Return how many groups are represented, of how many that apply."""
    applies = [g for g in found.groups.values() if g.status != "na"]
    return sum(g.status == "covered" for g in applies), len(applies)
