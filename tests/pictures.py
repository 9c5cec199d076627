"""Makes the pictures under `docs/pictures/` anew: `python -m tests.pictures` (needs `sopflow[picture]`)."""

from __future__ import annotations

from pathlib import Path

import sopflow
from sopflow.definition.loading import definition_files
from sopflow.render import render

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
