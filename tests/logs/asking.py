"""Ask the peer, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from tests.services import lacking

_PEER = Path(__file__).with_name("peer.py")
COMMAND = "python3 -m venv VENV && VENV/bin/pip install pm4py; SOPFLOW_PM4PY=VENV/bin/python pytest tests/logs"


def asked(what: str, path: Path):
    """What pm4py finds in a file."""
    python = os.environ.get("SOPFLOW_PM4PY")
    if not python or not Path(python).exists():
        lacking("pm4py", COMMAND)
    out = path.with_name(path.name + ".found.json")
    plain = {"PATH": os.environ["PATH"], "HOME": str(path.parent), "MPLCONFIGDIR": str(path.parent)}
    subprocess.run(
        [str(python), str(_PEER), what, str(path), str(out)],
        check=True,
        capture_output=True,
        env=plain,
        timeout=900,
    )
    return json.loads(out.read_text("utf-8"))
