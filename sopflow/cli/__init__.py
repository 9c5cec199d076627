"""The command `sopflow`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from sopflow._version import __version__


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; 0 fine, 1 findings or a refusal, 2 wrong usage."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words == ["--version"]:
        print(f"sopflow {__version__}")
        return 0
    from .commands import run_command

    return run_command(words)
