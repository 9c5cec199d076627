"""What `sopflow --help` says of each command, so that it need not import them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from sopflow.cli.commands import found

from .text import head


def files(_: Path) -> Iterator[tuple[str, str]]:
    rows = (f"    {_text(one.NAME)}: ({_text(module)}, {_text(one.HELP)}),\n" for module, one in found())
    yield (
        "sopflow/cli/listed.py",
        head("The commands of the terminal: the module of each, and what is said of it.", "sopflow/cli/")
        + "from typing import Final\n\n"
        + f"LISTED: Final = {{\n{''.join(rows)}}}\n",
    )


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
