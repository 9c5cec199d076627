"""What is written is BPMN: other tools read it without a warning, and have nothing to find fault with."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from sopflow.bpmn.dialects import DIALECTS
from sopflow.bpmn.exporting import export_bpmn
from tests.sop import sop

from . import peers
from .traces import by_chance, shipped

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
EVERYTHING = """
- {id: a, activity: Mulai, terminator: true}
- {id: b, activity: Menyusun, inputs: [Surat masuk, {document: Nota, when: bila ada}], outputs: [Draf surat], actor: [a, b], sign_off: all, duration: 2 hari, on_late: {remind: true}, next: [c, d, e]}
- {id: c, activity: Menunggu, outputs: [Draf surat], inputs: [Nota], wait: 1 jam, next: f}
- {id: d, activity: Menerima, wait: {until: Surat balasan, at_most: 3 hari, late: g}, next: f}
- {id: e, activity: Menunggu surat, wait: {until: Surat lain}, next: f}
- {id: f, activity: Memanggil, call: lain, join: started, branches: {selesai: g, gagal: {end: gagal, closes: all}}}
- {id: g, activity: Memutus, actor: b, duration: 1 hari, question: 'Setuju & "sah"?', branches: {"Y": i, "N <tidak>": {to: [b, h], label: ada koreksi}}, on_late: [{escalate: c}, {after: 1 hari, take: "Y"}]}
- {id: i, activity: Mencatat, actor: unknown, optional: true}
- {id: h, activity: Mengarsipkan, actor: [a, b, c], sign_off: in_order, next: {end: diarsipkan, hand_over: lain}}
"""
"""Whatever a diagram has."""


def everything():
    return sop(EVERYTHING)


def documents(definitions_):
    return [
        {
            "id": f"{at} {one.id}",
            "dialect": dialect,
            "text": export_bpmn(one, "x", dialect=dialect).content.decode(),
        }
        for at, one in enumerate(definitions_)
        for dialect in DIALECTS
    ]


@pytest.mark.no_cover
def test_bpmnlint_finds_nothing_and_moddle_warns_of_nothing():
    single = [flows[-1].definition for flows in by_chance() if len(flows) == 1]
    asked = documents([*(flows[-1].definition for flows in shipped()), everything(), *single])
    assert len(asked) > 100
    assert peers.node("lint.mjs", asked) == []


CAMUNDA = [f"8-{minor}" for minor in (6, 7, 8, 9, 10)]


def linted_for(version, definitions_):
    asked = [one for one in documents(definitions_) if one["dialect"] == "camunda8"]
    assert asked
    return peers.node("lint.mjs", [{**one, "version": version} for one in asked])


@pytest.mark.parametrize("version", CAMUNDA)
def test_the_rules_of_each_version_of_camunda_find_nothing(version):
    assert linted_for(version, [*(flows[-1].definition for flows in shipped()), everything()]) == []


def test_versions_that_lack_what_we_write_are_told_apart():
    """8.5 has no inclusive gateway that joins, 8.4 no user tasks of its own."""
    assert {rule for _, _, rule, _ in linted_for("8-5", [everything()])} == {"camunda-compat/inclusive-gateway"}
    assert "camunda-compat/no-zeebe-user-task" in {rule for _, _, rule, _ in linted_for("8-4", [everything()])}


@pytest.mark.parametrize(
    ("was", "now"),
    [("isHorizontal", "isHorisontal"), ("<bpmn:outgoing>Flow_1</bpmn:outgoing>", ""), ('name="Memanggil"', "")],
    ids=["an attribute that is none", "a flow that leaves nothing", "a task without a name"],
)
def test_what_is_wrong_in_a_file_is_found(was, now):
    text = export_bpmn(everything(), "x").content.decode()
    assert was in text
    assert peers.node("lint.mjs", [{"id": "x", "dialect": "plain", "text": text.replace(was, now)}])


def test_the_schema_of_bpmn_holds():
    asked = documents([*(flows[-1].definition for flows in shipped()), everything()])
    assert peers.python("hold_to_schema.py", asked) == []
    broken = {"id": "x", "dialect": "plain", "text": asked[0]["text"].replace("bpmn:incoming", "bpmn:coming")}
    assert peers.python("hold_to_schema.py", [broken]) != []


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_row_is_an_element_of_its_name_and_everything_is_drawn(dialect):
    for definition in (*(flows[-1].definition for flows in shipped()), everything()):
        root = ElementTree.fromstring(export_bpmn(definition, "x", dialect=dialect).content)
        process = root.find(f"{BPMN}process")
        named = {one.get("id"): one for one in process}
        for step in definition.steps:
            assert named[str(step.id)].get("name") == " ".join(step.activity.split())
        drawn_ = {one.get("bpmnElement") for one in root.iter() if one.tag in (f"{DI}BPMNShape", f"{DI}BPMNEdge")}
        flowing = [
            one.get("id") for one in process if one.tag not in (f"{BPMN}laneSet", f"{BPMN}extensionElements")
        ]
        lanes = [one.get("id") for one in process.iter(f"{BPMN}lane")]
        wanted = {*lanes, *(id for id in flowing if named[id].tag != f"{BPMN}dataObject")}
        wanted |= {link.get("id") for one in process for link in one if link.tag.endswith("putAssociation")}
        assert wanted <= drawn_
        assert len(lanes) == len(definition.actors) + any(str(s.actors) == "unknown" for s in definition.steps)


def test_bpmn_js_draws_everything_without_a_warning(chromium):
    script = peers.HERE / "node_modules/bpmn-js/dist/bpmn-viewer.production.min.js"
    peers.require_modules()
    page = chromium.new_page()
    heard = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda problem: heard.append(str(problem)))
    page.set_content('<div id="canvas" style="width:1200px;height:900px"></div>')
    page.add_script_tag(path=str(script))
    for one in documents([*(flows[-1].definition for flows in shipped()), everything()]):
        warnings, ids = page.evaluate(DRAW, one["text"])
        assert warnings == []
        root = ElementTree.fromstring(one["text"])
        assert {flow.get("id") for flow in root.iter(f"{BPMN}sequenceFlow")} <= set(ids)
    assert heard == []
    page.close()


DRAW = """async (text) => {
  const viewer = new BpmnJS({ container: '#canvas' });
  const { warnings } = await viewer.importXML(text);
  const ids = viewer.get('elementRegistry').getAll().map((element) => element.id);
  viewer.destroy();
  return [warnings.map((warning) => warning.message), ids];
}"""
