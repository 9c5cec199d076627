"""The whole package from one zip file: nothing of it needs to be a file on disk."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    """Run code or a command with sopflow from a zip; what it printed."""
    folder = tmp_path_factory.mktemp("zip")
    target = folder / "sopflow.zip"
    with zipfile.ZipFile(target, "w") as file:
        for path in sorted((ROOT / "sopflow").rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                file.write(path, path.relative_to(ROOT))
    clean = {**os.environ, "PYTHONPATH": str(target), "PYTHONDONTWRITEBYTECODE": "1"}

    def run(*words, at=folder):
        done = subprocess.run(
            [sys.executable, *map(str, words)],
            cwd=at,
            env=clean,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    (folder / "sop.yaml").write_bytes((ROOT / "definitions/pengawalan.yaml").read_bytes())
    assert str(target) in run("-c", "import sopflow; print(sopflow.__file__)")
    return run


@pytest.mark.parametrize("words", [
    ("check", "sop.yaml"),
    ("run", "sop.yaml", "--auto"),
    ("render", "sop.yaml", "-o", "sop.svg"),
    ("render", "sop.yaml", "-o", "sop.html"),
    ("render", "sop.yaml", "-o", "sop.pdf"),
    ("export", "sop.yaml", "-o", "sop.md"),
    ("scenarios", "generate", "sop.yaml", "-o", "sop.scenarios.yaml"),
    ("explain", "SOP312"),
])  # fmt: skip
def test_commands_without_a_database(python, words):
    python("-m", "sopflow", *words)


def test_commands_with_a_database(python):
    def sopflow(*words):
        return python("-m", "sopflow", *words, "--db", "proses.db")

    sopflow("start", "sop.yaml", "--by", "camat", "--subject", "Kunjungan")
    assert "Kunjungan" in sopflow("worklist", "--actor", "camat")
    sopflow("audit")
    assert "terima_perintah" in sopflow("dump")
    assert "0004" in python("-c", "from sopflow.sql.schema import versions; print(versions())")


def test_what_the_page_is_made_of(python):
    """Every file that the studio serves, as a browser gets it."""
    code = """
from pathlib import Path
from starlette.applications import Starlette
from starlette.testclient import TestClient
from sopflow.studio.app import studio_app
from sopflow.studio.folder import Folder
app = studio_app(Folder(Path()), token="x", hosts=frozenset({"localhost"}))
client = TestClient(Starlette(routes=app.routes))  # the files alone, without the guard before them
paths = [route.path for route in app.routes if "GET" in route.methods and not route.path.startswith("/api/")]
found = {path: client.get(path) for path in paths}
assert {answer.status_code for answer in found.values()} == {200}, found
assert all(answer.content for answer in found.values())
print(len(found))
"""
    assert int(python("-c", code)) > 5


def test_no_module_looks_for_its_data_beside_its_file():
    """`__file__` is no path in a zip; `importlib.resources` reads from one."""
    allowed = {"sopflow/render/fonts/making.py"}  # run by hand, in a checkout
    found = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "sopflow").rglob("*.py")
        if "__file__" in (text := path.read_text("utf-8")) or "str(files(" in text
    ]
    assert set(found) - allowed == set()
