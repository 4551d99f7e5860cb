"""What a feedback round brought: how many answered, the scores of each statement, the words beside each question."""

from __future__ import annotations

import msgspec

from bltui.domain.feedback.anonymity import counted_alone
from bltui.domain.model.building import Building
from bltui.domain.model.feedback import SOURCES, Feedback, Source
from bltui.domain.model.record import active
from bltui.domain.model.rounds import Prompt, Response


class Scores(msgspec.Struct, frozen=True):
    """What people of one group answered to one statement; the field names are the public JSON."""

    prompt: str
    text: str
    source: str | None
    """A group; None for all together, but for groups so small that they could be reckoned out of the sum."""
    answers: int
    spread: tuple[int, int, int, int] | None
    """How many gave 1, 2, 3 and 4; None where too few answered to be shown."""
    mean: float | None


class Results(msgspec.Struct, frozen=True):
    """What a round brought."""

    responses: int
    invited: int | None
    percent: float | None
    """Of those invited; None if nobody counted them, or if more answered than were asked: then their number is wrong."""
    by_source: tuple[tuple[str, int], ...]
    """Responses per group, the largest first."""
    scores: tuple[Scores, ...]
    quotes: tuple[tuple[str, tuple[Feedback, ...]], ...]
    """Per open question what was written."""


def responses_of(building: Building, round_id: int) -> list[Response]:
    """The responses of a round."""
    return [r for r in active(building.responses) if r.round_id == round_id]


def texts_of(building: Building, round_id: int) -> list[Feedback]:
    """What was written in a round."""
    return [f for f in active(building.feedback) if f.round_id == round_id]


def response_count(building: Building, round_id: int) -> int:
    """How many answered: whole responses, or the most texts to one question where only texts were noted."""
    texts: dict[str, int] = {}
    for text in texts_of(building, round_id):
        texts[text.prompt] = texts.get(text.prompt, 0) + 1
    return max(len(responses_of(building, round_id)), max(texts.values(), default=0))


def percent_of(count: int, invited: int | None) -> float | None:
    """The share of those asked who answered, 0 to 100 with one decimal; None where nobody counted them, or counted too few."""
    return round(count * 100 / invited, 1) if invited and count <= invited else None


def too_few_asked(count: int, invited: int | None) -> str:
    """Says that more answered than were asked, of which no share can be told; "" where that is not so."""
    return f"{count} of {invited} asked answered: more than were asked" if invited and count > invited else ""


def results(building: Building, round_id: int, least: int) -> Results:
    """The round's answers. Of fewer than `least`, all together or a group that could be told apart, it has only the number."""
    asked = building.rounds[round_id]
    found = responses_of(building, round_id)
    groups: dict[Source, int] = {}
    for response in found:
        groups[response.source] = groups.get(response.source, 0) + 1
    ordered = sorted(groups.items(), key=lambda pair: (-pair[1], pair[0]))
    count = response_count(building, round_id)
    scores = []
    for prompt in asked.prompts:
        if prompt.kind == "likert":
            given = [(r.source, r.scores[prompt.key]) for r in found if prompt.key in r.scores]
            by_group = {source: [score for s, score in given if s == source] for source, _ in ordered}
            shown, summed = counted_alone({source: len(own) for source, own in by_group.items()}, least)
            together = [score for s, score in given if s in summed]
            scores.append(_scores(prompt, None, together, len(together) >= least))
            if len(ordered) > 1:
                scores += [_scores(prompt, source, own, source in shown) for source, own in by_group.items()]
    texts = sorted(texts_of(building, round_id), key=lambda f: f.id)
    quotes = tuple(
        (prompt.text, tuple(f for f in texts if f.prompt == prompt.key and count >= least))
        for prompt in asked.prompts
        if prompt.kind == "open"
    )
    percent = percent_of(count, asked.invited)
    named = tuple((SOURCES[source], number) for source, number in ordered)
    return Results(count, asked.invited, percent, named, tuple(scores), quotes)


def _scores(prompt: Prompt, source: Source | None, given: list[int], shown: bool) -> Scores:
    group = None if source is None else SOURCES[source]
    if not shown:
        return Scores(prompt.key, prompt.text, group, len(given), None, None)
    spread = (given.count(1), given.count(2), given.count(3), given.count(4))
    return Scores(prompt.key, prompt.text, group, len(given), spread, _mean(given))


def _mean(given: list[int]) -> float | None:
    return round(sum(given) / len(given), 2) if given else None
