"""A PDF is refused, and not cut, before it costs too much."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import pytest
from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas

from sopflow.paper.pdf import opening, pictures
from sopflow.paper.sheets import UnreadableSheet
from sopflow.paper.sheets import read as read_apart
from sopflow.paper.sheets.pdf import read_here as read

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sop.pdf"


def pdf(*streams: tuple[str, bytes], resources: str = "") -> bytes:
    """A page whose content is the first stream; each has what its dictionary says and its bytes."""
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 800 600] /Contents 4 0 R /Resources << {resources} >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page.encode(),
        *(
            f"<< /Length {len(data)} {says} >>\nstream\n".encode() + data + b"\nendstream"
            for says, data in streams
        ),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return out + end.encode()


def refused(path: Path, data: bytes, why: str) -> None:
    path.write_bytes(data)
    with pytest.raises(UnreadableSheet, match=why):
        read(path)


def test_a_part_that_comes_to_too_much_is_not_unpacked(path):
    refused(path, pdf(("/Filter /FlateDecode", zlib.compress(bytes(70_000_000)))), "over 60,000,000 bytes")


def test_nor_is_one_whose_packing_is_spelled_otherwise(path, monkeypatch):
    monkeypatch.setattr(opening, "MAX_STREAM", 1_000_000)
    refused(path, pdf(("/Filter /Fl#61teDecode", zlib.compress(bytes(3_000_000)))), "over 1,000,000 bytes")


def test_many_parts_together_come_to_too_much(path, monkeypatch):
    monkeypatch.setattr(opening, "MAX_UNPACKED", 2_000_000)
    part = ("/Filter /FlateDecode", zlib.compress(bytes(500_000)))
    refused(path, pdf(part, part, part, part, part), "over 2,000,000 bytes")


def test_a_part_that_is_packed_twice_is_refused(path):
    twice = zlib.compress(zlib.compress(bytes(1000)))
    refused(path, pdf(("/Filter [/FlateDecode /FlateDecode]", twice)), "unusual way")


def test_a_packing_that_may_come_to_anything_counts_as_if_it_did(path):
    refused(path, pdf(("/Filter /LZWDecode", bytes(100_000))), "over 60,000,000 bytes")


def test_a_page_that_draws_too_much(path):
    refused(path, pdf(("", b"0 0 m 1 1 l S\n" * 100_000)), "page 1: too much is drawn .over 1,000,000 bytes")


def test_a_drawing_that_is_drawn_again_and_again(path):
    says = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A {} 0 R >> >>"
    forms = [(says.format(number + 1), b"/A Do " * 50) for number in range(5, 9)]
    last = (says.format(5), b"0 0 m 1 1 l S\n")
    data = pdf(("", b"/A Do"), *forms, last, resources="/XObject << /A 5 0 R >>")
    refused(path, data, "too much is drawn")


def test_a_drawing_that_holds_itself(path):
    form = ("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A 5 0 R >> >>", b"/A Do")
    data = pdf(("", b"/A Do"), form, resources="/XObject << /A 5 0 R >>")
    refused(path, data, "contains itself")


FONT = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"


def test_a_page_with_too_many_lines(path, monkeypatch):
    monkeypatch.setattr(opening, "MAX_PATHS", 500)
    refused(path, pdf(("", b"0 0 m 1 1 l S\n" * 600)), "over 500 lines")


def test_a_page_with_too_many_letters(path, monkeypatch):
    monkeypatch.setattr(opening, "MAX_LETTERS", 500)
    refused(path, pdf(("", b"BT /F 9 Tf (" + b"a" * 600 + b") Tj ET"), resources=FONT), "over 500 letters")


def test_a_file_with_too_many_pages(path):
    canvas = Canvas(str(path))
    for _ in range(opening.MAX_PAGES + 1):
        canvas.showPage()
    canvas.save()
    with pytest.raises(UnreadableSheet, match="over 200 pages"):
        read(path)


def test_a_table_with_too_many_lines(path, monkeypatch):
    monkeypatch.setattr(opening, "MAX_WORK", 10_000)
    lines = [f"{at} 0 m {at} 600 l S 0 {at} m 600 {at} l S" for at in range(0, 601, 20)]
    data = pdf(("", "\n".join(["BT /F 9 Tf 10 10 Td (SOP) Tj ET", *lines]).encode()), resources=FONT)
    refused(path, data, "too many lines")


def test_a_locked_file_is_refused_with_what_to_do(path):
    canvas = Canvas(str(path), encrypt="rahasia")
    canvas.drawString(50, 50, "SOP")
    canvas.save()
    with pytest.raises(UnreadableSheet, match="print it as PDF without one"):
        read(path)


def test_a_scan_is_refused_with_what_to_do(path):
    document = PdfDocument.new()
    document.new_page(800, 600)
    document.save(str(path))
    with pytest.raises(UnreadableSheet, match="run OCR first"):
        read(path)


def test_a_broken_file_is_refused(path):
    refused(path, b"%PDF-1.4\nno more than that", "cannot be read")


def pdf_with(content: bytes, attributes: bytes) -> bytes:
    """A file of one page; `attributes` are those of what it draws."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Resources<<>>/Contents 4 0 R>>",
        b"<<" + attributes + b"/Length %d>>\nstream\n" % len(content) + content + b"\nendstream",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + table + b"trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)


