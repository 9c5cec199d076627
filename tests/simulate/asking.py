"""Ask other simulators, in a process of their own."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from tests.services import lacking

_PEER = Path(__file__).with_name("peer.py")
COMMAND = "python3 -m venv VENV && VENV/bin/pip install prosimos ciw; SOPFLOW_SIMULATORS=VENV/bin/python pytest tests/simulate"


def asked(what, folder, **question):
    """What a simulator finds."""
    python = os.environ.get("SOPFLOW_SIMULATORS")
    if not python or not Path(python).exists():
        lacking("prosimos and ciw", COMMAND)
    path, out = folder / f"{what}.json", folder / f"{what}.found.json"
    path.write_text(json.dumps(question), "utf-8")
    plain = {"PATH": os.environ["PATH"], "HOME": str(folder), "MPLCONFIGDIR": str(folder)}
    subprocess.run(
        [str(python), str(_PEER), what, str(path), str(out)],
        check=True,
        capture_output=True,
        env=plain,
        timeout=600,
    )
    return json.loads(out.read_text("utf-8"))
