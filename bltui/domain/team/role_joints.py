"""Neighbouring parts of a role text weighed against each other: which only describes which, and what a joint leaves open."""

from __future__ import annotations

from bltui.domain.model.grades import in_order
from bltui.domain.team.role_parts import Part

#: Stands in `ask` where a text matches no group at all.
UNKNOWN = "?"
#: What a teacher of a whole class stands for.
CLASSROOM = ("GEN", "GRADES")


def settle(parts: list[Part]) -> None:
    """Drop the parts that only describe a neighbour, and turn into questions what the joints leave open."""
    _drop_lists(parts)
    for number in range(len(parts) - 1, -1, -1):
        part = parts[number]
        before = parts[number - 1] if number else None
        after = parts[number + 1] if number + 1 < len(parts) else None
        _describe(part, before, after)
        _share_grades(part, before, after)
        _leave_open(part, before, after)


def _drop_lists(parts: list[Part]) -> None:
    """Three and more in parentheses only say who belongs there: "support staff (clerical, library, instructional coach)"."""
    for number in range(len(parts) - 1, 0, -1):
        head = parts[number - 1]
        if not parts[number].inside or head.inside:
            continue
        listed = [part for n, part in enumerate(parts) if n >= number and all(p.inside for p in parts[number : n + 1])]
        if len(listed) > 2 and (head.groups or head.person or head.certified or head.ask not in ([], [UNKNOWN])):
            for part in listed:
                part.drop()


def _describe(part: Part, before: Part | None, after: Part | None) -> None:
    """A part that names nobody, beside one that does: "Custodian (primary)", "math/science coach"."""
    if not part.headless:
        return
    if after and (after.person or (after.headless and not after.groups and after.ask == [UNKNOWN])):
        absorbed = after.person and after.person.absorbs and after.joint in "/&" and set(part.groups) <= {"GEN"}
        if absorbed:
            part.drop()
        else:
            part.doubt()
    if before and before.person:
        beside = part.joint in "(-" or (part.only_grades and part.joint == ",")
        if beside and "UNION" not in part.groups:
            part.drop()
        else:
            part.doubt()


def _share_grades(part: Part, before: Part | None, after: Part | None) -> None:
    """Grades beside a teacher of something else are that teacher's: "Special education (K-2)"."""
    partner, joint = (before, part.joint) if before else (after, after.joint if after else "")
    if not (part.only_grades and part.headless and partner) or partner.person or not partner.certified:
        return
    if not set(CLASSROOM) & {*partner.groups, *partner.ask}:
        if partner.groups == ["ECE"] and "PK" not in part.grades:
            partner.doubt()  # "Early childhood (K-2)" may mean the primary grades
            part.doubt()
        elif joint in "(-":
            part.drop()
            partner.grades = in_order((*partner.grades, *part.grades))
        else:
            part.doubt()


def _leave_open(part: Part, before: Part | None, after: Part | None) -> None:
    """What a stroke, an "or" or a parenthesis makes uncertain, and letters that a parenthesis explains."""
    person = part.person
    stroke = after is not None and after.joint in "/&"
    if person and person.alone and (stroke or (before and part.joint in "/&")):
        part.doubt()
    parent = person is not None and person.groups == ("STAKEHOLDER",) and len(part.words) == 1
    if parent and after and stroke and after.person and "LEADER" in (*after.groups, *after.ask):
        part.doubt()
    if (
        after
        and after.joint == "or"
        and (part.groups, part.ask, part.grades)
        != (
            after.groups,
            after.ask,
            after.grades,
        )
    ):
        part.doubt()
        after.doubt()
    letters = part.ask == [UNKNOWN] and len(part.words) == 1 and part.words[0][0].isupper()
    if letters and after and after.joint == "(" and after.groups:
        part.drop()
