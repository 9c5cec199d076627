"""Holds the English pages to proselint, without what they show as code: `python -m tests.prose`."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
INDONESIAN = ("mulai.md", "dari-word.md")
"""What is in Indonesian and not called `NAME.id.md`."""
GENERATED = ("checks.md", "format.md", "figures.md", "CHANGELOG.md")
"""What is made of other files, and the changelog, which is written for each version."""
CODE = re.compile(r"^```.*?^```|^    .*?$|`[^`\n]*`|\]\([^)]*\)|<!--.*?-->", re.S | re.M)


def pages() -> list[Path]:
    """The pages that are written by hand, in English."""
    found = [*ROOT.glob("*.md"), *sorted((ROOT / "docs").rglob("*.md"))]
    written = [path for path in found if path.name not in (*INDONESIAN, *GENERATED)]
    return [path for path in written if not path.name.endswith(".id.md")]


def prose(text: str) -> str:
    """A page with a letter for each sign of its code, so that places stay."""
    return CODE.sub(lambda found: re.sub(r"[^\n]", "x", found[0]), text)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for path in pages():
            copy = Path(folder, str(path.relative_to(ROOT)).replace("/", "__"))
            copy.write_text(prose(path.read_text("utf-8")), "utf-8")
            names[str(copy)] = str(path.relative_to(ROOT))
        command = ["proselint", "--config", str(ROOT / ".proselintrc.json"), "check", *names]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    for copy, name in names.items():
        said = said.replace(copy, name)
    print(said, end="")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
