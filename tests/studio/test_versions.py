"""The versions of an SOP on the page: which is current, what is on each, and instances that go to another."""

from __future__ import annotations

import re

import pytest

import sopflow
from sopflow.sql import SQLStore
from sopflow.studio.folder import Folder
from sopflow.studio.routes import office as routes
from sopflow.studio.workspace import RequestBody, Workspace
from tests.studio.test_forms import grave

SOP = """sopflow: 1
id: izin
title: Izin
version: {version}
actors: {{staf: Staf, kasi: Kasi}}
may: {{migrate: [kasi]}}
steps:
  - {{id: terima, activity: Menerima berkas, actor: staf}}
  - {{id: {second}, activity: {activity}, actor: kasi, duration: 2 Hari}}
"""
FIRST = SOP.format(version=1, second="periksa", activity="Memeriksa")
SECOND = SOP.format(version=2, second="teliti", activity="Meneliti")


@pytest.fixture
def engine(tmp_path):
    """One instance at the row that keeps its id in the second version, and one at the row that does not."""
    engine = sopflow.Engine(SQLStore(str(tmp_path / "proses.db")))
    engine.register(sopflow.loads(FIRST))
    engine.start("izin", "staf", subject="Surat satu")
    two = engine.start("izin", "staf", subject="Surat dua")
    engine.complete(two.id, "terima", "staf")
    return engine


@pytest.fixture
def office(opened, folder, engine):
    """The page's office at the file of the second version, which the store does not have."""
    (folder / "izin.yaml").write_text(SECOND, "utf-8")

    def at(locale="id-ID"):
        page = opened("izin.yaml", engine=engine, locale=locale)
        page.get_by_role("tab", name="Kantor" if locale == "id-ID" else "Office").click()
        page.locator(".versions li").first.wait_for()
        return page

    return at


def on(engine):
    return {run.subject: (run.version, run.active[0].step) for run in engine.instances()}


@pytest.mark.long
def test_a_version_is_kept_then_made_current_by_somebody_who_may(office, engine):
    page = office()
    first, second = page.locator("[data-version='1']"), page.locator("[data-version='2']")
    assert "versi 1 · berlaku · sejak" in first.inner_text()
    assert "2 proses belum selesai" in first.inner_text()
    assert second.count() == 0
    page.locator("[data-do=keep]").click()
    second.wait_for()
    assert [(one.version, one.is_current) for one in engine.versions()] == [("1", True), ("2", False)]
    button = second.get_by_role("button", name="Berlakukan")
    button.click()
    refusal = second.locator(".error")
    second.locator(".error:not(:empty)").wait_for()
    assert refusal.inner_text() == "Isi dahulu siapa Anda, di atas."
    assert button.get_attribute("aria-describedby") == refusal.get_attribute("id")
    page.locator("[data-do=who]").fill("kasi")
    button.click()
    page.locator("[data-version='2'][aria-current]").wait_for()
    assert "sejak" in second.inner_text()
    assert "oleh Kasi" in second.inner_text()
    assert [one.is_current for one in engine.versions()] == [False, True]
    assert engine.activations("izin")[-1].by == "kasi"


@pytest.mark.long
def test_what_would_move_is_seen_before_it_moves_and_what_stays_says_why(office, engine):
    engine.register(sopflow.loads(SECOND))
    page = office()
    page.locator("[data-do=who]").fill("kasi")
    page.locator(".moving summary").click()
    moved = page.locator(".moved")
    page.locator("[data-do=preview]").click()
    moved.locator("li.moves").wait_for()
    assert "1 proses akan pindah ke versi 2, 1 akan tetap. Belum ada yang diubah." in moved.inner_text()
    assert re.search(
        r"Surat satu · \w{8} · dimulai oleh Staf \(versi 1\): 1\. Menerima berkas",
        moved.locator("li.moves").inner_text(),
    )
    stays = moved.locator("li.stays").inner_text()
    assert re.match(r"Surat dua · \w{8} · dimulai oleh Staf \(versi 1\): tetap: ", stays)
    assert "2. Memeriksa" in stays
    assert grave(page) == []
    assert {version for version, _ in on(engine).values()} == {"1"}

    page.locator("[data-row=periksa]").select_option("teliti")
    assert moved.inner_text() == ""  # what was seen is not what would move now
    page.locator("[data-do=preview]").click()
    moved.locator("li.moves").nth(1).wait_for()
    assert "2. Memeriksa → 2. Meneliti" in moved.inner_text()
    page.locator(".moving").get_by_label("Alasan").fill("perwal baru")
    page.locator("[data-do=preview]").click()
    page.locator("[data-do=migrate]").click()
    page.get_by_text("2 proses pindah ke versi 2, 0 tetap.").wait_for()
    assert on(engine) == {"Surat satu": ("2", "terima"), "Surat dua": ("2", "teliti")}
    assert "2 proses belum selesai" in page.locator("[data-version='2']").inner_text()
    last = [list(engine.history(run.id))[-1] for run in engine.instances()]
    assert {(event.type, event.by, event.note) for event in last} == {("migrated", "kasi", "perwal baru")}
    page.locator("[data-do=preview]").click()
    page.get_by_text("Semua proses yang belum selesai sudah di versi 2.").wait_for()


