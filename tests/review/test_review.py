"""What is found in the pengawalan SOP, and how a finding about other rows names them."""

from __future__ import annotations

from pathlib import Path

import pytest

import sopflow
from sopflow.cli import main
from sopflow.definition.loading import check_bytes
from sopflow.review import Subject
from sopflow.review.checking import findings, reviewed
from sopflow.review.exploring import spoken
from tests.review.mistakes import LETTER
from tests.sop import sop

PENGAWALAN = Path(__file__).parents[2] / "definitions/pengawalan.yaml"


def test_every_flaw_of_the_source_is_found_and_accepted_with_its_reason():
    found = {(d.code, str(d.step)): d for d in sopflow.check(PENGAWALAN).findings}
    warnings = {
        ("SOP312", "verifikasi"): "Draft Surat Perintah",  # no earlier row makes the draft
        ("SOP330", "verifikasi"): "Kasi Trantib",  # it is said to come from the Kasi
        ("SOP312", "tanda_tangan"): "Surat Perintah",  # needed before anything made it
        ("SOP316", "arsip"): "Laporan Pelaksanaan",  # signed, by nobody
        ("SOP318", "arsip"): "Surat Perintah",  # the report is filed, the order is the output
    }
    for place, word in warnings.items():
        assert word in found[place].message("id")
        assert found[place].accepted
    notes = {
        ("SOP319", "kawal"): "kendaraan",
        ("SOP329", "kawal"): "1 jam",  # the whole escort in one hour
        ("SOP320", "arsip"): '"Surat Perintah"',  # never filed itself
        ("SOP331", "terima_perintah"): "Walikota",  # nobody reports to the mayor
        ("SOP323", "arsip"): "Sekcam",  # who files stays open
    }
    for place, word in notes.items():
        assert word in found[place].message("id")
    assert ("SOP316", "teruskan") not in found  # that letter the Camat does sign
    assert not [d for d in found.values() if d.fails]


@pytest.mark.parametrize(
    ("activity", "is_told"),
    [
        ("Menerima konsep (dari Camat) untuk diperiksa", True),
        ("Mendapat konsep dari Camat", True),
        ("Menerima tugas. Meneruskan konsep dari Camat", False),
        ("Menerima tugas menghindari Camat", False),
        ("Menerima konsep dan meneruskan surat dari Camat", False),
        ("Menerima konsep dari: Camat", False),
    ],
)
def test_what_is_received_comes_from_whom_the_row_says(activity, is_told):
    text = LETTER.replace("Memeriksa konsep surat tugas", f"'{activity}'")
    found = reviewed(check_bytes(text.encode(), "x.yaml", others={})).findings
    assert ("SOP330" in {one.code for one in found}) == is_told


def test_to_publish_the_identity_page_must_be_complete(tmp_path, capsys):
    assert main(["check", str(PENGAWALAN), "--lang", "en"]) == 0
    assert main(["check", str(PENGAWALAN), "--publish", "--lang", "en"]) == 1
    assert "the identity page still needs: number, created, effective" in capsys.readouterr().out


def test_a_long_way_has_its_middle_left_out():
    rows = "\n".join(f"- {{id: s{n}, activity: x, actor: a}}" for n in range(40))
    subject = Subject(sop(rows))
    way = subject.ways.way_without(lambda _: False, lambda at: subject.ways.states[at].open == ("s39",))
    assert spoken(way) == "s0 → s1 → s2 → s3 → s4 → s5 → s6 → … → s32 → s33 → s34 → s35 → s36 → s37 → s38"


def test_a_finding_about_other_rows_names_them_as_people_do_and_in_one_language():
    rows = """
- {id: p, no: "1", activity: Memulai, actor: a, next: [kiri, kanan]}
- {id: kiri, no: "2", activity: Menyusun, actor: a, duration: 1 jam, outputs: [d], next: akhir}
- {id: kanan, no: "3", activity: Menyalin, actor: b, duration: 3 hari 2 jam, outputs: [d], next: akhir}
- {id: akhir, no: "4", activity: Meneruskan D yang sudah ditandatangani A, actor: c, join: [kiri, kanan], inputs: [d]}
- {id: lagi, no: "5", activity: Mengarsipkan, actor: c, outputs: [d]}
"""
    definition = sop(rows, head="documents: {d: D}\nactors: {a: A, b: B, c: C}")
    said = {d.code: (d.message("en"), d.message("id")) for d in findings(definition)}
    assert '"D" is made by "2. Menyusun" and "3. Menyalin"' in said["SOP314"][0]
    assert '"D" was made by "2. Menyusun" and' in said["SOP318"][0]
    assert said["SOP344"][0] == (
        'the way by "2. Menyusun" always waits for the way by "3. Menyalin" at "4. Meneruskan D yang sudah ditandatangani A"'
    )
    assert '"D" has been signed by A' in said["SOP316"][0]
    assert '"D" sudah ditandatangani oleh A' in said["SOP316"][1]
    assert "at most 3 days 2 hours" in said["SOP342"][0]
    assert "terlama 3 hari 2 jam" in said["SOP342"][1]


def test_a_document_is_shown_where_its_row_names_it():
    """Also where the row only waits for it: an analyst is sent to that line, and not to the beginning of the row."""
    sop = sopflow.loads(
        """\
sopflow: 1
id: uji
title: Uji
actors: {a: A}
documents: {surat: Surat, telaah: Telaah, nota: Nota, jawaban: Jawaban}
steps:
  - id: satu
    activity: x
    actor: a
    inputs: [surat]
    outputs: [telaah]
    wait:
      until: jawaban
      at_most: 3 hari
      late: satu
"""
    )
    subject, (step,) = Subject(sop), sop.steps
    lines = {one: subject.place(step, one).line for one in ("surat", "telaah", "jawaban", "nota")}
    assert lines == {"surat": 10, "telaah": 11, "jawaban": 13, "nota": 7}
