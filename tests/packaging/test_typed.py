"""Type checkers of others see what the docs say: whatever a public name returns has its type, and a wrong call is reported."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.services import lacking, program

ROOT = Path(__file__).parents[2]
TYPED = Path(__file__).parent / "typed"
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "MYPY"))}
COMMAND = "apt-get install nodejs npm && npm ci --prefix tests/packaging/typed"


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    """A Python with sopflow among its packages, as an embedder's has it: of what is installed to be edited, checkers see nothing."""
    folder = tmp_path_factory.mktemp("typed")
    shutil.copytree(
        ROOT / "sopflow", folder / "packages/sopflow", ignore=shutil.ignore_patterns("page", "__pycache__")
    )
    venv.create(folder / "env")
    asked = [folder / "env/bin/python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    own = subprocess.run(asked, env=CLEAN, capture_output=True, text=True, check=True).stdout.strip()
    found = [str(folder / "packages"), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    (Path(own) / "typed.pth").write_text("\n".join(found), "utf-8")
    return str(folder / "env/bin/python")


@pytest.fixture(scope="module")
def reported(python):
    """What pyright, strict, reports of each program: the rules, by line."""
    node = program("node", command=COMMAND)
    checker = TYPED / "node_modules/pyright/index.js"
    if not checker.exists():
        lacking("pyright", COMMAND)
    words = [node, str(checker), "--outputjson", "--pythonpath", python, "host.py", "wrong.py"]
    done = subprocess.run(words, cwd=TYPED, env=CLEAN, capture_output=True, text=True, timeout=300)
    answer = json.loads(done.stdout)
    assert answer["summary"]["filesAnalyzed"] == 2
    found: dict[str, dict[int, set[str]]] = {"host.py": {}, "wrong.py": {}}
    for one in answer["generalDiagnostics"]:
        lines = found[Path(one["file"]).name]
        lines.setdefault(one["range"]["start"]["line"] + 1, set()).add(one.get("rule", one["message"]))
    return found


@pytest.mark.long
def test_pyright_knows_every_type(reported):
    assert reported["host.py"] == {}


@pytest.mark.long
def test_pyright_reports_every_wrong_call(reported):
    lines = (TYPED / "wrong.py").read_text("utf-8").splitlines()
    wanted = {at: found[1] for at, line in enumerate(lines, 1) if (found := re.search(r"# (report\w+)$", line))}
    assert len(wanted) == 11
    assert {*reported["wrong.py"]} == {*wanted}
    assert [at for at, rule in wanted.items() if rule not in reported["wrong.py"][at]] == []


@pytest.mark.long
def test_mypy_knows_every_type(python, tmp_path):
    if find_spec("mypy") is None:
        lacking("mypy", "pip install -e '.[dev]'")
    words = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--python-executable", python, "host.py"]
    shutil.copy(TYPED / "host.py", tmp_path)  # where it stands, the tree above it would be read too
    done = subprocess.run(words, cwd=tmp_path, env=CLEAN, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout
