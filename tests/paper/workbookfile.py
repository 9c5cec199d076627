"""Excel workbooks for tests: openpyxl writes the cells, and drawings are written into the archive."""

from __future__ import annotations

import zipfile

from .wordfile import emu

SPACES = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEADS = ["No", "Kegiatan", "Kasi", "Camat", "Kelengkapan", "Waktu", "Output"]
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook(path, rows, *, drawing=None, old=None, merges=(), more=None):
    """A sheet "SOP" with rows (from A1), and what is drawn on it: anchors as XML; `old` is VML; `more` changes the book."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "SOP"
    for at, cells in enumerate(rows, start=1):
        for column, value in enumerate(cells, start=1):
            if value not in ("", None):
                sheet.cell(at, column).value = value
    for one in merges:
        sheet.merge_cells(one)
    if more is not None:
        more(book)
    book.save(path)
    parts = {}
    if drawing is not None:
        parts["drawing"] = ("drawings/drawing1.xml", f"<xdr:wsDr {SPACES}>{''.join(drawing)}</xdr:wsDr>", "r:id")
    if old is not None:
        parts["vmlDrawing"] = ("drawings/vmlDrawing1.vml", old, "")
    if parts:
        add(path, parts)
    return path


def add(path, parts):
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    relations = held.get(
        "xl/worksheets/_rels/sheet1.xml.rels",
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>',
    ).decode()
    types = held["[Content_Types].xml"].decode()
    sheet = held["xl/worksheets/sheet1.xml"].decode()
    for at, (kind, (name, text, _)) in enumerate(parts.items()):
        held[f"xl/{name}"] = text.encode()
        relations = relations.replace(
            "</Relationships>",
            f'<Relationship Id="rIdT{at}" Type="{KINDS}/{kind}" Target="../{name}"/></Relationships>',
        )
        if kind == "drawing":
            sheet = sheet.replace("</worksheet>", f'<drawing xmlns:r="{KINDS}" r:id="rIdT{at}"/></worksheet>')
            types = types.replace(
                "</Types>",
                f'<Override PartName="/xl/{name}" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/></Types>',
            )
    held["xl/worksheets/_rels/sheet1.xml.rels"] = relations.encode()
    held["[Content_Types].xml"], held["xl/worksheets/sheet1.xml"] = types.encode(), sheet.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in held.items():
            archive.writestr(name, data)


def corner(tag, column, row, right=0, down=0):
    return (
        f"<xdr:{tag}><xdr:col>{column}</xdr:col><xdr:colOff>{emu(right)}</xdr:colOff><xdr:row>{row}</xdr:row>"
        f"<xdr:rowOff>{emu(down)}</xdr:rowOff></xdr:{tag}>"
    )


def between(content, begin, end):
    """An anchor from one place to another: (column, row, points to the right, points down), from 0."""
    return f"<xdr:twoCellAnchor>{corner('from', *begin)}{corner('to', *end)}{content}<xdr:clientData/></xdr:twoCellAnchor>"


def from_cell(content, begin, size):
    ext = f'<xdr:ext cx="{emu(size[0])}" cy="{emu(size[1])}"/>'
    return f"<xdr:oneCellAnchor>{corner('from', *begin)}{ext}{content}<xdr:clientData/></xdr:oneCellAnchor>"


def absolute(content, at, size):
    place = f'<xdr:pos x="{emu(at[0])}" y="{emu(at[1])}"/><xdr:ext cx="{emu(size[0])}" cy="{emu(size[1])}"/>'
    return f"<xdr:absoluteAnchor>{place}{content}<xdr:clientData/></xdr:absoluteAnchor>"


def shape(form, number, text="", *, border=True, is_box=False, flip="", at=(0, 0), size=(40, 20)):
    line = (
        '<a:ln><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'
        if border
        else "<a:ln><a:noFill/></a:ln>"
    )
    body = f"<xdr:txBody><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></xdr:txBody>" if text else ""
    box = ' txBox="1"' if is_box else ""
    return (
        f'<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="{number}" name="Bentuk {number}"/><xdr:cNvSpPr{box}/></xdr:nvSpPr>'
        f'<xdr:spPr>{_place(flip, at, size)}<a:prstGeom prst="{form}"><a:avLst/></a:prstGeom>{line}</xdr:spPr>{body}</xdr:sp>'
    )


def connector(number, start=None, end=None, *, form="straightConnector1", flip="", at=(0, 0), size=(0, 0)):
    ties = "".join(
        f'<a:{tag} id="{to}" idx="0"/>' for tag, to in (("stCxn", start), ("endCxn", end)) if to is not None
    )
    return (
        f'<xdr:cxnSp macro=""><xdr:nvCxnSpPr><xdr:cNvPr id="{number}" name="Konektor {number}"/><xdr:cNvCxnSpPr>{ties}</xdr:cNvCxnSpPr>'
        f'</xdr:nvCxnSpPr><xdr:spPr>{_place(flip, at, size)}<a:prstGeom prst="{form}"><a:avLst/></a:prstGeom><a:ln><a:solidFill>'
        f'<a:srgbClr val="000000"/></a:solidFill><a:tailEnd type="arrow"/></a:ln></xdr:spPr></xdr:cxnSp>'
    )


def group(*members, at=(0, 0), size=(100, 100)):
    x, y, width, height = map(emu, (*at, *size))
    return (
        '<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id="99" name="Grup"/><xdr:cNvGrpSpPr/></xdr:nvGrpSpPr><xdr:grpSpPr><a:xfrm>'
        f'<a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/><a:chOff x="{x}" y="{y}"/>'
        f'<a:chExt cx="{width}" cy="{height}"/></a:xfrm></xdr:grpSpPr>{"".join(members)}</xdr:grpSp>'
    )


def _place(flip, at, size):
    x, y, width, height = map(emu, (*at, *size))
    return f'<a:xfrm {flip}><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
