"""The form of a row on the page: drawn for everybody, filled in as people write, read by the server."""

from __future__ import annotations

import hashlib
from typing import get_args

import pytest

import sopflow
from sopflow.errors import FieldsRefused
from sopflow.fields import Field, Problem
from sopflow.fields.problem import ProblemKind
from sopflow.flow.forms import of_plain
from sopflow.language import Words
from sopflow.sql import SQLStore
from sopflow.studio.routes.forms import problems_record, typed
from tests.cli.test_fields import LACKING
from tests.engine.test_for_each import PLACES, begun, office
from tests.fields.test_schema import FIELDS

SOP = """sopflow: 1
id: isian
title: Isian
actors: {staf: Staf, camat: Camat}
fields:
  nama: {title: Nama penyedia, max_length: 20}
  nilai: {title: Nilai, type: money, min: 1}
  acara: {title: Tanggal, type: date}
  jam: {title: Jam, type: time, optional: true}
  hadir: {title: Dihadiri, type: yes_no}
  jenis: {title: Jenis, one_of: {barang: Barang, jasa: Jasa}, default: jasa}
  syarat: {title: Syarat, some_of: {ktp: KTP, kk: Kartu keluarga}}
  uraian: {title: Uraian, type: long_text, optional: true}
  lokasi: {title: Lokasi, list: {alamat: Alamat, luas: {title: Luas, type: number, optional: true}}, key: alamat}
steps:
  - {id: usul, activity: Mengusulkan, actor: staf, fills: [nama, nilai, acara, jam, hadir, jenis, syarat, uraian, lokasi]}
  - {id: setuju, activity: Menyetujui, actor: camat, fills: [nilai]}
"""
FILLED = {
    "nama": "CV Maju", "nilai": 1_500, "acara": "2026-08-17", "hadir": True, "jenis": "jasa", "syarat": ("ktp", "kk"),
    "lokasi": ({"alamat": "Jl. A", "luas": 2.5}, {"alamat": "Jl. B"}),
}  # fmt: skip


def fill(item):
    item.get_by_label("Nama penyedia").fill("CV Maju")
    item.get_by_label("Nilai").fill("1.500")
    item.get_by_label("Tanggal").fill("2026-08-17")
    item.get_by_label("Dihadiri").select_option("ya")
    item.get_by_label("KTP").check()
    item.get_by_label("Kartu keluarga").check()
    item.get_by_label("Alamat").fill("Jl. A")
    item.get_by_label("Luas").fill("2,5")
    item.get_by_role("button", name="Tambah Lokasi").click()
    item.get_by_label("Alamat").nth(1).fill("Jl. B")


