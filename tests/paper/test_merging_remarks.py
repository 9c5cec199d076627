"""What somebody changes in the remarks of a Word document is changed in the keys that the remarks said."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.paper.importing import import_table
from sopflow.render import render
from sopflow.render.exporting import EXPORTS, export

from .exported import CAMAT, STAF, SURAT, Printed, lines_that_differ
from .test_legend import SOP


def printed(folder, text=SOP):
    """A Word document of a definition, with its cells."""
    from docx import Document

    path = folder / "izin.docx"
    export(sopflow.loads(text), text, path)
    document = Document(str(path))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return path, document, {cell._tc: cell for cell in cells}.values()


def retyped(folder, changes, text=SOP):
    """The document read back after its lines were typed anew: for each line the lines that stand there now, none where it
    was deleted."""
    path, document, cells = printed(folder, text)
    for was, now in changes.items():
        (line, *_) = [line for cell in cells for line in cell.paragraphs if line.text == was]
        for one in now:
            line.insert_paragraph_before(one)
        line._p.getparent().remove(line._p)
    document.save(str(path))
    return import_table(path, exports=EXPORTS)


def row_of(made, name):
    return sopflow.loads(made.text).step(name)


@pytest.mark.parametrize(
    ("was", "now", "step", "key", "value"),
    [
        ("bila perlu", [""], "survei", "optional", False),
        ("bila perlu", ["wajib"], "survei", "optional", False),
        ("salah satu", ["bersama"], "putuskan", "sign_off", "all"),
        ("salah satu", ["berurutan"], "putuskan", "sign_off", "in_order"),
        ("bersama", ["salah satu"], "serahkan", "sign_off", "any"),
        ("bersama", ["bersama", "bila perlu"], "serahkan", "optional", True),
        ("menunggu 2 dan 3", ["menunggu yang sudah dimulai"], "tunggu", "join", "started"),
    ],
)
def test_a_remark_that_a_key_says_changes_the_key(was, now, step, key, value, tmp_path):
    made = retyped(tmp_path, {was: now})
    changed = [one for one in made.differences if one.kind != "finding"]
    assert [(one.kind, one.step, one.applied, one.open) for one in changed] == [("remarks", step, True, None)]
    assert getattr(row_of(made, step), key) == value


def test_words_that_no_key_says_stay_remarks(tmp_path):
    made = retyped(tmp_path, {"bila perlu": ["wajib"]})
    assert row_of(made, "survei").remarks == "wajib"


@pytest.mark.parametrize("now", [["menunggu Izin", "catat harinya"], ["catat harinya", "menunggu Izin"]])
def test_a_line_beside_what_the_table_says_of_itself_is_a_remark(now, tmp_path):
    """For which document a row waits stands in no line that a key is read from."""
    text = SOP.replace("wait: 7 hari kalender", "wait: {until: izin, at_most: 7 hari kalender}")
    made = retyped(tmp_path, {"menunggu Izin": now}, text)
    assert [(one.kind, one.open) for one in made.differences] == [("remarks", None)]
    assert row_of(made, "tunggu").remarks == "catat harinya"


@pytest.mark.parametrize(
    ("was", "now", "why"),
    [
        ("salah satu", ["salah satu", "bersama"], "keterangannya saling bertentangan; mana yang berlaku?"),
        ("menunggu 2 dan 3", ["menunggu 2 dan 3", "menunggu yang sudah dimulai"],
         "keterangannya saling bertentangan; mana yang berlaku?"),
        ("menunggu 2 dan 3", ["menunggu 2 dan 5"], "baris yang ditunggu tidak menuju baris ini"),
        ("menunggu 2 dan 3", [""], "keterangannya tidak lagi menyebut join; bila memang dicabut, hapus `join: [survei, telaah]` dari langkah tunggu di berkas YAML"),
        ("bersama", [""], "keterangannya tidak lagi menyebut sign_off; bila memang dicabut, hapus `sign_off: all` dari langkah serahkan di berkas YAML"),
    ],
)  # fmt: skip
def test_a_remark_that_can_mean_several_things_is_left_to_a_person(was, now, why, tmp_path):
    made = retyped(tmp_path, {was: now})
    (told,) = made.differences
    assert (told.kind, told.applied, told.open.id) == ("remarks", False, why)
    before, after = (
        [(step.remarks, step.sign_off, step.optional, step.join) for step in sopflow.loads(text).steps]
        for text in (SOP, made.text)
    )
    assert after == before


def test_two_remarks_of_a_draft_that_contradict_each_other_are_open(tmp_path):
    """A document without a definition: neither of the two counts."""
    text = SOP.replace("- {id: putuskan,", "- {id: putuskan, remarks: bersama,")
    path = tmp_path / "izin.docx"
    path.write_bytes(render(sopflow.loads(text), "docx", language="id"))
    made = import_table(path)
    (note,) = [one for one in made.draft.steps[4].sources if one.cell == "remarks"]
    assert (note.text, note.reading) == ("bersama; salah satu", "open")
    assert made.draft.steps[4].remarks == "bersama salah satu"


def test_one_who_acts_alone_now_signs_with_nobody(tmp_path):
    """Of a row that two did together one mark is taken away, and with it the words."""
    text = SURAT.replace(
        "    actor: staf\n    inputs: [surat]", "    actor: [staf, camat]\n    sign_off: all\n    inputs: [surat]"
    )
    table = Printed(tmp_path, text)
    table.cell(5, STAF, "")
    made = table.back()
    assert table.row(5)[CAMAT]
    assert row_of(made, "kirim").actors == ("camat",)
    assert [line for line in lines_that_differ(text, made.text) if "sign_off" in line] == ["-    sign_off: all"]
