"""What pm4py makes of a log. It runs in a Python of its own, and is never imported: pm4py is AGPL.

    python -m venv VENV && VENV/bin/pip install pm4py
    SOPFLOW_PM4PY=VENV/bin/python pytest tests/logs

About 170 MB come from the index (numpy, pandas, scipy), 550 MB on disk.
"""

from __future__ import annotations

import json
import sys


def xes(path):
    import pm4py

    frame = pm4py.convert_to_dataframe(pm4py.read_xes(path))
    found = {}
    for name, activity, at in zip(
        frame["case:concept:name"], frame["concept:name"], frame["time:timestamp"], strict=True
    ):
        found.setdefault(name, []).append([activity, at.isoformat(timespec="milliseconds")])
    return found


def ocel(path):
    import pm4py

    log = pm4py.read_ocel2_json(path)
    events = log.events
    relations = log.relations
    return {
        "events": [
            [name, activity, at.isoformat(timespec="milliseconds")]
            for name, activity, at in zip(
                events["ocel:eid"], events["ocel:activity"], events["ocel:timestamp"], strict=True
            )
        ],
        "relations": [
            list(one)
            for one in zip(
                relations["ocel:eid"], relations["ocel:oid"], relations["ocel:type"], relations["ocel:qualifier"],
                strict=True,
            )
        ],
        "objects": dict(zip(log.objects["ocel:oid"], log.objects["ocel:type"], strict=True)),
    }  # fmt: skip


def as_xml(path):
    """The same log, written as XML beside it."""
    import pm4py

    pm4py.write_ocel2_xml(pm4py.read_ocel2_json(path), path.replace(".jsonocel", ".xmlocel"))
    return {}


def align(path):
    """What each trace costs on a net: moves of the log and of the model cost one each, silent ones nothing."""
    from pm4py.algo.conformance.alignments.petri_net import algorithm
    from pm4py.objects.log.obj import Event, Trace
    from pm4py.objects.petri_net.obj import Marking, PetriNet
    from pm4py.objects.petri_net.utils.petri_utils import add_arc_from_to

    with open(path, encoding="utf-8") as file:  # noqa: PTH123
        asked = json.load(file)
    net = PetriNet("net")
    places = {}
    for name in asked["places"]:
        places[name] = PetriNet.Place(name)
        net.places.add(places[name])
    for number, (label, before, after) in enumerate(asked["transitions"]):
        one = PetriNet.Transition(f"t{number}", label)
        net.transitions.add(one)
        for name in before:
            add_arc_from_to(places[name], one, net)
        for name in after:
            add_arc_from_to(one, places[name], net)
    begin, end = Marking({places[asked["begin"]]: 1}), Marking({places[asked["end"]]: 1})
    found = []
    for labels in asked["traces"]:
        trace = Trace([Event({"concept:name": label}) for label in labels])
        found.append(algorithm.apply_trace(trace, net, begin, end)["cost"] // 10_000)
    return found


def report(path):
    """What it says of logs with whole lifecycles: ways, rework, hand-overs, and times in seconds."""
    with open(path, encoding="utf-8") as file:  # noqa: PTH123
        return [_reported(one) for one in json.load(file)]


def _reported(path):
    import pm4py

    frame = pm4py.convert_to_dataframe(pm4py.read_xes(path))
    frame["concept:name"] = frame["sop:row"]
    done = frame[frame["lifecycle:transition"] == "complete"]
    over = done[done["case:sop:status"] == "completed"]
    whole = frame[frame["case:sop:status"] == "completed"]
    again = set()
    for row in over["sop:row"].unique():
        kept = pm4py.filter_activities_rework(over, row, min_occurrences=2)
        again |= set(kept["case:concept:name"].unique())
    people = done.copy()
    people["concept:name"] = people["sop:actor"]
    counts = pm4py.discover_dfg(people)[0]
    times = pm4py.discover_performance_dfg(people, perf_aggregation_key="mean")[0]
    durations = pm4py.get_all_case_durations(whole)
    return {
        "ways": [[list(way), count] for way, count in pm4py.get_variants(over).items()],
        "counts": done["sop:row"].value_counts().to_dict(),
        "reworked": len(again),
        "hand_overs": [[*pair, count, times[pair]["mean"] if isinstance(times[pair], dict) else times[pair]] for pair, count in counts.items()],
        "durations": sorted(durations),
        "working": _lengths(frame, "start", "complete"),
        "waiting": _lengths(frame, "schedule", "start"),
        "whole": _lengths(frame, "schedule", "complete"),
    }  # fmt: skip


def _lengths(frame, begin, end):
    """How long rows that were done took from one stage to another on average, as its intervals are."""
    import pm4py
    from pm4py.objects.log.util import interval_lifecycle

    opening = ["case:concept:name", "sop:row", "sop:visit"]
    done = frame.groupby(opening)["lifecycle:transition"].transform(lambda stages: (stages == "complete").any())
    kept = frame[done & frame["lifecycle:transition"].isin([begin, end])].copy()
    kept["lifecycle:transition"] = kept["lifecycle:transition"].map({begin: "start", end: "complete"})
    log = interval_lifecycle.to_interval(pm4py.convert_to_event_log(kept))
    return pm4py.get_service_time(pm4py.convert_to_dataframe(log), start_timestamp_key="start_timestamp")


if __name__ == "__main__":
    what = {"xes": xes, "ocel": ocel, "align": align, "as_xml": as_xml, "report": report}[sys.argv[1]]
    result = what(sys.argv[2])
    with open(sys.argv[3], "w", encoding="utf-8") as out:  # noqa: PTH123
        json.dump(result, out)
