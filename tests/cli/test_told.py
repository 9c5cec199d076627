"""What is said at the terminal to somebody who wrote something else than they meant."""

from __future__ import annotations

import pytest

from sopflow.cli import main

SOP = """sopflow: 1
id: uji
title: Uji
version: {version}
actors: {{a: A, b: B}}
may: {{migrate: [a]}}
steps:
  - {{id: s, activity: Memeriksa, actor: a, branches: {{Y: t, T: end}}}}
  - {{id: t, activity: Rasio a=b, actor: b}}
"""


@pytest.fixture
def started(folder, ask):
    (folder / "uji.yaml").write_text(SOP.format(version=1), "utf-8")
    return ask("start", "uji.yaml", "--by", "a")["id"]


@pytest.mark.parametrize("text", ["s=Y", "1=Y", "Memeriksa = Y", "kunjungi=Y"])
def test_an_answer_behind_a_row_is_said_to_be_written_with_outcome(run, started, text):
    row = text.partition("=")[0].strip()
    code, _, err = run("complete", started, text, "--by", "a", "--lang", "en")
    assert (code, err.strip()) == (
        2, f'there is no row "{text}"; an answer is written with --outcome: {row} --outcome Y',
    )  # fmt: skip
    code, _, err = run("complete", started, text, "--by", "a", "--lang", "id")
    assert (code, f"jawaban ditulis dengan --outcome: {row} --outcome Y" in err) == (2, True)
    assert "--outcome" not in run("claim", started, text, "--by", "a", "--lang", "en")[2]


def test_an_answer_as_a_word_of_its_own_is_said_to_be_written_with_outcome(run, started):
    code, _, err = run("complete", started, "s", "Y", "--by", "a", "--lang", "en")
    assert (code, err.splitlines()[-1]) == (
        2, 'sopflow complete: error: "Y" is not known here; an answer is written with --outcome: --outcome Y',
    )  # fmt: skip
    err = run("complete", started, "s", "Y", "--by", "a", "--lang", "id")[2]
    assert (
        err.splitlines()[-1]
        == 'sopflow complete: "Y" tidak dikenal; jawaban ditulis dengan --outcome: --outcome Y'
    )
    assert "--outcome Y" not in run("claim", started, "s", "Y", "--by", "a", "--lang", "en")[2]


def test_a_row_whose_activity_has_the_sign_is_meant_by_it(ask, started):
    ask("complete", started, "s", "--outcome", "Y", "--by", "a")
    assert ask("complete", started, "Rasio a=b", "--by", "b")["status"] == "completed"


def test_a_migration_to_the_version_on_which_all_are_says_so(run, started, folder):
    for words in ((), ("--dry-run",)):
        code, out, _ = run("migrate", "uji.yaml", "--by", "a", "--lang", "en", *words)
        assert (code, out.strip()) == (
            0,
            (
                "no unfinished instance is on a version other than 1; version 1 is in the database already: "
                "give uji.yaml another version number (version: …) if it is the new version"
            ),
        )
    assert (
        "beri nomor versi lain di dalamnya (version: …)"
        in run("migrate", "uji.yaml", "--by", "a", "--lang", "id")[1]
    )
    out = run("migrate", "uji", "--by", "a", "--lang", "en")[1]
    assert out.strip() == "no unfinished instance is on a version other than 1"
    (folder / "uji.yaml").write_text(SOP.format(version=2), "utf-8")
    assert "1 instance moved to version 2, 0 stay" in run("migrate", "uji.yaml", "--by", "a", "--lang", "en")[1]
    assert "write another" not in run("migrate", "uji", "--to", "2", "--by", "a", "--lang", "en")[1]


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "sopflow record INSTANCE --db r.db"), ("id", "sopflow record PROSES --db r.db")]
)
def test_a_database_in_the_place_of_a_journal_is_known(folder, capsys, lang, said):
    assert main(["start", "pengawalan.yaml", "--by", "camat", "--db", "r.db"]) == 0
    whole = (folder / "r.db").read_bytes()
    capsys.readouterr()
    for words in (
        ("record", "r.db"), ("replay", "r.db", "--against", "pengawalan.yaml"), ("run", "pengawalan.yaml", "--auto", "--journal", "r.db"),
    ):  # fmt: skip
        assert main([*words, "--lang", lang]) == 1
        assert said in capsys.readouterr().err
    assert (folder / "r.db").read_bytes() == whole


def test_a_log_of_which_no_case_fits_is_not_said_to_be_empty(folder, capsys):
    (folder / "log.csv").write_text("case,activity,timestamp\n1,Lain sekali,2026-01-05T09:00:00+07:00\n", "utf-8")
    words = ["record", "log.csv", "--against", "pengawalan.yaml", "--lang"]
    assert main([*words, "en"]) == 1
    err = capsys.readouterr().err
    assert "log.csv: no case fits the SOP, so nothing was written" in err
    assert "there are no events" not in err
    assert main([*words, "id"]) == 1
    assert "tidak ada kasus yang sesuai SOP, jadi tidak ada yang ditulis" in capsys.readouterr().err
