"""Somebody works on an exported diagram in another tool: what it does not show stays with what it belongs to, what cannot stay
is named, and what is written loads."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.bpmn.problems import NotInBpmn, UnreadableBpmn
from sopflow.definition.loading import check_bytes
from sopflow.definition.reading import compose
from sopflow.testing.strategies import drafts
from tests.share import share

from .editing import BPMN, Diagram

OFTEN = settings(max_examples=share(1500), deadline=None, suppress_health_check=list(HealthCheck))

PERMIT = """# izin acara: catatan analis
sopflow: 1
id: izin
title: Izin acara
actors: {a: Petugas, b: Kasi, c: Camat}
documents: {izin: Surat izin, disposisi: Disposisi}
fields:
  nilai: {title: Nilai, type: money}
  jenis: {title: Jenis, one_of: {hajatan: Hajatan, konser: Konser}}
steps:
  - {id: ajukan, activity: Mengajukan, actor: a, fills: [nilai, jenis]}  # loket
  - id: periksa
    activity: Memeriksa
    actor: a
    duration: 2 hari
    on_late: [{remind: true}, {after: 1 hari, escalate: c}]
    question: Berapa?
    branches:
      kecil: {to: tinjau, when: {nilai: {at_most: 50 juta}}}
      besar: {to: setuju, when: {nilai: {above: 50 juta}}, note: required}
  - {id: tinjau, activity: Meninjau, actor: b, optional: true, when: {jenis: konser}, next: terbit}
  - id: setuju
    activity: Menyetujui
    actor: c
    separate_from: tinjau
    branches:
      Ya: {to: terbit, note: required, label: Setuju, outputs: [disposisi]}
      Tidak: {end: ditolak, note: required}
  - id: jalur
    activity: Memilih jalur
    actor: [a, b]
    sign_off: all
    branches: {umum: terbit, khusus: {to: terbit, outputs: [disposisi]}}
    decides: {hit: first, rules: [{when: {jenis: konser}, take: khusus}, {when: {nilai: {below: 1 juta}}, take: umum}]}
  - {id: terbit, activity: Menerbitkan, actor: a, outputs: [izin], same_as: ajukan}
