"""`bltui meeting self-check`: answers, averages, and the trend through the year."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from bltui.cli.errors import UsageError
from bltui.cli.meeting.views import WHICH, find
from bltui.cli.parser import Subcommands, pair
from bltui.cli.session import Session
from bltui.domain.meetings import lookup, self_check_edits, self_check_results
from bltui.domain.model import wording
from bltui.domain.model.errors import UserError
from bltui.domain.model.record import active
from bltui.domain.model.school_year import school_year_of
from bltui.domain.model.teams import team_words
from bltui.exchange import score_grid, self_check_report

if TYPE_CHECKING:
    from bltui.domain.meetings.self_check_results import Checked
    from bltui.domain.model.meetings import Meeting


def configure(verbs: Subcommands) -> None:
    """Declare the sub-command."""
    check = verbs.add(
        "self-check",
        self_check,
        help="add scores of the self-check, or show its results",
        example='bltui meeting self-check "3 4 4 2"',
        changes=True,
    )
    check.add_argument(
        "scores",
        metavar="SCORES",
        nargs="*",
        help="a digit from 1 to 4 for each statement, such as 3 4 4 2; several people one"
        " after another",
    )
    check.add_argument(
        "--hands",
        metavar="KEY=DIGITS",
        action="append",
        type=pair("KEY=DIGITS", "`bltui meeting self-check --json`"),
        default=[],
        help="everyone's scores of one statement, such as learning=3442, or counts such "
        "as learning=4x5,3x2; repeatable",
    )
    check.add_argument("--clear", action="store_true", help="remove all answers of this meeting")
    check.add_argument(
        "--all", action="store_true", help="show the averages of all meetings of the school year"
    )
    check.add_argument(
        "--meeting",
        metavar="MEETING",
        help=f"{WHICH} (default: the one that is being held, or was held last)",
    )


def self_check(session: Session, args: Namespace) -> int:
    """Record or remove answers, or print the results."""
    wanted = (bool(args.scores), bool(args.hands), args.clear, args.all)
    if sum(wanted) > 1:
        raise UsageError("Give only one of SCORES, --hands, --clear, and --all.")
    if args.all:
        return _year(session)
    if args.clear:
        return _clear(session, args)
    return _answer(session, args) if args.scores or args.hands else _show(session, args)


def _asked(session: Session, args: Namespace) -> Meeting:
    if args.meeting is not None:
        return find(session, args.meeting)
    try:
        return self_check_edits.meeting_to_check(session.building, session.today)
    except UserError as refused:
        raise UserError(
            f"{refused.message.removesuffix('name one.')}name one with --meeting."
        ) from None


def _answer(session: Session, args: Namespace) -> int:
    form, meeting = session.workspace.framework.self_check, _asked(session, args)
    counts = self_check_edits.read_sheets(" ".join(args.scores), form)
    for key, digits in args.hands:
        if key in counts:
            raise UserError(
                f"{key} is given twice. Put all its scores in one --hands.", field="--hands"
            )
        counts[key] = self_check_edits.read_hands(digits, form)
    change, number = session.carry_out(
        partial(self_check_edits.answer, meeting_id=meeting.id, form=form, counts=counts)
    )
    found = _result(session, meeting)
    session.say(change, number, self_check=found)
    if not session.out.as_json and found is not None:
        _print(session, found)
    return 0


def _clear(session: Session, args: Namespace) -> int:
    return session.do(partial(self_check_edits.clear, meeting_id=_asked(session, args).id))


def _result(session: Session, meeting: Meeting) -> Checked | None:
    return self_check_results.checked(session.building, session.workspace.framework, meeting.id)


def _show(session: Session, args: Namespace) -> int:
    if args.meeting is not None:
        meeting = find(session, args.meeting)
    else:
        held = [m for m in active(session.building.meetings) if m.held and not m.cancelled]
        if not held:
            raise UserError("No meeting was held yet. Start one with `bltui meeting start`.")
        meeting = max(held, key=lambda m: (not m.ended, m.on, m.id))
    found = _result(session, meeting)
    if session.out.as_json:
        form = session.workspace.framework.self_check
        asked = [{"key": s.key, "text": s.text} for s in form.statements]
        session.out.json({**_row(session, meeting, found), "asked": asked, "self_check": found})
        return 0
    session.out.line(lookup.named(session.building, meeting))
    if found is None:
        for number, statement in enumerate(session.workspace.framework.self_check.statements, 1):
            session.out.line(f"  {number}. {statement.text} ({statement.key})")
        session.out.tell(
            'No answers yet. Add one: `bltui meeting self-check "3 4 4 2"`, a digit '
            "for each statement."
        )
        return 0
    _print(session, found)
    return 0


def _print(session: Session, found: Checked) -> None:
    grid = score_grid.score_grid([(s.text, s) for s in found.statements], "average")
    keyed = [(s.key, *row) for s, row in zip(found.statements, grid.rows, strict=True)]
    session.out.table(("key", *grid.columns), keyed)
    if found.mean is None:
        session.out.tell(f"Averages are shown once there are {found.few} answers.")
    if found.asks_action:
        low = wording.listed([s.short for s in found.low])
        session.out.tell(f"Below {found.limit:g}: {low}. Add an action for this meeting.")


def _row(session: Session, meeting: Meeting, found: Checked | None) -> dict[str, Any]:
    team = team_words(meeting.team, session.building.profile.dlt_label)
    return {
        "meeting": str(meeting.id),
        "team": team,
        "date": meeting.on,
        "answers": found.answers if found else 0,
    }


def year_line(session: Session, since: date, until: date) -> list[dict[str, Any]]:
    """Return the self-checks of the meetings between two days in the public JSON shape."""
    line = self_check_results.through_year(
        session.building, session.workspace.framework, since, until
    )
    return [{**_row(session, meeting, found), "self_check": found} for meeting, found in line]


def _year(session: Session) -> int:
    building = session.building
    year = school_year_of(session.today, building.profile.year_starts)
    if session.out.as_json:
        session.out.json(year_line(session, year.first, year.last))
        return 0
    line = self_check_results.through_year(
        building, session.workspace.framework, year.first, year.last
    )
    grid = self_check_report.year_grid(line, building.profile.dlt_label)
    # The meetings' numbers instead of bars.
    rows = [(meeting.id, *row[:-1]) for (meeting, _), row in zip(line, grid.rows, strict=True)]
    session.out.table(("id", *grid.columns[:-1]), rows)
    if not rows:
        session.out.tell("No meeting of this school year has answers to its self-check.")
    return 0
