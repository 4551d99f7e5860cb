"""`bltui new`: create a building file."""

from __future__ import annotations

import os
import re
from argparse import Namespace
from pathlib import Path

from bltui import clock, places
from bltui import framework as bltui_framework
from bltui.cli import find_file
from bltui.cli.parser import Parser, make_command, words
from bltui.cli.records import reader
from bltui.cli.session import Session
from bltui.domain.model.building_settings import LEVELS, YearLabel
from bltui.domain.model.grades import read_grades, school_level
from bltui.domain.model.school_year import school_year_of
from bltui.domain.model.text import folded
from bltui.domain.years import new_building
from bltui.store import building_file

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


def kept_framework(text: str) -> str:
    """Return the framework as the building file stores it.

    A file is stored with its absolute path, so that it can be found from any folder.
    """
    return str(Path(text).absolute()) if text.endswith(".toml") or "/" in text else text


def new(session: Session, args: Namespace) -> int:
    """Create the file. An existing file is never overwritten."""
    grades = read_grades(args.grades)
    zone = args.tz or clock.machine_zone() or "UTC"
    year = args.year or school_year_of(clock.date_in(zone)).label
    bltui_framework.load_framework(framework := kept_framework(args.framework))
    documents = new_building.found(
        name=args.name,
        district=args.district,
        grades=grades,
        departments=args.departments,
        coverage_by="grades" if grades or not args.departments else "departments",
        level=args.level or school_level(grades),
        year=year,
        tz=zone,
        framework=framework,
    )
    path = _path(session, documents["profile"][1]["name"])
    says = f"building: {documents['profile'][1]['name']} made"
    file = building_file.BuildingFile.create(path, documents, session.author, says=says)
    session.saved = True
    if half := file.half_shared():
        session.out.tell(f"{path}: {half[0]}. Run: {half[1]}")
    if not args.tz:
        why = "the machine's" if clock.machine_zone() else "the machine's is unknown"
        session.out.tell(
            f"Time zone {zone} ({why}). To change it: `bltui building set --tz America/Chicago`."
        )
    if not args.year:
        session.out.tell(
            f"School year {year} (the current one). To change it: `bltui building set "
            "--year 2027-28`."
        )
    if session.out.as_json:
        session.out.json(
            {
                "file": str(path),
                "building": documents["profile"][1]["name"],
                "year": year,
                "tz": zone,
            }
        )
    else:
        session.out.line(f"created {path}")
        session.out.tell(
            "Next: `bltui team import ROSTER.csv`, `bltui people add NAME`, or `bltui` for the "
            "screens."
        )
    return 0


def _path(session: Session, name: str) -> Path:
    """Return the path of the new file: as given, else the school's name in the data folder."""
    if named := getattr(session.args, "file", None) or os.environ.get("BLTUI_FILE"):
        return Path(find_file.a_file(named))
    slug = re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")[:60] or "building"
    folder = places.data_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / f"{slug}.json"
