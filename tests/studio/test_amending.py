"""The values of a case on the page: corrected, or removed where they are personal, by whoever may and by nobody else."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.sql import SQLStore
from tests.studio.test_forms import errors, grave

SOP = """sopflow: 1
id: izin
title: Izin
actors: {staf: Staf, kasi: Kasi}
may: {correct: [kasi], redact: [kasi]}
fields:
  nilai: {title: Nilai, type: money}
  jenis: {title: Jenis, one_of: {barang: Barang, jasa: Jasa}, default: jasa}
  uraian: {title: Uraian, optional: true}
  nik: {title: NIK, personal: true, pattern: "[0-9]{16}"}
  telepon: {title: Telepon, personal: true}
steps:
  - {id: catat, activity: Mencatat, actor: staf, fills: [nilai, jenis, uraian, nik, telepon]}
  - {id: periksa, activity: Memeriksa, actor: kasi}
"""
GIVEN = {"nilai": 1_500, "uraian": "lama", "nik": "3171234567890001", "telepon": "081234567890"}


@pytest.fixture
def engine(tmp_path):
    engine = sopflow.Engine(SQLStore(str(tmp_path / "proses.db")))
    engine.register(sopflow.loads(SOP))
    run = engine.start("izin", "staf", subject="Surat satu")
    engine.complete(run.id, "catat", "staf", fields=GIVEN)
    return engine


@pytest.fixture
def office(opened, folder, engine):
    """The page at the one instance, as somebody."""
    (folder / "izin.yaml").write_text(SOP, "utf-8")

    def at(who, locale="id-ID"):
        page = opened("izin.yaml", engine=engine, locale=locale)
        page.get_by_role("tab", name="Kantor" if locale == "id-ID" else "Office").click()
        page.locator("[data-do=who]").fill(who)
        page.get_by_role("button", name="Surat satu").click()
        page.locator("dl.data").wait_for()
        return page

    return at


def the(engine):
    (run,) = engine.instances()
    return run


def last(engine):
    return list(engine.history(the(engine).id))[-1]


@pytest.mark.long
def test_a_correction_sends_what_was_changed_and_its_reason(office, engine):
    page = office("kasi")
    page.locator("details.correct summary").click()
    form = page.locator("details.correct form")
    assert form.get_by_label("Nilai").input_value() == "Rp1.500"
    assert grave(page) == []
    form.locator("[data-do=correct]").click()
    form.locator(".error", has_text="Belum ada isian yang diubah.").wait_for()
    form.get_by_label("Nilai").fill("Rp2.000")
    form.get_by_label("Uraian").fill("")
    form.get_by_label("NIK").fill("x")
    button = form.locator("[data-do=correct]")
    button.click()
    form.locator(".error", has_text="Tulis dahulu alasannya.").wait_for()
    assert button.get_attribute("aria-describedby") == form.locator("p.error").get_attribute("id")
    form.get_by_label("Alasan").fill("salah ketik")
    button.click()
    page.locator("details.correct [aria-invalid=true]").wait_for()
    assert list(errors(form)) == ["NIK"]
    assert "NIK" in form.locator("p.error").inner_text()
    assert grave(page) == []
    form.get_by_label("NIK").fill("3171234567890002")
    button.click()
    page.get_by_text("Isian dibetulkan: Nilai, Uraian, NIK").wait_for()
    event = last(engine)
    assert (event.type, event.by, event.note) == ("corrected", "kasi", "salah ketik")
    assert sorted(event.command.more.fields) == ["nik", "nilai", "uraian"]
    run = the(engine)
    assert {**run.fields} == {
        "nilai": 2_000,
        "jenis": "jasa",
        "nik": "3171234567890002",
        "telepon": "081234567890",
    }
    page.locator("dl.data", has_text="Rp2.000").wait_for()


@pytest.mark.long
def test_what_a_row_must_have_is_not_emptied(office, engine):
    page = office("kasi")
    page.locator("details.correct summary").click()
    form = page.locator("details.correct form")
    form.get_by_label("Nilai").fill("")
    form.get_by_label("Alasan").fill("coba")
    form.locator("[data-do=correct]").click()
    page.locator("details.correct [aria-invalid=true]").wait_for()
    assert errors(form)["Nilai"].startswith("Belum diisi; isikan ")
    assert last(engine).type == "completed"


@pytest.mark.long
def test_personal_values_are_removed_only_after_it_is_said_that_nothing_brings_them_back(office, engine):
    page = office("kasi")
    page.locator("details.redact summary").click()
    form, button = page.locator("details.redact form"), page.locator("[data-do=redact]")
    assert [one.get_attribute("data-erase") for one in form.locator("[data-erase]").all()] == [
        "",
        "nik",
        "telepon",
    ]
    button.click()
    form.locator(".error", has_text="Pilih dahulu apa yang dihapus.").wait_for()
    form.get_by_label("NIK").check()
    form.get_by_label("Alasan").fill("diminta pemohon")
    button.click()
    dialog = page.locator("dialog")
    assert "Yang dihapus: NIK. Ini tidak dapat dibatalkan" in dialog.inner_text()
    assert page.evaluate("document.activeElement.innerText") == "Batal"
    assert grave(page) == []
    dialog.get_by_role("button", name="Batal").click()
    assert last(engine).type == "completed"
    assert the(engine).fields["nik"] == "3171234567890001"
    button.click()
    dialog.get_by_role("button", name="Hapus sekarang").click()
    page.get_by_text("Data pribadi dihapus: NIK").wait_for()
    event = last(engine)
    assert (event.type, event.by, event.note) == ("redacted", "kasi", "diminta pemohon")
    assert event.command.more.erased == ("nik",)
    assert isinstance(the(engine).fields["nik"], sopflow.Withheld)
    assert the(engine).fields["telepon"] == "081234567890"
    page.locator("details.redact summary").click()
    page.get_by_label("Semua data pribadi").check()
    assert page.locator("[data-erase=telepon]").is_disabled()
    form.get_by_label("Alasan").fill("masa simpan habis")
    button.click()
    dialog.get_by_role("button", name="Hapus sekarang").click()
    page.get_by_text("Data pribadi dihapus: Semua data pribadi").wait_for()
    assert last(engine).command.more.erased == ()
    assert isinstance(the(engine).fields["telepon"], sopflow.Withheld)


@pytest.mark.long
def test_only_whoever_may_is_offered_it_and_a_refusal_stands_beside_the_control(office, engine):
    page = office("staf", "en-GB")
    page.locator("section.amending").wait_for(state="attached")
    with page.expect_response("**/api/amendable"):
        page.locator("[data-do=who]").fill("kasi")
        page.locator("[data-do=who]").blur()
    page.locator("details.redact").wait_for()
    page.locator("details.redact summary").click()
    page.locator("[data-erase=nik]").check()
    page.locator("[data-do=redact]").click()
    refusal = page.locator("details.redact p.error:not(:empty)")
    refusal.wait_for()
    assert "reason" in refusal.inner_text()
    assert page.locator("[data-do=redact]").get_attribute("aria-describedby") == refusal.get_attribute("id")
    assert grave(page) == []
    with page.expect_response("**/api/amendable"):
        page.locator("[data-do=who]").fill("staf")
        page.locator("[data-do=who]").blur()
    page.locator("details.redact").wait_for(state="detached")
    assert page.locator("details.correct").count() == 0
    assert last(engine).type == "completed"


def test_what_is_offered_is_what_the_engine_takes(engine):
    from sopflow.studio.routes.amending import amendable
    from sopflow.studio.workspace import RequestBody, Workspace

    workspace, run = Workspace(None, engine), the(engine)

    def offered(who):
        return amendable(workspace, RequestBody({"instance": run.id, "who": who}))

    assert offered("staf") == {"correct": None, "redact": None}
    found = offered("kasi")
    assert [one["id"] for one in found["redact"]] == ["nik", "telepon"]
    assert {one["id"]: (one["value"], one["optional"]) for one in found["correct"]} == {
        "nilai": ("Rp1.500", False),
        "jenis": ("jasa", False),
        "uraian": ("lama", True),
        "nik": ("3171234567890001", False),
        "telepon": ("081234567890", False),
    }
    engine.cancel(run.id, "staf")
    assert offered("kasi")["correct"] is None
    assert [one["id"] for one in offered("kasi")["redact"]] == ["nik", "telepon"]


@pytest.mark.long
@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("id-ID", ["isiannya dibetulkan, Kasi", "dibetulkan: NIK, “salah ketik”", "data pribadinya dihapus, Kasi", "dihapus: NIK, “diminta pemohon”"]),
        ("en-GB", ["corrected, Kasi", "corrected: NIK, “salah ketik”", "redacted, Kasi", "removed: NIK, “diminta pemohon”"]),
    ],
)  # fmt: skip
def test_the_history_tells_who_corrected_and_removed_what_and_why_without_the_values(office, engine, locale, told):
    run = the(engine)
    engine.correct(run.id, "kasi", {"nik": "3171234567890002"}, "salah ketik")
    engine.redact(run.id, "kasi", "diminta pemohon", fields=["nik"])
    page = office("kasi", locale)
    started, done, corrected, redacted = page.locator(".history li").all_inner_texts()
    assert all(one in corrected for one in told[:2])
    assert all(one in redacted for one in told[2:])
    assert not any(
        value in started + done + corrected + redacted for value in ("3171234567890001", "3171234567890002")
    )
    assert grave(page) == []
