"""The command line's entry point.

`main` answers `--version` before it imports anything else.
"""


def main(argv: list[str] | None = None) -> int:
    """Run one command and return the exit status.

    `argv` defaults to the arguments of the process.
    """
    import sys

    arguments = sys.argv[1:] if argv is None else argv
    if arguments in (["--version"], ["-V"]):
        from bltui import __version__

        sys.stdout.write(f"bltui {__version__}\n")
        return 0
    from bltui.cli.run import run

    return run(arguments)
