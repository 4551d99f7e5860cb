"""Record answers to a meeting's self-check, for one person or the whole team.

Intents for `workspace.do`. Answers are anonymous: the history has no name and only the day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from bltui.domain.feedback.round_edits import check_asked, taken
from bltui.domain.meetings.lookup import named, unlocked
from bltui.domain.meetings.self_check_results import answers_of
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.errors import UserError
from bltui.domain.model.framework_types import SelfCheckForm
from bltui.domain.model.meetings import CAME, Meeting
from bltui.domain.model.record import active
from bltui.domain.model.scores import Spread, added, counted, gave
from bltui.domain.model.self_checks import SelfCheck
from bltui.domain.model.text import clean

#: The notice on the form. It must not promise more anonymity than there is.
UNNAMED = "No name and no time are saved, and bltui does not show who gave which answer. The server's administrator could still find out."
_COUNTED = re.compile(r"([0-9])\s*[x×*]\s*([0-9]{1,4})", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,]+")


def _scores(text: str, form: SelfCheckForm, field: str) -> list[int]:
    """Parse digits from 1 to 4. Raises UserError for anything else."""
    bare = _BETWEEN.sub("", text)
    for sign in bare:
        if sign not in "1234":
            scale = f"1 ({form.scale[0]}) to 4 ({form.scale[3]})"
            raise UserError(
                f"“{sign}” is not on the scale. Scores are digits from {scale}.", field=field
            )
    return [int(sign) for sign in bare]


def read_sheets(text: str, form: SelfCheckForm, field: str = "scores") -> dict[str, Spread]:
    """Parse the scores of one or more people, one digit per statement, such as "3 4 4 2".

    A semicolon or slash may separate people. Returns the counts by statement. Raises UserError with
    an example if the number of digits is wrong.
    """
    wanted, people = len(form.statements), []
    for part in re.split(r"[;/]", clean(text, "scores", limit=5000)):
        scores = _scores(part, form, field)
        if len(scores) % wanted:
            digits = "1 score" if len(scores) == 1 else f"{len(scores)} scores"
            example = " ".join(str(3 + n % 2) for n in range(wanted))
            raise UserError(
                f"{digits}: each person gives {wanted}, one for each statement, such as {example}.",
                field=field,
            )
        people += [scores[at : at + wanted] for at in range(0, len(scores), wanted)]
    return {
        statement.key: added(gave(scores[place]) for scores in people)
        for place, statement in enumerate(form.statements)
        if people
    }


def read_hands(text: str, form: SelfCheckForm, field: str = "hands") -> Spread:
    """Parse everyone's scores of one statement: "3 4 4 2", or counts such as "4x5 3x2".

    Raises UserError for a score off the scale.
    """
    text = clean(text, "scores", limit=5000)
    counts = []
    for match in _COUNTED.finditer(text):
        (score,) = _scores(match[1], form, field)
        counts.append(gave(score, int(match[2])))
    return added([*counts, *map(gave, _scores(_COUNTED.sub(" ", text), form, field))])


def answer(
    building: Building, *, meeting_id: int, form: SelfCheckForm, counts: Mapping[str, Spread]
) -> Change:
    """Add answers to a meeting's self-check: by statement, how many gave 1, 2, 3, and 4.

    Identical answers count again, as another person's. Raises UserError if there are no answers, a
    statement or count is invalid, the meeting was not begun, or its minutes are approved.
    """
    builder = ChangeBuilder(building)
    meeting = unlocked(building, meeting_id)
    if not meeting.held:
        raise UserError(
            f"The meeting {named(building, meeting)} was not started. Start it first: the "
            "self-check is at its end."
        )
    given = {key: spread for key, spread in counts.items() if any(spread)}
    check_asked(given, [statement.key for statement in form.statements])
    if given:
        sheet = SelfCheck(meeting_id=meeting_id, counts=given)
        builder.add("self_checks", sheet)
        _compare(builder, meeting, sheet)
    people = max(map(sum, given.values()), default=0)
    # The history must not contain scores.
    return taken(builder, f"meeting: self-check of {named(building, meeting)}: {counted(people)}")


def _compare(builder: ChangeBuilder, meeting: Meeting, sheet: SelfCheck) -> None:
    """Add a note if there are more answers than people: some may have been entered twice."""
    building = builder.building
    came = [
        a for a in active(building.attendance) if a.meeting_id == meeting.id and a.state in CAME
    ]
    sheets = [*answers_of(building, meeting.id), sheet]
    most = max(sum(added(s.counts[key] for s in sheets if key in s.counts)) for key in sheet.counts)
    if came and most > len(came):
        builder.note(
            f"{counted(most)} now, but {len(came)} marked as present: check for answers entered twice"
        )


def clear(building: Building, *, meeting_id: int) -> Change:
    """Remove all answers to a meeting's self-check so that they can be entered again."""
    builder = ChangeBuilder(building)
    meeting = unlocked(building, meeting_id)
    for sheet in answers_of(building, meeting_id):
        builder.archive("self_checks", sheet.id)
    change = builder.change(f"meeting: self-check of {named(building, meeting)} cleared")
    return change if change else no_change("meeting: the self-check has no answers")


def meeting_to_check(building: Building, on: date, team: str = "blt") -> Meeting:
    """Return the running meeting, else the one held today. Raises UserError if there is none."""
    theirs: Sequence[Meeting] = [
        m for m in active(building.meetings) if m.team == team and m.held and not m.cancelled
    ]
    now = [m for m in theirs if not m.ended] or [m for m in theirs if m.on == on]
    if not now:
        raise UserError("No meeting is running, and none was held today. Start one, or name one.")
    return max(now, key=lambda m: (m.on, m.id))
