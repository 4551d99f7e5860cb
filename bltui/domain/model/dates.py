"""The names of months and weekdays."""

from __future__ import annotations

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ORDINALS = {
    "1st": 1,
    "first": 1,
    "2nd": 2,
    "second": 2,
    "3rd": 3,
    "third": 3,
    "4th": 4,
    "fourth": 4,
    "5th": 5,
    "fifth": 5,
    "last": -1,
}
#: Every name of a month, and of a weekday, in lowercase and without a period.
MONTH_WORDS = {name: n for names in (MONTHS, MONTH_NAMES) for n, name in enumerate(names, 1)} | {
    "sept": 9
}
WEEKDAY_WORDS = {name: n for names in (WEEKDAYS, WEEKDAY_NAMES) for n, name in enumerate(names)} | {
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}
