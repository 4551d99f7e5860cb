"""The commands of the Feedback view: record, group, decide, answer, rounds, import, report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from bltui import framework
from bltui.domain.feedback.edits import discuss
from bltui.domain.meetings.lookup import running
from bltui.domain.model.editing import edit, remove
from bltui.domain.model.feedback import Feedback
from bltui.domain.model.rounds import Round
from bltui.domain.model.school_year import school_year_of
from bltui.exchange import feedback_report
from bltui.ui.base_view import BaseView
from bltui.ui.commands import command, writable
from bltui.ui.dialogs import form_screen
from bltui.ui.dialogs.feedback import (
    feedback_form,
    resolve_form,
    round_form,
    survey_import,
    theme_form,
)
from bltui.ui.dialogs.form import Form
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.screens import print_preview as screens_print_preview
from bltui.ui.screens.feedback import rows
from bltui.ui.state import State

_NONE = "No feedback is selected. Press a to add one, or v for other lists."
_NO_ROUND = "No round is selected. Press R to open one, or v for the rounds."


class FeedbackCommands(BaseView):
    """The commands; the view provides the items and the round."""

    @property
    def chosen(self) -> Sequence[Feedback]:
        """The marked items, or else the one at the cursor."""
        raise NotImplementedError

    @property
    def line(self) -> str:
        """The row at the cursor."""
        raise NotImplementedError

    def unmark(self) -> None:
        """Unmark all items."""
        raise NotImplementedError

    @property
    def basis(self) -> FormContext:
        """The context for forms."""
        state = self.services.state
        return FormContext(state.building, state.framework, state.today)

    @property
    def round(self) -> Round | None:
        """The round at the cursor."""
        table, _, rest = self.line.partition("/")
        return self.services.state.building.rounds.get(int(rest)) if table == "rounds" else None

    def _form(
        self, make: Callable[..., Form], *arguments: Any, then_unmark: bool = False, **more: Any
    ) -> None:
        form = make(*arguments, **more)
        screen = form_screen.FormScreen(form)

        def closed(saved: bool | None) -> None:
            if saved and then_unmark:
                self.unmark()

        self.app.push_screen(screen, closed)

    def _on_items(self, make: Callable[..., Form]) -> None:
        if self.chosen:
            self._form(make, self.basis, self.chosen, then_unmark=True)
        else:
            self.services.tell(_NONE, "refused")

    @command("feedback.add", "Add", "a,n", needs=writable)
    def add(self) -> None:
        """Record feedback: type it and press F10. Can be anonymous."""
        self._form(feedback_form.say_form, self.basis)

    @command("feedback.aha", "AHA", "A", needs=writable)
    def aha(self) -> None:
        """Add an AHA to the wall."""
        self._form(feedback_form.say_form, self.basis, kind="aha")

    @command("feedback.edit", "Edit", "e", needs=writable)
    def edit(self) -> None:
        """Edit the item, the theme, or the round at the cursor."""
        table, _, rest = self.line.partition("/")
        building = self.services.state.building
        if table == "feedback":
            self._form(feedback_form.edit_feedback_form, self.basis, building.feedback[int(rest)])
        elif table == "themes":
            self._form(theme_form.rename_form, self.basis, building.themes[int(rest)])
        elif table == "rounds":
            self._form(round_form.round_form, self.basis, building.rounds[int(rest)])
        else:
            self.services.tell(_NONE, "refused")

    @command("feedback.theme", "Theme", "t", needs=writable)
    def theme(self) -> None:
        """Add the marked items, or the one at the cursor, to a theme."""
        self._on_items(theme_form.theme_form)

    @command("feedback.discussed", "Discussed", "d", needs=writable)
    def discussed(self) -> None:
        """Mark the items as discussed, at the current meeting if there is one."""
        if not self.chosen:
            self.services.tell(_NONE, "refused")
            return
        meeting = running(self.services.state.building)
        self.services.submit(
            partial(
                discuss,
                numbers=[f.id for f in self.chosen],
                on=self.services.state.today,
                meeting_id=meeting.id if meeting else None,
            )
        )
        self.unmark()

    @command("feedback.outcome", "Outcome", "o", needs=writable)
    def outcome(self) -> None:
        """Decide on the items: adopted, not adopted with the reason, or carried to step 1 or 2 of
        next year.
        """
        self._on_items(resolve_form.resolve_form)

    @command("feedback.reply", "Reply", "r", needs=writable)
    def reply(self) -> None:
        """Record what people were told about the items and when. This closes the loop."""
        self._on_items(feedback_form.answer_form)

    @command("feedback.remove", "Remove", "x", needs=writable)
    def take_away(self) -> None:
        """Remove the item from the lists.

        Undo restores it; only `bltui purge` deletes the text.
        """
        table, _, rest = self.line.partition("/")
        if table == "feedback":
            self.services.submit(partial(remove, table=table, number=int(rest)))
        else:
            self.services.tell(_NONE, "refused")

    @command("feedback.round", "New round", "R", needs=writable)
    def new_round(self) -> None:
        """Open a round of questions with audience, number of people, and last day.

        Prefills the usual questions.
        """
        self._form(round_form.round_form, self.basis)

    @command("feedback.answer", "Enter form", "I", needs=writable)
    def type_in(self) -> None:
        """Enter one paper form of the round at the cursor."""
        if self.round is None:
            self.services.tell(_NO_ROUND, "refused")
        else:
            self._form(round_form.answers_form, self.basis, self.round)

    @command("feedback.close", "Close round", "X", needs=writable)
    def close(self) -> None:
        """Close the round at the cursor today."""
        if self.round is None:
            self.services.tell(_NO_ROUND, "refused")
        else:
            self.services.submit(
                partial(
                    edit,
                    seen=self.round,
                    today=self.services.state.today,
                    closes=self.services.state.today,
                )
            )

    @command("feedback.import", "Import", "i", needs=writable)
    def import_survey(self) -> None:
        """Import a survey's CSV export into the round at the cursor or a new one.

        Shows every column first.
        """
        self.app.push_screen(
            survey_import.SurveyImport(self.round.id if self.round is not None else None)
        )

    @command("feedback.report", "Report", "p")
    def report(self) -> None:
        """Show this year's feedback and its outcomes, or the results of the round at the cursor.

        There, w writes a file.
        """
        asked = self.round

        def year_report(state: State) -> Any:
            year = school_year_of(state.today, state.building.profile.year_starts)
            return feedback_report.report_page(
                state.building, state.framework, year.first, year.last
            )

        def round_report(state: State) -> Any:
            stop = framework.load_feedback_words().stop
            return feedback_report.round_page(
                state.building, asked.id if asked else 0, rows.least_of(state), stop
            )

        paper = screens_print_preview.PrintPreview
        if asked is not None:
            self.app.push_screen(paper(asked.title, round_report, "round.md"))
        else:
            self.app.push_screen(paper("You said – we did", year_report, "feedback.md"))
