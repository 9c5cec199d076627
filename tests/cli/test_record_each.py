"""A run that called an SOP for each record of a list is recorded with what was done in each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

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
