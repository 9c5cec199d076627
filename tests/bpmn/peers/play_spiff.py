"""Plays traces in SpiffWorkflow: JSON on standard input, what differed on standard output. In a process of its own, with a
Python of its own."""

from __future__ import annotations

import json
import logging
import sys
from collections import Counter

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser, BpmnValidator
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import MultiInstanceTask
from SpiffWorkflow.bpmn.util.event import BpmnEvent
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

VALIDATOR = BpmnValidator()


class Differs(Exception):
    pass


class Run:
    def __init__(self, spec, others, rows):
        self.workflow = BpmnWorkflow(spec, others)
        self.rows = set(rows)
        self.workflow.do_engine_steps()

    def open(self):
        """The rows at which a token stands, with their lanes."""
        found = []
        for task in self.workflow.get_tasks(
            state=TaskState.READY | TaskState.WAITING | TaskState.STARTED, skip_subprocesses=True
        ):
            spec = task.task_spec
            is_part = (
                isinstance(getattr(task.parent, "task_spec", None), MultiInstanceTask)
                and spec.bpmn_id == task.parent.task_spec.bpmn_id
            )
            if spec.bpmn_id in self.rows and not is_part and not spec.name.endswith("BoundaryEventSplit"):
                parts = (
                    {child.task_spec.lane for child in task.children if child.task_spec.bpmn_id == spec.bpmn_id}
                    if isinstance(spec, MultiInstanceTask)
                    else {spec.lane}
                )
                found.append((spec.bpmn_id, parts.pop() if len(parts) == 1 else sorted(map(str, parts))))
        return found

    def tasks(self, name):
        return [
            task
            for task in self.workflow.get_tasks(state=TaskState.READY | TaskState.WAITING, skip_subprocesses=True)
            if task.task_spec.bpmn_id == name and not isinstance(task.task_spec, MultiInstanceTask)
        ]

    def do(self, step):
        how, row, fields = step["how"], step["row"], step.get("fields", {})
        if how == "cancel":
            self.workflow.cancel()
        elif how == "call":
            self.called(row, step["outcome"], fields)
        elif how == "message":
            self.workflow.catch(BpmnEvent(MessageEventDefinition(step["message"]), {}, []))
        elif how == "time":
            self.fire(step["timer"])
        else:
            ready = [task for task in self.tasks(row) if task.state == TaskState.READY]
            if not ready:
                raise Differs(f"{row} is not ready")
            ready[0].set_data(outcome=step["outcome"], fields=fields)
            ready[0].run()
        self.workflow.do_engine_steps()
        for passed in step.get("passed", ()):
            self.do({"how": "done", "row": passed, "outcome": "done", "fields": fields})

    def fire(self, name):
        waiting = self.tasks(name)
        if not waiting:
            raise Differs(f"{name} is not waiting")
        task = waiting[0]
        task._set_internal_data(event_fired=True)
        task.task_spec._update(task)

    def called(self, row, outcome, fields):
        inner = [t for t in self.workflow.get_tasks(state=TaskState.READY) if t.task_spec.bpmn_id == "kerja_anak"]
        if not inner:
            raise Differs(f"{row} does not run what it calls")
        inner[0].set_data(outcome=outcome, fields=fields)
        inner[0].run()


def played(spec, others, scenario, rows):
    run = Run(spec, others, rows)
    check(run, scenario["open"], "start")
    for at, step in enumerate(scenario["steps"], start=1):
        run.do(step)
        check(run, step["open"], f"step {at} {step['row']}={step['outcome']}")
    if run.workflow.completed != scenario["over"]:
        raise Differs(f"over: {run.workflow.completed}")
    ended = {
        t.task_spec.bpmn_name.partition(", lanjut: ")[0]
        for t in run.workflow.get_tasks(state=TaskState.COMPLETED, skip_subprocesses=True)
        if type(t.task_spec).__name__ == "EndEvent"
    }
    if scenario["end"] is not None and scenario["end"] not in ended:
        raise Differs(f"ends: {sorted(map(str, ended))}, not {scenario['end']}")


def check(run, wanted, where):
    found = run.open()
    if Counter(name for name, _ in found) != Counter(name for name, _ in wanted):
        raise Differs(f"{where}: open {sorted(n for n, _ in found)}, not {sorted(n for n, _ in wanted)}")
    lanes = {name: lane for name, lane in wanted if lane is not None}
    for name, lane in found:
        if name in lanes and lanes[name] != lane:
            raise Differs(f"{where}: {name} in lane {lane!r}, not {lanes[name]!r}")


def main():
    logging.disable(logging.CRITICAL)
    results = []
    for one in json.load(sys.stdin):
        try:
            parser = BpmnParser(validator=VALIDATOR)
            for name, text in one["files"].items():
                parser.add_bpmn_xml(etree.fromstring(text.encode()), name)
            spec = parser.get_spec(one["process"])
            others = parser.get_subprocess_specs(one["process"])
        except Exception as problem:
            results.append([one["id"], None, f"not read: {type(problem).__name__} {problem}"])
            continue
        for scenario in one["scenarios"]:
            said = None
            try:
                played(spec, others, scenario, one["rows"])
            except Differs as problem:
                said = str(problem)
            except Exception as problem:
                said = f"{type(problem).__name__}: {problem}"
            results.append([one["id"], scenario["name"], said])
    json.dump(results, sys.stdout)


main()
