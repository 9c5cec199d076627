"""What rows need and make stands in the diagram as data objects: each at its row, nothing on top of anything."""

from __future__ import annotations

import json
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow import texts
from sopflow.bpmn.dialects import DIALECTS
from sopflow.bpmn.exporting import export_bpmn
from sopflow.bpmn.problems import NotInBpmn
from sopflow.definition.model import Unknown
from sopflow.testing.strategies import drafts
from tests.share import share

from .editing import BPMN
from .test_coming_back import FILES

OFTEN = settings(max_examples=share(600), deadline=None, suppress_health_check=list(HealthCheck))
DI, DC, DD = (
    f"{{http://www.omg.org/spec/{name}}}" for name in ("BPMN/20100524/DI", "DD/20100524/DC", "DD/20100524/DI")
)
DATA = (f"{BPMN}dataInputAssociation", f"{BPMN}dataOutputAssociation")


def shown(root):
    """By element: the names of what leads to it and of what it leads to."""
    process = root.find(f"{BPMN}process")
    named = {one.get("id"): one.get("name") for one in process.iter(f"{BPMN}dataObjectReference")}
    found = {one.get("id"): ([], []) for one in process if one.get("id") and one.tag != f"{BPMN}startEvent"}
    for element in process:
        for link in element:
            if link.tag in DATA:
                ref = next(ref.text for ref in link if ref.text in named)
                found[element.get("id")][link.tag == DATA[1]].append(named[ref])
    for link in process.findall(f"{BPMN}association"):
        source, target = link.get("sourceRef"), link.get("targetRef")
        if source in named:
            found[target][0].append(named[source])
        else:
            found[source][1].append(named[target])
    return found


def said(definition):
    """The same by the definition; what the paper does not say is not shown."""
    return {
        str(step.id): tuple(
            [
                flat(definition.documents[getattr(one, "document", one)].title)
                for one in items
                if not isinstance(one, Unknown)
            ]
            for items in (() if isinstance(own, Unknown) else own for own in (step.inputs, step.outputs))
        )
        for step in definition.steps
    }


def flat(text):
    return " ".join(text.split())


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_document_of_a_row_is_at_its_element(dialect):
    count = 0
    for path in FILES:
        text = texts.read(str(path))
        definition = sopflow.loads(text)
        found = shown(ElementTree.fromstring(export_bpmn(definition, text, dialect=dialect).content))
        for row, papers in said(definition).items():
            assert found[row] == papers  # no first row is the start here
            count += sum(map(len, papers))
    assert count > 100


class Picture:
    """Boxes by the elements that they stand for, and lines."""

    def __init__(self, root):
        self.boxes, self.labels, self.lines = {}, {}, {}
        for one in root.iter(f"{DI}BPMNShape"):
            self.boxes[one.get("bpmnElement")] = box(one.find(f"{DC}Bounds"))
            self.label(one)
        for one in root.iter(f"{DI}BPMNEdge"):
            points = [(int(p.get("x")), int(p.get("y"))) for p in one.iter(f"{DD}waypoint")]
            self.lines[one.get("bpmnElement")] = points
            self.label(one)

    def label(self, one):
        own = one.find(f"{DI}BPMNLabel/{DC}Bounds")
        if own is not None:
            self.labels[one.get("bpmnElement")] = box(own)


def box(bounds):
    x, y, width, height = (int(bounds.get(key)) for key in ("x", "y", "width", "height"))
    return x, y, x + width, y + height


def meet(one, other, by=0):
    return one[0] < other[2] - by and other[0] < one[2] - by and one[1] < other[3] - by and other[1] < one[3] - by


def within(one, other):
    return other[0] <= one[0] and other[1] <= one[1] and one[2] <= other[2] and one[3] <= other[3]


def touches(point, area):
    """Whether a point is on the left or right border of an area."""
    x, y = point
    return min(abs(x - area[0]), abs(x - area[2])) <= 1 and area[1] - 1 <= y <= area[3] + 1


def strokes(points):
    """A line piece by piece, as boxes of no width."""
    for (x, y), (u, v) in pairwise(points):
        yield min(x, u), min(y, v), max(x, u), max(y, v)


def crosses(stroke, area, by):
    """Whether a piece of a line runs through an area, `by` pixels within its border."""
    x, y, u, v = area[0] + by, area[1] + by, area[2] - by, area[3] - by
    return (
        stroke[0] < u
        and x < stroke[2] + (stroke[0] == stroke[2])
        and stroke[1] < v
        and y < stroke[3] + (stroke[1] == stroke[3])
    )


def along(one, other):
    """How many pixels of two pieces lie on each other."""
    if one[1] == one[3] == other[1] == other[3]:
        return min(one[2], other[2]) - max(one[0], other[0])
    if one[0] == one[2] == other[0] == other[2]:
        return min(one[3], other[3]) - max(one[1], other[1])
    return 0


