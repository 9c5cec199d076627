"""SOPs of which rows are undone, and the people who do and undo them."""

from __future__ import annotations

from tests.sop import sop

SOP = sop(
    """
- {id: susun, activity: Menyusun, actor: a, duration: 1 jam, outputs: [Surat]}
- {id: periksa, activity: Memeriksa, actor: b, duration: 1 jam, branches: {Y: end, N: susun, dua: [kiri, kanan]}, on_late: {remind: true}}
- {id: kiri, activity: Kiri, actor: a, next: gabung}
- {id: kanan, activity: Kanan, actor: c, next: gabung}
- {id: gabung, activity: Gabung, actor: a, join: [kiri, kanan]}
"""
)
SHARED = sop(
    """
- {id: susun, activity: Menyusun, actor: [a, b], sign_off: any, next: periksa}
- {id: periksa, activity: Memeriksa, actor: b, separate_from: [susun], optional: true, next: [kiri, kanan]}
- {id: kiri, activity: Kiri, actor: a, next: gabung}
- {id: kanan, activity: Kanan, actor: c, next: gabung}
- {id: gabung, activity: Gabung, actor: [a, b], sign_off: all, join: [kiri, kanan]}
"""
)
PEOPLE = {"ani": ("a",), "budi": ("b",), "citra": ("b",), "dedi": ("c",), "evi": ()}


def as_it_was(state, before):
    return state == before._replace(revision=state.revision, at=state.at)
