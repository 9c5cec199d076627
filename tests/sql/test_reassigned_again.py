"""Whom the SOP names to give a row to another: that is decided again as it was, with a directory and without one."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.people.loading import check_bytes
from sopflow.sql import SQLStore, audit
from tests.sop import sop

NAMED = sop(
    "- {id: baca, activity: Membaca, actor: [camat, petugas]}",
    head="actors: {camat: Camat, kasi: Kasi, petugas: Petugas}\nmay: {start: [anyone], reassign: [kasi, starter]}",
)
OFFICE = """
sopflow: 1
directory: kantor
title: Kantor
time_zone: Asia/Jakarta
units: {u: Unit}
positions: {camat: Camat, kasi: Kasi, petugas: Petugas}
people:
  ani: {name: Ani, holds: {position: petugas, unit: u, from: 2020-01-02}}
  budi: {name: Budi, holds: {position: kasi, unit: u, from: 2020-01-02}}
  citra: {name: Citra, holds: {position: camat, unit: u, from: 2020-01-02}}
  siti: {name: Siti}
"""


@pytest.mark.parametrize(
    ("people", "starter", "by", "to"),
    [
        (None, "tamu", "kasi", "petugas"),
        (None, "tamu", "tamu", "petugas"),
        (OFFICE, "siti", "budi", "ani"),
        (OFFICE, "siti", "siti", "ani"),
        (OFFICE.replace("ani:", "camat:"), "siti", "siti", "camat"),
    ],
)
def test_a_row_that_was_given_by_whom_the_sop_names_is_decided_the_same(tmp_path, people, starter, by, to):
    store = SQLStore(tmp_path / "proses.db")
    directory = check_bytes(people.encode(), "kantor.directory.yaml").required() if people else None
    engine = sopflow.Engine(store, directory=directory)
    engine.register(NAMED)
    run = engine.start("uji", starter)
    engine.reassign(run.id, "baca", by, to)
    assert [one.problem for one in audit(store, decide=True) if one.problem] == []
    store.close()


def test_a_row_that_was_given_to_whoever_is_that_actor_in_the_case_is_decided_the_same(tmp_path):
    store = SQLStore(tmp_path / "proses.db")
    engine = sopflow.Engine(store)
    engine.register(NAMED)
    run = engine.start("uji", "tamu", people={"petugas": ["ani", "budi"]})
    engine.reassign(run.id, "baca", "kasi", "budi")
    assert [one.problem for one in audit(store, decide=True) if one.problem] == []
    engine.complete(run.id, "baca", "budi")
    assert [one.problem for one in audit(store, decide=True) if one.problem] == []
    store.close()
