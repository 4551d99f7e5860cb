"""Survey import: shows how each column is used, and imports all or nothing.

One key changes the use of a column.
"""

from __future__ import annotations

from functools import partial
from pathlib import PurePath
from typing import ClassVar

import msgspec
from textual.binding import Binding, BindingType

from bltui.domain.model.record import active
from bltui.domain.model.rounds import Prompt
from bltui.domain.model.text import folded
from bltui.exchange.read_input import given_bytes
from bltui.exchange.survey import import_survey, open_survey, plan_survey, read_survey
from bltui.exchange.survey_columns import Wishes
from bltui.framework import load_feedback_words
from bltui.ui.dialogs.form_widgets import Edited
from bltui.ui.dialogs.import_sheet import ImportSheet, Seen, problem_rows
from bltui.ui.formatting import Bit, Signs
from bltui.ui.widgets.table_layout import Column, Row
from bltui.workspace import Workspace

_COLUMNS = (
    Column("Col", 3, right=True),
    Column("Heading", wraps=True),
    Column("Imported as", 9),
    Column("Reason", 30, rank=1),
)
_USES = {
    "text": "words",
    "likert": "scores",
    "source": "group",
    "date": "date",
    "aside": "skipped",
    "ask": "uncertain",
}


class SurveyImport(ImportSheet):
    """The import sheet. Keys set the role of a column; the group that answers is never guessed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "take('text')", "Words"),
        Binding("s", "take('likert')", "Scores"),
        Binding("w", "take('source')", "Group"),
        Binding("d", "take('date')", "Date"),
    ]

    def __init__(self, round_id: int | None = None) -> None:
        super().__init__(
            "Import a survey",
            "The CSV file that the survey site exports. Names and addresses are never imported.",
            _COLUMNS,
            self._survey,
        )
        self._round = round_id
        self._wishes = Wishes()

    def _survey(self, workspace: Workspace, name: str, signs: Signs) -> Seen:
        """Read the file for the workspace's building. Raises UserError."""
        words, building, today = load_feedback_words(), workspace.building, workspace.today
        table = open_survey(given_bytes(name), PurePath(name).name, words, self._wishes)
        asked = building.rounds.get(self._round) if self._round is not None else None
        stem = PurePath(name).stem
        # The same file again goes into the round that it created, whose questions are then known.
        there = asked or next(
            (r for r in active(building.rounds) if folded(r.title) == folded(stem)), None
        )
        prompts: tuple[Prompt, ...] = there.prompts if there is not None else words.prompts
        survey = read_survey(table, words, today=today, prompts=prompts, wishes=self._wishes)
        into = {"round_id": self._round} if asked is not None else {"title": stem}
        plan = plan_survey(building, survey, today=today, **into)
        rows = problem_rows(survey.problems, signs)
        rows.append(Row(None, (f"Columns: {len(survey.columns)}",), "heading"))
        for column in survey.columns:
            role = (
                "required" if column.use == "ask" else "quiet" if column.use == "aside" else "done"
            )
            cells = (
                str(column.number),
                column.heading,
                Bit(_USES.get(column.use, column.use), role),
                column.why,
            )
            rows.append(Row(f"column/{column.number}", cells))
        where = f"to “{asked.title}”" if asked is not None else f"to the round “{stem}”"
        return Seen(
            says=(
                f"{plan.responses} sets of scores and {plan.texts} written answers {where}, {plan.unchanged} "
                f"unchanged, {survey.blank} {'row' if survey.blank == 1 else 'rows'} blank. On a column: t: text  s: scores  w: group  d: date"
            ),
            rows=tuple(rows),
            intent=partial(import_survey, survey=survey, today=today, **into),
        )

    def on_edited(self, event: Edited) -> None:
        """Reset the columns for another file."""
        self._wishes = Wishes()
        super().on_edited(event)

    def action_take(self, use: str) -> None:
        """Set the role of the column at the cursor, and read the file again."""
        kind, _, number = (self._rows.cursor or "").partition("/")
        if kind != "column":
            return
        others = {
            name: tuple(n for n in getattr(self._wishes, name) if n != number)
            for name in ("text", "likert")
        }
        alone = {
            name: None if getattr(self._wishes, name) == number else getattr(self._wishes, name)
            for name in ("source", "date")
        }
        wishes = msgspec.structs.replace(self._wishes, **others, **alone)
        mine = (*getattr(wishes, use), number) if use in others else number
        self._wishes = msgspec.structs.replace(wishes, **{use: mine})
        self._look(self._path.raw.strip())
