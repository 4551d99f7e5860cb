"""`bltui meeting present`, `role`, `note`, `park`, `decide` and the like: taking minutes, a line at a time."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable
from functools import partial
from typing import Any

from bltui.cli.action import owner, promise
from bltui.cli.grammar import Parser, Verbs, words
from bltui.cli.meeting_agenda import ITEM, item_of
from bltui.cli.meeting_views import pick, picked
from bltui.cli.session import Session
from bltui.domain.meetings.records import LineKind, Method

STATES = ("present", "late", "excused", "absent")
_COUNTS = {"yes": "", "no": "", "abstain": "", "unclear": "ballots that cannot be read", "not-voting": ""}


def configure(verbs: Verbs) -> None:
    """Declare the sub-commands."""
    present = verbs.add(
        "present",
        mark,
        says="who is here, late, excused or absent",
        example='bltui meeting present "Avery Sample,Bailey Sample" --late "Casey Sample"',
        changes=True,
    )
    present.add_argument("present", metavar="PERSON,..", nargs="?", type=words, default=(), help="who is here; or all")
    for state in STATES[1:]:
        present.add_argument(f"--{state}", metavar="PERSON,..", type=words, default=())
    pick(present)
    role = verbs.add(
        "role",
        set_role,
        says="who is facilitator, recorder, timekeeper, or another role",
        example='bltui meeting role recorder "Avery Sample"',
        changes=True,
    )
    role.add_argument("role", metavar="ROLE", help="facilitator, recorder, timekeeper, or a word of your own")
    role.add_argument("person", metavar="PERSON", nargs="?", help="without a person: nobody any more")
    pick(role)
    for kind, says, example in _LINES:
        one = verbs.add(_WORDS.get(kind, kind), _line(kind), says=says, example=example, changes=True)
        one.add_argument("text", metavar="TEXT")
        if kind in ("to", "from"):
            one.add_argument("--party", metavar="TEXT", default="", help="with whom: DLT, CWG #2, staff")
            one.add_argument("--by", metavar="PERSON", help="who passes it on")
        _where(one)
    _decide(verbs)
    action = verbs.add(
        "action",
        add_action,
        says="an action that was agreed",
        example='bltui meeting action "Copy the rubric" --owner "Avery Sample" --due fri',
        changes=True,
    )
    promise(action)
    _where(action)


_LINES: tuple[tuple[LineKind, str, str], ...] = (
    ("note", "a line of the minutes", 'bltui meeting note "4 of 6 rooms have started"'),
    ("parking", "put something into the parking lot", 'bltui meeting park "The copier contract"'),
    ("plus", "what went well in this meeting", 'bltui meeting plus "We ended in time"'),
    ("delta", "what to change next time", 'bltui meeting delta "Fewer points"'),
    ("to", "what the team tells others", 'bltui meeting tell "The calendar is adopted" --party staff'),
    ("from", "what others told the team", 'bltui meeting heard "Grants open in March" --party DLT'),
)
#: Kinds whose command has another word.
_WORDS: dict[str, str] = {"parking": "park", "to": "tell", "from": "heard"}


def _where(parser: Parser) -> None:
    parser.add_argument("--item", metavar="ITEM", help=f"{ITEM} of the agenda during which it was said")
    pick(parser)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 6):
        raise ArgumentTypeError(f"“{text}” is not a count")
    return int(text)


def scores(text: str) -> tuple[int, ...]:
    """The scores of a fist to five, as typed: "5,4,3"."""
    found = words(text.replace(" ", ","))
    if not found or any(len(word) != 1 or word not in "012345" for word in found):
        raise ArgumentTypeError(f"“{text}” is no fist to five; write a score from 0 to 5 for each person, as 5,4,3")
    return tuple(int(word) for word in found)


def _decide(verbs: Verbs) -> None:
    decide = verbs.add(
        "decide",
        make_decision,
        says="a decision: by consensus, by a vote that is counted, or fist to five",
        example='bltui meeting decide "Adopt the calendar" --yes 9 --no 2 --abstain 1',
        changes=True,
    )
    decide.add_argument("text", metavar="TEXT")
    for name, says in _COUNTS.items():
        decide.add_argument(f"--{name}", metavar="N", type=_count, help=says or None)
    decide.add_argument("--eligible", metavar="N", type=_count, help="who could vote, if not the team's members")
    decide.add_argument(
        "--ballots", metavar="N", type=_count, help="ballots handed in, where they were counted besides"
    )
    decide.add_argument("--percent", metavar="P", type=float, help="the share that was announced; it is checked")
    decide.add_argument("--fist", metavar="5,4,3", type=scores, help="fist to five: the score of each person")
    decide.add_argument("--financial", metavar="AMOUNT", type=float, help="a decision on money, and how much")
    decide.add_argument("--category", choices=("instruction", "calendar", "financial", "bylaws", "other"))
    decide.add_argument("--goal", metavar="goal:3", default="", help="what it serves: goal:N, step:N, cwg:N")
    decide.add_argument("--why", metavar="TEXT", default="", help="the reason, kept with it")
    decide.add_argument(
        "--result", choices=("adopted", "not_adopted", "not_decided"), help="what was announced; a count is checked"
    )
    _where(decide)


def mark(session: Session, args: Namespace) -> int:
    """Who is here."""
    from bltui.cli.usage import Usage
    from bltui.domain.meetings.agenda import members, quorum
    from bltui.domain.meetings.deciding import ways
    from bltui.domain.meetings.holding import mark as intent

    meeting = picked(session, args)
    who: dict[int, Any] = {}
    for state in STATES:
        for name in getattr(args, state):
            if name.casefold() == "all":
                people = members(session.building, meeting.team, meeting.on) or ()
            else:
                people = (session.person(name).id,)
            for person in people:
                # "all" is said first and exceptions after it; a person named twice by name is a mistake.
                if person in who and who[person] != state and "all" not in (n.casefold() for n in args.present):
                    raise Usage(
                        f"{session.building.people[person].name} is named twice. Say one of {who[person]} and {state}."
                    )
                who[person] = state
    if not who:
        raise Usage("Nobody is named. Name who is present, or give --late, --excused or --absent.")
    change, number = session.carry_out(partial(intent, meeting_id=meeting.id, who=who))
    rules = ways(session.building.profile.limits, session.workspace.framework)
    seen = quorum(session.building, meeting, rules.quorum_percent)
    value = {"needed": seen.needed, "present": seen.present, "met": seen.met} if seen else None
    session.say(change, number, quorum=value)
    if seen and not session.out.as_json:
        state = "a quorum" if seen.met else "no quorum"
        session.out.line(f"{seen.present} of {seen.voting} voting members: {state} ({seen.needed} are needed)")
    return 0


def set_role(session: Session, args: Namespace) -> int:
    """Who does what."""
    from bltui.domain.meetings.holding import set_role as intent

    person = session.person(args.person).id if args.person else None
    return session.do(partial(intent, meeting_id=picked(session, args).id, role=args.role, person_id=person))


def _item(session: Session, args: Namespace) -> dict[str, Any]:
    meeting = picked(session, args)
    item = item_of(session, meeting, args.item).id if args.item else None
    return {"meeting_id": meeting.id, "item_id": item}


def _line(kind: LineKind) -> Callable[[Session, Namespace], int]:
    def run(session: Session, args: Namespace) -> int:
        from bltui.domain.meetings.minute_taking import add_line

        more: dict[str, Any] = {}
        if kind in ("to", "from"):
            more = {"party": args.party, "person_id": session.person(args.by).id if args.by else None}
        return session.do(partial(add_line, kind=kind, text=args.text, **_item(session, args), **more))

    return run


def add_action(session: Session, args: Namespace) -> int:
    """An action that was agreed."""
    from bltui.domain.meetings.minute_taking import promise as intent

    who, due = owner(session, args), session.day(args.due)
    return session.do(partial(intent, text=args.text, owner_id=who, due=due, **_item(session, args)))


def make_decision(session: Session, args: Namespace) -> int:
    """Write a decision down and say what came of it."""
    import msgspec

    from bltui.cli.usage import Usage
    from bltui.domain.meetings.minute_taking import decide
    from bltui.domain.meetings.minutes import decided
    from bltui.domain.meetings.records import OUTCOMES

    counts = {name.replace("-", "_"): getattr(args, name.replace("-", "_")) for name in _COUNTS}
    fields: dict[str, Any] = {name: value for name, value in counts.items() if value is not None}
    if args.fist and set(fields) - {"not_voting"}:
        raise Usage("A decision is a fist to five or a vote: give --fist, or --yes and --no.")
    method: Method = "fist_to_five" if args.fist else "vote" if fields or args.eligible is not None else "consensus"
    if method == "vote" and not {"yes", "no"} <= set(fields):
        raise Usage("A vote needs --yes and --no, 0 where there were none.")
    known = {
        "eligible": args.eligible,
        "ballots": args.ballots,
        "percent": args.percent,
        "amount": args.financial,
        "category": args.category,
        "stated": args.result,
        "scores": args.fist,
    }
    fields |= {name: value for name, value in known.items() if value is not None}
    intent = partial(decide, text=args.text, method=method, goal=args.goal, reason=args.why, **fields)
    where = _item(session, args)
    change, number = session.carry_out(partial(intent, **where))
    building = session.building
    new = [building.decisions[e.id] for e in change.edits if e.table == "decisions" and e.id in building.decisions]
    judged = [decided(building, session.workspace.framework, building.meetings[d.meeting_id], d) for d in new]
    more = msgspec.to_builtins(judged[0]) if judged else {}
    session.say(change, number, **{k: more[k] for k in ("result", "tally", "percent_yes", "problems") if k in more})
    if not session.out.as_json:
        for one in judged:
            percent = f" ({one.percent_yes:g} % yes)" if one.percent_yes is not None else ""
            session.out.line(f"{OUTCOMES[one.result]}{percent}")
            for problem in one.problems:
                session.out.tell(f"to be checked: {problem}")
    return 0
