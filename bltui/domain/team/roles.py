"""Read which groups a role text represents, without guessing.

Every word of a part (see `role_parts.py`) must be known, or the whole part is to be confirmed. A
noun such as "paraprofessional" decides the meaning of its part. Words before it only describe it:
"special education paraprofessional" does not represent special education teachers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from bltui.domain.model.grades import GRADES, in_order, show_grades
from bltui.domain.model.people import EmployeeType
from bltui.domain.model.seats import SeatKind
from bltui.domain.model.text import clean
from bltui.domain.team.role_parts import CLASSROOM, Part, cut, settle, without_term
from bltui.domain.team.role_parts import UNKNOWN as UNKNOWN  # re-exported: a value in `Reading.ask`
from bltui.domain.team.role_words import Meaning, RoleWords, phrase

#: Preview text for counselors, librarians, and specialists: the source documents name no group for
#: them.
NO_GROUP = "other certified: represents no group by itself"

_ELEMENTARY = frozenset(GRADES[: GRADES.index("6") + 1])
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


def _classroom(part: Part, building: Sequence[str]) -> None:
    """Read a part with only grades as a classroom teacher for those grades."""
    grades = part.grades
    early = "PK" in grades
    if grades == ("PK",):
        part.groups = ["ECE", "GRADES"] if "PK" in building or not building else ["ECE"]
    elif "TK" in grades:
        part.ask = [*CLASSROOM, "ECE"]
    else:
        part.groups = [*CLASSROOM]
        if early and grades == ("PK", "K"):
            part.groups.append("ECE")
        elif early:
            part.ask = ["ECE"]
    outside = [
        g for g in grades if building and g not in building and not (g == "PK" and part.groups)
    ]
    # A role with every grade is more likely a specialist than a classroom teacher.
    everything = len(grades) > 2 and set(building) <= set(grades)
    if part.unsure or outside or everything:
        part.doubt()
    part.certified = True


def _field_part(part: Part, by_sort: dict[str, list[Meaning]], building: Sequence[str]) -> None:
    """Read a part without a role noun: the field of a teacher or representative."""
    fields = [m for m in by_sort.get("field", ()) if m.groups != ("GEN",)]
    general = [
        m for m in (*by_sort.get("field", ()), *by_sort.get("subject", ())) if m.groups == ("GEN",)
    ]
    other, bands, leads = by_sort.get("other"), by_sort.get("band"), by_sort.get("lead", [])
    teacher = "teacher" in by_sort
    part.subjects = [m.subject for m in general if m.subject]
    part.headless = bool(fields or general or other or bands or part.grades) and not (
        teacher or leads or "rep" in by_sort
    )
    groups = list(dict.fromkeys(g for m in fields for g in m.groups))
    ask = list(dict.fromkeys(g for m in fields for g in m.ask))
    mixed = len({frozenset((*m.groups, *m.ask)) for m in fields}) > 1
    if fields:
        part.groups, part.ask, part.certified = groups, ask, "UNION" not in groups
        if (
            "GRADES" not in groups
            and (part.grades or general)
            and (not groups or "ECE" in groups or "UNION" in groups)
        ):
            also = [*CLASSROOM] if part.grades else ["GEN"]
            if groups == ["ECE"] and part.grades == ("PK",):
                part.groups += ["GRADES"] if "PK" in building else []
            elif not ("UNION" in groups and not general):
                part.ask += also
        if part.certified and "PK" in part.grades and "ECE" not in groups:
            part.ask.append("ECE")
        # "Early childhood" with K-2 may mean the primary grades.
        late = groups == ["ECE"] and part.grades and "PK" not in part.grades
        if (
            mixed
            or other
            or late
            or (general and not part.subjects)
            or (groups and "UNION" in groups and (general or teacher))
        ):
            part.doubt()
            part.ask += ["GEN"] if general else []
    elif other:
        part.certified = True
        part.ask = ["GEN"] if general else [g for m in other for g in m.ask if part.grades or bands]
    elif part.grades:
        part.only_grades = not general
        _classroom(part, building)
    elif general:
        part.groups, part.certified = ["GEN"], True
        part.ask = ["GRADES"] if bands else []
    elif bands:
        part.certified = True
        sure = "GEN" in bands[0].groups
        part.groups, part.ask = (["GEN"], ["GRADES"]) if sure else ([], [*CLASSROOM])
    elif leads:
        part.groups, part.ask = list(leads[0].groups), list(leads[0].ask)
        leads = []
    else:
        part.teacher = teacher
    chair = any(m.reads_as == "chair" for m in by_sort.get("task", ())) and (
        part.certified or part.grades
    )
    if leads or chair:
        part.headless = False
        part.ask.append("LEADER")
    if part.unsure:
        part.doubt()


def _person_part(part: Part, persons: list[Meaning], building: Sequence[str]) -> None:
    """Read a part with a role noun.

    Words before the noun describe it. Groups named after it are to be confirmed.
    """
    sure = {(m.groups, m.ask, m.employee_type == "certified") for m in persons}
    part.person = persons[0]
    part.groups = list(dict.fromkeys(g for m in persons for g in m.groups))
    part.ask = list(dict.fromkeys(g for m in persons for g in m.ask))
    part.certified = persons[0].employee_type == "certified"
    order = [m for _, m in part.words if m is not None]
    last = max(n for n, m in enumerate(order) if m.sort == "person")
    topics = [(n, m) for n, m in enumerate(order) if m.sort in ("field", "subject", "other")]
    part.ask += [
        g for n, m in topics if n > last or "UNION" in m.groups for g in (*m.groups, *m.ask)
    ]
    teacher = any(m.sort == "teacher" for m in order) and not part.certified
    part.ask += ["GEN"] if teacher else []
    # "Special education parent" is a parent; "parent support" is not.
    turned = bool({"STAKEHOLDER", "CENTRAL"} & set(part.groups)) and any(
        n > last for n, _ in topics
    )
    if len(sure) > 1 or teacher or part.unsure or turned or (topics and "ADMIN" in part.groups):
        part.doubt()


def _numbered(part: Part, numbers: list[str], by_sort: dict[str, list[Meaning]]) -> None:
    """Read a number that may be a grade.

    A number above 5 after a subject is a grade ("Math 6"). "Math 2" may be the second math seat.
    """
    if (
        by_sort.keys() == {"subject"}
        and part.groups == ["GEN"]
        and len(numbers) == 1
        and int(numbers[0]) > 5
    ):
        part.groups, part.grades = [*CLASSROOM], tuple(numbers)
    else:
        part.ask += CLASSROOM


def _in_elementary(meaning: Meaning) -> Meaning:
    """Return the meaning that a word has in a building without departments."""
    if not (meaning.elementary or meaning.elementary_ask):
        return meaning
    sort = "field" if meaning.sort == "subject" else meaning.sort
    return msgspec.structs.replace(
        meaning, sort=sort, groups=meaning.elementary, ask=meaning.elementary_ask
    )


def _judge(part: Part, building: Sequence[str]) -> None:
    """Fill in what one part means on its own."""
    if building and set(building) <= _ELEMENTARY:
        part.words = [(word, _in_elementary(m) if m else m) for word, m in part.words]
    known = [m for _, m in part.words if m is not None]
    by_sort: dict[str, list[Meaning]] = {}
    for meaning in known:
        by_sort.setdefault(meaning.sort, []).append(meaning)
    unknown = [word for word, meaning in part.words if meaning is None]
    numbers = [word for word in unknown if word.isdecimal()]
    unknown = [word for word in unknown if not word.isdecimal()]
    if any("UNION" in m.groups for m in known) and all(word.isupper() for word in unknown):
        unknown = []  # the union's own letters, as in "XYEA union rep"
    if persons := by_sort.get("person"):
        _person_part(part, persons, building)
    else:
        _field_part(part, by_sort, building)
        if any(number in building for number in numbers) and not by_sort.keys() & {
            "field",
            "other",
        }:
            _numbered(part, numbers, by_sort)
        elif numbers and not known:
            part.ask.append(UNKNOWN)
    if unknown:
        part.doubt()
        part.ask += ["GEN"] if "teacher" in by_sort and not part.ask else []
        part.teacher = part.headless = False
        if not part.ask:
            alone = len(unknown) == 1 and all(m.sort == "rep" for m in known)
            like = alone and unknown[0].isupper() and _UNION_LIKE.fullmatch(unknown[0].casefold())
            part.ask = ["UNION"] if like else [UNKNOWN]
        part.unsure = True


def _describe(parts: Iterable[Part], silent: bool) -> str:
    said: list[str] = []
    for part in parts:
        for word, meaning in part.words:
            if meaning is None and not word.isdecimal():
                said.append(f"not read: {word}")
            elif meaning is not None and meaning.reads_as:
                said.append(meaning.reads_as)
        if part.only_grades or (part.grades and not part.person):
            said.append(f"grade {show_grades(part.grades)}")
    words = ", ".join(dict.fromkeys(said))
    return f"{words} ({NO_GROUP})" if silent else words


def read_role(
    text: str, words: RoleWords, grades: Sequence[str] = (), subgroups: Iterable[str] = ()
) -> Reading:
    """Read a role text in a building that teaches `grades` and has these `subgroups`.

    Grades outside the building are to be confirmed. Raises UserError only if the text is too long.
    """
    label, years = without_term(clean(text, "role"))
    extra = {}
    for name in subgroups:
        if key := phrase(name):
            there = words.meanings.get(key)
            own = (*there.groups, name) if there and there.sort != "person" else (name,)
            extra[key] = Meaning(
                sort="field", reads_as=name, groups=own, ask=there.ask if there else ()
            )
    parts = cut(label, words, extra)
    for part in parts:
        _judge(part, grades)
    settle(parts)
    groups = list(dict.fromkeys(g for p in parts for g in p.groups))
    ask = list(dict.fromkeys(g for p in parts for g in p.ask))
    if any(p.teacher for p in parts) and not any(p.certified for p in parts):
        ask.append("GEN")
    if "GRADES" in groups and any(m and m.sort == "band" for p in parts for _, m in p.words):
        ask = [g for g in ask if g not in CLASSROOM]
        groups = list(dict.fromkeys([*groups, *CLASSROOM]))
    ask = [g for g in dict.fromkeys(ask) if g not in groups]
    if len(ask) > 1 and UNKNOWN in ask:
        ask.remove(UNKNOWN)
    meanings = [m for p in parts for _, m in p.words if m is not None]
    settled = any(m.sort in ("other", "person") for m in meanings)
    if not (groups or ask or settled):
        ask = [UNKNOWN]
    teaching = {"GEN", "GRADES", "SPED", "ELL", "ECE"} & {*groups, *ask}
    kept = in_order(
        g for p in parts if teaching and not p.person for g in p.grades if not grades or g in grades
    )
    types = {p.person.employee_type for p in parts if p.person and (p.groups or not p.ask)}
    types |= (
        {"certified"}
        if any(p.certified and not p.person and (p.groups or not p.ask) for p in parts)
        else set()
    )
    chiefs = {p.person.principal for p in parts if p.person and "ADMIN" in p.groups}
    return Reading(
        label=label,
        groups=tuple(groups),
        ask=tuple(ask),
        grades=kept,
        subjects=tuple(dict.fromkeys(s for p in parts for s in p.subjects)),
        employee_type=next((t for t in _TYPES if t in types), None),
        reads_as=_describe(parts, not (groups or ask) and "external" not in types),
        principal=True
        if "yes" in chiefs
        else None
        if "perhaps" in chiefs or "ADMIN" in ask
        else False,
        tasks=tuple(dict.fromkeys(m.reads_as for m in meanings if m.sort == "task")),
        kind="ad_hoc" if any(m.ad_hoc for m in meanings) else None,
        years=years,
    )


def best_of(readings: Sequence[Reading]) -> Reading:
    """Combine the readings of a role column and a title column.

    If they contradict each other, the groups are to be confirmed: "Representing: K-2" beside
    "Position: Parent" is not a teacher of K-2. Tasks of all readings are kept.
    """
    best = next((r for r in readings if r.ask != (UNKNOWN,)), readings[0])
    sure = [r for r in readings if r.groups and not r.ask]
    if best.principal is None:  # "Administrator" in one column, "Principal" in the other
        best = next((r for r in sure if r.principal), best)
    if best.ask and not best.groups:
        teacher = best.ask == ("GEN",)
        answers = (
            r
            for r in sure
            if {*r.groups} & {*best.ask} or (teacher and r.employee_type == "certified")
        )
        best = next(answers, best)
    against = [
        r
        for r in sure
        if not {*r.groups} & {*best.groups} and r.employee_type != best.employee_type
    ]
    against = (
        [] if "UNION" in best.groups else against
    )  # a union representative also has another position
    if best.groups and against:
        asked = dict.fromkeys(
            g for r in (best, *against) for g in (*r.groups, *r.ask) if g != UNKNOWN
        )
        best = msgspec.structs.replace(best, groups=(), ask=tuple(asked))
    tasks = dict.fromkeys(task for r in readings for task in r.tasks)
    return msgspec.structs.replace(best, tasks=tuple(tasks))
