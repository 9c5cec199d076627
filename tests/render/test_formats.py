"""Each format read back by a program that is not ours."""

from __future__ import annotations

import io
import json
import re
import subprocess
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

import sopflow
from sopflow.definition.loading import definition_files
from sopflow.render import FORMATS, UnknownFormat, format_of, render
from sopflow.render.formats.marks import number
from sopflow.render.layout import picture_of
from tests.services import program
from tests.share import share
from tests.sop import sop

ROOT = Path(__file__).parents[2]
FILES = sorted(definition_files(ROOT / "definitions"))
EVIL = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "\"' onload='x' &lt;",
    "]]> <!-- {{x}} ${y}",
)
VOID = {"meta", "br", "link"}


class Reader(HTMLParser):
    """Elements, attributes and text of a page; complains about what is not closed."""

    def __init__(self, text):
        super().__init__()
        self.open: list[str] = []
        self.names: Counter[str] = Counter()
        self.attributes: set[str] = set()
        self.text: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.names[tag] += 1
        self.attributes.update(name for name, _ in attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.names[tag] += 1
        self.attributes.update(name for name, _ in attrs)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.text.append(data)


def evil(*texts):
    """An SOP with these texts wherever one may stand."""
    one, two, three, four = texts
    branches = {"Y": {"to": "b1", "label": four}, "N": "end"}
    rows = [
        {"id": "a1", "activity": one, "actor": "a", "question": two, "remarks": three, "branches": branches},
        {
            "id": "b1", "activity": "Kerja", "actor": "b", "inputs": [one], "outputs": [two],
            "next": {"end": "selesai", "hand_over": one},
        },
    ]  # fmt: skip
    whole = {
        "sopflow": 1, "id": "uji", "title": two, "actors": {"a": three, "b": one},
        "identity": {"agency": two, "legal_basis": [one, four]}, "steps": rows,
    }  # fmt: skip
    return sopflow.loads(json.dumps(whole))


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_every_text_of_the_table_is_in_the_pdf_and_in_the_html(file):
    definition = sopflow.load(file)
    document = pypdfium2.PdfDocument(render(definition, "pdf"))
    pages = picture_of(definition).pages
    assert len(document) == len(pages)
    written = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)
    heard = "".join("".join(Reader(render(definition, "html").decode()).text).split())
    for step in definition.steps:
        for text in (step.activity, step.question or "", *(b.name for b in step.branches)):
            assert "".join(text.split()) in written
            assert "".join(text.split()) in heard
    for actor in definition.actors.values():
        # lines of two cells at one height are read across: word by word
        assert all(word in written for word in actor.title.split())
    assert document[0].get_size() == pytest.approx((297 / 25.4 * 72, 210 / 25.4 * 72), abs=0.1)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_each_arrow_is_also_a_text_at_the_row_where_it_begins(file):
    definition = sopflow.load(file)
    heard = " ".join(Reader(render(definition, "html").decode()).text)
    for step in definition.steps:
        for branch in step.branches:
            assert f"{branch.name} →" in heard or f"{branch.name} ({branch.label}) →" in heard


def test_an_arrow_to_an_end_says_the_end():
    definition = sop(
        "- {id: p, activity: Menulis, actor: a, branches: {Y: q, N: {end: ditolak}}}\n- {id: q, activity: Mengirim, actor: b}"
    )
    heard = " ".join(Reader(render(definition, "html", language="en").decode()).text)
    assert "Y → row 2 (B); N → End: ditolak" in heard


def test_every_cell_is_framed_and_the_heads_are_heads():
    definition = sopflow.load(ROOT / "definitions/pengawalan.yaml")
    tags = re.findall(r"<(t[hd])\b((?: scope)?)", render(definition, "html").decode())
    assert set(tags) == {("th", " scope"), ("td", "")}
    rects = ElementTree.fromstring(render(definition, "svg")).iter("{http://www.w3.org/2000/svg}rect")
    framed = Counter(tuple(rect.get(one) for one in ("x", "y", "width", "height")) for rect in rects)
    cells = [cell for page in picture_of(definition).pages for row in page.rows for cell in row.cells]
    assert not Counter(tuple(map(number, (c.x, c.y, c.width, c.height))) for c in cells) - framed


