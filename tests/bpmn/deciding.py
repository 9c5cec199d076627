"""Decisions by chance, as definitions, and the cases to which they are put."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from random import Random

from sopflow.conditions import Taken, decide, looking
from sopflow.definition.conditions import decision_of
from sopflow.definition.loading import check_bytes
from tests.conditions.worlds import AXES, FIELDS, conditions

TODAY = date(2026, 8, 16)


def _field(one):
    said = {"title": one.title}
    if one.choices:
        return said | {one.type: dict(one.choices)}
    limits = {key: str(getattr(one, key)) for key in ("min", "max") if getattr(one, key) is not None}
    return said | {"type": one.type} | limits


def decision(seed):
    """The text of a definition whose first row data decide, and cases: values of its fields, some missing."""
    random = Random(seed)
    used, found = conditions(random)
    names = [f"r{at}" for at in range(max(2, len(found) + 1))]
    form = random.choice(["when", "otherwise", "unique", "first"])
    while len(found) < 2:
        found.append(random.choice(found))
    row = {"id": "a", "activity": "Memutus", "actor": "x", "branches": {}}
    if form in ("unique", "first"):
        rules = [{"when": when, "take": random.choice(names[:2])} for when in found]
        rules += [{"when": found[0], "take": name} for name in names[:2] if name not in [r["take"] for r in rules]]
        row["branches"] = {name: {"to": name} for name in names[:2]}
        if random.random() < 0.4:
            row["branches"][names[2 % len(names)]] = {"to": names[2 % len(names)], "otherwise": True}
        row["decides"] = {"hit": form, "rules": rules}
        if len(row["branches"]) < 3:  # the third is one of the others
            row["branches"][names[0]] = {"to": names[0]}
    else:
        row["branches"] = {name: {"to": name, "when": when} for name, when in zip(names, found, strict=False)}
        if form == "otherwise":
            row["branches"][names[len(found) % len(names)]] = {
                "to": names[len(found) % len(names)],
                "otherwise": True,
            }
    whole = {
        "sopflow": 1,
        "id": "putusan",
        "title": "Putusan",
        "actors": {"x": "X"},
        "fields": {name: _field(one) for name, one in FIELDS.items()},
        "steps": [row, *({"id": one, "activity": one, "actor": "x", "next": "end"} for one in row["branches"])],
    }
    cases = [{name: random.choice(AXES[name]) for name in used if random.random() > 0.2} for _ in range(12)]
    return json.dumps(whole), cases


@cache
def decisions(count):
    """So many of those that load."""
    made = [decision(seed) for seed in range(count)]
    sound = tuple(one for one in made if check_bytes(one[0].encode(), "").definition is not None)
    assert len(sound) > count * 0.9
    return sound


def found_by_us(sop, case):
    """What our own evaluator says."""
    rules, hit = decision_of(sop.steps[0], sop.fields)
    return decide(rules, hit, looking(sop.fields, case, TODAY))


def choice(sop, case):
    """The branch that our own evaluator takes; `None` where it takes none."""
    found = found_by_us(sop, case)
    return found.branch if isinstance(found, Taken) else None
