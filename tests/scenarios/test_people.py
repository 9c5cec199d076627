"""Scenarios know people: a directory, a unit, rows in somebody's hands, and who acted as what."""

from __future__ import annotations

import pytest

from sopflow.cli import main
from sopflow.scenarios import loading
from sopflow.scenarios.playing import play
from sopflow.scenarios.rehearsal import compiled
from sopflow.scenarios.writing import written

SOP = """
sopflow: 1
id: surat
title: Surat
actors:
  warga: {title: Warga, external: true}
  staf: Staf
  camat: {title: Camat, substitutes: [sekcam]}
  sekcam: Sekcam
steps:
  - {id: mohon, activity: Memohon, actor: warga}
  - {id: susun, activity: Menyusun, actor: staf, duration: 1 jam}
  - {id: cek, activity: Memeriksa, actor: staf, separate_from: [susun]}
  - {id: paraf, activity: Memaraf, actor: [sekcam, camat], sign_off: in_order}
  - {id: teken, activity: Meneken, actor: camat}
"""
OFFICE = """
sopflow: 1
directory: kantor
title: Kantor
time_zone: Asia/Jakarta
units:
  utara: Utara
  selatan: Selatan
positions:
  camat: Camat
  sekcam: Sekcam
  staf: {title: Staf, many: true}
people:
  ani: {name: Ani, holds: {position: camat, unit: utara, to: 2024-06-30}}
  budi:
    name: Budi
    holds:
      - {position: sekcam, unit: utara}
      - {position: camat, unit: selatan, as: Plt.}
  citra: {name: Citra, holds: {position: staf, unit: utara}}
  dewi: {name: Dewi, holds: {position: staf, unit: utara}}
  eko: {name: Eko, holds: {position: camat, unit: utara, as: Plh., from: 2024-07-01}}
"""
HEAD = "sopflow: 1\nsop: surat\ndirectory: ../kantor/kantor.directory.yaml\nunit: utara\nscenarios:\n"


@pytest.fixture
def office(tmp_path):
    """A project: an SOP with its scenarios, and a directory in another folder."""
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "sop").mkdir()
    (tmp_path / "kantor").mkdir()
    (tmp_path / "sop/surat.yaml").write_text(SOP)
    (tmp_path / "kantor/kantor.directory.yaml").write_text(OFFICE)
    return tmp_path / "sop"


def checked(folder, steps, head=HEAD):
    (folder / "surat.scenarios.yaml").write_text(f"{head}  - name: x\n{steps}")
    return loading.check(folder / "surat.scenarios.yaml")


def shown(side):
    return side if isinstance(side, str) else side.en


def why(folder, steps, head=HEAD):
    """Why a scenario fails; nothing if it passes. It is the same when it has been written and read back."""
    one = checked(folder, steps, head)
    assert one.file is not None, [d.text(one.lines) for d in one.findings]
    flows = compiled(one.procedure)
    text = written("surat", one.file.scenarios)
    (folder / "lagi.scenarios.yaml").write_text(text)
    again, _ = loading.load(folder / "lagi.scenarios.yaml")
    assert again.scenarios == one.file.scenarios, text
    (result,) = (play(scenario, flows) for scenario in again.scenarios)
    if result.failure is None:
        return ""
    problem = result.failure.problem
    return "; ".join(
        [problem.why.en, *(f"{d.label.en}: {shown(d.expected)} / {shown(d.actual)}" for d in problem.differences)]
    )


@pytest.mark.parametrize(
    "steps",
    [
        "    steps: [auto]\n    expect: {status: completed, done_by: {teken: ani, cek: dewi, susun: citra, mohon: warga}}\n",
        ("    steps: [warga: mohon, citra: susun, dewi: cek, budi: paraf, ani: paraf, ani: teken]\n"
        "    expect: {done_by: {paraf: [{by: budi, as: definitif, for: sekcam}, {as: definitif, for: camat}]}}\n"),
        ("    start: 2024-07-02 08:00 WIB\n    steps: [auto: teken, camat: teken]\n"
        "    expect: {done_by: {teken: {by: eko, as: Plh., for: camat}}}\n"),
        "    unit: selatan\n    steps: [{budi: mohon, refused: not-authorized}, mohon]\n    expect: {active: [susun]}\n",
    ],
)  # fmt: skip
def test_people_act_as_what_the_directory_says(office, steps):
    assert why(office, steps) == ""


@pytest.mark.parametrize(
    "steps",
    [
        "{claim: susun, by: citra}, {dewi: susun, refused: claimed-by-other}, {expect: {worklist: {dewi: [], citra: [susun]}}}, susun",
        "{claim: susun, by: citra}, {release: susun}, dewi: susun",
        "{claim: susun}, {release: susun, by: citra}, dewi: susun",
        "{claim: susun, by: citra}, {reassign: susun, by: dewi, to: dewi}, {citra: susun, refused: claimed-by-other}, susun",
        ("{delegate: susun, by: citra, to: eko, note: cuti, expect: {worklist: {eko: [susun]}}}, {eko: susun, expect: "
        "{done_by: {susun: {by: eko, as: a.n., for: citra}}}}, {expect: {done_by: {susun: {for: staf}}}}"),
        "{delegate: susun, to: camat, note: cuti}, {step: susun, expect: {done_by: {susun: ani}}}",
        "{delegate: susun, by: ani, to: eko, note: cuti, refused: not-authorized}",
    ],
)  # fmt: skip
def test_a_row_is_taken_given_and_delegated(office, steps):
    assert why(office, f"    steps: [mohon, {steps}]\n") == ""


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ("[mohon, {step: susun, expect: {done_by: {susun: dewi}}}]", "who did susun: dewi / citra (definitif staf)"),
        ("[mohon, {step: susun, expect: {done_by: {susun: {as: Plt.}}}}]", "... (Plt.) / citra (definitif staf)"),
        ("[mohon, {step: susun, expect: {done_by: {susun: {for: camat}}}}]", "... (camat) / citra (definitif staf)"),
        ("[mohon, {step: susun, expect: {done_by: {cek: dewi}}}]", "who did cek: dewi / (none)"),
        ("[mohon, {step: susun, expect: {worklist: {dewi: []}}}]", "worklist of dewi: (none) / cek"),
        ("[mohon, susun, {undo: citra, note: x, expect: {done_by: {susun: citra}}}]", "who did susun: citra / (none)"),
    ],
)  # fmt: skip
def test_what_is_other_is_told(office, steps, said):
    assert said in why(office, f"    steps: {steps}\n")


