"""The tables of a simulation name the people of called SOPs by their titles too."""

from __future__ import annotations

from sopflow.definition.loading import loads
from sopflow.flow.flow import Flow
from sopflow.simulate.office import Office
from sopflow.simulate.simulation import Simulation
from sopflow.simulate.telling import tables

CALLED = """sopflow: 1
id: anak
title: Anak
actors: {penyuluh: Penyuluh Lapangan, kasi: Kasi Anak}
steps:
  - {id: tinjau, activity: Meninjau., actor: penyuluh, inputs: [], duration: 1 jam, outputs: []}
"""
CALLER = """sopflow: 1
id: induk
title: Induk
actors: {kasi: Kepala Seksi}
steps:
  - {id: mulai, activity: Memulai., actor: kasi, inputs: [], duration: 1 jam, outputs: []}
  - {id: panggil, activity: Memanggil., call: anak, inputs: [], duration: "-", outputs: []}
"""


def test_everybody_has_a_title():
    called = loads(CALLED)
    flows = [Flow(called), Flow(loads(CALLER, others={"anak": called}))]
    found = Simulation(flows, {}, Office(), cases=5, seed=1).run()
    _, people = list(tables(found, flows, "id"))[:2]
    assert {row[0] for row in people[1]} == {"Penyuluh Lapangan", "Kepala Seksi"}
