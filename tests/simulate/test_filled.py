"""Fields of simulated cases: filled in as the office says, and the SOP's conditions decide."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from sopflow.cli import main
from sopflow.definition.library import Library
from sopflow.errors import DefinitionError
from sopflow.flow.flow import Flow
from sopflow.simulate.filling import filling, suggested
from sopflow.simulate.lacking import CannotSimulate, ValuesLacking
from sopflow.simulate.loading import check, load_office
from sopflow.simulate.office import Office
from sopflow.simulate.simulation import Simulation

from .offices import fixed

ACARA = """sopflow: 1
id: acara
title: Izin acara
actors: {pemohon: {title: Pemohon, external: true}, kasi: Kasi}
fields:
  nama: Nama
  nik: {title: NIK, pattern: "[0-9]{16}"}
  jenis: {title: Jenis, one_of: {hajatan: Hajatan, konser: Konser, lomba: Lomba}}
  syarat: {title: Syarat, some_of: [ktp, kk]}
  lengkap: {title: Lengkap, type: yes_no}
  biaya: {title: Biaya, type: money, min: 1 juta}
  luas: {title: Luas, type: number, max: 100}
  orang: {title: Orang, type: whole, min: 10, max: 500}
  hari: {title: Hari, type: date}
  mulai: {title: Mulai, type: date, min: 2024-01-01}
  jam: {title: Jam, type: time}
  lokasi: {title: Lokasi, list: {alamat: Alamat}}
  catatan: {title: Catatan, type: long_text, optional: true}
  tarif: {title: Tarif, type: money, default: 5 juta}
steps:
  - {id: isi, activity: Mengisi, actor: pemohon, fills: [nama, nik, jenis, syarat, lengkap, biaya, luas, orang, hari, mulai, jam, lokasi, catatan, tarif]}
  - id: pilih
    activity: Memilih
    actor: kasi
    branches: {kecil: {to: end, when: {biaya: {at_most: 10 juta}}}, besar: {to: konser, when: {biaya: {above: 10 juta}}}}
  - {id: konser, activity: Menjaga, actor: kasi, optional: true, when: {jenis: konser}, next: akhir}
  - {id: akhir, activity: Menutup, actor: kasi}
"""
OFFICE = """sop: acara
fields:
  nama: contoh
  nik: "0000000000000001"
  jenis: {hajatan: 0.6, konser: 0.4}
  syarat: [ktp]
  lengkap: 0.8
  biaya: {one_of: {5 juta: 3, 20 juta: 1}}
  luas: {normal: [50, 20]}
  orang: {exponential: 100}
  hari: {uniform: [7 hari, 30 hari]}
  mulai: -3 hari
  jam: {uniform: ["08:00", "15:00"]}
  lokasi: [{alamat: Jalan Satu}]
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "acara.yaml").write_text(ACARA, "utf-8")
    (tmp_path / "acara.office.yaml").write_text(OFFICE, "utf-8")
    return tmp_path


def flow_in(folder):
    return Flow(Library(plays=False).load(folder / "acara.yaml").sop)


@pytest.mark.no_cover
def test_conditions_decide_by_what_is_filled_in(folder):
    flow = flow_in(folder)
    office = load_office("acara.office.yaml", [flow], {})
    found = Simulation([flow], {}, office, cases=4000, seed=5).run()
    counts = {name: len(row.working.seconds) for name, row in found.rows.items()}
    assert (found.cases, counts["isi"], counts["pilih"]) == (4000, 4000, 4000)
    assert counts["akhir"] == pytest.approx(1000, rel=0.1)  # one case of four costs more
    assert counts["konser"] == pytest.approx(400, rel=0.15)  # of them four of ten are concerts


def test_a_key_for_one_row_goes_before_that_of_the_field(folder):
    (folder / "acara.office.yaml").write_text(OFFICE + "  isi.biaya: 90 juta\n", "utf-8")
    flow = flow_in(folder)
    found = Simulation([flow], {}, load_office("acara.office.yaml", [flow], {}), cases=20, seed=1).run()
    assert len(found.rows["akhir"].working.seconds) == 20


def values(field, said, times=2000):
    drawn, chance = filling(field, said), Random(3)
    return [drawn.draw(chance, date(2026, 3, 2)) for _ in range(times)]


