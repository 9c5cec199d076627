"""Instances of a list are told apart, though nobody said what they are about."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.sql import SQLStore
from sopflow.studio.routes.cases import told_apart
from tests.studio.test_forms import CASE, grave

PLAIN = "sopflow: 1\nid: surat\ntitle: Surat\nactors: {staf: Staf}\nsteps:\n  - {id: tulis, activity: Menulis, actor: staf}\n"


@pytest.mark.parametrize(
    ("ids", "brief"),
    [
        (("1f2e" * 8, "2f2e" * 8), ("1f2e1f2e", "2f2e2f2e")),
        (("1f2e1f2e" * 4, "1f2e1f2e0" * 3 + "abcde"), ("1f2e1f2e1f2e", "1f2e1f2e01f2")),
        (("a" * 31 + "1", "a" * 31 + "2"), ("a" * 31 + "1", "a" * 31 + "2")),
        (("IZIN-2026-001", "IZIN-2026-002"), ("IZIN-2026-001", "IZIN-2026-002")),
    ],
)
def test_a_long_id_is_known_by_the_beginning_that_no_other_of_the_list_has(ids, brief):
    engine = sopflow.Engine(new_id=iter(ids).__next__)
    engine.register(sopflow.loads(PLAIN))
    runs = [engine.start("surat", "staf") for _ in ids]
    assert told_apart(engine, runs, "en") == {
        one: f"{short} · started by Staf" for one, short in zip(ids, brief, strict=True)
    }


def test_rows_of_cases_without_a_subject_say_which_case_and_whose(opened, folder, tmp_path):
    (folder / "izin.yaml").write_text(CASE, "utf-8")
    engine = sopflow.Engine(SQLStore(tmp_path / "kasus.db"))
    engine.register(sopflow.loads(CASE))
    runs = [engine.start("izin", "petugas", people={"pemohon": [one]}) for one in ("ani", "budi")]
    for run in runs:
        engine.complete(run.id, "ajukan", run.people["pemohon"][0], fields={"nama": "N", "nilai": 1})
    page = opened("izin.yaml", engine=engine)
    page.get_by_role("tab", name="Kantor").click()
    page.locator("[data-do=who]").fill("petugas")
    page.locator("[data-do=worklist]").click()
    page.locator(".work .item").nth(1).wait_for()
    told = [f"{run.id[:8]} · Pemohon: {run.people['pemohon'][0]}" for run in runs]
    assert sorted(page.locator(".work .item .case").all_inner_texts()) == sorted(told)
    lines = page.locator(".instances button").all_inner_texts()
    assert sorted(lines) == sorted(f"{one} · Izin · berjalan" for one in told)
    assert grave(page) == []
    page.locator(".instances button", has_text="budi").click()
    assert page.locator("h3.case").inner_text() == f"{told[1]} · versi {runs[1].version}"
