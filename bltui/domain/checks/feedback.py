"""FBK rules: what was said is answered, people answer rounds, and next year's planning asks the teachers [S1, S2]."""

from __future__ import annotations

from collections.abc import Iterator

from bltui.domain.checks.context import Case, RuleSet
from bltui.domain.feedback.queries import unanswered
from bltui.domain.feedback.round_results import percent_of, response_count
from bltui.domain.model.dates import show_date
from bltui.domain.model.finding import Hit
from bltui.domain.model.record import live
from bltui.domain.model.text import shown
from bltui.domain.model.wording import number

rule = RuleSet()


@rule("FBK-01")
def answered(case: Case) -> Iterator[Hit]:
    """Nothing that was said waits too long. What is carried waits for its year and is left out until then."""
    longest = case.limit("answer_days")
    late = [
        item
        for item in unanswered(case.building)
        if (case.today - item.on).days > longest
        and not (item.decision == "carried" and item.carried_to > case.serving.year.label)
    ]
    if late:
        days = (case.today - late[0].on).days
        noun = "item has" if len(late) == 1 else "items have"
        text = f"{len(late)} feedback {noun} had no answer for more than {number(longest)} days (the oldest for {days})"
        yield Hit(text, tuple(f"feedback/{item.id}" for item in late), "feedback", count=len(late))


@rule("FBK-02")
def answers(case: Case) -> Iterator[Hit]:
    """A round that is closed reached a good share of those asked."""
    year = case.serving.year
    for asked in live(case.building.rounds):
        if not (asked.closed(case.today) and year.first <= asked.opens <= year.last):
            continue
        came = response_count(case.building, asked.id)
        percent = percent_of(came, asked.invited)
        if percent is not None and percent < case.limit("response_percent"):
            title = shown(asked.title)
            text = f"“{title}” closed with {percent:.0f} % answers ({came} of {asked.invited})"
            yield Hit(text, (f"rounds/{asked.id}",), title, count=came)


@rule("FBK-03")
def step_8(case: Case) -> Iterator[Hit]:
    """Teachers are asked before the year ends."""
    year = case.serving.year
    left = (year.last - case.today).days
    rounds = [r for r in live(case.building.rounds) if r.occasion == "step_8" and year.first <= r.opens <= year.last]
    if not rounds and left <= case.limit("step8_days"):
        text = f"Step 8 has no feedback round this year, which ends on {show_date(year.last)}"
        yield Hit(text, (), "step 8", severity="warn", count=left)
