"""A day or a point in time in another form is told with the form in which it is read, and not with somebody else's."""

from __future__ import annotations

from datetime import date

import pytest

from sopflow import dates
from sopflow.cli import main
from sopflow.definition import instants
from sopflow.definition.loading import check_bytes
from sopflow.fields import Field

HEAD = "sopflow: 1\nid: uji\ntitle: Uji\nactors: {a: A}\nsteps:\n  - {id: s, activity: Kerja, actor: a}\n"
DAYS = [
    ("3 Peb 2026", ["2026-02-03"]),
    ("1/3/2026", ["2026-03-01", "2026-01-03"]),
    ("7-1-2022", ["2022-01-07", "2022-07-01"]),
    ("4.4.2026", ["2026-04-04"]),
    ("25/12/2026", ["2026-12-25"]),
    ("12/25/2026", ["2026-12-25"]),
    ("2026/3/1", ["2026-03-01"]),
    ("12-Mar-2024", ["2024-03-12"]),
    ("Senin, 2 Maret 2026", ["2026-03-02"]),
    ("March 1, 2026", ["2026-03-01"]),
    ("1 Nop. 2026", ["2026-11-01"]),
]
INSTANTS = [
    ("2026-03-02 08:00", ["2026-03-02 08:00 WIB"]),
    ("2026-03-02T08:00:30", ["2026-03-02 08:00:30 WIB"]),
    ("2 Maret 2026 pukul 8.30 wita", ["2026-03-02 08:30 WITA"]),
    ("1/3/2026 08:00", ["2026-03-01 08:00 WIB", "2026-01-03 08:00 WIB"]),
    ("2026-03-02", ["2026-03-02 08:00 WIB"]),
]


@pytest.mark.parametrize(("text", "meant"), DAYS)
def test_a_day_is_offered_as_it_is_read(text, meant):
    (told,) = check_bytes(f"{HEAD}identity: {{created: '{text}'}}\n".encode(), "x.yaml").findings
    assert told.code == "SOP107"
    for language in ("id", "en"):
        offered = told.hint(language).removeprefix("tulis ").removeprefix("write ")
        each = offered.replace(" atau ", " or ").split(" or ")
        assert [one.partition(" (")[0] for one in each] == meant
        assert [str(dates.parse(one.partition(" (")[2].rstrip(")"))) for one in each] == meant


@pytest.mark.parametrize(
    "text", ["kemarin", "Maret 2024", "31/2/2026", "3 Xyz 2026", "", "1/1/0000", "9" * 100_000]
)
def test_what_means_no_day_is_offered_none(text):
    assert dates.meant(text) == ()
    assert instants.meant(text) == ()


@pytest.mark.parametrize(("text", "meant"), INSTANTS)
def test_a_point_in_time_is_offered_as_it_is_read(text, meant):
    assert [*instants.meant(text)] == meant
    assert all(instants.parse(one) for one in meant)


@pytest.mark.parametrize("text", ["2026-03-02 25:00", "2026-03-02 08:00 PST", "2026-02-30 08:00"])
def test_what_would_be_another_time_is_not_offered(text):
    assert instants.meant(text) == ()


def test_a_scenario_is_told_its_own_time(tmp_path, capsys):
    (tmp_path / "uji.yaml").write_text(HEAD, encoding="utf-8")
    name = tmp_path / "uji.scenarios.yaml"
    name.write_text(
        "sopflow: 1\nsop: uji\nscenarios:\n  - name: satu\n    start: 2026-03-02 08:00\n    steps:\n      - a: s\n",
        encoding="utf-8",
    )
    assert main(["check", str(name), "--lang", "en"]) == 1
    told = capsys.readouterr().out
    assert "write it with its zone (WIB, WITA, WIT or UTC): 2026-03-02 08:00 WIB\n" in told
    assert "2024-" not in told


def test_a_field_tells_the_day_that_was_written_where_it_takes_it():
    field = Field("h", "Hari", "date", min="2026-02-01")
    assert field.parse("1/3/2026").expected.en == "2026-03-01 (1 March 2026)"
    assert field.parse("1/3/2025").expected.en.startswith("a date")
    assert field.parse(field.parse("1/3/2026").expected.en.partition(" ")[0]) == "2026-03-01"


@pytest.mark.parametrize(
    ("options", "said"),
    [(["instances", "--from", "1/3/2026"], "2026-03-01 (1 Maret 2026) atau 2026-01-03"), (["report", "--to", "3 Peb 2026"], "2026-02-03"),
     (["report", "--to", "besok"], "misalnya 2026-01-31"), (["start", "uji.yaml", "--by", "a", "--acted-at", "2026-03-02 08:00"], "2026-03-02 08:00 WIB")],
)  # fmt: skip
def test_an_option_is_told_its_own_day(options, said, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "uji.yaml").write_text(HEAD, encoding="utf-8")
    main([*options, "--db", "x.db", "--lang", "id"])
    assert said in "".join(capsys.readouterr())


def test_the_likeliest_day_comes_first_in_indonesia():
    assert dates.meant("1/3/2026")[0] == date(2026, 3, 1)