@pytest.mark.long
@pytest.mark.parametrize(
    "attributes",
    [
        pytest.param(b"/Filter/FlateDecode/X(" + b"a" * 3000 + b")", id="the packing is said far before it"),
        pytest.param(b"/F/FlateDecode", id="the packing has its short name"),
        pytest.param(
            b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 3000000000>>", id="a row without end"
        ),
    ],
)
def test_what_no_look_foresees_is_stopped_by_the_system(tmp_path, attributes):
    packing = zlib.compressobj(9)
    bomb = b"".join(packing.compress(b" " * 10_000_000) for _ in range(250)) + packing.flush()
    content = zlib.compress(b"\x02 ") if b"Predictor" in attributes else bomb
    (tmp_path / "bom.pdf").write_bytes(pdf_with(content, attributes))
    with pytest.raises(UnreadableSheet) as told:
        read_apart(tmp_path / "bom.pdf")
    assert "save it as PDF again" in told.value.message("en")
    assert "simpan ulang sebagai PDF" in told.value.message("id")


def test_what_is_read_apart_is_what_is_read_here(path):
    canvas = Canvas(str(path))
    canvas.drawString(100, 700, "Satu baris")
    canvas.rect(90, 500, 300, 100)
    canvas.save()
    assert read_apart(path) == read(path)
    assert read(path).lines == ("Satu baris",)


def with_pictures(path: Path, count: int, *, others: bool) -> None:
    """A page with small pictures, all the same, or each another."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas = Canvas(str(path))
    canvas.drawString(50, 800, "SOP")
    for at in range(count):
        grey = 200 + at % 50 if others else 200
        image = ImageReader(Image.new("RGB", (12, 12), (grey, grey, grey)))
        canvas.drawImage(image, 20 + 20 * (at % 25), 20 + 20 * (at // 25), 15, 15)
    canvas.save()


def test_pictures_are_looked_at_up_to_a_number_and_the_others_told(path, monkeypatch):
    monkeypatch.setattr(pictures, "MAX_PICTURES", 20)
    looked_at = []
    monkeypatch.setattr(pictures, "stroke_on", lambda picture, box: looked_at.append(picture))
    with_pictures(path, 27, others=True)
    told = read(path).unread
    assert len(looked_at) == 20
    assert [(one.text, one.place) for one in told] == [
        ("27 gambar", "halaman 1"),
        ("7 gambar", "seluruh dokumen"),
    ]
    assert "lebih dari 20 gambar" in told[1].why


def test_the_same_picture_is_traced_once(path, monkeypatch):
    traced = []
    monkeypatch.setattr(pictures, "stroke_on", lambda picture, box: traced.append(picture))
    with_pictures(path, 30, others=False)
    read(path)
    assert len(traced) == 1


def test_a_page_with_too_many_pictures(path, monkeypatch):
    monkeypatch.setattr(opening, "MAX_IMAGES", 20)
    with_pictures(path, 21, others=True)
    with pytest.raises(UnreadableSheet, match="over 20 pictures"):
        read(path)
