"""What is exported comes back: the same text, the same digest; and what somebody changed in the diagram, with the rest as it was."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow import texts
from sopflow.bpmn.dialects import DIALECTS
from sopflow.bpmn.exporting import export_bpmn
from sopflow.bpmn.importing import import_bpmn
from sopflow.bpmn.problems import NotInBpmn
from sopflow.definition.model import Unknown
from sopflow.flow.flow import Flow
from sopflow.testing.strategies import drafts
from tests.share import share

from . import peers
from .traces import FOLDER, fits, shipped

OFTEN = settings(max_examples=share(300), deadline=None, suppress_health_check=list(HealthCheck))
FILES = sorted(path for path in FOLDER.glob("*.yaml") if not path.name.endswith(".scenarios.yaml"))


def text_of(name):
    return texts.read(str(FOLDER / f"{name}.yaml"))


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_definition_comes_back_as_it_was(dialect, language):
    for path in FILES:
        text = texts.read(str(path))
        definition = sopflow.loads(text)
        made = import_bpmn(export_bpmn(definition, text, dialect=dialect, language=language).content)
        assert made.is_original
        assert made.text == text
        assert sopflow.loads(made.text).digest == definition.digest


def test_what_another_tool_read_and_wrote_comes_back_as_it_was():
    asked = [
        {
            "id": path.stem,
            "text": export_bpmn(sopflow.loads(texts.read(str(path))), texts.read(str(path))).content.decode(),
        }
        for path in FILES
    ]
    for path, (name, again) in zip(FILES, peers.node("write_again.mjs", asked), strict=True):
        assert name == path.stem
        assert again not in [one["text"] for one in asked]
        made = import_bpmn(again.encode())
        assert made.is_original
        assert made.text == texts.read(str(path))


@given(drafts(), st.sampled_from(DIALECTS))
@OFTEN
def test_definitions_by_chance_come_back_as_they_were(draft, dialect):
    text = json.dumps(draft)
    definition = sopflow.loads(text)
    try:
        made = import_bpmn(export_bpmn(definition, text, dialect=dialect).content)
    except NotInBpmn:
        assume(False)
    assert made.text == text


def shape(definition):
    """Where each row leads, by which answer, and what it waits for."""
    return {
        str(step.id): (
            {name: leads(targets) for name, targets in step.ways},
            step.join if step.join is None or isinstance(step.join, str) else frozenset(map(str, step.join)),
        )
        for step in definition.steps
    }


def leads(targets):
    if isinstance(targets, Unknown):
        return "unknown"
    return frozenset((t.name, t.closes_all) if hasattr(t, "name") else str(t) for t in targets)


def without_what_it_carries(content):
    return re.sub(rb"<sopflow:definition.*?</sopflow:definition>", b"", content, flags=re.S)


@given(drafts())
@OFTEN
def test_the_flow_comes_back_from_the_diagram_alone(draft):
    """Without the definition that the file carries, as it is read from any other tool."""
    definition = sopflow.loads(json.dumps(draft))
    assume(fits(Flow(definition)))
    assume(not any(step.on_late or step.terminator for step in definition.steps))
    # what waits for one row alone waits for nothing: a diagram has no gateway there
    assume(not any(isinstance(step.join, tuple) and len(step.join) == 1 for step in definition.steps))
    made = import_bpmn(without_what_it_carries(export_bpmn(definition, "").content))
    assert shape(sopflow.loads(made.text)) == shape(definition)


SPLIT_AND_ALONE = """sopflow: 1
id: acak
title: Acak
actors: {a: A}
steps:
  - {id: x, activity: X, actor: a, join: started, next: [x, y]}
  - {id: y, activity: Y, actor: a, join: started, branches: {ya: [x, y], tidak: x, selesai: end}}
