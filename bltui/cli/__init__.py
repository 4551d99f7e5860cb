"""The command line. `main` answers `--version` at once, before anything is imported, and hands on
the rest.
"""


def main(argv: list[str] | None = None) -> int:
    """Run one command; gives the exit status. `argv` defaults to the arguments of the process."""
    import sys

    arguments = sys.argv[1:] if argv is None else argv
    if arguments == ["--version"]:
        from bltui import __version__

        sys.stdout.write(f"bltui {__version__}\n")
        return 0
    from bltui.cli.run import run

    return run(arguments)
