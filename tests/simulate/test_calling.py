"""Rows that nobody does, those that call an SOP and those that wait, beside tables that were worked out by hand."""

from __future__ import annotations

import json

import pytest

from sopflow.cli import main
from sopflow.definition.library import Library
from sopflow.scenarios.rehearsal import compiled
from sopflow.simulate.draws import Spread
from sopflow.simulate.loading import check, load_office
from sopflow.simulate.office import Arrivals, Office, Staff
from sopflow.simulate.simulation import Simulation

from .offices import fixed, minutes
from .test_page import Read

CALLED = """sopflow: 1
id: survei
title: Survei
actors: {penyuluh: Penyuluh}
fields: {alamat: Alamat}
steps:
  - {id: terima, activity: Menerima tugas, actor: penyuluh, branches: {baik: catat, rusak: end}}
  - {id: catat, activity: Mencatat, actor: penyuluh}
"""
CALLER = """sopflow: 1
id: izin
title: Izin
actors: {loket: Loket}
documents: {balasan: Balasan}
fields: {tempat: {title: Tempat, key: alamat, list: {alamat: Alamat}}}
steps:
  - {id: terima, activity: Menerima, actor: loket, fills: [tempat], branches: {Y: tinjau, N: end}}
  - {id: tinjau, activity: Meninjau, call: survei, duration: 30 menit}
  - {id: jeda, activity: Masa sanggah, wait: 90 menit}
  - {id: tunggu, activity: Menunggu balasan, wait: {until: balasan}}
  - {id: tutup, activity: Menutup, actor: loket}
"""
LENGTHS = {"terima": fixed(10), "catat": fixed(20), "tunggu": fixed(45), "tutup": fixed(5)}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "survei.yaml").write_text(CALLED, "utf-8")
    (tmp_path / "izin.yaml").write_text(CALLER, "utf-8")
    return tmp_path


def simulated(
    folder, source=CALLER, *, cases=3, every=25, said="{tempat: [{alamat: A}, {alamat: B}]}", answers=None
):
    (folder / "izin.yaml").write_text(source, "utf-8")
    flows = compiled(Library(plays=False).load(folder / "izin.yaml"))
    (folder / "kantor.office.yaml").write_text(f"sop: izin\nfields: {said}\n", "utf-8")
    fields = load_office("kantor.office.yaml", flows, {}).fields
    office = Office(
        {"izin": Arrivals(fixed(every))}, {"loket": Staff(2), "penyuluh": Staff(1)}, LENGTHS,
        answers or {"terima": {"Y": 1, "baik": 1}}, fields,
    )  # fmt: skip
    return Simulation(flows, {}, office, cases=cases, seed=1).run()


def test_what_nobody_does_waits_until_it_is_over(folder):
    """Cases at 0, 25 and 50. `terima` takes 10 at the counter, where there is room; the one surveyor needs 10 for the row of
    the same id, and 20 for `catat`; then 90 of waiting for time, 45 for a letter, and 5:

    case   called  survei.terima  catat    back  jeda    letter  tutup   lead
    1      10      10-20          20-40    40    130     175     180     180
    2      35      40-50          50-70    70    160     205     210     185
    3      60      70-80          80-100   100   190     235     240     190
    """
    found = simulated(folder)
    assert minutes(found.lead_time) == [180, 185, 190]
    assert minutes(found.rows["tinjau"].waiting) == [30, 35, 40]
    assert minutes(found.rows["jeda"].waiting) == [90] * 3
    assert minutes(found.rows["tunggu"].waiting) == [45] * 3
    assert found.rows["tinjau"].late == 2  # within 30 minutes is in time
    # the row of the called SOP is apart from that of the SOP, which has the same id
    assert minutes(found.rows["terima"].waiting) == [0, 0, 0]
    assert minutes(found.rows["survei.terima"].waiting) == [0, 5, 10]
    assert list(found.rows) == ["terima", "tinjau", "jeda", "tunggu", "tutup", "survei.terima", "catat"]
    told = found.as_json()["rows"]
    assert {name: one["count"] for name, one in told.items()} == dict.fromkeys(told, 3)
    assert told["tinjau"]["waiting"]["mean"] == 35 * 60
    assert told["tinjau"]["working"]["max"] == 0


