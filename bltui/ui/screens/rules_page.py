"""The Rules page: every rule with its severity in this building, and in full on Enter."""

from __future__ import annotations

from itertools import groupby
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from bltui.domain.checks.rule_book import AREAS, RuleEntry, changed_here, rule_book, sections
from bltui.ui.commands import command, writable
from bltui.ui.dialogs.building_form import grade_form, limits_form
from bltui.ui.dialogs.explain import Explain, Page
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.formatting import WEIGHTS, Bit
from bltui.ui.screens.page_screen import PageScreen
from bltui.ui.state import State
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import Column, Row

_COLUMNS = (Column(cells=1, whole=True), Column(whole=True), Column(wraps=True), Column(rank=1))


def rule_page(entry: RuleEntry) -> Page:
    """Return a rule's sheet."""
    return Page(
        title=f"{entry.id}  {entry.title}",
        sections=sections(entry),
        offers=(("grade", "change its severity in this building"),),
    )


class RulesPage(PageScreen):
    """The rules by area."""

    TITLE = "Rules"
    HELP = (
        "What the checks look for. Enter shows a rule in full: what it checks, why it matters, its source, and "
        "its setting in this building."
    )
    FOOT: ClassVar[tuple[str, ...]] = ("list.open", "rules.grade", "rules.limits", "undo")

    def __init__(self) -> None:
        super().__init__()
        self._entries: dict[str, RuleEntry] = {}

    def panels(self) -> ComposeResult:
        """Compose the list."""
        yield RecordList(_COLUMNS, id="rules", classes="panel")

    def show(self, state: State) -> None:
        """Fill the list."""
        entries = rule_book(state.framework, state.building)
        self._entries = {entry.id: entry for entry in entries}
        rows: list[Row] = []
        for area, found in groupby(entries, lambda entry: entry.area):
            rows.append(Row(None, (AREAS[area],), "heading"))
            rows += [self._row(state, entry) for entry in found]
        listed = self.listed("rules")
        listed.heading("Rules", len(entries), "enter: show a rule in full")
        listed.fill(rows)

    def _row(self, state: State, entry: RuleEntry) -> Row:
        role, word = WEIGHTS.get(entry.setting or entry.default, ("paused", "off"))
        own = Bit("set in this building", "mark") if changed_here(entry) else ""
        return Row(
            entry.id,
            (Bit(state.signs.of(role), role), Bit(entry.id, "quiet"), entry.title, own),
            find=word,
        )

    def _chosen(self) -> RuleEntry | None:
        entry = self._entries.get(self.listed("rules").cursor or "")
        if entry is None:
            self.services.tell("Choose a rule first.", "refused")
        return entry

    def _form_context(self) -> FormContext:
        state = self.services.state
        return FormContext(state.building, state.framework, state.today)

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        def chosen(name: str | None) -> None:
            if name == "grade" and (reason := self.services.state.closed):
                self.services.tell(reason, "refused")
            elif name == "grade":
                self.grade()

        if entry := self._entries.get(event.row):
            self.app.push_screen(Explain(rule_page(entry)), chosen)

    @command("rules.grade", "Severity", "e", needs=writable)
    def grade(self) -> None:
        """Change the severity of a rule in this building, or turn it off."""
        if entry := self._chosen():
            rule = self.services.state.framework.rules[entry.id]
            self.app.push_screen(FormScreen(grade_form(self._form_context(), rule)))

    @command("rules.limits", "Limits", "l", needs=writable)
    def limits(self) -> None:
        """Set this building's own limits, which the rules use."""
        self.app.push_screen(FormScreen(limits_form(self._form_context())))
