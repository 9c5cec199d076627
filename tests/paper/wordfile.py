"""Word documents for tests: python-docx makes the file, and the parts that it cannot draw are written into its XML."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from html import escape
from pathlib import Path

import pytest

from sopflow.paper.sheets import read
from tests.services import program

SPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "wpc": "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "w10": "urn:schemas-microsoft-com:office:word",
    }.items()
)
EMU = 12_700
LINE = '<a:ln w="12700"><a:solidFill><a:srgbClr val="000000"/></a:solidFill>{ends}</a:ln>'
HEADS = ["No", "Kegiatan", "Kasi", "Camat", "Kelengkapan", "Waktu", "Output", "Keterangan"]
WIDTHS = [30, 120, 80, 80, 80, 60, 80, 60]
"""In points."""
LEFT = [sum(WIDTHS[:at]) for at in range(len(WIDTHS))]


def emu(points):
    return round(points * EMU)


def paragraph(*runs, text="", properties=""):
    written = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}{written}{''.join(runs)}</w:p>"


def cell(*content, text="", width=60, span=1, merge=None, inner=""):
    """A cell with `content` (paragraphs as XML), or with a text."""
    merged = {None: "", "begin": '<w:vMerge w:val="restart"/>', "more": "<w:vMerge/>"}[merge]
    across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    head = f'<w:tcPr><w:tcW w:w="{round(width * 20)}" w:type="dxa"/>{across}{merged}{inner}</w:tcPr>'
    body = "".join(content) or "".join(paragraph(text=line) for line in text.split("\n"))
    return f"<w:tc>{head}{body}</w:tc>"


def row(*cells, height=None, rule="exact", properties=""):
    high = f'<w:trHeight w:val="{round(height * 20)}" w:hRule="{rule}"/>' if height else ""
    return f"<w:tr><w:trPr>{properties}{high}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows, widths=WIDTHS):
    grid = "".join(f'<w:gridCol w:w="{round(width * 20)}"/>' for width in widths)
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'


def sop(*rows, height=None):
    """An official table: each row is its texts by column, or XML of paragraphs where it begins with `<w:`."""
    made = [row(*(_of(text, at) for at, text in enumerate(HEADS)), height=height)]
    made += [row(*(_of(text, at) for at, text in enumerate(cells)), height=height) for cells in rows]
    return table(*made)


def _of(content, at):
    if content.startswith("<w:tc"):
        return content
    is_xml = content.startswith("<w:")
    return cell(*([content] if is_xml else []), text="" if is_xml else content, width=WIDTHS[at])


def only(path):
    """The one table of a document."""
    (one,) = read(path).tables
    return one


def texts(number, activity="Menyusun surat", kasi="", camat="", output="Surat"):
    """The cells of a row, of which some hold drawings."""
    return [str(number), activity, kasi, camat, "Berkas", "1 jam", output, ""]


# -- DrawingML


def shape(
    form, text="", *, border=True, is_box=False, inner="", number=None, at=None, size=(40, 20), flip="", style=""
):
    """`wps:wsp`; within a group with its own number and place."""
    name = f'<wps:cNvPr id="{number}" name="Bentuk {number}"/>' if number is not None else ""
    x, y = at or (0, 0)
    place = f'<a:xfrm {flip}><a:off x="{emu(x)}" y="{emu(y)}"/><a:ext cx="{emu(size[0])}" cy="{emu(size[1])}"/></a:xfrm>'
    line = LINE.format(ends="") if border else "<a:ln><a:noFill/></a:ln>"
    content = "".join(paragraph(text=one) for one in text.split("\n")) if text else ""
    box = f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>" if text else ""
    kind = '<wps:cNvSpPr txBox="1"/>' if is_box else "<wps:cNvSpPr/>"
    return (
        f'<wps:wsp>{name}{kind}<wps:spPr>{place}<a:prstGeom prst="{form}"><a:avLst/></a:prstGeom>{inner}{line}</wps:spPr>'
        f"{style}{box}<wps:bodyPr/></wps:wsp>"
    )


def connector(
    form="straightConnector1", *, start=None, end=None, head="end", number=None, at=None, size=(0, 0), flip=""
):
    """`wps:wsp` with `wps:cNvCnPr`; `head` is `end`, `start`, `both` or `none`."""
    name = f'<wps:cNvPr id="{number}" name="Konektor {number}"/>' if number is not None else ""
    ties = "".join(
        f'<a:{tag} id="{to}" idx="0"/>' for tag, to in (("stCxn", start), ("endCxn", end)) if to is not None
    )
    ends = '<a:headEnd type="triangle"/>' if head in ("start", "both") else ""
    ends += '<a:tailEnd type="triangle"/>' if head in ("end", "both") else ""
    x, y = at or (0, 0)
    return (
        f"<wps:wsp>{name}<wps:cNvCnPr>{ties}</wps:cNvCnPr><wps:spPr><a:xfrm {flip}>"
        f'<a:off x="{emu(x)}" y="{emu(y)}"/><a:ext cx="{emu(size[0])}" cy="{emu(size[1])}"/></a:xfrm>'
        f'<a:prstGeom prst="{form}"><a:avLst/></a:prstGeom>{LINE.format(ends=ends)}</wps:spPr><wps:bodyPr/></wps:wsp>'
    )


def group(*members, at=(0, 0), size=(100, 100), inner_at=None, inner_size=None):
    """`wpg:wgp` whose members have their own coordinates."""
    (x, y), (width, height) = inner_at or at, inner_size or size
    form = (
        f'<wpg:grpSpPr><a:xfrm><a:off x="{emu(at[0])}" y="{emu(at[1])}"/><a:ext cx="{emu(size[0])}" cy="{emu(size[1])}"/>'
        f'<a:chOff x="{emu(x)}" y="{emu(y)}"/><a:chExt cx="{emu(width)}" cy="{emu(height)}"/></a:xfrm></wpg:grpSpPr>'
    )
    return f"<wpg:wgp><wpg:cNvGrpSpPr/>{form}{''.join(members)}</wpg:wgp>"


def canvas(*members):
    return f"<wpc:wpc><wpc:bg/><wpc:whole/>{''.join(members)}</wpc:wpc>"


def anchored(
    content, *, number, at=(5, 5), size=(40, 20), across="column", down="paragraph", fallback="", in_cell=1
):
    """A run with the drawing at an offset."""
    kind = (
        "wordprocessingGroup"
        if "<wpg:wgp" in content[:12]
        else "wordprocessingCanvas"
        if "<wpc" in content[:6]
        else "wordprocessingShape"
    )
    drawing = (
        f'<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{number}" '
        f'behindDoc="0" locked="0" layoutInCell="{in_cell}" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="{across}"><wp:posOffset>{emu(at[0])}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="{down}"><wp:posOffset>{emu(at[1])}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{emu(size[0])}" cy="{emu(size[1])}"/><wp:wrapNone/><wp:docPr id="{number}" name="Gambar {number}"/>'
        f"<wp:cNvGraphicFramePr/>{graphic(content, kind)}</wp:anchor></w:drawing>"
    )
    requires = {"wordprocessingGroup": "wpg", "wordprocessingCanvas": "wpc", "wordprocessingShape": "wps"}[kind]
    if fallback:
        drawing = (
            f'<mc:AlternateContent><mc:Choice Requires="{requires}">{drawing}</mc:Choice>'
            f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
        )
    return f"<w:r>{drawing}</w:r>"


def inline(content, *, number, size=(40, 20)):
    """A run with the drawing in the text."""
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{emu(size[0])}" cy="{emu(size[1])}"/>'
        f'<wp:docPr id="{number}" name="Gambar {number}"/>{graphic(content)}</wp:inline></w:drawing></w:r>'
    )


def graphic(content, kind="wordprocessingShape"):
    return f'<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/{kind}">{content}</a:graphicData></a:graphic>'


def drawn(form, number, text="", *, at=(5, 5), size=(40, 20), **how):
    """A run with one shape at an offset."""
    return anchored(shape(form, text, size=size, **how), number=number, at=at, size=size)


def arrow(form, number, *, at=(0, 0), size=(0, 0), across="column", down="paragraph", **how):
    """A run with one connector at an offset."""
    return anchored(connector(form, size=size, **how), number=number, at=at, size=size, across=across, down=down)


# -- the file


def word(path, *blocks, parts=None, numbering=None, change=None):
    """A document of these blocks; `parts` are added to the archive with the relation that names them."""
    from docx import Document

    made = Document()
    made.save(str(path))
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    text = held["word/document.xml"].decode()
    section = text[text.index("<w:sectPr") : text.index("</w:body>")]
    body = "".join(block if block.startswith("<") else paragraph(text=block) for block in blocks)
    held["word/document.xml"] = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document {SPACES}><w:body>{body}{section}</w:body></w:document>'.encode()
    )
    if numbering is not None:
        held["word/numbering.xml"] = (
            f'<?xml version="1.0"?><w:numbering {SPACES}>{numbering}</w:numbering>'.encode()
        )
    relations = held["word/_rels/document.xml.rels"].decode()
    types = held["[Content_Types].xml"].decode()
    for at, (kind, content) in enumerate((parts or {}).items()):
        root = content if content.startswith("<w:") else ""
        held[f"word/{kind}9.xml"] = (
            f'<?xml version="1.0"?>{root}'.replace(">", f" {SPACES}>", 2)
            .replace(f"?{' ' + SPACES}>", "?>", 1)
            .encode()
        )
        relations = relations.replace(
            "</Relationships>",
            f'<Relationship Id="rIdT{at}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
            f'Target="{kind}9.xml"/></Relationships>',
        )
        types = types.replace(
            "</Types>",
            f'<Override PartName="/word/{kind}9.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            f'wordprocessingml.{kind}+xml"/></Types>',
        )
    held["word/_rels/document.xml.rels"], held["[Content_Types].xml"] = relations.encode(), types.encode()
    if change is not None:
        change(held)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in held.items():
            archive.writestr(name, data)
    return path


def through_office(path, folder):
    """The file as LibreOffice saves it again."""
    office = program("soffice", "libreoffice", command="apt-get install libreoffice-writer libreoffice-calc")
    target = Path(folder) / "lagi"
    target.mkdir()
    copy = Path(folder) / f"asal{path.suffix}"
    shutil.copy(path, copy)
    done = subprocess.run(
        [
            office, "--headless", f"-env:UserInstallation=file://{folder}/lo", "--convert-to", path.suffix[1:],
            "--outdir", str(target), str(copy),
        ],
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    made = target / copy.name
    if not made.exists():
        pytest.fail(f"LibreOffice wrote nothing: {done.stdout} {done.stderr}")
    return made


# -- what is compared


def symbols(drawn_on):
    """Kind, row, columns and text of each."""
    return [(one.kind, one.row, one.columns, one.text) for one in drawn_on.drawing.symbols]


def arrows(drawn_on):
    """Source and target as rows and first columns, with the label."""
    places = [(one.row, one.columns[0]) for one in drawn_on.drawing.symbols]

    def at(number):
        return places[number] if number is not None else None

    return sorted(((at(one.source), at(one.target), one.label) for one in drawn_on.drawing.arrows), key=str)


def doubts(drawn_on):
    return [one.doubt for one in (*drawn_on.drawing.symbols, *drawn_on.drawing.arrows) if one.doubt]
