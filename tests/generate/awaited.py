"""The same methods, awaited."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .methods import given
from .text import head


def files(_: Path) -> Iterator[tuple[str, str]]:
    lines = "".join(f"    {one.call} = awaited(Commands.{one.call})\n" for one in given())
    yield (
        "sopflow/engine/awaited_commands.py",
        head("The commands on an instance, each awaited.")
        + "from .awaiting import awaited\nfrom .commands import Commands\n\n\n"
        + f'class AwaitedCommands:\n    """The commands of `AsyncEngine`, with the arguments of `Engine`\'s."""\n\n{lines}',
    )
