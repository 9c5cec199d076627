"""A corpus of mistakes that people make: each is found at its line, and no clean definition draws an error."""

from __future__ import annotations

from pathlib import Path

import pytest

import sopflow
from sopflow.definition.loading import check_bytes, neighbours
from sopflow.review.checking import reviewed
from tests.review.mistakes import LETTER, MISTAKES, PARALLEL

ROOT = Path(__file__).parents[2]


def findings(text):
    return reviewed(check_bytes(text.encode(), "x.yaml", others={})).findings


def test_there_are_enough_of_them_and_each_is_one_of_its_own():
    assert len(MISTAKES) >= 150
    assert len({(m.base, m.was, m.now) for m in MISTAKES}) == len(MISTAKES)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda m: f"{m.code}-{m.now.strip()[:40]}")
def test_a_mistake_is_found_at_its_line(mistake):
    assert mistake.base.count(mistake.was) >= 1
    text = mistake.base.replace(mistake.was, mistake.now, 1)
    assert text != mistake.base
    changed = text.index(mistake.now) if mistake.now else 0
    at = text.index(mistake.at) if mistake.at is not None else changed
    line = text.count("\n", 0, at) + 1
    said = [(d.code, d.span.line, d.message("en")) for d in findings(text)]
    assert (mistake.code, line) in {(code, place) for code, place, _ in said}, said
    for one in findings(text):
        assert one.text(text.split("\n"), "id")
        assert one.text(text.split("\n"), "en")


@pytest.mark.parametrize("text", [LETTER, PARALLEL])
def test_what_the_mistakes_were_made_in_is_clean(text):
    assert [d.code for d in findings(text) if d.fails] == []


@pytest.mark.parametrize("file", sorted((ROOT / "definitions").glob("*.yaml")), ids=lambda f: f.stem)
def test_no_shipped_definition_draws_a_finding_that_was_not_accepted(file):
    if ".scenarios" not in file.name:
        others = neighbours([file])
        assert [d.code for d in sopflow.check(file, others=others).findings if d.fails] == []
