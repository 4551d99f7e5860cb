"""The forms, questions, and sheets that the commands of the CWGs view open."""

from __future__ import annotations

from datetime import date
from functools import partial

from textual.screen import Screen

from bltui.domain.checks.rule_book import finding_sections, rule_entry
from bltui.domain.checks.waivers import unwaive
from bltui.domain.groups.edits import remove_group
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, Intent
from bltui.domain.model.cwgs import Cwg
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import listed_dates, show_date
from bltui.domain.model.series import Series
from bltui.domain.model.waivers import NEVER
from bltui.domain.schedule.expansion import Meeting
from bltui.domain.series.edits import exceptions_of, remove_series
from bltui.domain.series.occurrence_edits import (
    drop_exception,
    hold_meeting,
    keep_all,
    keep_meeting,
    restore_meeting,
)
from bltui.ui.cwg_selection import Picture
from bltui.ui.dialogs.confirm import Confirm
from bltui.ui.dialogs.cwgs.group_form import (
    edit_group_form,
    leader_form,
    members_form,
    new_group_form,
    status_form,
)
from bltui.ui.dialogs.cwgs.meeting_form import add_meeting_form, cancel_form, move_form, waive_form
from bltui.ui.dialogs.cwgs.series_form import time_form
from bltui.ui.dialogs.explain import Explain, Page
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.formatting import WEIGHTS
from bltui.ui.screens.cwgs.conflicts import clash_named

Question = tuple[Screen[bool], Intent]


def _basis(picture: Picture) -> FormContext:
    state = picture.state
    return FormContext(state.building, state.framework, state.today)


def _found(picture: Picture, series_id: int, original: date) -> tuple[Series, Meeting] | None:
    """Return the meeting as it is in the current schedule."""
    series = picture.schedule.series.get(series_id)
    meeting = next((m for m in picture.expanded(series_id) if m.original == original), None)
    return (series, meeting) if series is not None and meeting is not None else None


# -- groups ----------------------------------------------------------------------------------------


def new_group(picture: Picture) -> Screen[bool]:
    """Return the form for a new group."""
    return FormScreen(new_group_form(_basis(picture)))


def edit_group(picture: Picture, group: Cwg) -> Screen[bool]:
    """Return the form for a group's name and topic."""
    return FormScreen(edit_group_form(_basis(picture), group))


def leader(picture: Picture, group: Cwg) -> Screen[bool]:
    """Return the form for a group's leader."""
    return FormScreen(leader_form(_basis(picture), group))


def members(picture: Picture, group: Cwg) -> Screen[bool]:
    """Return the form for people who join or leave."""
    return FormScreen(members_form(_basis(picture), group))


def status(picture: Picture, group: Cwg) -> Screen[bool]:
    """Return the form for the status: draft, published, or closed."""
    return FormScreen(status_form(_basis(picture), group))


def remove(picture: Picture, group: Cwg) -> Question:
    """Return the question whether to remove a group."""
    count = sum(m.takes_place for _, m in picture.meetings(group.id))
    question = Confirm(
        f"Remove {group.called}?",
        yes="remove it (undo restores it)",
        more=f"Members: {len(group.people())}. Meetings: {count}. To end it and keep its history, "
        "close it (p) instead.",
    )
    return question, partial(remove_group, cwg_id=group.id)


# -- meetings --------------------------------------------------------------------------------------


def time(
    picture: Picture, group: Cwg, series_id: int | None, original: date | None
) -> Screen[bool]:
    """Return the form for a group's times: the row's series, its first one, or a new one."""
    return FormScreen(time_form(picture, group, series_id, original))


def move(picture: Picture, series_id: int, original: date) -> Screen[bool] | None:
    """Return the form that moves one meeting."""
    found = _found(picture, series_id, original)
    return FormScreen(move_form(picture, _basis(picture), *found)) if found is not None else None


def cancel(picture: Picture, series_id: int, original: date) -> Screen[bool] | Intent | None:
    """Return the form that cancels a meeting, or the intent that undoes its canceling or move."""
    found = _found(picture, series_id, original)
    if found is None:
        return None
    meeting = found[1]
    decided = _decided(picture, series_id, original)
    if meeting.meeting_id is not None:
        decided = meeting.state in ("cancelled", "moved")
    if meeting.state in ("cancelled", "moved", "added") and decided:
        return partial(restore_meeting, series_id=series_id, day=original)
    return FormScreen(cancel_form(picture, *found))


