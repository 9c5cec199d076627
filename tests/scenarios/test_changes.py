"""`changes.yaml`: changes of the shipped SOPs, by people who had seen neither the generator nor the scenarios.

Each is noticed by the shipped scenarios or the generated ones together, but for those that no scenario can see.
"""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest
import yaml

from sopflow.definition.library import Library
from sopflow.scenarios.generate import generate
from sopflow.scenarios.playing import play
from sopflow.scenarios.rehearsal import compiled
from sopflow.scenarios.suite import Suite

DEFINITIONS = Path(__file__).parents[2] / "definitions"
CHANGES = yaml.safe_load(Path(__file__).with_name("changes.yaml").read_text("utf-8"))
UNSEEN = {
    # a row that calls an SOP is ended by that SOP, and only what people end notes what was missing
    "The hand-over papers may no longer be lacking; every hand-over without them is recorded as missing a document.",
    "The document for the handover is no longer optional.",
}


@cache
def scenarios(file):
    """The shipped scenarios of an SOP, and the generated ones."""
    made = generate(compiled(Library().load(DEFINITIONS / file)))
    shipped = Suite([DEFINITIONS / file.replace(".yaml", ".scenarios.yaml")])
    return [case.scenario for case in shipped.cases], (*made.scenarios, *made.rules)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return shutil.copytree(DEFINITIONS, tmp_path_factory.mktemp("sop") / "definitions")


def changed(folder, change):
    text = (DEFINITIONS / change["file"]).read_text("utf-8")
    assert text.count(change["find"]) == 1
    path = folder / change["file"]
    path.write_text(text.replace(change["find"], change["replace"]), "utf-8")
    try:
        return compiled(Library().load(path))
    finally:
        path.write_text(text, "utf-8")


@pytest.mark.parametrize("change", CHANGES, ids=[f"{c['file'][:12]}: {c['what'][:60]}" for c in CHANGES])
def test_a_change_by_somebody_else_is_noticed(folder, change):
    flows = changed(folder, change)
    noticed = [any(not play(one, flows).passed for one in group) for group in scenarios(change["file"])]
    assert any(noticed) == (change["what"] not in UNSEEN)


def test_there_are_as_many_as_were_asked_for():
    assert len(CHANGES) >= 90
    assert {change["file"] for change in CHANGES} == {
        path.name for path in DEFINITIONS.glob("*.yaml") if not path.name.endswith(".scenarios.yaml")
    }
