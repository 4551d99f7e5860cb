"""Publishing Handout 8 and calendar feeds to a folder; a draft while required conflicts remain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from bltui.domain.calendar.edits import calendar_of
from bltui.domain.model import labels
from bltui.domain.model.building import Building
from bltui.domain.model.cwgs import working
from bltui.domain.model.errors import UserError
from bltui.domain.model.text import folded
from bltui.domain.series.year_schedule import Schedule
from bltui.exchange import feeds
from bltui.exchange.handout8 import Handout, handout
from bltui.exchange.handout8_writing import written
from bltui.exchange.word import INSTALL, installed
from bltui.exchange.write_output import check_free, folder_of, write_file
from bltui.ui.dialogs.fields import Field, Flag, Many
from bltui.ui.dialogs.prompt import Question

#: Shown on every sheet and feed that has errors.
DRAFT = "DRAFT"
#: The formats by display name, with their file extensions.
_FORMS = (("text", "text"), ("md", "Markdown"), ("html", "HTML"))
_WORD = ("docx", "Word")
_ENDS = {"text": "txt", "md": "md", "html": "html", "docx": "docx"}


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What to write, and the folder."""

    folder: str
    formats: tuple[str, ...] = ("text", "html")
    feeds: tuple[str, ...] = ("all",)
    replace: bool = False
    draft: bool = False


def page_of(building: Building, schedule: Schedule, today: date, *, ready: bool) -> Handout:
    """Return Handout 8; if required conflicts remain, every sheet is marked as a draft."""
    page = handout(building, schedule, today)
    return (
        page
        if ready
        else msgspec.structs.replace(page, year=f"{page.year}  {DRAFT}: fix the conflicts first")
    )


def question(required: Wanted, stops: int) -> Question:
    """Return the form for the folder and the formats.

    If Word documents cannot be written here, it explains how to enable them.
    """
    count = "1 required conflict blocks" if stops == 1 else f"{stops} required conflicts block"
    word = installed()
    more = "" if word else f" For Word documents: {INSTALL}"
    draft = (
        Flag(
            key="draft",
            label="As a draft",
            value=required.draft,
            hint="every sheet and feed is marked as a draft",
            choices=(("no", "no"), ("yes", "yes, marked as a draft")),
        ),
    )
    return Question(
        "Write files",
        (
            Field(
                key="folder",
                label="Folder",
                value=required.folder,
                required=True,
                hint="such as ~/handouts; created if missing",
            ),
            Many(
                key="formats",
                label="Handout 8",
                value=required.formats,
                choices=(*_FORMS, _WORD) if word else _FORMS,
            ),
            Many(
                key="feeds",
                label="Calendar feeds",
                value=required.feeds,
                choices=(
                    ("all", "all meetings"),
                    ("groups", "each group"),
                    ("people", "each person"),
                    ("blt", f"the {labels.team()}"),
                ),
            ),
            Flag(
                key="replace",
                label="Replace",
                value=required.replace,
                hint="files of the same name",
            ),
            *(draft if stops else ()),
        ),
        about=(
            f"{count} publishing: only a draft can be written."
            if stops
            else "Calendar feeds are .ics files."
        )
        + more,
        does="Write",
    )


def _name(*words: object) -> str:
    text = "-".join(re.sub(r"[^a-z0-9]+", "-", folded(str(word))).strip("-") for word in words)
    return text.strip("-")[:80] or "feed"


def _files(
    building: Building, schedule: Schedule, today: date, required: Wanted, ready: bool
) -> Iterator[tuple[str, bytes]]:
    page = page_of(building, schedule, today, ready=ready)
    for form in required.formats:
        yield f"handout-8.{_ENDS[form]}", written(page, form)
    if not required.feeds:
        return
    year = calendar_of(building, today)
    domain = feeds.building_domain(building)
    if not ready:
        profile = building.profile
        building = building.replaced(
            profile=msgspec.structs.replace(profile, name=f"{DRAFT} {profile.name}")
        )
    groups = list(working(building.cwgs))
    if "all" in required.feeds:
        yield "all-meetings.ics", feeds.whole_feed(building, year=year, domain=domain)
    if "blt" in required.feeds:
        yield "blt.ics", feeds.blt_feed(building, year=year, domain=domain)
    if "groups" in required.feeds:
        for group in groups:
            name = _name("cwg", group.number, group.name)
            yield f"{name}.ics", feeds.group_feed(building, group.id, year=year, domain=domain)
    if "people" in required.feeds:
        for person in dict.fromkeys(
            p for group in groups for p in (*group.heads(), *group.people())
        ):
            # The number distinguishes people with the same name.
            name = _name("person", person, building.people[person].name)
            yield f"{name}.ics", feeds.person_feed(building, person, year=year, domain=domain)


def write(
    building: Building, schedule: Schedule, today: date, required: Wanted, *, ready: bool
) -> list[Path]:
    """Write the requested files and return their paths.

    Raises UserError, and writes nothing, if a file already exists.
    """
    if not ready and not required.draft:
        raise UserError(
            "Required conflicts block publishing. Fix or waive them, or write a draft.",
            field="draft",
        )
    if not required.formats and not required.feeds:
        raise UserError("Nothing is checked. Choose formats of the handout, or feeds.")
    folder = folder_of(required.folder)
    files = [
        (folder / name, data) for name, data in _files(building, schedule, today, required, ready)
    ]
    for path, _ in files:
        check_free(path, replace=required.replace)
    for path, data in files:
        write_file(path, data, replace=required.replace)
    return [path for path, _ in files]
