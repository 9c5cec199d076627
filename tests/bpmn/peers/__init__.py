"""Programs of others that read BPMN, each in a process of its own."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests import services

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
MODULES = "npm ci --prefix tests/bpmn/peers --ignore-scripts"
PYTHON = "python3 -m venv .peers && .peers/bin/pip install -r tests/bpmn/peers/requirements.txt"


def node(script: str, asked: object):
    """What a script in JavaScript says."""
    program = services.program("node", command="apt-get install nodejs npm")
    if not (HERE / "node_modules").is_dir():
        services.lacking("BPMN tools", MODULES)
    return _answer([program, str(HERE / script)], asked)


def python(script: str, asked: object):
    """What a script in the Python of SpiffWorkflow says."""
    program = ROOT / ".peers/bin/python"
    if not program.is_file():
        services.lacking("SpiffWorkflow", PYTHON)
    return _answer([str(program), str(HERE / script)], asked)


def _answer(command, asked):
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout)
