"""Parse an action: what to do, who does it, and when it is due.

Owners are written as `@lee`, `@Harper,Casey`, and `@BLT`, or are in the sentence: "Ms. Cruz to
update the handbook", "Lee will send the survey".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import msgspec

from bltui.domain.meetings.due_parser import is_date, split_due
from bltui.domain.model import labels
from bltui.domain.model.building import Building
from bltui.domain.model.formats import full_date
from bltui.domain.model.name_lists import longest_name, parts_of, read_people
from bltui.domain.model.people import Person
from bltui.domain.model.person_match import TITLES, find_person, matching, name_words, several
from bltui.domain.model.record import active
from bltui.domain.model.teams import read_team, team_words
from bltui.domain.model.text import folded

_AT = re.compile(r"(?<!\S)@\s?(?=\S)")
_EVERYONE = re.compile(r"all|every ?(?:one|body)|team|whole team|the team", re.IGNORECASE)
_GROUP = re.compile(r"(?:blt|dlt|cslt)|(?:cwg|tbt|group|team)\s?[#:]?\s?\d{1,4}", re.IGNORECASE)
#: What follows an owner in a sentence. The verb stays.
_DOES = re.compile(
    r"(?:\s*,)?\s*(?:(?P<will>will|shall|['’]ll|is going to|are going to|agreed to|agrees to|volunteered to|volunteers to"
    r"|offered to|is responsible for|are responsible for|is to|are to|needs to|need to)|(?P<to>to(?!\s+be\s+\w+(?:ed|en|own|id)\b))|(?P<colon>:|\s[–—-]))\s+",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\s+[a-z]{2,}(?:ies|[^s\W]s)\s(?!(?:to|needs?|are|were|is|was|will|should|must|can|ha(?:s|ve)|due)\b)"
    r"(?P<the>(?:the|an?|all|our|his|her|their|every|each|this|these|those|\d+)\s)?",
    re.ASCII,
)
_LAST = re.compile(
    r"[\s,;(–—-]+(?:(?P<word>assigned to|owners?:?|responsible:?|lead:?|who:)\s+|\(|[–—-]\s|:\s)(?P<names>[^()]+?)\)?[.\s]*$",
    re.IGNORECASE,
)
#: Before the text: "Owner: Kim; order the kits".
_FIRST = re.compile(
    r"^(?:owners?|who|responsible|lead|assigned to)\s*:\s*(?P<names>[^;|.:]+?)\s*(?:[;|]|\.\s|\s[–—-]\s)\s*",
    re.IGNORECASE,
)
#: Words in a last name that are no name alone.
_PARTICLES = frozenset(
    ("da", "de", "del", "der", "di", "dos", "du", "el", "la", "le", "st", "van", "von")
)
_CELL = re.compile(r"\s[|–—-]\s")
#: First names that are also words with which a sentence begins.
_WORDS = frozenset(
    (
        *("april", "art", "august", "bell", "bill", "case", "chase", "dean", "field", "grant"),
        *("hall", "hope", "june", "mark", "may", "page", "park", "rich", "rose", "story", "will"),
    )
)


class Promise(msgspec.Struct, frozen=True):
    """An action as it was typed."""

    text: str
    owners: tuple[int, ...] = ()
    team: str = ""
    due: date | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of `Action`, without blank ones."""
        found: dict[str, Any] = {"owner_id": self.owners[0] if self.owners else None}
        for name, value in (("others", self.owners[1:]), ("team", self.team), ("due", self.due)):
            if value:
                found[name] = value
        return found

    def words(self, building: Building) -> tuple[str, ...]:
        """Return the owners and the due date for a preview."""
        names = [building.people[number].name for number in self.owners]
        if self.team:
            names.append(team_words(self.team, building.profile.dlt_label))
        due = f"due {full_date(self.due)}" if self.due else ""
        return (f"owner {', '.join(names)}" if names else "", due)