@pytest.mark.parametrize(
    ("name", "said", "within"),
    [
        ("biaya", "2 juta", (2_000_000, 2_000_000)),
        ("biaya", {"exponential": "1 juta"}, (1_000_000, 20_000_000)),  # none is under the least
        ("biaya", {"uniform": ["2 juta", "3 juta"]}, (2_000_000, 3_000_000)),
        ("luas", {"normal": ["90", "50"]}, (-200, 100)),
        ("orang", {"lognormal": ["50", "100"]}, (10, 500)),
        ("hari", "14 hari", ("2026-03-16", "2026-03-16")),
        ("hari", "-1 hari", ("2026-03-01", "2026-03-01")),
        ("hari", {"uniform": ["7 hari", "2 minggu"]}, ("2026-03-09", "2026-03-16")),
        ("hari", {"uniform": ["2026-05-01", "2026-05-03"]}, ("2026-05-01", "2026-05-03")),
        ("hari", {"one_of": ["1 hari", "5 hari"]}, ("2026-03-03", "2026-03-07")),
        ("mulai", {"normal": ["-1000 hari", "10 hari"]}, ("2024-01-01", "2024-01-01")),
        ("jam", {"triangular": ["08:00", "09:00", "15:00"]}, ("08:00", "15:00")),
        ("jam", {"one_of": ["08:00", "09:30"]}, ("08:00", "09:30")),
    ],
)
def test_what_is_drawn_is_a_value_of_the_field_and_within_what_is_said(folder, name, said, within):
    field = flow_in(folder).definition.fields[name]
    found = values(field, said)
    assert {field.read(one) == one for one in found} == {True}
    assert within[0] <= min(found) <= max(found) <= within[1]


def test_draws_are_spread_as_the_distribution_says(folder):
    fields = flow_in(folder).definition.fields
    costs = values(fields["biaya"], {"exponential": "40 juta"}, 20_000)
    # below the least value everything is the least: the mean of max(1, X) of an exponential X with mean 40
    assert sum(costs) / len(costs) / 1e6 == pytest.approx(1 + 40 * 2.718281828 ** (-1 / 40), rel=0.03)
    assert sum(values(fields["lengkap"], "0,8")) / 2000 == pytest.approx(0.8, abs=0.03)
    assert sum(values(fields["lengkap"], {"ya": "1", "tidak": "3"})) / 2000 == pytest.approx(0.25, abs=0.03)
    kinds = values(fields["jenis"], {"Hajatan": "1", "konser": "3"})
    assert {one: kinds.count(one) / 2000 for one in set(kinds)} == pytest.approx(
        {"hajatan": 0.25, "konser": 0.75}, abs=0.03
    )
    places = values(fields["syarat"], {"one_of": [["ktp"], ["ktp", "kk"]]})
    assert places.count(["ktp"]) / 2000 == pytest.approx(0.5, abs=0.04)


@pytest.mark.parametrize(
    ("was", "bad", "code", "at"),
    [
        ("  nama:", "  namaa:", "SOP901", (3, 3)),
        ("  nama:", "  pilih.nama:", "SOP901", (3, 3)),
        ("sop: acara\n", "sop: acara\nanswers: {pilih: {kecil: 1}}\n", "SOP903", (2, 18)),
        ('"0000000000000001"', '"1"', "SOP904", (4, 8)),
        ("hajatan: 0.6", "hajtan: 0.6", "SOP904", (5, 11)),
        ("hajatan: 0.6", "hajatan: sering", "SOP904", (5, 11)),
        ("{hajatan: 0.6, konser: 0.4}", "{hajatan: 0, konser: 0}", "SOP904", (5, 10)),
        ("lengkap: 0.8", "lengkap: 8", "SOP904", (7, 12)),
        ("5 juta: 3", "banyak: 3", "SOP904", (8, 20)),
        ("{normal: [50, 20]}", "{normal: 50}", "SOP904", (9, 10)),
        ("{normal: [50, 20]}", "{gamma: [50, 20]}", "SOP904", (9, 9)),
        ("{normal: [50, 20]}", "{normal: [50, lebar]}", "SOP904", (9, 23)),
        ("exponential: 100", "exponential: 0", "SOP904", (10, 11)),
        ("[7 hari, 30 hari]", "[30 hari, 7 hari]", "SOP904", (11, 10)),
        ("[7 hari, 30 hari]", "[7 jam, 30 hari]", "SOP904", (11, 20)),
        ('uniform: ["08', 'normal: ["08', "SOP904", (13, 8)),
    ],
)
def test_what_is_wrong_with_a_field_is_told_where_it_stands(folder, was, bad, code, at):
    assert was in OFFICE
    path = folder / "rusak.office.yaml"
    path.write_text(OFFICE.replace(was, bad, 1), "utf-8")
    (finding,) = check(path, Library()).findings
    assert (finding.rule.code, finding.span[:2]) == (code, at)
    with pytest.raises(DefinitionError):
        load_office(path, [flow_in(folder)], {})


def test_defaults_are_enough(folder):
    whole = ACARA.replace("fills: [nama, nik, jenis, syarat, lengkap, biaya, luas, orang, hari, mulai, jam, lokasi, catatan, tarif]", "fills: [catatan, tarif]")  # fmt: skip
    (folder / "acara.yaml").write_text(whole.replace("biaya: {a", "tarif: {a"), "utf-8")
    found = Simulation([flow_in(folder)], {}, Office(), cases=10, seed=1).run()
    assert (found.cases, found.unfinished, len(found.rows["akhir"].working.seconds)) == (10, 0, 0)


