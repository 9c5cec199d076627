"""What somebody changes in a diagram about the documents of rows comes into the definition."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import sopflow
from sopflow.bpmn.dialects import DIALECTS
from sopflow.bpmn.exporting import export_bpmn
from sopflow.bpmn.importing import import_bpmn
from sopflow.bpmn.problems import NotInBpmn, UnreadableBpmn
from sopflow.definition.model import Unknown
from tests.bpmn.test_data_objects import DATA, OFTEN, documented, flat, said, shown

from .editing import BPMN, Diagram
from .test_edited import edited

# somebody works on them in another tool


def links(diagram):
    """Every line between a data object and an element: what holds it, the line, and the data object's id."""
    refs = {one.get("id"): one for one in diagram.process.iter(f"{BPMN}dataObjectReference")}
    found = [
        (element, link, next(ref.text for ref in link if ref.text in refs))
        for element in diagram.process
        for link in element
        if link.tag in DATA
    ]
    for link in diagram.process.findall(f"{BPMN}association"):
        ends = (link.get("sourceRef"), link.get("targetRef"))
        found.append((diagram.process, link, next(end for end in ends if end in refs)))
    return refs, found


def linked(diagram, number, ref, element, *, makes):
    """Connect a data object to a task as BPMN's tools do."""
    tag = DATA[makes]
    link = ElementTree.SubElement(element, tag, {"id": f"Neu_{number}_{len(list(diagram.process.iter()))}"})
    ElementTree.SubElement(link, f"{BPMN}{'target' if makes else 'source'}Ref").text = ref
    if not makes:
        ElementTree.SubElement(link, f"{BPMN}targetRef").text = f"{element.get('id')}_Needs"


def rearranged(draw, diagram):
    """Something that somebody does with the documents of a diagram."""
    refs, found = links(diagram)
    tasks = [one for one in diagram.process if one.tag in (f"{BPMN}userTask", f"{BPMN}callActivity")]
    names = sorted({one.get("name") for one in refs.values()})
    number = draw(st.integers(0, 9_999))
    kind = draw(st.sampled_from(["rename", "rename all", "unlink", "remove", "relink", "both", "add"]))
    if kind == "add" and tasks:
        own = f"Neu_{number}_{len(refs)}"
        ElementTree.SubElement(diagram.process, f"{BPMN}dataObject", {"id": f"{own}_Data"})
        said = {
            "id": own,
            "dataObjectRef": f"{own}_Data",
            "name": draw(st.sampled_from([*names, f"Baru {number}"])),
        }
        ElementTree.SubElement(diagram.process, f"{BPMN}dataObjectReference", said)
        linked(diagram, number, own, draw(st.sampled_from(tasks)), makes=draw(st.booleans()))
    if not found:
        return
    holder, link, ref = draw(st.sampled_from(found))
    if kind == "rename":
        refs[ref].set("name", draw(st.sampled_from([*names, f"Nama {number}"])))
    elif kind == "rename all":
        name = draw(st.sampled_from([f"Nama {number}", *names]))
        for one in refs.values():
            if one.get("dataObjectRef") == refs[ref].get("dataObjectRef"):
                one.set("name", name)
    elif kind in ("unlink", "remove", "relink"):
        holder.remove(link)
    if kind == "remove" and not any(other == ref for _, one, other in found if one is not link):
        diagram.process.remove(refs[ref])
    if kind in ("relink", "both") and tasks:
        linked(diagram, number, ref, draw(st.sampled_from(tasks)), makes=draw(st.booleans()))


def loose(diagram):
    """What is connected to nothing any more."""
    refs, found = links(diagram)
    return set(refs) - {ref for _, _, ref in found}


