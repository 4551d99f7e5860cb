"""Read which groups a role text represents, without guessing.

Every word of a part (see `role_words.py`) must be known, or the whole part is to be confirmed. A
noun such as "paraprofessional" decides the meaning of its part. Words before it only describe it:
"special education paraprofessional" does not represent special education teachers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

import msgspec

from bltui.domain.model.grades import GRADES, in_order, show_grades
from bltui.domain.model.people import EmployeeType
from bltui.domain.model.seats import SeatKind
from bltui.domain.model.text import clean
from bltui.domain.team.role_words import Meaning, Part, RoleWords, cut, without_term

#: Value in `Reading.ask` if a text matches no group.
UNKNOWN = "?"
#: Groups that a classroom teacher represents.
CLASSROOM = ("GEN", "GRADES")
#: Preview text for counselors, librarians, and specialists: the source documents name no group for
#: them.
NO_GROUP = "other certified: represents no group by itself"

_ELEMENTARY = frozenset(GRADES[: GRADES.index("6") + 1])
_TOPICS = ("field", "subject", "other")
_TEACHING = frozenset({"GEN", "GRADES", "SPED", "ELL", "ECE"})
_TYPES: tuple[EmployeeType, ...] = ("admin", "certified", "noncertified", "external")
# Typical abbreviations of education associations and federations of teachers. They only lead to a
# question.
_UNION_LIKE = re.compile(r"[a-z]{1,4}(?:ea|ft)")


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The result of reading a role text."""

    label: str
    """The cleaned text without term years."""
    groups: tuple[str, ...] = ()
    """Groups that the text surely names."""
    ask: tuple[str, ...] = ()
    """Groups that the text may name; `UNKNOWN` if it matches nothing."""
    grades: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    employee_type: EmployeeType | None = None
    """None if the text does not tell."""
    reads_as: str = ""
    """The reading in plain words."""
    principal: bool | None = False
    """Whether it is the building's principal; None if it may be (COM-02)."""
    tasks: tuple[str, ...] = ()
    """Tasks on the team, such as "facilitator"."""
    kind: SeatKind | None = None
    """"ad_hoc" if the text contains "ad hoc" or "ex officio"."""
    years: tuple[int | None, int] | None = None
    """Calendar years in which the term starts and ends, if given: "(2023-25)", "term ends 2026"."""


def read_role(
    text: str, words: RoleWords, grades: Sequence[str] = (), subgroups: Iterable[str] = ()
) -> Reading:
    """Read a role text in a building that teaches `grades` and has these `subgroups`.

    Grades outside the building are to be confirmed. Raises UserError only if the text is too long.
    """
    label, years = without_term(clean(text, "role"))
    parts = cut(label, words.with_subgroups(subgroups))
    for part in parts:
        _read_part(part, grades)
    _read_together(parts)
    meanings = [meaning for part in parts for meaning in part.meanings]
    groups, ask = _groups_of(parts, meanings)
    sure = [part for part in parts if part.groups or not part.ask]
    types = {part.person.employee_type for part in sure if part.person}
    if any(part.certified and not part.person for part in sure):
        types.add("certified")
    teaching = bool(_TEACHING & {*groups, *ask})
    taught = (g for p in parts if teaching and not p.person for g in p.grades)
    return Reading(
        label=label,
        groups=tuple(groups),
        ask=tuple(ask),
        grades=in_order(g for g in taught if not grades or g in grades),
        subjects=_unique(s for p in parts for s in p.subjects),
        employee_type=next((t for t in _TYPES if t in types), None),
        reads_as=_in_words(parts, not (groups or ask) and "external" not in types),
        principal=_principal(parts, ask),
        tasks=_unique(m.reads_as for m in meanings if m.sort == "task"),
        kind="ad_hoc" if any(m.ad_hoc for m in meanings) else None,
        years=years,
    )


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _groups_of(parts: Sequence[Part], meanings: Sequence[Meaning]) -> tuple[list[str], list[str]]:
    """Return the sure groups of all parts, and the ones to confirm."""
    groups = list(_unique(g for p in parts for g in p.groups))
    ask = [g for p in parts for g in p.ask]
    if any(p.teacher for p in parts) and not any(p.certified for p in parts):
        ask.append("GEN")
    if "GRADES" in groups and any(m.sort == "band" for m in meanings):
        groups = list(_unique([*groups, *CLASSROOM]))
    ask = [g for g in _unique(ask) if g not in groups]
    if len(ask) > 1 and UNKNOWN in ask:
        ask.remove(UNKNOWN)
    if not (groups or ask or any(m.sort in ("other", "person") for m in meanings)):
        ask = [UNKNOWN]
    return groups, ask


