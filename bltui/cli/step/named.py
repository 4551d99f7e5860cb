"""How commands name a step: by its number and its board."""

from __future__ import annotations

from argparse import ArgumentTypeError

from bltui.cli.parser import Parser


def step_number(text: str) -> int:
    """Parse the number of a step."""
    digits = text.strip().removeprefix("#")
    if not digits.isdecimal() or len(digits) > 2:
        raise ArgumentTypeError(
            f"“{text}” is not the number of a step; `bltui step list` lists them"
        )
    return int(digits)


def of_board(parser: Parser) -> None:
    """Declare --board."""
    parser.add_argument(
        "--board",
        choices=("building", "district"),
        default="building",
        help="whose steps (default: building)",
    )


def numbered(parser: Parser) -> None:
    """Declare the arguments for a step's number and its board."""
    parser.add_argument("step", metavar="STEP", type=step_number, help="the number of the step")
    of_board(parser)
