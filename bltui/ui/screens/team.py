"""Team: who is on it, which groups are covered, what the checks find, who leaves when."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from bltui.domain.coverage import Coverage, coverage
from bltui.domain.finding import Finding
from bltui.domain.roles import Reading, read_role
from bltui.domain.rotation import strip
from bltui.domain.seating import remove_seat
from bltui.domain.serving import on_day
from bltui.domain.staffing import deactivate_person, reactivate_person
from bltui.domain.team import Membership
from bltui.framework import load_role_words
from bltui.ui.commands import command, writable
from bltui.ui.desk import Rehearsed
from bltui.ui.dialogs.basis import Basis
from bltui.ui.dialogs.building_form import building_form, grade_form, limits_form, not_applicable_form
from bltui.ui.dialogs.confirm import Confirm
from bltui.ui.dialogs.duty_form import contact_form, duty_form
from bltui.ui.dialogs.explain import Explain, Page
from bltui.ui.dialogs.form import Form, FormScreen
from bltui.ui.dialogs.import_roster import ImportRoster
from bltui.ui.dialogs.mend import group_form, mend, record_form
from bltui.ui.dialogs.person_form import person_form
from bltui.ui.dialogs.seat_form import member_form, seat_form
from bltui.ui.dialogs.term_form import end_form, fill_form, term_form
from bltui.ui.present import Bit
from bltui.ui.screens import team_checks, team_list, team_pages, team_rotation
from bltui.ui.state import State
from bltui.ui.view import View
from bltui.ui.widgets.rows import Rows
from bltui.ui.widgets.ruled import Column, Row

#: The panels beside the list, in the order in which `v` goes through them.
PANELS = ("coverage", "findings", "rotation", "staff")
_EMPTY = "No one is on the team yet. Press a to add the first member, or i to read a roster from a CSV file."


class Team(View):
    """The list of seats, and beside it coverage, findings, rotation and the rest of the staff."""

    KEY = "team"
    TITLE = "Team"
    HELP = (
        "Who is on the Building Leadership Team, seat by seat; which groups are covered; what the checks find and why; "
        "who leaves when. Enter on a line says more and mends it."
    )
    FOOT: ClassVar[tuple[str, ...]] = ("team.add", "team.edit", "team.term", "team.end", "team.panel", "undo")

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes="-coverage")
        self._past = False
        self._coverage: Coverage | None = None

    def compose(self) -> ComposeResult:
        """The panels."""
        with Vertical(id="left"):
            yield Rows(team_list.TEAM, empty=_EMPTY, id="seats", classes="panel")
            yield Rows(
                team_rotation.columns(strip(self.desk.state.building, self.desk.state.today)),
                id="rotation",
                classes="panel",
            )
            yield Rows(team_list.STAFF, id="staff", classes="panel")
        with Vertical(id="right"):
            yield Rows(team_checks.COVERAGE, id="coverage", classes="panel")
            yield Rows(team_checks.FINDINGS, id="findings", classes="panel")
            yield Rows((Column(cells=8), Column(wraps=True)), id="detail", classes="panel")

    def on_mount(self) -> None:
        """The panel with the chosen record only says; it takes no keys."""
        self._list("detail").can_focus = False

    # -- showing ------------------------------------------------------------------------------------------------

    def _list(self, name: str) -> Rows:
        return self.query_one(f"#{name}", Rows)

    def home(self) -> Widget | None:
        """The list of seats."""
        return self._list("seats")

    def show(self, state: State) -> None:
        """Fill the panels."""
        found = self._coverage = state.overview.coverage
        seats = self._list("seats")
        seats.heading("Team", found.people, self._hint(state))
        seats.fill(team_list.team_rows(state, past=self._past))
        done, of = team_checks.covered(found)
        groups = self._list("coverage")
        groups.heading(f"Coverage  {done} of {of}", hint=f"{state.signs.late} missing  enter says why")
        groups.fill(team_checks.coverage_rows(state, found))
        findings = self._list("findings")
        rows = team_checks.finding_rows(state)
        findings.heading("Findings", sum(r.id is not None for r in rows), "enter says why, and mends")
        findings.fill(rows, empty="The checks find nothing about the team.")
        chart = strip(state.building, state.today, team_rotation.YEARS)
        rotation = self._list("rotation")
        rotation.heading("Rotation", hint="enter changes a term")
        rotation.fill(
            team_rotation.rotation_rows(state),
            columns=team_rotation.columns(chart),
            empty="Nobody rotates: no seat is for a term or for alternate years.",
        )
        staff = self._list("staff")
        people = team_list.staff_rows(state, past=self._past)
        staff.heading("Not on the team", len(people), "n adds a person")
        staff.fill(people, empty="Everybody on the staff list is on the team. Press n to add a person.")
        self._detail(state)

    def _hint(self, state: State) -> str:
        found = state.overview.coverage
        vacant = found.seats - found.filled
        parts = ["* facilitator"] if found.facilitator else []
        parts += ["+ cofacilitator"] if on_day(state.building, state.today).cofacilitator else []
        return "  ".join([*parts, f"{vacant} vacant"] if vacant else parts)

    def _detail(self, state: State) -> None:
        panel = self._list("detail")
        page = team_pages.record_page(state, row) if (row := self._row) else None
        panel.heading(page.title if page else "Nobody chosen")
        rows = [Row(None, (Bit(head, "quiet"), text)) for head, text in (page.sections if page else ()) if text]
        panel.fill(rows, empty="")

    @property
    def _focused(self) -> str:
        focused = self.screen.focused
        return focused.id or "" if isinstance(focused, Rows) else ""

    @property
    def _row(self) -> str | None:
        """The record that commands are about: of the staff list or the chart if they have the keys, else of the team."""
        name = self._focused if self._focused in ("staff", "rotation") else "seats"
        return self._list(name).cursor

    @on(Rows.Moved)
    def _moved(self, event: Rows.Moved) -> None:
        if event.rows.id in ("seats", "staff", "rotation"):
            self._detail(self.desk.state)

    def open_record(self, record: str) -> bool:
        """Put the cursor on a record: on its seat, or on the person in the staff list."""
        seats, staff = self._list("seats"), self._list("staff")
        building = self.desk.state.building
        if record.startswith("finding/"):
            return self._open_finding(record)
        for row in seats.ids:
            seat, person = team_list.seat_of(building, row), team_list.person_of(building, row)
            if record == row or (seat and record == f"seats/{seat.id}") or (person and record == f"people/{person.id}"):
                seats.focus()
                return seats.go(row)
        if staff.go(record):
            self._turn("staff")
            staff.focus()
            return True
        return False

    def _open_finding(self, record: str) -> bool:
        _, rule, rest = record.split("/", 2)
        findings = self._list("findings")
        for finding in self.desk.state.findings:
            if finding.rule == rule and rest.startswith(finding.subject):
                self._turn("findings")
                findings.focus()
                findings.go(team_checks.id_of(finding))
                self._explain(finding)
                return True
        return False

    def find(self, text: str) -> str:
        """Show only the seats and people that hold the words."""
        left, of = self._list("seats").filter(text)
        others, of_others = self._list("staff").filter(text)
        return f"{left + others} of {of + of_others}" if text else ""

    # -- what forms start from ----------------------------------------------------------------------------------

    @property
    def _basis(self) -> Basis:
        state = self.desk.state
        return Basis(state.building, state.framework, state.today)

    def _read(self, role: str) -> Reading:
        profile = self.desk.state.building.profile
        return read_role(role, load_role_words(), profile.grades, profile.subgroups)

    def _form(self, form: Form | None) -> None:
        if form is None:
            self.desk.tell("There is no form for that: choose a member or a seat.", "late")
        else:
            self.app.push_screen(FormScreen(form))

    # -- commands -----------------------------------------------------------------------------------------------

    @command("team.add", "Add", "a", needs=writable)
    def add(self) -> None:
        """Add a member: somebody of the staff list or somebody new, on a new seat; on a vacant seat, somebody for it."""
        row = self._list("seats").cursor if self._focused in ("seats", "") else None
        seat = team_list.seat_of(self._basis.building, row) if row and row.startswith("seats/") else None
        person = team_list.person_of(self._basis.building, self._row or "") if self._focused == "staff" else None
        if seat is not None:
            self._form(fill_form(self._basis, seat))
        elif person is not None:
            self._form(member_form(self._basis, self._read, person=person))
        else:
            self._form(member_form(self._basis, self._read))

    @command("team.edit", "Edit", "e", needs=writable)
    def edit(self) -> None:
        """Edit the seat that the cursor is on: its words, whom it represents, its kind; in the staff list, the person."""
        building, row = self._basis.building, self._row or ""
        if (seat := team_list.seat_of(building, row)) is not None:
            self._form(seat_form(self._basis, self._read, seat))
        elif (person := team_list.person_of(building, row)) is not None:
            self._form(person_form(person))
        else:
            self._form(None)

    @command("team.term", "Term", "t", needs=writable)
    def term(self) -> None:
        """Change a member's term: dates, leave and substitute, alternate years."""
        term = self._basis.building.resolve(self._row or "")
        self._form(term_form(self._basis, term) if isinstance(term, Membership) else None)

    @command("team.end", "End", "x", needs=writable)
    def end(self) -> None:
        """End a member's term, remove a vacant seat, or take somebody who left off the staff list; asks first."""
        basis, row = self._basis, self._row or ""
        record = basis.building.resolve(row)
        seat, person = team_list.seat_of(basis.building, row), team_list.person_of(basis.building, row)
        if isinstance(record, Membership):
            self._form(end_form(basis, record))
        elif seat is not None:
            self._sure(f"Remove the seat {seat.label}?", "remove the seat", partial(remove_seat, seat_id=seat.id))
        elif person is not None and person.active:
            intent = partial(deactivate_person, person_id=person.id)
            self._sure(f"Has {person.name} left the building?", "no longer counted; the history stays", intent)
        elif person is not None:
            intent = partial(reactivate_person, person_id=person.id)
            self._sure(f"Is {person.name} back in the building?", "counted again", intent)

    def _sure(self, question: str, yes: str, intent: object) -> None:
        def answered(agreed: bool | None) -> None:
            if agreed:
                self.desk.ask(intent)  # type: ignore[arg-type]

        self.app.push_screen(Confirm(question, yes=yes), answered)

    @command("team.panel", "Panels", "v")
    def panel(self) -> None:
        """Go on to the next panel: coverage, findings, rotation, the rest of the staff; then back to the team."""
        order = ("seats", *PANELS)
        focused = self._focused if self._focused in order else "seats"
        following = order[(order.index(focused) + 1) % len(order)]
        if following != "seats":
            self._turn(following)
        else:
            self._turn("coverage")
        self._list(following).focus()

    def _turn(self, panel: str) -> None:
        for name in PANELS:
            self.set_class(name == panel, f"-{name}")

    @command("team.person", "Person", "p", needs=writable)
    def person(self) -> None:
        """Edit the person that the cursor is on: name, work, grades, notes."""
        person = team_list.person_of(self._basis.building, self._row or "")
        self._form(person_form(person) if person else None)

    @command("team.new-person", "New person", "n", needs=writable)
    def new_person(self) -> None:
        """Add somebody to the staff list, without a seat on the team."""
        self._form(person_form())

    @command("team.facilitator", "Facilitator", "f", needs=writable)
    def facilitator(self) -> None:
        """Say who facilitates, who is cofacilitator, who is the liaison; the member with the cursor is proposed."""
        person = team_list.person_of(self._basis.building, self._row or "")
        self._form(duty_form(self._basis, person_id=person.id if person else None))

    @command("team.contact", "Contact", "c", needs=writable)
    def contact(self) -> None:
        """Note a contact with the principal or with the DLT/CSLT."""
        self._form(contact_form(self._basis))

    @command("team.building", "Building", "b", needs=writable)
    def building(self) -> None:
        """Change the building's settings: name, grades, subgroups, rotation, time zone, vision."""
        self._form(building_form(self._basis))

    @command("team.limits", "Limits", "l", needs=writable)
    def limits(self) -> None:
        """Set this building's own limits of the checks; every default is a chosen one and says so."""
        self._form(limits_form(self._basis))

    @command("team.import", "Import", "i", needs=writable)
    def import_roster(self) -> None:
        """Read a roster from a CSV file: shows what is understood and every line that is not, then adds all or nothing."""
        self.app.push_screen(ImportRoster())

    @command("team.past", "Past", "h")
    def past(self) -> None:
        """Show or hide terms that are over and people who have left."""
        self._past = not self._past
        self.show(self.desk.state)
        self.desk.tell("Terms that are over are shown too." if self._past else "Only who serves is shown.")

    @command("team.what-if", "What if", "w")
    async def what_if(self) -> None:
        """See what the team would lose if this member left today; nothing is changed."""
        state = self.desk.state
        person = team_list.person_of(state.building, self._row or "")
        if person is None:
            self.desk.tell("Nobody is on this line: choose a member.", "late")
            return
        result = await self.desk.rehearse(partial(deactivate_person, person_id=person.id))
        if not isinstance(result, Rehearsed):
            self.desk.tell(str(result), "late")
            return
        before = state.overview.coverage
        after = coverage(result.building, state.framework, state.today)
        self.app.push_screen(Explain(team_pages.leaving_page(person, state.framework, result, before, after)))

    # -- opening a line -----------------------------------------------------------------------------------------

    @on(Rows.Opened, "#seats,#staff")
    def _open_record(self, event: Rows.Opened) -> None:
        page = team_pages.record_page(self.desk.state, event.row)
        if page is not None:
            self._offer(page, {})

    @on(Rows.Opened, "#rotation")
    def _open_term(self, event: Rows.Opened) -> None:
        self.run_worker(self.action_run("team.term"))

    @on(Rows.Opened, "#findings")
    def _open_finding_row(self, event: Rows.Opened) -> None:
        for finding in self.desk.state.findings:
            if team_checks.id_of(finding) == event.row:
                self._explain(finding)
                return

    @on(Rows.Opened, "#coverage")
    def _open_group(self, event: Rows.Opened) -> None:
        state, found = self.desk.state, self._coverage
        if found is None:
            return
        kind, _, key = event.row.partition("/")
        if kind == "group":
            basis, missing = self._basis, found.groups[key].missing
            self._offer(
                team_pages.group_page(state, key, found),
                {
                    "mend": lambda: self._form(group_form(basis, self._read, key, missing)),
                    "apply": lambda: self._form(not_applicable_form(basis, key)),
                },
            )
            return
        rules = {"size": ("COM-12",), "principal": ("COM-02", "COM-01"), "facilitator": ("FAC-01", "FAC-03")}[kind]
        finding = next((f for f in state.findings if f.rule in rules), None)
        if finding is not None:
            self._explain(finding)
        elif kind == "size":
            self.run_worker(self.action_run("team.limits"))
        elif kind == "facilitator":
            self.run_worker(self.action_run("team.facilitator"))

    def _explain(self, finding: Finding) -> None:
        basis = self._basis
        missing = self._coverage.groups["GRADES"].missing if self._coverage and finding.rule == "COM-03" else ()
        form = mend(basis, self._read, finding, missing)
        self._offer(
            team_pages.finding_page(finding, mends=form is not None),
            {
                "mend": lambda: self._form(mend(self._basis, self._read, finding, missing)),
                "record": lambda: self.desk.open(finding.records[0]),
                "grade": lambda: self._form(grade_form(self._basis, basis.framework.rules[finding.rule])),
            },
        )

    def _offer(self, page: Page, does: dict[str, object]) -> None:
        """Show a sheet, and do what is chosen on it: what is not named here is a command of this view."""
        row = self._row or ""

        def chosen(name: str | None) -> None:
            if name is None:
                return
            act = does.get(name)
            if callable(act):
                reason = self.desk.state.closed if name != "record" else None
                if reason:
                    self.desk.tell(reason, "late")
                else:
                    act()
            elif name == "mend":
                self._form(record_form(self._basis, self._read, row))
            else:
                known = {"edit": "team.edit", "term": "team.term", "person": "team.person", "leave": "team.what-if"}
                self.run_worker(self.action_run(known[name]))

        self.app.push_screen(Explain(page), chosen)