def _principal(parts: Sequence[Part], ask: Sequence[str]) -> bool | None:
    """Return whether the role is the principal's, or None if it may be."""
    said = {p.person.principal for p in parts if p.person and "ADMIN" in p.groups}
    if "yes" in said:
        return True
    return None if "perhaps" in said or "ADMIN" in ask else False


def _in_words(parts: Iterable[Part], no_group: bool) -> str:
    said: list[str] = []
    for part in parts:
        for word, meaning in part.words:
            if meaning is None and not word.isdecimal():
                said.append(f"not read: {word}")
            elif meaning is not None and meaning.reads_as:
                said.append(meaning.reads_as)
        if part.only_grades or (part.grades and not part.person):
            said.append(f"grade {show_grades(part.grades)}")
    words = ", ".join(_unique(said))
    return f"{words} ({NO_GROUP})" if no_group else words


# -- What one part means on its own ----------------------------------------------------------------


def _read_part(part: Part, building: Sequence[str]) -> None:
    """Fill in what one part means on its own."""
    if building and set(building) <= _ELEMENTARY:
        part.words = [(word, m and _in_elementary(m)) for word, m in part.words]
    numbers = [word for word in part.unknown if word.isdecimal()]
    unknown = [word for word in part.unknown if not word.isdecimal()]
    if any("UNION" in m.groups for m in part.meanings) and all(map(str.isupper, unknown)):
        unknown = []  # the union's own letters, as in "XYEA union rep"
    if part.of("person"):
        _person_part(part)
    else:
        _field_part(part, building)
        if {*numbers} & {*building} and not part.of("field", "other"):
            _numbered(part, numbers)
        elif numbers and not part.meanings:
            part.ask.append(UNKNOWN)
    if unknown:
        part.doubt()
        if part.of("teacher") and not part.ask:
            part.ask = ["GEN"]
        if not part.ask:
            alone = len(unknown) == 1 and len(part.of("rep")) == len(part.meanings)
            like = alone and unknown[0].isupper() and _UNION_LIKE.fullmatch(unknown[0].casefold())
            part.ask = ["UNION"] if like else [UNKNOWN]
        part.teacher = part.headless = False
        part.unsure = True


def _in_elementary(meaning: Meaning) -> Meaning:
    """Return the meaning that a word has in a building without departments."""
    if not (meaning.elementary or meaning.elementary_ask):
        return meaning
    sort = "field" if meaning.sort == "subject" else meaning.sort
    return msgspec.structs.replace(
        meaning, sort=sort, groups=meaning.elementary, ask=meaning.elementary_ask
    )


