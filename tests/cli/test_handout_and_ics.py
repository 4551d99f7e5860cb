"""`bltui export handout8` and `ics`: what is published, what errors forbid, and that another
program reads the same meetings.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from .conftest import Shell


@pytest.fixture
def sound(bltui: Shell) -> Shell:
    """The sample building without its conflict."""
    assert bltui("cwg", "schedule", "4", "every other thu 3:30pm-4:15pm").status == 0
    assert bltui("cwg", "check").status == 0, bltui("cwg", "check").out
    return bltui


@pytest.mark.parametrize("what", ["handout8", "ics"])
def test_errors_forbid_publishing_and_are_listed(bltui: Shell, what: str) -> None:
    refused = bltui("export", what)
    assert (refused.status, refused.out) == (4, "")
    assert "Required CWG-02" in refused.err
    assert "--draft" in refused.err
    draft = bltui("export", what, "--draft")
    assert draft.status == 0
    assert "DRAFT" in draft.out
    # A group that has no error is published alone.
    assert bltui("export", what, "--cwg", "2").status == 0
    key = next(
        c for c in bltui("cwg", "check", "--json").json["conflicts"] if c["rule"] == "CWG-02"
    )["key"]
    assert bltui("cwg", "waive", "CWG-02", key, "--why", "they take turns").status == 0
    clean = bltui("export", what)
    assert (clean.status, "DRAFT" in clean.out) == (0, False)


@pytest.mark.parametrize(
    ("kind", "mark"), [("text", "CWG #5"), ("md", "| CWG"), ("html", "<th>CWG #5</th>")]
)
def test_the_handout_has_every_group(sound: Shell, kind: str, mark: str) -> None:
    page = sound("export", "handout8", "--format", kind).out
    assert mark in page
    for group in sound("cwg", "list", "--json").json:
        assert group["leader"].split()[0] in page
    assert sound("cwg", "handout", "--format", kind).out == page


def test_a_feed_read_back_has_the_meetings_of_the_command(sound: Shell, tmp_path: Path) -> None:
    from icalendar import Calendar
    from recurring_ical_events import of

    sound("cwg", "move", "2", "2026-12-01", "to", "2026-12-02")
    sound("cwg", "cancel", "2", "2026-12-15")
    assert sound("export", "ics", "--cwg", "2", "--out", "two.ics").status == 0
    data = (tmp_path / "two.ics").read_bytes()
    events = of(Calendar.from_ical(data)).between(date(2026, 8, 1), date(2027, 7, 1))
    found = sorted(e["DTSTART"].dt.strftime("%Y-%m-%d %H:%M") for e in events)
    value = sound("cwg", "dates", "2", "--json").json
    wanted = sorted(f"{d['date']} {d['from']}" for d in value["dates"] if d["state"] != "cancelled")
    assert found == wanted
    assert len(found) == value["count"]
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    assert sound("export", "ics", "--cwg", "2").out.encode() == data


@pytest.mark.parametrize(
    ("words", "has", "lacks"),
    [
        (["--person", "Casey"], "Primary reading (leader)", "Arts integration"),
        (["--room", "Library"], "Arts integration", "Primary reading"),
        (["--blt"], "SUMMARY:BLT", "SUMMARY:CWG"),
        (["--all"], "SUMMARY:CWG #5", "DRAFT"),
    ],
)
def test_a_feed_has_what_was_asked_for(
    sound: Shell, words: list[str], has: str, lacks: str
) -> None:
    feed = sound("export", "ics", *words).out.replace("\r\n ", "")
    assert has in feed
    assert lacks not in feed


def test_every_table_is_exported_as_csv(bltui: Shell) -> None:
    for table in (
        "cwgs",
        "series",
        "days",
        "bells",
        "calendars",
        "exceptions",
        "waivers",
        "availability",
    ):
        answer = bltui("export", "csv", "--table", table)
        assert answer.status == 0
        assert answer.out.splitlines()[0].startswith('"id"')
