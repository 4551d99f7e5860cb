"""What a feedback round brought: how many answered, the scores of each statement, the words beside
each question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from bltui.domain.feedback.anonymity import counted_alone
from bltui.domain.model.building import Building
from bltui.domain.model.feedback import SOURCES, Feedback, Source
from bltui.domain.model.record import active
from bltui.domain.model.rounds import Response
from bltui.domain.model.scores import Answered, Spread, added, mean
from bltui.domain.model.sheets import Sheet


class Scored(Answered, frozen=True, kw_only=True):
    """What people of one group answered to one statement; the field names are the public JSON."""

    prompt: str
    text: str
    source: str | None
    """A group; None for all together, but for groups so small that they could be reckoned out of
    the sum.
    """


def groups_of(sheets: Sequence[Sheet]) -> dict[Source, int]:
    """How many sheets each group gave, the largest first."""
    counts = Counter(sheet.group for sheet in sheets)
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def scored(key: str, text: str, sheets: Sequence[Sheet], least: int) -> list[Scored]:
    """What was answered to one statement: by all together, and by each group if there are several.

    Fewer than `least` answers, together or of a group that could be told apart, are only counted.
    """
    given: dict[Source, list[Spread]] = {source: [] for source in groups_of(sheets)}
    for sheet in sheets:
        if key in (spreads := sheet.spreads):
            given[sheet.group].append(spreads[key])
    spread_of = {source: added(spreads) for source, spreads in given.items()}
    shown, summed = counted_alone(
        {source: sum(spread) for source, spread in spread_of.items()}, least
    )

    def group(source: str | None, spread: Spread, enough: bool) -> Scored:
        return Scored(
            prompt=key,
            text=text,
            source=source,
            answers=sum(spread),
            spread=spread if enough else None,
            mean=round(mean(spread) or 0, 2) if enough else None,
        )

    together = added(spread_of[source] for source in summed)
    found = [group(None, together, sum(together) >= max(1, least))]
    if len(spread_of) > 1:
        found += [
            group(SOURCES[source], spread, source in shown) for source, spread in spread_of.items()
        ]
    return found


class Results(msgspec.Struct, frozen=True):
    """What a round brought."""

    responses: int
    invited: int | None
    percent: float | None
    """Of those invited; None if nobody counted them, or if more answered than were asked: then
    their number is wrong.
    """
    by_source: tuple[tuple[str, int], ...]
    """Responses per group, the largest first."""
    scores: tuple[Scored, ...]
    quotes: tuple[tuple[str, tuple[Feedback, ...]], ...]
    """Per open question what was written."""


def responses_of(building: Building, round_id: int) -> list[Response]:
    """The responses of a round."""
    return [r for r in active(building.responses) if r.round_id == round_id]


def texts_of(building: Building, round_id: int) -> list[Feedback]:
    """What was written in a round."""
    return [f for f in active(building.feedback) if f.round_id == round_id]


def response_count(building: Building, round_id: int) -> int:
    """How many answered: whole responses, or the most texts to one question where only texts were
    noted.
    """
    texts: dict[str, int] = {}
    for text in texts_of(building, round_id):
        texts[text.prompt] = texts.get(text.prompt, 0) + 1
    return max(len(responses_of(building, round_id)), max(texts.values(), default=0))


def percent_of(count: int, invited: int | None) -> float | None:
    """The share of those asked who answered, 0 to 100 with one decimal.

    None where nobody counted them, or counted too few.
    """
    return round(count * 100 / invited, 1) if invited and count <= invited else None


def too_few_asked(count: int, invited: int | None) -> str:
    """Says that more answered than were asked, of which no share can be told.

    "" where that is not so.
    """
    return (
        f"{count} of {invited} asked answered: more than were asked"
        if invited and count > invited
        else ""
    )


def results(building: Building, round_id: int, least: int) -> Results:
    """The round's answers. Of fewer than `least`, all together or a group that could be told apart,
    it has only the number.
    """
    asked = building.rounds[round_id]
    found = responses_of(building, round_id)
    count = response_count(building, round_id)
    statements = (prompt for prompt in asked.prompts if prompt.kind == "likert")
    scores = [row for prompt in statements for row in scored(prompt.key, prompt.text, found, least)]
    texts = sorted(texts_of(building, round_id), key=lambda f: f.id)
    quotes = tuple(
        (prompt.text, tuple(f for f in texts if f.prompt == prompt.key and count >= least))
        for prompt in asked.prompts
        if prompt.kind == "open"
    )
    percent = percent_of(count, asked.invited)
    named = tuple((SOURCES[source], number) for source, number in groups_of(found).items())
    return Results(count, asked.invited, percent, named, tuple(scores), quotes)
