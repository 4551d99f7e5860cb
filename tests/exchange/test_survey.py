"""Survey exports as forms make them: columns are found or asked, names stay out, all of it is taken
or nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

import pytest

from bltui.domain.feedback.word_config import FeedbackWords
from bltui.domain.model.building import Building, from_documents
from bltui.domain.model.change import edited
from bltui.domain.model.errors import UserError
from bltui.domain.model.rounds import Prompt
from bltui.exchange.survey import Survey, import_survey, open_survey, plan_survey, read_survey
from bltui.exchange.survey_columns import Wishes
from bltui.exchange.survey_dates import Days, read_days
from bltui.exchange.tables import Unusable
from bltui.framework import load_feedback_words

TODAY = date(2026, 11, 22)
AGREE = ("Strongly disagree", "Disagree", "Agree", "Strongly agree")


@pytest.fixture(scope="module")
def words() -> FeedbackWords:
    return load_feedback_words()


def sheet(*rows: Sequence[object], delimiter: str = ",") -> str:
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows(rows)
    return target.getvalue()


def survey(text: str | bytes, words: FeedbackWords, **more: Any) -> Survey:
    wishes = Wishes(**more.pop("wishes", {}))
    data = text.encode() if isinstance(text, str) else text
    return read_survey(
        open_survey(data, "answers.csv", words, wishes), words, today=TODAY, wishes=wishes, **more
    )


def uses(found: Survey) -> dict[str, str]:
    return {column.heading: column.use for column in found.columns}


def empty() -> Building:
    return from_documents({"profile": {1: {"name": "Sample School", "grades": ["K"]}}})


def done(building: Building, change: Any) -> Building:
    """The building after a change."""
    documents = {
        table: {n: {} for n in building.table(table)}
        for table in ("feedback", "rounds", "responses")
    }
    from bltui.domain.model.record import to_document

    for table, rows in documents.items():
        for number in rows:
            record = building.get(table, number)
            assert record is not None
            rows[number] = to_document(record)
    for edit in change.edits:
        documents[edit.table][edit.id] = edited(documents[edit.table].get(edit.id), edit) or {}
    return from_documents({"profile": {1: {"name": "Sample School", "grades": ["K"]}}, **documents})


GOOGLE = sheet(
    (
        "Timestamp",
        "Email Address",
        "I am a:",
        "The session was useful",
        "What should our next steps be?",
    ),
    (
        "2026/11/20 3:45:10 PM CST",
        "sample@example.org",
        "Teacher",
        "Agree",
        "More modelling\nin our own rooms",
    ),
    ("2026/11/20 3:46:10 PM CST", "", "Parent/Guardian", "Strongly agree", ""),
    ("2026/11/21 8:00:00 AM CST", "", "Support staff", "Disagree", "Tell us when rooms move"),
    ("2026/11/21 8:00:00 AM CST", "", "", "", ""),
)


def test_a_form_of_the_google_kind(words: FeedbackWords) -> None:
    found = survey(GOOGLE, words)
    assert uses(found) == {
        "Timestamp": "date",
        "Email Address": "aside",
        "I am a:": "source",
        "The session was useful": "likert",
        "What should our next steps be?": "text",
    }
    assert [(a.on.day, a.source, dict(a.scores), dict(a.texts)) for a in found.answers] == [
        (20, "teacher", {"q4": 3}, {"q5": "More modelling\nin our own rooms"}),
        (20, "parent", {"q4": 4}, {}),
        (21, "", {"q4": 2}, {"q5": "Tell us when rooms move"}),
    ]
    assert [p.message for p in found.problems] == [
        "1 row without any answer skipped.",
        "“Support staff” is not certain to be a group: 1 row imported without a group.",
    ]


def test_a_form_of_the_qualtrics_kind(words: FeedbackWords) -> None:
    text = sheet(
        ("StartDate", "EndDate", "IPAddress", "RecipientLastName", "Q1", "Q2"),
        (
            "Start Date",
            "End Date",
            "IP Address",
            "Recipient Last Name",
            "My students will gain from it.",
            "Anything else?",
        ),
        *[
            tuple(
                f'{{"ImportId":"{name}"}}'
                for name in ("startDate", "endDate", "ipAddress", "last", "QID1", "QID2")
            )
        ],
        (
            "2026-11-19 10:00:00",
            "2026-11-19 10:05:00",
            "192.0.2.1",
            "Sample",
            "Agree",
            "Thank you for the time to plan",
        ),
        (
            "2026-11-19 11:00:00",
            "2026-11-19 11:05:00",
            "192.0.2.2",
            "Sample",
            "Strongly disagree",
            "",
        ),
    )
    found = survey(text, words, prompts=words.prompts)
    assert (
        uses(found)["My students will gain from it."] == "likert"
        and uses(found)["Recipient Last Name"] == "aside"
    )
    assert [dict(a.scores) for a in found.answers] == [{"students": 3}, {"students": 1}]
    assert [prompt.key for prompt in found.prompts] == ["students", "q6"]


@pytest.mark.parametrize(
    ("cells", "use"),
    [
        (("Agree", "Disagree"), "likert"),
        (("4 - Strongly agree", "1 - Strongly disagree"), "likert"),
        (("Strongly agree (4)", "Agree (3)"), "likert"),
        (("1 - Strongly agree", "4 - Strongly disagree"), "ask"),
        (("Agree", "Neutral", "Disagree"), "ask"),
        (("Agree", "it depends"), "ask"),
        (("4", "3", "1"), "ask"),
        (("5", "3"), "ask"),
        (("Grade 2", "Grade 3", "Grade 2", "Grade 3"), "ask"),
        (("I liked the pairs a lot", "Less talk"), "text"),
        (("", ""), "aside"),
    ],
)
def test_a_column_is_a_scale_only_for_certain(
    words: FeedbackWords, cells: tuple[str, ...], use: str
) -> None:
    rows = [(cell, f"some words of answer {n}") for n, cell in enumerate(cells)]
    assert uses(survey(sheet(("How was it", "Tell us more"), *rows), words))["How was it"] == use


def test_a_middle_in_one_column_makes_all_scales_doubtful(words: FeedbackWords) -> None:
    text = sheet(
        ("A", "B", "Say more"), ("Agree", "Neutral", "what a day it was"), ("Disagree", "Agree", "")
    )
    assert uses(survey(text, words)) == {"A": "ask", "B": "ask", "Say more": "text"}


def test_a_person_names_the_columns(words: FeedbackWords) -> None:
    text = sheet(
        ("Overall", "Grade", "Comment", "Other remarks"),
        ("4", "Grade 2", "good pace today", "too warm in there"),
        ("2", "Grade 2", "", ""),
    )
    found = survey(text, words, wishes={"text": ("comment",), "likert": ("1",)}, everyone="teacher")
    assert uses(found) == {
        "Overall": "likert",
        "Grade": "ask",
        "Comment": "text",
        "Other remarks": "aside",
    }
    assert [(a.source, dict(a.scores)) for a in found.answers] == [
        ("teacher", {"q1": 4}),
        ("teacher", {"q1": 2}),
    ]
    with pytest.raises(Unusable, match=r"“nowhere” is not a column\. The columns are: 1 Overall"):
        survey(text, words, wishes={"text": ("nowhere",)})


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8-sig", ","), ("cp1252", ";"), ("utf-16", "\t"), ("utf-8", "\t")],
)
def test_encodings_of_real_exports(words: FeedbackWords, encoding: str, delimiter: str) -> None:
    text = sheet(
        ("Your role", "Comments"),
        ("Parent", "Más tiempo — por favor"),
        ("Teacher", "né"),
        delimiter=delimiter,
    )
    found = survey(text.encode(encoding), words)
    assert [(a.source, dict(a.texts)) for a in found.answers] == [
        ("parent", {"q2": "Más tiempo — por favor"}),
        ("teacher", {"q2": "né"}),
    ]


def test_dates_that_can_be_read_two_ways_are_not_guessed(words: FeedbackWords) -> None:
    assert read_days(["11/20/2026 3:45", "11/2/2026 9:00"]).days == (
        date(2026, 11, 20),
        date(2026, 11, 2),
    )
    assert read_days(["20/11/2026", "2/11/2026"]).days == (date(2026, 11, 20), date(2026, 11, 2))
    assert read_days(["3/4/2026"]) == Days((date(2026, 3, 4),), doubtful=False)
    assert read_days(["3/4/2026", "13/4/2026", "4/13/2026"]).doubtful
    assert read_days(["5/5/2026", "soon", ""]).days == (date(2026, 5, 5), None, None)
    found = survey(
        sheet(
            ("Date", "Comments"),
            ("3/4/2026", "well done"),
            ("13/4/2026", "thank you"),
            ("4/13/2026", "all of you"),
        ),
        words,
    )
    assert found.answers[0].on == TODAY and "day/month and others" in found.problems[0].message


def test_hostile_cells_are_cleaned_and_a_cell_too_long_stops_all_of_it(
    words: FeedbackWords,
) -> None:
    found = survey(
        sheet(("Role", "Comments"), ("Parent", "\x1b]2;x\x07 =HYPERLINK(1) [red]x[/b]")), words
    )
    assert found.answers[0].texts["q2"] == "=HYPERLINK(1) [red]x[/b]"
    with pytest.raises(
        Unusable, match=r"answers.csv: line 3: Answer is too long: 5,000 characters"
    ):
        survey(
            sheet(("Role", "Comments"), ("Parent", "fine words here"), ("Parent", "x" * 5000)),
            words,
        )
    with pytest.raises(Unusable, match="no column is certain to hold answers"):
        survey(sheet(("Timestamp", "Score"), ("2026-11-01", "3")), words)


def test_importing_again_adds_only_what_is_new(words: FeedbackWords) -> None:
    building = done(
        empty(), plan_survey(empty(), survey(GOOGLE, words), today=TODAY, title="Autumn").change
    )
    assert (len(building.responses), len(building.feedback), len(building.rounds)) == (3, 2, 1)
    again = plan_survey(building, survey(GOOGLE, words), today=TODAY, title="autumn")
    assert not again.change and again.unchanged == 5
    more = GOOGLE + '2026/11/22 8:00:00 AM CST,,Teacher,Agree,"Keep the pairs, please"\r\n'
    grown = plan_survey(building, survey(more, words), today=TODAY, title="Autumn")
    assert (grown.responses, grown.texts) == (1, 1)


def test_nothing_of_a_person_is_kept(words: FeedbackWords) -> None:
    change = import_survey(empty(), survey=survey(GOOGLE, words), today=TODAY)
    kept = str([edit.after for edit in change.edits])
    assert (
        "sample@example.org" not in kept and "3:45" not in kept and "email" not in kept.casefold()
    )
    building = done(empty(), change)
    assert all(item.anonymous and item.author_id is None for item in building.feedback.values())


def test_a_round_of_another_building_is_refused(words: FeedbackWords) -> None:
    with pytest.raises(UserError, match="no longer exists"):
        plan_survey(empty(), survey(GOOGLE, words), today=TODAY, round_id=9)


def test_answers_fit_the_rounds_own_questions(words: FeedbackWords) -> None:
    prompts = (Prompt("useful", "The session was useful", "likert"),)
    found = survey(GOOGLE, words, prompts=prompts)
    assert [dict(a.scores) for a in found.answers][:2] == [{"useful": 3}, {"useful": 4}]
    numbers = sheet(("The session was useful.", "x"), ("4", ""), ("1", ""))
    assert uses(survey(numbers, words, prompts=prompts))["The session was useful."] == "likert"


@pytest.mark.timeout(20)
def test_two_thousand_answers_take_a_moment(words: FeedbackWords) -> None:
    rows = [("Teacher", AGREE[n % 4], f"answer {n % 50} with some words") for n in range(2000)]
    found = survey(sheet(("Role", "Useful", "Comments"), *rows), words)
    plan = partial(plan_survey, today=TODAY, title="Large")(empty(), found)
    assert (plan.responses, plan.texts) == (2000, 2000)


MONKEY = sheet(
    (
        "Respondent ID",
        "End Date",
        "Which best describes you?",
        "",
        "How much do you agree?",
        "",
        "What should our next steps be?",
    ),
    (
        "",
        "",
        "Response",
        "Other (please specify)",
        "The session was useful",
        "Follow-up will come",
        "Open-Ended Response",
    ),
    ("114000001", "11/20/2026 03:45:10 PM", "Teacher", "", "Agree", "Disagree", "More modelling"),
    ("114000002", "11/20/2026 03:46:10 PM", "Parent", "", "Strongly agree", "Agree", ""),
)


def test_a_header_of_two_lines_is_no_answer(words: FeedbackWords) -> None:
    """The statements stand in the second line.

    No cell of it is taken for an answer, and none is lost for want of a heading.
    """
    found = survey(MONKEY, words)
    assert uses(found) == {
        "Respondent ID": "aside",
        "End Date": "date",
        "Which best describes you?": "source",
        "Which best describes you? - Other (please specify)": "aside",
        "The session was useful": "likert",
        "Follow-up will come": "likert",
        "What should our next steps be?": "text",
    }
    assert [(a.source, len(a.scores)) for a in found.answers] == [("teacher", 2), ("parent", 2)]
    last = sheet(*((*row[:4], row[6], row[4], row[5]) for row in csv.reader(io.StringIO(MONKEY))))
    assert uses(survey(last, words))["Follow-up will come"] == "likert"


def test_statements_under_one_question_are_the_statements_of_the_round(
    words: FeedbackWords,
) -> None:
    text = sheet(
        (
            "How much do you agree? - It was useful",
            "How much do you agree? - It will help",
            "Next? - why",
        ),
        ("Agree", "Disagree", "More time"),
        ("Agree", "Agree", "Less paper"),
    )
    prompts = (Prompt("useful", "It was useful", "likert"),)
    found = survey(text, words, prompts=prompts)
    assert list(uses(found)) == ["It was useful", "It will help", "Next? - why"]
    assert found.prompts[0].key == "useful"


def test_an_answer_that_was_sent_twice_is_taken_once(words: FeedbackWords) -> None:
    """With a time of day or a number in it two rows cannot be alike.

    Without them two people may have said the same.
    """
    both: Any = {"wishes": {"text": ("What next?",), "likert": ("It was useful",)}}
    timed = ("2026/11/20 3:45:10 PM CST", "Agree", "More time")
    found = survey(
        sheet(
            ("Timestamp", "It was useful", "What next?"), timed, timed, ("", "Agree", "More time")
        ),
        words,
        **both,
    )
    assert len(found.answers) == 2
    assert [p.message for p in found.problems] == [
        "the same as line 2 in every cell: imported once."
    ]
    plain = survey(sheet(("It was useful", "What next?"), timed[1:], timed[1:]), words, **both)
    assert len(plain.answers) == 2 and not plain.problems


def test_numbers_are_scores_where_the_heading_says_so(words: FeedbackWords) -> None:
    rows = [("2", "3", "3", "More"), ("4", "1", "5", "Less")]
    found = survey(sheet(("Useful [1-4]", "Clear", "Late (1 to 4)", "What next?"), *rows), words)
    assert [c.use for c in found.columns] == ["likert", "ask", "ask", "text"]


def test_a_scale_with_a_middle_is_asked_for(words: FeedbackWords) -> None:
    cells = [("Neutral", "a b"), ("Agree", "b c"), ("Strongly disagree", "c d")]
    found = survey(sheet(("It was useful", "What next?"), *cells), words)
    assert found.columns[0].use == "ask" and "a scale with a middle" in found.columns[0].why
    taken = survey(sheet(("It was useful", "What next?"), *cells), words, wishes={"likert": ("1",)})
    assert [sorted(a.scores.values()) for a in taken.answers] == [[], [3], [1]]


def test_a_year_of_two_digits_is_a_year() -> None:
    assert read_days(["11/13/26 10:22", "11/2/26"]).days == (date(2026, 11, 13), date(2026, 11, 2))