class Owners:
    """Who can own an action: the staff, first the members of the team that meets."""

    def __init__(self, building: Building, team: str, first: Collection[int]) -> None:
        self.building, self.team, self.first = building, team, first
        self.people = [p for p in active(building.people) if p.active]

    def find(self, text: str) -> Person:
        return find_person(text, self.people, self.first)

    def read(self, text: str) -> tuple[list[int], str]:
        """Return the people and the team in a list of owners. Raises UserError."""
        names, team = [], ""
        for part in parts_of(text):
            group = "" if self.matching(part, initials=False) else self.group(part)
            team = group or team
            names += [] if group else [part.removeprefix("people/")]
        return read_people(", ".join(names), self.people, self.first), team

    def matching(self, text: str, *, initials: bool = True) -> list[Person]:
        return matching(text, self.people, self.first, initials=initials)

    def group(self, text: str, *, by_name: bool = True) -> str:
        """Return the team that a text names: everyone, the BLT, or a group; else ""."""
        bare = re.sub(r"^the\s+", "", text.strip(" .,"), flags=re.IGNORECASE)
        if _EVERYONE.fullmatch(bare):
            return self.team
        if _GROUP.fullmatch(said := labels.typed(bare)):
            name = re.sub(r"^(?:tbt|group|team)", "cwg", said, flags=re.IGNORECASE)
            return read_team(re.sub(r"^cwg\s?[#:]?\s?", "cwg:", name, flags=re.IGNORECASE))
        groups = active(self.building.cwgs) if by_name else ()
        same = [g for g in groups if folded(g.name) == folded(bare)]
        return f"cwg:{same[0].number}" if len(same) == 1 else ""


def read_promise(text: str, owners: Owners, today: date) -> Promise:
    """Return an action as it was typed. Raises UserError if a name or a date is asked about.

    Cells of a table are read like a sentence: "Order the kits | Kim | 12/4".
    """
    text = re.sub(r"\[([^\[\]]*)\][\s.]*$", r"(\1)", text)
    cells = [cell.strip() for cell in _CELL.split(text) if cell.strip()]
    if len(cells) > 1 and (" | " in text or is_date(cells[-1])):
        text = _joined(cells, owners) or text
    head, due = split_due(text, owners.building, today, owners.team)
    if _AT.search(head):
        rest, people, team = _after_at(head, owners)
    else:
        rest, people, team = _in_sentence(head, owners)
    return Promise(rest, tuple(people), team, due)


def _joined(cells: Sequence[str], owners: Owners) -> str:
    """Return the cells of a table's row as a sentence: what, who, and when; "" if it is none."""
    days = [cell for cell in cells if is_date(cell)]
    names = [c for c in cells if c not in days and any(_certain(c, owners, strong=True))]
    what = [cell for cell in cells if cell not in (*days, *names)]
    if len(what) != 1 or len(names) != 1 or len(days) > 1:
        return ""
    return " ".join((f"{what[0]} (owner: {names[0]})", *(f"due {day}" for day in days)))


# -- @ ---------------------------------------------------------------------------------------------


def _after_at(text: str, owners: Owners) -> tuple[str, list[int], str]:
    """Split "@lee", "@Harper,Casey", and "@BLT" off a text."""
    people: dict[int, None] = {}
    team = ""
    while (at := _AT.search(text)) is not None:
        rest, last = text[at.end() :], False
        while not last:
            taken, found, group = _one(rest, owners)
            if found:
                people |= dict.fromkeys(found)
            team = group or team
            rest = rest[taken:]
            more = re.match(r"\s*(?:,\s*(?:and\s+)?|&\s*|\+\s*|/\s*|and\s+)@?\s?", rest)
            last = more is None or not _goes_on(rest, more, owners)
            if more is not None and not last:
                rest = rest[more.end() :]
        after = re.sub(r"^\s*(?:to|will|:|[–—-]\s)\s*", " ", rest) if at.start() == 0 else rest
        text = " ".join(f"{text[: at.start()]} {after}".split()).strip(" ,;")
    return text, list(people), team


def _one(rest: str, owners: Owners) -> tuple[int, list[int], str]:
    """Return how many characters name one owner, and whom. Raises UserError for no one."""
    words = re.findall(r"[^\s,;&+/]+", rest[:120])[:6]
    ends = [m.end() for m in re.finditer(r"[^\s,;&+/]+", rest[:120])][:6]
    breaks = re.search(r"[,;&+/]", rest[:120])
    if breaks:
        words = [w for w, end in zip(words, ends, strict=False) if end <= breaks.start()] or words[
            :1
        ]
    for size in (3, 2, 1):
        name = " ".join(words[:size]).rstrip(".:")
        if len(words) >= size and (group := owners.group(name)):
            exact = owners.matching(name, initials=False)
            if not exact:
                return ends[size - 1], [], group
    first = words[0].rstrip(":") if words else ""
    if first.isdecimal():
        return ends[0], [owners.find(first).id], ""
    size, found = _longest(words, owners)
    if len(found) > 1:
        raise several(" ".join(words[:size]), found)
    if not found:
        titled = first.casefold().rstrip(".") in TITLES and len(words) > 1
        return ends[0], [owners.find(" ".join(words[: 1 + titled])).id], ""
    return ends[size - 1], [found[0].id], ""


