"""Conditions in words: each phrase by hand, and every condition that is read is said whole, in both languages."""

from __future__ import annotations

import re
from random import Random

import pytest

from sopflow.conditions import Problem, read
from sopflow.conditions.saying import saying

from .worlds import FIELDS, condition


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
        ({"nilai": {"not": {"above": 5}}}, "Nilai tidak memenuhi: lebih dari Rp5", "Nilai does not satisfy: is above Rp5"),
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
