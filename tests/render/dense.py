"""Random SOPs that are hard to draw: many rows, actors and answers, arrows from anywhere to anywhere."""

from __future__ import annotations

import json
import random

import sopflow

WORDS = (
    "surat",
    "Menyusun",
    "verifikasi",
    "koreksi",
    "dan",
    "Kasi",
    "draft",
    "pengawalan",
    "ketenteraman",
    "<b>&\"'",
    "pertanggungjawabannya",
)


def dense(seed, *, rows=None, actors=None):
    """An SOP by chance; the same for the same seed. What does not load (rows that can only go round) is drawn again."""
    for again in range(100):
        try:
            return _drawn(random.Random(f"{seed} {again}"), rows, actors)
        except sopflow.DefinitionError as problem:
            if any(d.code not in ("SOP209", "SOP215") for d in problem.findings if d.severity == "error"):
                raise
    raise AssertionError(seed)


def _drawn(rng, rows, actors):
    rows = rows or rng.choice((1, 2, 3, 5, 8, 13, 21))
    actors = actors or rng.choice((1, 2, 3, 5, 8))
    names = [f"p{at}" for at in range(actors)]
    steps = [f"s{at}" for at in range(rows)]

    def text(most):
        return " ".join(rng.choice(WORDS) for _ in range(rng.randint(1, most)))

    def target():
        if rng.random() < 0.12:
            return rng.choice(["end", {"end": rng.choice(("ditolak", "selesai", "batal"))}])
        return rng.choice(steps)

    def targets():
        count = 1 if rng.random() < 0.8 else rng.randint(2, 3)
        many = []
        for _ in range(count):
            one = target()
            if one not in many:
                many.append(one)
        return many if len(many) > 1 else many[0]

    whole = []
    for at, name in enumerate(steps):
        step = {
            "id": name,
            "activity": text(rng.choice((3, 12, 40))),
            "duration": rng.choice(("1 jam", "unknown", "2 hari")),
        }
        kind = rng.random()
        signers = rng.sample(names, min(actors, rng.choice((1, 1, 1, 2, 3, 4))))
        step["actor"] = signers if len(signers) > 1 else signers[0]
        if len(signers) > 1:
            step["sign_off"] = rng.choice(("any", "all", "in_order"))
        if kind < 0.06:
            step["actor"] = "unknown"
            step.pop("sign_off", None)
        elif kind < 0.12:
            step.update(wait="3 hari")
            step.pop("duration")
        elif kind < 0.16:
            step["optional"] = True
        if rng.random() < 0.45:
            answers = rng.sample(
                ["Y", "N", "disetujui", "dikembalikan untuk diperbaiki", "dilimpahkan", "tidak"],
                rng.choice((2, 2, 2, 3, 5)),
            )
            step["branches"] = {a: "unknown" if rng.random() < 0.05 else targets() for a in answers}
            step.pop("wait", None)
            step.pop("optional", None)
        elif rng.random() < 0.35:
            step["next"] = targets()
        elif at == rows - 1:
            step["next"] = "end"
        if rng.random() < 0.3:
            step["remarks"] = text(6)
        step.setdefault("duration", "1 jam") if "wait" not in step else None
        whole.append(step)
    data = {
        "sopflow": 1, "id": "padat", "title": f"SOP {text(4)}", "version": "1",
        "actors": {n: text(3) for n in names}, "steps": whole,
    }  # fmt: skip
    return sopflow.loads(json.dumps(data))
