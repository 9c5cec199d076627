"""Conditions in words: each phrase by hand, and every condition that is read is said whole, in both languages."""

from __future__ import annotations

import re
from datetime import timedelta
from random import Random

import pytest

from sopflow.conditions import Problem, read
from sopflow.conditions.saying import saying
from sopflow.fields import Field

from .model import verdict
from .worlds import DAYS, FIELDS, FIRST, PAIRS, condition


@pytest.mark.parametrize(
    ("said", "id", "en"),
    [
        ({"nilai": {"at_most": "50 juta"}}, "Nilai paling banyak Rp50.000.000", "Nilai is at most Rp50,000,000"),
        ({"nilai": {"above": 0, "below": {"field": "pagu"}}}, "Nilai lebih dari Rp0 dan kurang dari Pagu", "Nilai is above Rp0 and is below Pagu"),
        ({"ukuran": 0.5}, "Ukuran adalah 0,5", "Ukuran is 0.5"),
        ({"acara": {"before": "17 Agustus 2026"}}, "Acara sebelum 17 Agustus 2026", "Acara is before 17 August 2026"),
        ({"acara": {"at_least": {"today": "30 hari kalender"}}}, "Acara paling awal 30 hari kalender sesudah hari ini", "Acara is 30 calendar days after today at the earliest"),
        ({"acara": {"after": {"today": "-1 hari kalender"}}}, "Acara sesudah 1 hari kalender sebelum hari ini", "Acara is after 1 calendar day before today"),
        ({"acara": {"today": "0 hari kalender"}}, "Acara adalah hari ini", "Acara is today"),
        ({"pukul": {"at_most": "07:30"}}, "Pukul paling akhir 07.30", "Pukul is 07:30 at the latest"),
        ({"jenis": ["a", "B"]}, "Jenis adalah A atau B", "Jenis is A or B"),
        ({"jenis": {"not": "a"}}, "Jenis bukan A", "Jenis is not A"),
        ({"hadir": True}, "Hadir: ya", "Hadir: yes"),
        ({"hadir": {"not": False}}, "Hadir bukan tidak", "Hadir is not no"),
        ({"syarat": {"has_all": ["a", "b"]}}, "Syarat mencakup A dan B", "Syarat includes A and B"),
        ({"syarat": {"has_any": ["a", "b"]}}, "Syarat mencakup A atau B", "Syarat includes A or B"),
        ({"syarat": ["a", "b"]}, "Syarat tepat A dan B", "Syarat is exactly A and B"),
        ({"nama": {"filled": False}}, "Nama kosong", "Nama is empty"),
        ({"nilai": {"not": {"above": 5}}}, "Nilai paling banyak Rp5", "Nilai is at most Rp5"),
        ({"acara": {"not": {"at_least": "17 Agustus 2026"}}}, "Acara sebelum 17 Agustus 2026", "Acara is before 17 August 2026"),
        ({"nama": {"not": {"filled": True}}}, "Nama kosong", "Nama is empty"),
        ({"syarat": {"not": {"has": "a"}}}, "Syarat tidak mencakup A", "Syarat does not include A"),
        ({"syarat": {"not": ["a", "b"]}}, "Syarat bukan tepat A dan B", "Syarat is not exactly A and B"),
        ({"nilai": {"not": {"below": 3, "filled": True}}}, "Nilai tidak memenuhi (kurang dari Rp3 dan terisi)", "Nilai does not satisfy (is below Rp3 and is filled in)"),
        ({"nilai": {"not": {"below": 3}, "filled": True}}, "Nilai paling sedikit Rp3 dan terisi", "Nilai is at least Rp3 and is filled in"),
        ({"nama": "x atau y"}, 'Nama adalah "x atau y"', 'Nama is "x atau y"'),
        ({"nama": 'x "atau" y'}, 'Nama adalah "x ""atau"" y"', 'Nama is "x ""atau"" y"'),
        ([{"nilai": 1, "hadir": True}, {"nilai": 2}], "Nilai adalah Rp1 dan Hadir: ya; atau Nilai adalah Rp2", "Nilai is Rp1 and Hadir: yes; or Nilai is Rp2"),
    ],
)  # fmt: skip
def test_a_condition_is_said_as_people_say_it(said, id, en):
    assert not isinstance(read(said, FIELDS), Problem)
    words = saying(said, FIELDS)
    assert (words.id, words.en) == (id, en)


