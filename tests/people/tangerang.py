"""The office of the example: two districts, who holds what in them and when, and an SOP for either."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sopflow.people.loading import load_directory
from tests.sop import sop

WIB = ZoneInfo("Asia/Jakarta")


DIRECTORY = load_directory(Path(__file__).parents[2] / "examples/tangerang.directory.yaml")


NORTH, SOUTH = "kec-tangerang", "kec-ciledug"


SOP = sop(
    """
- {id: perintah, activity: x, actor: camat, branches: {Y: susun, N: end}}
- {id: susun, activity: x, actor: [komandan, kasi_trantib], sign_off: any}
- {id: paraf, activity: x, actor: [sekcam, camat], sign_off: in_order}
- {id: arsip, activity: x, actor: anggota_trantib}
""",
    head="actors: {camat: C, sekcam: S, komandan: K, kasi_trantib: T, anggota_trantib: A}",
)


def at(day, hour=9):
    return datetime.fromisoformat(day).replace(hour=hour, tzinfo=WIB)
