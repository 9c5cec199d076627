"""Forms of Camunda 8: its own viewer reads them, takes the values that we take, and asks for what we ask for; what is filled in
joins the fields of the case."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from sopflow.bpmn.exporting import export_bpmn
from sopflow.bpmn.forms import forms_of
from tests.sop import sop

from . import peers
from .traces import shipped

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"
ASKING = """
- {id: isi, activity: Mengisi, actor: a, fills: [nama, uraian, suhu, jumlah, harga-satuan, tanggal, {jam: optional}, setuju, jenis, syarat, rincian]}
- {id: putus, activity: Memutus, actor: b, question: "Boleh?", branches: {ya: {to: sen, label: Setuju}, tidak: end}, fills: [{nama: optional}]}
- {id: sen, activity: Menghitung, actor: a, fills: [dolar]}
"""
FIELDS = """fields:
  nama: {title: Nama, type: text, max_length: 20, pattern: "[A-Z][a-z]+"}
  uraian: {title: Uraian, type: long_text}
  suhu: {title: Suhu, type: number, min: -5, max: 50}
  jumlah: {title: Jumlah, type: whole, min: 1}
  harga-satuan: {title: Harga, type: money}
  tanggal: {title: Tanggal, type: date}
  jam: {title: Jam, type: time}
  setuju: {title: Setuju, type: yes_no}
  jenis: {title: Jenis, one_of: {p: Pertama, k: Kedua}}
  syarat: {title: Syarat, some_of: {x: X, y: Y, z: Z}}
  rincian: {title: Rincian, key: barang, list: {barang: {title: Barang}, banyak: {title: Banyak, type: whole}}}
  dolar: {title: Dolar, type: money, scale: 2}
"""
VALUES = {
    "nama": "Siti", "uraian": "satu\ndua", "suhu": 36.5, "jumlah": 3, "harga-satuan": 1_500_000, "tanggal": "2026-08-17",
    "jam": "07:30", "setuju": False, "jenis": "k", "syarat": ["x", "z"], "rincian": [{"barang": "Kursi", "banyak": 4}],
}  # fmt: skip
WRONG = {"nama": "siti", "suhu": 51, "jumlah": 0, "jenis": None, "tanggal": None, "setuju": None, "syarat": []}


@pytest.fixture(scope="module")
def viewer(chromium):
    """Imports a form with values into form-js and submits it: what it warns of, the data, and what is wrong."""
    peers.require_modules()
    page = chromium.new_page()
    heard = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda problem: heard.append(str(problem)))
    page.set_content('<div id="form"></div>')
    page.add_script_tag(path=str(peers.HERE / "node_modules/@bpmn-io/form-js/dist/form-viewer.umd.js"))
    yield lambda form, data: page.evaluate(SUBMIT, [form, data])
    assert heard == []
    page.close()


SUBMIT = """async ([schema, data]) => {
  const form = new FormViewer.Form({ container: document.querySelector('#form') });
  const { warnings } = await form.importSchema(schema, data);
  const found = form.submit();
  form.destroy();
  return { warnings: warnings.map(String), data: found.data, errors: found.errors };
}"""


def asking():
    return sop(ASKING, head=FIELDS)


def keyed(values):
    return {name.replace("-", "_"): value for name, value in values.items()}


def test_what_we_take_the_viewer_takes(viewer):
    definition = asking()
    for name, value in VALUES.items():
        assert definition.fields[name].read(value) == value
    found = viewer(forms_of(definition, "id")["isi"].said, {"form": keyed(VALUES)})
    assert (found["warnings"], found["errors"]) == ([], {})
    assert found["data"] == {"form": keyed(VALUES)}


@pytest.mark.parametrize("name", WRONG)
def test_what_we_refuse_the_viewer_refuses(viewer, name):
    form = forms_of(asking(), "id")["isi"].said
    wrong = viewer(form, {"form": keyed({**VALUES, name: WRONG[name]})})
    named = next(one["id"] for one in form["components"] if one.get("key") == f"form.{name}")
    assert list(wrong["errors"]) == [named]


def test_an_answer_is_asked_for_and_what_may_be_empty_is_not(viewer):
    form = forms_of(asking(), "en")["putus"].said
    answer = form["components"][-1]
    assert (answer["label"], [one["label"] for one in answer["values"]]) == ("Boleh?", ["ya (Setuju)", "tidak"])
    assert list(viewer(form, {})["errors"]) == [answer["id"]]
    assert viewer(form, {"outcome": "tidak"})["data"]["outcome"] == "tidak"


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_viewer_reads_the_forms_of_every_definition(viewer, language):
    count = 0
    for flows in shipped():
        for form in forms_of(flows[-1].definition, language).values():
            assert viewer(form.said, {})["warnings"] == []
            count += 1
    assert count > 20


def test_what_is_filled_in_joins_the_fields_and_the_others_stay():
    definition = asking()
    made = ElementTree.fromstring(export_bpmn(definition, "x", dialect="camunda8").content)
    said = {
        row.get("id"): {one.get("target"): one.get("source")[1:] for one in row.iter(f"{ZEEBE}output")}
        for row in made.iter(f"{BPMN}userTask")
    }
    assert {row: [*targets] for row, targets in said.items()} == {
        "isi": ["fields"],
        "putus": ["fields", "outcome"],
        "sen": [],
    }
    known = {"lain": 1, "nama": "Budi"}
    asked = [
        {"expression": said["isi"]["fields"], "variables": variables}
        for variables in (
            {"fields": known, "form": keyed(VALUES)},
            {"form": keyed(VALUES)},
            {"fields": known},
            {"fields": known, "form": {"nama": "Tono"}},
        )
    ]
    nothing = dict.fromkeys(VALUES)
    assert peers.node("map_feel.mjs", asked) == [
        {**known, **VALUES},
        VALUES,
        known,
        {**known, **nothing, "nama": "Tono"},
    ]


def test_a_row_whose_form_cannot_say_what_it_asks_for_has_none():
    """Cents are counted one by one, and a form would take dollars."""
    made = export_bpmn(asking(), "x", dialect="camunda8")
    assert [row for row, _ in made.forms] == ["isi", "putus"]
    assert b'externalReference="sen"' in made.content
    assert export_bpmn(asking(), "x").forms == ()
