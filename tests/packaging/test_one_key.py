"""A key of the format is written down once: added to its class in a copy of the tree, it is everywhere else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import sopflow
from sopflow.definition import canonical_1
from sopflow.definition.codec import definition_to_json

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
PARTS = "sopflow/definition/format/steps.py"
KEY = """\
    place: str | None = field(default=None, metadata=key(
        TEXT, "0.1", "Tempat / Place", "Tempat kegiatan.", "Where it is done.", "Loket 1"))  # fmt: skip
"""
BEFORE = "    remarks: str | None = "
PLAIN = (
    "sopflow: 1\nid: uji\ntitle: Uji\nactors: {a: A}\nsteps:\n  - id: satu\n    activity: Kerja\n    actor: a\n"
)
GENERATED = {"sopflow/schema/sop-1.schema.json", "docs/format.md", "docs/format.id.md"}


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """A copy of what is kept of the tree, with the key in the class of rows."""
    copy = tmp_path_factory.mktemp("tree")
    for name in ("sopflow", "tests", "definitions", "docs", "examples"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, copy)
    shutil.copy(ROOT / "tests/packaging/one_key/says.py", copy / "tests/test_place.py")
    plain = sopflow.loads(PLAIN)
    before = {
        "text": PLAIN, "digest": plain.digest, "form 1": canonical_1.digest(plain), "stored": definition_to_json(plain),
    }  # fmt: skip
    (copy / "before.json").write_text(json.dumps(before), "utf-8")
    text = (copy / PARTS).read_text("utf-8")
    assert text.count(BEFORE) == 1
    (copy / PARTS).write_text(text.replace(BEFORE, KEY + BEFORE), "utf-8")
    return copy


def run(tree, *words):
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-m", *words], cwd=tree, env=environment, capture_output=True, text=True, check=False, timeout=300
    )  # fmt: skip


def test_one_key(tree):
    written = run(tree, "tests.generate")
    assert written.returncode == 0, written.stderr
    assert {line.removesuffix(" written") for line in written.stdout.splitlines()} == GENERATED
    done = run(
        tree,
        "pytest",
        "tests/test_place.py",
        "tests/definition/test_keys.py",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
    )
    assert done.returncode == 0, done.stdout[-5000:]
