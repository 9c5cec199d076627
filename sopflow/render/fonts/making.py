"""Rebuilds the files of this folder from Liberation Sans 2 (SIL OFL 1.1), for a change of the characters only:

    python -m sopflow.render.fonts.making /usr/share/fonts/truetype/liberation2

Needs `fonttools` and `brotli`. The licence reserves the name "Liberation", so that what is cut down has another.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

CHARACTERS: Final = (
    *range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x2BB, 0x2BE), *range(0x370, 0x400), *range(0x400, 0x460),
    *range(0x1E00, 0x1F00), *range(0x2010, 0x2028), *range(0x2030, 0x203B), 0x20AC, 0x2116, 0x2122, *range(0x2190, 0x2196),
    0x2202, 0x2206, 0x2211, 0x2212, 0x221A, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265, 0x25A0, 0x25A1, 0x25CF, 0x25CA, 0x2713,
)  # fmt: skip
"""Latin with its extensions, Greek, Cyrillic, punctuation, and the signs that offices use."""
FACES: Final = {"Regular": "LiberationSans-Regular.ttf", "Bold": "LiberationSans-Bold.ttf"}
FAMILY: Final = "Sopflow Sans"


def make(source: Path, target: Path) -> None:
    """Write both faces as TTF and WOFF2, and the widths of their characters in thousandths of the size."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    widths: dict[str, dict[str, int]] = {}
    for face, name in FACES.items():
        options = subset.Options()
        options.layout_features = []
        options.hinting = False
        options.name_IDs = [0, 1, 2, 3, 4, 6, 13, 14]
        font: Any = TTFont(source / name, recalcTimestamp=False)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=CHARACTERS)
        cutter.subset(font)
        names = {1: FAMILY, 2: face, 3: f"{FAMILY} {face}", 4: f"{FAMILY} {face}", 6: f"SopflowSans-{face}"}
        for record in font["name"].names:
            record.string = names.get(record.nameID, record.toUnicode())
        font.save(target / f"SopflowSans-{face}.ttf")
        units = font["head"].unitsPerEm
        widths[face.lower()] = {
            chr(code): round(font["hmtx"][glyph][0] * 1000 / units)
            for code, glyph in sorted(font.getBestCmap().items())
        }
        font.flavor = "woff2"
        font.save(target / f"SopflowSans-{face}.woff2")
    (target / "widths.json").write_text(
        json.dumps(widths, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8"
    )


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(__file__).parent)
