"""Staff lists as offices export them."""

from __future__ import annotations

import pytest

from bltui.domain.model.building import Building, from_documents
from bltui.exchange.staff_list import WANTED, Plan, plan_staff, read_staff
from bltui.exchange.tables import Unusable, read_table
from bltui.framework import load_role_words

WORDS = load_role_words()


def building(**people: object) -> Building:
    return from_documents(
        {
            "profile": {1: {"name": "S", "grades": ["K"]}},
            "people": {int(k[1:]): {"name": v} for k, v in people.items()},
        }
    )


def plan(text: str, school: Building | None = None) -> Plan:
    staff = read_staff(read_table(text.encode(), "staff.csv", WANTED), WORDS)
    return plan_staff(school or building(), staff)


def people(found: Plan) -> list[dict[str, object]]:
    return [dict(edit.after or {}) for edit in found.change.edits]


def test_columns_are_found_by_header_in_any_order() -> None:
    found = plan(
        "Grade,POSITION,Last Name,First Name,Dept,Shoe size\n2,Grade 2 "
        "Teacher,Person,Sample,Math/Art,9\n"
    )
    assert people(found) == [
        {
            "name": "Sample Person",
            "title": "Grade 2 Teacher",
            "grades": ["2"],
            "subjects": ["Math", "Art"],
        }
    ]
    assert (found.added, found.changed, found.unchanged) == (1, 0, 0)
    assert [(p.line, p.message) for p in found.problems] == [(1, "not used: “Shoe size”.")]


@pytest.mark.parametrize(
    ("title", "kind", "wanted"),
    [
        ("Custodian", "", "noncertified"),
        ("Principal", "", "admin"),
        (
            "Custodian",
            "Certified",
            None,
        ),  # what the file says wins; certified is the default and not stored
        ("Helper", "Classified", "noncertified"),
        ("", "Parent", "external"),
        ("Wizard", "", None),
    ],
)
def test_the_kind_of_work(title: str, kind: str, wanted: str | None) -> None:
    found = plan(f"name,title,type\nSample Person,{title},{kind}\n")
    assert people(found)[0].get("employee_type") == wanted


def test_every_line_that_is_not_taken_is_named() -> None:
    found = plan("name,type,grades\nSample A,magic,purple\n,certified,\nSample B,,\nsample b,,\n")
    assert [(p.line, p.message.split(" ")[0]) for p in found.problems] == [
        (2, "type"),
        (2, "grades:"),
        (3, "no"),
        (5, "sample"),
    ]
    assert found.added == 2


def test_people_are_found_again_and_only_what_the_file_says_changes() -> None:
    school = building(p1="Ms. Sample A", p2="Sample B", p3="Sample C", p4="sample c")
    found = plan('name,title\n"A, Sample",Art teacher\nSample B,\nSample C,Nurse\n', school)
    assert (found.added, found.changed, found.unchanged) == (0, 1, 1)
    assert [(e.id, e.after) for e in found.change.edits] == [(1, {"title": "Art teacher"})]
    assert [(p.line, "#3, #4" in p.message) for p in found.problems] == [(4, True)]


def test_a_file_without_names_is_refused() -> None:
    with pytest.raises(Unusable, match="no column with names"):
        plan("title,grades\nTeacher,2\n")
