"""The topics of `bltui help`. docs/commands.md and the man page are made from them too."""

from __future__ import annotations

import msgspec

from bltui.domain.model.date_parser import FORMS

#: Environment variables that bltui reads, and what each does.
ENVIRONMENT: dict[str, str] = {
    "BLTUI_FILE": "the building file, unless --file names one",
    "BLTUI_CONFIG": "the settings file (default: config.toml, where `bltui where` says)",
    "NO_COLOR": "any value: print and show everything without colors",
    "COLUMNS": "the width of printed text if the terminal does not tell it",
    "TERM": "the kind of terminal; `dumb` and `unknown` cannot show the screens",
    "LC_ALL, LC_CTYPE, LANG": "the locale; signs and frames are ASCII if it is not UTF-8",
    "TZ": "the machine's time zone, proposed for a new building",
    "XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME": "where settings, buildings, and drafts "
    "with the log are kept on Linux",
}

#: Exit statuses, and what each means.
EXIT_CODES: dict[int, str] = {
    0: "done; a change is on disk",
    1: "`check` found something at or above `--fail-on`",
    2: "wrong usage; nothing was done",
    4: "refused: a rule, a name that fits several records, or a newer change by another person",
    65: "the input or the building file cannot be used",
    70: "an unexpected error; the details are in the log",
    74: "a file or an answer could not be read or written",
    75: "another person is saving; try again",
    77: "no permission for the file",
    130: "interrupted",
}


class Topic(msgspec.Struct, frozen=True):
    """One topic of help."""

    says: str
    """One line for the list of topics."""
    text: str
    """Paragraphs, with an empty line between them."""
    table: tuple[tuple[str, str], ...] = ()
    """Words with their meanings, after the text."""

    @property
    def paragraphs(self) -> list[str]:
        """Return the paragraphs, each as one line."""
        return [" ".join(part.split()) for part in self.text.strip().split("\n\n")]


_DATES = f"""
{FORMS}

A date without a year is the one in the current school year. The full date is printed with the
result. A date that can be read in two ways is refused with both readings.
"""
_NAMES = """
Use the number, the name, or a part of it that fits only one. If several fit, they are listed and
nothing is done.

In meetings, initials work too. History and findings name records as table/number, such as people/3.
"""
_FILES = """
The building file is the one named with --file, else $BLTUI_FILE, else `building` in the settings,
else the only one in the data folder. `bltui where` prints it with the reason, and where the
settings, backups, drafts, and the log are.

A file to import can be `-`, which is standard input. `--out -` is standard output, as without --out.

The ending of an --out file chooses the format. An ending that the command cannot write is refused
with the list of those that it can. A file is written completely or not at all, and replaces an
existing one only with --replace.

A building is always a file, never standard input: other people may save to it at the same time.
"""
_CHANGES = """
A command that changes something prints what it did and the records. The change is on disk when the
command ends. An import applies all of a file or none of it.

--dry-run prints what a command would do and writes nothing. `bltui undo` undoes your last change,
`bltui history` lists all changes, and --as signs a change with another name.
"""
_JSON = """
--json prints one JSON value and nothing else, with every command. Keys are only ever added. Dates
are ISO (2026-12-02) and times have 24 hours. Results go to standard output, messages to standard
error.
"""
_PROTOCOLS = """
A protocol gives an agenda item timed turns: who may speak, how long, and what to do. `bltui
protocol list` lists them. Choose one with `bltui meeting item edit ITEM --protocol ID`, or in the
form of the item. The owner of the item is the presenter. If the item has no minutes, those of the
protocol are planned.

In Meeting, F8 goes to the next turn and, after the last one, to the next item; N goes to the next
item at once. In a shell, `bltui meeting turn` does it. Every terminal shows the same turn.
"""
_KEYS = """
On the screens `?` lists the keys, with your own choices. To choose another key, add a line to
config.toml under [keys], such as "undo" = "u,backspace".
"""

TOPICS: dict[str, Topic] = {
    "dates": Topic("How to type dates", _DATES),
    "names": Topic("How to name people, seats, groups, and other records", _NAMES),
    "files": Topic("Which building file is used, and how files are read and written", _FILES),
    "changes": Topic("How changes are saved, tried, and undone", _CHANGES),
    "protocols": Topic("Discussion protocols with timed turns", _PROTOCOLS),
    "json": Topic("Output for programs", _JSON),
    "environment": Topic(
        "Environment variables", "bltui reads these variables:", tuple(ENVIRONMENT.items())
    ),
    "exit-codes": Topic(
        "Exit statuses for scripts",
        "Scripts can rely on these:",
        tuple((str(status), words) for status, words in EXIT_CODES.items()),
    ),
    "keys": Topic("Every key of the screens", _KEYS),
}
