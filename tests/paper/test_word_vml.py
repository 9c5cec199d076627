"""Drawings in Word's old form (VML), and files that LibreOffice saved again, in the new form and in the old."""

from __future__ import annotations

import re
import zipfile

import pytest

from sopflow.paper.sheets import read

from .wordfile import (
    anchored,
    arrow,
    arrows,
    connector,
    doubts,
    drawn,
    group,
    only,
    paragraph,
    shape,
    sop,
    symbols,
    texts,
    through_office,
    word,
)

KASI, CAMAT = 2, 3


def old(*shapes):
    """A run with shapes in the old form."""
    return f"<w:r><w:pict>{''.join(shapes)}</w:pict></w:r>"


def style(at, size, more=""):
    return (
        f'style="position:absolute;margin-left:{at[0]}pt;margin-top:{at[1]}pt;width:{size[0]}pt;height:{size[1]}pt;'
        f'mso-position-horizontal-relative:text;mso-position-vertical-relative:text{more}"'
    )


def box(tag, *, number=1, at=(5, 5), size=(40, 20), text="", attributes="", inner=""):
    content = f"<v:textbox><w:txbxContent>{paragraph(text=text)}</w:txbxContent></v:textbox>" if text else ""
    return f'<v:{tag} id="_x0000_s{number}" {style(at, size)} {attributes}>{inner}{content}</v:{tag}>'


def line(number, begin, end, attributes=""):
    return (
        f'<v:line id="_x0000_s{number}" style="position:absolute" from="{begin[0]}pt,{begin[1]}pt" to="{end[0]}pt,{end[1]}pt" '
        f'{attributes}><v:stroke endarrow="block"/></v:line>'
    )


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (box("rect"), "activity"),
        (box("roundrect"), "terminal"),
        (box("oval", size=(20, 20)), "connector"),
        (box("oval", size=(60, 20)), "terminal"),
        (box("shape", attributes='type="#_x0000_t110"'), "decision"),
        (box("shape", attributes='type="#_x0000_t116"'), "terminal"),
        (box("shape", attributes='type="#_x0000_t109"'), "activity"),
        (box("shape", attributes='type="#_x0000_t177"'), "connector"),
        (box("shape", attributes='type="#_x0000_t15"'), "connector"),
        (box("shape", attributes='o:spt="4"'), "decision"),
    ],
)
def test_each_old_form_is_its_symbol(made, kind, tmp_path):
    path = word(tmp_path / "x.docx", sop(texts(1, camat=paragraph(old(made)))))
    assert [one[:3] for one in symbols(only(path))] == [(kind, 1, (CAMAT,))]
    assert not doubts(only(path))


def test_old_lines_lead_from_where_they_begin_to_where_they_end(tmp_path):
    """Rows of 40 points with boxes from 5 to 25: the line goes from 25 to 45, the other way back."""
    first = paragraph(
        old(box("rect", text="Mulai")), old(line(3, (25, 25), (25, 45))), old(line(4, (40, 45), (40, 25)))
    )
    second = paragraph(old(box("shape", number=2, attributes='type="#_x0000_t110"')))
    path = word(tmp_path / "x.docx", sop(texts(1, kasi=first), texts(2, kasi=second), height=40))
    assert symbols(only(path)) == [("activity", 1, (KASI,), "Mulai"), ("decision", 2, (KASI,), "")]
    assert arrows(only(path)) == [((1, KASI), (2, KASI), ""), ((2, KASI), (1, KASI), "")]


def test_old_connectors_with_corners_are_flipped_and_say_what_they_join(tmp_path):
    """The elbow goes from the lower left to the upper right: from row 2 in Kasi up to row 1 in Camat."""
    elbow = (
        f'<v:shape id="_x0000_s9" type="#_x0000_t34" o:connectortype="elbow" {style((45, -15), (44, 30), ";flip:y")}>'
        '<v:stroke endarrow="block"/></v:shape>'
    )
    first = texts(1, camat=paragraph(old(box("rect", number=1))))
    second = texts(2, kasi=paragraph(old(box("rect", number=2)), old(elbow)))
    path = word(tmp_path / "x.docx", sop(first, second, height=40))
    assert arrows(only(path)) == [((2, KASI), (1, CAMAT), "")]


def test_the_rules_of_a_group_say_which_shapes_a_connector_joins(tmp_path):
    """The group is 120 by 25 points and counts 1,200 by 250: a box at 0, a decision at 80, a connector that touches neither."""
    members = (
        '<v:rect id="_x0000_s11" style="position:absolute;left:100;top:100;width:400;height:200"/>'
        '<v:shape id="_x0000_s12" type="#_x0000_t110" style="position:absolute;left:900;top:100;width:400;height:200"/>'
        '<v:shape id="_x0000_s13" type="#_x0000_t32" o:connectortype="straight" '
        'style="position:absolute;left:700;top:340;width:10;height:0"><v:stroke endarrow="block"/></v:shape>'
        '<o:rules v:ext="edit"><o:r id="V:Rule1" type="connector" idref="#_x0000_s13">'
        '<o:proxy start="" idref="#_x0000_s11" connectloc="3"/><o:proxy end="" idref="#_x0000_s12" connectloc="1"/></o:r></o:rules>'
    )
    made = f'<v:group id="_x0000_s10" coordorigin="100,100" coordsize="1200,250" {style((5, 5), (120, 25))}>{members}</v:group>'
    path = word(tmp_path / "x.docx", sop(texts(1, kasi=paragraph(old(made))), height=40))
    assert symbols(only(path)) == [("activity", 1, (KASI,), ""), ("decision", 1, (CAMAT,), "")]
    assert arrows(only(path)) == [((1, KASI), (1, CAMAT), "")]


