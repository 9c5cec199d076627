"""An SOP with three findings that can be accepted."""

from __future__ import annotations

FLAWED = "sopflow: 1\nid: x\ntitle: X\nactors: {a: Ani Suryani, b: Budi Santoso, c: Citra Lestari}\nsteps:\n  - {id: p, activity: Ani Suryani menulis, actor: a}\n  - {id: q, activity: Memeriksa, actor: b}\n"
