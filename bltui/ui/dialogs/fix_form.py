"""Choose the form that fixes a finding: a seat, a person, a facilitator, a date, or an answer."""

from __future__ import annotations

from datetime import date, timedelta

from bltui.domain.model.finding import Finding
from bltui.domain.model.people import Person
from bltui.domain.model.seats import Membership, Seat
from bltui.domain.team.membership import on_day
from bltui.ui.dialogs.building_form import building_form
from bltui.ui.dialogs.form import Form
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.team.duty_form import contact_form, duty_form
from bltui.ui.dialogs.team.person_form import person_form
from bltui.ui.dialogs.team.seat_form import ReadRole, answer_form, member_form, seat_form
from bltui.ui.dialogs.team.term_form import fill_form, term_form

#: Words for the role of a new seat, by group; the person can write others.
_ROLES = {"ADMIN": "Principal", "UNION": "Union representative"}


def _missing_group(basis: FormContext, finding: Finding) -> str | None:
    """Return the group that a finding reports as not represented."""
    for group in basis.framework.groups.values():
        if group.rule == finding.rule:
            return group.key
    return finding.subject if finding.subject in basis.building.profile.subgroups else None


def group_form(
    basis: FormContext, read: ReadRole, group: str, missing: tuple[str, ...] = (), about: str = ""
) -> Form:
    """Return the form that gives a group without representation a person.

    It uses a vacant seat for the group if there is one, or else a new seat.
    """
    building = basis.building
    vacant = [building.seats[n] for n in on_day(building, basis.today).vacant]
    for seat in vacant:
        if group in seat.groups and (group != "GRADES" or set(missing) & set(seat.grades)):
            return fill_form(basis, seat, about=about)
    grades = missing if group == "GRADES" and building.profile.coverage_by == "grades" else ()
    groups = ("GEN", "GRADES") if group == "GRADES" else (group,)
    return member_form(
        basis, read, role=_ROLES.get(group, ""), groups=groups, grades=grades, about=about
    )


def record_form(basis: FormContext, read: ReadRole, reference: str) -> Form | None:
    """Return the form that edits a record, named "table/id".

    An ambiguous role of a seat comes first, then a vacancy.
    """
    building = basis.building
    record = building.resolve(reference)
    if record is None or record.archived:
        return None
    if isinstance(record, Seat):
        if record.ask:
            return answer_form(basis, read, record)
        if record.id in on_day(building, basis.today).vacant:
            return fill_form(basis, record)
        return seat_form(basis, read, record)
    if isinstance(record, Membership):
        return term_form(basis, record)
    if isinstance(record, Person):
        return person_form(basis, record)
    return building_form(basis) if reference == "profile/1" else None


def _successor(basis: FormContext, seat: Seat) -> Form:
    """Return the form for a successor on a seat, from the day after its last term."""
    ends = [
        m.end
        for m in basis.building.memberships.values()
        if m.seat_id == seat.id and not m.archived and m.end is not None
    ]
    after = max(ends, default=date.min) + timedelta(1) if ends else basis.today
    return fill_form(basis, seat, start=max(after, basis.today))


def finding_form(
    basis: FormContext, read: ReadRole, finding: Finding, missing: tuple[str, ...] = ()
) -> Form | None:
    """Return the form that fixes a finding, prefilled from it.

    Returns None if no form can fix it. `missing` are the grades or departments without
    representation, for the finding about them.
    """
    about = f"{finding.rule}: {finding.message}"
    if finding.rule in ("FAC-02", "FAC-04"):
        return contact_form(basis, party="principal" if finding.rule == "FAC-02" else "dlt")
    if finding.rule.startswith("FAC-"):
        return duty_form(basis, role="cofacilitator" if finding.rule == "FAC-05" else "facilitator")
    if finding.records == ("profile/1",):
        return building_form(basis)
    group = _missing_group(basis, finding)
    seat = next(
        (basis.building.resolve(r) for r in finding.records if r.startswith("seats/")), None
    )
    if isinstance(seat, Seat) and not seat.archived:
        if seat.ask and (group is not None or finding.rule == "COM-18"):
            return answer_form(basis, read, seat)
        if finding.rule == "ROT-04":
            return _successor(basis, seat)
    if group is not None:
        return group_form(basis, read, group, missing, about)
    if finding.rule == "COM-02" and not finding.records:
        return group_form(basis, read, "ADMIN", about=about)
    if finding.rule in ("COM-12", "COM-17", "ROT-03", "ROT-07") and not finding.records:
        return member_form(basis, read, about=about)
    return next(
        (form for r in finding.records if (form := record_form(basis, read, r)) is not None), None
    )
