"""`bltui feedback`: record what people say and track it until it is answered."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from typing import Any

from bltui.cli import new, records
from bltui.cli.errors import UsageError
from bltui.cli.feedback import rounds, views
from bltui.cli.feedback.words import check_about, source_of, source_option
from bltui.cli.meeting import views as meeting_views
from bltui.cli.parser import Parser, words
from bltui.cli.session import Session
from bltui.domain.feedback import edits, statistics
from bltui.domain.model.editing import remove
from bltui.domain.model.errors import UserError
from bltui.domain.model.feedback import PROMISE, Feedback
from bltui.domain.model.rounds import Round
from bltui.domain.model.themes import Theme
from bltui.domain.steps import current_state

WHICH = (
    "the item: its number, or a part of its words; several, separated by commas; themes/NAME for "
    "all items of a theme"
)
OUTCOMES = ("adopted", "not_adopted", "carried", "answered")


def configure(parser: Parser, command: str) -> None:
    """Declare the sub-commands."""
    verbs = parser.verbs()
    add = verbs.add(
        "add",
        add_feedback,
        help="add a feedback item",
        example='bltui feedback add "More modeling, please" --from teacher --about step:5',
        changes=True,
    )
    records.declare(add, Feedback, adding=True, skip=("source",))
    source_option(add)
    add.add_argument(
        "--anonymous", action="store_true", help="save no name and no time, only the date"
    )
    add.add_argument("--by", metavar="PERSON", help="who said it (default: the account)")
    views.configure(verbs)
    edit = verbs.add(
        "edit",
        edit_feedback,
        help="edit an item",
        example="bltui feedback edit 12345 --about cwg:2",
        changes=True,
    )
    edit.add_argument("id", metavar="FEEDBACK", help=WHICH)
    records.declare(edit, Feedback, adding=False, skip=("source",))
    source_option(edit)
    theme = verbs.add(
        "theme",
        put_in_theme,
        help="add items to a theme, which is created if it is new",
        example='bltui feedback theme "Time to plan" 12345,23456',
        changes=True,
    )
    theme.add_argument("theme", metavar="THEME", help="the theme's name")
    theme.add_argument(
        "id", metavar="FEEDBACK", type=words, nargs="?", help=f"{WHICH}; or give --words"
    )
    theme.add_argument(
        "--words", metavar="TEXT", help="all items that contain these words, instead of IDs"
    )
    theme.add_argument("--round", metavar="ROUND", help="with --words: only items from this round")
    theme.add_argument("--out", action="store_true", help="remove them from the theme instead")
    rename = verbs.add(
        "rename-theme",
        rename_theme,
        help="rename a theme",
        example='bltui feedback rename-theme "Time to plan" "Planning time"',
        changes=True,
    )
    rename.add_argument("theme", metavar="THEME", help="the theme")
    records.declare(rename, Theme, adding=True)
    discuss = verbs.add(
        "discuss",
        discuss_feedback,
        help="record that items were discussed",
        example="bltui feedback discuss 12345 --meeting 2",
        changes=True,
    )
    discuss.add_argument("id", metavar="FEEDBACK", type=words, help=WHICH)
    discuss.add_argument("--on", metavar="DATE", help="the date (default: today)")
    discuss.add_argument("--meeting", metavar="MEETING", help="the meeting")
    resolve = verbs.add(
        "resolve",
        resolve_feedback,
        help="resolve an item, or record the answer that people got",
        example='bltui feedback resolve 12345 answered --why "Two more visits from January on"',
        changes=True,
    )
    resolve.add_argument("id", metavar="FEEDBACK", type=words, help=WHICH)
    resolve.add_argument("outcome", choices=OUTCOMES, metavar="OUTCOME", help=", ".join(OUTCOMES))
    resolve.add_argument(
        "--why",
        metavar="TEXT",
        default="",
        help="the reason; with answered, the answer that people got",
    )
    resolve.add_argument(
        "--year",
        metavar="2027-28",
        type=_school_year,
        help="with carried: the school year (default: the next one)",
    )
    resolve.add_argument("--step", choices=("1", "2"), help="with carried: its step (default: 2)")
    rounds.configure(verbs)
    remove = verbs.add(
        "remove",
        remove_feedback,
        help="remove an item from the lists; `bltui purge` deletes its text",
        example="bltui feedback remove 12345",
        changes=True,
    )
    remove.add_argument("id", metavar="FEEDBACK", help=WHICH)


def _school_year(text: str) -> str:
    return str(new.year_label(text))


def _numbers(session: Session, args: Namespace) -> list[int]:
    """Return the ids of the named items; "themes/NAME" names all items of a theme."""
    found: dict[int, None] = {}
    if not args.id:
        raise UsageError("No items. Give their numbers, with commas.")
    for wanted in args.id:
        if wanted.startswith("themes/"):
            theme = records.one(session, Theme, wanted)
            found |= {
                item.id: None for item in statistics.chosen(session.building, theme_id=theme.id)
            }
        else:
            found[records.one(session, Feedback, wanted).id] = None
    return list(found)


def add_feedback(session: Session, args: Namespace) -> int:
    """Record one feedback item."""
    if args.anonymous and args.by:
        raise UsageError("An anonymous item cannot name a person. Leave out --by or --anonymous.")
    person = session.person(args.by).id if args.by else None
    fields = {"on": session.today, "anonymous": args.anonymous, "author_id": person} | _given(
        session, args
    )
    intent = partial(edits.say, **fields)
    change, number = session.carry_out(intent)
    # The history of an anonymous item shows only its day, so this does too.
    session.say(change, number, id=str(change.edits[0].id))
    if args.anonymous and not session.out.as_json:
        session.out.tell(PROMISE)
    return 0


def _given(session: Session, args: Namespace) -> dict[str, Any]:
    """Return the fields of an item that were given; the group may have any of its usual names."""
    fields = records.given(session, args, Feedback, skip=("source",))
    if "about" in fields:
        check_about(session, fields["about"])
    return fields | ({"source": source_of(args.source)} if args.source is not None else {})


def edit_feedback(session: Session, args: Namespace) -> int:
    """Change an item."""
    return records.change(session, records.one(session, Feedback, args.id), _given(session, args))


def put_in_theme(session: Session, args: Namespace) -> int:
    """Put items in a theme, or remove them from it."""
    numbers = _numbers(session, args) if args.id else _holding(session, args)
    if args.out:
        number = records.one(session, Theme, args.theme).id
        return session.do(partial(edits.take_from_theme, numbers=numbers, theme_id=number))
    return session.do(partial(edits.put_in_theme, numbers=numbers, name=args.theme))


def _holding(session: Session, args: Namespace) -> list[int]:
    """Return the ids of the items that contain the words of --words."""
    if not (args.words and args.words.strip()):
        raise UsageError("No items. Give their numbers, with commas, or --words TEXT.")
    round_id = records.one(session, Round, args.round).id if args.round else None
    found = statistics.chosen(session.building, words=args.words, round_id=round_id)
    if not found:
        raise UserError(
            f"No items contain “{args.words}”. `bltui feedback words` counts frequent words."
        )
    return [item.id for item in found]


def rename_theme(session: Session, args: Namespace) -> int:
    """Rename a theme."""
    fields = records.given(session, args, Theme)
    return records.change(session, records.one(session, Theme, args.theme), fields)


def discuss_feedback(session: Session, args: Namespace) -> int:
    """Record that items were discussed."""
    numbers = _numbers(session, args)
    meeting = meeting_views.find(session, args.meeting) if args.meeting else None
    on = session.day(args.on) or (meeting.on if meeting else session.today)
    return session.do(
        partial(edits.discuss, numbers=numbers, on=on, meeting_id=meeting.id if meeting else None)
    )


def resolve_feedback(session: Session, args: Namespace) -> int:
    """Record what becomes of items."""
    numbers = _numbers(session, args)
    if args.outcome == "answered":
        return session.do(partial(edits.answer, numbers=numbers, text=args.why, on=session.today))
    year = _year(session, args) if args.outcome == "carried" else ""
    return session.do(
        partial(
            edits.resolve,
            numbers=numbers,
            decision=args.outcome,
            reason=args.why,
            carried_to=year,
            carried_step=int(args.step) if args.step else None,
        )
    )


def _year(session: Session, args: Namespace) -> str:
    """Return the school year to carry items to: the given one, else the next one."""
    return (
        str(args.year) if args.year else current_state.coming_year(session.building, session.today)
    )


def remove_feedback(session: Session, args: Namespace) -> int:
    """Remove a feedback item from the lists."""
    number = records.one(session, Feedback, args.id).id
    return session.do(partial(remove, table="feedback", number=number))
