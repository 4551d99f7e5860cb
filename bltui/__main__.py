"""Entry point of `python -m bltui`: the same as the command `bltui`."""

import sys

from bltui.cli import main

sys.exit(main())
