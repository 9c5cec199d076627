"""What follows from changes of a table is told with the row, and agrees with what `check` finds."""

from __future__ import annotations

import json
import re
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.definition.loading import check_bytes
from sopflow.paper.importing import import_table
from sopflow.paper.sheets import UnreadableSheet
from sopflow.render.exporting import EXPORTS, export
from sopflow.review import exploring
from sopflow.review.checking import reviewed
from sopflow.testing.strategies import drafts
from tests.share import share

from .exported import ABOVE, HEADS, INPUTS, OUTPUTS, SURAT, TIME, Printed, follows, told

TERPISAH = """\
sopflow: 1
id: izin
title: Izin Usaha
actors:
  loket: Loket
  teknis: Tim Teknis
  kepala: Kepala
documents:
  berkas: {title: Berkas, external: true}
  ba: Berita acara
  nota: Nota hitung
  izin: Izin
steps:
  - id: terima
    activity: Menerima berkas
    actor: loket
    inputs: [berkas]
    duration: 10 menit
    next: [tinjau, hitung]
  - id: tinjau
    activity: Meninjau lapangan
    actor: teknis
    duration: 1 hari
    outputs: [ba]
    next: putus
  - id: hitung
    activity: Menghitung retribusi
    actor: loket
    duration: 1 jam
    outputs: [nota]
  - id: putus
    activity: Memutuskan izin
    actor: kepala
    join: [tinjau, hitung]
    inputs: [ba, nota]
    duration: 1 hari
    outputs: [izin]
    question: Disetujui?
    branches:
      Y: end
      N: {end: ditolak}
"""


@pytest.fixture
def izin(tmp_path):
    return Printed(tmp_path, TERPISAH)


def exported(folder, text):
    path = folder / "sop.docx"
    export(sopflow.loads(text), text, path)
    return path


