"""From a remark to its answer: themes by hand, decisions with reasons, the loop that closes only
when people were told.
"""

from __future__ import annotations

from datetime import date
from functools import reduce
from itertools import pairwise
from typing import Any

import pytest

from bltui.domain.feedback.anonymity import counted_alone, groups_counted, sources_shown, told_apart
from bltui.domain.feedback.edits import answer, discuss, put_in_theme, resolve, say, take_from_theme
from bltui.domain.feedback.queries import author, carried_into, items, row, themes, unanswered, wall
from bltui.domain.feedback.round_edits import Answers, respond
from bltui.domain.feedback.round_results import results
from bltui.domain.feedback.statistics import chosen, said_and_done, tally
from bltui.domain.model.about import read_about
from bltui.domain.model.building import Building, from_documents
from bltui.domain.model.change import Change, Intent, edited
from bltui.domain.model.cwgs import Cwg
from bltui.domain.model.editing import add, edit
from bltui.domain.model.errors import Conflict, UserError
from bltui.domain.model.feedback import Feedback
from bltui.domain.model.free_number import free_number
from bltui.domain.model.lookup import find
from bltui.domain.model.record import active, to_document
from bltui.domain.model.rounds import Prompt, Round
from bltui.domain.model.themes import often
from bltui.domain.quick_add.parser import read
from bltui.framework import load_feedback_words

TODAY = date(2026, 11, 22)
PROMPTS = (Prompt("led", "Well led?", "likert"), Prompt("next", "What next?"))


def after(building: Building, change: Change) -> Building:
    """The building as a change leaves it."""
    documents: dict[str, dict[int, Any]] = {"profile": {1: to_document(building.profile)}}
    for table in (
        "people",
        "seats",
        "memberships",
        "feedback",
        "themes",
        "rounds",
        "responses",
        "meetings",
        "actions",
    ):
        documents[table] = {n: to_document(r) for n, r in building.table(table).items()}
    for one in change.edits:
        documents[one.table][one.id] = edited(documents[one.table].get(one.id), one)
    return from_documents(documents)


def do(building: Building, *intents: Intent) -> Building:
    return reduce(lambda now, intent: after(now, intent(now)), intents, building)


def saying(text: str, **fields: Any) -> Intent:
    return lambda b: say(b, **{"text": text, "on": TODAY, **fields})


@pytest.fixture
def building(team: Any) -> Building:
    found: Building = team.building
    return found


def number(building: Building, text: str) -> int:
    return find(text, list(active(building.feedback)), lambda item: item.text, "item").id


def test_a_remark_comes_to_its_answer(building: Building) -> None:
    now = do(building, saying("More modeling", about="Step #5", source="teacher"))
    item = number(now, "modeling")

    def status() -> str:
        return now.feedback[item].status

    assert (status(), now.feedback[item].about) == ("new", "step:5")
    now = do(now, lambda b: put_in_theme(b, numbers=[item], name="Modeling"))
    assert status() == "theme"
    now = do(now, lambda b: discuss(b, numbers=[item], on=TODAY))
    assert status() == "discussed"
    with pytest.raises(UserError, match="why"):
        resolve(now, numbers=[item], decision="not_adopted")
    now = do(now, lambda b: resolve(b, numbers=[item], decision="adopted"))
    assert status() == "adopted" and [f.id for f in unanswered(now)] == [item]
    with pytest.raises(UserError, match="Enter the answer that people got"):
        answer(now, numbers=[item], text=" ", on=TODAY)
    now = do(now, lambda b: answer(b, numbers=[item], text="Lee models in room 4.", on=TODAY))
    assert (
        status() == "answered"
        and unanswered(now) == []
        and now.feedback[item].decision == "adopted"
    )
    assert not answer(now, numbers=[item], text="Lee models in room 4.", on=TODAY)


def test_what_is_carried_is_an_open_item_of_next_years_steps(building: Building) -> None:
    now = do(building, saying("Fewer goals"))
    item = number(now, "fewer")
    with pytest.raises(UserError, match="Enter the school year it is carried to,"):
        resolve(now, numbers=[item], decision="carried")
    with pytest.raises(UserError, match="Enter 1 to 2"):
        resolve(now, numbers=[item], decision="carried", carried_to="2027-28", carried_step=5)
    now = do(now, lambda b: resolve(b, numbers=[item], decision="carried", carried_to="2027-28"))
    assert [(f.id, f.carried_step) for f in carried_into(now, "2027-28")] == [(item, 2)]
    assert carried_into(now, "2026-27") == []


