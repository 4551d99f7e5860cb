"""The one list of words and forms that no text for people may hold, and what to write instead.

`faults` walks any (where, text) pairs: data, findings, screens, help, errors, pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

#: What must not be written -> what to write, and where the word is right all the same.
#: A pattern that begins with ^ and ends with $ is a whole text, such as a label or a button.
VOCABULARY: tuple[tuple[str, str, str], ...] = (
    (r"mend(s|ed|ing)?", "fix", ""),
    (r"put(s|ting)? right", "fix", ""),
    (r"(take|takes|taking|took|taken) back", "undo", ""),
    (r"(take|takes|taking|took|taken) (off|away)", "remove", ""),
    (r"(take|takes|taking|took|taken) down", "record, add", ""),
    (r"noted|note (what|who|that|each|it|how|when|where)|is a note of", "record, add, mark", ""),
    (r"say that", "record, add, mark", ""),
    (r"puts? in|putting in", "add", r"puts? in (place|order|the)"),
    (r"(take|takes|taking|took|taken) in", "import, add", r"tak\w+ in (order|turn)"),
    (
        r"(a|the|this|that|each|every|next|one) points?|points? of (an|the) agenda",
        "agenda item",
        r"the point (of|is|at)|\w+-point",
    ),
    (r"by when|days? by which", "due date", ""),
    (r"due days?", "due date", ""),
    (r"tick(s|ed|ing)?", "check off", ""),
    (r"stands|hangs in the air", "is, appears; not aligned", r"stands in for"),
    (r"(is|are) read as", "recognized as", ""),
    (r"left aside|passed over", "skipped", ""),
    (r"beside the present state", "compared with the current groups", ""),
    (
        r"whoever|anew|meanwhile|of its own|what of|somebody",
        "leave out, or a plain word",
        r"page of its own",
    ),
    (r"covers?|covered", "represents", r"covers? (page|letter|sheet)|covers everything"),
    (r"serves? (a|no|the|its|which|this|what) \w*\s?goals?", "supports a goal", ""),
    (r"chosen (default|rule)s?", "default (not from the source document)", ""),
    (r"^Leave$", "Cancel", ""),
    (
        r"^(Here|Said and decided|Just now|With|How far|Not ordinary)$",
        "Attendance, Notes and decisions, Recent changes, Co-facilitator, Status, Special days",
        "",
    ),
    (r"v (turns|goes on)", "v: next panel", ""),
    (r"held, ended early", "held; marked as left early", ""),
    (r"step blocked: waiting", "blocked: waiting for …", ""),
    (
        r"pupils?|autumn|timetables?|fortnights?|programmes?|colour(s|ed)?",
        "students, fall, schedule, two weeks, program, color",
        "",
    ),
    (
        r"(cancel|travel|label|model|signal)l(ing|ed|er)",
        "canceled, traveling: one l",
        r"--show-cancelled",
    ),
    (
        r"mathematics|maths|sport|bookshop|term time|headteacher|by post",
        "math, sports, bookstore, school year, principal, by mail",
        r"mathematics coach",  # in a quotation of the source
    ),
    (r"nothing is called like that", "No matches", ""),
    (r"nobody foresaw", "unexpected error", ""),
)

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
#: Forms of numbers and dates in the `us` format -> what to write, and the exceptions.
FORMATS: tuple[tuple[str, str, str], ...] = (
    (r"\d+ %", "69%, without a space", ""),
    (rf"\b\d{{1,2}} ({_MONTHS})[a-z]*\b", "Dec 4, the month first", ""),
    (r"\b(0\d|1[3-9]|2[0-3]):[0-5]\d\b", "3:15 PM, not a 24-hour clock", ""),
)

#: Words that are counted, as one and as many.
COUNTED = {
    "day": "days",
    "year": "years",
    "week": "weeks",
    "minute": "minutes",
    "meeting": "meetings",
    "member": "members",
    "person": "people",
    "group": "groups",
    "strategy": "strategies",
    "goal": "goals",
    "seat": "seats",
    "term": "terms",
    "item": "items",
}
_ONE, _MANY = "|".join(COUNTED), "|".join(COUNTED.values())
PLURALS = re.compile(
    rf"(?<![\d.,-])1 ({_MANY})\b|\b(?!1\b)\d+ ({_ONE})\b(?!-)|\b0 days|in 1 day\b(?!s)"
)


def _compiled(
    rules: Iterable[tuple[str, str, str]], *, words: bool
) -> tuple[tuple[re.Pattern[str], str, re.Pattern[str] | None], ...]:
    def pattern(text: str) -> re.Pattern[str]:
        whole = text.startswith("^")
        return re.compile(
            rf"\b(?:{text})\b" if words and not whole else text, re.I if not whole else 0
        )

    return tuple(
        (pattern(found), instead, pattern(fine) if fine else None) for found, instead, fine in rules
    )


_WORDS, _FORMS = _compiled(VOCABULARY, words=True), _compiled(FORMATS, words=False)


def faults(texts: Iterable[tuple[str, str]], *, formats: bool = True) -> Iterator[str]:
    """Yield a line for each fault of the texts: where, what is wrong, what to write instead.

    `formats` is off for texts whose dates follow the person's own setting.
    """
    for where, text in texts:
        for found, instead, fine in (*_WORDS, *(_FORMS if formats else ())):
            for match in found.finditer(text):
                if fine is None or not any(
                    one.start() <= match.start() and match.end() <= one.end()
                    for one in fine.finditer(text)
                ):
                    yield f"{where}: “{match[0]}” -> {instead}: {text}"
        if match := PLURALS.search(text):
            yield f"{where}: “{match[0]}” is one or many: {text}"
