"""Where an export goes: to standard output, or whole into a file that it never half writes."""

from __future__ import annotations

import os
from argparse import Namespace

from bltui.cli.grammar import Parser
from bltui.cli.session import Session
from bltui.cli.usage import Trouble, Usage


def destination(parser: Parser) -> Parser:
    """Declare --out and --replace."""
    parser.add_argument("--out", metavar="FILE", help="write here (default: standard output)")
    parser.add_argument("--replace", action="store_true", help="with --out: replace a file of that name")
    return parser


def deliver(session: Session, args: Namespace, text: str) -> int:
    """The text to where it is wanted; a file is whole or not there."""
    if args.out is None:
        if session.out.as_json:
            session.out.json({"text": text})
        else:
            session.out.page(text)
        return 0
    _write(session, args.out, text, replace=args.replace)
    if session.out.as_json:
        session.out.json({"file": args.out, "bytes": len(text.encode())})
    else:
        session.out.line(f"wrote {args.out}")
    return 0


def _write(session: Session, name: str, text: str, *, replace: bool) -> None:
    if os.path.realpath(name) == os.path.realpath(session.path):
        raise Usage(f"{name} is the building itself. Name another file.")
    if not replace and os.path.lexists(name):
        raise Trouble(f"{name} is there already. Give --replace to replace it, or name another file.", 4)
    from pathlib import Path

    temporary = f"{name}.part"
    try:
        # Beside the target and exclusively, so that neither a planted link nor half a file can come of it.
        number = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
        try:
            with os.fdopen(number, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            Path(temporary).replace(name)
        except OSError:
            Path(temporary).unlink()
            raise
    except OSError as error:
        raise Trouble(f"{name}: {error.strerror or error}. Nothing was exported.", 74) from None