def _longest(words: Sequence[str], owners: Owners) -> tuple[int, list[Person]]:
    """Return how many words are one name after "@". More than one only if they add to it."""
    bare = [word.rstrip(":") for word in words]
    size, found = longest_name(bare, owners.people, owners.first)
    if size > 1:
        single = longest_name(bare[:1], owners.people, owners.first)
        particle = folded(bare[0]) in _PARTICLES
        capital = particle or all(word[:1].isupper() or not single[0] for word in bare[1:size])
        if single[0] and not capital and len(single[1]) == 1:
            return single
    return size, found


def _goes_on(rest: str, more: re.Match[str], owners: Owners) -> bool:
    """Return whether another owner follows a comma or "and"."""
    tail = rest[more.end() :]
    if "@" in more[0]:
        return True
    words = re.findall(r"[^\s,;&+/]+", tail[:120])[:4]
    if not words:
        return False
    if owners.group(words[0]) and not _EVERYONE.fullmatch(words[0]):
        return True
    size, _ = longest_name([w.rstrip(":") for w in words], owners.people, owners.first)
    tight = not more[0].startswith((" ", "and")) and not more[0].endswith(" ")
    if not size:
        return tight and more[0] == ","  # "@Harper,Caesy": a wrong name is asked about
    name = words[0]
    return tight or name[:1].isupper() or folded(name) not in _WORDS


# -- in the sentence -------------------------------------------------------------------------------


def _in_sentence(text: str, owners: Owners) -> tuple[str, list[int], str]:
    """Return a text, and its owners if it certainly names them at its beginning or end."""
    if (first := _FIRST.match(text)) and text[first.end() :]:
        people, team = owners.read(first["names"])
        return text[first.end() :], people, team
    for match in _DOES.finditer(text[:160]):
        names = text[: match.start()].strip()
        if not names or len(names.split()) > 12:
            continue
        people, team = _certain(names, owners, strong=bool(match["will"]))
        if people or team:
            return text[match.end() :].strip(), people, team
    if verb := _VERB.search(text[:80]):
        names = text[: verb.start()]
        people, team = _certain(names, owners, strong=False)
        # "Long reads list" may be a thing, "Casey orders pizza" and "Long reads the list" are not.
        if team or (people and (verb["the"] or not _last_name(names, people, owners))):
            return text, people, team
    if last := _LAST.search(text):
        people, team = _certain(last["names"], owners, strong=bool(last["word"]))
        if ":" in (last["word"] or "") and not (people or team):
            people, team = owners.read(last["names"])  # a wrong name is asked about
        if people or team:
            return text[: last.start()].strip(" ,;." if last["word"] else " ,;"), people, team
    return text, [], ""


def _last_name(names: str, people: Sequence[int], owners: Owners) -> bool:
    """Return whether a text is only the last name of one person."""
    first = name_words(owners.building.people[people[0]].name)[0]
    return len(names.split()) == 1 and name_words(names) != [first]


def _certain(names: str, owners: Owners, *, strong: bool) -> tuple[list[int], str]:
    """Return the people or the team if a text is nothing but their names.

    Raises UserError if a name fits several people.
    """
    if group := owners.group(names, by_name=strong):
        capital = names.strip()[:1].isupper() or strong
        return ([], group) if capital else ([], "")
    people: dict[int, None] = {}
    team = ""
    parts = list(parts_of(names))
    for part in parts:
        words = part.split()
        titled = folded(words[0]).rstrip(".") in TITLES
        if group := owners.group(part, by_name=strong):
            team = group
            continue
        found = owners.matching(part, initials=part.isupper())
        word = folded(part)
        plain = (
            len(parts) == len(words) == 1
            and word in _WORDS
            and (not strong or not part[:1].isupper())
        )
        lower = not part[:1].isupper() and not titled and not strong
        if not found or plain or lower:
            return [], ""
        if len(found) > 1:
            raise several(part, found)
        people[found[0].id] = None
    return list(people), team
