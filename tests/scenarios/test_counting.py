"""Ten SOPs whose coverage is worked out by hand: rows, branches, arrows and ends that were really taken."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from sopflow.cli import main
from sopflow.definition.library import Procedure
from sopflow.render.overlays.coverage import coverage_overlay
from sopflow.scenarios.coverage import Coverage, floored
from sopflow.scenarios.playing import play
from sopflow.scenarios.rehearsal import compiled
from sopflow.scenarios.suite import Suite
from sopflow.scenarios.table import coverage_table
from tests.scenarios.subject import read
from tests.sop import sop

P = "- {id: p, activity: Mulai, actor: a}\n"
ASKED = "- {id: p, activity: Mulai, actor: a, branches: {Y: q, N: end}}\n- {id: q, activity: Lanjut, actor: b}\n"
OPTIONAL = P + "- {id: q, activity: Bila perlu, actor: b, optional: true}\n- {id: r, activity: Akhir, actor: c}\n"
TWO = """\
- {id: p, activity: x, actor: a, next: [q, r]}
- {id: q, activity: y, actor: b, next: {end: satu}}
- {id: r, activity: z, actor: c, next: {end: dua}}
"""

# rows, branches, arrows, ends: taken, and of how many
COUNTED = {
    # one row, one arrow to the end
    "one row": (P, "[p]", [1, 1], [0, 0], [1, 1], [1, 1]),
    # p -> q -> end; only the first is done
    "half way": (P + "- {id: q, activity: Lanjut, actor: b}\n", "[p]", [1, 2], [0, 0], [1, 2], [0, 1]),
    # p=Y -> q, p=N -> end, q -> end; N leads to the end at once
    "a decision": (ASKED, "[p=N]", [1, 2], [1, 2], [1, 3], [1, 1]),
    # q is skipped: neither its row nor its arrow to r is taken, but r and the end are
    "a skip": (OPTIONAL, "[p, {skip: q, note: x}, r]", [2, 3], [0, 0], [2, 3], [1, 1]),
    # the last row is skipped: the run ends, without its row and its arrow
    "a skip at the end": (
        P + "- {id: q, activity: Bila perlu, actor: b, optional: true}\n", "[p, {skip: q, note: x}]",
        [1, 2], [0, 0], [1, 2], [1, 1],
    ),
    # p=Y is undone and p=N done: Y and its arrow were not taken
    "an undone answer": (ASKED, "[p=Y, {undo: a, note: x}, p=N]", [1, 2], [1, 2], [1, 3], [1, 1]),
    # nothing is left of the only row
    "an undone row": (P + "- {id: q, activity: x, actor: b}\n", "[p, {undo: a, note: x}]", [0, 2], [0, 0], [0, 2], [0, 1]),
    # undone and done again counts once
    "done again": (P, "[p, {undo: a, note: x}, p]", [1, 1], [0, 0], [1, 1], [1, 1]),
    # refused is not done
    "a refusal": (P, "[{b: p, refused: not-authorized}]", [0, 1], [0, 0], [0, 1], [0, 1]),
    # p leads to q and r at once (two arrows), q to its own end, r is left open
    "two at once": (
        TWO, "[p, q]",
        [2, 3], [0, 0], [3, 4], [1, 2],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", COUNTED)
def test_ten_sops_are_counted_as_by_hand(name):
    rows, steps, *expected = COUNTED[name]
    definition = sop(rows)
    (scenario,) = read(f"sopflow: 1\nsop: uji\nscenarios:\n  - {{name: x, steps: {steps}}}\n", definition)
    flows = compiled(Procedure(definition))
    result = play(scenario, flows)
    assert result.passed, result.failure
    coverage = Coverage(flows[-1])
    coverage.add(result.rehearsal)
    record = coverage.record()
    assert [record[kind] for kind in ("rows", "branches", "arcs", "ends")] == expected
    taken, whole = (sum(side) for side in zip(*expected, strict=True))
    assert coverage.percent == pytest.approx(float(Fraction(100 * taken, whole)))


def test_a_way_through_a_skipped_row_is_no_pair():
    definition = sop(OPTIONAL)
    (scenario,) = read(
        "sopflow: 1\nsop: uji\nscenarios:\n  - {name: x, steps: [p, {skip: q, note: x}, r]}\n", definition
    )
    flows = compiled(Procedure(definition))
    coverage = Coverage(flows[-1])
    coverage.add(play(scenario, flows).rehearsal)
    assert coverage.missed("pairs") == ("p -> q", "q -> r")


@pytest.mark.parametrize(
    ("percent", "shown"), [(99.96, 99.9), (99.5, 99.5), (100.0, 100.0), (66.66666, 66.6), (0.3, 0.3)]
)
def test_a_percentage_is_never_shown_as_more_than_it_is(percent, shown):
    assert floored(percent) == shown


def test_neither_the_picture_nor_the_table_says_that_all_is_covered_where_it_is_not(monkeypatch):
    definition = sop("- {id: p, activity: P, actor: a}\n")
    coverage = Coverage(compiled(Procedure(definition))[-1])
    coverage.scenarios = 1
    monkeypatch.setattr(Coverage, "percent", 99.96)
    assert "99,9 %" in coverage_overlay(coverage, "id").title
    assert "99,9 %" in coverage_table(coverage, "id", 100)


HEAD = "sopflow: 1\nid: surat\ntitle: Surat\nversion: {version}\nactors: {{a: A, b: B, c: C}}\nsteps:\n"
FILE = "sopflow: 1\nsop: {sop}\nscenarios:\n  - {{name: x, steps: {steps}}}\n"


def lay(folder, name, rows, *, version="1", steps=None):
    folder.mkdir(exist_ok=True)
    rows = "".join(f"  {line}\n" for line in rows.splitlines())
    (folder / name).write_text(HEAD.format(version=version) + rows, "utf-8")
    if steps is not None:
        file = folder / name.replace(".yaml", ".scenarios.yaml")
        file.write_text(FILE.format(sop=name, steps=steps), "utf-8")


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    return tmp_path


def ran(capsys, *arguments):
    code = main(["test", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_two_sops_of_one_id_are_counted_apart(place, capsys):
    lay(place / "satu", "surat.yaml", P, steps="[p]")
    lay(place / "dua", "surat.yaml", ASKED, steps="[p=N]")
    code, out, _ = ran(capsys, ".", "--format", "json")
    report = json.loads(out)
    assert code == 0
    counts = {name: [one[k] for k in ("rows", "arcs")] for name, one in report["coverage"].items()}
    assert counts == {
        "surat (satu/surat.yaml)": [[1, 1], [1, 1]],
        "surat (dua/surat.yaml)": [[1, 2], [1, 3]],
    }
    assert {one["sop"] for one in report["results"]} == set(counts)


def test_two_versions_in_one_folder_are_counted_apart(place, capsys):
    lay(place, "lama.yaml", P, version="1", steps="[p]")
    lay(place, "baru.yaml", ASKED, version="2", steps="[p=N]")
    _, out, _ = ran(capsys, ".", "--format", "json")
    assert {name: one["rows"] for name, one in json.loads(out)["coverage"].items()} == {
        "surat (lama.yaml)": [1, 1],
        "surat (baru.yaml)": [1, 2],
    }


def test_one_file_by_two_names_is_one_sop(place):
    lay(place / "satu", "surat.yaml", P, steps="[p]")
    (place / "dua").mkdir()
    (place / "dua/surat.scenarios.yaml").write_text(FILE.format(sop="../satu/surat.yaml", steps="[p]"), "utf-8")
    (place / "pyproject.toml").touch()
    suite = Suite([place])
    assert [one.status for one in suite.play()] == ["passed", "passed"]
    assert [(name, one.scenarios) for name, one in suite.coverage.items()] == [("surat", 2)]


def test_an_sop_without_a_scenario_is_not_hidden_by_another_of_its_id(place, capsys):
    lay(place / "satu", "surat.yaml", P, steps="[p]")
    lay(place / "dua", "surat.yaml", P)
    code, _, err = ran(capsys, ".", "--fail-under", "100")
    assert code == 1
    assert "coverage of surat (dua/surat.yaml) 0 %, under 100 %" in err
    assert "satu" not in err


def test_an_sop_with_errors_is_not_taken_for_covered(place, capsys):
    lay(place, "surat.yaml", P, steps="[p]")
    lay(place, "lain.yaml", P.replace("actor: a", "actor: zz"), version="2")
    assert ran(capsys, ".")[0] == 0
    code, _, err = ran(capsys, ".", "--fail-under", "100")
    assert code == 1
    assert "lain.yaml: this SOP has errors, so its coverage is unknown" in err


def test_an_id_that_two_files_have_is_told_and_not_played(place, capsys):
    lay(place, "lama.yaml", P, version="1")
    lay(place, "baru.yaml", ASKED, version="2")
    (place / "surat.scenarios.yaml").write_text(FILE.format(sop="surat", steps="[auto]"), "utf-8")
    code, out, _ = ran(capsys, ".")
    assert code == 1
    assert 'error SOP518: the SOP "surat" is in several files: baru.yaml, lama.yaml' in out
    assert "sop: baru.yaml" in out  # nothing in the scenario tells them apart
    (place / "lama.scenarios.yaml").write_text(FILE.format(sop="surat", steps="[auto]"), "utf-8")
    assert "sop: lama.yaml" in ran(capsys, "lama.scenarios.yaml")[1]  # named alike
    (place / "lama.scenarios.yaml").write_text(FILE.format(sop="surat", steps="[p=Y, {b: q}]"), "utf-8")
    assert "sop: baru.yaml" in ran(capsys, "lama.scenarios.yaml")[1]  # its rows, whatever it is called
    (place / "lama.scenarios.yaml").unlink()
    assert main(["scenarios", "generate", "lama.yaml", "-o", "surat.scenarios.yaml", "--force"]) == 0
    assert ran(capsys, ".")[0] == 0


def test_a_scenario_that_fails_has_taken_nothing(place, capsys):
    lay(place, "surat.yaml", P, steps="[p, {expect: {status: running}}]")
    code, out, _ = ran(capsys, ".", "--format", "json")
    assert code == 1
    assert json.loads(out)["coverage"]["surat"]["rows"] == [0, 1]


@pytest.mark.parametrize("option", ["--fail-under", "--mutate-under"])
@pytest.mark.parametrize("text", ["nan", "inf", "-1", "101", "x"])
def test_what_is_no_percentage_is_refused(place, capsys, option, text):
    lay(place, "surat.yaml", P, steps="[p]")
    code, _, err = ran(capsys, ".", f"{option}={text}")
    assert code == 2
    assert "is not a percentage from 0 to 100" in err


def test_with_a_word_only_the_sops_that_it_selects_are_held(place, capsys):
    lay(place / "satu", "surat.yaml", P, steps="[p]")
    lay(place / "dua", "surat.yaml", P)
    assert ran(capsys, ".", "-k", "satu", "--fail-under", "100")[0] == 0
    code, _, err = ran(capsys, ".", "-k", "surat", "--fail-under", "100")
    assert (code, "dua/surat.yaml" in err) == (1, True)


def test_the_heading_does_not_round_up(place, capsys):
    lay(place, "surat.yaml", ASKED, steps="[p=Y, q]")
    _, out, _ = ran(capsys, ".")
    assert "1 scenario, coverage 75 %" in out  # rows 2/2, branches 1/2, arrows 2/3, ends 1/1: 6 of 8
