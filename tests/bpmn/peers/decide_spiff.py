"""Which branch SpiffWorkflow takes of a row that data decide: JSON on standard input and output."""

from __future__ import annotations

import json
import logging
import sys

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.exceptions import WorkflowException
from SpiffWorkflow.util.task import TaskState


def taken(spec, fields):
    workflow = BpmnWorkflow(spec)
    workflow.do_engine_steps()
    (task,) = workflow.get_tasks(state=TaskState.READY)
    task.set_data(fields=fields)
    try:
        task.run()
        workflow.do_engine_steps()
    except WorkflowException:
        return None
    return workflow.get_tasks(state=TaskState.READY)[0].task_spec.bpmn_id


def main():
    logging.disable(logging.CRITICAL)
    found = []
    for one in json.load(sys.stdin):
        parser = BpmnParser()
        parser.add_bpmn_xml(etree.fromstring(one["text"].encode()), "x")
        spec = parser.get_spec(one["process"])
        found.append([taken(spec, fields) for fields in one["cases"]])
    json.dump(found, sys.stdout)


main()
