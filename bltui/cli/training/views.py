"""`bltui training list`, `show`, `check`: which training prepares which in-service day, and whom it reached [S1]."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from bltui.cli.grammar import Verbs
from bltui.cli.plan import meant
from bltui.cli.plan.meant import year_of
from bltui.cli.session import Session
from bltui.cli.step.views import in_year
from bltui.domain.model.dates import show_date
from bltui.domain.model.plan import DistrictGoal, Strategy
from bltui.domain.model.training import PHASES, InService, Training


def configure(verbs: Verbs) -> None:
    """Declare the sub-commands."""
    listing = verbs.add(
        "list",
        list_days,
        says="the year's BLT trainings and in-service days, in order",
        example="bltui training list",
    )
    in_year(listing)
    show = verbs.add("show", show_day, says="everything of one of them", example="bltui training show trainings/1")
    show.add_argument("day", metavar="ID", help="trainings/N, inservices/N, or its date")
    verbs.add(
        "check",
        check_days,
        says="what the rules find on trainings, one-shot introductions among it",
        example="bltui training check",
    )


def _names(session: Session, ids: tuple[int, ...]) -> list[str]:
    people = session.building.people
    return [people[n].name for n in ids if n in people]


def row(session: Session, day: Training | InService) -> dict[str, Any]:
    """A training or an in-service day in the public JSON shape."""
    from bltui.domain.training.timeline import led_by, reached, staff_on

    building = session.building
    common = {
        "on": day.on,
        "title": day.title,
        "presenters": [*_names(session, day.presenter_ids), *day.guests],
        "attended": _names(session, day.attended),
        "standards": day.standards,
    }
    if isinstance(day, Training):
        plan = day.rollout
        return {
            "id": f"trainings/{day.id}",
            "kind": "training",
            **common,
            "content": day.content,
            "district_goals": [f"district_goals/{n}" for n in day.district_goal_ids],
            "planning_minutes": day.planning_minutes,
            "segments": [
                {"topic": s.topic, "phase": s.phase, "minutes": s.minutes, "strategy": _strategy(s.strategy_id)}
                for s in day.in_order()
            ],
            "rollout": {
                "how": plan.how,
                "audience": plan.audience,
                "leads": _names(session, plan.lead_ids),
                "materials": plan.materials,
            }
            if plan
            else None,
            "prepares": f"inservices/{day.inservice_id}" if day.inservice_id else None,
        }
    return {
        "id": f"inservices/{day.id}" if day.id else None,
        "kind": "in_service",
        **common,
        "strategies": [_strategy(n) for n in day.strategy_ids],
        "led_by_blt": _names(session, led_by(building, day)),
        "reached": reached(building, day),
        "staff": len(staff_on(building)),
        "note": day.note,
    }


def _strategy(number: int | None) -> str | None:
    return f"strategies/{number}" if number is not None else None


def rows(session: Session, year: str) -> list[dict[str, Any]]:
    """The trainings and in-service days of a year, by day; those that only the calendar has are there without an id."""
    from bltui.domain.model.record import live
    from bltui.domain.steps.current_state import days_of
    from bltui.domain.training.timeline import in_calendar

    building = session.building
    first, last = days_of(building, year)
    days: list[Training | InService] = [*live(building.trainings), *live(building.inservices), *in_calendar(building)]
    inside = [day for day in days if first <= day.on <= last]
    return [row(session, day) for day in sorted(inside, key=lambda d: (d.on, isinstance(d, InService), d.id))]


def _came(value: dict[str, Any]) -> str:
    if value["kind"] == "in_service":
        return f"{value['reached']} of {value['staff']} staff" if value["reached"] is not None else ""
    return f"{len(value['attended'])}" if value["attended"] else ""


def list_days(session: Session, args: Namespace) -> int:
    """Print them in order."""
    found = rows(session, args.year or year_of(session))
    if session.out.as_json:
        session.out.json(found)
        return 0
    session.out.table(
        ("id", "date", "what", "title", "presenters", "planning", "roll-out", "came"),
        [
            (
                value["id"] or "(calendar)",
                value["on"],
                "BLT training" if value["kind"] == "training" else "in-service",
                value["title"],
                ", ".join(value["presenters"]),
                f"{value['planning_minutes']} min" if value.get("planning_minutes") else "",
                "yes" if value.get("rollout") else "",
                _came(value),
            )
            for value in found
        ],
    )
    if not found:
        session.out.tell("There are none yet: `bltui training add DATE`, and `bltui training add DATE --in-service`.")
    return 0


#: What the JSON names by a key, in words.
_SAID: dict[str, dict[object, str]] = {"kind": {"training": "BLT training", "in_service": "in-service day"}}


def _rollout(plan: dict[str, Any]) -> Iterator[str]:
    """A roll-out plan in parts, each with what it is where that does not speak for itself."""
    if plan["how"]:
        yield plan["how"]
    for word, part in (
        ("for", plan["audience"]),
        ("led by", ", ".join(plan["leads"])),
        ("materials:", plan["materials"]),
    ):
        if part:
            yield f"{word} {part}"


def _named(session: Session, text: str) -> str:
    """A record that is named as "table/N" in its words, with that name behind; anything else as it is."""
    record = session.building.resolve(text)
    if isinstance(record, DistrictGoal | Strategy):
        return f"{record.text} ({text})"
    return f"in-service of {show_date(record.on)} ({text})" if isinstance(record, InService) else text


def show_day(session: Session, args: Namespace) -> int:
    """Print one of them."""
    value = row(session, meant.training_day(session, args.day)[1])
    if session.out.as_json:
        session.out.json(value)
        return 0
    for field, content in value.items():
        if field == "segments":
            for segment in content:
                minutes = f" ({segment['minutes']} min)" if segment["minutes"] else ""
                models = f", {_named(session, segment['strategy'])}" if segment["strategy"] else ""
                session.out.line(f"{PHASES[segment['phase']]:<17} {segment['topic']}{minutes}{models}")
            continue
        if field == "rollout" and content:
            content = "; ".join(_rollout(content))
        elif isinstance(content, list | tuple):
            content = ", ".join(_named(session, one) for one in content)
        elif field == "prepares" and content:
            content = _named(session, content)
        elif field in _SAID:
            content = _SAID[field].get(content, content)
        session.out.line(f"{field.replace('_', ' '):<17} {'–' if content in (None, '') else content}")
    return 0


def check_days(session: Session, args: Namespace) -> int:
    """Print what the rules find on trainings; the exit status does not say it, that is for `bltui check --area training`."""
    from bltui.cli.findings import full

    findings = session.workspace.findings(areas=("training",))
    if session.out.as_json:
        session.out.json(findings)
        return 0
    full(session.out, findings)
    if not findings:
        session.out.line("nothing found.")
    return 0
