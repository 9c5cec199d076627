"""Small worlds: fields with so few values that every case can be tried, and random conditions over them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Any

from sopflow.fields import Field

if TYPE_CHECKING:
    from random import Random

FIRST = date(2026, 8, 14)
DAYS = [(FIRST + timedelta(days=n)).isoformat() for n in range(5)]
TODAYS = [FIRST + timedelta(days=n) for n in range(-4, 9)]
"""Every day that is nearer to all the dates than a condition counts, and more."""
KINDS = ("a", "b", "c")

FIELDS = {
    "nilai": Field("nilai", "Nilai", "money", min=0, max=5),
    "pagu": Field("pagu", "Pagu", "money", min=2, max=6),
    "ukuran": Field("ukuran", "Ukuran", "number", min=0, max=2),
    "batas": Field("batas", "Batas", "number", min=0, max=2),
    "acara": Field("acara", "Acara", "date", min=DAYS[0], max=DAYS[-1]),
    "surat": Field("surat", "Surat", "date", min=DAYS[0], max=DAYS[-1]),
    "jenis": Field("jenis", "Jenis", "one_of", choices={one: one.upper() for one in KINDS}),
    "hadir": Field("hadir", "Hadir", "yes_no"),
    "syarat": Field("syarat", "Syarat", "some_of", choices={one: one.upper() for one in KINDS}),
    "nama": Field("nama", "Nama", "text"),
    "pukul": Field("pukul", "Pukul", "time", min="07:00", max="07:03"),
}
AXES: dict[str, list[Any]] = {
    "nilai": list(range(6)),
    "pagu": list(range(2, 7)),
    "ukuran": [n / 4 for n in range(9)],
    "batas": [n / 4 for n in range(9)],
    "acara": DAYS,
    "surat": DAYS,
    "jenis": list(KINDS),
    "hadir": [True, False],
    "syarat": [list(some) for n in (1, 2, 3) for some in combinations(KINDS, n)],
    "nama": ["x", "y", "z"],
    "pukul": [f"07:0{n}" for n in range(4)],
}
"""Of numbers a grid finer than the conditions', so that what holds anywhere holds somewhere on it."""
PAIRS = {
    "nilai": "pagu",
    "pagu": "nilai",
    "ukuran": "batas",
    "batas": "ukuran",
    "acara": "surat",
    "surat": "acara",
}


def _operand(random: Random, name: str, used: list[str]) -> Any:
    kind = FIELDS[name].type
    if PAIRS.get(name) in used and random.random() < 0.25:
        return {"field": PAIRS[name]}
    if kind == "date" and random.random() < 0.4:
        return {"today": f"{random.randint(-3, 3)} hari kalender"}
    if kind == "number":
        return random.randint(-1, 5) / 2
    if kind == "money":
        return random.randint(-1, 7)
    return random.choice(AXES[name] if kind != "text" else ["x", "y"])


def _test(random: Random, name: str, used: list[str], deep: bool = True) -> Any:
    kind = FIELDS[name].type
    roll = random.random()
    if roll < 0.08:
        return {"filled": random.random() < 0.6}
    if roll < 0.2 and deep:
        return {"not": _test(random, name, used, deep=False)}
    if kind == "some_of":
        some = random.sample(KINDS, random.randint(1, 3))
        return random.choice([{"has": some[0]}, {"has_all": some}, {"has_any": some}, some])
    if kind in ("money", "number", "date", "time") and roll < 0.8:
        low, high = ("after", "before") if kind in ("date", "time") else ("above", "below")
        words = random.sample([low, high, "at_least", "at_most"], random.choice([1, 1, 2]))
        return {word: _operand(random, name, used) for word in words}
    if roll < 0.9:
        return _operand(random, name, used)
    return [_operand(random, name, used) for _ in range(random.randint(1, 3))]


def condition(random: Random, used: list[str]) -> Any:
    """A random condition over some fields."""

    def one() -> dict[str, Any]:
        names = random.sample(used, random.randint(1, len(used)))
        return {name: _test(random, name, used) for name in names}

    return one() if random.random() < 0.75 else [one() for _ in range(random.randint(1, 2))]


def conditions(random: Random) -> tuple[list[str], list[Any]]:
    """The fields of a decision and the conditions of its branches, of which some divide one field cleanly."""
    used = random.sample(list(FIELDS), random.choice([1, 1, 2, 2, 3]))
    if used[0] in PAIRS and random.random() < 0.4 and PAIRS[used[0]] not in used:
        used.append(PAIRS[used[0]])
    found = [condition(random, used) for _ in range(random.randint(1, 4))]
    name = used[0]
    if FIELDS[name].type in ("money", "number") and random.random() < 0.3:
        at, other = _operand(random, name, used), _operand(random, name, used)
        found = [{name: {"below": at}}, {name: {"at_least": at, "below": other}}, {name: {"at_least": other}}]
    return used, found
