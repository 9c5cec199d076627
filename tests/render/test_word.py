"""The file of a Word document: valid, the same each time, and without anything that acts."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.definition.loading import definition_files
from sopflow.paper.seal import MARK
from sopflow.render import render
from sopflow.render.formats.docx import docx_of
from sopflow.render.layout import picture_of
from sopflow.render.overlay import Mark, Overlay
from sopflow.render.page import PAPERS, Paper
from tests.render.dense import dense
from tests.services import lacking
from tests.share import share

ROOT = Path(__file__).parents[2]
FILES = sorted(definition_files(ROOT / "definitions"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"


def parts(made):
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body(made):
    return ElementTree.fromstring(parts(made)["word/document.xml"])


def complaints(made, folder):
    """What the rules of Microsoft's Open XML SDK find."""
    try:
        from openxml_audit import OpenXmlValidator
    except ModuleNotFoundError:
        lacking("openxml-audit", "pip install openxml-audit")
    file = folder / "x.docx"
    file.write_bytes(made)
    return [str(error) for error in OpenXmlValidator().validate(str(file)).errors]


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_a_document_is_valid(file, tmp_path):
    assert complaints(render(sopflow.load(file), "docx", source=file.read_text("utf-8")), tmp_path) == []


def test_a_document_with_everything_that_is_drawn_is_valid(tmp_path):
    definition = dense(7, rows=13, actors=5)
    marks = {str(s.id): Mark("late", ("terbuka",)) for s in definition.steps}
    overlay = Overlay("satu proses", marks, {}, (("late", "terlambat"), ("done", "selesai")))
    made = docx_of(picture_of(definition, paper=Paper("low", 330.0, 120.0), overlay=overlay), "x: <&>")
    assert complaints(made, tmp_path) == []


def test_what_is_wrong_with_a_document_is_found(tmp_path):
    """So that the two tests above say something."""
    made = parts(render(dense(3), "docx"))
    for right, wrong in (
        (b"<wp:wrapNone/>", b""),
        (b'prst="flowChart', b'prst="flowCharts'),
        (b"<w:cantSplit/>", b"<w:cantBreak/>"),
    ):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, content in made.items():
                archive.writestr(name, content.replace(right, wrong))
        assert complaints(out.getvalue(), tmp_path) != [], wrong


@pytest.mark.parametrize("seed", range(6))
def test_connectors_name_the_shapes_that_they_tie(seed):
    picture = picture_of(dense(seed), paper=PAPERS["a4"])
    root = body(docx_of(picture))
    numbers = [one.get("id") for one in root.iter(f"{WP}docPr")]
    assert len(set(numbers)) == len(numbers)
    forms = {}
    ties = []
    for anchor in root.iter(f"{WP}anchor"):
        number = anchor.find(f"{WP}docPr").get("id")
        form = anchor.find(f".//{A}prstGeom")
        forms[number] = "" if form is None else form.get("prst")
        for inner in anchor.iter(f"{WPS}cNvCnPr"):
            ties.append(tuple(inner.find(f"{A}{end}").get("id") for end in ("stCxn", "endCxn")))
    assert len(ties) == sum(len(page.lines) for page in picture.pages)
    assert all(forms[end].startswith("flowChart") for tie in ties for end in tie)
    drawn = [line.arrow for page in picture.pages for line in page.lines]
    names = {"capsule": "Terminator", "box": "Process", "diamond": "Decision", "pentagon": "OffpageConnector"}
    wanted = sorted(tuple(f"flowChart{names[s.kind]}" for s in (a.source, a.target)) for a in drawn)
    assert sorted(tuple(forms[end] for end in tie) for tie in ties) == wanted