def holds(content):
    """A data object overlaps nothing, and its line runs through nothing and on no arrow; it touches what it belongs to."""
    root = ElementTree.fromstring(content)
    picture = Picture(root)
    process = root.find(f"{BPMN}process")
    refs = {one.get("id") for one in process.iter(f"{BPMN}dataObjectReference")}
    lanes = {one.get("id") for one in process.iter(f"{BPMN}lane")}
    hosts = {one.get("id"): one.get("attachedToRef") for one in process if one.get("attachedToRef")}
    pool = picture.boxes.pop("Pool")
    for id in lanes:
        assert not any(meet(picture.boxes[id], picture.boxes[ref]) for ref in refs)
        del picture.boxes[id]
    areas = [(id, "shape", area) for id, area in picture.boxes.items()] + [
        (id, "label", area) for id, area in picture.labels.items()
    ]
    for (a, kind, one), (b, other_kind, other) in combinations(areas, 2):
        if {a, b} & refs and b != hosts.get(a) and a != hosts.get(b):
            assert not meet(one, other), (a, kind, b, other_kind)
    for ref in refs:
        for area in (picture.boxes[ref], picture.labels[ref]):
            assert within(area, pool), ref
        points = picture.lines[f"{ref}_Link"]
        own = ref.rpartition("_")[0].rpartition("_")[0]
        ends = [points[0], points[-1]]
        for end, id in zip(ends if "_In_" in ref else ends[::-1], (ref, own), strict=True):
            assert touches(end, picture.boxes[id]), (ref, id)
        for stroke in strokes(points):
            for id, kind, area in areas:
                assert not crosses(stroke, area, 2), (ref, id, kind)
            for id, others in picture.lines.items():
                if not id.endswith("_Link"):
                    assert all(along(stroke, other) <= 2 for other in strokes(others)), (ref, id)
    return len(refs)


def test_data_objects_of_shipped_definitions_overlap_nothing():
    for path in FILES:
        text = texts.read(str(path))
        for language in ("id", "en"):
            assert holds(export_bpmn(sopflow.loads(text), text, language=language).content)


LONG = "Berita acara hasil pemeriksaan kelengkapan berkas permohonan dan lampirannya"


@st.composite
def documented(draw):
    """Definitions by chance whose rows need and make documents."""
    whole = draw(drafts())
    whole["documents"] = {
        "surat_masuk": "Surat masuk",
        "alat": {"title": "Alat ukur", "kind": "equipment"},
        "ba": LONG,
    }
    items = st.sampled_from(["surat_masuk", "alat", "ba", "Nota dinas", "Kartu kendali", "unknown"])
    needed = st.one_of(
        items,
        st.sampled_from(
            [{"document": "ba", "when": "bila ditolak"}, {"document": "Nota dinas", "when": "bila ada"}]
        ),
    )
    for row in whole["steps"]:
        row["inputs"] = draw(st.one_of(st.just("unknown"), st.lists(needed, max_size=5, unique_by=str)))
        row["outputs"] = draw(st.one_of(st.just("unknown"), st.lists(items, max_size=3, unique=True)))
    return json.dumps(whole)


@given(documented())
@OFTEN
def test_data_objects_of_definitions_by_chance_overlap_nothing(text):
    try:
        made = export_bpmn(sopflow.loads(text), text)
    except NotInBpmn:
        assume(False)
    holds(made.content)


LATE = """\
sopflow: 1
id: x
title: X
actors: {a: A}
documents: {surat: Surat, salinan: Salinan, jawaban: {title: Jawaban, external: true}}
steps:
  - {id: s0, activity: Menunggu, wait: {until: jawaban, at_most: 1 hari, late: LATE}, inputs: [surat], outputs: [salinan], next: end}
  - {id: s1, activity: Menjawab, actor: a}
"""


@pytest.mark.parametrize("late", ["s0", "s1", "end"])
def test_an_event_on_the_border_stands_in_no_line(late):
    text = LATE.replace("LATE", late)
    holds(export_bpmn(sopflow.loads(text), text).content)


def test_a_document_on_another_or_on_an_arrow_is_seen():
    text = texts.read(str(next(path for path in FILES if path.stem == "pengadaan-langsung")))
    content = export_bpmn(sopflow.loads(text), text).content.decode()
    root = ElementTree.fromstring(content)
    refs = [one.get("id") for one in root.iter(f"{BPMN}dataObjectReference")]
    shapes = {one.get("bpmnElement"): one for one in root.iter(f"{DI}BPMNShape")}
    shapes[refs[0]].find(f"{DC}Bounds").set("y", shapes[refs[1]].find(f"{DC}Bounds").get("y"))
    with pytest.raises(AssertionError):
        holds(ElementTree.tostring(root))
    root = ElementTree.fromstring(content)
    edges = {one.get("bpmnElement"): one for one in root.iter(f"{DI}BPMNEdge")}
    flow = next(edge for id, edge in edges.items() if id.startswith("Flow_"))
    for point, other in zip(
        flow.iter(f"{DD}waypoint"), edges[f"{refs[0]}_Link"].iter(f"{DD}waypoint"), strict=False
    ):
        other.attrib.update(point.attrib)
    with pytest.raises(AssertionError):
        holds(ElementTree.tostring(root))