def rewritten(path, change):
    """A Word document with other text in its body."""
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts["word/document.xml"] = change(parts["word/document.xml"].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return import_table(path, exports=EXPORTS)


def open_at(one):
    """The rows that wait for a decision in the file, and those of the list."""
    sop = sopflow.loads(one.text)
    noted = {str(step.id) for step in sop.steps if any(note.reading == "open" for note in step.source)}
    return noted, {d.step for d in one.differences if d.open is not None and d.step}


def test_a_row_that_others_wait_for_is_missed_where_it_was_awaited(izin):
    izin.remove(2)
    izin.cell(1, 2, "Mulai → 3")
    one = izin.back()
    assert "baris 4 menunggu: 2 & 3 → 3; periksa: baris yang ditunggu berubah; periksa join" in told(one)
    assert 'akibatnya, baris 4: tidak ada langkah yang menghasilkan "Berita acara" (SOP311)' in follows(one)
    assert sopflow.loads(one.text).step("putus").join == ("hitung",)
    assert open_at(one) == ({"putus"}, {"putus"})


def test_a_row_that_nothing_leads_to_any_more_is_told(izin):
    izin.cell(1, 2, "Mulai → 3")
    one = izin.back()
    assert told(one) == ["baris 1, panah: → 2 & 3 menjadi → 3"]
    assert 'akibatnya, baris 2: tidak ada jalan dari langkah pertama ke "tinjau" (SOP301)' in follows(one)
    assert "tinjau" in open_at(one)[0]


def test_what_is_open_in_a_new_row_is_in_the_list(tmp_path):
    surat = Printed(tmp_path, SURAT)
    surat.insert(5, "6", "Menyimpan arsip", "", "", "", "", "Surat", "5 menit", "Arsip", "")
    one = surat.back()
    noted, listed = open_at(one)
    assert "menyimpan_arsip" in noted & listed
    assert noted == listed


def test_an_output_that_others_still_take_under_its_old_name_is_asked_about(tmp_path):
    surat = Printed(tmp_path, SURAT)
    surat.cell(4, OUTPUTS, "Surat resmi")
    one = surat.back()
    assert told(one) == [
        'baris 4, Output: Surat → Surat resmi; periksa: "Surat" masih disebut di baris 5; apakah itu dokumen yang sama?'
    ]
    assert 'akibatnya, baris 5: tidak ada langkah yang menghasilkan "Surat" (SOP311)' in follows(one)


def test_rows_that_change_places_and_numbers_leave_arrows_to_both_alone(izin):
    two, three = izin.rows[1], izin.rows[2]
    two[3] = "□ → 4"
    izin.records[ABOVE + HEADS + 1 : ABOVE + HEADS + 3] = [three, two]
    three[0], two[0] = "2", "3"
    three[2] = "□ → 4"
    one = izin.back()
    assert not [d for d in one.differences if d.step == "terima"]
    assert sopflow.loads(one.text).step("terima").next == ("tinjau", "hitung")


@pytest.mark.parametrize("more", [False, True])
def test_ways_that_meet_in_a_new_row_are_waited_for_there(tmp_path, more):
    """And not twice by the row that waited for them; whether another new row follows or not."""
    izin = Printed(tmp_path, TERPISAH)
    izin.rows[1][3] = "□ → 3a"
    izin.insert(3, "3a", "Menyatukan hasil", "", "□", "", "", "5 menit", "", "")
    if more:
        izin.insert(4, "3b", "Menomori hasil", "", "□", "", "", "5 menit", "", "")
    one = izin.back()
    sop = sopflow.loads(one.text)
    assert {str(step.id): step.join for step in sop.steps if step.join} == {
        "menyatukan_hasil": ("tinjau", "hitung")
    }
    assert sop.step("tinjau").next == ("menyatukan_hasil",)
    assert [d.open.id for d in one.differences if d.kind == "join"] == [
        "baris yang ditunggu berubah; periksa join"
    ]


def test_a_moved_row_is_told_with_the_place_where_it_stands_now(tmp_path):
    """The row keeps its printed number, as it does where somebody drags it in Word."""
    surat = Printed(tmp_path, SURAT)
    row = surat.row(2)
    surat.records.remove(row)
    surat.records.insert(ABOVE + HEADS + 3, row)
    assert told(surat.back())[0] == "baris 2 pindah ke urutan ke-4"


@pytest.mark.parametrize(
    ("column", "cell"), [(TIME, "2 jam"), (1, "Menyusun draf surat keluar, kemudian mencatatnya di buku agenda")]
)
def test_what_was_so_before_does_not_follow_from_a_change(tmp_path, column, cell):
    """The finding names the time of its row, and the row that nobody checks by its activity: neither is new."""
    text = SURAT.replace("Menyusun draf surat ", "Menyusun draf surat, kemudian mencatatnya di buku agenda ")
    surat = Printed(tmp_path, text)
    assert "SOP329" in {code for code, _, _ in findings(text)}
    surat.cell(2, column, cell)
    one = surat.back()
    assert "SOP329" in {code for code, _, _ in findings(one.text)}
    assert follows(one) == []


def test_a_row_that_is_called_otherwise_is_the_same_in_what_check_finds(tmp_path):
    """Another row's finding names this one."""
    text = TERPISAH.replace("outputs: [nota]", "outputs: [ba]")
    izin = Printed(tmp_path, text)
    assert any("Meninjau lapangan" in message for _, step, message in findings(text) if step != "tinjau")
    izin.cell(2, 1, "Meninjau lokasi usaha")
    one = izin.back()
    assert any("Meninjau lokasi usaha" in message for _, step, message in findings(one.text) if step != "tinjau")
    assert follows(one) == []


# -- Word


def test_arrows_without_heads_are_no_arrows(tmp_path):
    one = rewritten(exported(tmp_path, SURAT), lambda text: re.sub(r"<a:tailEnd[^>]*/>", "", text))
    assert not one.is_original
    assert told(one)[0] == "baris 1, panah: 1 → 2; periksa: garis tanpa kepala panah"
    assert open_at(one) == ({"ajukan", "susun", "periksa", "tanda_tangan"},) * 2


def test_one_arrow_without_a_head_is_told_at_its_row(tmp_path):
    one = rewritten(exported(tmp_path, SURAT), lambda text: re.sub(r"<a:tailEnd[^>]*/>", "", text, count=1))
    assert len(told(one)) == 1
    assert "garis tanpa kepala panah" in told(one)[0]


def test_an_end_that_is_called_otherwise_has_that_name(tmp_path):
    path = exported(tmp_path, TERPISAH)
    one = rewritten(path, lambda text: text.replace("Selesai: ditolak", "Selesai: tidak jadi"))
    assert told(one) == [
        "baris 4, panah: Y → selesai, N → selesai (ditolak) menjadi Y → selesai, N → selesai (tidak_jadi)"
    ]
    assert "N: {end: tidak_jadi}" in one.text


def test_a_total_that_is_another_is_told_once(tmp_path):
    path = exported(tmp_path, TERPISAH.replace("actors:", "stated_total: 3 hari\nactors:", 1))
    one = rewritten(path, lambda text: text.replace("3 hari", "4 hari"))
    assert told(one) == ["jumlah waktu: 3 hari → 4 hari"]
    assert "stated_total: 4 hari" in one.text


# -- properties


@pytest.fixture(scope="module", autouse=True)
def few_markings():
    """Definitions made by chance have very many; both sides look at as many of them."""
    patch = pytest.MonkeyPatch()
    patch.setattr(exploring, "CHECKING", 10_000)
    yield
    patch.undo()


def edited(data, table):
    """Rows that are removed, moved, renamed and added."""
    for number in range(data.draw(st.integers(1, 3))):
        rows = table.rows
        at = data.draw(st.integers(0, len(rows) - 1))
        kind = data.draw(st.sampled_from(["gone", "moved", "renamed", "added"]))
        if kind == "renamed":
            rows[at][OUTPUTS if data.draw(st.booleans()) else INPUTS] = f"Berkas baru {number}"
        elif kind == "added":
            row = [*rows[at]]
            row[:2] = ["", f"Mencatat hal ke-{number}"]
            table.records.insert(ABOVE + HEADS + at, row)
        elif len(rows) > 1:
            row = table.records.pop(ABOVE + HEADS + at)
            if kind == "moved":
                table.records.insert(ABOVE + HEADS + data.draw(st.integers(0, len(rows) - 1)), row)


def named(whole):
    """A definition whose rows can be told from each other."""
    words = [
        "Menerima berkas",
        "Mencatat di agenda",
        "Memeriksa isi",
        "Menghitung biaya",
        "Rapat",
        "Kirim surat",
        "Tutup",
    ]
    for row, word in zip(whole["steps"], words, strict=False):
        row["activity"] = word
    return json.dumps(whole)


def findings(text):
    found = reviewed(check_bytes(text.encode(), "")).findings
    return {(f.code, str(f.step), f.message("en")) for f in found if f.accepted is None}


@pytest.mark.long
@given(drafts(), st.data())
@settings(max_examples=share(40), deadline=None, suppress_health_check=list(HealthCheck))
def test_the_list_says_what_check_will_find(tmp_path, whole, data):
    text = named(whole)
    table = Printed(tmp_path, text)
    edited(data, table)
    try:
        one = table.back()
    except UnreadableSheet:
        return
    if one.differences is None:
        return
    listed = follows(one, "en")
    known = {(code, step) for code, step, _ in findings(text)}
    if any("(SOP300)" in line for line in listed):
        return  # the list says that it could not look at everything
    for code, step, message in findings(one.text) - findings(text):
        if code in ("SOP220", "SOP221"):
            assert step == "None" or step in {d.step for d in one.differences if d.open is not None}, message
        elif (code, step) not in known:  # one that was there may have another example
            assert code == "SOP342" or any(message in line for line in listed), (code, step, message)
    noted, open_rows = open_at(one)
    here = {str(s.id) for s in sopflow.loads(one.text).steps}
    assert open_rows & here <= noted


@pytest.mark.long
@given(drafts(), st.data())
@settings(max_examples=share(60), deadline=None, suppress_health_check=list(HealthCheck))
def test_every_change_that_is_told_says_two_things(tmp_path, whole, data):
    table = Printed(tmp_path, named(whole))
    edited(data, table)
    try:
        one = table.back()
    except UnreadableSheet:
        return
    for d in one.differences or ():
        if d.kind in ("arrows", "join", "inputs", "outputs", "actors", "time", "activity", "remarks"):
            assert d.was != d.now, d


UNMADE = """\
sopflow: 1
id: izin
title: Izin Usaha
actors: {loket: Loket}
documents: {berkas: Berkas, nota: Nota}
accept:
  - {code: SOP311, step: catat, reason: dibawa pemohon}
steps:
  - {id: terima, activity: Menerima permohonan, actor: loket, inputs: [berkas], duration: 1 jam}
  - {id: catat, activity: Mencatat nota, actor: loket, inputs: [nota], duration: 1 jam}
"""


def test_what_check_found_before_is_not_told_again(tmp_path):
    assert {step for code, step, _ in findings(UNMADE) if code == "SOP311"} == {"terima"}
    table = Printed(tmp_path, UNMADE)
    table.cell(1, -3, "2 jam")
    assert [d.kind for d in table.back().differences] == ["time"]


def test_what_somebody_accepted_is_not_told(tmp_path):
    table = Printed(tmp_path, UNMADE.replace("inputs: [nota]", "inputs: []"))
    table.cell(2, INPUTS, "Nota")
    assert [d.kind for d in table.back().differences] == ["inputs"]


def test_where_a_row_leads_is_said_though_the_table_prints_nothing(tmp_path):
    """The row below is another one than the definition leads to."""
    start = {
        "id": "s0",
        "activity": "Menerima",
        "actor": "a",
        "branches": {"Y": "s5", "N": "s0"},
        "duration": "1 jam",
    }
    waits = [
        {"id": "s1", "activity": "Mencatat", "actor": "unknown", "duration": "1 jam"},
        {"id": "s2", "activity": "Rapat", "wait": "2 jam", "next": ["s3", "s0"]},
        {"id": "s3", "activity": "Kirim", "wait": "2 jam", "next": "s3"},
        {"id": "s5", "activity": "Tutup", "terminator": True},
    ]
    whole = {"sopflow": 1, "id": "acak", "title": "Acak", "actors": {"a": "A"}, "steps": [start, *waits]}
    table = Printed(tmp_path, json.dumps(whole))
    table.remove(1)
    table.insert(0, "", "Mencatat hal ke-1", *table.row(2)[2:])
    for d in table.back().differences:
        assert d.kind != "arrows" or d.was != d.now, d


@given(drafts(), st.data())
@settings(max_examples=share(60), deadline=None, suppress_health_check=list(HealthCheck))
def test_the_moves_that_are_told_turn_the_old_order_into_the_new(tmp_path, whole, data):
    text = named(whole)
    table = Printed(tmp_path, text)
    rows = table.rows
    names = [str(s.id) for s in table.sop.steps]
    order = data.draw(st.permutations(range(len(rows))))
    table.records[ABOVE + HEADS : -1] = [rows[at] for at in order]
    one = table.back()
    if one.differences is None:
        assert one.is_original or one.warning is not None
        return
    moves = sorted((int(d.now), d.step) for d in one.differences if d.kind == "row-moved")
    came = [name for name in names if name not in {step for _, step in moves}]
    for place, step in moves:
        came.insert(place - 1, step)
    assert came == [names[at] for at in order]
