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
<process id="p" isExecutable="false"><startEvent id="begin"><outgoing>f0</outgoing></startEvent>
{tasks}<endEvent id="over"><incoming>f{last}</incoming></endEvent>
{flows}</process></definitions>"""


def prosimos(asked):
    """The lead time of each case, in minutes: rows one after the other, each of one actor, all lengths fixed."""
    from prosimos.simulation_engine import run_simulation

    rows = asked["rows"]
    names = ["begin", *(row["id"] for row in rows), "over"]
    tasks = "".join(
        f'<task id="{row["id"]}" name="{row["id"]}"><incoming>f{at}</incoming><outgoing>f{at + 1}</outgoing></task>\n'
        for at, row in enumerate(rows)
    )
    flows = "".join(
        f'<sequenceFlow id="f{at}" sourceRef="{one}" targetRef="{other}"/>\n'
        for at, (one, other) in enumerate(zip(names, names[1:], strict=False))
    )
    always = [{"from": "MONDAY", "to": "SUNDAY", "beginTime": "00:00:00.000", "endTime": "23:59:59.999999"}]
    actors = {row["actor"]: [one["id"] for one in rows if one["actor"] == row["actor"]] for row in rows}
    fixed = lambda minutes: {"distribution_name": "fix", "distribution_params": [{"value": minutes * 60}]}  # noqa: E731
    settings = {
        "resource_profiles": [
            {
                "id": f"pool {actor}", "name": actor,
                "resource_list": [
                    {"id": f"{actor} {at}", "name": f"{actor} {at}", "cost_per_hour": 1, "amount": 1, "calendar": "always", "assignedTasks": done}
                    for at in range(asked["people"][actor])
                ],
            }
            for actor, done in actors.items()
        ],
        "arrival_time_distribution": fixed(asked["every"]),
        "arrival_time_calendar": always,
        "gateway_branching_probabilities": [],
        "task_resource_distribution": [
            {
                "task_id": row["id"],
                "resources": [
                    {"resource_id": f"{row['actor']} {at}", **fixed(row["minutes"])}
                    for at in range(asked["people"][row["actor"]])
                ],
            }
            for row in rows
        ],
        "resource_calendars": [{"id": "always", "name": "always", "time_periods": always}],
        "event_distribution": [],
        "batch_processing": [],
        "case_attributes": [],
        "prioritisation_rules": [],
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        model, parameters, log = (Path(folder) / name for name in ("m.bpmn", "p.json", "log.csv"))
        model.write_text(BPMN.format(tasks=tasks, flows=flows, last=len(rows)), "utf-8")
        parameters.write_text(json.dumps(settings), "utf-8")
        start = datetime(2026, 3, 2, tzinfo=UTC)
        run_simulation(str(model), str(parameters), asked["cases"], None, str(log), start.isoformat())
        ended = {}
        for line in csv.DictReader(log.read_text("utf-8").splitlines()):
            at = datetime.fromisoformat(line["end_time"])
            case = int(line["case_id"])
            ended[case] = max(ended.get(case, start), at)
    return [(ended[case] - start).total_seconds() / 60 - case * asked["every"] for case in sorted(ended)]


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
    found = {"prosimos": prosimos, "ciw": ciw}[sys.argv[1]](json.loads(Path(sys.argv[2]).read_text("utf-8")))
    Path(sys.argv[3]).write_text(json.dumps(found), "utf-8")
