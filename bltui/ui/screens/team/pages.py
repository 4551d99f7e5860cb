"""The contents of the Team view's sheets: findings, groups, members, seats, and departures."""

from __future__ import annotations

from collections.abc import Sequence

from bltui.domain.checks.rule_book import finding_sections, rule_entry
from bltui.domain.model.building import Building
from bltui.domain.model.finding import Finding
from bltui.domain.model.formats import short_date
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.grades import show_grades
from bltui.domain.model.people import EMPLOYED, Person
from bltui.domain.model.record import active
from bltui.domain.model.seats import ROLES, Membership, Seat
from bltui.domain.team.coverage import label_of
from bltui.domain.team.coverage_types import STATUSES, Coverage
from bltui.domain.team.membership import on_day
from bltui.ui.app_services import ChangePreview
from bltui.ui.dialogs.change_preview import news
from bltui.ui.dialogs.explain import Page
from bltui.ui.formatting import WEIGHTS
from bltui.ui.screens.team.rows import covers, person_of, seat_of
from bltui.ui.state import State

#: The number of history lines shown for a record.
_LATEST = 6


def finding_page(state: State, finding: Finding, *, fixable: bool) -> Page:
    """Return a finding's page: the fact, why it matters, its source, and what to do."""
    _, word = WEIGHTS[finding.severity]
    entry = rule_entry(state.framework.rules[finding.rule], state.framework, state.building)
    offers = [("fix", "fix it")] if fixable else []
    if finding.records:
        offers.append(("record", "go to the record"))
    return Page(
        title=f"{finding.rule}  {word}",
        sections=finding_sections(finding.message, finding.fix, entry),
        offers=(*offers, ("grade", "change this rule's severity in this building")),
    )


def group_page(state: State, key: str, found: Coverage) -> Page:
    """Return a group's page: the requirement, its representatives, and what is missing."""
    group = found.groups[key]
    known = state.framework.groups.get(key)
    missing = show_grades(group.missing) if key == "GRADES" else ""
    return Page(
        title=known.label if known else key,
        sections=(
            (
                "Status",
                STATUSES[group.status] + (f": {missing}" if group.missing and missing else ""),
            ),
            ("Represented by", ", ".join(group.by)),
            ("Reason", group.reason or ""),
            ("Needed", known.wants if known else "a subgroup that this building wants represented"),
        ),
        offers=(
            ("fix", "add a person who represents it"),
            ("apply", "mark whether it applies here"),
        ),
    )


def _term(building: Building, term: Membership) -> str:
    seat = building.seats.get(term.seat_id)
    span = f"{short_date(term.start) if term.start else 'start unknown'} to {short_date(term.end) if term.end else 'open end'}"
    more = []
    if term.status == "on_leave":
        stand_in = building.people.get(term.substitute_person_id or 0)
        more.append(f"on leave, {stand_in.name} substitutes" if stand_in else "on leave")
    elif term.status == "ended":
        more.append("ended early")
    if term.active_years:
        more.append(f"{term.active_years} years")
    return f"{seat.label if seat else 'a removed seat'}: {span}{' (' + '; '.join(more) + ')' if more else ''}"


def _history(state: State, references: set[str]) -> str:
    lines = [
        f"{told.when}  {told.by or '–'}  {told.says}"
        for told in state.recent
        if not told.start and not references.isdisjoint(told.records)
    ]
    return "\n".join(lines[:_LATEST])


def _seat_words(state: State, seat: Seat) -> str:
    kinds = {
        "core": "core member",
        "term": "for a term",
        "alternate": "alternate years",
        "ad_hoc": "ad hoc",
    }
    words = [covers(seat, state.framework) or "represents no group", kinds[seat.kind]]
    return ", ".join([*words, "required"] if seat.required else words)


def record_page(state: State, row: str) -> Page | None:
    """Return the page of a member, vacant seat, or person: all its data and the actions."""
    building = state.building
    person, seat = person_of(building, row), seat_of(building, row)
    if person is None and seat is None:
        return None
    references = {row} | ({f"seats/{seat.id}"} if seat else set())
    sections: list[tuple[str, str]] = []
    if seat is not None:
        sections.append(("Seat", f"{seat.label}: {_seat_words(state, seat)}"))
        if person is None and (vacancy := on_day(building, state.today).vacant.get(seat.id)):
            since = (
                f"since {short_date(vacancy.since)}" if vacancy.since else "since an unknown day"
            )
            sections.append(("Vacant", f"{since}{'; ' + vacancy.why if vacancy.why else ''}"))
    if person is not None:
        references |= {f"people/{person.id}"}
        sections = [*_person(state, person), *sections]
        terms = [t for t in active(building.memberships) if t.person_id == person.id]
        references |= {f"memberships/{t.id}" for t in terms}
        sections.append(("Terms", "\n".join(_term(building, t) for t in terms)))
        sections.append(("Duties", _duties(building, person)))
        sections.append(
            ("Notes", "\n".join(n for n in (person.notes, *(t.notes for t in terms)) if n))
        )
    sections.append(("Recent changes", _history(state, references)))
    offers: list[tuple[str, str]] = []
    if seat is not None:
        offers.append(("fix", "fill this seat") if person is None else ("term", "change the term"))
        offers.append(("edit", "edit the seat"))
    if person is not None:
        offers.append(("person", "edit the person"))
        offers += [("leave", "see what happens if they leave")] if seat is not None else []
    return Page(
        title=person.name if person else f"{seat.label if seat else ''} (vacant)",
        sections=tuple(sections),
        offers=tuple(offers),
    )


def _person(state: State, person: Person) -> list[tuple[str, str]]:
    work = [person.title, EMPLOYED[person.employee_type]]
    if person.grades:
        work.append(f"grades {show_grades(person.grades)}")
    if person.subjects:
        work.append(", ".join(person.subjects))
    if not person.active:
        work.append("has left the building")
    return [("Work", ", ".join(w for w in work if w))]


def _duties(building: Building, person: Person) -> str:
    return "\n".join(
        f"{ROLES[a.role]} from {short_date(a.start) if a.start else 'the start'}"
        + (f" to {short_date(a.end)}" if a.end else "")
        for a in active(building.assignments)
        if a.person_id == person.id
    )


def leaving_page(
    person: Person,
    framework: Framework,
    rehearsed: ChangePreview,
    before: Coverage,
    after: Coverage,
) -> Page:
    """Return the page of what the team would lose if a person left today without a successor."""

    def listed(findings: Sequence[Finding], sign: str) -> str:
        return "\n".join(f"{sign} {f.rule}  {f.message}" for f in findings)

    lost = [
        label_of(framework, key)
        for key, group in after.groups.items()
        if group.status == "missing" and group.missing != before.groups[key].missing
    ]
    brings, fixes = news(rehearsed)
    return Page(
        title=f"If {person.name} left today",
        sections=(
            ("People", f"{before.people} now, {after.people} then"),
            ("No longer represented", ", ".join(lost) or "none"),
            ("New findings", listed(brings, "+") or "nothing"),
            ("Fixed findings", listed(fixes, "-")),
            ("Note", "This is only a preview. To end a term, press x on the member."),
        ),
    )
