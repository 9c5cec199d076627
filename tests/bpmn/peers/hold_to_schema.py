"""Holds files to the XML schema of BPMN 2.0, which SpiffWorkflow ships: JSON on standard input, what is wrong on standard output."""

from __future__ import annotations

import json
import sys

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnValidator

VALIDATOR = BpmnValidator()
found = []
for one in json.load(sys.stdin):
    try:
        VALIDATOR.validate(etree.fromstring(one["text"].encode()), one["id"])
    except Exception as problem:
        found.append([one["id"], one["dialect"], str(problem)])
json.dump(found, sys.stdout)