def unsaid(definition):
    """By row what no diagram shows of its documents: that some are not said, and when some are asked for."""
    found = {}
    for step in definition.steps:
        items = [
            *(step.inputs if isinstance(step.inputs, tuple) else [step.inputs]),
            *(step.outputs if isinstance(step.outputs, tuple) else [step.outputs]),
        ]
        found[str(step.id)] = (
            any(isinstance(one, Unknown) for one in items),
            sorted(flat(one.when) for one in items if getattr(one, "when", None)),
        )
    return found


@given(documented(), st.sampled_from(["plain", "spiff"]), st.data())
@OFTEN
def test_what_is_changed_about_documents_comes_into_the_definition(text, dialect, data):
    try:
        diagram = Diagram(text, dialect=dialect)
    except NotInBpmn:
        assume(False)
    before = sopflow.loads(text)
    for _ in range(data.draw(st.integers(1, 5))):
        rearranged(data.draw, diagram)
    made = diagram.imported()
    after = sopflow.loads(made.text)
    drawn = shown(diagram.root)
    for row, papers in said(after).items():
        if row in drawn:
            assert tuple(map(set, papers)) == tuple(map(set, drawn[row])), row
        else:  # nothing leads to it, or it is the start
            assert tuple(map(len, papers)) == tuple(map(len, said(before)[row]))
    assert loose(diagram) <= {one.id for one in made.unread}
    for id, document in before.documents.items():
        if id in ("surat_masuk", "alat", "ba"):
            assert (after.documents[id].kind, after.documents[id].external) == (document.kind, document.external)
    told = " ".join(one.words.id for one in made.lost)
    now = unsaid(after)
    everywhere = [one for _, whens in now.values() for one in whens]
    for row, (is_open, whens) in unsaid(before).items():
        assert now[row][0] or not is_open
        assert all(one in everywhere or one in told for one in whens)
    again = import_bpmn(export_bpmn(after, made.text, dialect=dialect).content)
    assert again.text == made.text


@given(documented(), st.data())
@OFTEN
def test_documents_and_everything_else_are_changed_at_once(text, data):
    try:
        diagram = Diagram(text)
    except NotInBpmn:
        assume(False)
    for _ in range(data.draw(st.integers(1, 3))):
        edited(data.draw, diagram)
        rearranged(data.draw, diagram)
    try:
        made = diagram.imported()
    except UnreadableBpmn:
        return
    after = said(sopflow.loads(made.text))
    drawn = shown(diagram.root)
    left_out = {one.id for one in made.lost}
    for row in after.keys() & drawn.keys() - left_out:
        assert tuple(map(set, after[row])) == tuple(map(set, drawn[row])), row
    assert loose(diagram) <= {one.id for one in made.unread}


FILED = """sopflow: 1
id: berkas
title: Berkas
actors: {staf: Staf, kasi: Kasi}
documents: {surat: {title: Surat, external: true, file: required}, izin: {title: Izin, file: required}, nota: Nota}
steps:
  - {id: usul, activity: Mengusulkan, actor: staf, inputs: [surat], outputs: [nota], duration: 1 jam}
  - {id: simpan, activity: Menyimpan, actor: kasi, inputs: [surat, nota], outputs: [izin], duration: 1 jam}
"""


@pytest.mark.parametrize("dialect", DIALECTS)
def test_which_documents_have_files_comes_back_with_what_was_changed_beside_them(dialect):
    diagram = Diagram(FILED, dialect=dialect)
    assert sopflow.loads(diagram.imported().text).digest == sopflow.loads(FILED).digest
    for element in diagram.root.iter():
        if element.get("name") == "Menyimpan":
            element.set("name", "Mengarsipkan")
        if element.get("name") == "Surat":
            element.set("name", "Surat permohonan")
    made = diagram.imported()
    after = sopflow.loads(made.text)
    assert after.step("simpan").activity == "Mengarsipkan"
    assert after.documents["surat"].title == "Surat permohonan"
    assert {id: document.file for id, document in after.documents.items()} == {
        "surat": "required",
        "izin": "required",
        "nota": None,
    }
