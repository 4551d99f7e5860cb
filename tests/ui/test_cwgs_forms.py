"""What the forms of the CWGs view read and say, without a screen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest

from bltui.domain.model.building import Building, from_documents
from bltui.domain.model.change import edited
from bltui.domain.model.errors import UserError
from bltui.domain.schedule.phrase import read_phrase
from bltui.domain.schedule.phrase_dates import Terms
from bltui.domain.series.edits import add_series
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.ui.cwg_selection import CwgSelection, Picture
from bltui.ui.dialogs.cwgs.group_form import leaders, publish
from bltui.ui.dialogs.cwgs.meeting_form import Clocks
from bltui.ui.dialogs.cwgs.series_form import preview, series_form
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.several import Several
from bltui.ui.formatting import UNICODE
from bltui.ui.screens.cwgs import week as cwgs_week
from bltui.ui.state import State, look
from bltui.ui.widgets.table_layout import plain
from bltui.workspace import Workspace
from tests.sample_building import documents as sample_documents
from tests.ui.conftest import TODAY

YEAR = Terms(date(2026, 8, 24), date(2027, 5, 28), ("A", "B"))


@pytest.fixture
def state(tmp_path: Path) -> State:
    path = tmp_path / "sample.json"
    BuildingFile.create(path, sample_documents(TODAY), Author("ana", 1000), "sample")
    return look(Workspace(BuildingFile(path, Author("ana", 1000)), today=lambda _: TODAY), UNICODE)


def after(building: Building, change) -> Building:
    """The building after a change."""
    documents = {
        t: {n: msgspec.to_builtins(r) for n, r in building.table(t).items()}
        for t in ("series", "cwgs")
    }
    for edit in change.edits:
        documents[edit.table][edit.id] = edited(documents[edit.table].get(edit.id), edit)
    now = from_documents({"profile": {1: msgspec.to_builtins(building.profile)}, **documents})
    return building.replaced(series=now.series, cwgs=now.cwgs)


def test_the_phrases_of_the_guide_can_be_read():
    page = (Path(__file__).parents[2] / "docs" / "cwgs.md").read_text("utf-8")
    phrases = page.split("```text\n")[1].split("```")[0].splitlines()
    assert len(phrases) == 5
    for phrase in phrases:
        read_phrase(phrase, YEAR)


@pytest.mark.parametrize(
    "text",
    ["3:15pm", "4pm-3pm", "3:15pm-4pm sep 9", "3:15pm-4pm room 9", "period 4", "tue 3pm-4pm", "x"],
)
def test_a_time_is_only_a_time(text: str):
    with pytest.raises(UserError, match="Write it as 3:15-4:00 PM"):
        Clocks(key="time", label="Time").parse(text)


def test_a_time_is_read_as_a_phrase_reads_it():
    slot = Clocks(key="time", label="Time").parse("3:15-4")
    assert slot is not None
    assert (slot.start, slot.end) == ("15:15", "16:00")
    assert Clocks(key="time", label="Time").parse(" ") is None


def test_several_people_are_read_once_each_and_echoed(state: State):
    basis = FormContext(state.building, state.framework, state.today)
    field = Several(key="people", label="Who", people=leaders(basis), required=True)
    ids = field.parse("harper, Kai, harper s")
    assert [state.building.people[n].name for n in ids] == ["Harper Sample", "Kai Sample"]
    assert field.describe("harper, sample") == "1: Harper Sample\n" + field.describe("sample")
    with pytest.raises(UserError, match="matches several"):
        field.parse("sample")
    with pytest.raises(UserError, match="blank"):
        field.parse(" , ")


def test_leaders_are_offered_blt_members_first(state: State):
    offered = leaders(FormContext(state.building, state.framework, state.today))
    on = [p.about.startswith("on the BLT") for p in offered]
    assert on == sorted(on, reverse=True)
    assert next(p.about for p in offered if p.name == "Casey Sample").startswith(
        "on the BLT, leads #1"
    )


def test_later_never_reaches_back(state: State):
    picture = Picture(state)
    series = picture.schedule.series_of(1)[0]
    form = series_form(picture, state.building.cwgs[1], series, date(2026, 12, 2))
    reading = read_phrase("every other wed 4pm-4:30pm sep 2 to may 26", YEAR)
    change = form.build({"what": "later", "phrase": reading}, series)(state.building)
    new = max(after(state.building, change).series.values(), key=lambda s: s.id)
    assert new.first == date(2026, 12, 2)
    said = preview(
        picture,
        state.building.cwgs[1],
        YEAR,
        {"phrase": "every other wed 4pm-4:30pm", "what": "later"},
        series,
        new.first,
    )
    assert said[0].startswith("12 meetings; first: Dec 2, 16; Jan 13"), said


def test_a_further_series_leaves_the_first_one(state: State):
    picture = Picture(state)
    series = picture.schedule.series_of(1)[0]
    form = series_form(picture, state.building.cwgs[1], series, None)
    reading = read_phrase("1st mon 4pm-4:30pm", YEAR)
    now = after(
        state.building, form.build({"what": "besides", "phrase": reading}, series)(state.building)
    )
    assert [s.id for s in now.series.values() if s.cwg_id == 1 and s.id != series.id] == [
        max(now.series)
    ]
    assert now.series[series.id].pattern == series.pattern


def test_publishing_asks_the_building_as_it_is_then(state: State):
    with pytest.raises(UserError, match="CWG-02 Hayden Sample"):
        publish(
            state.building, cwg_id=1, status="published", framework=state.framework, today=TODAY
        )
    done = publish(
        state.building, cwg_id=2, status="published", framework=state.framework, today=TODAY
    )
    assert after(state.building, done).cwgs[2].status == "published"


def test_many_meetings_at_one_time_stay_few_lines(state: State):
    building = state.building
    for _ in range(5):
        reading = read_phrase("every tue 2:15pm-2:45pm", YEAR)
        building = after(building, add_series(building, series=reading.series(cwg_id=3)))
    now = msgspec.structs.replace(state, building=building)
    sight = CwgSelection(now, Picture(now), 1, date(2026, 12, 1))
    days = cwgs_week.week_days(sight)
    pairs = [p for p in sight.picture.meetings() if days[0] <= p[1].date <= days[-1]]
    rows = [[plain(c).strip() for c in row.cells] for row in cwgs_week.grid(sight, days, pairs)]
    tuesday = [row[2] for row in rows if len(row) == 6 and row[2]]
    assert sum("#3" in cell for cell in tuesday) == cwgs_week.LINES - 1
    assert "+3 more" in tuesday
    assert sum("2:15" in row[0] and row[0].startswith("Tue") for row in rows) == 5
