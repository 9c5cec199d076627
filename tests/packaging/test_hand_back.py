"""A command is one file: added to a copy of the tree, every surface has it once the generator has run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
OWN = ROOT / "tests/packaging/hand_back"
GENERATED = {
    "definitions/README.md", "docs/checks.id.md", "docs/checks.md", "docs/engine.md", "docs/events.md", "docs/format.id.md", "docs/format.md", "docs/service.md",
    "sopflow/engine/awaited_commands.py",
    "sopflow/cli/listed.py", "sopflow/engine/commands.py", "sopflow/flow/commands/listed.py", "sopflow/flow/names.py", "sopflow/scenarios/names.py",
    "sopflow/schema/scenarios-1.schema.json", "sopflow/testing/giving.py",
}  # fmt: skip
SURFACES = (
    ("tests/packaging/test_commands.py", "tests/cli/test_giving.py", "tests/definition/test_format.py", "tests/test_hand_back.py"),
    ("tests/scenarios/test_uses.py", "tests/testing/test_chains.py", "-k", "hand_back or table or schema"),
)  # fmt: skip
"""Of those that go through every verb and key: what is about this one."""
FORGETTING = {
    "sopflow/engine/awaited_commands.py": ("    hand_back = awaited(Commands.hand_back)\n", ""),
    "sopflow/engine/commands.py": ("def hand_back(", "def handed("),
    "sopflow/flow/names.py": ('"hand_back", ', ""),
    "sopflow/scenarios/names.py": ('"hand_back", ', ""),
    "sopflow/testing/giving.py": ("def hand_back(", "def handed("),
    "sopflow/schema/scenarios-1.schema.json": ('"hand_back": {', '"handed": {'),
    "docs/engine.md": ("| `hand_back` |", "| `handed` |"),
    "sopflow/service/operations/commands.py": ("if one.summary is not None)", 'if one.summary is not None and one.place != 65)'),
    "sopflow/cli/giving.py": ("if one.summary is not None)", 'if one.summary is not None and one.place != 65)'),
    "sopflow/scenarios/verbs.py": ("if one.target is not None", "if one.target is not None and one.place != 65"),
}  # fmt: skip


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """A copy of the tree with the command's file and its tests."""
    copy = copied(tmp_path_factory.mktemp("tree"))
    shutil.copy(OWN / "command.py", copy / "sopflow/flow/commands/hand_back.py")
    shutil.copy(OWN / "says.py", copy / "tests/test_hand_back.py")
    assert run(copy, "tests.generate").returncode == 0
    return copy


def copied(copy):
    """A copy of what is kept of the tree, as a repository of its own."""
    for name in ("sopflow", "tests", "definitions", "docs", "examples"):
        shutil.copytree(
            ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules", ".git")
        )
    if (ROOT / ".mypy_cache").exists():  # whoever has run mypy need not wait for all of it again
        shutil.copytree(ROOT / ".mypy_cache", copy / ".mypy_cache")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    (copy / ".gitignore").write_text("__pycache__/\n.mypy_cache/\n.hypothesis/\n", "utf-8")
    git(copy, "init", "-q")
    git(copy, "add", "-A")
    git(copy, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "before")
    return copy


def git(tree, *words):
    return subprocess.run(["git", *words], cwd=tree, check=True, capture_output=True, text=True).stdout


def run(tree, *words):
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    return subprocess.run(
        [sys.executable, "-m", *words], cwd=tree, env=environment, capture_output=True, text=True, check=False, timeout=900
    )  # fmt: skip


def ran(tree, *files):
    return run(tree, "pytest", *files, "-x", "-q", "-p", "no:cacheprovider")


def test_only_generated_files_differ(tree):
    assert {*git(tree, "diff", "--name-only").split()} == GENERATED
    added = {*git(tree, "ls-files", "--others", "--exclude-standard").split()}
    assert added == {"sopflow/flow/commands/hand_back.py", "tests/test_hand_back.py"}
    assert run(tree, "tests.generate", "--check").returncode == 0


@pytest.mark.parametrize("files", SURFACES, ids=lambda files: files[0])
def test_every_surface_has_it(tree, files):
    done = ran(tree, *files)
    assert done.returncode == 0, done.stdout[-5000:]


def test_the_types_are_right(tree):
    done = run(tree, "mypy")
    assert done.returncode == 0, done.stdout[-5000:]
    asked = tree / "asked.py"
    asked.write_text(
        "import sopflow\n\nsopflow.Engine().hand_back('i', 's', 'b', note=1)\n\n\nasync def f() -> None:\n"
        "    await sopflow.AsyncEngine().hand_back('i', 's', visit='1', by='b')\n",
        "utf-8",
    )
    wrong = run(tree, "mypy", "asked.py")
    asked.unlink()
    assert wrong.stdout.count("[arg-type]") == 2, wrong.stdout


@pytest.mark.nightly
@pytest.mark.parametrize("name", FORGETTING)
def test_a_surface_that_forgets_it_is_found(tree, name):
    path = tree / name
    text = path.read_text("utf-8")
    assert FORGETTING[name][0] in text
    path.write_text(text.replace(*FORGETTING[name]), "utf-8")
    try:
        done = ran(tree, "tests/packaging/test_commands.py")
        assert done.returncode in (1, 2), done.stderr[-2000:]
        assert "Error" in done.stdout
    finally:
        path.write_text(text, "utf-8")