def test_a_post_that_nobody_holds_is_no_green(office):
    steps = "    start: 2024-07-02 08:00 WIB\n    unit: selatan\n    steps: [mohon, susun]\n"
    assert 'nobody holds a position for "Staf" in the unit selatan on 2024-07-02' in why(office, steps)


def test_persons_without_a_directory_have_worklists_too(office):
    head = "sopflow: 1\nsop: surat\npeople: {rini: staf, tono: staf}\nscenarios:\n"
    steps = (
        "[mohon, {rini: susun, expect: {worklist: {rini: [], tono: [cek], staf: [cek]}, done_by: {susun: rini}}}]"
    )
    assert why(office, f"    steps: {steps}\n", head) == ""


@pytest.mark.parametrize(
    ("head", "steps", "code"),
    [
        ("directory: tiada.directory.yaml", "[]", "SOP520"),
        ("directory: ../../x.directory.yaml", "[]", "SOP520"),
        ("directory: surat.yaml", "[]", "SOP521"),
        ("directory: ../kantor/kantor.directory.yaml\nunit: barat", "[]", "SOP522"),
        ("unit: utara", "[]", "SOP523"),
        ("people: {rini: staf}\ndirectory: ../kantor/kantor.directory.yaml", "[]", "SOP524"),
        ("directory: ../kantor/kantor.directory.yaml", "[{step: mohon, by: rini}]", "SOP526"),
        ("directory: ../kantor/kantor.directory.yaml", "[{rini: mohon}]", "SOP503"),
        ("directory: ../kantor/kantor.directory.yaml", "[{reassign: susun, by: citra, to: rini}]", "SOP526"),
        ("directory: ../kantor/kantor.directory.yaml", "[{claim: sussun}]", "SOP506"),
        ("directory: ../kantor/kantor.directory.yaml", "[{expect: {worklist: {rini: []}}}]", "SOP526"),
        ("directory: ../kantor/kantor.directory.yaml", "[{expect: {done_by: {susun: rini}}}]", "SOP526"),
        ("directory: ../kantor/kantor.directory.yaml", "[{expect: {done_by: {susun: {for: rini}}}}]", "SOP526"),
        ("directory: ../kantor/kantor.directory.yaml", "[{expect: {done_by: {sussun: ani}}}]", "SOP506"),
        ("directory: ../kantor/kantor.directory.yaml", "[{expect: {done_by: {susun: {as: Pls.}}}}]", "SOP1"),
        ("people: anyone", "[{expect: {worklist: {rini: []}}}]", "SOP508"),
    ],
)
def test_what_is_not_there_is_a_finding(office, head, steps, code):
    one = checked(office, f"    steps: {steps}\n", f"sopflow: 1\nsop: surat\n{head}\nscenarios:\n")
    assert [d.code for d in one.findings if d.code.startswith(code)], [d.text(one.lines) for d in one.findings]


def test_an_unknown_person_is_called_neither_an_actor_nor_a_person(office):
    head = "sopflow: 1\nsop: surat\ndirectory: ../kantor/kantor.directory.yaml\nscenarios:\n"
    one = checked(office, "    steps: [{step: mohon, by: budii}]\n", head)
    (told,) = (d for d in one.findings if d.code == "SOP526")
    assert told.message("id").startswith('"budii" bukan pelaksana SOP "surat", dan bukan orang')
    assert told.hint("id") == 'maksud Anda "budi"?'


def test_whoever_skips_a_row_has_not_done_it(office):
    skipped = "    steps: [mohon, {skip: susun, by: citra, note: x}, {expect: {path: [mohon, susun=skip]%s}}]\n"
    sop = office / "surat.yaml"
    sop.write_text(sop.read_text("utf-8").replace("id: susun,", "id: susun, optional: true,"), "utf-8")
    assert why(office, skipped % "") == ""
    told = why(office, skipped % ", done_by: {susun: citra}")
    assert "who did susun" in told
    assert "citra" in told
    assert "(none)" in told


def test_a_scenario_says_for_itself_where_it_is_played(office):
    both = "    people: {rini: staf}\n    steps: [mohon, rini: susun, {expect: {done_by: {susun: rini}}}]\n"
    assert why(office, both) == ""
    own = "    directory: ../kantor/kantor.directory.yaml\n    unit: utara\n    steps: [mohon, citra: susun]\n"
    assert why(office, own, "sopflow: 1\nsop: surat\npeople: {rini: staf}\nscenarios:\n") == ""


def test_the_command_plays_them(office, capsys):
    checked(office, "    steps: [auto]\n    expect: {done_by: {teken: budi}}\n")
    assert main(["test", str(office), "--lang", "en"]) == 1
    assert "who did teken" in capsys.readouterr().out
