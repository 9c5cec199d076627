"""Makes the pictures under `docs/pictures/` anew: `python -m tests.pictures` (needs the extra `dev` and Chromium)."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

import sopflow
from sopflow.definition.loading import definition_files
from sopflow.render import render
from tests.services import BROWSERS
from tests.studio.pictures import pictures

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs/pictures"


def definitions() -> None:
    """The printed pages of every definition."""
    for file in sorted(definition_files(ROOT / "definitions")):
        definition = sopflow.load(file)
        (FOLDER / f"{definition.id}.png").write_bytes(render(definition, "png"))
        print(f"{definition.id}.png")
    escort = sopflow.load(ROOT / "definitions/pengawalan.yaml")
    (FOLDER / "table.png").write_bytes(render(escort, "png", page=2))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    definitions()
    with sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, BROWSERS)))
        pictures(playwright.chromium.launch(executable_path=path, args=["--no-sandbox"]), FOLDER)
