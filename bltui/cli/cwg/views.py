"""`bltui cwg list`, `show`, `dates`, `check`: show groups, their meetings and their conflicts."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bltui.cli.conflicts import NO_GROUPS, case_of, errors, held, print_conflicts, row, severity
from bltui.cli.parser import Subcommands
from bltui.cli.session import Session
from bltui.domain.model import formats, labels
from bltui.domain.model.formats import show_date, time_range
from bltui.domain.model.record import active
from bltui.domain.model.series import DOING
from bltui.domain.model.severity import FAIL_ON, WEIGHT, key_of, summary, tally
from bltui.domain.model.shown import as_json, rows
from bltui.domain.schedule import phrase_words
from bltui.domain.schedule.expansion import STATES
from bltui.domain.series import edits, team_meetings
from bltui.domain.team import lookup

if TYPE_CHECKING:
    from bltui.domain.model.cwgs import Cwg
    from bltui.domain.model.series import Series
    from bltui.domain.series.year_schedule import Schedule

#: Labels whose values are already in the first line about a group.
_HEADLINE = ("Number", "Name", "Status", "Published")
#: The word for the Building Leadership Team in place of a group's number.
BLT = "blt"


def configure(verbs: Subcommands) -> None:
    """Declare the sub-commands."""
    listing = verbs.add(
        "list",
        list_groups,
        help="list the groups with leaders and meeting times (default: open groups)",
        example="bltui cwg list",
    )
    listing.add_argument("--all", action="store_true", help="include closed groups")
    one = verbs.add("show", show, help="show a group", example="bltui cwg show 3")
    one.add_argument("cwg", metavar="CWG", help="the group: its number, or a part of its name")
    dates = verbs.add(
        "dates",
        list_dates,
        help="list a group's meetings, and the dates it skips",
        example="bltui cwg dates 3 --json",
    )
    dates.add_argument(
        "cwg", metavar="CWG", help="the group: its number, or a part of its name; or blt"
    )
    check = verbs.add(
        "check",
        check_groups,
        help="list the groups' conflicts, with the keys for waiving them",
        example="bltui cwg check 3 --fail-on never",
    )
    check.add_argument("cwg", metavar="CWG", nargs="?", help="only this group")
    check.add_argument(
        "--fail-on",
        choices=FAIL_ON,
        default="required",
        metavar="SEVERITY",
        help="exit with status 1 if an unwaived conflict is this severe or more: required (default), recommended, info, "
        "or never; error and warn are accepted too",
    )


def meant(session: Session, wanted: str) -> Cwg | None:
    """Return the group that was named, or None for the BLT.

    Raises UserError if there is no such group.
    """
    return None if wanted.casefold() == BLT else lookup.group(session.building, wanted)


def meets(session: Session, series: Sequence[Series]) -> list[str]:
    """Return the series as quick-schedule phrases, in JSON such that they can be typed again."""
    return [phrase_words.show_series(one, typed=session.out.as_json) for one in series]


def series_now(session: Session, group: Cwg | None) -> list[Series]:
    """Return the series of a group, or of the BLT, in the current school year."""
    return team_meetings.in_year(
        session.building,
        edits.series_of(session.building, group.id if group else None),
        session.today,
    )


def group_row(session: Session, schedule: Schedule | None, group: Cwg) -> dict[str, Any]:
    """Return a group in the public JSON shape."""
    sittings = sorted(
        s.date
        for s in (schedule.sittings.get(group.id, ()) if schedule else ())
        if s.date >= session.today
    )
    return {
        **as_json(group, session),
        "meets": meets(session, series_now(session, group)),
        "next": sittings[0] if sittings else None,
    }


def list_groups(session: Session, args: Namespace) -> int:
    """Print the groups."""
    case = case_of(session)
    groups = sorted(active(session.building.cwgs), key=lambda g: (g.number, g.id))
    found = []
    for group in groups:
        if group.status != "closed" or args.all:
            mine = [
                severity(session, c) for c in held(session, case.clashes, group.id) if not c.waived
            ]
            counts = tally(mine)
            found.append({**group_row(session, case.schedule, group), "conflicts": counts})
    if session.out.as_json:
        session.out.json(found)
        return 0
    session.out.table(
        (labels.group().casefold(), "name", "leader", "people", "meets", "next", "state"),
        [
            (
                f"#{g['cwg']}",
                g["name"],
                g["leader"] or "(nobody)",
                len(g["members"]),
                "; ".join(g["meets"]) or "(no times)",
                g["next"],
                ", ".join(
                    part
                    for part in (g["status"], summary({"error": g["conflicts"]["error"]}))
                    if part
                ),
            )
            for g in found
        ],
    )
    if not found:
        session.out.tell(NO_GROUPS)
    return 0


def exceptions(session: Session, series: Sequence[Series]) -> list[dict[str, Any]]:
    """Return the exceptions for single meetings, in the order they were made."""
    return [
        {
            **as_json(e, session),
            "to": e.to.date if e.to else None,
            "why": e.why or None,
        }
        for one in series
        for e in edits.exceptions_of(session.building, one.id)
    ]


def show(session: Session, args: Namespace) -> int:
    """Print one group."""
    case = case_of(session)
    one = lookup.group(session.building, args.cwg)
    value = group_row(session, case.schedule, one)
    decided = exceptions(session, series_now(session, one))
    clashes = held(session, case.clashes, one.id)
    if session.out.as_json:
        session.out.json(
            {**value, "exceptions": decided, "conflicts": [row(session, c) for c in clashes]}
        )
        return 0
    out = session.out
    out.line(f"{one.titled}  ({one.status})")
    said = dict(rows(one, session))
    said.setdefault("Leader", "(nobody)")
    said.setdefault("Members", "(nobody)")
    said["Meets"] = (
        "; ".join(value["meets"]) or f"(no times yet: `bltui cwg schedule {one.number} PHRASE`)"
    )
    said["Next"] = show_date(value["next"]) if value["next"] else ""
    for label, text in said.items():
        if text and label not in _HEADLINE:
            out.line(f"  {label.casefold():<10} {text}")
    for e in decided:
        to = f" to {show_date(e['to'])}" if e["to"] and e["do"] == "move" else ""
        reason = f" ({e['why']})" if e["why"] else ""
        out.line(f"  {'meeting':<10} {show_date(e['date'])}: {DOING[e['do']]}{to}{reason}")
    print_conflicts(session, clashes)
    return 0


def dates_of(session: Session, group: Cwg | None) -> dict[str, Any]:
    """Return the meetings of a group, or of the BLT, in the public JSON shape."""
    team = group.id if group else team_meetings.BLT
    every, expansions = team_meetings.meetings_of_team(session.building, team, session.today)
    series = [one for one in every.values() if not team_meetings.is_separate(one)]
    found = list(expansions.values())
    meetings = sorted((m for e in found for m in e.meetings), key=lambda m: (m.date, m.start))
    skipped = sorted(
        {(k.date, k.why) for e in found for k in e.skipped}
    )  # listed once, even if two series skip the same day
    return {
        "cwg": group.number if group else 0,
        "rule": "; ".join(meets(session, series)),
        "dates": [
            {
                "date": m.date,
                "from": m.begins or None,
                "to": m.ends or None,
                "room": m.room,
                "state": m.state,
                "original": m.original if m.original != m.date else None,
                "reason": m.reason,
            }
            for m in meetings
        ],
        "skipped": [{"date": day, "why": why} for day, why in skipped],
        "count": sum(m.takes_place for m in meetings),
    }


def list_dates(session: Session, args: Namespace) -> int:
    """Print the meetings."""
    group = meant(session, args.cwg)
    value = dates_of(session, group)
    if session.out.as_json:
        session.out.json(value)
        return 0
    who = group.titled if group else labels.team()
    if not value["rule"] and not value["dates"]:
        session.out.tell(
            f"{who} has no meetings yet. Add them: `bltui cwg schedule {args.cwg} PHRASE`."
        )
        return 0
    session.out.line(f"{who}: {value['rule'] or 'no regular times'}")
    session.out.table(
        ("date", "time", "room", "state"),
        [
            (
                show_date(d["date"]),
                time_range(d["from"], d["to"]) if d["from"] else "",
                d["room"],
                STATES[d["state"]]
                + (f" from {show_date(d['original'])}" if d["original"] else "")
                + (f" ({d['reason']})" if d["reason"] else ""),
            )
            for d in value["dates"]
        ],
    )
    session.out.line(formats.count(value["count"], "meeting"))
    for skip in value["skipped"]:
        session.out.line(f"skipped {show_date(skip['date'])}: {skip['why']}")
    return 0


def check_groups(session: Session, args: Namespace) -> int:
    """Print the conflicts.

    Exit status 1 if a conflict that was not waived is at least as severe as `--fail-on`.
    """
    one = lookup.group(session.building, args.cwg) if args.cwg else None
    case = case_of(session)
    clashes = held(session, case.clashes, one.id if one else None)
    unwaived = [severity(session, c) for c in clashes if not c.waived]
    counts = tally(unwaived)
    if session.out.as_json:
        session.out.json(
            {
                "cwg": one.number if one else None,
                "on": session.today,
                "conflicts": [row(session, c) for c in clashes],
                "counts": counts,
                "publishable": not errors(session, case, one.id if one else None),
            }
        )
    else:
        print_conflicts(session, clashes, keys=True)
        found = summary(counts) or "all waived" if clashes else "no conflict."
        session.out.line(f"{show_date(session.today)}: {found}")
    bound = WEIGHT.get(key_of(args.fail_on))
    return int(bound is not None and any(WEIGHT[weight] >= bound for weight in unwaived))
