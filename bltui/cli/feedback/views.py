"""`bltui feedback list`, `show`, `wall`, `themes`, `words`, `summary`: show feedback."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from bltui import clock, framework
from bltui.cli import records
from bltui.cli.feedback.words import about_option, source_of, source_option
from bltui.cli.meeting import self_check
from bltui.cli.parser import Parser, Subcommands
from bltui.cli.session import Session
from bltui.cli.write_output import deliver_page, on_paper
from bltui.domain.feedback import queries, statistics
from bltui.domain.feedback.anonymity import as_shown, sources_shown
from bltui.domain.model import framework_types, themes
from bltui.domain.model.about import about_words, read_about
from bltui.domain.model.errors import UserError
from bltui.domain.model.feedback import KINDS, SOURCES, STATUSES, Feedback
from bltui.domain.model.formats import full_date, show_date
from bltui.domain.model.rounds import Round
from bltui.domain.model.school_year import school_year_of
from bltui.domain.model.shown import as_json
from bltui.domain.model.themes import Theme
from bltui.exchange import feedback_report

#: Characters of an item shown in a plain-text list.
_SHORT = 60
#: How many items are listed after a word.
_ITEMS = 8


def configure(verbs: Subcommands) -> None:
    """Declare the read-only sub-commands."""
    listed = verbs.add(
        "list",
        list_feedback,
        help="list feedback, newest first (default: all items)",
        example="bltui feedback list --open",
    )
    filters(listed)
    listed.add_argument(
        "--open", action="store_true", help="only items without an answer, oldest first"
    )
    shown = verbs.add(
        "show",
        show_item,
        help="show an item and what came of it",
        example="bltui feedback show 12345",
    )
    shown.add_argument(
        "id", metavar="FEEDBACK", help="the item: its number, or a part of its words"
    )
    verbs.add("wall", show_wall, help="list the AHAs, newest first", example="bltui feedback wall")
    verbs.add(
        "themes",
        show_themes,
        help="list the themes, largest first",
        example="bltui feedback themes",
    )
    often = verbs.add(
        "words",
        show_words,
        help="list words that come up often, with their items",
        example="bltui feedback words --pairs",
    )
    filters(often)
    often.add_argument("--pairs", action="store_true", help="list pairs of words instead")
    summary = verbs.add(
        "summary",
        show_summary,
        help="show counts, and the report “you said – we did”",
        example="bltui feedback summary --since 2026-08-01 --format html --out said.html",
    )
    report_options(summary)


def report_options(parser: Parser) -> None:
    """Declare the arguments of the report, shared with `export report --feedback`."""
    parser.add_argument(
        "--since", metavar="DATE", help="the first day (default: the first day of the school year)"
    )
    parser.add_argument("--until", metavar="DATE", help="the last day (default: today)")
    on_paper(parser)


def filters(parser: Parser) -> None:
    """Declare the options that filter the items."""
    source_option(parser)
    about_option(parser)
    parser.add_argument("--status", choices=tuple(STATUSES), help="only items with this status")
    parser.add_argument("--kind", choices=tuple(KINDS), help="only items of this kind")
    parser.add_argument("--theme", metavar="THEME", help="only items in this theme")
    parser.add_argument("--round", metavar="ROUND", help="only items from this round")
    parser.add_argument("--since", metavar="DATE", help="on or after this day")
    parser.add_argument("--until", metavar="DATE", help="on or before this day")
    parser.add_argument(
        "--words", metavar="TEXT", default="", help="only items that contain these words"
    )


def least(session: Session) -> int:
    """Return the smallest group of which more than the count is shown."""
    return int(
        framework_types.limit_of(
            "small_group", session.building.profile.limits, session.workspace.framework
        )
    )


def chosen(session: Session, args: Namespace) -> list[Feedback]:
    """Return the items that match the filters.

    An item whose group is hidden does not match a filter on that group.
    """
    building = session.building
    source = source_of(args.source)
    since, until = session.day(args.since), session.day(args.until)
    _in_order(since, until)
    found = statistics.chosen(
        building,
        since=since,
        until=until,
        source=source,
        about=read_about(building, args.about) if args.about else None,
        status=args.status,
        kind=args.kind,
        theme_id=records.one(session, Theme, args.theme).id if args.theme else None,
        round_id=records.one(session, Round, args.round).id if args.round else None,
        words=args.words,
    )
    if source is None:
        return found
    source_of_item = sources_shown(building, least(session))
    return [f for f in found if source_of_item(f) == source]


def rows_of(session: Session, items: list[Feedback]) -> list[dict[str, Any]]:
    """Return items in the public JSON shape. A missing or hidden group is an empty text."""
    source = sources_shown(session.building, least(session))
    return [
        {**queries.row(session.building, item, source(item)), "from": source(item) or ""}
        for item in items
    ]


def _print(session: Session, items: list[Feedback]) -> int:
    rows = rows_of(session, items)
    if session.out.as_json:
        session.out.json(rows)
        return 0
    session.out.table(
        ("id", "on", "from", "by", "kind", "about", "status", "text"),
        [
            (
                r["id"],
                item.on,
                SOURCES[r["from"]] if r["from"] else "",
                r["by"] or "",
                KINDS[r["kind"]],
                about_words(r["about"] or ""),
                STATUSES[r["status"]],
                _short(r["text"]),
            )
            for item, r in zip(items, rows, strict=True)
        ],
    )
    if not rows:
        session.out.tell("No matches.")
    return 0


def _short(text: str) -> str:
    line = " / ".join(text.split("\n"))
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1].rstrip()}…"


def list_feedback(session: Session, args: Namespace) -> int:
    """Print the items."""
    found = chosen(session, args)
    if args.open:
        # Like the inbox: an AHA needs no answer.
        found = [f for f in reversed(found) if not f.closed and f.kind != "aha"]
    return _print(session, found)


def show_item(session: Session, args: Namespace) -> int:
    """Print one item in full."""
    found = records.one(session, Feedback, args.id)
    item, known = as_shown(session.building, found, least(session)), rows_of(session, [found])[0]
    if session.out.as_json:
        carried = {"carried_to": item.carried_to or None}
        session.out.json({**as_json(item, session), **carried, **known})
        return 0
    at = queries.exact(found)
    added = clock.local_moment(at, session.building.profile.tz) if at else show_date(found.on)
    for label, words in (
        ("ID", known["id"]),
        ("Status", STATUSES[known["status"]]),
        ("Added", added),
        ("By", known["by"]),
    ):
        if words:
            session.out.line(f"{label:<17} {words}")
    # A question's key means nothing to people, and most items are not anonymous.
    records.print_rows(
        session, item, skip=("prompt",) if item.anonymous else ("prompt", "anonymous")
    )
    return 0


def show_wall(session: Session, args: Namespace) -> int:
    """Print the AHAs."""
    return _print(session, queries.wall(session.building))


def show_themes(session: Session, args: Namespace) -> int:
    """Print the themes with their item counts."""
    found = queries.themes(session.building)
    if session.out.as_json:
        session.out.json(
            [
                {
                    **as_json(theme, session),
                    "id": str(theme.id),
                    "count": len(items),
                    "open": sum(not f.closed for f in items),
                    "items": [str(f.id) for f in items],
                }
                for theme, items in found
            ]
        )
        return 0
    session.out.table(
        ("theme", "name", "items", "without answer"),
        [
            (theme.id, theme.name, len(items), sum(not f.closed for f in items))
            for theme, items in found
        ],
    )
    if not found:
        session.out.tell("No themes yet. Add items to one: `bltui feedback theme NAME ID,ID`.")
    return 0


def show_words(session: Session, args: Namespace) -> int:
    """Print the words that appear often."""
    found = themes.often(
        chosen(session, args), framework.load_feedback_words().stop, pairs=args.pairs
    )
    if session.out.as_json:
        session.out.json(
            [
                {"words": o.words, "count": o.count, "items": [str(n) for n in o.items]}
                for o in found
            ]
        )
        return 0
    session.out.table(
        ("words", "items", "which"), [(o.words, o.count, _which(o.items)) for o in found]
    )
    if not found:
        session.out.tell("No word appears twice.")
    return 0


def _which(items: Sequence[int]) -> str:
    """Return the numbers of the first items, and how many more there are."""
    more = len(items) - _ITEMS
    return ", ".join(map(str, items[:_ITEMS])) + (f" and {more} more" if more > 0 else "")


def span(session: Session, args: Namespace) -> tuple[date, date]:
    """Return the first and last day given by --since and --until."""
    first = school_year_of(session.today, session.building.profile.year_starts).first
    since, until = session.day(args.since) or first, session.day(args.until) or session.today
    _in_order(since, until)
    return since, until


def _in_order(since: date | None, until: date | None) -> None:
    """Raise UserError if a span ends before it starts."""
    if since and until and until < since:
        raise UserError(
            f"--since {full_date(since)} is after --until {full_date(until)}. Swap the dates.",
            field="since",
        )


def show_summary(session: Session, args: Namespace) -> int:
    """Print the counts and the outcomes."""
    since, until = span(session, args)
    building = session.building
    if session.out.as_json and args.out is None:
        among = [
            f for f in statistics.chosen(building, since=since, until=until) if f.kind != "aha"
        ]
        counts = msgspec.to_builtins(statistics.tally(building, among))
        said = statistics.said_and_done(building, since, until)
        checks = self_check.year_line(session, since, until)
        session.out.json(
            {"since": since, "until": until, **counts, "said_and_done": said, "self_checks": checks}
        )
        return 0
    return deliver_page(
        session,
        args,
        feedback_report.report_page(building, session.workspace.framework, since, until),
    )