def _person_part(part: Part) -> None:
    """Read a part with a role noun.

    Words before the noun describe it. Groups named after it are to be confirmed.
    """
    persons = part.of("person")
    part.person = persons[0]
    part.groups = list(_unique(g for m in persons for g in m.groups))
    part.ask = list(_unique(g for m in persons for g in m.ask))
    part.certified = part.person.employee_type == "certified"
    last = max(n for n, m in enumerate(part.meanings) if m.sort == "person")
    topics = [(n, m) for n, m in enumerate(part.meanings) if m.sort in _TOPICS]
    part.ask += [
        g for n, m in topics if n > last or "UNION" in m.groups for g in (*m.groups, *m.ask)
    ]
    teacher = bool(part.of("teacher")) and not part.certified
    part.ask += ["GEN"] if teacher else []
    # "Special education parent" is a parent; "parent support" is not.
    outside = bool({"STAKEHOLDER", "CENTRAL"} & {*part.groups})
    turned = outside and any(n > last for n, _ in topics)
    several = len({(m.groups, m.ask, m.employee_type == "certified") for m in persons}) > 1
    if several or teacher or part.unsure or turned or (topics and "ADMIN" in part.groups):
        part.doubt()


def _field_part(part: Part, building: Sequence[str]) -> None:
    """Read a part without a role noun: the field of a teacher or representative."""
    general = [m for m in part.of("field", "subject") if m.groups == ("GEN",)]
    fields = [m for m in part.of("field") if m.groups != ("GEN",)]
    other, bands, leads = part.of("other"), part.of("band"), part.of("lead")
    known = bool(fields or general or other or bands or part.grades)
    part.subjects = [m.subject for m in general if m.subject]
    part.headless = known and not part.of("teacher", "lead", "rep")
    part.certified = known
    if fields:
        _fields(part, fields, general, building)
    elif other:
        part.ask = ["GEN"] if general else [g for m in other for g in m.ask if part.grades or bands]
    elif part.grades:
        part.only_grades = not general
        _classroom(part, building)
    elif general:
        part.groups, part.ask = ["GEN"], ["GRADES"] if bands else []
    elif bands:
        sure = "GEN" in bands[0].groups
        part.groups, part.ask = (["GEN"], ["GRADES"]) if sure else ([], [*CLASSROOM])
    elif leads:
        part.groups, part.ask = list(leads[0].groups), list(leads[0].ask)
    else:
        part.teacher = bool(part.of("teacher"))
    chair = any(m.reads_as == "chair" for m in part.of("task"))
    if (leads and known) or (chair and (part.certified or part.grades)):
        part.ask.append("LEADER")
        part.headless = False
    if part.unsure:
        part.doubt()


def _fields(
    part: Part, fields: Sequence[Meaning], general: Sequence[Meaning], building: Sequence[str]
) -> None:
    """Read fields such as special education, perhaps beside grades and subjects."""
    part.groups = list(_unique(g for m in fields for g in m.groups))
    part.ask = list(_unique(g for m in fields for g in m.ask))
    union, early = "UNION" in part.groups, "ECE" in part.groups
    part.certified = not union
    if "GRADES" not in part.groups and (not part.groups or early or union):
        if part.groups == ["ECE"] and part.grades == ("PK",):
            part.groups += ["GRADES"] if "PK" in building else []
        elif part.grades and (general or not union):
            part.ask += CLASSROOM
        elif general:
            part.ask.append("GEN")
    if part.certified and "PK" in part.grades and not early:
        part.ask.append("ECE")
    mixed = len({frozenset((*m.groups, *m.ask)) for m in fields}) > 1
    # "Early childhood" with K-2 may mean the primary grades.
    late = part.groups == ["ECE"] and part.grades and "PK" not in part.grades
    taught = union and (general or part.of("teacher"))
    if mixed or part.of("other") or late or taught or (general and not part.subjects):
        part.doubt()
        part.ask += ["GEN"] if general else []


def _classroom(part: Part, building: Sequence[str]) -> None:
    """Read a part with only grades as a classroom teacher for those grades."""
    grades = part.grades
    if grades == ("PK",):
        part.groups = ["ECE", "GRADES"] if "PK" in building or not building else ["ECE"]
    elif "TK" in grades:
        part.ask = [*CLASSROOM, "ECE"]
    else:
        part.groups = [*CLASSROOM]
        if grades == ("PK", "K"):
            part.groups.append("ECE")
        elif "PK" in grades:
            part.ask = ["ECE"]
    outside = {*grades} - {*building} if building else set()
    if part.groups:
        outside -= {"PK"}
    # A role with every grade is more likely a specialist than a classroom teacher.
    everything = len(grades) > 2 and set(building) <= set(grades)
    if part.unsure or outside or everything:
        part.doubt()


