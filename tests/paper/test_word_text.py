"""The words of Word documents: numbers, merged cells, changes, notes and fields, none of them lost."""

from __future__ import annotations

import pytest

from sopflow.paper.sheet import Tall
from sopflow.paper.sheets import UnreadableSheet, read

from .wordfile import cell, paragraph, row, sop, table, texts, word

PLAIN = [40, 200]


def level(at, form, text, *, start=1, more=""):
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def listed(*levels, key=1):
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def number(key, abstract=1, more=""):
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{abstract}"/>{more}</w:num>'


def numbered(text="", key=1, at=0):
    return paragraph(text=text, properties=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{key}"/></w:numPr>')


def lines(path, *paragraphs, rules):
    return read(word(path / "x.docx", *paragraphs, numbering=rules)).lines


def test_numbers_that_word_counts_stand_in_the_cells(tmp_path):
    rules = listed(level(0, "decimal", "%1.")) + number(1)
    rows = [
        row(cell(numbered(), width=40), cell(text=text, width=200)) for text in ("Menerima", "Menelaah", "Selesai")
    ]
    (found,) = read(word(tmp_path / "x.docx", table(*rows, widths=PLAIN), numbering=rules)).tables
    assert found.rows == (("1.", "Menerima"), ("2.", "Menelaah"), ("3.", "Selesai"))


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("decimal", "%1)", ("1) x", "2) x", "3) x")),
        ("decimalZero", "%1", ("01 x", "02 x", "03 x")),
        ("lowerLetter", "%1.", ("a. x", "b. x", "c. x")),
        ("upperLetter", "(%1)", ("(A) x", "(B) x", "(C) x")),
        ("lowerRoman", "%1.", ("i. x", "ii. x", "iii. x")),
        ("upperRoman", "Bab %1", ("Bab I x", "Bab II x", "Bab III x")),
        ("bullet", "\uf0b7", ("• x", "• x", "• x")),
        ("bullet", "-", ("- x", "- x", "- x")),
        ("none", "", ("x", "x", "x")),
    ],
)
def test_each_form_of_a_number(form, text, expected, tmp_path):
    rules = listed(level(0, form, text)) + number(1)
    assert lines(tmp_path, *[numbered("x")] * 3, rules=rules) == expected


def test_levels_count_within_the_one_above_and_begin_again_below_it(tmp_path):
    rules = listed(
        level(0, "decimal", "%1."), level(1, "decimal", "%1.%2."), level(2, "lowerLetter", "%3)")
    ) + number(1)
    ats = [0, 1, 1, 2, 2, 0, 1, 2]
    assert lines(tmp_path, *(numbered("x", at=at) for at in ats), rules=rules) == (
        "1. x", "1.1. x", "1.2. x", "a) x", "b) x", "2. x", "2.1. x", "a) x",
    )  # fmt: skip


def test_a_level_may_go_on_and_a_number_may_be_written_as_a_digit(tmp_path):
    on = level(1, "decimal", "%2.", more='<w:lvlRestart w:val="0"/>')
    rules = listed(level(0, "upperRoman", "%1."), on) + number(1)
    assert lines(tmp_path, *(numbered("x", at=at) for at in (0, 1, 0, 1)), rules=rules) == (
        "I. x",
        "1. x",
        "II. x",
        "2. x",
    )
    legal = level(1, "decimal", "%1.%2", more="<w:isLgl/>")
    rules = listed(level(0, "upperRoman", "%1."), legal) + number(1)
    assert lines(tmp_path, *(numbered("x", at=at) for at in (0, 0, 1)), rules=rules) == ("I. x", "II. x", "2.1 x")


