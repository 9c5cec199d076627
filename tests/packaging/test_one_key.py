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
FIELD = """\
    {name}: str | None = field(default=None, metadata=key(
        TEXT, "0.1", "Telepon {name} / Phone {name}", "Nomor teleponnya.", "How to call it.", "021-5512345"))  # fmt: skip
"""
OTHERS = {
    "phone_a": ("sopflow/time/format.py", "    holidays: Holidays = field("),
    "phone_b": ("sopflow/time/format.py", "    first_at: Span = "),
    "phone_c": ("sopflow/people/format.py", "    units: tuple[Unit, ...] = field("),
    "phone_d": ("sopflow/people/format.py", "    holds: tuple[Holding, ...] = field("),
    "phone_e": ("sopflow/people/format.py", "    places: Mapping[str, Span] = field("),
    "phone_f": ("sopflow/definition/format/glossary.py", "    source: tuple[str, ...] = field("),
    "phone_g": ("sopflow/scenarios/format/scene.py", "    people: Mapping[str, tuple[str, ...]] = field("),
    "phone_h": ("sopflow/scenarios/format/scenario.py", "    tags: tuple[Ref, ...] = field("),
    "phone_i": ("sopflow/scenarios/format/act.py", "    at: datetime | None = field("),
    "phone_j": ("sopflow/scenarios/format/expecting.py", "    active: tuple[Ref, ...] | None = field("),
    "phone_k": ("sopflow/scenarios/format/file.py", "    accept: tuple[AcceptedChange, ...] = field("),
}
"""A key for each kind of part of the other files: its module, and the field before which it stands."""
FUTURE = "from __future__ import annotations\n"
IMPORT = "from sopflow.definition.format.shapes import TEXT\n"
PLAIN = (
    "sopflow: 1\nid: uji\ntitle: Uji\nactors: {a: A}\nsteps:\n  - id: satu\n    activity: Kerja\n    actor: a\n"
)
KINDS = ("sop", "calendar", "directory", "glossary", "scenarios")
GENERATED = {
    *(f"sopflow/schema/{kind}-1.schema.json" for kind in KINDS),
    "docs/format.md",
    "docs/format.id.md",
    *("definitions/README.md", "docs/checks.md", "docs/checks.id.md"),  # what each act of a scenario uses
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """A copy of what is kept of the tree, with the key in the class of rows, and one more in a class of each other file."""
    copy = tmp_path_factory.mktemp("tree")
    for name in ("sopflow", "tests", "definitions", "docs", "examples"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, copy)
    for name in ("place", "phone"):
        shutil.copy(ROOT / f"tests/packaging/one_key/says_{name}.py", copy / f"tests/test_{name}.py")
    plain = sopflow.loads(PLAIN)
    before = {
        "text": PLAIN, "digest": plain.digest, "form 1": canonical_1.digest(plain), "stored": definition_to_json(plain),
    }  # fmt: skip
    (copy / "before.json").write_text(json.dumps(before), "utf-8")
    (copy / "beside").mkdir()
    (copy / "beside/uji.yaml").write_text(PLAIN, "utf-8")
    text = (copy / PARTS).read_text("utf-8")
    assert text.count(BEFORE) == 1
    (copy / PARTS).write_text(text.replace(BEFORE, KEY + BEFORE), "utf-8")
    for name, (module, before) in OTHERS.items():
        text = (copy / module).read_text("utf-8")
        assert text.count(before) == 1, name
        text = text.replace(before, FIELD.format(name=name) + before)
        (copy / module).write_text(text.replace(FUTURE, FUTURE + IMPORT, 1), "utf-8")
    return copy


def run(tree, *words):
    environment = {**os.environ, "PYTHONPATH": str(tree)}
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
        "tests/test_phone.py",
        "tests/definition/test_keys.py",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
    )
    assert done.returncode == 0, done.stdout[-5000:]