def _decided(picture: Picture, series_id: int, original: date) -> bool:
    """Return whether a person decided about a meeting, not only the rule for no-school days."""
    return any(e.date == original for e in exceptions_of(picture.state.building, series_id))


def take_back(exception_id: int) -> Intent:
    """Return the intent that removes one exception."""
    return partial(drop_exception, exception_id=exception_id)


def keep(picture: Picture, row: str, group: Cwg | None) -> Intent | None:
    """Return the intent that keeps orphaned exceptions (CWG-33) as separate meetings.

    Applies to the row's exception, or to all of the conflict's or group's series.
    """
    kind, _, rest = row.partition("/")
    if kind == "exceptions":
        one = picture.state.building.exceptions.get(int(rest))
        if one is not None and picture.left_over(one):
            return partial(keep_meeting, series_id=one.series_id, day=one.date)
        return None
    clash = clash_named(picture, row)
    if clash is not None:
        return partial(keep_all, series_id=clash.series[0]) if clash.rule == "CWG-33" else None
    left = (
        {e.series_id for e in picture.exceptions(group.id) if picture.left_over(e)}
        if group is not None
        else set()
    )
    return partial(keep_all, series_id=left.pop()) if len(left) == 1 else None


def cancel_all(picture: Picture, series_id: int, original: date) -> Question | None:
    """Return the question whether to remove a whole series."""
    found = _found(picture, series_id, original)
    if found is None:
        return None
    series = found[0]
    left = [m.date for m in picture.expanded(series_id) if m.takes_place]
    coming = [d for d in left if d >= picture.state.today]
    question = Confirm(
        f"Cancel all meetings of {picture.short(picture.owner(series))}?",
        yes=f"cancel all {len(left)} (undo restores them)",
        more=f"Future meetings: {len(coming)}"
        + (f", the next on {show_date(coming[0])}." if coming else ".")
        + " To end the series on a later day, press t and choose “and later”.",
    )
    return question, partial(remove_series, series_id=series_id)


def add_meeting(picture: Picture, series_id: int, original: date) -> Screen[bool] | None:
    """Return the form for an additional meeting."""
    found = _found(picture, series_id, original)
    return (
        FormScreen(add_meeting_form(picture, _basis(picture), found[0]))
        if found is not None
        else None
    )


def held(picture: Picture, series_id: int, original: date) -> Intent | None:
    """Return the intent that marks a meeting as held or clears the mark."""
    found = _found(picture, series_id, original)
    if found is None:
        return None
    marks = [
        e
        for e in exceptions_of(picture.state.building, series_id)
        if e.date == original and e.do == "held"
    ]
    if marks:
        return partial(drop_exception, exception_id=marks[-1].id)
    return partial(hold_meeting, series_id=series_id, day=original)


# -- conflicts -------------------------------------------------------------------------------------


def waive(picture: Picture, row: str) -> Screen[bool] | Intent | None:
    """Return the form that waives a conflict, or the intent that removes the waiver."""
    clash = clash_named(picture, row)
    if clash is None:
        return None
    if clash.waived:
        return partial(unwaive, rule=clash.rule, key=clash.key)
    if clash.rule in NEVER:
        return partial(_never, clash.rule)
    return FormScreen(waive_form(_basis(picture), clash))


def _never(rule: str, building: Building) -> Change:
    raise UserError(f"{rule} cannot be waived: the handout requires it. Fix it instead.")


def why(picture: Picture, row: str) -> Screen[str | None] | None:
    """Return the sheet with a conflict in full."""
    clash = clash_named(picture, row)
    if clash is None:
        return None
    state = picture.state
    entry = rule_entry(state.framework.rules[clash.rule], state.framework, state.building)
    _, word = WEIGHTS[picture.weight(clash)]
    finding = finding_sections(clash.message, clash.fix or "", entry)
    return Explain(
        Page(
            title=f"{clash.rule}  {word}",
            sections=(
                finding[0],
                ("Dates", listed_dates(map(show_date, clash.dates))),
                ("Waived", clash.waived),
                *finding[1:],
            ),
        )
    )
