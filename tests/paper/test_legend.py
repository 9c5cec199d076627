"""What a picture says in words, because no symbol says it, comes back as the key that it stands for."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.paper.exporting import export_table
from sopflow.paper.importing import import_table
from sopflow.render import render
from sopflow.render.exporting import EXPORTS, export

SOP = """
sopflow: 1
id: izin
title: Izin
actors: {kasi: Kasi, camat: Camat, warga: Warga}
documents: {surat: Surat, izin: Izin}
steps:
  - {id: catat, activity: Mencatat surat, actor: kasi, inputs: [surat], duration: 1 hari, outputs: [surat], next: [survei, telaah]}
  - {id: survei, activity: Menyurvei lokasi, actor: warga, duration: 1 hari, next: tunggu, optional: true}
  - {id: telaah, activity: Menelaah berkas, actor: kasi, duration: 1 hari, next: tunggu}
  - {id: tunggu, activity: Menunggu keberatan tetangga, wait: 7 hari kalender, join: [survei, telaah]}
  - {id: putuskan, activity: Memutuskan izin, actor: [kasi, camat], duration: 1 hari, outputs: [izin],
     branches: {ya: serahkan, tidak: {end: ditolak, closes: all}}}
  - {id: serahkan, activity: Menyerahkan izin, actor: [kasi, camat], sign_off: all, duration: 1 hari,
     next: {end: selesai_izin, hand_over: penertiban}}
"""


@pytest.fixture(scope="module", params=["docx", "pdf"])
def back(request, tmp_path_factory):
    """The draft of the picture, which carries no definition."""
    path = tmp_path_factory.mktemp("legend") / f"izin.{request.param}"
    path.write_bytes(render(sopflow.loads(SOP), request.param, language="id"))
    return import_table(path)


@pytest.fixture(scope="module")
def sop(back):
    return sopflow.loads(back.text)


def test_a_symbol_that_waits_is_a_row_that_nobody_performs(sop):
    waiting = sop.steps[3]
    assert str(waiting.wait.lasts) == "7 hari kalender"
    assert waiting.actors == ()


def test_one_of_several_is_enough_where_the_remarks_say_so(sop):
    assert [sop.steps[at].sign_off for at in (4, 5)] == ["any", "all"]


def test_a_row_that_is_done_if_needed_is_optional(sop):
    assert [step.optional for step in sop.steps] == [False, True, False, False, False, False]


def test_a_row_waits_for_the_rows_that_its_remarks_name(sop):
    assert sop.steps[3].join == (sop.steps[1].id, sop.steps[2].id)


def test_ends_are_called_by_their_names_and_what_else_they_do_is_left_to_a_person(sop, back):
    ends = {branch.name: branch.targets[0] for branch in sop.steps[4].branches}
    assert ends["tidak"].name == "ditolak"
    assert sop.steps[5].next[0].name == "selesai_izin"
    open_at = {step.number for step, note in back.draft.open_notes if "closes: all" in note.why}
    assert open_at == {"5", "6"}


def test_what_a_key_says_is_not_printed_twice(sop):
    assert [step.remarks for step in sop.steps] == [None] * 6
    assert [note.text for note in sop.steps[5].source if note.cell == "remarks"] == ["bersama"]


def test_a_row_that_data_may_leave_out_is_optional_and_keeps_when_it_is_done(tmp_path):
    """A draft has no fields, so that the condition would be lost with the words that say it."""
    said = "bila luas di atas 500 m2; selain itu dilewati"
    text = SOP.replace("duration: 1 hari, next: tunggu}", f"duration: 1 hari, next: tunggu, remarks: {said}}}", 1)
    path = tmp_path / "izin.docx"
    path.write_bytes(render(sopflow.loads(text), "docx", language="id"))
    step = sopflow.loads(import_table(path).text).steps[2]
    assert step.optional
    assert step.remarks == said


@pytest.mark.parametrize("said", ["menunggu 8 dan 9", "menunggu surat balasan", "salah satu pihak hadir"])
def test_other_remarks_are_remarks(said, tmp_path):
    text = SOP.replace("duration: 1 hari, next: tunggu}", f"duration: 1 hari, next: tunggu, remarks: {said}}}", 1)
    path = tmp_path / "izin.docx"
    path.write_bytes(render(sopflow.loads(text), "docx", language="id"))
    read = sopflow.loads(import_table(path).text)
    assert read.steps[2].remarks == said
    assert read.steps[2].join is None


@pytest.mark.parametrize(
    ("was", "now"), [("salah satu", "bersama"), ("bila perlu", "wajib"), ("bersama", "salah satu")]
)
def test_a_remark_that_a_key_said_and_somebody_changed_in_word_is_told(was, now, tmp_path):
    from docx import Document

    path = tmp_path / "izin.docx"
    export(sopflow.loads(SOP), SOP, path)
    document = Document(str(path))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    for paragraph in (one for cell in cells for one in cell.paragraphs if one.text == was):
        paragraph.runs[0].text = now
    document.save(str(path))
    told = import_table(path, exports=(*EXPORTS, export_table)).differences
    assert [one.kind for one in told or ()] == ["remarks"]
