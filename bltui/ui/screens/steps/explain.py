"""Explaining a finding in the views of the year's work: the sheet over the line that it is about."""

from __future__ import annotations

from bltui.domain.model.finding import Finding
from bltui.ui.base_view import BaseView
from bltui.ui.screens.steps import forms


class Explains(BaseView):
    """Mixed into a view: shows a finding in full, on the record that it is about."""

    def explain_named(self, name: str) -> bool:
        """Explain the finding "RULE/subject", behind whose name Home puts the number of its line."""
        for finding in self.services.state.findings:
            own = f"{finding.rule}/{finding.subject}"
            if name == own or name.rpartition("/")[0] == own:
                if finding.records:
                    self.open_record(finding.records[0])
                self.explain(finding)
                return True
        return False

    def explain(self, finding: Finding) -> None:
        """Show a finding in full, and what can be done about it."""

        def chosen(name: str | None) -> None:
            if name == "record":
                self.services.open(finding.records[0])
            elif name == "grade" and (reason := self.services.state.closed):
                self.services.tell(reason, "late")
            elif name == "grade":
                self.app.push_screen(forms.grade(self.services.state, finding))

        self.app.push_screen(forms.finding(finding), chosen)
