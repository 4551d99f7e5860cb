"""Team: members, represented groups, findings, and who leaves when."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.widget import Widget

from bltui.domain.checks import first_steps
from bltui.domain.model import labels
from bltui.domain.team.membership import on_day
from bltui.domain.team.rotation import strip
from bltui.ui import empty_texts
from bltui.ui.arrangement import Band, Panel, Part, Stack
from bltui.ui.commands import command
from bltui.ui.formatting import Bit
from bltui.ui.screens.team import checks, forms, pages
from bltui.ui.screens.team import rotation as team_rotation
from bltui.ui.screens.team import rows as team_list
from bltui.ui.screens.team.commands import TeamCommands
from bltui.ui.severity_counts import by_severity
from bltui.ui.state import State
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import Column, Row

#: The panels beside the list, in the order in which `v` cycles through them.
PANELS = ("coverage", "findings", "rotation", "staff")
#: The width in cells below which two panels side by side are too narrow.
SLIM = 76
#: The cells from which the findings have a column for their severities.
NARROW = 50
#: The lines from which there is room for all panels.
TALL = 32
#: The most cells of the panels at the right.
DETAIL = 46
#: The lines below the groups: the rules that they summarize, and the command that changes them.
_BELOW = {
    "size": (("COM-12",), "team.limits"),
    "principal": (("COM-02", "COM-01"), "team.add"),
    "facilitator": (("FAC-01", "FAC-03"), "team.facilitator"),
}
_EMPTY = "Who is on the team. Press a to add a member, or i to import a roster."


class Team(TeamCommands):
    """The list of seats, and beside it coverage, findings, rotation, and the rest of the staff."""

    KEY = "team"
    TITLE = "Team"
    HELP = labels.attribute(
        "Who is on the {team_name}, seat by seat. Which groups are represented, what the checks find, and "
        "whose term ends when. Enter on a row shows more and how to fix it."
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
        super().__init__(id=id)
        self._past = False
        #: The panel that was turned to.
        self._panel = "seats"

    def compose(self) -> ComposeResult:
        """Compose the panels; the one with the selected record takes no focus."""
        yield RecordList(team_list.TEAM, empty=_EMPTY, id="seats", classes="panel")
        chart = strip(self.services.state.building, self.services.state.today)
        yield RecordList(team_rotation.columns(chart), id="rotation", classes="panel")
        yield RecordList(team_list.STAFF, id="staff", classes="panel")
        yield RecordList(checks.COVERAGE, id="coverage", classes="panel")
        yield RecordList(checks.FINDINGS, id="findings", classes="panel")
        detail = RecordList(
            (Column(cells=8), Column(wraps=True)), id="detail", classes="panel details"
        )
        detail.can_focus = False
        yield detail

    def arranged(self, size: Size) -> Part:
        """The members, who is represented, who leaves when, and what the checks find."""
        seats, below = (
            self.listed("seats"),
            Panel("staff" if self._panel == "staff" else "rotation"),
        )
        rest = size.width - max(seats.across, self.listed(below.name).across)
        checked = (Panel("coverage"), Panel("findings"))
        if rest >= 2 * DETAIL:
            left = Stack((Panel("seats"), below))
            return Band(
                (left, Stack(checked), Panel("detail", fills=True)), (size.width - rest, 0, DETAIL)
            )
        if rest >= self.listed("coverage").across and size.height >= TALL:
            across = min(DETAIL, rest)
            left = Stack((Panel("seats"), below))
            right = Stack((Panel("coverage"), Panel("detail", fills=True)))
            return Stack((Band((left, right), (0, across)), Panel("findings")))
        if self._panel in ("rotation", "staff"):
            return Stack((Panel("seats"), below))
        if size.width < SLIM:
            return Stack((Panel("seats"), checked[self._panel == "findings"]))
        across = min(DETAIL, self.listed("coverage").across)
        return Stack((Panel("seats"), Band(checked, (across, 0))))

    # -- showing -----------------------------------------------------------------------------------

    def home(self) -> Widget | None:
        """Return the list of seats."""
        return self.listed("seats")

    def show(self, state: State) -> None:
        """Fill the panels."""
        found = state.overview.coverage
        seats = self.listed("seats")
        rows = team_list.team_rows(state, past=self._past)
        seats.heading("Team", hint=self._hint(state), summary=self._summary(state))
        seats.fill(rows)
        done, of = checks.covered(found)
        groups = self.listed("coverage")
        groups.heading(f"Represented  {done} of {of}", hint="enter: show the rule")
        groups.fill(checks.coverage_rows(state, found))
        findings = self.listed("findings")
        new = first_steps.wanted(state.building)
        about = [f for f in state.findings if f.area == "team" and not new]
        severities = by_severity(f.severity for f in about)
        findings.heading(
            "Findings", len(about), "enter: show why and how to fix it", summary=severities
        )
        self._fill_findings(state)
        chart = strip(state.building, state.today, team_rotation.YEARS)
        rotation = self.listed("rotation")
        rotation.heading("Rotation", hint="enter: change the term")
        rotation.fill(
            team_rotation.rotation_rows(state),
            columns=team_rotation.columns(chart),
            empty="Who leaves when. Press t to give a member a term or alternate years.",
        )
        staff = self.listed("staff")
        people = team_list.staff_rows(state, past=self._past)
        staff.heading("Not on the team", len(people), "n: add a person")
        staff.fill(
            people, empty="Everyone on the staff list is on the team. Press n to add a person."
        )
        self._detail(state)

    def _fill_findings(self, state: State) -> None:
        """Show the findings; in a narrow list their severities are headings."""
        new = first_steps.wanted(state.building)
        place = self.places(self.size).get("findings") if self.size else None
        grouped = place is not None and place.width < NARROW
        self.listed("findings").fill(
            () if new else checks.finding_rows(state, grouped=grouped),
            columns=checks.GROUPED if grouped else checks.FINDINGS,
            empty=first_steps.NO_CHECKS if new else "The checks find nothing about the team.",
        )

    def on_resize(self) -> None:
        """Show the findings for the new width."""
        self._fill_findings(self.services.state)

    def _summary(self, state: State) -> tuple[Bit, ...]:
        found = state.overview.coverage
        vacant = found.seats - found.filled
        members = Bit(f"{found.people} member{'' if found.people == 1 else 's'}")
        return (members, Bit(f"{vacant} vacant", "required")) if vacant else (members,)

    def _hint(self, state: State) -> str:
        serving = on_day(state.building, state.today)
        parts = ["* facilitator"] if serving.facilitator else []
        return "  ".join([*parts, "+ co-facilitator"] if serving.cofacilitator else parts)

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
            0, Row(None, (Bit(page.title if page else "No one selected", "mark"),), kind="heading")
        )
        panel.fill(rows, empty=empty_texts.DETAILS)

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

    @command("team.panel", "Next panel", "v")
    def panel(self) -> None:
        """Go to the next panel: represented groups, findings, rotation, the rest of the staff."""
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
        self._panel = panel
        self.fit()

    @command("team.past", "Past", "h")
    def past(self) -> None:
        """Show or hide terms that are over and people who have left."""
        self._past = not self._past
        self.show(self.services.state)
        self.services.tell(
            "Showing past terms too." if self._past else "Showing current terms only."
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
