"""The logo stands above the agency's name on the identity page, in every format, and moves nothing."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pypdfium2
import pytest
from PIL import Image

import sopflow
from sopflow.cli import main
from sopflow.definition.logo import UnusableLogo, logo_near
from sopflow.paper.importing import import_table
from sopflow.render import render
from sopflow.render.exporting import EXPORTS, export
from sopflow.render.formats.svg import cell_text
from sopflow.render.layout import picture_of
from sopflow.studio.folder import Folder
from sopflow.studio.routes.drawing import drawing
from sopflow.studio.routes.exporting import exporting
from sopflow.studio.workspace import RequestBody, Workspace
from tests.emblems import BLUE, RED, picture, png, sop_with
from tests.render.office import converted
from tests.render.test_word import complaints

KINDS = ("png", "jpeg")
SVG = "{http://www.w3.org/2000/svg}"


def made(folder, kind="png", size=(30, 36)):
    """An SOP with a logo, and the logo."""
    sop = sopflow.load(sop_with(folder, f"logo.{kind}", picture(kind, size)))
    return sop, logo_near(sop, folder)


def near(one, other):
    return all(abs(a - b) < 60 for a, b in zip(one, other, strict=True))


def shows(page, emblem):
    """Whether a page of a PDF has the picture where the layout has it: blue in its first quarter, red in its last."""
    image = page.render(scale=2).to_pil().convert("RGB")
    dots = 2 * 72 / 25.4

    def at(across, down):
        return image.getpixel(
            (int((emblem.x + across * emblem.width) * dots), int((emblem.y + down * emblem.height) * dots))
        )

    return near(at(0.25, 0.25), BLUE) and near(at(0.75, 0.75), RED) and near(at(0.25, 0.75), RED)


@pytest.mark.parametrize("size", [(30, 36), (400, 10), (10, 400), (1, 1), (4000, 1)])
def test_it_stands_in_the_agency_cell_above_the_text_and_moves_nothing(tmp_path, size):
    sop, logo = made(tmp_path, size=size)
    with_logo, without = picture_of(sop, logo=logo), picture_of(sop)
    emblem = with_logo.pages[0].emblem
    cell = with_logo.pages[0].rows[0].cells[0]
    assert cell.x <= emblem.x
    assert emblem.x + emblem.width <= cell.x + cell.width
    assert cell.y < emblem.y
    assert emblem.y + emblem.height < cell_text(cell).y
    assert emblem.width / emblem.height == pytest.approx(size[0] / size[1])
    assert max(emblem.width, emblem.height) == pytest.approx(28, abs=6)
    with_logo.pages[0].emblem = None
    assert with_logo == without


def test_without_an_agency_it_stands_in_the_middle_and_a_long_name_makes_room(tmp_path):
    sop, logo = made(tmp_path)
    nameless = replace(sop, identity=replace(sop.identity, agency=None))
    page = picture_of(nameless, logo=logo).pages[0]
    cell = page.rows[0].cells[0]
    assert page.emblem.y + page.emblem.height / 2 == pytest.approx(cell.y + cell.height / 2)
    long = replace(sop, identity=replace(sop.identity, agency="Dinas Kependudukan " * 40))
    page = picture_of(long, logo=logo).pages[0]
    cell = page.rows[0].cells[0]
    assert page.emblem.height >= 12
    assert page.emblem.y > cell.y
    assert page.emblem.y + page.emblem.height < cell_text(cell).y


@pytest.mark.parametrize("kind", KINDS)
def test_svg_holds_its_bytes(tmp_path, kind):
    sop, logo = made(tmp_path, kind)
    (image,) = ElementTree.fromstring(render(sop, "svg", logo=logo)).iter(f"{SVG}image")
    head, _, data = image.get("href").partition(",")
    assert head == f"data:image/{kind};base64"
    assert base64.b64decode(data) == logo.data


@pytest.mark.parametrize("kind", KINDS)
def test_html_holds_its_bytes_and_allows_itself_nothing_from_outside(tmp_path, kind):
    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            if tag in ("image", "img"):
                found.append(dict(attrs)["href"])
            if tag == "meta" and "content-security-policy" in str(attrs).lower():
                policies.append(dict(attrs)["content"])

    found, policies = [], []
    sop, logo = made(tmp_path, kind)
    Reader().feed(render(sop, "html", logo=logo).decode())
    assert found == [f"data:image/{kind};base64,{base64.b64encode(logo.data).decode()}"]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_pdf_shows_it_at_its_place(tmp_path, kind):
    sop, logo = made(tmp_path, kind)
    made_once = render(sop, "pdf", logo=logo)
    assert made_once == render(sop, "pdf", logo=logo)
    document = pypdfium2.PdfDocument(made_once)
    assert shows(document[0], picture_of(sop, logo=logo).pages[0].emblem)
    drawn = [one for one in document[0].get_objects() if one.type == 3]
    assert [one.get_px_size() for one in drawn] == [(30, 36)]
    if kind == "jpeg":
        assert bytes(drawn[0].get_data(decode_simple=True)) == logo.data


def test_a_png_picture_shows_it(tmp_path):
    sop, logo = made(tmp_path)
    image = Image.open(io.BytesIO(render(sop, "png", logo=logo, page=1))).convert("RGB")
    found = {color for _, color in image.getcolors(1_000_000)}
    assert any(near(one, RED) for one in found)
    assert any(near(one, BLUE) for one in found)


@pytest.mark.parametrize("kind", KINDS)
def test_a_word_document_holds_its_bytes_and_is_valid(tmp_path, kind):
    sop, logo = made(tmp_path, kind)
    document = render(sop, "docx", logo=logo, source="sopflow: 1")
    assert document == render(sop, "docx", logo=logo, source="sopflow: 1")
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        assert archive.read(f"word/media/logo.{kind}") == logo.data
    assert complaints(document, tmp_path) == []


def test_libreoffice_prints_it_where_the_layout_has_it(tmp_path):
    files, emblems = [], []
    for kind in KINDS:
        sop, logo = made(tmp_path, kind)
        files.append(tmp_path / f"{kind}.docx")
        files[-1].write_bytes(render(sop, "docx", logo=logo))
        emblems.append(picture_of(sop, logo=logo).pages[0].emblem)
    for file, emblem in zip(converted(files, tmp_path), emblems, strict=True):
        document = pypdfium2.PdfDocument(file)
        assert len(document) == 2
        assert shows(document[0], emblem)


@pytest.mark.parametrize("form", ["docx", "xlsx", "csv"])
def test_an_exported_document_keeps_the_name_of_its_logo(tmp_path, form):
    file = sop_with(tmp_path, "logo.png", picture())
    sop, text = sopflow.load(file), file.read_text("utf-8")
    export(sop, text, tmp_path / f"x.{form}", logo=logo_near(sop, tmp_path))
    got = import_table(tmp_path / f"x.{form}", exports=EXPORTS)
    assert got.is_original
    assert got.text == text


def test_a_changed_cell_leaves_the_logo_alone(tmp_path):
    file = sop_with(tmp_path, "logo.png", picture())
    sop, text = sopflow.load(file), file.read_text("utf-8")
    export(sop, text, tmp_path / "x.docx", logo=logo_near(sop, tmp_path))
    with zipfile.ZipFile(tmp_path / "x.docx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    changed = parts["word/document.xml"].replace(b">1 jam<", b">3 jam<")
    assert changed != parts["word/document.xml"]
    with zipfile.ZipFile(tmp_path / "x.docx", "w") as archive:
        for name, data in (parts | {"word/document.xml": changed}).items():
            archive.writestr(name, data)
    got = import_table(tmp_path / "x.docx", exports=EXPORTS)
    assert [one.kind for one in got.differences if "Logo" in one.said] == []
    again = sopflow.loads(got.text)
    assert again.identity.logo == "logo.png"
    assert str(again.step("s").duration) == "3 jam"


def test_a_definition_from_memory_has_none(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    sop = sopflow.loads(sop_with(tmp_path, "logo.png", picture()).read_text("utf-8"))
    assert b"data:image" not in render(sop, "svg")
    assert picture_of(sop).pages[0].emblem is None


@pytest.mark.parametrize("form", ["pdf", "png", "svg", "html", "docx"])
@pytest.mark.parametrize(
    "content",
    [
        png(30, 36), picture()[:-30], picture("jpeg")[:200],
        png(30, 36, (b"IHDR", (20_000).to_bytes(4) * 2 + b"\x08\x02\0\0\0"), (b"IDAT", b"x")),
    ],
    ids=["no data", "half a PNG", "half a JPEG", "two sizes"],
)  # fmt: skip
def test_a_broken_picture_is_refused_in_every_format(tmp_path, form, content):
    sop = sopflow.load(sop_with(tmp_path, "logo.png", content))
    with pytest.raises(UnusableLogo) as refused:
        render(sop, form, logo=logo_near(sop, tmp_path))
    assert (
        refused.value.message("id")
        == '"logo.png" bukan gambar PNG atau JPEG yang utuh; simpan ulang gambarnya sebagai PNG'
    )


@pytest.mark.parametrize(("command", "name"), [("export", "x.docx"), ("render", "x.html"), ("render", "x.pdf")])
def test_a_command_draws_it_or_says_why_not(tmp_path, capsys, command, name):
    file, out = sop_with(tmp_path, "logo.png", picture()), tmp_path / name
    assert main([command, str(file), "-o", str(out)]) == 0
    (tmp_path / "logo.png").unlink()
    out.unlink()
    assert main([command, str(file), "-o", str(out), "--lang", "id"]) == 1
    assert 'logo "logo.png" tidak ada, atau tidak dapat dibaca' in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(
    "words", [["export", "-o", "x.csv"], ["render", "-o", "x.mmd"], ["render", "-o", "x.svg", "--no-identity"]]
)
def test_what_has_no_place_for_it_does_not_ask_for_it(tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    sop_with(tmp_path)
    assert main([words[0], "uji.yaml", *words[1:]]) == 0


def test_the_studio_shows_it_and_tells_what_is_wrong(tmp_path):
    desk = Workspace(Folder(tmp_path))
    file = sop_with(tmp_path, "logo.png", picture())
    asked = {"path": "uji.yaml", "text": file.read_text("utf-8"), "lang": "id"}
    shown = drawing(desk, RequestBody(asked))
    assert base64.b64encode(picture()).decode() in shown["pages"]
    made = exporting(desk, RequestBody(asked | {"format": "docx"}))
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(made["content"]))) as archive:
        assert archive.read("word/media/logo.png") == picture()
    (tmp_path / "logo.png").write_bytes(b"GIF89a")
    shown = drawing(desk, RequestBody(asked))
    assert "SOP235" in [one["code"] for one in shown["findings"]]
    assert "data:image" not in json.dumps(shown["pages"])
    with pytest.raises(UnusableLogo):
        exporting(desk, RequestBody(asked | {"format": "pdf"}))
