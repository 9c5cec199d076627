"""Who is from outside, who is chosen, and who is let in by nobody's word: generated scenarios hold it, and a hint that is followed does."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.cli import main
from sopflow.definition.library import Procedure
from sopflow.scenarios.generate import generate
from sopflow.scenarios.mutation.running import mutants_of, tried
from sopflow.scenarios.playing import play
from sopflow.scenarios.rehearsal import compiled

SOP = """\
sopflow: 1
id: uji
title: Uji
actors:
  pemohon: {title: Pemohon, external: true}
  petugas: Petugas
  camat: {title: Camat, substitutes: [sekcam]}
  sekcam: {title: Sekcam, external: true}
  ahli: {title: Ahli, chosen_by: periksa, among: [petugas, luar, dalam]}
  luar: {title: Luar, external: true}
  dalam: Dalam
steps:
  - {id: ajukan, activity: Mengajukan surat, actor: pemohon, duration: 1 jam, outputs: [Surat]}
  - {id: periksa, activity: Memeriksa surat, actor: petugas, inputs: [Surat], duration: 1 jam, outputs: [Hasil]}
  - {id: tinjau, activity: Meninjau lokasi, actor: camat, optional: true, inputs: [Hasil], duration: 1 jam, outputs: [Berita]}
  - {id: nilai, activity: Menilai, actor: ahli, inputs: [Hasil], duration: 1 jam, outputs: [Nilai]}
"""


def flows_of(text):
    return compiled(Procedure(sopflow.loads(text)))


@pytest.fixture(scope="module")
def made():
    made = generate(flows_of(SOP))
    assert made.unmade == ()
    return (*made.scenarios, *made.rules)


def test_of_those_who_may_be_chosen_it_is_held_who_is_from_outside(made):
    procedure = Procedure(sopflow.loads(SOP))
    mutants = list(mutants_of(procedure))
    assert {"luar.external", "dalam.external", "camat.substitutes"} <= {one.key for one in mutants}
    assert [one.mutant.key for one in tried(mutants, procedure, made) if one.noticed_by is None] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("steps:\n", "may: {start: [pemohon]}\nsteps:\n"),
        ("steps:\n", "may: {resume: [camat]}\nsteps:\n"),
        ("id: tinjau,", "id: tinjau, separate_from: [periksa],"),
        ("id: periksa,", "id: periksa, separate_from: [ajukan],"),
        ("luar: {title: Luar, external: true}", "luar: Luar"),
        ("dalam: Dalam", "dalam: {title: Dalam, external: true}"),
    ],
)
def test_a_rule_that_is_new_is_noticed(made, before, after):
    assert SOP.count(before) == 1
    changed = flows_of(SOP.replace(before, after))
    assert not all(play(one, changed).passed for one in made)


def test_one_person_does_whatever_nobody_parts(made):
    (one,) = (s for s in made if s.name.startswith("sesedikit mungkin orang"))
    assert one.people == {"orang_1": ("pemohon", "petugas", "camat")}


def test_the_scenario_that_a_hint_asks_for_notices_who_is_from_outside(tmp_path, capsys):
    (tmp_path / "uji.yaml").write_text(SOP)
    scenarios = tmp_path / "uji.scenarios.yaml"
    scenarios.write_text("sopflow: 1\nsop: uji\nscenarios:\n  - {name: x, steps: [auto]}\n")
    assert main(["test", str(tmp_path), "--mutate", "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "a scenario with people in which pemohon tries to suspend while a step of theirs is open" in told
    scenarios.write_text(
        "sopflow: 1\nsop: uji\nscenarios:\n  - name: x\n    people: {rini: [pemohon], budi: [petugas]}\n    steps:\n"
        "      - {suspend: rini, refused: not-authorized}\n      - rini: ajukan\n      - suspend: budi\n"
    )
    assert main(["test", str(tmp_path), "--mutate", "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "[camat.external]" in told
    assert "[pemohon.external]" not in told
    assert "[petugas.external]" not in told
