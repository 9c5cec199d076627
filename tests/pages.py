"""The pages of the documentation, and the commands that they show."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

ROOT = Path(__file__).parents[1]


FRONT = ("README.md", "README.id.md")


TEXTS = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/*.md")), ROOT / "definitions/README.md"]


TUTORIALS = ("mulai.md", "dari-word.md", "first-scenarios.md", "first-scenarios.id.md")


def shown(path):
    """Each command that a page shows with `$ sopflow`, with the lines that it is said to print."""
    return shown_in(path.read_text("utf-8"))


def shown_in(text):
    for block in re.findall(r"^```\n(\$ .*?)^```", text, re.S | re.M):
        for part in re.split(r"^\$ ", block.replace("\\\n", " "), flags=re.M)[1:]:
            command, _, printed = part.partition("\n")
            if command.startswith("sopflow "):
                yield shlex.split(command, comments=True)[1:], printed.splitlines()
