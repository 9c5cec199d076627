"""What else happens at an end is kept where its arrow or its name changes, and told where its words do."""

from __future__ import annotations

import re
import zipfile

import pytest

import sopflow
from sopflow.paper.drafting.placing import end_of, end_said, says_end
from sopflow.paper.importing import import_table
from sopflow.paper.merging.tree import led
from sopflow.render.exporting import EXPORTS, export

from .exported import SURAT, Printed, lines_that_differ, told
from .test_legend import SOP


def rewritten(folder, was, now, text=SOP):
    """The Word document of a definition with another text in its symbols, read back."""
    path = folder / "izin.docx"
    export(sopflow.loads(text), text, path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    document = parts["word/document.xml"].decode()
    assert len(re.findall(re.escape(was), document)) == 1
    parts["word/document.xml"] = document.replace(was, now).encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return import_table(path, exports=EXPORTS)


@pytest.mark.parametrize(
    ("was", "now", "step", "said"),
    [
        ("(semua berakhir)", "", "putuskan", "Selesai: ditolak (semua berakhir) menjadi selesai saja"),
        ("lanjut: penertiban", "lanjut: pembongkaran", "serahkan",
         "Selesai: selesai izin, lanjut: penertiban menjadi Selesai: selesai izin, lanjut: pembongkaran"),
    ],
)  # fmt: skip
def test_other_words_for_what_else_happens_are_told(was, now, step, said, tmp_path):
    made = rewritten(tmp_path, was, now)
    (one,) = made.differences
    assert (one.kind, one.step, one.applied) == ("arrows", step, False)
    assert said in one.words.id
    assert one.open.id == "tulis closes dan hand_over dengan tangan"
    before, after = (sopflow.loads(text).step(step) for text in (SOP, made.text))
    assert (after.next, after.branches) == (before.next, before.branches)


def test_an_end_that_more_happens_at_now_is_told(tmp_path):
    text = SOP.replace(", closes: all", "")
    made = rewritten(tmp_path, "Selesai: ditolak", "Selesai: ditolak (semua berakhir)", text)
    assert [(one.kind, one.step, one.applied) for one in made.differences] == [("arrows", "putuskan", False)]


def test_an_end_that_is_called_otherwise_still_closes_all(tmp_path):
    made = rewritten(tmp_path, "Selesai: ditolak", "Selesai: batal")
    assert made.text == SOP.replace("{end: ditolak, closes: all}", "{end: batal, closes: all}")


def test_an_answer_that_leads_elsewhere_leaves_the_others_their_ends(tmp_path):
    text = SURAT.replace("      N: susun   # kembali", "      N: {end: ditolak, closes: all}\n      Z: susun")
    table = Printed(tmp_path, text)
    table.cell(3, 4, "◇ Y → 4, N → selesai (ditolak), Z → 1")
    made = table.back()
    assert lines_that_differ(text, made.text) == ["-      Z: susun", "+      Z: ajukan"]


def test_a_row_that_decides_now_keeps_what_happens_at_its_end(tmp_path):
    text = SURAT.replace(
        "    outputs: [Tanda terima]", "    outputs: [Tanda terima]\n    next: {end: terkirim, closes: all}"
    )
    table = Printed(tmp_path, text)
    table.cell(5, 3, "◇ Y → selesai (terkirim), N → 2")
    made = table.back()
    branches = {one.name: one for one in sopflow.loads(made.text).step("kirim").branches}
    assert branches["Y"].targets[0].closes_all
    assert told(made)


@pytest.mark.parametrize(
    ("value", "targets", "wanted"),
    [
        ({"end": "a", "closes": "all"}, ["end:b"], {"end": "b", "closes": "all"}),
        ({"end": "a", "closes": "all"}, ["end"], {"end": "end", "closes": "all"}),
        ({"end": "a", "closes": "all"}, ["x"], "x"),
        ({"end": "a", "hand_over": "lain"}, ["end:a", "x"], [{"end": "a", "hand_over": "lain"}, "x"]),
        ([{"end": "a", "closes": "all"}, "x"], ["end:a", "y"], [{"end": "a", "closes": "all"}, "y"]),
        ([{"end": "a", "closes": "all"}, "x"], ["end:b", "x"], [{"end": "b"}, "x"]),
        ({"end": "a", "note": "required"}, ["x"], {"to": "x", "note": "required"}),
        ({"to": [{"end": "a", "closes": "all"}, "x"], "note": "required"}, ["end:a"],
         {"end": "a", "closes": "all", "note": "required"}),
    ],
)  # fmt: skip
def test_what_leads_elsewhere_keeps_what_is_said_of_it(value, targets, wanted):
    assert led(value, targets) == wanted


@pytest.mark.parametrize(
    ("text", "name", "closes_all", "handed"),
    [
        ("Selesai", "", False, ""),
        ("Selesai (semua berakhir)", "", True, ""),
        ("Selesai, lanjut: Penertiban", "", False, "Penertiban"),
        ("Selesai: ditolak (semua berakhir), lanjut: Penertiban", "ditolak", True, "Penertiban"),
    ],
)
def test_an_end_is_read_part_by_part(text, name, closes_all, handed):
    said = end_said(text)
    assert (said.name, said.closes_all, said.handed) == (name, closes_all, handed)
    assert says_end(text)
    assert end_of(text) == (name or ("" if said.is_more else text))
