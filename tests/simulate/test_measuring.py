"""What is measured in a store or a log is what was worked out by hand from the times that were noted."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from sopflow.cli import main
from sopflow.definition.library import Library
from sopflow.engine.directory import FixedDirectory
from sopflow.engine.engine import Engine
from sopflow.flow.flow import Flow
from sopflow.simulate.filling import filling
from sopflow.simulate.measuring import MOST, Done, laid_over, measured_office
from sopflow.simulate.office import Arrivals, Office
from sopflow.simulate.simulation import Simulation
from sopflow.sql import SQLStore
from sopflow.time import AROUND_THE_CLOCK

from .offices import exponential, fixed

SOURCE = """sopflow: 1
id: uji
title: Uji
actors: {warga: {title: Warga, external: true}, petugas: Petugas}
fields:
  biaya: {title: Biaya, type: money}
  catatan: {title: Catatan, optional: true}
steps:
- {id: ajukan, activity: Mengajukan, actor: warga, fills: [biaya, catatan]}
- {id: periksa, activity: Memeriksa, actor: petugas, branches: {Y: terbit, N: ajukan}}
- {id: terbit, activity: Menerbitkan, actor: petugas, branches: {besar: {to: end, when: {biaya: {above: 10}}}, kecil: {to: end, when: {biaya: {at_most: 10}}}}}
"""
BEGIN = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PEOPLE = {"ani": ("warga",), "budi": ("petugas",), "citra": ("petugas",)}
HAPPENED = [
    # the minute, the case, what was done, by whom, and what was said
    (0, 1, "start", "ani", {}),
    (5, 1, "ajukan", "ani", {"fields": {"biaya": 20}}),
    (10, 2, "start", "ani", {}),
    (12, 2, "ajukan", "ani", {"fields": {"biaya": 5, "catatan": "ada"}}),
    (20, 1, "claim", "budi", {}),
    (35, 1, "periksa", "budi", {"outcome": "Y"}),
    (50, 2, "periksa", "budi", {"outcome": "N"}),
    (55, 2, "ajukan", "ani", {"fields": {"biaya": 5}}),
    (60, 3, "start", "ani", {}),
    (85, 2, "periksa", "citra", {"outcome": "Y"}),
    (95, 1, "terbit", "citra", {}),
    (99, 2, "terbit", "budi", {}),
]
LENGTHS = {
    # ajukan: case 1 from the start; case 2 from the start, then sent back at 50
    "ajukan": [5, 2, 5],
    # budi claimed the first at 20; the second was open since 12, and he was at the first until 35; citra had done nothing
    # before, and the row was open since 55
    "periksa": [15, 15, 30],
    # open since 35 and 85: citra was at another until 85, budi until 50
    "terbit": [10, 14],
}
"""Minutes, worked out by hand."""


class Clock:
    at = BEGIN

    def now(self):
        return self.at


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "uji.yaml").write_text(SOURCE, "utf-8")
    clock = Clock()
    store = SQLStore("uji.db")
    engine = Engine(store, clock=clock, directory=FixedDirectory(PEOPLE), new_id=iter("abc").__next__)
    engine.register(Library(plays=False).load(tmp_path / "uji.yaml").sop)
    for minute, case, what, by, said in HAPPENED:
        clock.at = BEGIN + timedelta(minutes=minute)
        name = " abc"[case]
        if what == "start":
            engine.start("uji", by)
        elif what == "claim":
            engine.claim(name, "periksa", by)
        else:
            engine.complete(name, what, by, **said)
    store.close()
    return tmp_path


@pytest.fixture
def measured_of(monkeypatch):
    """The office that `--measured-from` comes to."""

    def at(file, path, *words):
        found = []
        monkeypatch.setattr(
            "sopflow.cli.simulate.Simulation", lambda flows, calendars, office, **more: found.append(office) or Simulation(flows, calendars, office, **more)
        )  # fmt: skip
        assert main(["simulate", file, "--measured-from", path, "--cases", "30", "--lang", "en", *words]) == 0
        return found[0]

    return at


@pytest.fixture
def measured(folder, measured_of, capsys):
    def at(path, *words):
        return measured_of("uji.yaml", path, *words), capsys.readouterr().err

    return at


def test_a_store_is_measured(measured):
    office, said = measured("uji.db")
    assert {row: sorted(one.values) for row, one in office.durations.items()} == {
        row: sorted(minutes * 60.0 for minutes in lengths) for row, lengths in LENGTHS.items()
    }
    assert office.answers == {"periksa": {"Y": 2, "N": 1}}  # data decide the other
    assert sorted(office.arrivals["uji"].every.values) == [600, 3000]
    assert dict(zip(*office.fields["ajukan.biaya"].of, strict=True)) == {20: 1, 5: 2}
    assert dict(zip(*office.fields["ajukan.catatan"].of, strict=True)) == {None: 2, "ada": 1}
    assert said.startswith("measured over 3 cases in uji.db: durations of 3 rows, answers of 1 row")


@pytest.mark.parametrize("ending", [".xes", ".jsonocel", ".csv"])
def test_a_log_is_measured_as_far_as_it_tells(measured, ending):
    """It does not tell when cases started, nor who claimed what; rows are open since what was done before in their case."""
    assert main(["log", "--db", "uji.db", "-o", f"log{ending}", "--fields"]) == 0
    office, _ = measured(f"log{ending}")
    assert {row: sorted(one.values) for row, one in office.durations.items()} == {
        "ajukan": [300],
        # budi did nothing before the first, which is open since 5
        "periksa": sorted(m * 60.0 for m in (30, 15, 30)),
        "terbit": sorted(m * 60.0 for m in (10, 14)),
    }
    assert office.answers == {"periksa": {"Y": 2, "N": 1}}
    assert office.arrivals["uji"].every.values == (420,)  # from 5 to 12
    assert dict(zip(*office.fields["ajukan.biaya"].of, strict=True)) == {20: 1, 5: 2}


def test_what_the_office_file_says_goes_before_what_was_measured(folder, measured):
    (folder / "uji.office.yaml").write_text(
        "arrivals: {uji: {every: 60 menit}}\ndurations: {periksa: 7 menit}\nfields: {biaya: 15}\n", "utf-8"
    )
    office, _ = measured("uji.db", "--with", "uji.office.yaml")
    assert office.arrivals["uji"].every == fixed(60)
    assert office.durations["periksa"] == fixed(7)
    assert len(office.durations) == 3
    assert set(office.fields) == {"biaya", "ajukan.catatan"}


def test_a_store_in_which_nothing_was_done_is_told(folder, capsys):
    SQLStore("kosong.db").close()
    assert main(["simulate", "uji.yaml", "--measured-from", "kosong.db", "--lang", "en"]) == 1
    assert "kosong.db: no row of this SOP was ever done" in capsys.readouterr().err
    assert main(["simulate", "uji.yaml", "--measured-from", "tiada.db", "--lang", "en"]) == 1
    assert not (folder / "tiada.db").exists()


def test_the_simulation_draws_what_was_measured(folder, capsys):
    words = ["simulate", "uji.yaml", "--measured-from", "uji.db", "--cases", "2000", "--format", "json"]
    assert main(words) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["rows"]["terbit"]["working"]["mean"] == pytest.approx(12 * 60, rel=0.03)
    # sent back one time of three: 1.5 times a case
    assert found["rows"]["periksa"]["count"] / 2000 == pytest.approx(1.5, rel=0.05)


def test_many_lengths_keep_their_distribution(folder):
    flow = Flow(Library(plays=False).load(folder / "uji.yaml").sop)
    draw = exponential(60)
    chance = Random(5)
    lengths = [draw.draw(chance) for _ in range(50_000)]
    done = [Done(str(at), "uji", "periksa", BEGIN + timedelta(seconds=s), BEGIN) for at, s in enumerate(lengths)]
    office = measured_office(done, [], [flow], lambda _: AROUND_THE_CLOCK)
    kept = office.durations["periksa"].values
    assert len(kept) == MOST
    assert sum(kept) / MOST == pytest.approx(3600, rel=0.02)
    assert office.arrivals == {}


def test_what_is_said_of_a_field_goes_before_what_was_measured_at_its_rows(folder):
    field = Flow(Library(plays=False).load(folder / "uji.yaml").sop).definition.fields["biaya"]
    one, other = filling(field, "5"), filling(field, "7")
    assert laid_over(Office(fields={"biaya": one}), Office(fields={"ajukan.biaya": other})).fields == {
        "biaya": one
    }
    every = Office(arrivals={"uji": Arrivals(fixed(5))})
    assert laid_over(Office(), every).arrivals == every.arrivals


CALLING = """sopflow: 1
id: induk
title: Induk
actors: {petugas: Petugas}
fields: {nama: {title: Nama, optional: true}}
steps:
- {id: periksa, activity: Memeriksa, actor: petugas, fills: [nama], branches: {Y: suruh, N: end}}
- {id: suruh, activity: Meminta survei, call: anak}
"""
CALLED = """sopflow: 1
id: anak
title: Anak
actors: {petugas: Petugas}
fields: {nama: {title: Nama, optional: true}}
steps:
- {id: periksa, activity: Memeriksa, actor: petugas, fills: [nama], branches: {Y: end, N: periksa}}
"""


@pytest.fixture
def calling(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "induk.yaml").write_text(CALLING, "utf-8")
    (tmp_path / "anak.yaml").write_text(CALLED, "utf-8")
    clock = Clock()
    engine = Engine(store := SQLStore("induk.db"), clock=clock)
    procedure = Library(plays=False).load(tmp_path / "induk.yaml")
    for sop in (*procedure.called.values(), procedure.sop):
        engine.register(sop)
    engine.start("induk", "petugas")
    for minute, sop, outcome, name in ((10, "induk", "Y", "A"), (40, "anak", "N", "B"), (70, "anak", "Y", "B")):
        clock.at = BEGIN + timedelta(minutes=minute)
        (case,) = engine.find(sop=sop).items
        engine.complete(case.id, "periksa", "petugas", outcome, fields={"nama": name})
    store.close()
    return tmp_path


def test_rows_of_one_id_are_measured_apart(calling, measured_of):
    office = measured_of("induk.yaml", "induk.db")
    assert office.durations["induk.periksa"].values == (10 * 60.0,)
    assert office.durations["anak.periksa"].values == (30 * 60.0, 30 * 60.0)
    assert office.answers == {"induk.periksa": {"Y": 1}, "anak.periksa": {"N": 1, "Y": 1}}
    assert office.fields["induk.periksa.nama"].of.values == ("A",)
    assert office.fields["anak.periksa.nama"].of.values == ("B",)
    assert "periksa" not in office.durations


def test_what_is_said_of_an_id_goes_before_what_was_measured_of_its_rows(calling, measured_of):
    (calling / "k.office.yaml").write_text("durations: {periksa: 7 menit}\nfields: {periksa.nama: X}\n", "utf-8")
    office = measured_of("induk.yaml", "induk.db", "--with", "k.office.yaml")
    assert office.durations == {"periksa": fixed(7)}
    assert set(office.fields) == {"periksa.nama"}
    assert set(office.answers) == {"induk.periksa", "anak.periksa"}
    (calling / "k.office.yaml").write_text("durations: {anak.periksa: 7 menit}\n", "utf-8")
    office = measured_of("induk.yaml", "induk.db", "--with", "k.office.yaml")
    assert office.durations["anak.periksa"] == fixed(7)
    assert office.durations["induk.periksa"].values == (10 * 60.0,)