def test_anonymous_keeps_no_author_and_marks_the_change(building: Building) -> None:
    change = say(building, text="The copier", on=TODAY, anonymous=True, author_id=2)
    assert change.anonymous and "author_id" not in (change.edits[0].after or {})
    assert "copier" not in change.says.casefold()
    now = after(building, change)
    assert author(now, items(now)[0]) is None
    named = do(building, saying("The copier", author_id=2))
    assert author(named, items(named)[0]) == "Sample K"


def test_a_list_for_other_programs_says_as_little_as_the_screen(building: Building) -> None:
    now = do(
        building,
        saying("The copier", anonymous=True),
        saying("More modeling", source="teacher", author_id=2),
    )
    rows = {
        r["text"]: r for r in (row(now, item, sources_shown(now, 3)(item)) for item in items(now))
    }
    assert rows["The copier"] == {
        "id": str(number(now, "copier")),
        "text": "The copier",
        "kind": "comment",
        "from": None,
        "about": None,
        "status": "new",
        "at": "2026-11-22",
        "by": None,
    }
    assert (rows["More modeling"]["from"], rows["More modeling"]["by"]) == ("teacher", "Sample K")


def test_numbers_say_nothing_of_order() -> None:
    taken: set[int] = set()
    numbers = []
    for n in range(300):
        numbers.append(free_number(f"remark {n}", taken))
        taken.add(numbers[-1])
    assert len(taken) == 300 and numbers != sorted(numbers)
    rising = sum(a < b for a, b in pairwise(numbers))
    assert 90 < rising < 210
    assert (
        free_number("remark 0", set()) == numbers[0] and free_number("remark 0", taken) not in taken
    )


@pytest.mark.parametrize("about", ["step", "room:4", "step:x", "meeting:9", "5"])
def test_what_is_nothing_to_be_about_is_refused(building: Building, about: str) -> None:
    with pytest.raises(UserError):
        read_about(building, about)


def test_a_remark_has_five_hundred_characters(building: Building) -> None:
    assert say(building, text="x" * 500, on=TODAY)
    with pytest.raises(UserError, match="too long"):
        say(building, text="x" * 501, on=TODAY)
    with pytest.raises(UserError, match="blank"):
        say(building, text=" \u200b ", on=TODAY)


def test_two_who_edit_one_remark(building: Building) -> None:
    now = do(building, saying("More modeling"))
    seen = items(now)[0]
    theirs = do(now, lambda b: edit(b, seen=seen, today=TODAY, kind="delta"))
    mine = do(theirs, lambda b: edit(b, seen=seen, today=TODAY, source="teacher"))
    assert (items(mine)[0].kind, items(mine)[0].source) == ("delta", "teacher")
    with pytest.raises(Conflict):
        edit(theirs, seen=seen, today=TODAY, kind="plus")


def test_themes_are_made_by_hand_and_words_are_counted_beside_them(building: Building) -> None:
    texts = (
        "More modeling of reading strategies",
        "Modeling! More modeling",
        "Reading strategies worked",
        "Time",
    )
    now = do(building, *(saying(text) for text in texts))
    first = [number(now, "of reading"), number(now, "modeling!")]
    now = do(now, lambda b: put_in_theme(b, numbers=first, name="Modeling"))
    assert not put_in_theme(now, numbers=first, name=" modeling ")
    assert [(t.name, len(found)) for t, found in themes(now)] == [("Modeling", 2)]
    stop = load_feedback_words().stop
    assert [(o.words, o.count) for o in often(items(now), stop)] == [
        ("modeling", 2),
        ("reading", 2),
        ("strategies", 2),
    ]
    (pair,) = often(items(now), stop, pairs=True)
    assert pair.words == "reading strategies" and set(pair.items) == {
        first[0],
        number(now, "worked"),
    }
    theme = themes(now)[0][0].id
    now = do(now, lambda b: take_from_theme(b, numbers=first[:1], theme_id=theme))
    assert now.feedback[first[0]].status == "new"


def opened(prompts: tuple[Prompt, ...], **fields: Any) -> Intent:
    record = Round(title="Autumn", prompts=prompts, opens=TODAY, **fields)
    return lambda b: add(b, record=record, today=TODAY)


