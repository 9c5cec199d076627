"""What was typed, over any order of saving, opening, answers and losses: the page's own state, without a browser."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests import services
from tests.share import share

PAGE = Path(__file__).parents[2] / "sopflow/studio/page"


def test_what_was_typed_is_in_the_editor_on_disk_or_asked_about(tmp_path):
    node = services.program("node", command="apt-get install nodejs")
    builder = PAGE / "node_modules/.bin/esbuild"
    if not builder.exists():
        services.lacking("esbuild", "npm ci --prefix sopflow/studio/page")
    book = tmp_path / "book.mjs"
    subprocess.run(
        [builder, "src/book.ts", "--format=esm", f"--outfile={book}", "--log-level=warning"], cwd=PAGE, check=True
    )
    found = subprocess.run(
        [node, "--test", *sorted(Path(__file__).parent.glob("*.test.mjs"))],
        env={**os.environ, "BOOK": str(book), "SEEDS": str(share(5_000))},
        capture_output=True,
        text=True,
    )
    assert found.returncode == 0, found.stdout[-5_000:] + found.stderr[-1_000:]
