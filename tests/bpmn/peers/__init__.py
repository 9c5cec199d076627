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
    require_modules()
    return _answer([program, str(HERE / script)], asked)


def python(script: str, asked: object):
    """What a script in the Python of SpiffWorkflow says."""
    program = ROOT / ".peers/bin/python"
    if missing := [one for one in pinned() if not is_installed(one)]:
        services.lacking(", ".join(missing), PYTHON)
    return _answer([str(program), str(HERE / script)], asked)


def require_modules():
    """Skip, or in CI fail, where a package in JavaScript is not there."""
    names = json.loads((HERE / "package.json").read_text())["dependencies"]
    if missing := [one for one in names if not (HERE / "node_modules" / one / "package.json").is_file()]:
        services.lacking(", ".join(missing), MODULES)


def pinned():
    lines = (HERE / "requirements.txt").read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def is_installed(requirement: str) -> bool:
    """Whether the Python of the peers has this very version of a package."""
    name = f"{requirement.replace('==', '-')}.dist-info".casefold()
    return any(one.name.casefold() == name for one in ROOT.glob(".peers/lib/python*/site-packages/*.dist-info"))


def _answer(command, asked):
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout)
