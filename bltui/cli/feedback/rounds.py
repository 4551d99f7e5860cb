"""`bltui feedback round` and `import`: ask many people the same questions, or import a survey."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from functools import partial
from typing import TYPE_CHECKING, Any, get_args

import msgspec

from bltui import framework
from bltui.cli import importing, records
from bltui.cli.feedback.views import least
from bltui.cli.feedback.words import source_of, source_option
from bltui.cli.parser import Subcommands, pair
from bltui.cli.session import Session
from bltui.cli.write_output import deliver_page, on_paper
from bltui.domain.feedback import round_edits, round_results
from bltui.domain.model.building import Building
from bltui.domain.model.editing import add
from bltui.domain.model.errors import UserError
from bltui.domain.model.record import active
from bltui.domain.model.rounds import Occasion, Prompt, Round
from bltui.domain.model.shown import as_json
from bltui.domain.model.text import folded
from bltui.exchange import feedback_report, survey_columns
from bltui.exchange import survey as exchange_survey

if TYPE_CHECKING:
    from bltui.domain.model.change import Change
    from bltui.exchange.survey import SurveyPlan

WHICH = "the round: its number, or a part of its title"


def configure(verbs: Subcommands) -> None:
    """Declare the sub-commands."""
    rounds = verbs.group("round", help="manage rounds of questions to many people")
    rounds.add(
        "list",
        list_rounds,
        help="list the rounds with their answers",
        example="bltui feedback round list",
    )
    one = on_paper(
        rounds.add(
            "show",
            show_round,
            help="show the results of a round",
            example='bltui feedback round show "Step 8 in spring"',
        )
    )
    one.add_argument("round", metavar="ROUND", help=WHICH)
    new = rounds.add(
        "open",
        open_round,
        help="open a round (default: with the usual statements)",
        example='bltui feedback round open "Step 8 in spring" --invited 40 --closes +14',
        changes=True,
    )
    records.declare(new, Round, adding=True, skip=("opens",))
    new.add_argument(
        "--statement",
        metavar="TEXT",
        action="append",
        default=[],
        help="a statement answered 1 to 4; repeatable",
    )
    new.add_argument(
        "--question",
        metavar="TEXT",
        action="append",
        default=[],
        help="a question answered in words; repeatable",
    )
    new.add_argument("--opens", metavar="DATE", help="the first day for answers (default: today)")
    records.add_edit(
        rounds, Round, which="ROUND", example="bltui feedback round edit 1 --invited 42"
    )
    close = rounds.add(
        "close",
        close_round,
        help="close a round",
        example="bltui feedback round close 1",
        changes=True,
    )
    close.add_argument("round", metavar="ROUND", help=WHICH)
    close.add_argument("--on", metavar="DATE", help="the last day (default: today)")
    answer = rounds.add(
        "answer",
        answer_round,
        help="add one person's answers, without a name",
        example='bltui feedback round answer 1 --score students=4 --text next_steps="More visits" --from teacher',
        changes=True,
    )
    answer.add_argument("round", metavar="ROUND", help=WHICH)
    answer.add_argument(
        "--score",
        metavar="KEY=N",
        action="append",
        type=_score,
        default=[],
        help="a score from 1 to 4; repeatable",
    )
    answer.add_argument(
        "--text", metavar="KEY=TEXT", action="append", type=_pair, default=[], help="repeatable"
    )
    answer.add_argument("--on", metavar="DATE", help="the date of the answers (default: today)")
    answer.add_argument(
        "--paper", action="store_true", help="copied from paper; the history names who typed it"
    )
    source_option(answer)
    survey = verbs.add(
        "import",
        import_survey,
        help="import the answers of a survey's CSV export",
        example='bltui feedback import answers.csv --round "Step 8 in spring" --dry-run',
        changes=True,
    )
    survey.add_argument("csv", metavar="FILE.csv", help="the file as the survey exports it")
    survey.add_argument(
        "--text",
        metavar="COLUMN",
        action="append",
        default=[],
        help="a column with written answers; repeatable",
    )
    survey.add_argument(
        "--likert",
        metavar="COLUMN",
        action="append",
        default=[],
        help="a score from 1 to 4; repeatable",
    )
    survey.add_argument(
        "--source",
        metavar="COLUMN",
        dest="source_column",
        help="the column with the group of the person who answered",
    )
    survey.add_argument("--date", metavar="COLUMN", help="the column with the date of the answer")
    survey.add_argument(
        "--round",
        metavar="ROUND",
        default="",
        help="the round it answers; a new one is created if needed",
    )
    source_option(survey)
    survey.add_argument(
        "--occasion",
        choices=get_args(Occasion),
        default="step_8",
        help="the occasion of a new round",
    )
    survey.add_argument("--invited", metavar="N", type=int, help="the number of people asked")


_pair = pair("KEY=VALUE", "`bltui feedback round show`")


def _score(text: str) -> tuple[str, int]:
    key, value = _pair(text)
    if value not in ("1", "2", "3", "4"):
        raise ArgumentTypeError(
            f"“{value}” is not a score from 1 (disagrees strongly) to 4 (agrees strongly)"
        )
    return key, int(value)


def list_rounds(session: Session, args: Namespace) -> int:
    """Print the rounds."""
    rows: list[dict[str, Any]] = []
    for asked in sorted(active(session.building.rounds), key=lambda r: (r.opens, r.id)):
        count = round_results.response_count(session.building, asked.id)
        counts = {"responses": count, "percent": round_results.percent_of(count, asked.invited)}
        rows.append({**as_json(asked, session), "id": str(asked.id), **counts})
    if session.out.as_json:
        session.out.json(rows)
        return 0
    session.out.table(
        ("round", "title", "opens", "closes", "answers", "of"),
        [
            (r["id"], r["title"], r["opens"], r["closes"] or "", r["responses"], r["invited"] or "")
            for r in rows
        ],
    )
    for row in rows:
        _mend(session, row["id"], row["title"], row["responses"], row["invited"])
    if not rows:
        session.out.tell("No rounds yet. Open one: `bltui feedback round open TITLE`.")
    return 0


def _mend(session: Session, number: object, title: str, count: int, invited: int | None) -> None:
    """Print how to fix a round that more people answered than were invited."""
    if wrong := round_results.too_few_asked(count, invited):
        session.out.tell(
            f"{title}: {wrong}. Fix the number with `bltui feedback round edit "
            f"{number} --invited N`, N at least {count}."
        )


def show_round(session: Session, args: Namespace) -> int:
    """Print the results of a round; for a group that is too small, only its count."""
    building, asked, few = session.building, records.one(session, Round, args.round), least(session)
    if session.out.as_json and args.out is None:
        found = msgspec.to_builtins(round_results.results(building, asked.id, few))
        quotes = [
            {"question": q, "texts": [f["text"] for f in said]} for q, said in found.pop("quotes")
        ]
        session.out.json(
            {**as_json(asked, session), "id": str(asked.id), **found, "quotes": quotes}
        )
        return 0
    if args.out is None:
        for prompt in asked.prompts:
            session.out.tell(
                f"{prompt.key}: {prompt.text} "
                f"({'1 to 4' if prompt.kind == 'likert' else 'in words'})"
            )
        _mend(
            session,
            asked.id,
            asked.title,
            round_results.response_count(building, asked.id),
            asked.invited,
        )
    page = feedback_report.round_page(building, asked.id, few, framework.load_feedback_words().stop)
    return deliver_page(session, args, page)


def _prompts(args: Namespace) -> tuple[Prompt, ...]:
    """Return the questions of a new round."""
    if not (args.statement or args.question):
        return framework.load_feedback_words().prompts
    said = [Prompt(f"s{n}", text, "likert") for n, text in enumerate(args.statement, 1)]
    return (*said, *(Prompt(f"q{n}", text, "open") for n, text in enumerate(args.question, 1)))


def open_round(session: Session, args: Namespace) -> int:
    """Open a round."""
    opens = session.day(args.opens) or session.today
    fields = records.given(session, args, Round, skip=("opens",))
    record = Round(prompts=_prompts(args), opens=opens, **fields)
    return session.do(partial(add, record=record, today=session.today))


def close_round(session: Session, args: Namespace) -> int:
    """Close a round."""
    last = session.day(args.on) or session.today
    return records.change(session, records.one(session, Round, args.round), {"closes": last})


def answer_round(session: Session, args: Namespace) -> int:
    """Record one person's answers."""
    on = session.day(args.on) or session.today
    if on > session.today:
        raise UserError(f"{on} is in the future. Give the date of the answer.", field="on")
    answers = round_edits.Answers(
        on, source_of(args.source) or "", dict(args.score), dict(args.text)
    )
    number = records.one(session, Round, args.round).id
    return session.do(
        partial(round_edits.respond, round_id=number, answers=answers, typed_in=args.paper)
    )