def names_in(said):
    """Every field that a condition names, also on its right side."""
    if isinstance(said, dict):
        for name, own in said.items():
            if name in FIELDS:
                yield name
            yield from [own] if name == "field" else names_in(own)
    elif isinstance(said, list):
        for one in said:
            yield from names_in(one)


def test_every_condition_that_is_read_is_said_whole():
    random = Random(35)
    seen = 0
    for _ in range(3_000):
        said = condition(random, random.sample(list(FIELDS), 3))
        if isinstance(read(said, FIELDS), Problem):
            continue
        seen += 1
        for text in (saying(said, FIELDS).id, saying(said, FIELDS).en):
            assert not re.search(r"[{}\[\]_]|'|\b(has|has_all|field)\b", text), (said, text)
            assert not (missing := [n for n in names_in(said) if FIELDS[n].title not in text]), (
                said,
                text,
                missing,
            )
    assert seen > 2_000


TITLES = {
    "a": "A",
    "b": "B",
    "c": "A dan B",
    "d": "A atau B",
    "e": "Tidak lengkap",
    "f": "mencakup B",
    "g": "B)",
    "h": "Jenis adalah A",
    "i": "not A",
}
NASTY = FIELDS | {
    "jenis": Field("jenis", "Jenis", "one_of", choices=TITLES),
    "syarat": Field("syarat", "Syarat", "some_of", choices=TITLES),
}
TEXTS = ["x", "y", "x atau y", "not x", "empty", 'x" atau "y', "x; atau Nama adalah y"]
AMOUNTS = ["above", "at_least", "below", "at_most"]
TIMES = ["before", "after", "at_least", "at_most"]
CASES = {
    "nilai": [None, *range(4)], "pagu": [None, 2], "acara": [None, *DAYS[:3]], "surat": [None, DAYS[1]], "hadir": [None, True, False],
    "jenis": [None, *TITLES], "nama": [None, *TEXTS],
    "syarat": [None, *(list(some) for some in ("a", "b", "c", "ab", "ac", "bc", "abf", "ag", "d", "e", "ah", "abc"))],
}  # fmt: skip


def deep(random):
    """A condition of several tests of a field, in and beside a `not`, over values that read as parts of a sentence."""

    def compared(name):
        if name in PAIRS and random.random() < 0.2:
            return {"field": PAIRS[name]}
        if name == "acara" and random.random() < 0.3:
            return {"today": f"{random.randint(-1, 1)} hari kalender"}
        return random.choice([one for one in CASES[name] if one is not None])

    def value(name):
        if name == "syarat":
            return random.choice(CASES[name][1:])
        return [compared(name) for _ in range(2)] if random.random() < 0.4 else compared(name)

    def tests(name, deeper):
        words = {"nilai": AMOUNTS, "acara": TIMES, "syarat": ["has", "has_all", "has_any"]}.get(name, [])
        words = [*words, "filled", *["not"] * deeper]
        found = {}
        for word in random.sample(words, min(len(words), random.choice([1, 1, 2, 3]))):
            if word == "filled":
                found[word] = random.random() < 0.5
            elif word == "not":
                found[word] = tests(name, False) if random.random() < 0.6 else value(name)
            elif word == "has":
                found[word] = random.choice([*TITLES])
            else:
                found[word] = value(name) if name == "syarat" else compared(name)
        return found

    def one():
        names = random.sample(["nilai", "acara", "hadir", "jenis", "nama", "syarat"], random.choice([1, 1, 1, 2]))
        return {name: value(name) if random.random() < 0.4 else tests(name, True) for name in names}

    return [one(), one()] if random.random() < 0.2 else one()


@pytest.mark.parametrize("language", ["id", "en"])
def test_two_conditions_with_one_sentence_are_one_condition(language):
    """What each is, in many cases, says a model that was written apart."""
    random = Random(36)
    cases = [{name: random.choice(some) for name, some in CASES.items()} for _ in range(150)]
    days = [FIRST + timedelta(days=n) for n in (0, 1, 2)]
    seen = {}
    for _ in range(8_000):
        said = deep(random)
        assert not isinstance(read(said, NASTY), Problem), said
        found = tuple(verdict(said, case, days[at % 3]) for at, case in enumerate(cases))
        known, other = seen.setdefault(getattr(saying(said, NASTY), language), (found, said))
        assert found == known, (said, other)
    assert len(seen) > 2_000