def test_a_group_that_does_not_say_how_it_counts_counts_to_a_thousand(tmp_path):
    """As VML has it: from 0,0, a thousand each way."""
    members = (
        '<v:rect id="_x0000_s11" style="position:absolute;left:0;top:0;width:400;height:800"/>'
        '<v:shape id="_x0000_s12" type="#_x0000_t110" style="position:absolute;left:0;top:1800;width:400;height:800"/>'
    )
    made = f'<v:group id="_x0000_s10" {style((5, 5), (120, 25))}>{members}</v:group>'
    path = word(
        tmp_path / "x.docx", sop(texts(1, kasi=paragraph(old(made))), texts(2), texts(3), texts(4), height=40)
    )
    assert symbols(only(path)) == [("activity", 1, (KASI,), ""), ("decision", 2, (KASI,), "")]


def test_old_text_boxes_without_a_border_stand_at_the_arrows(tmp_path):
    first = paragraph(
        old(box("shape", number=1, attributes='type="#_x0000_t110"')),
        old(line(3, (25, 25), (25, 45))),
        old(
            box(
                "shape",
                number=5,
                at=(28, 28),
                size=(20, 12),
                text="Ya",
                attributes='type="#_x0000_t202" stroked="f"',
            )
        ),
    )
    path = word(
        tmp_path / "x.docx",
        sop(texts(1, kasi=first), texts(2, kasi=paragraph(old(box("rect", number=2)))), height=40),
    )
    assert arrows(only(path)) == [((1, KASI), (2, KASI), "Ya")]


def flow(path):
    """A way down and back with answers, a group with a pentagon, and an end in another column."""
    first = paragraph(
        drawn("flowChartTerminator", 7, "Mulai"),
        arrow("straightConnector1", 22, start=7, end=8, at=(25, 25), size=(0, 20)),
    )
    second = paragraph(
        drawn("flowChartDecision", 8),
        arrow("straightConnector1", 20, start=8, end=103, at=(25, 25), size=(0, 20)),
        arrow("bentConnector3", 21, start=8, end=7, at=(45, -25), size=(1, 40), flip='flipV="1"'),
        drawn("rect", 30, "Ya", at=(28, 28), size=(20, 12), border=False, is_box=True),
        drawn("rect", 31, "Tidak", at=(50, 2), size=(25, 12), border=False, is_box=True),
    )
    members = [
        shape("rect", number=103, at=(0, 0)),
        shape("flowChartOffpageConnector", number=104, at=(80, 0)),
        connector(number=105, start=103, end=104, at=(40, 10), size=(40, 0)),
    ]
    third = paragraph(anchored(group(*members, size=(120, 20)), number=9, size=(120, 20)))
    rules = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    counted = paragraph(properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    ending = paragraph(drawn("flowChartTerminator", 12, "Selesai"))
    rows = [texts(1, kasi=first), texts(2, kasi=second), texts(3, kasi=third), texts(4, camat=ending)]
    return word(path, "Judul", sop(*([counted, *row[1:]] for row in rows), height=40), numbering=rules)


SYMBOLS = [
    ("terminal", 1, (KASI,), "Mulai"),
    ("decision", 2, (KASI,), ""),
    ("activity", 3, (KASI,), ""),
    ("connector", 3, (CAMAT,), ""),
    ("terminal", 4, (CAMAT,), "Selesai"),
]
ARROWS = [
    ((1, KASI), (2, KASI), ""),
    ((2, KASI), (1, KASI), "Tidak"),
    ((2, KASI), (3, KASI), "Ya"),
    ((3, KASI), (3, CAMAT), ""),
]


def held(path):
    table = only(path)
    return [row[0] for row in table.rows], symbols(table), arrows(table), doubts(table), read(path).unread


EXPECTED = (["No", "1.", "2.", "3.", "4."], SYMBOLS, ARROWS, [], ())


def test_a_flow_with_everything_in_it(tmp_path):
    assert held(flow(tmp_path / "x.docx")) == EXPECTED


@pytest.mark.long
def test_a_document_that_libreoffice_saved_again_reads_the_same_in_both_forms(tmp_path):
    again = through_office(flow(tmp_path / "x.docx"), tmp_path)
    assert held(again) == EXPECTED
    with zipfile.ZipFile(again) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    both = re.compile(
        r"<mc:AlternateContent><mc:Choice.*?</mc:Choice><mc:Fallback>(.*?)</mc:Fallback></mc:AlternateContent>",
        re.DOTALL,
    )
    parts["word/document.xml"], count = (
        (made := both.subn(r"\1", parts["word/document.xml"].decode()))[0].encode(),
        made[1],
    )
    assert count == 9  # four shapes, three lines, a group, an end
    with zipfile.ZipFile(tmp_path / "old.docx", "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert held(tmp_path / "old.docx") == EXPECTED
