"""Generated scenarios are named in one language: that of whoever asked for them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sopflow
from sopflow.definition.library import Library
from sopflow.definition.model import DONE, LATE
from sopflow.scenarios.generate import generate
from sopflow.scenarios.rehearsal import compiled
from tests.scenarios.test_forms import SOP as FORMS
from tests.scenarios.test_rules import KALENDER, SOP

DEFINITIONS = Path(__file__).parents[2] / "definitions"


def own_words(flow):
    """What the SOP itself names."""
    sop = flow.definition
    outcomes = [outcome for row in flow.rows.values() for outcome in row.outcomes]
    return {
        *re.findall(r"[a-z]+", " ".join([*sop.actors, *sop.fields, *flow.rows, *flow.ends, *outcomes, DONE, LATE]))
    }


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """The words of all names that are made up, by language; what the SOPs themselves name is left out."""
    folder = tmp_path_factory.mktemp("nama")
    (folder / "izin.yaml").write_text(SOP, "utf-8")
    (folder / "kantor.calendar.yaml").write_text(KALENDER, "utf-8")
    paths = [
        folder / "izin.yaml",
        *(DEFINITIONS / f"{name}.yaml" for name in ("izin-reklame", "pengadaan-langsung")),
    ]
    found = {"id": set(), "en": set()}
    for flows in (*(compiled(Library().load(path)) for path in paths), [sopflow.Flow(FORMS)]):
        for language, words in found.items():
            made = generate(flows, language=language)
            scenarios = (*made.scenarios, *made.rules)
            names = [*(one.name for one in scenarios), *made.unmade]
            names += [person for one in scenarios for person in one.people]
            words |= {*re.findall(r"[a-z]{2,}", " ".join(names))} - own_words(flows[-1])
    return found


def test_the_two_languages_of_names_share_no_word(shown):
    assert shown["id"] & shown["en"] == set()


@pytest.mark.parametrize(
    ("language", "words"), [("id", "orang siapa pun membatalkan"), ("en", "person anyone cancel")]
)
def test_the_names_say_who_may_do_what(shown, language, words):
    assert {*words.split()} <= shown[language]
