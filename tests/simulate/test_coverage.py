"""The interval that is told holds the mean about as often as it says: over many seeds, against means that are known."""

from __future__ import annotations

import math
from random import Random
from statistics import fmean, stdev

import pytest

from sopflow.cli import main
from sopflow.simulate.result import Spans

from .offices import MINUTE, exponential, simulated
from .test_office import ANTRE
from .test_simulation import QUEUE, erlang_c

TRIALS = 100


def borders(part, trials):
    """Between which that part of so many trials lies 999 times of 1,000."""
    half = 3.29 * math.sqrt(part * (1 - part) / trials)
    return part - half, part + half


def covered(every, servers, expected, cases):
    """In which part of the trials the interval of the lead time holds the expected minutes, and how many cases it takes."""
    inside = 0
    for seed in range(TRIALS):
        found = simulated(
            QUEUE, exponential(every), {"a": servers}, {"layani": exponential(60)}, cases=cases, seed=seed
        )
        said = found.lead_time.found()
        inside += said["low"] / MINUTE <= expected <= said["high"] / MINUTE
    return inside / TRIALS, found.cases_needed


@pytest.mark.nightly
def test_an_interval_of_cases_that_do_not_wait_for_each_other_holds_the_mean_95_times_of_100():
    """With as many people as are needed. A batch is the mean of 100 exponential lengths, nearly normal; widening by chance adds
    up to two of 100."""
    found, _ = covered(40, 500, 60, 2000)
    assert borders(0.95, TRIALS)[0] <= found <= borders(0.97, TRIALS)[1]


@pytest.mark.nightly
@pytest.mark.parametrize(("every", "servers"), [(60, 2), (30, 3)])
def test_with_as_many_cases_as_it_takes_an_interval_of_a_queue_holds_the_mean_90_to_95_times_of_100(
    every, servers
):
    found, needed = covered(every, servers, erlang_c(every, 60, servers), 2300)
    assert needed == pytest.approx(250 / (1 - 60 / every / servers) ** 2, rel=0.3)
    assert borders(0.90, TRIALS)[0] <= found <= borders(0.95, TRIALS)[1]


def test_an_interval_is_wider_where_batches_are_alike():
    """1,000 values of which each keeps 0.95 of the one before: a batch of 50 is like the next. Without it, 85 of 100."""
    inside = 0
    for seed in range(600):
        chance, value, spans = Random(seed), 0.0, Spans()
        value = chance.gauss(0, 1 / math.sqrt(1 - 0.95**2))
        for _ in range(1000):
            value = 0.95 * value + chance.gauss(0, 1)
            spans.add(value)
        said = spans.found()
        inside += said["low"] <= 0 <= said["high"]
    low, high = borders(0.93, 600)
    assert low <= inside / 600 <= high


def test_batches_are_taken_for_as_alike_as_they_are():
    """Of 20 batches each keeps 0.4 of the one before. What 20 values themselves say of that is too little by (1 + 3 x 0.4) / 20."""
    said = []
    for seed in range(1000):
        chance, spans = Random(seed), Spans()
        value = chance.gauss(0, 1 / math.sqrt(1 - 0.4**2))
        for _ in range(20):
            value = 0.4 * value + chance.gauss(0, 1)
            spans.add(value)
        found = spans.found()
        half, usual = (found["high"] - found["low"]) / 2, 2.093 * stdev(spans.seconds) / math.sqrt(20)
        wider = (half / usual) ** 2
        said.append((wider - 1) / (wider + 1))
    assert fmean(said) == pytest.approx(0.4, abs=0.05)


@pytest.mark.parametrize(
    ("every", "cases", "id", "en"),
    [
        (
            75,
            1000,
            "Petugas bekerja {busy} dari waktunya, sehingga",
            "Petugas is busy for {busy} of the time, and",
        ),
        (50, 1000, "antreannya terus bertambah", "the queue grows as long as cases come"),
        (600, 1000, None, None),
    ],
)
def test_people_are_told_where_the_interval_is_too_narrow(tmp_path, monkeypatch, capsys, every, cases, id, en):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "antre.yaml").write_text(ANTRE, "utf-8")
    (tmp_path / "l.office.yaml").write_text(
        f"arrivals: {{antre: {{every: {{exponential: {every} menit}}}}}}\ndurations: {{layani: {{exponential: 1 jam}}}}\nanswers: {{layani: {{Y: 1}}}}\n"
    )
    for language, wanted in (("id", id), ("en", en)):
        words = ["simulate", "antre.yaml", "--with", "l.office.yaml", "--cases", str(cases), "--lang", language]
        assert main([*words, "-o", "hasil.html"]) == 0
        second = capsys.readouterr().out.splitlines()[1]
        page = (tmp_path / "hasil.html").read_text("utf-8")
        if wanted is None:
            assert second == ""
            continue
        for part in wanted.split("{busy}"):
            assert part in second
        assert f"<p>{second}</p>" in page
