"""The words of a phrase, by kind. The rules of `phrase_grammar` use these kinds.

To add a word, add it to its kind here and nowhere else. Commas separate the words of a kind. A word
of several parts, such as "early release", matches with spaces or hyphens between them. The longest
word wins.
"""

from __future__ import annotations

from bltui.domain.model.dates import MONTH_WORDS, ORDINALS, WEEKDAY_NAMES, WEEKDAY_WORDS, WEEKDAYS

#: Kinds whose words represent a number.
NUMBERS: dict[str, dict[str, int]] = {
    "MONTH": MONTH_WORDS,
    "DAYS": {f"{name}s": n for names in (WEEKDAYS, WEEKDAY_NAMES) for n, name in enumerate(names)},
    # After DAYS: "tues" is one day, "tuesdays" are several.
    "DAY": WEEKDAY_WORDS,
    "SHORT": {"tu": 1, "th": 3},
    "ORD": {name: n for name, n in ORDINALS.items() if name.isalpha()},
    "LAST": {"last": -1},
    "COUNT": {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
    | {"eight": 8, "nine": 9},
    "INTERVAL": {"weekly": 1, "other": 2, "alternate": 2, "alternating": 2, "fortnightly": 2},
    "BESIDE": {"before": -1, "prior to": -1, "preceding": -1, "after": 1},
}
#: Single-letter weekdays, for several together as in MWF or M/W. Alone, T could be two days.
INITIALS = {"m": 0, "t": 1, "w": 2, "r": 3, "f": 4}


def _each(words: str, value: str) -> dict[str, str]:
    return dict.fromkeys(words.split(", "), value)


#: The half of the day that words next to a time imply: a for am, p for pm.
HALVES = _each("morning, mornings, am, a.m, before school", "a") | _each(
    "afternoon, afternoons, evening, evenings, after school, pm, p.m", "p"
)
#: Kinds of days, in the words of districts.
DAY_KINDS = _each(
    "early release, early dismissal, early out, minimum day, half day", "early_release"
) | _each(
    "in service, inservice, pd day, professional development, staff development, workday, "
    "teacher work day, teacher workday",
    "in_service",
)
DAY_KINDS |= {f"{word}s": kind for word, kind in DAY_KINDS.items()}
#: Settings for days off: the field of a series and its value.
DAYS_OFF = {
    "if off skip": ("on_no_school", "skip"),
    "if off next week": ("on_no_school", "next_week"),
    "if off next day": ("on_no_school", "next_school_day"),
    "if off day before": ("on_no_school", "prev_school_day"),
    "counting school weeks": ("count_by", "school_weeks"),
    "also in-service days": ("in_service", "meet"),
}

_ONE_BY_ONE = "write the dates one by one, as in oct 9, feb 12 3:15pm-4pm"
#: What to write instead of words and kinds that no rule matches.
HINTS = {
    **_each("twice, once, quarterly, annually", "write which ones, as in 1st and 3rd tue"),
    **_each("biweekly, bi weekly", "it is ambiguous: write “every other week” or “tue and thu”"),
    **_each(
        "bimonthly, bi monthly, semimonthly, semi monthly",
        "it is ambiguous: write “every other wed” or “1st and 3rd wed”",
    ),
    "other month": "write the months, as in 1st mon of sep, nov, jan, mar",
    "all day": "write times, as in 8am-3pm",
    **_each("lunch, planning, prep, recess", "write the times, as in 11:30am-12pm, or period 4"),
    **_each("before, after, prior, preceding", _ONE_BY_ONE),
    **_each("odd, even", "write every other wed, and from which date"),
    **_each(
        "semester, quarter, trimester, term, q1, q2, q3, q4, s1, s2",
        "write its dates, as in sep 9 to oct 30",
    ),
    **_each(
        "est, edt, cst, cdt, mst, mdt, pst, pdt, et, ct, mt, pt",
        "leave it out: times are in the building's time zone",
    ),
    **_each("week, weeks", "write every other week, or every 3 weeks"),
    **_each("day, days", "write “school day”, as in last school day of the month"),
    "of": "write “of the month”, or the months, as in 1st mon of sep, nov",
    "for": "write how many times, as in 10 times, or the last day, as in until dec 17",
    **_each("room, rm", 'write its name, as in room 104 or room "Media Center"'),
    "m": "write mon",
    "t": "write tue or thu",
    "w": "write wed",
    "r": "write thu",
    "f": "write fri",
    "DASH": "it joins two times, two dates, or two weekdays",
    "FROM": "write a date or a time after it, as in from sep 9 or from 3:15pm to 4pm",
    "TO": "write a date after it, as in until dec 17",
    "EXCEPT": "write which days, as in except dec 18, jan 8",
    "MONTH": "write a day with it, as in sep 9",
    **_each("INT, NUMBER, YEAR", "write a time or a date, as in 3pm-4pm or sep 9"),
    "NTH": f"it is not an n-th weekday of a month; write 3rd wed, or {_ONE_BY_ONE[6:]}",
}

_KINDS = {
    "EVERY": "every, each, all",
    "WEEK": "week, weeks",
    "MONTHLY": "monthly",
    "OFMONTH": "month, months",
    "WHOLEDAY": "day, days",
    "DAILY": "daily, weekday, weekdays",
    "SESSION": "in session",
    "SCHOOL": "school",
    # Ranges of dates.
    "FROM": (
        "from, since, start, starts, starting, begins, beginning, commencing, effective, between"
    ),
    "TO": "to, until, till, through, thru, ending, ends",
    # Exclusions.
    "EXCEPT": (
        "except, except for, excepting, excluding, but not, not, without, no, no meeting, "
        "no meetings, no plc, no school, skip, skips, skipping"
    ),
    "CLOSED": "holiday, holidays, break, breaks, vacation, vacations",
    "RECESS": "recess",
    # Times.
    "CLOCK": "noon, midnight",
    "HOUR": "h, hr, hour, hours",
    "MINUTE": "min, mins, minutes",
    "BLOCK": "period, per, block",
    "LUNCH": "lunch, lunchtime, planning, prep, homeroom, advisory",
    "ABOUT": "approximately, approx, about, around",
    "HALF": "half",
    "TIMES": "times",
    "ROOMWORD": "room, rm",
    # Small words.
    "A": "a, an",
    "ANY": "any, or",
    "AT": "at, @",
    "DURING": "during",
    "FOR": "for",
    "IN": "in",
    "OF": "of",
    "ON": "on",
    "OUR": "our",
    "OVER": "over",
    "THE": "the",
    # Words near a schedule that have no effect.
    "TEAM": "plc, blt, team, meeting",
    "MEETINGS": "meetings",
    "MEETS": "meet, meets, will",
    "FILLER": (
        "plcs, cwg, cwgs, teams, be, is, are, held, we, time, year, long, yearlong, generally, "
        "normally, usually, regularly, single, following, date, dates, thereafter, scheduled, "
        "takes, take, place, *, ."
    ),
}
_MARKS = {"-": "DASH", ",": "COMMA", "(": "OPEN", ")": "CLOSE", ":": "COLON"}

#: Word -> its kind and number. If two kinds have a word, the later one wins.
TABLE: dict[str, tuple[str, int]] = {
    **dict.fromkeys((word for word in HINTS if " " in word), ("WORD", 0)),
    **{word: (kind, 0) for kind, words in _KINDS.items() for word in words.split(", ")},
    **{word: (kind, n) for kind, words in NUMBERS.items() for word, n in words.items()},
    **{mark: (kind, 0) for mark, kind in _MARKS.items()},
    **dict.fromkeys(("and", "&", ";", "|", "/"), ("AND", 0)),
    **dict.fromkeys(HALVES, ("MORNING", 0)),
    **dict.fromkeys(DAY_KINDS, ("DAYKIND", 0)),
    **dict.fromkeys(DAYS_OFF, ("DAYSOFF", 0)),
}

#: Names for several kinds that rules use together, and for sequences of kinds.
GROUPS = {
    "ORDINAL": "ORD|NTH|LAST",
    "JOIN": "COMMA|AND",
    "BOUND": "TO|DASH",
    "WEEKDAY": "DAY|DAYS|SHORT",
    "LETTER": "INITIAL|SHORT",
    # Names of rotation days: the calendar's, and possible ones.
    "ROTATION": "NAMED|SINGLE|INITIAL|INT|A",
    "DAYNUM": "INT|NTH",
    "DIGITS": "INT|YEAR|NUMBER",
    "CLOCKISH": "CLOCK|DIGITS",
    # "march 3-4pm" and "jan 3rd period" are a month and a time.
    "DATE": (
        "ISO|SLASH|MONTH DAYNUM (?!DASH CLOCK|BLOCK|HOUR)(COMMA? YEAR)?|DAYNUM MONTH (COMMA? YEAR)?"
    ),
    "DATED": "(WEEKDAY COMMA?)? DATE",
    "ALONE": "(?!DATE) MONTH",
    # A number before one of these is not a day of a month.
    "COUNTED": "TIMES|MEETINGS|WEEK|DASH|TO|FOR|MINUTE|WEEKDAY|BLOCK",
    "LINK": "ON|IN|FOR|DURING|THE|ANY|SCHOOL|JOIN",
    "BREAK": "LUNCH|RECESS",
    "NOISE": "FILLER|TEAM|MEETINGS|MEETS|TIMES|SCHOOL|JOIN|ON|AT|COLON|OPEN|CLOSE|THE|DURING",
    # A word in the name of a place.
    "NAME": "WORD|CAPS|NAMED|SINGLE|QUOTED|INITIAL|COUNT|LUNCH|A|OF|TEAM|SCHOOL|WEEK|WHOLEDAY|OFMONTH|HALF|ROOMWORD",
}
