"""Team: members, represented groups, findings, and who leaves when."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from bltui.domain.team.membership import on_day
from bltui.domain.team.rotation import strip
from bltui.ui.commands import command
from bltui.ui.formatting import Bit
from bltui.ui.screens.team import checks, forms, pages
from bltui.ui.screens.team import rotation as team_rotation
from bltui.ui.screens.team import rows as team_list
from bltui.ui.screens.team.commands import TeamCommands
from bltui.ui.state import State
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import Column, Row

#: The panels beside the list, in the order in which `v` cycles through them.
PANELS = ("coverage", "findings", "rotation", "staff")
#: The width in cells below which two panels side by side are too narrow.
SLIM = 76
#: The lines below the groups: the rules that they summarize, and the command that changes them.
_BELOW = {
    "size": (("COM-12",), "team.limits"),
    "principal": (("COM-02", "COM-01"), "team.add"),
    "facilitator": (("FAC-01", "FAC-03"), "team.facilitator"),
}
_EMPTY = "No one is on the team yet. Press a to add the first member, or i to read a roster from a CSV file."


class Team(TeamCommands):
    """The list of seats, and beside it coverage, findings, rotation, and the rest of the staff."""

    KEY = "team"
    TITLE = "Team"
    HELP = (
        "Who is on the Building Leadership Team, seat by seat; which groups are covered; what the checks find and why; "
        "who leaves when. Enter on a line says more and mends it."
    )
    LISTS = ("seats", "staff")
    FOOT: ClassVar[tuple[str, ...]] = (
        "team.add",
        "team.edit",
        "team.term",
        "team.end",
        "team.panel",
        "undo",
    )

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes="-seats")
        self._past = False

    def compose(self) -> ComposeResult:
        """Compose the panels."""
        with Vertical(id="left"):
            yield RecordList(team_list.TEAM, empty=_EMPTY, id="seats", classes="panel")
            yield RecordList(
                team_rotation.columns(
                    strip(self.services.state.building, self.services.state.today)
                ),
                id="rotation",
                classes="panel",
            )
            yield RecordList(team_list.STAFF, id="staff", classes="panel")
        with Vertical(id="right"):
            yield RecordList(checks.COVERAGE, id="coverage", classes="panel")
            yield RecordList(checks.FINDINGS, id="findings", classes="panel")
            yield RecordList((Column(cells=8), Column(wraps=True)), id="detail", classes="panel")

    def on_mount(self) -> None:
        """Make the panel with the selected record read-only; it takes no focus."""
        self.listed("detail").can_focus = False

    def on_resize(self, event: events.Resize) -> None:
        """Show one panel in a narrow terminal."""
        self.set_class(event.size.width < SLIM, "-slim")

    # -- showing -----------------------------------------------------------------------------------

    def home(self) -> Widget | None:
        """Return the list of seats."""
        return self.listed("seats")

    def show(self, state: State) -> None:
        """Fill the panels."""
        found = state.overview.coverage
        seats = self.listed("seats")
        seats.heading("Team", found.people, self._hint(state))
        seats.fill(team_list.team_rows(state, past=self._past))
        done, of = checks.covered(found)
        groups = self.listed("coverage")
        groups.heading(
            f"Coverage  {done} of {of}", hint=f"{state.signs.required} missing  enter says why"
        )
        groups.fill(checks.coverage_rows(state, found))
        findings = self.listed("findings")
        rows = checks.finding_rows(state)
        findings.heading(
            "Findings", sum(r.id is not None for r in rows), "enter says why, and mends"
        )
        findings.fill(rows, empty="The checks find nothing about the team.")
        chart = strip(state.building, state.today, team_rotation.YEARS)
        rotation = self.listed("rotation")
        rotation.heading("Rotation", hint="enter changes a term")
        rotation.fill(
            team_rotation.rotation_rows(state),
            columns=team_rotation.columns(chart),
            empty="Nobody rotates: no seat is for a term or for alternate years.",
        )
        staff = self.listed("staff")
        people = team_list.staff_rows(state, past=self._past)
        staff.heading("Not on the team", len(people), "n adds a person")
        staff.fill(
            people, empty="Everybody on the staff list is on the team. Press n to add a person."
        )
        self._detail(state)

    def _hint(self, state: State) -> str:
        found = state.overview.coverage
        vacant = found.seats - found.filled
        parts = ["* facilitator"] if found.facilitator else []
        parts += ["+ cofacilitator"] if on_day(state.building, state.today).cofacilitator else []
        return "  ".join([*parts, f"{vacant} vacant"] if vacant else parts)

    def _detail(self, state: State) -> None:
        panel = self.listed("detail")
        page = pages.record_page(state, row) if (row := self.line) else None
        # The name is inside, because a change of the border would redraw the whole panel.
        panel.heading("Details")
        rows = [
            Row(None, (Bit(head, "quiet"), text))
            for head, text in (page.sections if page else ())
            if text
        ]
        rows.insert(
            0, Row(None, (Bit(page.title if page else "Nobody chosen", "mark"),), kind="heading")
        )
        panel.fill(rows, empty="")

    @property
    def _focused(self) -> str:
        focused = self.screen.focused
        return focused.id or "" if isinstance(focused, RecordList) else ""

    @property
    def line(self) -> str:
        """The record that commands apply to.

        It is in the staff list or the chart if one of them has the focus, or else in the team list.
        """
        name = self._focused if self._focused in ("staff", "rotation") else "seats"
        return self.listed(name).cursor or ""

    @on(RecordList.Moved)
    def _moved(self, event: RecordList.Moved) -> None:
        if event.rows.id in ("seats", "staff", "rotation"):
            self._detail(self.services.state)

    def open_record(self, record: str) -> bool:
        """Put the cursor on a record: on its seat, or on the person in the staff list."""
        seats, staff = self.listed("seats"), self.listed("staff")
        building = self.services.state.building
        if record.startswith("finding/"):
            return self._open_finding(record)
        for row in seats.ids:
            seat, person = team_list.seat_of(building, row), team_list.person_of(building, row)
            if (
                record == row
                or (seat and record == f"seats/{seat.id}")
                or (person and record == f"people/{person.id}")
            ):
                self._turn("seats")
                seats.focus()
                return seats.go(row)
        if staff.go(record):
            self._turn("staff")
            staff.focus()
            return True
        if not self._past and building.resolve(record) is not None:
            self.past()  # somebody who left, or a term that is over
            return self.open_record(record)
        return False

    def _open_finding(self, record: str) -> bool:
        _, rule, rest = record.split("/", 2)
        subject = rest.rpartition("/")[0]  # Home counts its lines behind the subject
        findings = self.listed("findings")
        for finding in self.services.state.findings:
            if finding.rule == rule and finding.subject == subject:
                self._turn("findings")
                findings.focus()
                findings.go(checks.id_of(finding))
                self.explain(finding)
                return True
        return False

    def bring(self, name: str) -> None:
        """Show one of the lists and focus it."""
        self._turn(name)
        super().bring(name)

    def find(self, text: str) -> str:
        """Show only seats and people that contain the words."""
        left, of = self.listed("seats").filter(text)
        others, of_others = self.listed("staff").filter(text)
        return f"{left + others} of {of + of_others}" if text else ""

    # -- commands of the lists ---------------------------------------------------------------------

    @command("team.panel", "Panels", "v")
    def panel(self) -> None:
        """Go to the next panel: coverage, findings, rotation, the rest of the staff; then back."""
        order = ("seats", *PANELS)
        focused = self._focused if self._focused in order else "seats"
        following = order[(order.index(focused) + 1) % len(order)]
        self._turn(following)
        self.listed(following).focus()

    async def reveal(self, panel: str) -> None:
        """Make a panel visible."""
        self._turn(panel)

    @property
    def whereabouts(self) -> str:
        """The seat at the cursor and whether past terms are shown.

        Commands in other panels apply to this seat too.
        """
        return f"{self.listed('seats').cursor or ''} {'past' if self._past else ''}".strip()

    async def come_back(self, whereabouts: str) -> None:
        """Show past terms, if they were shown, and put the cursor on that seat."""
        row, _, past = whereabouts.partition(" ")
        if bool(past) != self._past:
            self.past()
        self.listed("seats").go(row)

    def _turn(self, panel: str) -> None:
        for name in ("seats", *PANELS):
            self.set_class(name == panel, f"-{name}")

    @command("team.past", "Past", "h")
    def past(self) -> None:
        """Show or hide terms that are over and people who have left."""
        self._past = not self._past
        self.show(self.services.state)
        self.services.tell(
            "Terms that are over are shown too." if self._past else "Only who serves is shown."
        )

    # -- opening a line ----------------------------------------------------------------------------

    @on(RecordList.Opened, "#seats,#staff")
    def _open_record(self, event: RecordList.Opened) -> None:
        if (found := forms.record(self.services.state, event.row)) is not None:
            self.offer(*found)

    @on(RecordList.Opened, "#rotation")
    async def _open_term(self, event: RecordList.Opened) -> None:
        await self.action_run("team.term")

    @on(RecordList.Opened, "#findings")
    def _open_finding_row(self, event: RecordList.Opened) -> None:
        for finding in self.services.state.findings:
            if checks.id_of(finding) == event.row:
                self.explain(finding)
                return

    @on(RecordList.Opened, "#coverage")
    async def _open_group(self, event: RecordList.Opened) -> None:
        kind, _, key = event.row.partition("/")
        if kind == "group":
            self.offer(*forms.group(self.services.state, key))
            return
        rules, otherwise = _BELOW[kind]
        finding = next((f for f in self.services.state.findings if f.rule in rules), None)
        if finding is not None:
            self.explain(finding)
        else:
            await self.action_run(otherwise)
