"""`bltui completion bash|zsh|fish`: print the script that enables shell completion."""

from __future__ import annotations

from argparse import Namespace

from bltui.cli.parser import Parser, make_command
from bltui.cli.session import Session


def configure(parser: Parser, command: str) -> None:
    """Declare the arguments."""
    make_command(parser, completion, example='eval "$(bltui completion bash)"')
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="the shell to complete in")


def completion(session: Session, args: Namespace) -> int:
    """Print the script."""
    from argcomplete.shell_integration import shellcode

    # Without the shell's defaults, which would offer files where a person is wanted.
    script = shellcode(["bltui"], use_defaults=False, shell=args.shell)
    if session.out.as_json:
        session.out.json({"shell": args.shell, "script": script})
    else:
        session.out.page(f"{script.rstrip()}\n")
    return 0