def test_what_must_be_filled_in_and_is_not_said_is_told_before_the_first_case(folder, capsys):
    assert main(["simulate", "acara.yaml", "--lang", "en"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert '"Nama" (nama) at the row "1. Mengisi"' in said.err
    assert "catatan" not in said.err
    assert "tarif" not in said.err
    key = said.err.partition("such as ")[2].strip()
    assert key.startswith("fields: {nama: ")
    (folder / "baru.office.yaml").write_text(f"sop: acara\n{key}\n", "utf-8")
    # what is proposed can be written as it stands
    assert main(["simulate", "acara.yaml", "--with", "baru.office.yaml", "--cases", "30"]) == 0


@pytest.mark.parametrize("name", ["nama", "biaya", "isi.biaya"])
def test_one_field_that_is_not_said_is_told_alone(folder, name):
    flow = flow_in(folder)
    office = load_office("acara.office.yaml", [flow], {})
    fields = {key: one for key, one in office.fields.items() if key != name.removeprefix("isi.")}
    with pytest.raises(ValuesLacking) as caught:
        Simulation([flow], {}, office._replace(fields=fields), cases=1, seed=1)
    field = name.removeprefix("isi.")
    assert f"({field})" in caught.value.message("id")
    assert caught.value.message("id").count('di langkah "1. Mengisi"') == 1


def test_what_decides_and_may_be_empty_is_told_with_its_key(folder):
    flow_file = ACARA.replace("biaya: {title: Biaya,", "biaya: {title: Biaya, optional: true,")
    (folder / "acara.yaml").write_text(flow_file, "utf-8")
    flow = flow_in(folder)
    office = load_office("acara.office.yaml", [flow], {})
    fields = {key: one for key, one in office.fields.items() if key != "biaya"}
    with pytest.raises(CannotSimulate) as caught:
        Simulation([flow], {}, office._replace(fields=fields), cases=1, seed=1).run()
    assert caught.value.message("en").endswith("fields: {biaya: {uniform: [1_000_000, 10_000_000]}}")


def test_a_proposal_is_something_that_can_be_said(folder):
    for field in flow_in(folder).definition.fields.values():
        assert filling(field, suggested(field)).draw(Random(1), date(2026, 3, 2)) is not None


def test_personal_fields_are_filled_in_too(folder):
    (folder / "acara.yaml").write_text(ACARA.replace("nama: Nama", "nama: {title: Nama, personal: true}"), "utf-8")
    flow = flow_in(folder)
    found = Simulation([flow], {}, load_office("acara.office.yaml", [flow], {}), cases=20, seed=1).run()
    assert (found.cases, found.unfinished) == (20, 0)


def test_signers_of_one_row_fill_it_in_once(folder):
    whole = ACARA.replace(
        "activity: Mengisi, actor: pemohon", "activity: Mengisi, actor: [pemohon, kasi], sign_off: all"
    )
    (folder / "acara.yaml").write_text(whole, "utf-8")
    flow = flow_in(folder)
    office = load_office("acara.office.yaml", [flow], {})
    found = Simulation([flow], {}, office._replace(durations={"isi": fixed(5)}), cases=50, seed=1).run()
    assert (found.cases, len(found.rows["isi"].working.seconds)) == (50, 100)


DUTY = """sopflow: 1
id: bea
title: Bea
actors: {loket: Loket, kasi: Kasi}
fields: {nilai: {title: Nilai, type: whole, min: 0, max: 100}}
steps:
  - {id: isi, activity: Mengisi, actor: loket, fills: [nilai]}
  - id: nilai_akhir
    activity: Menetapkan
    actor: loket
    branches:
      ulang: {to: isi, when: {nilai: {below: 20}}}
      biasa: {to: end, when: {nilai: {at_least: 20, below: 60}}}
      tinggi: {to: setuju, when: {nilai: {at_least: 60}}}
  - {id: setuju, activity: Menyetujui, actor: kasi}
"""


def test_how_often_a_branch_is_taken_is_how_often_its_condition_holds(folder):
    """Uniform from 0 to 100, to the nearest whole number: one of the 101 values, the first and the last half as often.

    branch   values    width         of 100
    ulang    0 to 19   -0 to 19.5    19.5     a case fills in 1 / (1 - 0.195) = 1.2422 times
    biasa    20 to 59  19.5 to 59.5  40       40 / 80.5 of the cases end there: 0.4969
    tinggi   60 to 100 59.5 to 100   40.5     0.5031
    """
    (folder / "acara.yaml").write_text(DUTY, "utf-8")
    (folder / "bea.office.yaml").write_text("sop: bea\nfields: {nilai: {uniform: [0, 100]}}\n", "utf-8")
    flow, cases = flow_in(folder), 8000
    found = Simulation([flow], {}, load_office("bea.office.yaml", [flow], {}), cases=cases, seed=9).run()
    # 3.3 standard errors, of a geometric count and of a share
    assert found.rows["isi"].count / cases == pytest.approx(1.2422, abs=3.3 * (0.195**0.5 / 0.805) / cases**0.5)
    assert found.rows["setuju"].count / cases == pytest.approx(0.5031, abs=3.3 * 0.5 / cases**0.5)