"""


def test_arrows_of_one_row_alone_and_with_others_come_back():
    definition = sopflow.loads(SPLIT_AND_ALONE)
    made = import_bpmn(without_what_it_carries(export_bpmn(definition, "").content))
    assert shape(sopflow.loads(made.text)) == shape(definition)


def changed(name, was, now):
    text = text_of(name)
    content = export_bpmn(sopflow.loads(text), text).content.decode()
    assert was in content
    made = import_bpmn(content.replace(was, now).encode())
    assert not made.is_original
    return sopflow.loads(text), sopflow.loads(made.text), made


def test_a_name_that_was_changed_in_the_diagram_is_changed_and_nothing_else():
    before, after, made = changed(
        "pengawalan", 'userTask id="teruskan" name="', 'userTask id="teruskan" name="Lalu: '
    )
    assert made.changed == ("teruskan",)
    assert [str(s.id) for s in before.steps] == [str(s.id) for s in after.steps]
    for was, now in zip(before.steps, after.steps, strict=True):
        assert now.activity == ("Lalu: " if now.id == "teruskan" else "") + " ".join(was.activity.split())
        assert (now.inputs, now.outputs, now.duration, now.source) == (
            was.inputs,
            was.outputs,
            was.duration,
            was.source,
        )
    assert after.identity == before.identity
    assert after.actors == before.actors


def test_an_arrow_that_was_moved_in_the_diagram_leads_elsewhere():
    was = 'sourceRef="verifikasi_Decide" targetRef="susun_surat_tugas_Merge"'
    before, after, made = changed("pengawalan", was, 'sourceRef="verifikasi_Decide" targetRef="perintah_camat"')
    assert leads(dict(after.step("verifikasi").ways)["N"]) == {"perintah_camat"}
    assert leads(dict(after.step("verifikasi").ways)["Y"]) == leads(dict(before.step("verifikasi").ways)["Y"])
    assert "verifikasi" in made.changed


def test_a_lane_that_was_renamed_and_a_row_that_was_added():
    text = text_of("pengawalan")
    content = export_bpmn(sopflow.loads(text), text).content.decode()
    content = content.replace('name="Sekcam"', 'name="Sekretaris Camat"')
    content = content.replace(
        "</bpmn:process>",
        '<bpmn:userTask id="Activity_1" name="Menomori surat"/><bpmn:sequenceFlow id="Neu" sourceRef="Activity_1" targetRef="arsip"/>'
        "</bpmn:process>",
    ).replace('targetRef="arsip"/>\n', 'targetRef="Activity_1"/>\n', 1)
    after = sopflow.loads(import_bpmn(content.encode()).text)
    assert after.actors["sekcam"].title == "Sekretaris Camat"
    assert after.actors["sekcam"].also == sopflow.loads(text).actors["sekcam"].also
    new = next(step for step in after.steps if step.activity == "Menomori surat")
    assert leads(dict(after.step("terima_laporan").ways)["done"]) == {str(new.id)}
    assert leads(dict(new.ways)["done"]) == {"arsip"}


DECIDED = """sopflow: 1
id: nilai
title: Menurut nilai
actors: {a: A, b: B}
fields: {nilai: {title: Nilai, type: number}}
steps:
- {id: a, activity: A, actor: a, fills: [nilai], branches: {besar: {to: d, when: {nilai: {above: "50"}}}, kecil: {to: c, otherwise: true}}}
- {id: c, activity: C, actor: b}
- {id: d, activity: D, actor: b, optional: true, when: {nilai: {above: "60"}}}
"""


def test_what_data_decide_stays_beside_what_was_changed():
    content = export_bpmn(sopflow.loads(DECIDED), DECIDED).content
    assert import_bpmn(content).text == DECIDED
    before, after = (
        sopflow.loads(DECIDED),
        sopflow.loads(import_bpmn(content.replace(b'name="C"', b'name="Cek"')).text),
    )
    assert after.step("c").activity == "Cek"
    assert (after.step("a").branches, after.step("d").when) == (before.step("a").branches, before.step("d").when)
    assert after.fields == before.fields


def test_a_definition_that_is_not_the_one_of_its_diagram_is_not_taken():
    one, other = text_of("pengawalan"), text_of("pengusulan-tksk")
    carried = re.search(
        rb"<sopflow:definition.*?</sopflow:definition>", export_bpmn(sopflow.loads(other), other).content, re.S
    )[0]
    content = re.sub(
        rb"<sopflow:definition.*?</sopflow:definition>",
        lambda _: carried,
        export_bpmn(sopflow.loads(one), one).content,
        flags=re.S,
    )
    made = import_bpmn(content)
    assert not made.is_original
    assert made.text != other


def test_a_carried_definition_that_is_damaged_leaves_the_diagram():
    text = text_of("pengawalan")
    content = re.sub(
        rb"(<sopflow:definition[^>]*>)[^<]*", rb"\1AAAA", export_bpmn(sopflow.loads(text), text).content
    )
    made = import_bpmn(content)
    assert made.changed is None
    assert shape(sopflow.loads(made.text)) == shape(sopflow.loads(text))


def test_nothing_shipped_is_left_out():
    assert len(FILES) == len(shipped())
