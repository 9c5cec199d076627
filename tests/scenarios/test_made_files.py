"""What a row makes with its file: each change of it is noticed by the scenarios that are generated."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.scenarios.generate import generate
from sopflow.scenarios.mutation import documents, mutants_by
from sopflow.scenarios.playing import play
from tests.sop import sop

SOP = sop(
    """
- {id: susun, activity: Menyusun, actor: a, outputs: [sk, salinan]}
- {id: putus, activity: Memutus, actor: b, inputs: [sk], branches: {Y: {to: arsip, outputs: [surat]}, N: {end: batal, outputs: [surat, nota]}, ulang: susun}}
- {id: arsip, activity: Mengarsipkan, actor: b, outputs: [sk]}
""",
    head="""documents:
  sk: {title: SK, file: required}
  surat: {title: Surat, file: required}
  nota: Nota
  salinan: Salinan
actors: {a: A, b: B}
""",
)
MUTANTS = {one.key: one for one in mutants_by((documents.mutants,), SOP, {})}


@pytest.fixture(scope="module")
def scenarios():
    made = generate([sopflow.Flow(SOP)])
    assert not made.unmade
    found = (*made.scenarios, *made.rules)
    assert all(play(one, [sopflow.Flow(SOP)]).passed for one in found)
    return found


def test_all_that_is_made_is_tried():
    assert {
        "susun.outputs.sk",
        "susun.outputs.salinan",
        "putus.branches.Y.outputs.surat",
        "putus.branches.N.outputs.surat",
        "putus.branches.N.outputs.nota",
        "arsip.outputs.sk",
        "sk.file",
        "surat.file",
    } <= set(MUTANTS)


@pytest.mark.parametrize("key", sorted(MUTANTS))
def test_each_change_is_noticed(scenarios, key):
    changed = [sopflow.Flow(MUTANTS[key].sop)]
    assert any(not play(one, changed).passed for one in scenarios), MUTANTS[key].missing.en


def test_the_hint_says_what_would_notice_it():
    assert "files-required" in MUTANTS["arsip.outputs.sk"].missing.en
    assert "available" in MUTANTS["susun.outputs.salinan"].missing.en


JOINT = sop(
    """
- {id: susun, activity: Menyusun, actor: a}
- {id: paraf, activity: Memaraf, actor: [a, b, c], sign_off: ORDER, outputs: [sk], branches: {Y: arsip, N: {to: susun, outputs: [nota]}}}
- {id: arsip, activity: Mengarsipkan, actor: [b, c], sign_off: ORDER, outputs: [sk]}
""".replace("ORDER", "all", 1).replace("ORDER", "in_order"),
    head="""documents:
  sk: {title: SK, file: required}
  nota: {title: Nota, file: required}
actors: {a: A, b: B, c: C}
""",
)


def test_what_several_sign_is_tried_with_its_file():
    flow = sopflow.Flow(JOINT)
    made = generate([flow])
    assert not made.unmade
    found = (*made.scenarios, *made.rules)
    assert all(play(one, [flow]).passed for one in found)
    refused = {(str(act.step), str(act.refused)) for one in made.rules for act in one.acts if act.refused}
    assert {
        (row, code) for row in ("paraf", "arsip") for code in ("signed-otherwise", "files-required")
    } <= refused
    mutants = {one.key: one for one in mutants_by((documents.mutants,), JOINT, {})}
    assert {"paraf.branches.N.outputs.nota", "paraf.outputs.sk", "arsip.outputs.sk", "sk.file"} <= mutants.keys()
    for key, mutant in mutants.items():
        assert any(not play(one, [sopflow.Flow(mutant.sop)]).passed for one in found), key
