"""What a command imports: its own module, and of what is heavy only what it needs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import sopflow
from sopflow.cli.commands import commands, named
from sopflow.sql import SQLStore
from tests.sop import engine_for, sop

SOP = sop("- {id: s, activity: x, actor: a}\n- {id: t, activity: x, actor: b}")
HEAVY = (
    "sqlalchemy",
    "alembic",
    "asyncio",
    "jsonschema",
    "sopflow.paper",
    "sopflow.render",
    "sopflow.sql.alchemy",
)


@pytest.fixture
def database(tmp_path):
    """A database in which one instance waits at its first row."""
    path = tmp_path / "proses.db"
    store = SQLStore(path)
    run = engine_for(SOP, store=store).start("uji", "a", subject="Surat satu")
    store.close()
    return str(path), run.id


def said(before, *words):
    """What a command says, and which of the heavy modules it imported; in a process of its own."""
    code = f"""
import sys
{before}
from sopflow.cli import main
code = main({[*words, "--lang", "en"]!r})
print(code, [name for name in {HEAVY!r} if sys.modules.get(name)])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1], done.stderr


def test_every_command_is_found_by_its_name_alone():
    names = [one.NAME for one in commands()]
    assert len(set(names)) == len(names)
    assert [one.NAME for name in names for one in named(name)] == names
    assert [one.NAME for one in named("tidak-ada")] == names


def test_a_command_on_an_instance_imports_nothing_heavy(database):
    path, run = database
    assert said("", "complete", run, "s", "--by", "a", "--db", path)[0] == "0 []"
    assert said("", "history", run, "--db", path)[0] == "0 []"


def test_without_sqlalchemy_commands_go_on_and_lists_name_what_to_install(database):
    path, run = database
    missing = "sys.modules['sqlalchemy'] = None"
    assert said(missing, "complete", run, "s", "--by", "a", "--db", path)[0] == "0 []"
    for words in (["instances"], ["audit"], ["dump"]):
        code, why = said(missing, *words, "--db", path)
        assert code.startswith("1 ")
        assert "sopflow[sql]" in why


def test_the_command_that_explains_knows_every_finding():
    sources = (path.read_text("utf-8") for path in Path(sopflow.__file__).parent.rglob("*.py"))
    made = {code for text in sources for code in re.findall(r'\w\(\s*"(SOP\d{3})",\s*"[a-z-]+",', text)}
    done = subprocess.run(
        [sys.executable, "-m", "sopflow", "explain", "--format", "json"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(made) > 150
    assert {one["code"] for one in json.loads(done.stdout)} == made


def test_a_finding_of_another_kind_of_file_may_be_left_out(tmp_path):
    file = tmp_path / "x.yaml"
    file.write_bytes((Path(__file__).parents[2] / "definitions/pengawalan.yaml").read_bytes())
    words = ["check", str(file), "--ignore", "SOP5", "--lang", "en"]
    done = subprocess.run([sys.executable, "-m", "sopflow", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