@pytest.mark.long
def test_refusals_stand_beside_what_was_tried(office, engine, folder):
    engine.register(sopflow.loads(SECOND))
    page = office("en-GB")
    page.locator("[data-do=who]").fill("staf")
    page.locator(".moving summary").click()
    page.locator("[data-do=preview]").click()
    page.locator(".moved li.stays").nth(1).wait_for()
    assert "0 instances would move to version 2, 2 would stay." in page.locator(".moved").inner_text()
    assert page.locator("[data-do=migrate]").count() == 0  # nothing to move
    (folder / "izin.yaml").write_text(SECOND.replace("Meneliti", "Menelaah"), "utf-8")
    page.locator("[data-do=keep]").click()
    beside = page.locator("div:has(> [data-do=keep]) .error")
    page.locator("div:has(> [data-do=keep]) .error:not(:empty)").wait_for()
    assert "izin" in beside.inner_text()
    assert grave(page) == []
    assert {version for version, _ in on(engine).values()} == {"1"}


@pytest.mark.long
def test_the_newest_version_is_offered_as_the_target_of_instances(office, engine):
    engine.register(sopflow.loads(SECOND), activate=False)
    page = office()
    page.locator("[data-do=who]").fill("kasi")
    page.locator(".moving summary").click()
    assert page.get_by_label("Ke versi").input_value() == "2"
    page.locator("[data-do=preview]").click()
    page.locator(".moved li.moves").wait_for()
    assert "1 proses akan pindah ke versi 2, 1 akan tetap." in page.locator(".moved").inner_text()


def test_a_start_takes_the_version_in_the_open_file_and_says_which(opened, folder, engine):
    """As `sopflow start FILE` does, whichever version the store has as its current one."""
    engine.register(sopflow.loads(SECOND))
    (folder / "izin.yaml").write_text(FIRST, "utf-8")
    page = opened("izin.yaml", engine=engine)
    page.get_by_role("tab", name="Kantor").click()
    page.locator("[data-do=who]").fill("staf")
    page.get_by_label("Perihal").fill("Surat tiga")
    page.locator("[data-do=start]").click()
    said = page.locator("h3.case")
    said.wait_for()
    assert said.inner_text().endswith(" · versi 1")
    assert on(engine)["Surat tiga"] == ("1", "terima")
    assert [(one.version, one.is_current) for one in engine.versions()] == [("1", False), ("2", True)]
    page.locator(".office .pages", has_text="Memeriksa").wait_for()


def test_a_start_of_a_version_that_the_store_does_not_have_makes_it_current_for_nobody_else(folder, engine):
    workspace = Workspace(Folder(folder), engine)
    (folder / "izin.yaml").write_text(SECOND, "utf-8")
    begun = routes.starting(workspace, RequestBody({"path": "izin.yaml", "by": "staf"}))
    assert begun["view"]["version"] == "2"
    assert [(one.version, one.is_current) for one in engine.versions()] == [("1", True), ("2", False)]
    assert engine.start("izin", "staf").version == "1"


def test_instances_beyond_what_is_counted_are_said_to_be_there(engine, monkeypatch):
    from sopflow.studio.routes import versions
    from sopflow.studio.workspace import RequestBody, Workspace

    workspace = Workspace(None, engine)
    seen = versions.overview(workspace, RequestBody({"sop": "izin"}))
    assert ([one["instances"] for one in seen["versions"]], seen["more"]) == ([2], False)
    monkeypatch.setattr(versions, "_COUNTED", 1)
    seen = versions.overview(workspace, RequestBody({"sop": "izin"}))
    assert ([one["instances"] for one in seen["versions"]], seen["more"]) == ([1], True)
    empty = versions.overview(Workspace(None, sopflow.Engine()), RequestBody({}))
    assert (empty["sops"], empty["versions"]) == ([], [])
