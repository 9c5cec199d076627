"""Scenarios of what data decides: made, counted, and noticed when a border moves."""

from __future__ import annotations

import json

import pytest

import sopflow
from sopflow.cli import main
from sopflow.explained.deciding import BUYING
from sopflow.flow.flow import Flow
from sopflow.scenarios.generate import generate
from sopflow.scenarios.mutation import conditions
from tests.sop import sop

HELP = sop(
    """
- {id: ajukan, activity: Mengajukan permohonan, actor: a, fills: [nilai, syarat, acara], duration: 10 menit}
- id: periksa
  activity: Memeriksa persyaratan
  actor: b
  duration: 1 jam
  branches:
    lengkap: {to: tinjau, when: {syarat: {has_all: [ktp, kk]}}}
    kurang: {to: ajukan, when: {syarat: {not: {has_all: [ktp, kk]}}}}
- {id: tinjau, activity: Meninjau rumah, actor: b, optional: true, when: {nilai: {at_least: 5 juta}}, duration: 1 hari}
- id: timbang
  activity: Menimbang sisa pagu
  actor: c
  fills: [pagu]
  duration: 1 jam
  decides:
    hit: first
    rules:
      - {when: {nilai: {above: {field: pagu}}}, take: tolak}
      - {when: [{nilai: {above: 10 juta}}, {acara: {before: {today: 3 hari kalender}}}], take: setuju}
  branches: {tolak: {end: ditolak}, setuju: setuju, langsung: {to: bayar, otherwise: true}}
- {id: setuju, activity: Menyetujui bantuan, actor: c, duration: 1 hari}
- {id: bayar, activity: Menyerahkan bantuan, actor: b, duration: 1 hari}
""",
    head="""actors: {a: A, b: B, c: C}
fields:
  nilai: {title: Nilai bantuan, type: money, min: 0}
  pagu: {title: Sisa pagu, type: money, min: 0}
  syarat: {title: Syarat, some_of: [ktp, kk, sktm]}
  acara: {title: Tanggal dibutuhkan, type: date}""",
)


@pytest.mark.parametrize("definition", [HELP, sopflow.loads(BUYING)], ids=["help", "buying"])
def test_every_arrow_is_taken_by_filling_in_what_leads_there(definition):
    made = generate([Flow(definition)])
    assert made.unreachable == ()
    names = [one.name for one in made.rules]
    assert not [one for one in made.unmade if "pada" in one or "perlu" in one]
    assert [one for one in names if " pada nilai = " in one]


def test_an_optional_row_is_tried_where_it_is_needed_and_where_it_is_not():
    rules = {one.name: one for one in generate([Flow(HELP)]).rules}
    filled = {name: rules[f"tinjau {name}"].acts[1].fields["nilai"] for name in ("perlu", "tidak perlu")}
    assert filled == {"perlu": "5_000_000", "tidak perlu": "0"}
    refused = [one.refused for one in rules["tinjau perlu"].acts if one.refused]
    assert refused == ["not-optional"]


def test_borders_move_by_one():
    mutants = {one.key: one for one in conditions.mutants(HELP)}
    assert mutants["tinjau.when.nilai.at_least"].change.en == (
        "the condition at tinjau is “Nilai bantuan is above Rp5,000,000” instead of “Nilai bantuan is at least Rp5,000,000”"
    )
    moved = {key: one.sop for key, one in mutants.items()}
    assert set(moved) == {
        "tinjau.when.nilai.at_least",
        "timbang.decides.1.when.nilai.above",
        "timbang.decides.2.when.1.nilai.above",
        "timbang.decides.2.when.2.acara.before",
    }
    assert moved["tinjau.when.nilai.at_least"].step("tinjau").when.said == {"nilai": {"above": "5_000_000"}}
    assert moved["timbang.decides.2.when.2.acara.before"].step("timbang").decides.rules[1].when.said == (
        {"nilai": {"above": "10_000_000"}},
        {"acara": {"at_most": {"today": "3 hari kalender"}}},
    )


def test_generated_scenarios_pass_and_notice_every_border_that_moves(tmp_path, capsys):
    (tmp_path / "pengadaan.yaml").write_text(BUYING, "utf-8")
    assert main(["scenarios", "generate", str(tmp_path / "pengadaan.yaml"), "--lang", "en"]) == 0
    file = tmp_path / "pengadaan.scenarios.yaml"
    file.write_text(capsys.readouterr().out, "utf-8")
    assert main(["test", str(file), "--mutate", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["failed"] == 0
    mutation = found["mutation"]["pengadaan"]
    assert mutation["mutants"] >= 30
    assert mutation["survivors"] == []
