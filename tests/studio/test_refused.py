"""What is refused in the form of a row stands beside its controls, wherever the form is drawn."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.sql import SQLStore
from tests.studio.test_forms import errors

BARE = """sopflow: 1
id: d
title: D
actors: {a: A, b: B}
fields: {nilai: {title: Nilai, type: money}, nama: Nama}
steps:
  - {id: x, activity: Menulis, actor: a, fills: [nilai, nama]}
  - {id: o, activity: Meneliti, actor: b}
"""
FULL = """sopflow: 1
id: bantuan
title: Bantuan
actors:
  ketua: {title: Ketua, external: true, is: starter, recorded_by: [loket]}
  loket: Loket
documents: {proposal: {title: Proposal, external: true, file: required}}
fields:
  kelompok: Nama kelompok
  nik: {title: NIK, pattern: "[0-9]{16}", personal: true}
  nilai: {title: Nilai, type: money, min: 1 juta}
  lahan: {title: Lahan, list: {blok: Blok, luas: {title: Luas, type: number}}, key: blok}
steps:
  - {id: ajukan, activity: Mengajukan, actor: ketua, inputs: [proposal], fills: [kelompok, nik, nilai, lahan]}
  - {id: periksa, activity: Memeriksa, actor: loket}
"""


@pytest.fixture
def begun(opened, folder, tmp_path):
    """The page at an SOP, in the walk or in the office where a case of it was started."""

    def at(text, tab, who):
        (folder / "isian.yaml").write_text(text, "utf-8")
        page = opened("isian.yaml", engine=sopflow.Engine(SQLStore(tmp_path / "kasus.db")))
        page.get_by_role("tab", name=tab).click()
        if tab == "Kantor":
            page.locator("[data-do=who]").fill(who)
            page.locator("[data-do=start]").click()
            page.locator(".acts .item").first.wait_for()
        item = page.locator(".item").first
        item.locator(".form").first.wait_for()
        return page, item

    return at


def done(item):
    item.locator("button.outcome").click()
    item.locator("[aria-invalid=true]").first.wait_for()
    return errors(item)


@pytest.mark.parametrize("tab", ["Jalankan", "Kantor"])
def test_a_row_of_two_fields_and_no_file_tells_each_beside_its_control(begun, tab):
    _, item = begun(BARE, tab, "a")
    item.get_by_label("Nilai").fill("30.500")
    told = done(item)
    assert list(told) == ["Nilai", "Nama"]
    assert "30_500" in told["Nilai"]
    assert told["Nama"].startswith("Belum diisi; isikan ")


@pytest.mark.parametrize("tab", ["Jalankan", "Kantor"])
def test_fields_records_and_files_of_one_row_are_told_beside_their_controls(begun, tmp_path, tab):
    (tmp_path / "proposal.pdf").write_bytes(b"%PDF-1.4")
    _, item = begun(FULL, tab, "siti")
    item.get_by_label("NIK").fill("1")
    item.get_by_label("Nilai").fill("30.500")
    item.get_by_label("Luas").fill("1.000")
    told = done(item)
    assert list(told) == ["Nama kelompok", "NIK", "Nilai", "Blok", "Luas"]
    assert "1_000 atau 1" in told["Luas"]
    item.get_by_label("Nama kelompok").fill("Tani")
    item.get_by_label("NIK").fill("3" * 16)
    item.get_by_label("Nilai").fill("Rp2.000.000")
    item.get_by_label("Blok").fill("A")
    item.get_by_label("Luas").fill("1,5")
    assert errors(item) == {}
    if tab == "Kantor":  # the walk makes up the files that nobody chose
        assert list(done(item)) == ["Berkas Proposal"]
    item.get_by_label("Berkas Proposal").set_input_files(tmp_path / "proposal.pdf")
    item.get_by_text("proposal.pdf, ").wait_for()
    item.locator("button.outcome").click()
    item.page.locator(".acts dl.data", has_text="Rp2.000.000").wait_for()


def test_a_form_still_tells_after_the_worklist_beside_it_was_drawn_many_times(begun):
    page, item = begun(BARE, "Kantor", "a")
    page.locator(".work .item").first.wait_for()
    for _ in range(9):
        page.evaluate("document.querySelector('.work .item').dataset.was = 'before'")
        page.locator("[data-do=worklist]").click()
        page.locator(".work .item:not([data-was])").wait_for()
    item.get_by_label("Nama").fill("x")
    assert list(done(item)) == ["Nilai"]


JOINT = BARE.replace("actor: a, fills", "actor: [a, b], sign_off: all, fills")


def test_each_signer_of_a_row_is_told_in_their_own_form(begun):
    page, item = begun(JOINT, "Jalankan", "a")
    cards = page.locator(".item")
    assert cards.count() == 2
    cards.nth(1).get_by_label("Nama").fill("x")
    assert list(done(cards.nth(1))) == ["Nilai"]
    assert list(errors(item)) == ["Nilai"]
