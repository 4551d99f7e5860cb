"""The "You said – we did" report and the results of a round, as pages.

Also the feedback items as a table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from bltui.domain.feedback.anonymity import sources_shown
from bltui.domain.feedback.queries import author
from bltui.domain.feedback.round_results import Results, Scored, results, texts_of, too_few_asked
from bltui.domain.feedback.statistics import Bar, SaidDone, chosen, said_and_done, tally
from bltui.domain.meetings.self_check_results import through_year
from bltui.domain.model import formats
from bltui.domain.model.about import about_words
from bltui.domain.model.building import Building
from bltui.domain.model.feedback import SOURCES, STATUSES, Feedback
from bltui.domain.model.formats import share, show_date
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.rounds import OCCASIONS
from bltui.domain.model.text import one_line
from bltui.domain.model.themes import often
from bltui.exchange.page import Grid, Page, Section
from bltui.exchange.score_grid import score_grid
from bltui.exchange.self_check_report import year_section

#: How many common words a report lists.
_WORDS = 10


def _counts(heading: str, bars: Sequence[Bar], what: str, of: str) -> list[Section]:
    """Return a table of counts, or nothing if there is nothing to count."""
    return (
        [Section(heading, (Grid((what, of), tuple((bar.label, bar.count) for bar in bars)),))]
        if bars
        else []
    )


def _remarks(count: int) -> str:
    return "1 remark" if count == 1 else f"{count} remarks"


def _said(part: SaidDone) -> Section:
    lines = [f"You said: “{one_line(quote)}”" for quote in part.quotes]
    if part.said > len(part.quotes):
        lines.append(f"And {_remarks(part.said - len(part.quotes))} more.")
    lines += [
        f"{'We did:' if did in part.told else 'We decided –'} {one_line(did)}" for did in part.did
    ]
    if part.waiting:
        lines.append(
            "Not answered yet."
            if part.waiting == part.said
            else f"{part.waiting} of them not answered yet."
        )
    return Section(f"{part.theme} ({_remarks(part.said)})", tuple(lines))


@formats.paper()
def report_page(building: Building, framework: Framework, since: date, until: date) -> Page:
    """Return what people said between two days, what came of it, and how the meetings were.

    No one is named.
    """
    among = [f for f in chosen(building, since=since, until=until) if f.kind != "aha"]
    counted = tally(building, among)
    groups = [
        f"{counted.internal} from inside the schools",
        f"{counted.external} from parents, businesses, and community",
    ]
    if unnamed := counted.total - counted.internal - counted.external:
        groups.append(f"{unnamed} without a group")
    summary = (
        f"{_remarks(counted.total)}, {counted.answered} of them answered.",
        f"{', '.join(groups)}.",
    )
    parts = [_said(part) for part in said_and_done(building, since, until)]
    title = f"{building.profile.name}: you said – we did, {show_date(since)} to {show_date(until)}"
    sections: tuple[Section, ...] = (
        Section("In short", summary if among else ("No feedback in this time.",)),
        *parts,
        *_counts("Who spoke", counted.by_source, "group", "remarks"),
        *_counts("Steps mentioned", counted.by_step, "step", "remarks"),
    )
    if checks := through_year(building, framework, since, until):
        sections += (year_section(checks, building.profile.dlt_label),)
    return Page(f"{'Sample building. ' if building.profile.sample else ''}{title}", sections)


def came_of(found: Results) -> str:
    """Return how many answered, with their share if it is known how many were asked."""
    if found.invited and found.percent is not None:
        return share(found.responses, found.invited)
    return f"{found.responses}"


@formats.paper()
def round_page(building: Building, round_id: int, least: int, stop: Collection[str]) -> Page:
    """Return the results of a round. A group of fewer than `least` people shows only its count."""
    asked = building.rounds[round_id]
    found = results(building, round_id, least)
    wrong = too_few_asked(found.responses, found.invited)
    came = (
        f"{wrong}, so the number of people asked is wrong."
        if wrong
        else f"{came_of(found)} answered."
    )
    head = [OCCASIONS[asked.occasion], asked.purpose, came]
    rows = [
        (s.text if s.source is None else f"– {s.source}", s)
        for s in found.scores
        if s.answers or s.source is None
    ]
    sections = [Section("Round", tuple(line for line in head if line))]
    sections += _counts(
        "Who answered", [Bar(label, count) for label, count in found.by_source], "group", "answers"
    )
    if rows:
        sections.append(Section("Statements", (score_grid(rows, "mean"), *_left_out(found.scores))))
    texts = texts_of(building, round_id) if found.responses >= least else []
    common = [
        (o.words, o.count)
        for pairs in (False, True)
        for o in often(texts, stop, pairs=pairs)[:_WORDS]
    ]
    if common:
        sections.append(Section("Often said", (Grid(("words", "answers"), tuple(common)),)))
    sections += [
        Section(question, tuple(f"“{one_line(f.text)}”" for f in said))
        for question, said in found.quotes
        if said
    ]
    return Page(f"{building.profile.name}: {asked.title}", tuple(sections))


def _left_out(scores: Sequence[Scored]) -> Iterator[str]:
    """Yield a line about sums that leave out some people."""
    for whole in (s for s in scores if s.source is None):
        groups = [s.answers for s in scores if s.prompt == whole.prompt and s.source is not None]
        if sum(groups) > whole.answers:
            yield "The totals leave out groups that are too small to show, so that their scores cannot be calculated."
            return


def feedback_grid(building: Building, items: Sequence[Feedback], least: int) -> Grid:
    """Return feedback items as a table.

    Names are shown only for people who gave theirs, and groups only if they are large enough.
    """
    themes = {theme.id: theme.name for theme in building.themes.values()}
    source_of = sources_shown(building, least)
    rows = []
    for f in items:
        source = source_of(f)
        rows.append(
            (
                f.id,
                f.on,
                "" if not source else SOURCES[source],
                author(building, f) or "",
                f.kind,
                about_words(f.about),
                f.text,
                ", ".join(themes[t] for t in f.theme_ids if t in themes),
                STATUSES[f.status],
                f.reason,
                f.answer,
                f.answered_on or "",
            )
        )
    return Grid(
        (
            "id",
            "date",
            "from",
            "by",
            "kind",
            "about",
            "text",
            "themes",
            "status",
            "why",
            "answer",
            "answered",
        ),
        tuple(rows),
    )