def test_a_list_that_begins_again_and_one_that_begins_elsewhere(tmp_path):
    again = number(2, more='<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
    rules = listed(level(0, "decimal", "%1.", start=5)) + number(1) + again
    paragraphs = [numbered("x"), numbered("x"), numbered("y", key=2), numbered("y", key=2)]
    assert lines(tmp_path, *paragraphs, rules=rules) == ("5. x", "6. x", "1. y", "2. y")


def test_letters_after_the_last_are_doubled(tmp_path):
    rules = listed(level(0, "lowerLetter", "%1.", start=26)) + number(1)
    assert lines(tmp_path, *[numbered("x")] * 2, rules=rules) == ("z. x", "aa. x")


def test_numbers_of_a_style(tmp_path):
    """The template of python-docx numbers its style "List Number"."""
    from docx import Document

    made = Document()
    for text in ("satu", "dua"):
        made.add_paragraph(text, style="List Number")
    made.add_paragraph("butir", style="List Bullet")
    made.save(str(tmp_path / "x.docx"))
    assert read(tmp_path / "x.docx").lines == ("1. satu", "2. dua", "• butir")


def test_a_number_that_is_switched_off_is_none(tmp_path):
    rules = listed(level(0, "decimal", "%1.")) + number(1)
    assert lines(tmp_path, numbered("x", key=0), numbered("y", key=77), rules=rules) == ("x", "y")


@pytest.mark.parametrize(
    ("rules", "at"),
    [
        (listed(level(0, "decimal", "%1" * 51)) + number(1), 0),
        (listed(level(9, "decimal", "%1")) + number(1), 9),
    ],
    ids=["an endless rule", "too many levels"],
)
def test_numbers_beyond_those_of_word_are_refused(rules, at, tmp_path):
    with pytest.raises(UnreadableSheet, match="Word number"):
        lines(tmp_path, numbered("x", at=at), rules=rules)


@pytest.mark.parametrize("form", ["lowerRoman", "lowerLetter"])
def test_a_number_that_would_be_written_for_ever_is_written_in_digits(form, tmp_path):
    rules = listed(level(0, form, "%1.", start=2_000_000_000)) + number(1)
    assert lines(tmp_path, numbered("x"), rules=rules) == ("2000000000. x",)


def test_styles_that_refer_to_each_other_end(tmp_path):
    def change(held):
        styles = held["word/styles.xml"].decode()
        ring = "".join(
            f'<w:style w:type="paragraph" w:styleId="{own}"><w:basedOn w:val="{other}"/></w:style>'
            for own, other in (("A", "B"), ("B", "A"))
        )
        held["word/styles.xml"] = styles.replace("</w:styles>", f"{ring}</w:styles>").encode()

    path = word(tmp_path / "x.docx", paragraph(text="x", properties='<w:pStyle w:val="A"/>'), change=change)
    assert read(path).lines == ("x",)


def test_cells_that_are_merged_down_and_across(tmp_path):
    """The output of rows 1 and 2 is one cell; the activity and who acts of row 3 are one cell."""
    held = [
        row(
            cell(text="1", width=30),
            cell(text="Menyusun", width=100),
            cell(text="Camat", width=60),
            cell(text="Surat", width=60, merge="begin"),
        ),
        row(
            cell(text="2", width=30),
            cell(text="Memaraf", width=100),
            cell(text="Kasi", width=60),
            cell(width=60, merge="more"),
        ),
        row(cell(text="3", width=30), cell(text="Selesai", width=160, span=2), cell(text="Arsip", width=60)),
    ]
    (found,) = read(word(tmp_path / "x.docx", table(*held, widths=[30, 100, 60, 60]))).tables
    assert found.rows == (
        ("1", "Menyusun", "Camat", "Surat"),
        ("2", "Memaraf", "Kasi", ""),
        ("3", "Selesai", "", "Arsip"),
    )
    assert found.tall == (Tall(0, 3, 2),)


def test_a_row_that_begins_further_to_the_right(tmp_path):
    held = [
        row(cell(text="1", width=40), cell(text="a", width=200)),
        row(cell(text="b", width=200), properties='<w:gridBefore w:val="1"/>'),
    ]
    (found,) = read(word(tmp_path / "x.docx", table(*held, widths=PLAIN))).tables
    assert found.rows == (("1", "a"), ("", "b"))


def test_a_text_in_a_covered_cell_is_told(tmp_path):
    held = [
        row(cell(text="1", width=40), cell(text="a", width=200, merge="begin")),
        row(cell(text="2", width=40), cell(text="tersembunyi", width=200, merge="more")),
    ]
    path = word(tmp_path / "x.docx", table(*held, widths=PLAIN))
    (told,) = read(path).unread
    assert (told.text, told.place) == ("tersembunyi", "tabel 1, baris 2, kolom 2")


def test_a_table_in_a_cell_is_text_of_the_cell(tmp_path):
    inner = table(row(cell(text="a"), cell(text="b")), row(cell(text="c"), cell(text="d")), widths=[50, 50])
    held = [row(cell(text="1", width=40), cell(paragraph(text="Lihat"), inner, paragraph(), width=200))]
    (found,) = read(word(tmp_path / "x.docx", table(*held, widths=PLAIN))).tables
    assert found.rows == (("1", "Lihat\na | b\nc | d"),)


def test_what_is_inserted_is_text_and_what_is_deleted_is_told(tmp_path):
    changed = (
        '<w:r><w:t xml:space="preserve">Surat </w:t></w:r><w:ins w:id="1" w:author="x"><w:r><w:t>tugas</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="x"><w:r><w:delText>perintah</w:delText></w:r></w:del>'
        '<w:moveFrom w:id="3" w:author="x"><w:r><w:t>pindah</w:t></w:r></w:moveFrom>'
    )
    sheet = read(word(tmp_path / "x.docx", sop(texts(1, output=paragraph(changed)))))
    assert sheet.tables[0].rows[1][6] == "Surat tugas"
    assert [(one.text, one.place) for one in sheet.unread] == [("perintahpindah", "tabel 1, baris 2, kolom 7")]


def test_notes_and_comments_are_told_with_their_place(tmp_path):
    marked = '<w:r><w:t>Surat</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="5"/></w:r>'
    parts = {
        "footnotes": '<w:footnotes><w:footnote w:id="2"><w:p><w:r><w:t>Rangkap dua</w:t></w:r></w:p></w:footnote></w:footnotes>',
        "comments": '<w:comments><w:comment w:id="5"><w:p><w:r><w:t>Benarkah?</w:t></w:r></w:p></w:comment></w:comments>',
    }
    sheet = read(word(tmp_path / "x.docx", sop(texts(1, output=paragraph(marked))), parts=parts))
    assert sheet.tables[0].rows[1][6] == "Surat"
    assert [tuple(one) for one in sheet.unread] == [
        ("Rangkap dua", "tabel 1, baris 2, kolom 7", "catatan kaki"),
        ("Benarkah?", "tabel 1, baris 2, kolom 7", "komentar"),
    ]


def test_what_stands_above_and_below_each_page_is_told(tmp_path):
    parts = {
        kind: f"<w:{tag}><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{tag}>"
        for kind, tag, text in (("header", "hdr", "Kecamatan Benda"), ("footer", "ftr", "Rahasia"))
    }
    sheet = read(word(tmp_path / "x.docx", sop(texts(1)), parts=parts))
    assert [(one.text, one.place) for one in sheet.unread] == [
        ("Kecamatan Benda", "kepala halaman"),
        ("Rahasia", "kaki halaman"),
    ]


def test_signs_fields_links_and_controls(tmp_path):
    made = paragraph(
        "<w:r><w:t>Pem</w:t><w:softHyphen/><w:t>berian\u00ad izin</w:t><w:noBreakHyphen/><w:t>usaha</w:t></w:r>",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t xml:space="preserve"> 5 Mei</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
        '<w:fldSimple w:instr="PAGE"><w:r><w:t xml:space="preserve"> 3</w:t></w:r></w:fldSimple>',
        '<w:hyperlink><w:r><w:t xml:space="preserve"> situs</w:t></w:r></w:hyperlink>',
        '<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t xml:space="preserve"> pilihan</w:t></w:r></w:sdtContent></w:sdt>',
        '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/><w:br/><w:t>bawah</w:t></w:r>',
    )
    assert read(word(tmp_path / "x.docx", made)).lines == ("Pemberian izin-usaha 5 Mei 3 situs pilihan→\nbawah",)


def test_controls_around_blocks_rows_and_cells(tmp_path):
    def control(content):
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    held = table(
        control(row(control(cell(text="1", width=40)), cell(control(paragraph(text="a")), width=200))),
        widths=PLAIN,
    )
    sheet = read(word(tmp_path / "x.docx", control(paragraph(text="atas")), control(held)))
    assert sheet.parts[:1] == ("atas",)
    assert sheet.tables[0].rows == (("1", "a"),)


def test_strict_files_are_read_like_others(tmp_path):
    def change(held):
        for name in ("word/document.xml", "word/_rels/document.xml.rels", "_rels/.rels"):
            held[name] = (
                held[name]
                .replace(
                    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
                )
                .replace(
                    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    b"http://purl.oclc.org/ooxml/officeDocument/relationships",
                )
            )

    path = word(tmp_path / "x.docx", "atas", sop(texts(1)), change=change)
    assert read(path).lines == ("atas",)
    assert read(path).tables[0].rows[1][:2] == ("1", "Menyusun surat")