"""
REACHED = PERMIT.replace("when: {jenis: konser}, next: terbit", "when: {jenis: konser}, next: jalur")


def branches(made, row):
    plain = compose(made.text)[0].plain()
    return next(one for one in plain["steps"] if one["id"] == row).get("branches")


def loaded(made):
    return sopflow.loads(made.text)


def test_an_arrow_that_is_moved_keeps_what_is_said_of_its_answer():
    diagram = Diagram(REACHED)
    diagram.flow("periksa_Decide", "besar").set("targetRef", "jalur")
    diagram.flow("setuju_Decide", "Ya (Setuju)").set("targetRef", "tinjau")
    made = diagram.imported()
    assert branches(made, "periksa")["besar"] == {
        "to": "jalur",
        "when": {"nilai": {"above": "50 juta"}},
        "note": "required",
    }
    assert branches(made, "setuju")["Ya"] == {
        "to": "tinjau",
        "note": "required",
        "outputs": ["disposisi"],
        "label": "Setuju",
    }
    assert made.unread == made.lost == ()
    assert loaded(made).documents == sopflow.loads(REACHED).documents
    assert "# izin acara: catatan analis" in made.text
    assert "# loket" in made.text


def test_an_answer_that_is_renamed_keeps_its_rules():
    diagram = Diagram(REACHED)
    diagram.flow("periksa_Decide", "besar").set("name", "mahal")
    diagram.flow("setuju_Decide", "Ya (Setuju)").set("name", "Boleh (Disetujui)")
    diagram.flow("jalur_Decide", "khusus").set("name", "cepat")
    made = diagram.imported()
    assert list(branches(made, "periksa")) == ["kecil", "mahal"]
    assert branches(made, "periksa")["mahal"]["when"] == {"nilai": {"above": "50 juta"}}
    assert branches(made, "setuju")["Boleh"]["label"] == "Disetujui"
    assert [str(rule.take) for rule in loaded(made).step("jalur").decides.rules] == ["cepat", "umum"]
    assert made.unread == made.lost == ()


def test_an_arrow_that_is_drawn_again_is_the_same_answer():
    diagram = Diagram(REACHED)
    diagram.process.remove(diagram.flow("periksa_Decide", "besar"))
    diagram.draw("Flow_0abc", "periksa_Decide", "jalur", "besar")
    diagram.process.remove(diagram.flow("setuju_Decide", "Tidak"))
    diagram.draw("Flow_1abc", "setuju_Decide", "tinjau")
    made = diagram.imported()
    assert branches(made, "periksa")["besar"]["when"] == {"nilai": {"above": "50 juta"}}
    assert branches(made, "setuju")["Tidak"] == {"to": "tinjau", "note": "required"}


def test_rules_go_with_the_gateway_to_another_row():
    """A task between a row and the gateway that decides."""
    diagram = Diagram(REACHED)
    diagram.add("Activity_1", "Menghitung", diagram.flow("jalur"))
    made = diagram.imported()
    new = next(step for step in loaded(made).steps if step.activity == "Menghitung")
    assert [str(rule.take) for rule in new.decides.rules] == ["khusus", "umum"]
    assert loaded(made).step("jalur").decides is None
    assert branches(made, str(new.id))["khusus"] == {"to": "terbit", "outputs": ["disposisi"]}
    assert made.unread == made.lost == ()


def test_a_new_answer_of_a_row_that_data_decide_waits_for_its_rule():
    diagram = Diagram(REACHED)
    diagram.draw("Flow_0abc", "periksa_Decide", "terbit", "sedang")
    made = diagram.imported()
    assert list(branches(made, "periksa")) == ["kecil", "besar"]
    (one,) = made.lost
    assert "sedang: terbit" in one.words.id
    assert "sedang: terbit" in str([note.text for note in loaded(made).step("periksa").source])


def test_an_answer_that_is_deleted_is_named_with_what_was_not_shown():
    diagram = Diagram(REACHED)
    diagram.process.remove(diagram.flow("jalur_Decide", "khusus"))
    made = diagram.imported()
    said = " ".join(one.words.en for one in made.lost)
    assert "jenis: konser" in said
    assert "outputs" in said
    assert loaded(made).step("jalur").decides is None


def test_a_row_that_is_deleted_is_named_where_others_name_it():
    diagram = Diagram(REACHED)
    diagram.delete("ajukan")
    diagram.draw("Flow_0abc", "Start_Event", "periksa")
    made = diagram.imported()
    assert loaded(made).step("terbit").same_as is None
    said = " ".join(one.words.en for one in made.lost)
    assert "same_as: ajukan" in said
    assert "fills" in said


def test_rows_that_are_deleted_are_named_in_the_order_of_the_definition():
    ids = [f"langkah_{number}" for number in range(9)]
    steps = "".join(f"  - {{id: {id}, activity: Kerja, actor: a, optional: true}}\n" for id in [*ids, "terbit"])
    diagram = Diagram(f"sopflow: 1\nid: izin\ntitle: Izin\nactors: {{a: Petugas}}\nsteps:\n{steps}")
    for id in ids:
        diagram.delete(id)
    diagram.draw("Flow_0abc", "Start_Event", "terbit")
    made = diagram.imported()
    assert [one.id for one in made.lost] == ids
    assert [note.text for note in loaded(made).source if "optional" in note.text] == [
        f"step {id}: optional" for id in ids
    ]


def test_timers_that_are_changed_keep_who_is_asked():
    """A diagram shows an escalation and a reminder alike."""
    diagram = Diagram(REACHED)
    timer = next(diagram.element("periksa_Late_2").iter(f"{BPMN}timeDuration"))
    timer.text = "P5D"
    late = loaded(diagram.imported()).step("periksa").on_late
    assert [(one.act, str(one.after), str(one.actor)) for one in late] == [
        ("remind", "None", "None"),
        ("escalate", "3 hari kalender", "c"),
    ]
    diagram.delete("periksa_Late_1")
    diagram.delete("periksa_Late_2")
    step = loaded(diagram.imported()).step("periksa")
    assert (step.on_late, str(step.duration)) == ((), "2 hari")


def test_a_row_in_another_lane_keeps_its_other_actors():
    diagram = Diagram(REACHED)
    lanes = {lane.get("id"): lane for lane in diagram.process.iter(f"{BPMN}lane")}
    own = next(ref for ref in lanes["Lane_a"] if ref.text == "jalur")
    lanes["Lane_a"].remove(own)
    lanes["Lane_c"].append(own)
    step = loaded(diagram.imported()).step("jalur")
    assert (step.actors, step.sign_off) == (("c", "b"), "all")


def test_another_first_row_is_the_first():
    diagram = Diagram(REACHED)
    diagram.flow("Start_Event").set("targetRef", "periksa")
    assert loaded(diagram.imported()).steps[0].id == "periksa"


def test_our_own_owners_are_not_foreign():
    diagram = Diagram(REACHED)
    diagram.element("terbit").set("name", "Menerbitkan izin")
    made = diagram.imported()
    assert made.unread == made.lost == ()


def test_a_change_with_which_nothing_loads_is_left_out_and_named():
    """No way leads to an end any more."""
    diagram = Diagram(REACHED)
    diagram.flow("terbit").set("targetRef", "ajukan")
    diagram.flow("setuju_Decide", "Tidak").set("targetRef", "ajukan")
    diagram.element("tinjau").set("name", "Menengok")
    made = diagram.imported()
    assert loaded(made).step("tinjau").activity == "Menengok"
    assert any("SOP209" in one.words.en for one in made.lost)


@st.composite
def decided(draw):
    """Definitions by chance in which data decide here and there."""
    whole = draw(drafts())
    whole["fields"] = {"nilai": {"title": "Nilai", "type": "number"}, "jenis": {"one_of": ["x", "y"]}}
    test = st.sampled_from([{"nilai": {"above": "5"}}, {"jenis": "x"}, [{"nilai": "3"}, {"jenis": "y"}]])
    names = [row["id"] for row in whole["steps"]]
    for row in whole["steps"]:
        if row.get("actor") not in (None, "unknown") and draw(st.booleans()):
            row["fills"] = [draw(st.sampled_from(["nilai", {"jenis": "optional"}]))]
        if draw(st.integers(0, 3)) == 0:
            row["source"] = {"cell": "activity", "text": f"kertas {row['id']}"}
        if row.get("optional") and "branches" not in row and draw(st.booleans()):
            row["when"] = draw(test)
        if row.get("actor") and draw(st.integers(0, 3)) == 0:
            row["separate_from"] = [draw(st.sampled_from(names))]
        if "branches" not in row or row.get("on_late"):
            continue
        row["branches"] = {
            name: one if isinstance(one, dict) else {"to": one, "outputs": [f"Hasil {row['id']} {name}"]}
            for name, one in row["branches"].items()
        }
        kind = draw(st.sampled_from(["when", "otherwise", "decides", "people", "label"]))
        if kind == "when":
            row["branches"]["Y"]["when"], row["branches"]["N"]["when"] = draw(test), draw(test)
        elif kind == "otherwise":
            row["branches"]["Y"]["when"], row["branches"]["N"]["otherwise"] = draw(test), True
        elif kind == "decides":
            row["decides"] = {"hit": "first", "rules": [{"when": draw(test), "take": name} for name in "YN"]}
        elif kind == "label":
            row["branches"]["Y"] |= {"label": "Setuju", "note": "required"}
    text = json.dumps(whole)
    assume(check_bytes(text.encode(), "").definition is not None)
    return text


def edited(draw, diagram):
    """Something that somebody does in a tool."""
    flows, nodes = diagram.flows(), diagram.nodes()
    tasks = [one for one in nodes if one.get("name") and "Event" not in one.tag and "Gateway" not in one.tag]
    kind = draw(
        st.sampled_from(["move", "move", "answer", "row", "delete", "add", "arrow", "timer", "redraw", "lane"])
    )
    number = draw(st.integers(0, 99))
    if kind in ("move", "redraw") and flows and nodes:
        flow = draw(st.sampled_from(flows))
        flow.set("targetRef", draw(st.sampled_from([n.get("id") for n in nodes])))
        if kind == "redraw":
            flow.set("id", f"Flow_n{number}_{len(flows)}")
    elif kind == "answer":
        named = [one for one in flows if one.get("name")]
        if named:
            draw(st.sampled_from(named)).set("name", draw(st.sampled_from([f"baru {number}", "Y", "N", "Y (Ok)"])))
    elif kind == "row" and tasks:
        draw(st.sampled_from(tasks)).set("name", f"Nama {number}")
    elif kind == "delete" and nodes:
        diagram.delete(draw(st.sampled_from([n.get("id") for n in (tasks or nodes)])))
    elif kind == "add" and flows:
        diagram.add(f"Activity_n{number}_{len(flows)}", f"Tugas {number}", draw(st.sampled_from(flows)))
    elif kind == "arrow" and nodes:
        ids = [n.get("id") for n in nodes if "endEvent" not in n.tag]
        ends = [n.get("id") for n in nodes]
        if ids:
            name = draw(st.sampled_from([None, f"jawab {number}"]))
            diagram.draw(
                f"Flow_n{number}_{len(flows)}", draw(st.sampled_from(ids)), draw(st.sampled_from(ends)), name
            )
    elif kind == "timer":
        timers = [*diagram.process.iter(f"{BPMN}timeDuration")]
        if timers:
            draw(st.sampled_from(timers)).text = draw(st.sampled_from(["PT3H", "P9D", "PT20M"]))
    elif kind == "lane":
        refs = [(lane, ref) for lane in diagram.process.iter(f"{BPMN}lane") for ref in lane]
        lane, ref = draw(st.sampled_from(refs))
        lane.remove(ref)
        draw(st.sampled_from([*diagram.process.iter(f"{BPMN}lane")])).append(ref)


def unseen(text):
    """Everything that no diagram shows, with where it stands: by the row, and the row and the answer."""
    found = []
    for row in compose(text)[0].plain()["steps"]:
        for key in ("fills", "when", "separate_from", "decides", "optional", "extension"):
            if key in row and row[key] is not False:
                found.append((row["id"], key, row[key]))
        source = row.get("source", [])
        found += [(row["id"], "source", one["text"]) for one in (source if isinstance(source, list) else [source])]
        for one in row.get("branches", {}).values():
            if isinstance(one, dict):
                found += [
                    (row["id"], key, one[key]) for key in ("when", "otherwise", "outputs", "note") if key in one
                ]
    return found


@given(decided(), st.data())
@OFTEN
def test_nothing_is_lost_silently_and_what_is_written_loads(text, data):
    try:
        diagram = Diagram(text)
    except NotInBpmn:
        assume(False)
    before = unseen(text)
    for _ in range(data.draw(st.integers(1, 4))):
        edited(data.draw, diagram)
    try:
        made = diagram.imported()
    except UnreadableBpmn:
        return
    checked = check_bytes(made.text.encode(), "")
    assert checked.definition is not None, checked.findings
    after = unseen(made.text)
    kept = [(key, said) for _, key, said in after]
    named = " ".join(one.words.id for one in made.lost)
    for row, key, said in before:
        # rules name answers, which may be called otherwise now
        is_kept = (key, said) in kept or (key == "decides" and any(one == key for one, _ in kept))
        assert is_kept or key in named, (row, key, said)


def test_what_is_not_shown_is_counted_where_it_is():
    """The property sees a loss: without what the definition says, nothing of it is there."""
    assert unseen(REACHED)
    assert not [
        one for one in unseen(re.sub(r"outputs: \[disposisi\]", "label: x", REACHED)) if one[1] == "outputs"
    ]


@pytest.mark.parametrize("language", ["id", "en"])
def test_remarks_are_read_back_from_the_documentation(language):
    text = REACHED.replace("outputs: [izin], same_as", "remarks: Asli dan salinan, outputs: [izin], same_as")
    diagram = Diagram(text, language=language)
    own = diagram.element("terbit").find(f"{BPMN}documentation")
    assert "Asli dan salinan" in own.text
    own.text = own.text.replace("Asli dan salinan", "Asli saja")
    made = diagram.imported()
    assert loaded(made).step("terbit").remarks == "Asli saja"
    assert made.unread == made.lost == ()
