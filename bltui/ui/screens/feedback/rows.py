"""The rows of the Feedback view: items, themes, common words, rounds, details, and bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from bltui.domain.feedback.anonymity import as_shown, sources_shown
from bltui.domain.feedback.queries import author, themes
from bltui.domain.feedback.round_results import percent_of, response_count, results, too_few_asked
from bltui.domain.feedback.statistics import Bar, Tally
from bltui.domain.model.about import about_words
from bltui.domain.model.feedback import SOURCES, STATUSES, Feedback, Source, Status
from bltui.domain.model.formats import share, short_date, show_date
from bltui.domain.model.framework_types import limit_of
from bltui.domain.model.record import active
from bltui.domain.model.rounds import Round
from bltui.domain.model.shown import rows
from bltui.domain.model.themes import Often
from bltui.ui.formatting import Bit, Signs
from bltui.ui.state import State
from bltui.ui.widgets.table_layout import Column, Row

ITEMS = (
    Column("", 1, whole=True),
    Column("Date", whole=True),
    Column("From", whole=True),
    Column("Kind", rank=1),
    Column("What they said", whole=True, enough=60, wraps=True),
    Column("Status", whole=True),
    Column("About", rank=2),
)
THEMES = (
    Column("Theme", whole=True),
    Column("Items", right=True),
    Column("Answered", right=True),
)
WORDS = (Column("Words", whole=True), Column("Items", right=True), Column(""))
ROUNDS = (Column("Round", whole=True), Column("Opens"), Column("Answers", right=True))
TALLY = (Column(whole=True), Column(cells=4, right=True), Column())
DETAIL = (Column(cells=10), Column(wraps=True))
#: Short names of groups whose name is too long for a column.
_SHORT = {
    "noncertified staff": "noncertified",
    "community organizations": "community",
    "local businesses": "businesses",
    "coaches and liaisons": "coaches",
    "the DLT/CSLT": "DLT/CSLT",
}
#: Width in cells of the longest bar, beside words and beside a tally.
BAR = 16
SHORT_BAR = 12
#: The number of quotes beside a count; the list has all.
QUOTES = 60
#: Fields of an item that another line shows.
_TOLD = ("Anonymous", "Question")


def least_of(state: State) -> int:
    """Return how many answers a group needs before its words are shown."""
    return int(limit_of("small_group", state.building.profile.limits, state.framework))


def role_of(status: Status) -> str:
    """Return the role that colors a status."""
    return {
        "new": "required",
        "theme": "recommended",
        "discussed": "recommended",
        "answered": "done",
        "not_adopted": "paused",
    }.get(status, "info")


def status(found: Status, signs: Signs) -> Bit:
    """Return a status as sign and words."""
    role = role_of(found)
    return Bit(f"{signs.of(role)} {STATUSES[found].removesuffix(' to next year')}", role)


def by_status(items: Sequence[Feedback]) -> tuple[Bit, ...]:
    """Return how many items have each status."""
    counts = Counter(item.status for item in items)
    return tuple(
        Bit(f"{counts[one]} {words}", role_of(one))
        for one, words in STATUSES.items()
        if counts[one]
    )


def item_rows(state: State, items: Sequence[Feedback], marked: Collection[int]) -> list[Row]:
    """Return a row for each item."""
    source, signs = sources_shown(state.building, least_of(state)), state.signs
    return [
        Row(
            f"feedback/{f.id}",
            (
                Bit(signs.done if f.id in marked else " ", "mark"),
                short_date(f.on),
                Bit(_SHORT.get(_who(source(f)), _who(source(f))), "quiet"),
                Bit(f.kind, "quiet"),
                f.text.replace("\n", " / "),
                status(f.status, signs),
                Bit(about_words(f.about), "quiet"),
            ),
            find=f"{f.kind} {STATUSES[f.status]}",
        )
        for f in items
    ]


def _who(source: Source | None) -> str:
    return SOURCES[source] if source else "someone"


def theme_rows(state: State) -> list[Row]:
    """Return a row for each theme, the largest first."""
    return [
        Row(
            f"themes/{theme.id}",
            (theme.name, str(len(held)), str(sum(f.closed for f in held))),
            find=theme.note,
        )
        for theme, held in themes(state.building)
    ]


def word_rows(singles: Sequence[Often], pairs: Sequence[Often], signs: Signs) -> list[Row]:
    """Return word pairs, then single words, each with its count; pairs are more informative."""
    most = max((o.count for o in (*singles, *pairs)), default=1)
    rows = []
    for heading, found in (("Pairs of words", pairs), ("Words", singles)):
        if found and pairs:  # one kind needs no heading: the column's title says it
            rows.append(Row(None, (heading,), "heading"))
        for one in found:
            bar = signs.full * max(1, round(one.count * BAR / most))
            cells = (one.words, str(one.count), Bit(bar, "info"))
            rows.append(Row(f"words/{one.words}", cells))
    return rows


def round_rows(state: State) -> list[Row]:
    """Return a row for each round, the newest first."""
    rounds = sorted(active(state.building.rounds), key=lambda r: (r.opens, r.id), reverse=True)
    return [
        Row(f"rounds/{r.id}", (r.title, show_date(r.opens), _rate(state, r)), find=r.audience)
        for r in rounds
    ]


def _rate(state: State, asked: Round) -> Bit:
    came = response_count(state.building, asked.id)
    if not asked.invited:
        return Bit(f"{came}", "")
    percent = percent_of(came, asked.invited)
    if percent is None:
        return Bit(f"{state.signs.required} {came} of {asked.invited}?", "required")
    enough = percent >= limit_of("response_percent", state.building.profile.limits, state.framework)
    return Bit(share(came, asked.invited), "done" if enough else "recommended")


def detail_rows(state: State, record: str, among: Sequence[Feedback]) -> list[Row]:
    """Return the details of the row at the cursor."""
    table, _, rest = record.partition("/")
    building = state.building
    if (
        table == "feedback"
        and rest.isdecimal()
        and (item := building.feedback.get(int(rest))) is not None
    ):
        return _item(state, item)
    if table == "rounds" and rest.isdecimal() and int(rest) in building.rounds:
        return _round(state, building.rounds[int(rest)])
    if table == "themes" and rest.isdecimal() and int(rest) in building.themes:
        found = [f for f in active(building.feedback) if int(rest) in f.theme_ids]
        return [
            Row(None, (building.themes[int(rest)].note,), "text", "quiet"),
            *_quotes(found, state.signs),
        ]
    if table == "words":
        return _quotes(among, state.signs)
    return []


def _item(state: State, item: Feedback) -> list[Row]:
    building = state.building
    asked = building.rounds.get(item.round_id) if item.round_id is not None else None
    prompt = next((p.text for p in asked.prompts if p.key == item.prompt), "") if asked else ""
    own = dict(rows(as_shown(building, item, least_of(state)), state))
    own["Name"] = author(building, item) or "anonymous"
    if asked:
        own["Round"] = f"{asked.title}: {prompt}"
    return [
        Row(None, (own.pop("Text"),), "text", "strong"),
        Row(None, (Bit("Status", "quiet"), status(item.status, state.signs))),
        *(
            Row(None, (Bit(name, "quiet"), words))
            for name, words in own.items()
            if name not in _TOLD
        ),
    ]


def _quotes(items: Sequence[Feedback], signs: Signs) -> list[Row]:
    rows = [Row(None, (f"{signs.dot} {f.text}",), "text") for f in items[:QUOTES]]
    if (more := len(items) - QUOTES) > 0:
        rows.append(Row(None, (f"and {more} more (enter: show all)",), "text", "quiet"))
    return rows


def _round(state: State, asked: Round) -> list[Row]:
    seen = results(state.building, asked.id, least_of(state))
    wrong = too_few_asked(seen.responses, asked.invited)
    found = [
        *(
            Row(None, (Bit(label, "quiet"), words))
            for label, words in rows(asked, state)
            if label not in ("Title", "Questions")
        ),
        Row(None, (Bit("Answers", "quiet"), _rate(state, asked))),
        *([Row(None, (f"{wrong}. Press e to fix the number.",), "text")] if wrong else ()),
        *(Row(None, (Bit("", "quiet"), f"{words}: {count}")) for words, count in seen.by_source),
    ]
    for score in seen.scores:
        if score.source is None:
            found.append(Row(None, (score.text,), "text"))
            if score.spread is None:
                found.append(
                    Row(
                        None,
                        (Bit("", ""), Bit(f"{score.answers} answers (too few to show)", "quiet")),
                    )
                )
            else:
                counts = "  ".join(f"{n}:{count}" for n, count in enumerate(score.spread, 1))
                found.append(Row(None, (Bit(f"mean {score.mean}", "mark"), counts)))
    for text, quotes in seen.quotes:
        found.append(Row(None, (text,), "heading"))
        found += _quotes(quotes, state.signs)
    return found


def tally_rows(counted: Tally, signs: Signs) -> Iterator[Row]:
    """Yield the counts as bars."""
    words = f"{counted.total} recorded, {counted.answered} answered; {counted.internal} inside the building, {counted.external} outside"
    yield Row(None, (words,), "text", "quiet")
    parts: tuple[tuple[str, Sequence[Bar]], ...] = (
        ("From", counted.by_source),
        ("Steps", counted.by_step),
        ("Themes", counted.by_theme),
        ("Status", counted.by_status),
    )
    # One scale for all: bars of one length are as many items.
    most = max((bar.count for _, bars in parts for bar in bars), default=1)
    for heading, bars in parts:
        if not bars:
            continue
        yield Row(None, (heading,), "heading")
        for bar in bars:
            full = max(1, round(bar.count * SHORT_BAR / most))
            label = _SHORT.get(bar.label, bar.label)
            yield Row(None, (label, Bit(str(bar.count), "strong"), Bit(signs.full * full, "info")))
