"""What is filled in at a row of one SOP, where another has a row and a field of the same ids."""

from __future__ import annotations

import pytest

from sopflow.definition.library import Library
from sopflow.scenarios.rehearsal import compiled
from sopflow.simulate.lacking import ValuesLacking
from sopflow.simulate.loading import check, load_office
from sopflow.simulate.simulation import Simulation

CALLED = """sopflow: 1
id: survei
title: Survei
actors: {penyuluh: Penyuluh}
fields: {nilai: {title: Nilai, type: whole, max: 10}, tempat: Tempat}
steps:
  - id: terima
    activity: Menerima tugas
    actor: penyuluh
    fills: [nilai, tempat]
    branches: {baik: {to: catat, when: {nilai: {above: 5}}}, rusak: {end: true, otherwise: true}}
  - {id: catat, activity: Mencatat, actor: penyuluh}
"""
CALLER = """sopflow: 1
id: izin
title: Izin
actors: {loket: Loket}
fields: {nilai: {title: Nilai, type: money}}
steps:
  - id: terima
    activity: Menerima
    actor: loket
    fills: [nilai]
    branches: {Y: {to: tinjau, when: {nilai: {above: 5}}}, N: {end: true, otherwise: true}}
  - {id: tinjau, activity: Meninjau, call: survei}
"""


@pytest.fixture
def flows(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "survei.yaml").write_text(CALLED.replace("{end: true,", "{to: end,"), "utf-8")
    (tmp_path / "izin.yaml").write_text(CALLER.replace("{end: true,", "{to: end,"), "utf-8")
    return compiled(Library(plays=False).load(tmp_path / "izin.yaml"))


def office(tmp_path, flows, said):
    (tmp_path / "kantor.office.yaml").write_text(f"sop: izin\nfields: {said}\n", "utf-8")
    return load_office("kantor.office.yaml", flows, {})


@pytest.mark.parametrize(
    ("said", "called", "noted"),
    [
        ("{nilai: 9, survei.terima.nilai: 1, tempat: A}", 5, 0),
        ("{nilai: 1, izin.terima.nilai: 9, survei.terima.nilai: 9, survei.terima.tempat: A}", 5, 5),
        ("{terima.nilai: 9, survei.terima.nilai: 1, terima.tempat: A}", 5, 0),
        ("{terima.nilai: 1, izin.terima.nilai: 9, tempat: A}", 5, 0),
        ("{survei.terima.nilai: 9, izin.terima.nilai: 1, tempat: A}", 0, 0),
    ],
)
def test_the_nearest_name_is_what_is_filled_in(tmp_path, flows, said, called, noted):
    found = Simulation(flows, {}, office(tmp_path, flows, said), cases=5, seed=1).run()
    assert (found.rows["tinjau"].count, found.rows["catat"].count) == (called, noted)


def test_what_is_said_of_one_row_is_not_said_of_the_other(tmp_path, flows):
    with pytest.raises(ValuesLacking) as refused:
        Simulation(
            flows, {}, office(tmp_path, flows, "{survei.terima.nilai: 9, tempat: A}"), cases=1, seed=1
        ).run()
    assert "nilai" in refused.value.message("en")
    assert "tempat" not in refused.value.message("en")


def test_each_is_drawn_by_itself(tmp_path, flows):
    """A row of the called SOP has draws of its own: what the other draws changes nothing of them."""
    counts = set()
    for own in ("{uniform: [6, 9]}", "9"):
        said = f"{{izin.terima.nilai: {own}, survei.terima.nilai: {{uniform: [1, 10]}}, tempat: A}}"
        counts.add(
            Simulation(flows, {}, office(tmp_path, flows, said), cases=200, seed=1).run().rows["catat"].count
        )
    assert len(counts) == 1


@pytest.mark.parametrize(
    ("name", "meant"),
    [("survei.terima.nilia", "survei.terima.nilai"), ("survey.terima.tempat", "survei.terima.tempat")],
)
def test_a_name_of_no_row_is_told_with_the_one_that_was_meant(tmp_path, flows, name, meant):
    (tmp_path / "kantor.office.yaml").write_text(f"sop: izin\nfields: {{{name}: 1}}\n", "utf-8")
    (found,) = [one for one in check(tmp_path / "kantor.office.yaml", Library()).findings if one.fails]
    assert f'"{meant}"' in found.hint("en")


def test_a_value_is_one_of_that_sops_own_field(tmp_path, flows):
    (tmp_path / "kantor.office.yaml").write_text("sop: izin\nfields: {survei.terima.nilai: 11}\n", "utf-8")
    assert [one.code for one in check(tmp_path / "kantor.office.yaml", Library()).findings if one.fails] == [
        "SOP904"
    ]
    (tmp_path / "kantor.office.yaml").write_text(
        "sop: izin\nfields: {izin.terima.nilai: 11, nilai: 12}\n", "utf-8"
    )
    assert [one.code for one in check(tmp_path / "kantor.office.yaml", Library()).findings if one.fails] == []
