"""The forms and sheets that the commands of the Team view open.

Loaded with the first of them, not with the view.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.screen import Screen

from bltui.domain.model.change import Intent
from bltui.domain.model.finding import Finding
from bltui.domain.model.people import Person
from bltui.domain.model.seats import Membership
from bltui.domain.team.coverage import coverage
from bltui.domain.team.roles import Reading, read_role
from bltui.domain.team.seat_edits import remove_seat
from bltui.domain.team.staff_edits import deactivate_person, reactivate_person
from bltui.framework import load_role_words
from bltui.ui.app_services import ChangePreview
from bltui.ui.dialogs.building_form import (
    building_form,
    grade_form,
    limits_form,
    not_applicable_form,
)
from bltui.ui.dialogs.confirm import Confirm
from bltui.ui.dialogs.explain import Explain
from bltui.ui.dialogs.fix_form import finding_form, group_form, record_form
from bltui.ui.dialogs.form import Form
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.dialogs.team.duty_form import contact_form, duty_form
from bltui.ui.dialogs.team.person_form import person_form
from bltui.ui.dialogs.team.roster_import import roster_import
from bltui.ui.dialogs.team.seat_form import member_form, seat_form
from bltui.ui.dialogs.team.term_form import end_form, fill_form, term_form
from bltui.ui.screens.team import pages
from bltui.ui.screens.team.rows import person_of, seat_of
from bltui.ui.state import State

#: Opens the next screen, made from the state at that time; None if there is nothing to open.
Next = Callable[[State], "Screen[bool] | None"]


def _screen(form: Form | None) -> Screen[bool] | None:
    return FormScreen(form) if form is not None else None


def basis_of(state: State) -> FormContext:
    """Return the context for forms."""
    return FormContext(state.building, state.framework, state.today)


def reader(state: State) -> Callable[[str], Reading]:
    """Return a function that parses role texts by this building's rules."""
    profile = state.building.profile
    return lambda role: read_role(role, load_role_words(), profile.grades, profile.subgroups)


# -- forms for a line ------------------------------------------------------------------------------


def add(state: State, row: str) -> Screen[bool] | None:
    """Return the form for a member: on the row's vacant seat, for its person, or new."""
    basis = basis_of(state)
    seat, person = seat_of(state.building, row), person_of(state.building, row)
    if seat is not None and person is None:
        return _screen(fill_form(basis, seat))
    free = person if seat is None else None
    return _screen(member_form(basis, reader(state), person=free))


def edit(state: State, row: str) -> Screen[bool] | None:
    """Return the form for the row's seat, or for its person if there is no seat."""
    if (seat := seat_of(state.building, row)) is not None:
        return _screen(seat_form(basis_of(state), reader(state), seat))
    return edit_person(state, row)


def term(state: State, row: str) -> Screen[bool] | None:
    """Return the form for the row's term."""
    record = state.building.resolve(row)
    return _screen(term_form(basis_of(state), record)) if isinstance(record, Membership) else None


def edit_person(state: State, row: str) -> Screen[bool] | None:
    """Return the form for the row's person."""
    person = person_of(state.building, row)
    return _screen(person_form(basis_of(state), person)) if person is not None else None


def end(state: State, row: str) -> tuple[Screen[bool], Intent | None] | None:
    """Return what ends the row's term or person.

    This is the form for a term's last day, or a question and the intent for a yes.
    """
    record, seat, person = (
        state.building.resolve(row),
        seat_of(state.building, row),
        person_of(state.building, row),
    )
    if isinstance(record, Membership):
        return FormScreen(end_form(basis_of(state), record)), None
    if seat is not None:
        question = Confirm(
            f"Remove the seat {seat.label}?", yes="remove the seat (undo restores it)"
        )
        return question, partial(remove_seat, seat_id=seat.id)
    if person is None:
        return None
    if person.active:
        question = Confirm(
            f"Has {person.name} left the building?", yes="no longer counted (the history stays)"
        )
        return question, partial(deactivate_person, person_id=person.id)
    question = Confirm(f"Is {person.name} back in the building?", yes="counted again")
    return question, partial(reactivate_person, person_id=person.id)


def duty(state: State, row: str) -> Screen[bool] | None:
    """Return the form for duties, with the row's person suggested."""
    person = person_of(state.building, row)
    return _screen(duty_form(basis_of(state), person_id=person.id if person else None))


# -- forms that need no line -----------------------------------------------------------------------


def new_person(state: State, row: str) -> Screen[bool] | None:
    """Return the form for a new person on the staff list."""
    return _screen(person_form(basis_of(state)))


def contact(state: State, row: str) -> Screen[bool] | None:
    """Return the form for a contact with the principal or the DLT/CSLT."""
    return _screen(contact_form(basis_of(state)))


def building(state: State, row: str) -> Screen[bool] | None:
    """Return the form for the building's settings."""
    return _screen(building_form(basis_of(state)))


def limits(state: State, row: str) -> Screen[bool] | None:
    """Return the form for the building's limits."""
    return _screen(limits_form(basis_of(state)))


def roster(state: State, row: str) -> Screen[bool] | None:
    """Return the roster import."""
    return roster_import()


# -- sheets ----------------------------------------------------------------------------------------


def record(state: State, row: str) -> tuple[Explain, dict[str, Next]] | None:
    """Return the sheet for a member, seat, or person, and its actions."""
    page = pages.record_page(state, row)
    if page is None:
        return None
    does: dict[str, Next] = {
        "fix": lambda now: _screen(record_form(basis_of(now), reader(now), row)),
        "edit": lambda now: edit(now, row),
        "term": lambda now: term(now, row),
        "person": lambda now: edit_person(now, row),
    }
    return Explain(page), does


def group(state: State, key: str) -> tuple[Explain, dict[str, Next]]:
    """Return the sheet for a group: requirement, representatives, and what is missing."""
    missing = state.overview.coverage.groups[key].missing
    does: dict[str, Next] = {
        "fix": lambda now: _screen(group_form(basis_of(now), reader(now), key, missing)),
        "apply": lambda now: _screen(not_applicable_form(basis_of(now), key)),
    }
    return Explain(pages.group_page(state, key, state.overview.coverage)), does


def finding(state: State, found: Finding) -> tuple[Explain, dict[str, Next]]:
    """Return the sheet for a finding: the rule, why, its source, what to do, and the fix form."""
    missing = state.overview.coverage.groups["GRADES"].missing if found.rule == "COM-03" else ()
    fixable = finding_form(basis_of(state), reader(state), found, missing) is not None
    does: dict[str, Next] = {
        "fix": lambda now: _screen(finding_form(basis_of(now), reader(now), found, missing)),
        "grade": lambda now: _screen(grade_form(basis_of(now), now.framework.rules[found.rule])),
    }
    return Explain(pages.finding_page(state, found, fixable=fixable)), does


def leaving(person: Person) -> Intent:
    """Return the change that previews a departure."""
    return partial(deactivate_person, person_id=person.id)


def left(state: State, person: Person, rehearsed: ChangePreview) -> Explain:
    """Return the sheet of what the team would lose if a person left today."""
    after = coverage(rehearsed.building, state.framework, state.today)
    page = pages.leaving_page(person, state.framework, rehearsed, state.overview.coverage, after)
    return Explain(page)
