"""What other simulators find. They run in a Python of their own and are never imported.

python -m venv VENV && VENV/bin/pip install prosimos ciw
SOPFLOW_SIMULATORS=VENV/bin/python pytest tests/simulate
"""

from __future__ import annotations

import csv
import json
import statistics
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

BPMN = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x">
<process id="p" isExecutable="false">
{nodes}
{flows}</process></definitions>"""
ALWAYS = [{"from": "MONDAY", "to": "SUNDAY", "beginTime": "00:00:00.000", "endTime": "23:59:59.999999"}]
START = datetime(2026, 3, 2, tzinfo=UTC)
FOREVER = 1e9


def prosimos(asked):
    """The lead time of each case, in minutes: rows one after the other, each of one actor, all lengths fixed."""
    names = ["begin", *(row["id"] for row in asked["rows"]), "over"]
    asked["kinds"] = {"begin": "startEvent", "over": "endEvent"}
    asked["flows"] = [[f"f{at}", *ends] for at, ends in enumerate(zip(names, names[1:], strict=False))]
    ended = {}
    for case, _, _, end in _happened(asked):
        ended[case] = max(ended.get(case, 0), end)
    return [ended[case] - case * asked["every"] for case in sorted(ended)]


def branching(asked):
    """For each of some experiments: the mean lead time, and of each row how often a case came there, and how long it waited,
    in minutes; with gateways, probabilities, and lengths that are exponential."""
    import random

    import numpy

    found = []
    for seed in range(asked["trials"]):
        random.seed(seed)
        numpy.random.seed(seed)
        begun, ended, waits = {}, {}, {row["id"]: [] for row in asked["rows"]}
        for case, row, (enabled, start), end in _happened(asked):
            begun[case] = min(begun.get(case, FOREVER), enabled)
            ended[case] = max(ended.get(case, 0), end)
            waits[row].append(start - enabled)
        said = {"lead": statistics.fmean(ended[case] - begun[case] for case in ended)}
        for row, all_of_it in waits.items():
            said |= {f"{row} count": len(all_of_it) / len(ended), f"{row} waits": statistics.fmean(all_of_it)}
        found.append(said)
    return found


def _length(minutes, asked):
    if asked.get("lengths") == "exponential":
        params = [{"value": one} for one in (minutes * 60, 0, FOREVER)]
        return {"distribution_name": "expon", "distribution_params": params}
    return {"distribution_name": "fix", "distribution_params": [{"value": minutes * 60}]}


def _happened(asked):
    """Each row that was done: the case, the row, when it was enabled and begun, when it ended, in minutes."""
    from prosimos.simulation_engine import run_simulation

    rows, people, kinds = asked["rows"], asked["people"], asked["kinds"]
    of = {row["actor"]: [one["id"] for one in rows if one["actor"] == row["actor"]] for row in rows}
    settings = {
        "resource_profiles": [
            {
                "id": f"pool {actor}", "name": actor,
                "resource_list": [
                    {"id": f"{actor} {at}", "name": f"{actor} {at}", "cost_per_hour": 1, "amount": 1, "calendar": "always", "assignedTasks": done}
                    for at in range(people[actor])
                ],
            }
            for actor, done in of.items()
        ],
        "arrival_time_distribution": _length(asked["every"], asked),
        "arrival_time_calendar": ALWAYS,
        "gateway_branching_probabilities": [
            {"gateway_id": gateway, "probabilities": [{"path_id": flow, "value": part} for flow, part in parts.items()]}
            for gateway, parts in asked.get("probabilities", {}).items()
        ],
        "task_resource_distribution": [
            {
                "task_id": row["id"],
                "resources": [
                    {"resource_id": f"{row['actor']} {at}", **_length(row["minutes"], asked)}
                    for at in range(people[row["actor"]])
                ],
            }
            for row in rows
        ],
        "resource_calendars": [{"id": "always", "name": "always", "time_periods": ALWAYS}],
        "event_distribution": [],
        "batch_processing": [],
        "case_attributes": [],
        "prioritisation_rules": [],
    }  # fmt: skip
    kinds = {**kinds, **{row["id"]: "task" for row in rows}}
    nodes = [
        f'<{kind} id="{name}" name="{name}">'
        + "".join(f"<incoming>{flow}</incoming>" for flow, _, target in asked["flows"] if target == name)
        + "".join(f"<outgoing>{flow}</outgoing>" for flow, source, _ in asked["flows"] if source == name)
        + f"</{kind}>"
        for name, kind in kinds.items()
    ]
    flows = [f'<sequenceFlow id="{one}" sourceRef="{a}" targetRef="{b}"/>' for one, a, b in asked["flows"]]
    with tempfile.TemporaryDirectory() as folder:
        model, parameters, log = (Path(folder) / name for name in ("m.bpmn", "p.json", "log.csv"))
        model.write_text(BPMN.format(nodes="\n".join(nodes), flows="\n".join(flows)), "utf-8")
        parameters.write_text(json.dumps(settings), "utf-8")
        run_simulation(str(model), str(parameters), asked["cases"], None, str(log), START.isoformat())
        lines = list(csv.DictReader(log.read_text("utf-8").splitlines()))
    at = lambda text: (datetime.fromisoformat(text) - START).total_seconds() / 60  # noqa: E731
    return [
        (
            int(one["case_id"]),
            one["activity"],
            (at(one["enable_time"]), at(one["start_time"])),
            at(one["end_time"]),
        )
        for one in lines
    ]


def ciw(asked):
    """The interval in which the mean time in an M/M/c queue is by 99 of 100 such experiments, in minutes."""
    import ciw

    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(1 / asked["every"])],
        service_distributions=[ciw.dists.Exponential(1 / asked["minutes"])],
        number_of_servers=[asked["people"]],
    )
    means = []
    for seed in range(asked["trials"]):
        ciw.seed(seed)
        simulation = ciw.Simulation(network)
        simulation.simulate_until_max_customers(asked["cases"], method="Finish")
        means.append(statistics.fmean(r.waiting_time + r.service_time for r in simulation.get_all_records()))
    half = 2.861 * statistics.stdev(means) / len(means) ** 0.5  # of t with 19 degrees of freedom
    return [statistics.fmean(means) - half, statistics.fmean(means) + half]


if __name__ == "__main__":
    found = {"prosimos": prosimos, "branching": branching, "ciw": ciw}[sys.argv[1]](
        json.loads(Path(sys.argv[2]).read_text("utf-8"))
    )
    Path(sys.argv[3]).write_text(json.dumps(found), "utf-8")
