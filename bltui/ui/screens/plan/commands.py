"""The commands of the Plan view: tree, progress checks, trainings, attendance, and messages."""

from __future__ import annotations

from bltui.domain.model import labels
from bltui.ui.commands import command, writable
from bltui.ui.screens.master_detail import MasterDetail
from bltui.ui.screens.plan import forms


class PlanCommands(MasterDetail):
    """The commands; the view provides the row."""

    NOTHING = "Not available on this row. Choose another row."

    @property
    def panel_shown(self) -> str:
        """The focused panel."""
        raise NotImplementedError

    # -- the line ----------------------------------------------------------------------------------

    @command("plan.add", "Add", "a", needs=writable)
    def add(self) -> None:
        """Add the next level: a strategy under a goal, an indicator under a strategy.

        In the trainings, add a training.
        """
        self._open(forms.add(self.services.state, self.line, self.panel_shown))

    @command("plan.edit", "Edit", "e", needs=writable)
    def edit(self) -> None:
        """Edit the selected record."""
        self._open(
            forms.edit(self.services.state, self.line),
            "Nothing to edit on this row. Choose another row.",
        )

    @command("plan.remove", "Remove", "x", needs=writable)
    def take_away(self) -> None:
        """Remove the selected record. Asks first, and undo restores it."""
        found = forms.remove(self.services.state, self.line)
        if found is None:
            self.services.tell("Nothing to remove on this row. Choose another row.", "refused")
            return
        question, intent = found

        def answered(yes: bool | None) -> None:
            if yes:
                self.services.submit(intent)

        self.app.push_screen(question, answered)

    @command("plan.measure", "Measure", "m", needs=writable)
    def measure(self) -> None:
        """Plan a progress check of the indicator, or record its result.

        On a district goal, add a measure.
        """
        self._open(
            forms.measure(self.services.state, self.line),
            "Choose an indicator or a district goal first.",
        )

    @command("plan.fidelity", "Implementation", "f", needs=writable)
    def fidelity(self) -> None:
        """Set the status of a strategy's implementation."""
        self._open(forms.fidelity(self.services.state, self.line), "Choose a strategy first.")

    @command("plan.rollout", "Roll-out", "p", needs=writable)
    def rollout(self) -> None:
        """Plan the roll-out of the training to this building's staff."""
        self._open(
            forms.rollout(self.services.state, self.line),
            f"Choose {labels.a_team()} training first. Press t to list them.",
        )

    @command("plan.attendance", "Attendance", "w", needs=writable)
    def attendance(self) -> None:
        """Record attendance of the training or the in-service day."""
        self._open(
            forms.attendance(self.services.state, self.line),
            "Choose a training or an in-service day first. Press t to list them.",
        )

    @command("plan.evidence", "Evidence", "i", needs=writable)
    def evidence(self) -> None:
        """Add evidence for the selected responsibility."""
        self._open(
            forms.evidence(self.services.state, self.line),
            "Choose a responsibility first. Press v for the list.",
        )

    @command("plan.reply", "Answer", "r", needs=writable)
    def reply(self) -> None:
        """Record the answer to the selected message."""
        self._open(
            forms.reply(self.services.state, self.line),
            "Choose a message first. Press v for the list.",
        )

    # -- the plan ----------------------------------------------------------------------------------

    @command("plan.evaluate", "Evaluate", "E", needs=writable)
    def evaluate(self) -> None:
        """Evaluate the impact and the process of the year's plan."""
        self._open(
            forms.evaluation(self.services.state),
            "No plan for this year yet. Press B to add its first goal.",
        )

    @command("plan.status", "Plan status", "P", needs=writable)
    def status(self) -> None:
        """Set the status of the year's plan: draft, active, or closed."""
        self._open(
            forms.status(self.services.state),
            "No plan for this year yet. Press B to add its first goal.",
        )

    @command("plan.district-goal", "District goal", "D", needs=writable)
    def district_goal(self) -> None:
        """Add a district goal with its aim."""
        self._open(forms.district_goal(self.services.state))

    @command("plan.goal", "Building goal", "B", needs=writable)
    def goal(self) -> None:
        """Add a building goal. The selected district goal is suggested."""
        self._open(forms.goal(self.services.state, self.line))

    @command("plan.strategy", "Strategy", "S", needs=writable)
    def strategy(self) -> None:
        """Add a classroom strategy with its literature."""
        self._open(forms.strategy(self.services.state, self.line))

    @command("plan.indicator", "Indicator", "I", needs=writable)
    def indicator(self) -> None:
        """Add an adult or a student indicator."""
        self._open(forms.indicator(self.services.state, self.line))

    @command("plan.training", "{team} training", "T", needs=writable)
    def training(self) -> None:
        """Add {a_team} training."""
        self._open(forms.training(self.services.state))

    @command("plan.inservice", "In-service", "N", needs=writable)
    def inservice(self) -> None:
        """Add an in-service day."""
        self._open(forms.inservice(self.services.state))

    @command("plan.take", "From calendar", "C", needs=writable)
    def take(self) -> None:
        """Add every in-service day of the calendar."""
        self.services.submit(forms.take())

    @command("plan.message", "Message", "M", needs=writable)
    def message(self) -> None:
        """Record a message to or from the district, a group, staff, families, or the community."""
        self._open(forms.message(self.services.state))

    @command("plan.money", "Money", "F", needs=writable)
    def money(self) -> None:
        """Record a financial decision and the goal that it supports."""
        self._open(forms.money(self.services.state, self.line))

    @command("plan.trainings", "Trainings", "t")
    def trainings(self) -> None:
        """Go to the trainings and in-service days."""
        self.turn_to("trainings")
