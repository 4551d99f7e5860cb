"""The commands of the Plan view: tree, progress checks, trainings, attendance, and messages."""

from __future__ import annotations

from bltui.ui.commands import command, writable
from bltui.ui.screens.master_detail import MasterDetail
from bltui.ui.screens.plan import forms


class PlanCommands(MasterDetail):
    """The commands; the view provides the row."""

    NOTHING = "There is nothing to do that to on this line."

    @property
    def panel_shown(self) -> str:
        """The focused panel."""
        raise NotImplementedError

    # -- the line ----------------------------------------------------------------------------------

    @command("plan.add", "Add", "a", needs=writable)
    def add(self) -> None:
        """Add what belongs here: a strategy under a goal, an indicator under a strategy.

        In the trainings, a training.
        """
        self._open(forms.add(self.services.state, self.line, self.panel_shown))

    @command("plan.edit", "Edit", "e", needs=writable)
    def edit(self) -> None:
        """Edit the record of the line."""
        self._open(
            forms.edit(self.services.state, self.line), "There is nothing to edit on this line."
        )

    @command("plan.remove", "Remove", "x", needs=writable)
    def take_away(self) -> None:
        """Remove the record of the line; asks first, and undo restores it."""
        found = forms.remove(self.services.state, self.line)
        if found is None:
            self.services.tell("There is nothing to remove on this line.", "refused")
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

    @command("plan.fidelity", "Practice", "f", needs=writable)
    def fidelity(self) -> None:
        """Set how far the strategy is implemented."""
        self._open(forms.fidelity(self.services.state, self.line), "Choose a strategy first.")

    @command("plan.rollout", "Roll-out", "p", needs=writable)
    def rollout(self) -> None:
        """Plan how the training is brought to this building's staff."""
        self._open(
            forms.rollout(self.services.state, self.line),
            "Choose a BLT training first: t shows them.",
        )

    @command("plan.attendance", "Who came", "w", needs=writable)
    def attendance(self) -> None:
        """Record who came to the training or the in-service day."""
        self._open(
            forms.attendance(self.services.state, self.line),
            "Choose a training or an in-service day: t shows them.",
        )

    @command("plan.evidence", "Evidence", "i", needs=writable)
    def evidence(self) -> None:
        """Add evidence for the responsibility of the line."""
        self._open(
            forms.evidence(self.services.state, self.line),
            "Choose a responsibility first: v goes to that board.",
        )

    @command("plan.reply", "Answer", "r", needs=writable)
    def reply(self) -> None:
        """Record the answer to the message of the line."""
        self._open(
            forms.reply(self.services.state, self.line),
            "Choose a message first: v goes to the log.",
        )

    # -- the plan ----------------------------------------------------------------------------------

    @command("plan.evaluate", "Evaluate", "E", needs=writable)
    def evaluate(self) -> None:
        """Evaluate the year's plan for impact and for process."""
        self._open(
            forms.evaluation(self.services.state),
            "There is no plan of this year yet: B adds its first goal.",
        )

    @command("plan.status", "Plan status", "P", needs=writable)
    def status(self) -> None:
        """Set the status of the year's plan: draft, active, or closed."""
        self._open(
            forms.status(self.services.state),
            "There is no plan of this year yet: B adds its first goal.",
        )

    @command("plan.district-goal", "District goal", "D", needs=writable)
    def district_goal(self) -> None:
        """Add a goal of the district, with its aim."""
        self._open(forms.district_goal(self.services.state))

    @command("plan.goal", "Building goal", "B", needs=writable)
    def goal(self) -> None:
        """Add a building goal; the line's district goal is suggested."""
        self._open(forms.goal(self.services.state, self.line))

    @command("plan.strategy", "Strategy", "S", needs=writable)
    def strategy(self) -> None:
        """Add a classroom strategy with its literature."""
        self._open(forms.strategy(self.services.state, self.line))

    @command("plan.indicator", "Indicator", "I", needs=writable)
    def indicator(self) -> None:
        """Add an adult or a student indicator."""
        self._open(forms.indicator(self.services.state, self.line))

    @command("plan.training", "BLT training", "T", needs=writable)
    def training(self) -> None:
        """Add a BLT training."""
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
