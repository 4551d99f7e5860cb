"""The context of the Meeting view's commands: the meeting, agenda item, and row."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from bltui.domain.meetings.agenda import members
from bltui.domain.meetings.lookup import named, unlocked
from bltui.domain.meetings.upcoming import record_of
from bltui.domain.meetings.upcoming_meeting import Coming
from bltui.domain.model.errors import UserError
from bltui.domain.model.meetings import AgendaItem, Meeting
from bltui.ui.base_view import BaseView
from bltui.ui.dialogs import confirm, form_screen
from bltui.ui.dialogs.form import Form
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.meeting import action_form, self_check_form
from bltui.ui.screens.meeting.self_check import answered, wants_action

_NONE = "No meeting planned. Press p to plan one, s to start one now, or [ for the previous one."
_AHEAD = (
    "{name} has no agenda yet. Press P to prepare it, s to start it now, or [ for the previous one."
)


class MeetingContext(BaseView):
    """The shared parts of the commands.

    The view provides the meeting, the agenda item, and the row.
    """

    agreed: set[int]
    """The meetings of other days that the user agreed to add to."""

    @property
    def meeting(self) -> Meeting | None:
        """The meeting that is shown."""
        raise NotImplementedError

    @property
    def ahead(self) -> Coming | None:
        """The team's next meeting of the calendar that nobody has planned yet."""
        raise NotImplementedError

    @property
    def picked(self) -> bool:
        """Whether the user chose that meeting, and it is not just the nearest one."""
        raise NotImplementedError

    @property
    def point(self) -> AgendaItem | None:
        """The current agenda item, while the meeting is in progress."""
        raise NotImplementedError

    @property
    def line(self) -> str:
        """The row at the cursor of the focused list."""
        raise NotImplementedError

    @property
    def basis(self) -> FormContext:
        """The context for forms."""
        state = self.services.state
        return FormContext(state.building, state.framework, state.today)

    @property
    def called(self) -> str:
        """The meeting in words."""
        return named(self.services.state.building, self.meeting) if self.meeting is not None else ""

    def _form(self, make: Callable[..., Form], *arguments: Any, **more: Any) -> None:
        form = make(*arguments, **more)
        self.app.push_screen(form_screen.FormScreen(form))

    def _on_meeting(self, ask: Callable[[Meeting], None]) -> None:
        if self.meeting is None:
            self._refuse()
        else:
            ask(self.meeting)

    def _refuse(self) -> None:
        """Say that there is no meeting to act on yet, and what to press."""
        ahead = self.ahead
        if ahead is None:
            self.services.tell(_NONE, "refused")
        else:
            name = named(self.services.state.building, record_of(ahead))
            self.services.tell(_AHEAD.format(name=name), "refused")

    def _on_open(self, ask: Callable[[Meeting], None]) -> None:
        """Act like `_on_meeting`, but report approved minutes before anybody types."""

        def checked(meeting: Meeting) -> None:
            try:
                unlocked(self.services.state.building, meeting.id)
            except UserError as refused:
                self.services.tell(refused.message, "refused")
            else:
                ask(meeting)

        self._on_meeting(checked)

    def _on_minutes(self, ask: Callable[[Meeting], None]) -> None:
        """Act like `_on_open`, but ask once before something is added to a meeting of another day
        that is not in progress.
        """

        def checked(meeting: Meeting) -> None:
            going = meeting.held and not meeting.ended
            now = going or meeting.on == self.services.state.today
            if now or meeting.id in self.agreed:
                ask(meeting)
                return
            stands = "has ended" if meeting.held else "has not started"
            name = named(self.services.state.building, meeting)

            def reply(yes: bool | None) -> None:
                if yes:
                    self.agreed.add(meeting.id)
                    ask(meeting)

            question = confirm.Confirm(
                f"{name} {stands}. Write into its minutes?",
                yes="write into its minutes",
                no="leave them as they are",
                more="To start today's meeting, press n, then s.",
            )
            self.app.push_screen(question, reply)

        self._on_open(checked)

    def _ask(self, intent: Callable[..., Any], **more: Any) -> None:
        self._on_meeting(lambda m: self.services.submit(partial(intent, meeting_id=m.id, **more)))

    def _voting(self, meeting: Meeting) -> tuple[int, ...]:
        return members(self.services.state.building, meeting.team, meeting.on) or ()

    def _ask_how_it_was(self, meeting: Meeting) -> None:
        if meeting.held:
            form, so_far = (
                self.services.state.framework.self_check,
                answered(self.services.state, meeting),
            )
            self._form(self_check_form.self_check_form, form, meeting, self.called, so_far)
        else:
            self.services.tell(
                "The meeting has not started. Press s to start it; the self-check is at its end.",
                "refused",
            )

    def _answer_how_it_was(self, meeting: Meeting) -> None:
        if wants_action(self.services.state, meeting):
            self._form(
                action_form.action_form, self.basis, meeting, None, about=f"meeting:{meeting.id}"
            )
        else:
            self._ask_how_it_was(meeting)
