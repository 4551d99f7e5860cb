"""Explaining a finding in the Steps, Plan, and similar views: a sheet over its row."""

from __future__ import annotations

from bltui.domain.model.finding import Finding
from bltui.ui.base_view import BaseView
from bltui.ui.screens.steps import forms


class Explains(BaseView):
    """A mixin for views that shows a finding in full at its record."""

    def explain_named(self, name: str) -> bool:
        """Explain the finding "RULE/subject"; Home appends a row number to the name."""
        for finding in self.services.state.findings:
            own = f"{finding.rule}/{finding.subject}"
            if name == own or name.rpartition("/")[0] == own:
                if finding.records:
                    self.open_record(finding.records[0])
                self.explain(finding)
                return True
        return False

    def explain(self, finding: Finding) -> None:
        """Show a finding in full, with the available actions."""

        def chosen(name: str | None) -> None:
            if name == "record":
                self.services.open(finding.records[0])
            elif name == "grade" and (reason := self.services.state.closed):
                self.services.tell(reason, "refused")
            elif name == "grade":
                self.app.push_screen(forms.grade(self.services.state, finding))

        self.app.push_screen(forms.finding(self.services.state, finding), chosen)