def test_no_text_becomes_markup():
    definition = evil(*EVIL)
    page = Reader(render(definition, "html").decode())
    assert not set(page.names) & {"script", "img", "iframe"}
    assert not {name for name in page.attributes if name.startswith("on")}
    assert "<script>alert(1)</script>" in "".join(page.text)
    plain = Reader(render(evil("Surat satu", "Surat dua", "Surat tiga", "Surat empat"), "html").decode())
    assert set(page.names) == set(plain.names)
    assert page.attributes == plain.attributes
    root = ElementTree.fromstring(render(definition, "svg"))
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert names == {"svg", "title", "g", "rect", "text", "polyline", "polygon"}


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).map(str.strip).filter(bool)


@given(TEXT, TEXT, TEXT, TEXT)
@settings(max_examples=share(60), deadline=None, suppress_health_check=list(HealthCheck))
def test_any_text_stays_a_text(one, two, three, four):
    try:
        definition = evil(one, two, three, four)
    except sopflow.DefinitionError:
        return  # two documents of one name, or a text that is no name
    page = Reader(render(definition, "html").decode())
    assert not set(page.names) & {"script", "img"}
    assert "".join(one.split()) in "".join("".join(page.text).split())
    ElementTree.fromstring(render(definition, "svg"))


def test_an_html_page_needs_nothing_from_outside():
    text = render(sopflow.load(FILES[0]), "html").decode()
    assert 'http-equiv="Content-Security-Policy" content="default-src \'none\'' in text
    assert not any(word in text.replace("http-equiv", "") for word in ("http:", "https:", "src=", "href="))


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_definition_gives_the_same_bytes(form):
    definition = sopflow.load(ROOT / "definitions/pengawalan.yaml")
    assert render(definition, form) == render(definition, form)


def test_a_png_is_as_large_as_its_pages():
    definition = sopflow.load(ROOT / "definitions/pengawalan.yaml")
    image = Image.open(io.BytesIO(render(definition, "png", page=2)))
    assert abs(image.width - 297 / 25.4 * 150) < 3
    assert abs(image.height - 210 / 25.4 * 150) < 3
    assert len(image.convert("RGB").getcolors(1_000_000)) > 8


def test_f4_is_the_folio_of_indonesian_offices():
    document = pypdfium2.PdfDocument(render(sopflow.load(FILES[0]), "pdf", paper="f4"))
    assert document[0].get_size() == pytest.approx((330 / 25.4 * 72, 215 / 25.4 * 72), abs=0.1)


def test_dot_is_what_graphviz_reads():
    dot = program("dot", command="apt-get install graphviz")
    for definition in (*map(sopflow.load, FILES), evil(*EVIL)):
        made = subprocess.run(
            [dot, "-Tjson"], input=render(definition, "dot"), capture_output=True, check=True, timeout=60
        )
        assert made.stderr == b""
        graph = json.loads(made.stdout)
        rows = [o for o in graph["objects"] if o["name"].startswith("r")]
        assert len(rows) == len(definition.steps)
        for step in definition.steps:
            assert any(" ".join(step.activity.split()) in _read(o["label"]) for o in rows)


def _read(label):
    from html import unescape

    return unescape(label.removesuffix("\\l"))


@pytest.mark.parametrize(
    ("name", "format"), [("a.mermaid", "mmd"), ("a.GV", "dot"), ("a.htm", "html"), ("a.pdf", "pdf")]
)
def test_an_ending_that_is_another_name_of_a_format_is_that_format(name, format):
    assert format_of(name) == format


def test_a_format_or_page_that_there_is_not_is_said_with_those_there_are():
    definition = sopflow.load(FILES[0])
    with pytest.raises(UnknownFormat, match="html"):
        render(definition, "odt")
    with pytest.raises(UnknownFormat, match="a4"):
        render(definition, paper="a5")
    with pytest.raises(UnknownFormat, match="1"):
        render(definition, page=99)
    with pytest.raises(UnknownFormat, match="pdf"):
        format_of("gambar.gif")


def test_a_missing_package_is_named(monkeypatch):
    import builtins

    real = builtins.__import__

    def without(name, *rest, **options):
        if name.partition(".")[0] in ("reportlab", "pypdfium2", "graphviz"):
            raise ModuleNotFoundError(name=name)
        return real(name, *rest, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    definition = sopflow.load(FILES[0])
    for form in ("pdf", "png", "dot"):
        with pytest.raises(sopflow.errors.MissingPackage, match="picture"):
            render(definition, form)
    assert render(definition, "html")
    assert render(definition, "mmd")