def test_each_page_repeats_its_heads_and_splits_no_row():
    picture = picture_of(sopflow.load(ROOT / "definitions/pengawalan.yaml"))
    tables = list(body(docx_of(picture)).iter(f"{W}tbl"))
    for page, table in zip(picture.pages, tables, strict=True):
        rows = table.findall(f"{W}tr")
        assert len(rows) == len(page.rows)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert heads == [row.is_head and page.kind == "table" for row in page.rows]
    starts = list(body(docx_of(picture)).iter(f"{W}pageBreakBefore"))
    assert len(starts) == len(picture.pages) - 1


def test_the_same_definition_gives_the_same_bytes():
    definition = sopflow.load(FILES[0])
    assert render(definition, "docx", source="a") == render(definition, "docx", source="a")
    assert render(definition, "docx", endless=True) == render(definition, "docx")


EVIL = (
    "</w:t></w:r><w:r><w:instrText>DDEAUTO c:\\cmd</w:instrText>",
    '{ HYPERLINK "http://x" }',
    "]]><!--&amp;",
    "=1+1\x85\u2028\ufdd0",
)


def texts(*said):
    one, two, three, four = said
    branches = {"Y": {"to": "b1", "label": four}, "N": {"end": "batal"}}
    rows = [
        {"id": "a1", "activity": one, "actor": "a", "question": two, "remarks": three, "branches": branches},
        {"id": "b1", "activity": "Kerja", "actor": "b", "inputs": [one], "outputs": [two], "remarks": four},
    ]  # fmt: skip
    whole = {
        "sopflow": 1, "id": "uji", "title": two, "actors": {"a": three, "b": one},
        "identity": {"agency": two, "number": three, "legal_basis": [one, four]}, "steps": rows,
    }  # fmt: skip
    return sopflow.loads(json.dumps(whole))


def acts(made):
    """What a program might run, fetch or follow."""
    found = parts(made)
    assert set(found) <= {
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/document.xml", "word/_rels/document.xml.rels",
        "word/styles.xml", "word/settings.xml", "word/fontTable.xml", "word/theme1.xml", "word/footer1.xml",
    }  # fmt: skip
    for name, content in found.items():
        for element in ElementTree.fromstring(content).iter():
            kind = element.tag.rpartition("}")[2]
            if kind in ("instrText", "hyperlink", "object", "altChunk", "sdt", "smartTag", "hlinkClick", "subDoc"):
                yield kind
            if kind == "fldSimple" and element.get(f"{W}instr").strip() not in ("PAGE", "NUMPAGES"):
                yield element.get(f"{W}instr")
            if kind == "Relationship":
                target = element.get("Target")
                base = "word/" if name.startswith("word/") else ""
                if element.get("TargetMode") or base + target not in found:
                    yield target


def test_texts_become_neither_markup_nor_fields():
    definition = texts(*EVIL[:3], "=1+1")
    made = render(definition, "docx", source=EVIL[0])
    assert list(acts(made)) == []
    written = "".join(one.text or "" for one in body(made).iter(f"{W}t"))
    for text in EVIL[:3]:
        assert "".join(text.split()) in "".join(written.split())


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).map(str.strip).filter(bool)


@given(TEXT, TEXT, TEXT, TEXT)
@settings(max_examples=share(40), deadline=None, suppress_health_check=list(HealthCheck))
def test_any_text_stays_a_text(one, two, three, four):
    try:
        definition = texts(one, two, three, four)
    except sopflow.DefinitionError:
        return  # signs that nobody sees, two documents of one name, or a text that is no name
    made = render(definition, "docx", source=one)
    assert list(acts(made)) == []


def test_the_definition_goes_along_unseen():
    file = FILES[0]
    root = body(render(sopflow.load(file), "docx", source=file.read_text("utf-8")))
    carrying = [
        run for run in root.iter(f"{W}r") if any((t.text or "").startswith(MARK) for t in run.iter(f"{W}t"))
    ]
    assert [run.find(f"{W}rPr/{W}vanish") is not None for run in carrying] == [True]
    assert MARK not in re.sub(r"\s", "", "".join(body(render(sopflow.load(file), "docx")).itertext()))
