"""`bltui new`: create a building file."""

from __future__ import annotations

import os
from argparse import Namespace

from bltui import clock, founding
from bltui.cli import find_file
from bltui.cli.parser import Parser, make_command, words
from bltui.cli.records import reader
from bltui.cli.session import Session
from bltui.domain.model.building_settings import LEVELS, YearLabel
from bltui.domain.model.grades import read_grades

#: Matches a school year: 2026-27, 2026-2027 or 2026/27.
year_label = reader(YearLabel("School year"))


def configure(parser: Parser, command: str) -> None:
    """Declare the arguments."""
    make_command(
        parser,
        new,
        example='bltui new --name "Sample Elementary School" --grades K-5 --year 2026-27',
    )
    parser.add_argument("--name", required=True, metavar="TEXT", help="the name of the school")
    parser.add_argument(
        "--grades", metavar="K-5", default="", help="grades taught: K-5, or PK,K,1,2"
    )
    parser.add_argument(
        "--departments",
        metavar="A,B",
        type=words,
        default=(),
        help="departments that need a representative",
    )
    parser.add_argument("--district", metavar="TEXT", default="", help="the district")
    parser.add_argument(
        "--year",
        metavar="2026-27",
        type=year_label,
        help="the school year to work on (default: the current one)",
    )
    parser.add_argument("--tz", metavar="ZONE", help="the IANA time zone (default: the machine's)")
    parser.add_argument(
        "--level",
        choices=tuple(LEVELS),
        help="the kind of school (default: by grades)",
    )
    parser.add_argument(
        "--framework",
        metavar="NAME|FILE",
        default="south-dakota",
        help="south-dakota, ohio, or a TOML file of your own",
    )


def new(session: Session, args: Namespace) -> int:
    """Create the file. An existing file is never overwritten."""
    made = founding.create(
        _named(session),
        session.author,
        name=args.name,
        district=args.district,
        grades=read_grades(args.grades),
        departments=args.departments,
        level=args.level,
        year=args.year or "",
        tz=args.tz or "",
        framework=args.framework,
    )
    session.saved = True
    if made.doubt:
        session.out.tell(made.doubt)
    if not args.tz:
        why = "the machine's" if clock.machine_zone() else "the machine's is unknown"
        session.out.tell(
            f"Time zone {made.tz} ({why}). To change it: `bltui building set --tz America/Chicago`."
        )
    if not args.year:
        session.out.tell(
            f"School year {made.year} (the current one). To change it: `bltui building set "
            "--year 2027-28`."
        )
    if session.out.as_json:
        session.out.json(
            {"file": made.path, "building": made.name, "year": made.year, "tz": made.tz}
        )
    else:
        session.out.line(f"created {made.path}")
        session.out.tell(
            "Next: `bltui team import ROSTER.csv`, `bltui people add NAME`, or `bltui` for the "
            "screens."
        )
    return 0


def _named(session: Session) -> str | None:
    """Return the file that was named; None for the school's name in the data folder."""
    named = getattr(session.args, "file", None) or os.environ.get("BLTUI_FILE")
    return find_file.a_file(named) if named else None
