"""A run that called an SOP for each record of a list is recorded with what was done in each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

import sopflow
from sopflow.cli import main
from sopflow.sql import SQLStore
from tests.engine.test_for_each import LICENCE, PLACES, VISIT, begun, definitions, end
from tests.sop import engine_for


def test_what_was_done_in_each_called_sop_is_in_the_scenario_and_plays(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    licence = LICENCE.replace("OPTIONAL", "").replace("    UNTIL\n", "").replace(", FILLS]", "]")
    (tmp_path / "izin.yaml").write_text(licence.lstrip(), "utf-8")
    (tmp_path / "kunjungan.yaml").write_text(VISIT.lstrip(), "utf-8")
    parent, visit = definitions()
    clock = sopflow.ManualClock(datetime(2026, 3, 12, 8, tzinfo=UTC))
    engine = engine_for(visit, parent, store=SQLStore("p.db"), clock=clock)
    run, (first, second, third) = begun(engine, PLACES)
    # in turns: begun in one, done in another, then the first again
    engine.complete(third, "lihat", "petugas", fields={"catatan": "c"})
    clock.advance(timedelta(hours=1))
    engine.complete(second, "lihat", "petugas", fields={"catatan": "b"})
    clock.advance(timedelta(hours=1))
    engine.complete(third, "nilai", "petugas", "N")
    clock.advance(timedelta(hours=1))
    engine.complete(second, "nilai", "petugas", "Y")
    end(engine, first, "Y", "a")
    assert engine.instance(run).open_row("kunjungi") is None
    assert main(["record", run, "--db", "p.db", "--lang", "en", "-o", "izin.scenarios.yaml"]) == 0, (
        capsys.readouterr()
    )
    text = (tmp_path / "izin.scenarios.yaml").read_text("utf-8")
    assert [text.count(f"in: kunjungi={one['alamat']}") for one in PLACES] == [2, 2, 2]
    order = [text.index(f"kunjungi={one['alamat']}") for one in (PLACES[2], PLACES[1], PLACES[0])]
    assert order == sorted(order)
    assert main(["test", "izin.scenarios.yaml"]) == 0, capsys.readouterr()


def recorded(tmp_path, keys):
    """The exit of `record`, of a run for records with these keys of which the last was done first."""
    licence = LICENCE.replace("OPTIONAL", "").replace("    UNTIL\n", "").replace(", FILLS]", "]")
    (tmp_path / "izin.yaml").write_text(licence.lstrip(), "utf-8")
    (tmp_path / "kunjungan.yaml").write_text(VISIT.lstrip(), "utf-8")
    parent, visit = definitions()
    engine = engine_for(visit, parent, store=SQLStore("p.db"))
    run, children = begun(engine, [{"alamat": key} for key in keys])
    for number, child in enumerate(reversed(children)):
        end(engine, child, "Y" if number else "N", f"yang ke-{number}")
    return main(["record", run, "--db", "p.db", "--lang", "en", "-o", "izin.scenarios.yaml"])


@pytest.mark.parametrize(
    "keys",
    [
        ("a", "a "), ("a  b", "a b", " a b"), ("a", "a ", "a (2)"), ("a (2)", "a", "a "), ("x\u200b", "x"),
        ("\u00ad\u200bx", "\u200bx"), ("\u202ea=b", "c: #d", "[e"),
    ],
)  # fmt: skip
def test_keys_that_read_alike_or_are_not_seen_are_told_apart_in_the_scenario(keys, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert recorded(tmp_path, keys) == 0, capsys.readouterr()
    assert main(["test", "izin.scenarios.yaml"]) == 0, capsys.readouterr()


def test_keys_that_no_file_can_tell_apart_are_said(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert recorded(tmp_path, ("x\u200b", "x\u00ad")) == 1
    said = capsys.readouterr().err
    assert "does not pass when it is played" in said
    assert "alamat" in said