def test_a_row_that_calls_for_each_record_waits_for_the_last(folder):
    """Two records a case: the surveyor takes what has waited longest, here both of the first before their second rows.

    case   called  first  second  catat of both   back
    1      10      10-20  20-30   30-50, 50-70    70
    """
    each = CALLER.replace("call: survei,", "call: survei, for_each: tempat,")
    found = simulated(folder, each, cases=1)
    assert minutes(found.rows["tinjau"].waiting) == [60]
    assert minutes(found.rows["survei.terima"].waiting) == [0, 10]
    assert minutes(found.rows["catat"].waiting) == [10, 20]
    assert found.rows["tinjau"].count == 1
    # without records nothing is called, and nothing waits
    nothing = simulated(folder, each.replace("[tempat]", "[{tempat: optional}]"), cases=4, said="{}")
    assert (nothing.rows["tinjau"].count, nothing.rows["catat"].count, nothing.cases) == (0, 0, 4)


def test_the_first_that_ends_lets_the_row_go_on(folder):
    """The surveyor ends the first record at 20, with its `rusak`; the other is dropped while it waits."""
    first = CALLER.replace("call: survei,", "call: survei, for_each: tempat, until: first,")
    found = simulated(folder, first, cases=1, answers={"terima": {"Y": 1, "rusak": 1}})
    assert minutes(found.rows["tinjau"].waiting) == [10]
    assert found.rows["survei.terima"].count == 1


def test_a_row_that_is_closed_was_not_done(folder):
    closed = CALLER.replace("branches: {Y: tinjau, N: end}", "next: [tinjau, tutup]").replace(
        "actor: loket}\n", "actor: loket, next: {end: cepat, closes: all}}\n"
    )
    found = simulated(folder, closed, cases=1, answers={"terima": {"baik": 1}})
    assert minutes(found.lead_time) == [15]
    assert found.rows["tinjau"].count == 0


def test_answers_of_rows_of_one_id_are_those_that_each_has(folder):
    """What is said of one says nothing of the other."""
    found = simulated(folder, cases=600, every=2000, answers={"terima": {"Y": 1}})
    assert found.rows["survei.terima"].count == 600
    assert found.rows["catat"].count == pytest.approx(300, rel=0.15)
    (folder / "kantor.office.yaml").write_text("sop: izin\nanswers: {terima: {Y: 1, rusak: 1}}\n", "utf-8")
    flows = compiled(Library(plays=False).load(folder / "izin.yaml"))
    assert load_office("kantor.office.yaml", flows, {}).answers == {"terima": {"Y": 1.0, "rusak": 1.0}}


OWN = """sop: izin
fields: {tempat: [{alamat: A}, {alamat: B}]}
durations: {catat: 20 menit, tunggu: 45 menit, tutup: 5 menit, SAID}
answers: {izin.terima: {Y: 1}, survei.terima: {rusak: 1, baik: 3}}
"""


@pytest.mark.parametrize(
    ("said", "counter", "survey"),
    [
        ("terima: 10 menit", 10, 10),
        ("terima: 10 menit, survei.terima: 25 menit", 10, 25),
        ("izin.terima: 10 menit, survei.terima: 25 menit", 10, 25),
        ("izin.terima: 10 menit, terima: 25 menit", 10, 25),
    ],
)
def test_what_is_said_of_the_row_of_one_sop_goes_before_what_is_said_of_its_id(folder, said, counter, survey):
    """One case alone: the counter, the survey, then 90 + 45 + 5; the survey writes for 20 where it answers `baik`."""
    (folder / "kantor.office.yaml").write_text(OWN.replace("SAID", said), "utf-8")
    assert check(folder / "kantor.office.yaml", Library()).findings == ()
    flows = compiled(Library(plays=False).load(folder / "izin.yaml"))
    office = load_office("kantor.office.yaml", flows, {})._replace(arrivals={"izin": Arrivals(fixed(2_000))})
    found = Simulation(flows, {}, office, cases=400, seed=1).run()
    assert {*minutes(found.rows["terima"].working)} == {counter}
    assert {*minutes(found.rows["survei.terima"].working)} == {survey}
    rest = counter + survey + 90 + 45 + 5
    assert {*minutes(found.lead_time)} == {rest, rest + 20}
    assert found.rows["catat"].count == pytest.approx(300, rel=0.15)


