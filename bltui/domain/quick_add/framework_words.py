"""The words of the quick-add line that need the framework: step, evidence, cycle, and check for a meeting's self-check."""

from __future__ import annotations

from functools import partial

from bltui.domain.meetings.lookup import named
from bltui.domain.meetings.self_check_edits import answer, meeting_to_check, read_sheets
from bltui.domain.meetings.self_check_results import counted, total
from bltui.domain.model.framework_types import Framework
from bltui.domain.quick_add import step_words
from bltui.domain.quick_add.context import Line, Read, Word, words_of


def _check(framework: Framework, line: Line) -> Read:
    """A digit for each statement; several people one after another."""
    form = framework.self_check
    counts = read_sheets(line.rest, form)
    meeting = meeting_to_check(line.building, line.today)
    people = max(map(sum, counts.values()), default=0)
    scores = [f"{s.short} {total(counts[s.key])}" for s in form.statements] if people == 1 else [counted(people)]
    intent = partial(answer, meeting_id=meeting.id, form=form, counts=counts)
    return Read(words_of("check", "anonymous", *scores, named(line.building, meeting)), intent, "check")


def words(framework: Framework) -> dict[str, Word]:
    """First word -> how it is read, for `reading.read(…, more=…)`."""
    example = " ".join(str(3 + n % 2) for n in range(len(framework.self_check.statements)))
    return {
        **step_words.words(framework),
        "check": Word(f"check {example}", partial(_check, framework), "what scores?"),
    }
