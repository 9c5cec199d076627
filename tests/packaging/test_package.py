"""What is shipped: the examples run, imports stay light."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("embed", "refused (not-authorized)"),
        ("calling", "completed terbit"),
        ("host_transaction", "still at revision 1"),
        ("office", "completed perintah_camat by hadi a.n. kec-ciledug/kasi_trantib farah"),
        ("directory_in_a_table", "tanda_tangan: budi, Plt. utara/camat"),
    ],
)
def test_examples_run(name, says):
    done = subprocess.run(
        [sys.executable, str(ROOT / f"examples/{name}.py")], capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert says in done.stdout


def test_importing_sopflow_imports_nothing_heavy():
    code = "import sopflow, sys; print([m for m in ('jsonschema', 'yaml', 'transitions', 'argparse') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.strip() == "[]"
