"""Generated scenarios hold what an SOP says beside its arrows: a change of any of it is noticed."""

from __future__ import annotations

import json
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sopflow
from sopflow.cli import main
from sopflow.definition.library import Procedure
from sopflow.scenarios.coverage import Coverage
from sopflow.scenarios.generate import generate
from sopflow.scenarios.mutation.running import mutants_of, tried
from sopflow.scenarios.playing import play
from sopflow.scenarios.rehearsal import compiled
from sopflow.scenarios.writing import written
from sopflow.testing import definitions
from tests.scenarios.subject import findings, read
from tests.scenarios.test_properties import RELAXED

SOP = """
sopflow: 1
id: izin
title: Izin
calendar: kantor
time_limit: 20 hari kerja
extension: {by: [ketua], at_most: 5 hari kerja}
may: {start: [loket], cancel: [ketua], suspend: [kasi]}
actors:
  loket: Loket
  kasi: {title: Kasi, substitutes: [staf]}
  staf: Staf
  ketua: Ketua
  warga: {title: Warga, external: true}
  petugas: {title: Petugas lapangan, chosen_by: bagi, among: [staf, loket]}
documents:
  surat: Surat
  berkas: {title: Berkas, external: true}
  register: {title: Register, at_hand: true}
steps:
  - {id: terima, activity: Menerima, actor: loket, duration: 1 jam, inputs: [berkas, register], missing_inputs: refuse}
  - {id: bagi, activity: Membagi, actor: kasi, duration: 2 jam}
  - {id: survei, activity: Menyurvei, actor: petugas, duration: 2 hari kerja, optional: true, next: [telaah, tanggap]}
  - id: telaah
    activity: Menelaah
    actor: kasi
    separate_from: [terima]
    duration: 1 hari kerja
    on_late: [{remind: true}, {after: 1 hari kerja, escalate: ketua}, {after: 3 hari kerja, take: N}]
    extension: {by: [ketua], at_most: 2 hari kerja}
    branches:
      Y: paraf
      N: {to: {end: ditolak, closes: all}, note: required}
  - {id: tanggap, activity: Menunggu, wait: {until: Tanggapan, at_most: 3 hari kerja, late: paraf}, next: paraf}
  - {id: paraf, activity: Memaraf, actor: [staf, kasi], sign_off: in_order, join: [telaah, tanggap], outputs: [surat]}
  - {id: cek, activity: Mengecek, actor: [loket, staf], sign_off: any}
  - {id: teken, activity: Menandatangani, actor: [kasi, ketua], sign_off: all}
  - {id: kirim, activity: Mengirim, actor: loket, same_as: terima, substitutes: [staf]}
  - {id: ambil, activity: Mengambil, actor: warga}
"""
KALENDER = """
sopflow: 1
calendar: kantor
title: Kantor
time_zone: Asia/Jakarta
hours: {senin-jumat: [08:00-16:00]}
"""
CHANGES = (
    ("calendar: kantor", "calendar: lain"),
    ("time_limit: 20 hari kerja", "time_limit: 21 hari kerja"),
    ("extension: {by: [ketua], at_most: 5 hari kerja}", ""),
    ("extension: {by: [ketua], at_most: 5 hari kerja}", "extension: {by: [kasi], at_most: 5 hari kerja}"),
    ("extension: {by: [ketua], at_most: 5 hari kerja}", "extension: {by: [ketua], at_most: 6 hari kerja}"),
    ("at_most: 5 hari kerja}", "at_most: 5 hari kerja, times: 2}"),
    ("start: [loket]", "start: [loket, kasi, ketua, staf, warga]"),
    ("cancel: [ketua]", "cancel: [kasi]"),
    ("cancel: [ketua], ", ""),
    ("suspend: [kasi]", "suspend: [ketua]"),
    ("substitutes: [staf]}\n  staf", "substitutes: [ketua]}\n  staf"),
    ("title: Kasi, substitutes: [staf]", "title: Kasi"),
    ("among: [staf, loket]", "among: [staf]"),
    ("among: [staf, loket]", "among: [staf, loket, ketua]"),
    ("title: Register, at_hand: true", "title: Register"),
    ("actor: loket, duration: 1 jam", "actor: [loket, staf], duration: 1 jam"),
    ("duration: 1 jam", "duration: 61 menit"),
    ("missing_inputs: refuse", "missing_inputs: note"),
    ("optional: true", "optional: false"),
    ("actor: kasi, duration: 2 jam", "actor: kasi, duration: 2 jam, optional: true"),
    ("    separate_from: [terima]\n", ""),
    ("duration: 1 hari kerja\n", "duration: 1 hari kalender\n"),
    ("{remind: true}, ", ""),
    ("{after: 1 hari kerja, escalate: ketua}", "{after: 1 hari kerja, escalate: loket}"),
    ("{after: 1 hari kerja, escalate: ketua}", "{after: 2 hari kerja, escalate: ketua}"),
    ("{after: 1 hari kerja, escalate: ketua}", "{after: 1 jam, escalate: ketua}"),
    ("{after: 3 hari kerja, take: N}", "{after: 2 hari kerja, take: N}"),
    (", {after: 3 hari kerja, take: N}", ""),
    ("{after: 3 hari kerja, take: N}", "{after: 3 hari kerja, take: Y}"),
    ("{by: [ketua], at_most: 2 hari kerja}", "{by: [ketua], at_most: 3 hari kerja}"),
    (", closes: all", ""),
    (", note: required", ""),
    ("at_most: 3 hari kerja, late: paraf", "at_most: 4 hari kerja, late: paraf"),
    ("sign_off: in_order", "sign_off: all"),
    ("actor: [staf, kasi], sign_off: in_order", "actor: [kasi, staf], sign_off: in_order"),
    ("sign_off: any", "sign_off: all"),
    ("sign_off: all", "sign_off: in_order"),
    ("sign_off: all", "sign_off: any"),
    (", same_as: terima", ""),
    (", substitutes: [staf]}\n  - {id: ambil", "}\n  - {id: ambil"),
    ("{title: Warga, external: true}", "{title: Warga}"),
    ("join: [telaah, tanggap]", "join: [telaah]"),
    (", outputs: [surat]", ""),
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("sop")
    (path / "kantor.calendar.yaml").write_text(KALENDER)
    (path / "lain.calendar.yaml").write_text(KALENDER.replace("kantor", "lain").replace("08:00", "09:00"))
    return path


def flows_of(folder, text):
    (folder / "izin.yaml").write_text(text)
    return compiled(Procedure(sopflow.load(folder / "izin.yaml")))


@pytest.fixture(scope="module")
def made(folder):
    made = generate(flows_of(folder, SOP))
    assert made.unmade == ()
    return made


def test_the_scenarios_of_rules_pass_and_read_back(folder, made):
    flows = flows_of(folder, SOP)
    both = (*made.scenarios, *made.rules)
    assert [s.name for s in both if not play(s, flows).passed] == []
    assert read(written("izin", both), flows[-1].definition) == both
    assert len({s.name for s in both}) == len(both)
    people = [line for line in written("izin", both).splitlines() if "orang_" in line and "steps" not in line]
    assert max(map(len, people)) <= 120


@pytest.mark.parametrize(("before", "after"), CHANGES, ids=[f"{b} -> {a}"[:70] for b, a in CHANGES])
def test_a_change_of_what_the_sop_says_is_noticed(folder, made, before, after):
    assert SOP.count(before) == 1
    changed = flows_of(folder, SOP.replace(before, after))
    assert not all(play(s, changed).passed for s in chain(made.scenarios, made.rules))


@given(definitions(), st.integers(0, 1))
@RELAXED
def test_rules_of_any_sop_pass_and_read_back(definition, loops):
    flows = compiled(Procedure(definition))
    made = generate(flows, loops)
    assert (
        read(written(definition.id, (*made.scenarios, *made.rules)), definition)[len(made.scenarios) :]
        == made.rules
    )
    for scenario in made.rules:
        result = play(scenario, flows)
        assert result.passed, (scenario.name, result.failure and result.failure.problem.why.en)


def test_every_change_has_a_name_of_its_own(folder):
    procedure = Procedure(flows_of(folder, SOP)[-1].definition)
    keys = [mutant.key for mutant in mutants_of(procedure)]
    assert len(keys) == len(set(keys)) > 80
    assert {"calendar", "time_limit", "may.cancel", "telaah.on_late.2.escalate", "telaah.extension.times"} <= {
        *keys
    }
    assert {"kirim.same_as", "telaah.separate_from.terima", "petugas.among.staf", "register.at_hand"} <= {*keys}


def test_generated_scenarios_notice_every_change_that_is_made_by_hand_or_not(folder, made):
    procedure = Procedure(flows_of(folder, SOP)[-1].definition)
    both = (*made.scenarios, *made.rules)
    assert [t.mutant.key for t in tried(mutants_of(procedure), procedure, both) if t.noticed_by is None] == []


BESIDE = """
sopflow: 1
id: izin
title: Izin
actors: {a: A, b: B, c: C}
steps:
  - {id: p, activity: Mulai, actor: a, duration: 1 jam, next: [q, s]}
  - {id: q, activity: Kiri, actor: b, duration: 10 jam, on_late: {take: N}, branches: {Y: end, N: {end: batal, closes: all}}}
  - {id: s, activity: Kanan, actor: c, duration: 1 jam}
  - {id: t, activity: Akhir, actor: a, duration: 1 hari kerja}
"""


def test_no_row_is_let_late_for_the_sake_of_a_weekend(folder):
    # t counts working days; while q waits, which ends everything when it is late, there is no time until Friday
    made = generate(flows_of(folder, BESIDE))
    assert made.unmade == ()
    paths = [[str(item) for item in s.expect.path] for s in made.rules if s.name.startswith("aturan sepanjang")]
    assert ["p", "s", "t", "q=Y"] in [sorted(path, key=["p", "s", "t", "q=Y", "q=N"].index) for path in paths]


def test_a_signer_who_may_stand_in_for_the_first_is_not_tried_out_of_turn(folder):
    text = SOP.replace("  staf: Staf\n", "  staf: {title: Staf, substitutes: [kasi]}\n")
    made = generate(flows_of(folder, text))
    assert made.unmade == ()
    held = {
        str(row) for s in made.rules for act in s.acts if act.expect and act.expect.who for row in act.expect.who
    }
    assert held >= {"paraf", "cek", "teken", "kirim", "ambil"}


@given(definitions())
@RELAXED
def test_every_row_that_is_passed_is_held_or_named(definition):
    flows = compiled(Procedure(definition))
    made = generate(flows)
    held = {
        str(row) for s in made.rules for act in s.acts if act.expect and act.expect.due for row in act.expect.due
    }
    named = {name.removeprefix("aturan pada ") for name in made.unmade}
    passed = {str(item.step) for s in made.scenarios if s.expect and s.expect.path for item in s.expect.path}
    assert passed <= held | named or not made.is_whole


# -- what a scenario can say for it


def test_who_due_and_reminded_are_held_against_what_is(folder):
    (folder / "izin.yaml").write_text(SOP)
    run = sopflow.testing.play(folder / "izin.yaml").at("2024-01-02 08:00 WIB").start("loket")
    run.expect(due={"terima": "2024-01-02 09:00 WIB", "all": "20 hari kerja"}, who={"terima": ["loket"]})
    run.expect(due={"all": "2024-01-30 08:00 WIB"}, reminded=[])
    for wrong, said in (
        ({"due": {"terima": "2024-01-02 09:01 WIB"}}, "2024-01-02 09:00 WIB"),
        ({"due": {"terima": "-"}}, "(none)"),
        ({"due": {"bagi": "-"}}, "(not open)"),
        ({"due": {"all": "-"}}, "2024-01-30 08:00 WIB"),
        ({"due": {"all": "19 hari kerja"}}, "19 hari (2024-01-29 08:00 WIB)"),
        ({"who": {"terima": ["loket", "staf"]}}, "loket"),
        ({"who": {"bagi": ["kasi"]}}, "(none)"),
        ({"reminded": ["terima"]}, "(none)"),
    ):
        with pytest.raises(sopflow.testing.ScenarioFailed) as failed:
            run.expect(**wrong)
        assert said in str(failed.value)


@pytest.mark.parametrize(
    ("expected", "code"),
    [
        ("{who: {trima: [loket]}}", "SOP506"),
        ("{who: {terima: [loked]}}", "SOP508"),
        ("{reminded: [trima]}", "SOP506"),
        ("{due: {trima: 2 jam}}", "SOP506"),
        ("{due: {terima: besok}}", "SOP114"),
        ("{due: {terima: 2024-01-02 09:00}}", "SOP114"),
    ],
)
def test_what_is_expected_of_nothing_is_a_finding(folder, expected, code):
    definition = flows_of(folder, SOP)[-1].definition
    text = f"sopflow: 1\nsop: izin\nscenarios:\n  - name: x\n    steps:\n      - expect: {expected}\n"
    (found,) = findings(text, definition)
    assert f" {code} " in found


# -- changes that no scenario can notice

SURAT = """sopflow: 1
id: surat
title: Surat
actors: {a: A, b: B}
steps:
  - {id: p, activity: Menulis, actor: a, duration: 1 jam}
  - {id: q, activity: Meneken, actor: b}
"""
SCENARIOS = (
    "sopflow: 1\nsop: surat\n{accept}\nscenarios:\n  - {{name: x, steps: [p, q], expect: {{path: [p, q]}}}}\n"
)


def mutation(tmp_path, capsys, accept, *more):
    (tmp_path / "surat.yaml").write_text(SURAT)
    (tmp_path / "surat.scenarios.yaml").write_text(SCENARIOS.format(accept=accept))
    code = main(["test", str(tmp_path), "--mutate", "--lang", "en", *more])
    return code, capsys.readouterr()


def test_a_change_is_accepted_by_its_name_with_a_reason(tmp_path, capsys):
    code, shown = mutation(tmp_path, capsys, "")
    assert code == 0
    assert "[p.duration]" in shown.out
    accept = "accept: [{change: p.duration, reason: Batasnya tidak mengikat.}]"
    code, other = mutation(tmp_path, capsys, accept)
    assert code == 0
    assert "accepted: p.duration (Batasnya tidak mengikat.)" in other.out
    assert "[p.duration]" not in other.out
    _, record = mutation(tmp_path, capsys, accept, "--format", "json")
    told = json.loads(record.out)["mutation"]["surat"]
    assert told["accepted"] == {"p.duration": "Batasnya tidak mengikat."}
    assert "p.duration" not in [one["key"] for one in told["survivors"]]
    assert told["mutants"] == told["noticed"] + len(told["survivors"]) + 1


@pytest.mark.parametrize(
    ("change", "said"),
    [("p.durasi", "this SOP has no such change"), ("p.done.q->end", 'is noticed by the scenario "x"')],
)
def test_what_is_accepted_for_nothing_is_told(tmp_path, capsys, change, said):
    code, shown = mutation(tmp_path, capsys, f"accept: [{{change: {change}, reason: x}}]")
    assert code == 1
    assert said in shown.err


def test_one_change_accepted_in_two_files_keeps_both_reasons(tmp_path, capsys):
    (tmp_path / "lagi.scenarios.yaml").write_text(
        "sopflow: 1\nsop: surat\naccept: [{change: p.duration, reason: Lain.}]\nscenarios: [{name: y, steps: [auto]}]\n"
    )
    code, shown = mutation(tmp_path, capsys, "accept: [{change: p.duration, reason: Satu.}]")
    assert code == 0
    assert "accepted: p.duration (Lain.; Satu.)" in shown.out


def test_what_a_row_cannot_be_done_without_is_brought_along(folder):
    (folder / "izin.yaml").write_text(SOP)
    run = sopflow.testing.play(folder / "izin.yaml").auto("bagi")
    run.expect(path=["terima"], documents={"berkas": 1, "register": 0})


def test_whoever_is_refused_is_another_each_time(folder):
    """So that with as many rows as there are actors each of them is refused once, also one from outside who has no row."""
    rows = "".join(f"  - {{id: s{n}, activity: x, actor: {actor}}}\n" for n, actor in enumerate("abcda"))
    text = f"sopflow: 1\nid: uji\ntitle: Uji\nactors: {{a: A, b: B, c: C, d: D, e: {{title: E, external: true}}}}\nsteps:\n{rows}"
    flows = flows_of(folder, text)
    coverage = Coverage(flows[-1])
    made = generate(flows)
    for one in (*made.scenarios, *made.rules):
        coverage.add(play(one, flows).rehearsal)
    assert coverage.record()["missed_refusals"] == []