def answered(building: Building, *groups: str) -> Building:
    now = do(building, opened(PROMPTS, invited=10))
    for n, group in enumerate(groups):
        answers = Answers(TODAY, group, {"led": 1 + n % 4}, {"next": f"answer {n}"})  # type: ignore[arg-type]
        now = do(now, lambda b, a=answers: respond(b, round_id=1, answers=a))  # type: ignore[misc]
    return now


def test_groups_under_three_show_counts_only(building: Building) -> None:
    groups = ["teacher"] * 3 + ["parent"] * 2 + ["coach"]
    found = results(answered(building, *groups), 1, 3)
    assert (found.responses, found.percent) == (6, 60.0)
    assert found.by_source == (("teachers", 3), ("parents", 2), ("coaches and liaisons", 1))
    shown = {s.source: (s.answers, s.spread, s.mean) for s in found.scores}
    assert shown == {
        None: (6, (2, 2, 1, 1), 2.17),
        "teachers": (3, (1, 1, 1, 0), 2.0),
        "parents": (2, None, None),
        "coaches and liaisons": (1, None, None),
    }
    assert len(found.quotes[0][1]) == 6
    two = results(answered(building, "teacher", "parent"), 1, 3)
    assert two.quotes[0][1] == () and all(s.spread is None for s in two.scores)


def test_an_answer_of_a_small_group_shows_no_group(building: Building) -> None:
    now = answered(building, "teacher", "teacher", "teacher", "parent", "parent", "coach")
    assert (
        sorted(str(sources_shown(now, 3)(f)) for f in items(now)) == ["None"] * 3 + ["teacher"] * 3
    )
    assert (
        sources_shown(now, 3)(Feedback(text="x", on=TODAY, source="parent", anonymous=True))
        == "parent"
    )


@pytest.mark.parametrize(
    ("counts", "least", "told"),
    [
        ({"teacher": 3}, 3, {"teacher"}),
        ({"teacher": 2}, 3, set()),
        # All less the teachers would be the parents: the next smallest group is held back too.
        ({"teacher": 9, "parent": 2}, 3, set()),
        ({"teacher": 9, "coach": 5, "parent": 1}, 3, {"teacher"}),
        ({"teacher": 9, "coach": 2, "parent": 1}, 3, {"teacher"}),
        ({"teacher": 9, "coach": 3, "parent": 0}, 3, {"teacher", "coach"}),
        ({"teacher": 1, "coach": 1}, 1, {"teacher", "coach"}),
        ({}, 3, set()),
    ],
)
def test_no_small_group_can_be_reckoned_out(
    counts: dict[Any, int], least: int, told: set[str]
) -> None:
    found = told_apart(counts, least)
    assert found == told
    held = sum(counts.values()) - sum(counts[group] for group in found)
    assert held == 0 or held >= least or not found


@pytest.mark.parametrize(
    ("counts", "shown", "summed"),
    [
        ({"teacher": 9, "parent": 2}, {"teacher"}, {"teacher"}),
        ({"teacher": 9, "parent": 2, "coach": 1}, {"teacher"}, {"teacher", "parent", "coach"}),
        ({"teacher": 9, "parent": 3}, {"teacher", "parent"}, {"teacher", "parent"}),
        ({"teacher": 2, "parent": 1}, set(), {"teacher", "parent"}),
        ({"teacher": 9, "parent": 0}, {"teacher"}, {"teacher"}),
        ({}, set(), set()),
    ],
)
def test_the_sum_never_gives_a_small_group_away(
    counts: dict[Any, int], shown: set[str], summed: set[str]
) -> None:
    assert counted_alone(counts, 3) == (shown, summed)


def test_three_texts_of_one_person_are_no_group_of_three(building: Building) -> None:
    prompts = (*PROMPTS, Prompt("more", "What else?"), Prompt("less", "What less?"))
    now = do(building, opened(prompts))
    texts = {"next": "one", "more": "two", "less": "three"}
    now = do(now, lambda b: respond(b, round_id=1, answers=Answers(TODAY, "parent", {}, texts)))
    assert groups_counted(now, 1) == {"parent": 1}
    assert {sources_shown(now, 3)(f) for f in items(now)} == {None}


