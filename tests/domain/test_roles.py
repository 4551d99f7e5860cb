"""Role texts of real rosters: never a wrong group, and a question wherever a text may mean several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bltui.domain.model.errors import UserError
from bltui.domain.model.grades import read_grades
from bltui.domain.team.role_words import words_from
from bltui.domain.team.roles import UNKNOWN, Reading, read_role
from bltui.framework import load_role_words

WORDS = load_role_words()
#: Role texts by source, each with its groups and what is asked.
PUBLISHED = Path(__file__).parent / "role_texts.txt"
K5 = ("K", "1", "2", "3", "4", "5")
GROUPS = {
    "ADMIN",
    "GRADES",
    "ECE",
    "GEN",
    "SPED",
    "ELL",
    "LEADER",
    "NONCERT",
    "STAKEHOLDER",
    "UNION",
    "CENTRAL",
}


def read(text: str, grades: tuple[str, ...] = K5, subgroups: tuple[str, ...] = ()) -> Reading:
    return read_role(text, WORDS, grades, subgroups)


# role text | groups | asked | grades; a building of K-5. The roles are those of public rosters and
# of the sources.
TABLE = """
Principal | ADMIN | |
Building Principal | ADMIN | |
Asst. Principal | ADMIN | |
Vice-Principal | ADMIN | |
Assistant Principal, Grade 4 | ADMIN | |
AP | ADMIN | |
AP Coordinator | | ADMIN GEN LEADER |
Administrator | ADMIN | |
Business Administrator | | CENTRAL ADMIN |
Non-Teaching Staff | NONCERT | |
Non-Teacher Staff Rep | | NONCERT |
Child Nutrition Manager | NONCERT | |
Minority Parent Representative | STAKEHOLDER | |
SBDM Parent | STAKEHOLDER | |
LSC Chair | | ? |
PFSP Rep | | NONCERT UNION |
NCAE Rep | | UNION |
CTAE | | GEN |
Special Ed. (Strategist I) | SPED | |
Instructional Strategist | | SPED LEADER |
Grade Two Teacher | GEN GRADES | | 2
Two Teachers | | GEN |
Dean of Students | | ADMIN LEADER |
Principal/Facilitator | ADMIN | |
Principal Intern | | ADMIN LEADER |
Assistant to the Principal | | NONCERT ADMIN |
2nd/3rd Rep. | GEN GRADES | | 2 3
K/1st Rep. | GEN GRADES | | K 1
4th/5th Rep. | GEN GRADES | | 4 5
K/1 Teacher Representative | GEN GRADES | | K 1
Kindergarten Rep | GEN GRADES | | K
Third Grade | GEN GRADES | | 3
Grade 4 Teacher | GEN GRADES | | 4
Teacher (Grade 4) | GEN GRADES | | 4
Grade 2, Chair | GEN GRADES | | 2
Team 3/4 | GEN GRADES | | 3 4
Kindergarten/1st Grade/2nd Grade | GEN GRADES | | K 1 2
General Education Teacher, K-2 | GEN GRADES | | K 1 2
Gen Ed 3-5 | GEN GRADES | | 3 4 5
Intermediate (3-5) | GEN GRADES | | 3 4 5
Primary Teacher | GEN | GRADES |
Middle School Rep | | GEN GRADES |
7th grade rep | | GEN GRADES |
3rd Grade? | | GEN GRADES | 3
3/5 teacher | | GEN GRADES | 3 5
K-5 Teacher | | GEN GRADES | K 1 2 3 4 5
Olympics Team 3rd/4th | | GEN GRADES | 3 4
1 | | GEN GRADES |
Teacher | | GEN |
Teacher 1 | | GEN GRADES |
Classroom Teacher | | GEN |
Teacher/Chairperson | | GEN |
Certified Staff | | GEN |
3rd Grade Team Leader | GEN GRADES | LEADER | 3
4th Grade Lead Teacher | GEN GRADES | LEADER | 4
Lead Teacher | LEADER | GEN |
Math Department Chair | GEN | LEADER |
Special Education Department Chair | SPED | LEADER |
Math/Science | GEN | |
6-8 Humanities | | GEN GRADES |
Grade 4 Math | GEN GRADES | | 4
LA/SS | GEN | |
World Languages | | GEN |
Pre-K Teacher | ECE | |
PreK/K Teacher | GEN GRADES ECE | | K
Head Start Teacher | ECE | |
Early Childhood Special Education | ECE SPED | |
Special Ed Preschool | SPED | ECE |
Special Education | SPED | |
Sp. Ed. | SPED | |
Elementary Sped | SPED | |
K-2 Special Education | SPED | | K 1 2
Special Education (K-2) | SPED | | K 1 2
Special Education/K-2 | SPED | GEN GRADES | K 1 2
Resource Room Teacher | SPED | |
Resource | | SPED |
EC Teacher | | SPED ECE |
Intervention Specialist | | SPED LEADER |
Speech-Language Pathologist | | SPED |
Special Services | | SPED |
Special area teacher | | |
Specials | | |
ELL | ELL | |
E.L.L. Teacher | ELL | |
ESL/Bilingual | ELL | |
ELL/Special Education teacher | ELL SPED | |
Bilingual 2nd grade | | ELL GEN GRADES | 2
Math coach | LEADER | |
Math/Literacy Coach | LEADER | |
Instructional Coach | LEADER | |
After-School Coordinator | LEADER | |
Parent Liaison | LEADER | |
Parent/Family Liaison | LEADER | |
Family Support Worker | LEADER | |
Parent Coordinator | LEADER | |
Title I Facilitator | LEADER | |
Reading Specialist | | LEADER GEN |
Title 1 Reading Teacher | | GEN LEADER |
Teacher on Special Assignment | | LEADER |
Community School Coordinator | | LEADER |
Football Coach | | LEADER |
ELL Coach | | LEADER ELL |
Counseling | | |
School Counselor | | |
MS Counselor | | |
Librarian | | |
Media Coordinator | | |
School Nurse | | |
Specialist Rep. | | |
Non-Core/Electives | | |
PE/Health | | |
K-5 Music | | |
PCP specialist teacher representative | | |
Family & Consumer Science | | |
Classified Rep. | NONCERT | |
ParaProfessionals | NONCERT | |
Special Education paraprofessional | NONCERT | |
Paraprofessional - Special Education | NONCERT | |
ELL aide | NONCERT | |
ELL/Special Ed Paraprofessional | NONCERT | ELL |
Kindergarten Assistant | NONCERT | |
Instructional Asst | NONCERT | |
Teacher Assistant | NONCERT | |
Administrative Assistant | NONCERT | |
SAEOP (office professionals) | NONCERT | |
SAEOP | NONCERT | |
Principal's secretary | NONCERT | |
School Secretary | NONCERT | |
Secretary | | NONCERT |
Office | NONCERT | |
Custodial (Local 509) | NONCERT | |
Food Services Staff | NONCERT | |
Support Staff | | NONCERT SPED ELL |
Student teacher | | NONCERT |
Classified union rep | | NONCERT UNION |
Parent Rep. | STAKEHOLDER | |
Parents/Families | STAKEHOLDER | |
Parent/Guardian | STAKEHOLDER | |
K-2 Parent Rep | STAKEHOLDER | |
Special Education Parent | STAKEHOLDER | |
Parent 2 | STAKEHOLDER | |
Parent & PTA president | STAKEHOLDER | |
PTSA Co-President | STAKEHOLDER | |
Parent-Teacher Association President | STAKEHOLDER | |
Parent/Vice-Chairperson | STAKEHOLDER | |
Parent/Community Representative | STAKEHOLDER | |
Community Member | STAKEHOLDER | |
Local businesses | STAKEHOLDER | |
Business | STAKEHOLDER | |
Parent Teacher | | STAKEHOLDER GEN |
Parent/Instructional Coach | LEADER | STAKEHOLDER |
Student | | |
SEA (teachers association) | UNION | |
SEA | UNION | |
Union Rep | UNION | |
UFT Chapter Leader | UNION | |
XYEA union representative | UNION | |
OEA Building Rep | UNION | |
Building Rep | | UNION |
XYEA Rep | | UNION |
Grade 3 Teacher/Union Rep | GEN GRADES UNION | | 3
4th grade teacher, union rep | GEN GRADES UNION | | 4
Teacher/Union Rep | UNION | GEN |
SEA paraprofessional | NONCERT | UNION |
DLT/CSLT liaison | CENTRAL | |
Central Office | CENTRAL | |
Superintendent | CENTRAL | |
Director of Curriculum | CENTRAL | |
District Instructional Coach | | CENTRAL LEADER |
Director of Special Education | | CENTRAL SPED |
SPS Race & Equity (district department?) | | CENTRAL LEADER |
HCC (highly capable cohort) | | GEN |
Kindergarten Teacher & Parent | GEN GRADES STAKEHOLDER | | K
Office Manager/Parent | NONCERT STAKEHOLDER | |
Facilitator | | ? |
Recording Secretary | | ? |
Cascade | | ? |
Member | | ? |
"""


@pytest.mark.parametrize("line", [line for line in TABLE.splitlines() if line])
def test_role(line: str) -> None:
    text, groups, asked, *rest = (cell.strip() for cell in f"{line} |".split("|"))
    reading = read(text)
    assert set(reading.groups) == set(groups.split())
    assert set(reading.ask) == set(asked.split())
    if rest[0]:
        assert reading.grades == tuple(rest[0].split())


def _published() -> Iterator[tuple[str, str, list[str]]]:
    """Source, grades of the building and lines of every block of the file."""
    for block in PUBLISHED.read_text(encoding="utf-8").split("\n= ")[1:]:
        head, *lines = block.splitlines()
        source, grades = head.rsplit(" | ", 1)
        yield source, grades, [line for line in lines if line]


@pytest.mark.parametrize(
    ("source", "grades", "lines"), list(_published()), ids=lambda value: str(value)[-40:]
)
def test_roles_as_published(source: str, grades: str, lines: list[str]) -> None:
    """Every label of these rosters was judged by hand before it was read."""
    building = read_grades(grades)
    wrong = []
    for line in lines:
        text, groups, asked = (cell.strip() for cell in line.rsplit("|", 2))
        reading = read(text, building)
        if (set(reading.groups), set(reading.ask)) != (set(groups.split()), set(asked.split())):
            wrong.append(f"{text}: {reading.groups} asks {reading.ask}")
    assert not wrong, source


def test_letters_and_short_forms_stand_for_their_words() -> None:
    assert read("Asst. Prin.").groups == read("Assistant Principal").groups
    assert read("Bldg. Princ.").principal is True
    with pytest.raises(ValueError, match="“Asst” is there twice"):
        words_from(
            {
                "short": {"asst": "assistant"},
                "role": [
                    {"sort": "rep", "words": ["assistant"]},
                    {"sort": "teacher", "words": ["Asst"]},
                ],
            }
        )


def test_words_that_mean_something_else_in_an_elementary_school() -> None:
    high = ("9", "10", "11", "12")
    assert (read("Business Rep", K5).groups, read("Business Rep", high).ask) == (
        ("STAKEHOLDER",),
        ("STAKEHOLDER", "GEN"),
    )
    assert (read("Spanish", K5).ask, read("Spanish", high).groups) == (("GEN",), ("GEN",))
    assert (read("Math 8", ("6", "7", "8")).grades, read("Math 2", K5).grades) == (("8",), ())


def test_seventy_of_a_hundred_need_no_question() -> None:
    """The two sample rosters, as published: 13 and 8 roles."""
    washington = [
        *(
            "Counseling",
            "Special Education",
            "Non-Core/Electives",
            "HCC (highly capable cohort)",
            "Principal",
        ),
        *(
            "Math/Science (facilitator of this meeting)",
            "Parents/Families",
            "SAEOP (office professionals)",
        ),
        *("SEA (teachers association)", "ELL", "Parent/Families", "ParaProfessionals"),
        "SPS Race & Equity (district department?)",
    ]
    lawton = [
        "Parent Rep.",
        "Parent Rep.",
        "Principal",
        "Classified Rep.",
        "2nd/3rd Rep.",
        "K/1st Rep.",
        "4th/5th Rep.",
        "Specialist Rep.",
    ]
    for roles, grades, silent in ((washington, ("6", "7", "8"), 11), (lawton, K5, 8)):
        assert sum(not read(role, grades).ask for role in roles) == silent


def test_a_building_with_preschool_covers_its_grade() -> None:
    assert read("Pre-K Teacher", ("PK", *K5)).groups == ("ECE", "GRADES")
    assert read("PreK-2", ("PK", *K5)).ask == ("ECE",)


def test_a_configured_subgroup_is_a_group() -> None:
    assert read("Gifted teacher", subgroups=("gifted",)).groups == ("gifted",)
    assert read("HCC", subgroups=("HCC",)).ask == ("GEN",)
    assert read("Gifted teacher").groups == ()


def test_subjects_and_tasks() -> None:
    reading = read("Math/Science (facilitator of this meeting)", ("6", "7", "8"))
    assert (reading.subjects, reading.tasks) == (("Math", "Science"), ("facilitator",))
    assert read("Grade 4, Timekeeper").tasks == ("timekeeper",)


@pytest.mark.parametrize(
    ("text", "principal"),
    [
        ("Principal", True),
        ("Administrator", None),
        ("Assistant Principal", False),
        ("Dean", None),
        ("Parent", False),
    ],
)
def test_says_whether_it_is_surely_the_principal(text: str, principal: bool | None) -> None:
    assert read(text).principal is principal


@pytest.mark.parametrize(
    ("text", "label", "years"),
    [
        ("Parent (2023-25)", "Parent", (2023, 2025)),
        ("Parent - term ends 2026", "Parent", (None, 2026)),
        ("Parent 2024-2026", "Parent", (2024, 2026)),
        ("Parent (2026)", "Parent (2026)", None),
        ("Parent (2025-23)", "Parent (2025-23)", None),
    ],
)
def test_term_years(text: str, label: str, years: tuple[int | None, int] | None) -> None:
    reading = read(text)
    assert (reading.label, reading.years, reading.groups) == (label, years, ("STAKEHOLDER",))


def test_employee_types() -> None:
    types = {
        text: read(text).employee_type
        for text in ("Principal", "2nd Rep.", "Cook", "Parent", "Cascade", "Parent/Cook")
    }
    assert list(types.values()) == [
        "admin",
        "certified",
        "noncertified",
        "external",
        None,
        "noncertified",
    ]


def test_says_how_it_reads() -> None:
    assert "represents no group by itself" in read("Librarian").reads_as
    assert read("Cascade").reads_as == "not read: cascade"
    assert read("DLT Liaison (ad hoc)").kind == "ad_hoc"


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        reading = read(text)
    except UserError:
        return
    assert set(reading.groups) <= GROUPS
    assert set(reading.ask) <= GROUPS | {UNKNOWN}
    assert not set(reading.groups) & set(reading.ask)


_PIECES = [phrase for phrase in re.findall(r"[A-Za-z&'()?,/.-]+|\d+", TABLE) if phrase]


@given(st.lists(st.sampled_from(_PIECES), max_size=8).map(" ".join))
def test_any_words_in_any_order_are_read(text: str) -> None:
    assert set(read(text).groups) <= GROUPS


@given(st.text("bcdfghjklmnpqrstvwxz ", min_size=3, max_size=30).map(lambda text: f"zq{text}"))
def test_words_that_nobody_knows_never_get_a_group(text: str) -> None:
    reading = read(text)
    assert reading.groups == ()
    assert reading.ask != ()


@given(
    st.sampled_from(
        [
            "Principal",
            "Parent",
            "Grade 3 teacher",
            "Special Education",
            "Custodian",
            "Math coach",
            "Superintendent",
            "ELL",
        ]
    )
)
def test_one_unknown_word_makes_a_question(role: str) -> None:
    sure = read(role)
    doubtful = read(f"zqxv {role}")
    assert doubtful.groups == ()
    assert set(doubtful.ask) == set(sure.groups)


def test_the_words_belong_to_one_entry_each() -> None:
    with pytest.raises(ValueError, match="“Para” is there twice"):
        words_from(
            {"role": [{"sort": "rep", "words": ["para"]}, {"sort": "teacher", "words": ["Para"]}]}
        )


def test_every_group_of_the_words_exists() -> None:
    named = {
        group for meaning in WORDS.meanings.values() for group in (*meaning.groups, *meaning.ask)
    }
    assert named <= GROUPS
