"""FBK rules: answers to feedback, response rates, and asking teachers before the year ends."""

from __future__ import annotations

from collections.abc import Iterator

from bltui.domain.checks.context import RuleContext, RuleSet
from bltui.domain.feedback.queries import unanswered
from bltui.domain.feedback.round_results import percent_of, response_count
from bltui.domain.model import formats
from bltui.domain.model.finding import Violation
from bltui.domain.model.formats import show_date
from bltui.domain.model.record import active
from bltui.domain.model.text import shown

rule = RuleSet()


@rule("FBK-01")
def answered(context: RuleContext) -> Iterator[Violation]:
    """Report feedback that has waited too long for an answer.

    Carried feedback is left out until its school year.
    """
    longest = context.limit("answer_days")
    late = [
        item
        for item in unanswered(context.building)
        if (context.today - item.on).days > longest
        and not (item.decision == "carried" and item.carried_to > context.serving.year.label)
    ]
    if late:
        days = (context.today - late[0].on).days
        have = "has" if len(late) == 1 else "have"
        text = (
            f"{formats.count(len(late), 'feedback item')} {have} had no answer for more than "
            f"{formats.count(longest, 'day')} (the oldest for {days})"
        )
        yield Violation(
            text, tuple(f"feedback/{item.id}" for item in late), "feedback", count=len(late)
        )


@rule("FBK-02")
def answers(context: RuleContext) -> Iterator[Violation]:
    """Report closed rounds with a low response rate."""
    year = context.serving.year
    for asked in active(context.building.rounds):
        if not (asked.closed(context.today) and year.first <= asked.opens <= year.last):
            continue
        came = response_count(context.building, asked.id)
        percent = percent_of(came, asked.invited)
        if percent is not None and percent < context.limit("response_percent"):
            title = shown(asked.title)
            text = f"“{title}” closed with {formats.share(came, asked.invited or 0)} answers"
            yield Violation(text, (f"rounds/{asked.id}",), title, count=came)


@rule("FBK-03")
def step_8(context: RuleContext) -> Iterator[Violation]:
    """Report a missing step 8 feedback round near the end of the year."""
    year = context.serving.year
    left = (year.last - context.today).days
    rounds = [
        r
        for r in active(context.building.rounds)
        if r.occasion == "step_8" and year.first <= r.opens <= year.last
    ]
    if not rounds and left <= context.limit("step8_days"):
        text = f"Step 8 has no feedback round this year, which ends on {show_date(year.last)}"
        yield Violation(text, (), "step 8", severity="warn", count=left)