def grave(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        (one["id"], [node["html"][:120] for node in one["nodes"]])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def test_a_form_is_filled_in_on_the_walk_and_what_is_refused_is_not_lost(opened, folder):
    (folder / "isian.yaml").write_text(SOP, "utf-8")
    page = opened("isian.yaml")
    page.get_by_role("tab", name="Jalankan").click()
    page.locator(".item .form").wait_for()
    assert grave(page) == []
    fill(page)
    page.locator(".item button.outcome").click()
    refused = page.locator(".refused")
    refused.wait_for()
    assert "1_500" in refused.inner_text()
    assert page.get_by_label("Alamat").nth(1).input_value() == "Jl. B"
    assert page.get_by_label("KTP").is_checked()
    page.get_by_label("Nilai").fill("Rp1.500")
    page.locator(".item button.outcome").click()
    page.locator(".item[data-step=setuju]").wait_for()
    shown = page.locator("dl.data").inner_text()
    for said in (
        "CV Maju",
        "Rp1.500",
        "17 Agustus 2026",
        "ya",
        "KTP, Kartu keluarga",
        "Alamat: Jl. A, Luas: 2,5; Alamat: Jl. B",
    ):
        assert said in shown
    assert page.get_by_label("Nilai").input_value() == "Rp1.500"


def test_what_a_decision_lacks_stands_with_it(opened, folder):
    (folder / "isian.yaml").write_text(LACKING, "utf-8")
    page = opened("isian.yaml")
    page.get_by_role("tab", name="Jalankan").click()
    page.locator(".item[data-step=isi] button.outcome").click()
    facts = page.locator(".item[data-step=putus] .facts")
    facts.wait_for()
    assert "belum diisi: Nilai" in facts.inner_text()


def test_a_form_is_filled_in_in_the_office(opened, folder, tmp_path):
    (folder / "isian.yaml").write_text(SOP, "utf-8")
    engine = sopflow.Engine(SQLStore(tmp_path / "kasus.db"))
    page = opened("isian.yaml", engine=engine)
    page.get_by_role("tab", name="Kantor").click()
    page.locator("[data-do=who]").fill("staf")
    page.locator("[data-do=start]").click()
    item = page.locator(".item").first
    item.wait_for()
    fill(item)
    item.get_by_label("Nilai").fill("Rp1.500")
    item.locator("button.outcome").click()
    page.locator("dl.data").wait_for()
    (run,) = engine.instances()
    assert run.fields == FILLED


def errors(place):
    """What is told beside each control that is not as it must be, by its label."""
    return {
        one.evaluate("e => (e.labels[0] ?? e).innerText.split(' *')[0].trim()"): one.evaluate(
            "e => e.getAttribute('aria-describedby').split(' ').map(i => document.getElementById(i).textContent).pop()"
        )
        for one in place.locator("[aria-invalid=true]").all()
    }


def test_what_is_wrong_stands_beside_each_field_and_the_first_has_the_keyboard(opened, folder):
    (folder / "isian.yaml").write_text(SOP, "utf-8")
    page = opened("isian.yaml")
    page.get_by_role("tab", name="Jalankan").click()
    item = page.locator(".item")
    item.locator(".form").wait_for()
    fill(item)
    item.get_by_label("Nama penyedia").fill("x" * 21)
    item.get_by_label("Tanggal").fill("")
    item.get_by_label("Alamat").nth(1).fill("")
    item.get_by_label("KTP").uncheck()
    item.get_by_label("Kartu keluarga").uncheck()
    page.locator(".item button.outcome").click()
    page.locator(".refused").wait_for()
    told = errors(item)
    assert list(told) == ["Nama penyedia", "Nilai", "Tanggal", "Alamat"]
    assert "20 karakter" in told["Nama penyedia"]
    assert "1_500" in told["Nilai"]
    assert told["Tanggal"].startswith("Belum diisi; isikan ")
    syarat = item.locator("fieldset", has=page.get_by_text("Syarat"))
    assert "Belum diisi" in syarat.locator(".error").inner_text()
    assert page.evaluate("document.activeElement.maxLength") is not None
    assert page.evaluate("document.activeElement.labels[0].innerText").startswith("Nama penyedia")
    assert grave(page) == []
    item.get_by_label("Nama penyedia").fill("CV Maju")
    assert "Nama penyedia" not in errors(item)
    item.get_by_label("Nilai").fill("Rp1.500")
    item.get_by_label("Tanggal").fill("2026-08-17")
    item.get_by_label("Alamat").nth(1).fill("Jl. B")
    item.get_by_label("KTP").check()
    page.locator(".item button.outcome").click()
    page.locator(".item[data-step=setuju]").wait_for()
    beside = page.locator(".item dl.beside").inner_text()
    for said in ("CV Maju", "17 Agustus 2026", "Alamat: Jl. A, Luas: 2,5; Alamat: Jl. B"):
        assert said in beside
    assert "1.500" not in beside


CASE = """sopflow: 1
id: izin
title: Izin
actors:
  pemohon: {title: Pemohon, external: true, is: starter, recorded_by: [petugas]}
  petugas: Petugas
fields: {nama: Nama, nilai: {title: Nilai, type: money}}
steps:
  - {id: ajukan, activity: Mengajukan, actor: pemohon, fills: [nama, nilai]}
  - {id: periksa, activity: Memeriksa, actor: petugas}
"""


def test_whose_case_it_is_is_said_at_its_start_and_changed_in_the_office(opened, folder, tmp_path):
    (folder / "izin.yaml").write_text(CASE, "utf-8")
    engine = sopflow.Engine(SQLStore(tmp_path / "kasus.db"))
    page = opened("izin.yaml", engine=engine)
    page.get_by_role("tab", name="Kantor").click()
    page.locator("[data-do=who]").fill("petugas")
    page.get_by_label("Siapa Pemohon (kosong: yang memulai)").fill("ani, budi")
    page.locator("[data-do=start]").click()
    item = page.locator(".acts .item").first
    item.wait_for()
    (run,) = engine.instances()
    assert (run.started_by, run.people) == ("petugas", {"pemohon": ("ani", "budi")})
    assert "ani, budi" in page.locator("dl.people").inner_text()
    item.locator("button.outcome").click()
    page.locator(".item [aria-invalid=true]").first.wait_for()
    assert set(errors(item)) == {"Nama", "Nilai"}
    assert grave(page) == []
    page.locator("details.rebind summary").click()
    form = page.locator("details.rebind form")
    form.get_by_label("Orang").fill("citra")
    form.get_by_label("Alasan").fill("ahli waris")
    assert grave(page) == []
    form.locator("button").click()
    page.locator("dl.people", has_text="citra").wait_for()
    assert engine.instance(run.id).people == {"pemohon": ("citra",)}
    assert list(engine.history(run.id))[-1].note == "ahli waris"


def test_what_stands_in_a_field_reads_back_to_its_value():
    for fields in FIELDS.values():
        for field in fields:
            for value in (
                field.read(one)
                for one in (0, 1, 5, 1500, 1_500_000, 2.25, 0.125, -1, "2024-02-28", "08:00", True, "jasa")
            ):
                if value is not None and not isinstance(value, Problem):
                    assert field.of_plain(typed(field, value)) == value
    assert typed(Field("n", "N", "money"), 1_500) == "Rp1.500"
    assert typed(Field("n", "N", "number"), 1234.5) == "1.234,5"


def said_beside(text, given, language):
    """What stands beside each control after somebody wrote that."""
    engine = sopflow.Engine()
    engine.register(sopflow.loads(text))
    run = engine.start("isian", "staf")
    with pytest.raises(FieldsRefused) as refused:
        engine.complete(run.id, "usul", "staf", fields=of_plain(engine.flow("isian"), given))
    return {one["field"]: one["text"] for one in problems_record(refused.value, language)}


@pytest.mark.parametrize(
    ("language", "whole"),
    [
        ("id", {"nilai": "Seharusnya 30_500", "acara": "Seharusnya 2026-03-01 (1 Maret 2026) atau 2026-01-03 (3 Januari 2026)",
                "nama": "Belum diisi; isikan sebuah teks satu baris, paling banyak 20 karakter", "hadir": "Seharusnya ya atau tidak",
                "lokasi[2].alamat": "Seharusnya alamat yang belum ada di daftar ini"}),
        ("en", {"nilai": "Expected 30_500", "acara": "Expected 2026-03-01 (1 March 2026) or 2026-01-03 (3 January 2026)",
                "nama": "Missing; expected a text of one line, at most 20 character(s)", "hadir": "Expected yes or no",
                "lokasi[2].alamat": "Expected another alamat than the list has already"}),
    ],
)  # fmt: skip
def test_what_stands_beside_a_control_is_a_sentence(language, whole):
    given = {
        "nilai": "30.500",
        "acara": "1/3/2026",
        "hadir": "x",
        "syarat": ["ktp"],
        "lokasi": [{"alamat": "A"}] * 2,
    }
    found = said_beside(SOP, given, language)
    assert found == {name: text.replace("character(s)", "characters") for name, text in whole.items()}


def test_a_list_that_cannot_be_changed_now_is_told_beside_its_control():
    engine = office(fills="{lokasi: optional}")
    run, _ = begun(engine)
    with pytest.raises(FieldsRefused) as refused:
        engine.correct(run, "kasi", {"lokasi": PLACES[:1]}, "salah")
    for language, text in (("id", "Tidak dapat diubah sekarang: "), ("en", "It cannot be changed now: ")):
        (one,) = problems_record(refused.value, language)
        assert one["text"].startswith(text)


def test_every_kind_of_problem_has_words_beside_a_control():
    for kind in get_args(ProblemKind):
        refused = FieldsRefused.of([Problem("f", "x", Words("sesuatu", "something"), kind)], {})
        assert "something" in problems_record(refused, "en")[0]["text"]


FILED = """sopflow: 1
id: berkas
title: Berkas
actors: {staf: Staf}
documents: {surat: {title: Surat, external: true, file: required}}
steps:
  - {id: usul, activity: Mengusulkan, actor: staf, inputs: [surat], outputs: [], duration: 1 jam}
  - {id: simpan, activity: Menyimpan, actor: staf, inputs: [surat], outputs: [], duration: 1 jam}
"""


def test_a_file_is_hashed_in_the_browser_and_only_its_reference_is_sent(opened, folder, tmp_path):
    (folder / "berkas.yaml").write_text(FILED, "utf-8")
    (tmp_path / "surat.pdf").write_bytes(content := b"%PDF-1.4 rahasia" * 999)
    engine = sopflow.Engine(SQLStore(tmp_path / "kasus.db"))
    page = opened("berkas.yaml", engine=engine)
    sent = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    page.get_by_role("tab", name="Kantor").click()
    page.locator("[data-do=who]").fill("staf")
    page.locator("[data-do=start]").click()
    item = page.locator(".item").first
    item.wait_for()
    assert grave(page) == []
    item.locator("button.outcome").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    assert "perlu nama atau alamat berkasnya" in next(iter(errors(page).values()))
    item.get_by_label("Berkas Surat").set_input_files(tmp_path / "surat.pdf")
    item.get_by_text("surat.pdf, ").wait_for()
    item.locator("button.outcome").click()
    page.get_by_text("Surat (v1): surat.pdf").wait_for()
    (run,) = engine.instances()
    paper = run.documents["surat"].paper
    assert (paper.name, paper.sha256, paper.size) == (
        "surat.pdf",
        hashlib.sha256(content).hexdigest(),
        len(content),
    )
    assert paper.media_type == "application/pdf"
    assert [one for one in sent if "rahasia" in one] == []
