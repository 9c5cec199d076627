"""What a command imports: its own module, and of what is heavy only what it needs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import sopflow
from sopflow.cli.commands import commands
from sopflow.cli.listed import LISTED
from sopflow.sql import SQLStore
from tests.sop import engine_for, sop

SOP = sop("- {id: s, activity: x, actor: a}\n- {id: t, activity: x, actor: b}")
LIGHT = (
    "cli.commands", "cli.leaving", "cli.listed", "cli.output", "cli.telling", "cli.usage", "cli.value_names",
    "errors", *(f"errors.{one}" for one in ("answers", "base", "definitions", "hosting", "people", "standing", "storing")), "frozen", "language", "reasons", "command_words", "terms", "unseen",
)  # fmt: skip
"""What the list of commands needs; what is added here is paid by every command."""
HEAVY = (
    "sqlalchemy",
    "alembic",
    "asyncio",
    "jsonschema",
    "sopflow.definition.schema",
    "sopflow.paper",
    "sopflow.render",
    "sopflow.sql.alchemy",
    "yaml",
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
    assert list(LISTED) == names


def imported(*words):
    """What a command line imports besides what Python itself has begun with; in a process of its own."""
    code = f"""
import json, sys
before = set(sys.modules)
from sopflow.cli import main
code = main({[*words]!r})
print()
print(json.dumps([code, sorted(set(sys.modules) - before)]))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    code, found = json.loads(done.stdout.splitlines()[-1])
    assert code == 0, done.stderr
    return set(found)


def test_help_imports_no_command():
    ours = {name for name in imported("--help") if name.startswith("sopflow")}
    assert ours == {"sopflow", "sopflow._version", "sopflow.cli", *(f"sopflow.{name}" for name in LIGHT)}


def test_the_version_imports_nothing():
    ours = {name for name in imported("--version") if name.startswith("sopflow")}
    assert ours == {"sopflow", "sopflow._version", "sopflow.cli"}


def test_a_command_imports_no_other_command(database):
    path, run = database
    found = imported("complete", run, "s", "--by", "a", "--db", path)
    theirs = {f"sopflow.cli.{module}" for module, _ in LISTED.values()}
    assert found & theirs == {"sopflow.cli.giving"}


def test_a_command_on_an_instance_imports_nothing_heavy(database):
    path, run = database
    assert said("", "complete", run, "s", "--by", "a", "--db", path)[0] == "0 []"
    assert said("", "history", run, "--db", path)[0] == "0 []"


def test_a_command_on_an_instance_imports_few_modules(database):
    """CPU is counted here in modules: three in four of the milliseconds of a command are its imports."""
    path, run = database
    found = imported("complete", run, "s", "--by", "a", "--db", path)
    for_others = {
        "csv",
        "difflib",
        "email",
        "importlib.metadata",
        "mimetypes",
        "socket",
        "urllib.request",
        "zipfile",
    }
    assert not found & for_others
    assert len({name for name in found if name.startswith("sopflow")}) <= 255
    if sys.version_info < (3, 14):  # later ones divide their own library into more modules
        assert len(found) <= 341


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
