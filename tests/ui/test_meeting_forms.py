"""The forms of a meeting, without a terminal: what is typed as minutes have it becomes the same
change as in the shell.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bltui.domain.meetings.minutes_edits import decide
from bltui.domain.meetings.running import mark, start_meeting
from bltui.domain.model.errors import UserError
from bltui.domain.model.record import active
from bltui.domain.team.membership import on_day
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.ui.dialogs.form import Form
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.dialogs.meeting.agenda_form import item_form
from bltui.ui.dialogs.meeting.decision_form import decision_form
from bltui.workspace import Workspace


@pytest.fixture
def space(sample_file: Path) -> Workspace:
    """The sample building, on a day of its year."""
    return Workspace(
        BuildingFile(sample_file, Author("ana", 1000)), today=lambda _: date(2026, 11, 23)
    )


def typed(form: Form, **words: str) -> dict[str, Any]:
    """What the fields make of words; the others stay as they are shown."""
    return {f.key: f.parse(words.get(f.key, f.to_text(f.value))) for f in form.fields}


def test_a_ballot_of_the_staff_with_the_share_that_by_laws_ask_for(space: Workspace) -> None:
    meeting = next(active(space.building.meetings))
    form = decision_form(FormContext(space.building, space.framework, space.today), meeting, None)
    counts = {"yes": "20", "no": "10", "unclear": "1", "not_voting": "2", "eligible": "33"}
    words = {"text": "New by-laws", "method": "vote", **counts, "needs": "2/3"}
    assert form.reads is not None
    assert form.reads({**{f.key: f.to_text(f.value) for f in form.fields}, **words}) == {
        "method": "adopted"
    }
    change = form.build(typed(form, **words), None)(space.building)
    made = change.edits[0].after or {}
    assert (made["yes"], made["unclear"], made["not_voting"], made["needs"]) == (20, 1, 2, 66.6667)
    with pytest.raises(UserError, match="not a share"):
        typed(form, **{**words, "needs": "most"})
    with pytest.raises(UserError, match="not a whole number"):
        typed(form, **{**words, "yes": "1.5"})


def test_a_decision_that_is_corrected_keeps_what_the_form_does_not_show(space: Workspace) -> None:
    """The reading while typing counts the ballots that only the shell can give."""
    meeting = next(active(space.building.meetings))
    space.do(
        partial(
            decide,
            meeting_id=meeting.id,
            text="Budget",
            method="vote",
            yes=28,
            no=2,
            not_voting=2,
            eligible=33,
            ballots=31,
        )
    )
    seen = list(active(space.building.decisions))[-1]
    form = decision_form(
        FormContext(space.building, space.framework, space.today), meeting, None, seen
    )
    assert form.reads is not None
    read = form.reads({f.key: f.to_text(f.value) for f in form.fields})["method"]
    assert read == (
        "adopted: 1 of 33 ballots is not accounted for; 31 ballots are recorded, but the votes add up to 30"
    )


def test_a_point_has_its_time(space: Workspace) -> None:
    meeting = next(active(space.building.meetings))
    basis = FormContext(space.building, space.framework, space.today)
    form = item_form(basis, meeting)
    space.do(form.build(typed(form, title="Ballots", when="3:00-3:15pm"), None))
    item = list(active(space.building.agenda))[-1]
    assert (item.title, item.begins, item.minutes) == ("Ballots", "15:00", 15)
    form = item_form(basis, meeting, item)
    space.do(form.build(typed(form, when="3:05-3:30", minutes=""), item))
    assert (space.building.agenda[item.id].begins, space.building.agenda[item.id].minutes) == (
        "15:05",
        25,
    )


def test_who_was_noted_as_here_later_was_there(space: Workspace) -> None:
    """Asked only of a decision after which somebody was noted as here."""
    space.do(partial(start_meeting, on=space.today))
    meeting = max(active(space.building.meetings), key=lambda m: m.id)
    people = on_day(space.building, space.today).people
    space.do(partial(mark, meeting_id=meeting.id, who=dict.fromkeys(people[:4], "present")))
    space.do(partial(decide, meeting_id=meeting.id, text="Budget"))
    basis = FormContext(space.building, space.framework, space.today)
    seen = list(active(space.building.decisions))[-1]
    assert "all_there" not in [f.key for f in decision_form(basis, meeting, None, seen).fields]
    space.do(partial(mark, meeting_id=meeting.id, who={people[4]: "present"}))
    basis = FormContext(space.building, space.framework, space.today)
    form = decision_form(basis, meeting, None, seen)
    raw = {f.key: f.to_text(f.value) for f in form.fields}
    assert form.reads is not None
    assert "marked as present after the vote" in form.reads(raw)["method"]
    assert form.reads({**raw, "all_there": "yes"})["method"] == "adopted"
    space.do(form.build(typed(form, all_there="yes"), seen))
    assert space.building.decisions[seen.id].here == 5


async def test_the_forms_of_a_meeting_open(opened) -> None:
    async with opened(size=(120, 40)) as (app, pilot):
        for key in ("r", "O", "D"):
            await pilot.press("6", "left_square_bracket", key)
            await pilot.pause()
            assert isinstance(app.screen, FormScreen), key
            await pilot.press("escape", "escape")
            await pilot.pause()


@pytest.mark.parametrize("how", [{"vote": "6-1"}, {"roll": "Avery yes, Casey yes, Emery no"}])
def test_a_motion_names_its_mover_in_the_text_and_its_vote_in_a_field(
    space: Workspace, how: dict[str, str]
) -> None:
    meeting = next(active(space.building.meetings))
    form = decision_form(FormContext(space.building, space.framework, space.today), meeting, None)
    people = {p.name.split()[0]: p.id for p in active(space.building.people)}
    words = {"text": "Adopt the plan, moved Casey, second Emery", **how}
    made = form.build(typed(form, **words), None)(space.building).edits[0].after or {}
    assert (made["text"], made["moved_id"], made["seconded_id"]) == (
        "Adopt the plan",
        people["Casey"],
        people["Emery"],
    )
    assert form.reads is not None
    shown = form.reads({**{f.key: f.to_text(f.value) for f in form.fields}, **words})
    assert shown["text"] == "moved by Casey Sample, seconded by Emery Sample"
    words["moved_id"] = "Avery Sample"  # typed in its own field, which wins
    made = form.build(typed(form, **words), None)(space.building).edits[0].after or {}
    assert (made["moved_id"], made["seconded_id"]) == (people["Avery"], people["Emery"])
    words = {"text": "Move the copier to Casey's room", **how}
    made = form.build(typed(form, **words), None)(space.building).edits[0].after or {}
    assert made["text"] == "Move the copier to Casey's room" and "moved_id" not in made
    with pytest.raises(UserError, match="Quinn"):
        words = {"text": "Adopt the plan, moved Quinn, second Emery", **how}
        form.build(typed(form, **words), None)(space.building)
