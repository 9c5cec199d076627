"""What a commit, a landing and `nox -s lint` are held to is the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.prose import pages, prose

ROOT = Path(__file__).parents[2]
TOOLS = ("ruff", "lint-imports", "mypy", "codespell", "tests.prose")


@pytest.mark.parametrize("name", [".ci/run", ".pre-commit-config.yaml", "noxfile.py"])
def test_every_linter_runs_in_each_place(name):
    text = (ROOT / name).read_text("utf-8")
    assert [tool for tool in TOOLS if tool not in text] == []


def test_a_landing_installs_every_program_that_a_test_asks_for():
    asked = set()
    for path in sorted((ROOT / "tests").rglob("*.py")):
        if "node_modules" not in path.parts:
            for packages in re.findall(r"apt-get install ((?:-\S+ |[a-z][a-z0-9-]* ?)+)", path.read_text("utf-8")):
                asked |= {name for name in packages.split() if not name.startswith("-")}
    installed = re.findall(r"lacking\+=\((.*?)\)", (ROOT / ".ci/run").read_text("utf-8"))
    names = " ".join(installed).split()
    assert {"postgresql", "chromium", "poppler-utils", "fish"} <= asked
    assert [name for name in sorted(asked) if not any(one.startswith(name) for one in names)] == []


def test_prose_is_read_without_its_code_and_every_place_stays():
    page = "One `x y` two.\n\n```sh\nteh teh\n```\n\nThree.\n"
    assert prose(page) == "One xxxxx two.\n\nxxxxx\nxxxxxxx\nxxx\n\nThree.\n"
    assert {"README.md", "host.md", "0001-split-as-triggers.md"} <= {path.name for path in pages()}
    assert not {"README.id.md", "mulai.md", "checks.md"} & {path.name for path in pages()}
