"""Results of a feedback round: number of answers, scores by statement, and quotes by question."""

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
    """One group's answers to one statement. The field names are public JSON."""

    prompt: str
    text: str
    source: str | None
    """The group, or None for the total, which leaves out groups too small to stay anonymous."""


def groups_of(sheets: Sequence[Sheet]) -> dict[Source, int]:
    """Return the number of sheets by group, largest first."""
    counts = Counter(sheet.group for sheet in sheets)
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def scored(key: str, text: str, sheets: Sequence[Sheet], least: int) -> list[Scored]:
    """Return the answers to one statement: the total, and each group if there are several.

    A total or group with fewer than `least` answers has only its count.
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
    """The results of a round."""

    responses: int
    invited: int | None
    percent: float | None
    """Percentage of those invited.

    None if that number is unknown or smaller than the number of answers.
    """
    by_source: tuple[tuple[str, int], ...]
    """Responses by group, largest first."""
    scores: tuple[Scored, ...]
    quotes: tuple[tuple[str, tuple[Feedback, ...]], ...]
    """Texts by open question."""


def responses_of(building: Building, round_id: int) -> list[Response]:
    """Return the responses to a round."""
    return [r for r in active(building.responses) if r.round_id == round_id]


def texts_of(building: Building, round_id: int) -> list[Feedback]:
    """Return the texts written in a round."""
    return [f for f in active(building.feedback) if f.round_id == round_id]


def response_count(building: Building, round_id: int) -> int:
    """Return how many people answered.

    This is the number of responses, or of texts to one question if that is larger.
    """
    texts: dict[str, int] = {}
    for text in texts_of(building, round_id):
        texts[text.prompt] = texts.get(text.prompt, 0) + 1
    return max(len(responses_of(building, round_id)), max(texts.values(), default=0))


def percent_of(count: int, invited: int | None) -> float | None:
    """Return the response rate, 0 to 100 with one decimal.

    Returns None if the number of invitations is unknown or too small.
    """
    return round(count * 100 / invited, 1) if invited and count <= invited else None


def too_few_asked(count: int, invited: int | None) -> str:
    """Return a message if more people answered than were invited, else ""."""
    return (
        f"{count} of {invited} asked answered: more than were asked"
        if invited and count > invited
        else ""
    )


def results(building: Building, round_id: int, least: int) -> Results:
    """Return the results of a round.

    Totals and groups with fewer than `least` answers have only their count.
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
