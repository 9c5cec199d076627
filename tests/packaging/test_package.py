"""What is shipped: the examples run, imports stay light."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
import yaml

from sopflow.cli import main

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


def test_what_npm_brings_is_no_package_of_ours():
    find = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]["find"]

    def is_ours(name):
        return any(fnmatchcase(name, one) for one in find["include"]) and not any(
            fnmatchcase(name, one) for one in find["exclude"]
        )

    folders = {file.parent for file in (ROOT / "sopflow").rglob("*.py") if "page" not in file.parts}
    names = {".".join(folder.relative_to(ROOT).parts) for folder in folders}
    assert "sopflow.studio.routes" in names
    assert {name for name in names if not is_ours(name)} == set()
    assert not is_ours("sopflow.studio.page.node_modules.typescript.lib")


def test_the_hooks_name_commands_that_are_there():
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")):
        program, *command = hook["entry"].split()
        assert program == "sopflow"
        assert main([*command, "--help"]) == 0
