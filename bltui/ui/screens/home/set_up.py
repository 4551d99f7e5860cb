"""Home of a building without a member: the five steps that set it up, instead of findings."""

from __future__ import annotations

from bltui.domain.checks.first_steps import (
    NO_CHECKS,
    TITLE,
    FirstStep,
    done,
    first_steps,
)
from bltui.domain.model import labels
from bltui.domain.model.framework_types import limit_of
from bltui.domain.model.grades import show_grades
from bltui.founding import UNKNOWN_ZONE
from bltui.ui.arrangement import Band, Panel, Part, Stack
from bltui.ui.formatting import Bit, Signs
from bltui.ui.state import State
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import Column, Row

#: The id of a step's row begins with this.
STEP = "step-of-set-up/"
#: The footer, in place of the view's own.
FOOT = ("home.import", "home.add", "home.calendar", "home.building", "quit")

#: The columns of the steps, and of the building's settings.
_COLUMNS = (
    Column(cells=1, whole=True),
    Column(cells=1, whole=True),
    Column(whole=True, wraps=True),
    Column(cells=24),
)
_SETTINGS = (Column(cells=11, whole=True), Column(wraps=True))
_KEYS = {
    "members": (("i", "Import"), ("a", "Add")),
    "calendar": (("c", "Calendar"),),
    "leaders": (("enter", "Name them"),),
    "groups": (("enter", "Form one"),),
    "dates": (("enter", "Set them"),),
}
_ROSTER = (
    "A roster is a CSV file with a column “role”. You see every line before anything is saved, and "
    "u undoes the import."
)
_SAMPLE = "Only looking? bltui demo opens a sample building."


def arranged(*, wide: bool) -> Part:
    """Return the steps above what a team needs and the building's settings."""
    return Stack((Panel("needs"), Band((Panel("team"), Panel("next")), (0, 46 if wide else 34))))


def show_steps(rows: RecordList, state: State) -> None:
    """Show the steps in the first panel."""
    steps = first_steps(state.building, state.today)
    rows.heading(f"{TITLE}  {done(steps)}", hint="enter: do this step")
    found = [_row(number, step, state.signs) for number, step in enumerate(steps, 1)]
    words = (Row(None, (Bit(text, "quiet"),), "text") for text in ("", _ROSTER, "", _SAMPLE))
    rows.fill((*found, *words), columns=_COLUMNS)


def _row(number: int, step: FirstStep, signs: Signs) -> Row:
    role = "done" if step.done else "info"
    how: tuple[Bit, ...] = (Bit("done", "done"),) if step.done else ()
    if step.after and not step.done:
        how = (Bit(f"after step {step.after}", "quiet"),)
    elif not step.done:
        how = tuple(
            bit for key, verb in _KEYS[step.key] for bit in (Bit(key, "mark"), Bit(f" {verb}  "))
        )
    cells = (Bit(signs.of(role), role), Bit(str(number), "quiet"), step.text, how)
    return Row(f"{STEP}{step.key}", cells)


def show_needs(rows: RecordList, state: State, *, tall: bool) -> None:
    """Show what a team needs: how many people, and which groups they represent."""
    wanted = [k for k, group in state.overview.coverage.groups.items() if group.status != "na"]
    known = state.framework.groups
    names = [known[key].short if key in known else key for key in wanted]
    own = state.building.profile.limits
    least, most = (f"{limit_of(name, own, state.framework):g}" for name in ("size_min", "size_max"))
    lines = [f"{least}–{most} people who represent {len(names)} groups"]
    lines = (
        [f"{lines[0]}:", *(f"  {state.signs.info} {name}" for name in names), NO_CHECKS]
        if tall
        else [f"{lines[0]}.", NO_CHECKS]
    )
    rows.heading(f"What {labels.a_team()} needs")
    rows.fill([Row(None, (line,), "text") for line in lines])


def show_building(rows: RecordList, state: State) -> None:
    """Show the building's settings that were chosen when it was created."""
    profile = state.building.profile
    rows.heading("Building", hint="b: change")
    guess = " (set it)" if profile.tz == UNKNOWN_ZONE else ""
    lines = (
        ("Name", profile.name),
        ("Grades", show_grades(profile.grades)),
        ("School year", profile.year or state.overview.year),
        ("Time zone", f"{profile.tz}{guess}"),
    )
    rows.fill(
        [Row(None, (Bit(name, "quiet"), said)) for name, said in lines if said], columns=_SETTINGS
    )
