"""The rows of the Team view's checks: coverage by group, size, duties, and findings."""

from __future__ import annotations

from bltui.domain.model.finding import Finding
from bltui.domain.model.framework_types import limit_of
from bltui.domain.team.coverage import parts_words
from bltui.domain.team.coverage_types import Coverage, GroupCoverage
from bltui.ui.formatting import WEIGHTS, Bit
from bltui.ui.state import State
from bltui.ui.widgets.table_layout import Cell, Column, Row

COVERAGE = (Column(whole=True), Column(cells=8))
FINDINGS = (Column(cells=1, whole=True), Column(whole=True, wraps=True))
#: The same in a narrow list, where the severity is a heading and not a column.
GROUPED = (Column(whole=True, wraps=True),)

_ROLES = {"covered": "done", "missing": "required", "na": "paused", "ask": "recommended"}


#: What is missing stands first.
_ORDER = {"missing": 0, "ask": 1, "covered": 2, "na": 3}


def id_of(finding: Finding) -> str:
    """Return a stable name for a finding."""
    return f"{finding.rule} {finding.subject}"


def _who(group: GroupCoverage) -> Cell:
    if group.status == "na":
        return Bit("not applicable", "quiet")
    if group.status == "ask":
        return Bit("to confirm", "recommended")
    if group.status == "missing" and not group.by:
        return Bit("no one", "required")
    first, *others = [name.partition(" ")[0] for name in group.by] or [""]
    if len(others) > 1:
        return Bit(f"{first} and {len(others)} more", "quiet")
    return Bit(", ".join([first, *others]) if others else "".join(group.by), "quiet")


def coverage_rows(state: State, found: Coverage) -> tuple[Row, ...]:
    """Return each group with sign, word, and representatives.

    Size, principal, and facilitator are below.
    """
    signs = state.signs
    rows = []
    for key, group in sorted(found.groups.items(), key=lambda one: _ORDER[one[1].status]):
        label = state.framework.groups[key].short if key in state.framework.groups else key
        if key == "GRADES" and group.status == "missing":
            label = f"No {parts_words(group.missing, state.building.profile.coverage_by)}"
        role = _ROLES[group.status]
        words = {"na": " (n/a)", "ask": " ?"}.get(group.status, "")
        rows.append(
            Row(
                f"group/{key}", ((Bit(f"{signs.of(role)} ", role), Bit(label + words)), _who(group))
            )
        )
    own = state.building.profile.limits
    least, most = (limit_of(key, own, state.framework) for key in ("size_min", "size_max"))
    role = "done" if found.size == "ok" else "info"
    band = {
        "small": f"too small: at least {least:g}",
        "large": f"too large: at most {most:g}",
        "ok": f"{least:g} to {most:g}",
    }[found.size]
    rows.append(Row(None, ("",), "text"))
    rows.append(
        Row(
            "size",
            ((Bit(f"{signs.of(role)} ", role), Bit(f"{found.people} people")), Bit(band, "quiet")),
        )
    )
    role = {True: "done", False: "required", "ask": "recommended"}[found.principal]
    words = {True: "Principal", False: "No principal", "ask": "Principal?"}[found.principal]
    rows.append(Row("principal", ((Bit(f"{signs.of(role)} ", role), Bit(words)), Bit("", "quiet"))))
    role = "done" if found.facilitator else "required"
    rows.append(
        Row(
            "facilitator",
            (
                (
                    Bit(f"{signs.of(role)} ", role),
                    Bit("Facilitator" if found.facilitator else "No facilitator"),
                ),
                Bit(found.facilitator or "no one", "quiet"),
            ),
        )
    )
    return tuple(rows)


def finding_rows(state: State, *, grouped: bool) -> tuple[Row, ...]:
    """Return the findings about the team, most severe first; `grouped` under their severities."""
    rows: list[Row] = []
    last = ""
    for finding in state.findings:
        if finding.area == "team":
            role, word = WEIGHTS[finding.severity]
            severity = Bit(f"{state.signs.of(role)} {word}", role)
            if grouped and word != last:
                rows.append(Row(None, (severity,), "heading"))
            last = word
            cells = (finding.message,) if grouped else (severity, finding.message)
            rows.append(Row(id_of(finding), cells, find=finding.rule))
    return tuple(rows)


def covered(found: Coverage) -> tuple[int, int]:
    """Return how many groups are represented, of how many that apply."""
    applies = [g for g in found.groups.values() if g.status != "na"]
    return sum(g.status == "covered" for g in applies), len(applies)