def test_scores_and_words_of_one_person_lie_apart(building: Building) -> None:
    now = answered(building, "teacher")
    (response,) = now.responses.values()
    (item,) = now.feedback.values()
    assert response.id != item.id and "next" not in response.scores and item.prompt == "next"
    assert respond(now, round_id=1, answers=Answers(TODAY, scores={"led": 2})).anonymous
    with pytest.raises(UserError, match="from 1 to 4"):
        respond(now, round_id=1, answers=Answers(TODAY, scores={"led": 5}))
    with pytest.raises(UserError, match="No answers"):
        respond(now, round_id=1, answers=Answers(TODAY))
    closed = do(now, lambda b: edit(b, seen=b.rounds[1], today=TODAY, closes=TODAY))
    with pytest.raises(UserError, match="not open on Mon, Nov 23, 2026"):
        respond(closed, round_id=1, answers=Answers(date(2026, 11, 23), scores={"led": 1}))


def test_counts_and_the_report(building: Building) -> None:
    now = do(
        building,
        saying("More modeling", source="teacher", about="step:5"),
        saying("Model it first", source="teacher", about="step:5"),
        saying("Plain words", source="parent", about="step:2"),
        saying("It clicked", kind="aha"),
    )
    both = [number(now, "more modeling"), number(now, "model it")]
    now = do(
        now,
        lambda b: put_in_theme(b, numbers=both, name="Modeling"),
        lambda b: resolve(b, numbers=both, decision="adopted"),
        lambda b: answer(b, numbers=both[:1], text="Lee models on Tuesdays.", on=TODAY),
    )
    counted = tally(now, chosen(now))
    assert (counted.total, counted.answered, counted.internal, counted.external) == (4, 1, 2, 1)
    assert [(b.label, b.count) for b in counted.by_step] == [("step 2", 1), ("step 5", 2)]
    assert [(b.label, b.count) for b in counted.by_theme] == [("Modeling", 2)]
    first, rest = said_and_done(now, TODAY, TODAY)
    assert (first.theme, first.said, first.waiting) == ("Modeling", 2, 1)
    assert set(first.did) == {"Lee models on Tuesdays.", "adopted"}
    assert (rest.theme, rest.quotes) == ("On step 2", ("Plain words",))
    again = do(now, saying("plain words", source="teacher", about="step:2"))
    rest = said_and_done(again, TODAY, TODAY)[1]
    assert rest.said == 2 and [quote.casefold() for quote in rest.quotes] == ["plain words"]
    assert [f.text for f in wall(now)] == ["It clicked"]
    assert [f.text for f in chosen(now, words="PLAIN")] == ["Plain words"]


@pytest.mark.parametrize(
    ("line", "reads_as"),
    [
        (
            "fb teachers want more modeling #step5",
            "FEEDBACK | teacher | step 5 | teachers want more modeling",
        ),
        ("fb + pairing worked", "FEEDBACK | plus | pairing worked"),
        ("fb anon - the copier #cwg2", "FEEDBACK | anonymous | delta | CWG #2 | the copier"),
        (
            "feedback parents: send goals home @secretary due 4 dec",
            "FEEDBACK | parent | send goals home | owner Sample Secretary | due Fri, Dec 4, 2026",
        ),
        ("aha the pairs found it", "AHA | the pairs found it"),
        (
            "todo @union copy the rubric due fri",
            "TODO | copy the rubric | owner Sample Union | due Fri, Nov 27, 2026",
        ),
        ("todo copy the rubric #step5", "TODO | copy the rubric | step 5"),
    ],
)
def test_quick_words(building: Building, line: str, reads_as: str) -> None:
    school = building.replaced(cwgs={1: Cwg(id=1, number=2, name="Sample group")})
    found = read(line, school, TODAY)
    assert found.reads_as == reads_as and found.intent(school)


def test_a_remark_is_about_a_group_that_is_there(building: Building) -> None:
    with pytest.raises(UserError, match="There is no group with number 2"):
        read("fb the copier #cwg2", building, TODAY)


def test_a_remark_with_a_promise_is_both(building: Building) -> None:
    found = read("fb more modeling @union due fri", building, TODAY)
    now = do(building, found.intent)
    (item,), (action,) = now.feedback.values(), now.actions.values()
    assert (action.source, action.owner_id, action.text) == (
        f"feedback:{item.id}",
        11,
        "more modeling",
    )


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("fb", "fb what?"),
        ("fb x #step5 #step6", "A line can have only one # word."),
        ("fb anon x @union", "names no one"),
        ("todo @union", "What is to be done"),
        ("todo @sample copy", "matches several"),
        ("todo copy due someday", "not a date"),
        ("note we began", "No meeting is running"),
        ("here union", "No meeting is running"),
    ],
)
def test_quick_words_that_are_refused(building: Building, line: str, says: str) -> None:
    with pytest.raises(UserError, match=says):
        read(line, building, TODAY)
