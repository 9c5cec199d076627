"""Commands on a database, on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from sopflow.cli import main

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    shutil.copy(ROOT / "definitions/pengawalan.yaml", tmp_path)
    return tmp_path


@pytest.fixture
def run(folder, database, capsys):
    """Runs a command on the database; its exit code, what it said, and what it complained of."""

    def command(*arguments, db=database):
        code = main([*arguments, "--db", db])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.fixture
def ask(run):
    """Runs a command that must go well; what it said as JSON."""

    def command(*arguments, **options):
        code, out, err = run(*arguments, "--format", "json", **options)
        assert code == 0, err
        return json.loads(out)

    return command