def import_survey(session: Session, args: Namespace) -> int:
    """Import a survey's export and print how each column was recognized."""
    words = framework.load_feedback_words()
    wishes = survey_columns.Wishes(
        tuple(args.text), tuple(args.likert), args.source_column, args.date
    )
    table = exchange_survey.open_survey(*importing.read_file(args.csv), words, wishes)
    plans: list[SurveyPlan] = []

    def intent(building: Building) -> Change:
        there = next(
            (r for r in active(building.rounds) if folded(r.title) == folded(args.round)), None
        )
        survey = exchange_survey.read_survey(
            table,
            words,
            today=session.today,
            prompts=there.prompts if there else words.prompts,
            wishes=wishes,
            everyone=source_of(args.source) or "",
        )
        known = {"title": args.round, "occasion": args.occasion, "invited": args.invited}
        plans.append(exchange_survey.plan_survey(building, survey, today=session.today, **known))
        return plans[-1].change

    change, number = session.carry_out(intent)
    plan = plans[-1]
    problems = [{"line": p.line, "message": p.message} for p in plan.survey.problems]
    counts = {
        "responses": plan.responses,
        "texts": plan.texts,
        "unchanged": plan.unchanged,
        "blank": plan.survey.blank,
    }
    if session.out.as_json:
        session.out.json(
            {
                "change": number,
                "dry_run": session.dry_run,
                **counts,
                "columns": plan.survey.columns,
                "problems": problems,
            }
        )
        return 0
    session.out.table(
        ("column", "heading", "recognized as", "because"),
        [(c.number, c.heading[:50], c.use, c.why) for c in plan.survey.columns],
    )
    for problem in problems:
        session.out.tell(
            f"line {problem['line']}: {problem['message']}"
            if problem["line"]
            else str(problem["message"])
        )
    session.say(change, number)
    session.out.line(
        f"{plan.responses} sets of scores, {plan.texts} written answers, {plan.unchanged} unchanged"
    )
    return 0