def _numbered(part: Part, numbers: list[str]) -> None:
    """Read a number that may be a grade.

    A number above 5 after a subject is a grade ("Math 6"). "Math 2" may be the second math seat.
    """
    only_subject = part.meanings and len(part.of("subject")) == len(part.meanings)
    if only_subject and part.groups == ["GEN"] and len(numbers) == 1 and int(numbers[0]) > 5:
        part.groups, part.grades = [*CLASSROOM], tuple(numbers)
    else:
        part.ask += CLASSROOM


# -- What parts mean beside each other -------------------------------------------------------------


def _read_together(parts: list[Part]) -> None:
    """Drop parts that only describe a neighbor, and mark ambiguous parts for confirmation."""
    _drop_lists(parts)
    for number in range(len(parts) - 1, -1, -1):
        part = parts[number]
        before = parts[number - 1] if number else None
        after = parts[number + 1] if number + 1 < len(parts) else None
        _describe(part, before, after)
        _share_grades(part, before, after)
        _leave_open(part, before, after)


def _drop_lists(parts: list[Part]) -> None:
    """Drop lists of three or more parts in parentheses, because they only give examples.

    An example is "support staff (clerical, library, instructional coach)".
    """
    for number, head in enumerate(parts):
        listed = list(takewhile(lambda part: part.inside, parts[number + 1 :]))
        known = head.groups or head.person or head.certified or head.ask not in ([], [UNKNOWN])
        if len(listed) > 2 and known and not head.inside:
            for part in listed:
                part.drop()


def _describe(part: Part, before: Part | None, after: Part | None) -> None:
    """Resolve a part without a person beside one that has one, such as "Custodian (primary)"."""
    if not part.headless:
        return
    if after and (after.person or (after.headless and not after.groups and after.ask == [UNKNOWN])):
        absorbs = after.person and after.person.absorbs and after.joint in "/&"
        if absorbs and {*part.groups} <= {"GEN"}:
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
    """Give grades to the teacher beside them, as in "Special education (K-2)"."""
    partner = before or after
    if not (part.only_grades and part.headless and partner):
        return
    if partner.person or not partner.certified or {*CLASSROOM} & {*partner.groups, *partner.ask}:
        return
    if partner.groups == ["ECE"] and "PK" not in part.grades:
        partner.doubt()  # "Early childhood (K-2)" may mean the primary grades
        part.doubt()
    elif (part if before else partner).joint in "(-":
        part.drop()
        partner.grades = in_order((*partner.grades, *part.grades))
    else:
        part.doubt()


def _leave_open(part: Part, before: Part | None, after: Part | None) -> None:
    """Mark parts joined by a slash, "&", or "or" for confirmation.

    Also drops an abbreviation that the following parentheses explain.
    """
    person = part.person
    stroke = (after and after.joint in "/&") or (before and part.joint in "/&")
    if person and person.alone and stroke:
        part.doubt()
    if not after:
        return
    parent = person and person.groups == ("STAKEHOLDER",) and len(part.words) == 1
    leader = after.person and "LEADER" in (*after.groups, *after.ask)
    if parent and leader and after.joint in "/&":
        part.doubt()
    same = (part.groups, part.ask, part.grades) == (after.groups, after.ask, after.grades)
    if after.joint == "or" and not same:
        part.doubt()
        after.doubt()
    letters = part.ask == [UNKNOWN] and len(part.words) == 1 and part.words[0][0].isupper()
    if letters and after.joint == "(" and after.groups:
        part.drop()
