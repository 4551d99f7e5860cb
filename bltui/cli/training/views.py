"""`bltui training list`, `show`, `check`: trainings, in-service days, and who attended."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from bltui.cli import findings as cli_findings
from bltui.cli import records, resolve
from bltui.cli.parser import Subcommands
from bltui.cli.resolve import year_of
from bltui.cli.session import Session
from bltui.cli.step.views import in_year
from bltui.domain.model import labels
from bltui.domain.model.link_kinds import Person
from bltui.domain.model.record import active
from bltui.domain.model.shown import as_json
from bltui.domain.model.training import InService, Training
from bltui.domain.steps import current_state
from bltui.domain.training.timeline import in_calendar, led_by, reached, staff_on


def configure(verbs: Subcommands) -> None:
    """Declare the sub-commands."""
    listing = verbs.add(
        "list",
        list_days,
        help="list the year's BLT trainings and in-service days by date",
        example="bltui training list",
    )
    in_year(listing)
    show = verbs.add(
        "show",
        show_day,
        help="show a BLT training or in-service day",
        example="bltui training show trainings/1",
    )
    show.add_argument("day", metavar="TRAINING", help="trainings/N, inservices/N, or its date")
    verbs.add(
        "check",
        check_days,
        help="check the trainings, including strategies that were introduced only once",
        example="bltui training check",
    )


def row(session: Session, day: Training | InService) -> dict[str, Any]:
    """Return a training or an in-service day in the public JSON shape."""
    value = as_json(day, session)
    value["presenters"] += day.guests
    if isinstance(day, Training):
        return {**value, "kind": "training"}
    building = session.building
    return {
        **value,
        "id": value["id"] if day.id else None,
        "kind": "in_service",
        "led_by_blt": Person("", many=True).json(led_by(building, day), session),
        "reached": reached(building, day),
        "staff": len(staff_on(building)),
    }


def rows(session: Session, year: str) -> list[dict[str, Any]]:
    """Return the trainings and in-service days of a year, sorted by day.

    Days that are only in the calendar have no id.
    """
    building = session.building
    first, last = current_state.days_of(building, year)
    days: list[Training | InService] = [
        *active(building.trainings),
        *active(building.inservices),
        *in_calendar(building),
    ]
    inside = [day for day in days if first <= day.on <= last]
    return [
        row(session, day)
        for day in sorted(inside, key=lambda d: (d.on, isinstance(d, InService), d.id))
    ]


def _came(value: dict[str, Any]) -> str:
    if value["kind"] == "in_service":
        return (
            f"{value['reached']} of {value['staff']} staff" if value["reached"] is not None else ""
        )
    return f"{len(value['attended'])}" if value["attended"] else ""


def list_days(session: Session, args: Namespace) -> int:
    """Print the trainings and in-service days in order of date."""
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
                f"{labels.team()} training" if value["kind"] == "training" else "in-service",
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
        session.out.tell(
            "None yet. Run `bltui training add DATE`, or `bltui training add DATE --in-service`."
        )
    return 0


def show_day(session: Session, args: Namespace) -> int:
    """Print one training or in-service day."""
    _, day = resolve.training_day(session, args.day)
    if session.out.as_json:
        session.out.json(row(session, day))
        return 0
    records.print_one(session, day)
    if isinstance(day, InService):
        value = row(session, day)
        session.out.line(f"{f'Of the {labels.team()}':<17} {', '.join(value['led_by_blt']) or '–'}")
        session.out.line(
            f"{'Staff reached':<17} {'–' if value['reached'] is None else value['reached']} of "
            f"{value['staff']}"
        )
    return 0


def check_days(session: Session, args: Namespace) -> int:
    """Print the findings on trainings.

    The exit status does not depend on them; use `bltui check --area training` for that.
    """
    findings = session.workspace.findings(areas=("training",))
    if session.out.as_json:
        session.out.json(findings)
        return 0
    cli_findings.full(session.out, findings)
    if not findings:
        session.out.line("nothing found.")
    return 0
