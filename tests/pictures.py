"""Makes the pictures under `docs/pictures/` anew: `python -m tests.pictures` (needs the extra `dev` and Chromium)."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

import sopflow
from sopflow.definition.loading import definition_files
from sopflow.render import render
from sopflow.render.formats.png import png_of
from sopflow.render.layout import picture_of
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
    made_up = picture_of(sopflow.load(FOLDER / "legalisasi.yaml"))
    (FOLDER / "legalisasi.png").write_bytes(_small(png_of(replace(made_up, pages=made_up.pages[1:]))))
    (FOLDER / "legalisasi-identity.png").write_bytes(_small(png_of(replace(made_up, pages=made_up.pages[:1]))))


def _small(png: bytes) -> bytes:
    """Large enough to be read beside a text."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    image.thumbnail((1000, 4000))
    out = io.BytesIO()
    image.convert("P", palette=Image.Palette.ADAPTIVE, colors=32).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    definitions()
    with sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, BROWSERS)))
        pictures(playwright.chromium.launch(executable_path=path, args=["--no-sandbox"]), FOLDER)