@pytest.mark.parametrize(
    ("was", "bad", "codes"),
    [
        ("izin.terima: {Y", "lain.terima: {Y", "SOP901"),
        ("izin.terima: {Y", "izin.catat: {Y", "SOP901"),
        ("izin.terima: {Y", "izin.terima: {baik", "SOP901"),
        ("survei.terima: {rusak", "survei.terima: {N", "SOP901"),
        ("survei.terima: {rusak", "survei.catat: {rusak", "SOP901"),
        ("SAID", "survei.tutup: 1 jam", "SOP901"),
        ("SAID", "izin.survei.terima: 1 jam", "SOP103 SOP901"),
    ],
)
def test_a_row_that_the_sop_does_not_have_is_told(folder, was, bad, codes):
    path = folder / "kantor.office.yaml"
    path.write_text(OWN.replace(was, bad).replace("SAID", "terima: 1 menit"), "utf-8")
    assert [one.rule.code for one in check(path, Library()).findings] == codes.split()


@pytest.mark.parametrize("name", ["durations", "answers"])
def test_what_is_said_of_one_row_draws_nothing_of_another_of_its_id(folder, name):
    """The same draws for the counter, whatever is said of the survey."""
    spread = {
        "terima": Spread("lognormal", (600.0, 300.0)),
        "catat": fixed(1),
        "tunggu": fixed(1),
        "tutup": fixed(1),
    }
    other = {"survei.terima": fixed(10)} if name == "durations" else {}
    more = {"survei.terima": {"baik": 1, "rusak": 1}} if name == "answers" else {}
    answers = {"terima": {"Y": 1, "N": 1, "baik": 1}}
    flows = compiled(Library(plays=False).load(folder / "izin.yaml"))
    (folder / "kantor.office.yaml").write_text("sop: izin\nfields: {tempat: [{alamat: A}]}\n", "utf-8")
    plain = load_office("kantor.office.yaml", flows, {})._replace(
        arrivals={"izin": Arrivals(fixed(2_000))}, durations=spread, answers=answers
    )
    said = plain._replace(durations=spread | other, answers=answers | more)
    one, two = (Simulation(flows, {}, office, cases=50, seed=1).run() for office in (plain, said))
    assert minutes(one.rows["terima"].working) == minutes(two.rows["terima"].working)
    assert one.rows["tinjau"].count == two.rows["tinjau"].count


@pytest.mark.parametrize("language", ["id", "en"])
def test_people_read_how_long_what_was_called_took(folder, capsys, language):
    (folder / "kantor.office.yaml").write_text(
        "sop: izin\nfields: {tempat: [{alamat: A}]}\ndurations: {terima: 10 menit, catat: 20 menit}\nanswers: {terima: {Y: 1, baik: 1}}\n"
    )
    words = ["simulate", "izin.yaml", "--with", "kantor.office.yaml", "--cases", "4", "--lang", language]
    assert main([*words, "-o", "hasil.html"]) == 0
    rows = [
        [c.strip() for c in line.split("|")] for line in capsys.readouterr().out.splitlines() if "Meninjau" in line
    ]
    half = "30 menit 0 detik" if language == "id" else "30 min 0 s"
    assert rows == [["2", "Meninjau", "4", half, half, "-", "0"]]
    page = Read((folder / "hasil.html").read_text("utf-8"))
    (picture,) = page.all("tr", **{"data-step": "tinjau"})
    said = "".join(picture[1].split())
    assert ("menunggurata-rata30menit" if language == "id" else "waits30min") in said
    assert ("4kali" if language == "id" else "4times") in said
    assert ("dikerjakan" if language == "id" else "workedon") not in said
    chart = next(own["aria-label"] for own, _ in page.all("svg", role="img") if "2. Meninjau" in own["aria-label"])
    assert "1. Menerima tugas (SOP Survei): " in chart
    main([*words, "--format", "json"])
    assert json.loads(capsys.readouterr().out)["rows"]["tinjau"]["count"] == 4
