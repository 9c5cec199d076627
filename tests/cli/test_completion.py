"""Commands, options and values are completed by a real shell, from the table of the commands."""

from __future__ import annotations

import os
import pty
import select
import shlex
import subprocess
from contextlib import redirect_stdout
from io import StringIO

import pytest

from sopflow.cli import main
from sopflow.cli.completion import every
from sopflow.cli.listed import LISTED
from tests.services import program

CASES = [
    ("sopflow wor", ["worklist"]),
    ("sopflow sign", ["sign-off"]),
    ("sopflow --lang id wor", ["worklist"]),
    ("sopflow --la", ["--lang"]),
    ("sopflow check --for", ["--format"]),
    ("sopflow check --format sa", ["sarif"]),
    ("sopflow complete 3b0b3a catat --outc", ["--outcome"]),
    ("sopflow completion zs", ["zsh"]),
    ("sopflow scenarios gen", ["generate"]),
    ("sopflow render --paper a", ["a4"]),
    ("sopflow nothing --f", []),
]


def written(shell, language="en"):
    out = StringIO()
    with redirect_stdout(out):
        assert main(["completion", shell, "--lang", language]) == 0
    return out.getvalue()


@pytest.fixture
def bash(tmp_path):
    """Asks a bash that has read the script what completes a line."""
    script = tmp_path / "sopflow.bash"
    script.write_text(written("bash"), "utf-8")

    def ask(line):
        words = shlex.split(line) + ([""] if line.endswith(" ") else [])
        code = f"""
        source {shlex.quote(str(script))}
        complete -p sopflow
        COMP_WORDS=({shlex.join(words)}) COMP_CWORD={len(words) - 1} COMP_LINE={shlex.quote(line)} COMP_POINT={len(line)}
        _sopflow sopflow {shlex.quote(words[-1])} {shlex.quote(words[-2])}
        printf '%s\\n' "${{COMPREPLY[@]}}"
        """
        done = subprocess.run(
            ["bash", "--norc", "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
        )
        assert done.stderr == ""
        registered, *found = done.stdout.splitlines()
        assert registered == "complete -o bashdefault -o default -F _sopflow sopflow"
        return sorted(filter(None, found))

    return ask


@pytest.mark.parametrize(("line", "found"), CASES)
def test_bash_completes(bash, line, found):
    assert bash(line) == found


def test_bash_offers_every_command_and_every_option_of_it(bash):
    assert bash("sopflow ") == sorted(LISTED)
    for one in every("en"):
        names = {name for each in one.taken for name in each.names if name.startswith("--")}
        assert set(bash(f"sopflow {one.name} --")) == names


def typed(words, cwd, first, line, wanted):
    """What a shell in a terminal shows after a line and Tab, once what is wanted stands there."""
    leader, follower = pty.openpty()
    environment = os.environ | {"TERM": "dumb", "PS1": "> ", "HOME": str(cwd)}
    with subprocess.Popen(
        words, stdin=follower, stdout=follower, stderr=follower, cwd=cwd, env=environment, start_new_session=True
    ) as process:
        os.close(follower)
        try:
            os.write(leader, f"{first}; echo rea''dy\n".encode())
            read_until(leader, "> ", after="ready")
            os.write(leader, f"{line}\t".encode())
            return read_until(leader, wanted)
        finally:
            process.kill()
            os.close(leader)


def read_until(leader, wanted, *, after=""):
    shown = ""
    while wanted not in shown.partition(after)[2] if after else wanted not in shown:
        if not select.select([leader], [], [], 20)[0]:
            break
        shown += os.read(leader, 4096).decode("utf-8", "replace").replace("\a", "")
    return shown


@pytest.mark.parametrize("line", ["sopflow show sat", "sopflow report --db sat", "sopflow scenarios generate sat"])
def test_bash_offers_files_where_a_value_is_one(tmp_path, line):
    (tmp_path / "satu.yaml").touch()
    (tmp_path / "s.bash").write_text(written("bash"), "utf-8")
    wanted = line + "u.yaml"
    assert wanted in typed(["bash", "--norc", "-i"], tmp_path, "source ./s.bash", line, wanted)


@pytest.mark.parametrize(("line", "found"), CASES)
def test_fish_completes(tmp_path, line, found):
    program("fish", command="apt-get install fish")
    (tmp_path / "sopflow.fish").write_text(written("fish"), "utf-8")
    code = f"source sopflow.fish; complete -C {shlex.quote(line)}"
    done = subprocess.run(
        ["fish", "--no-config", "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path,
        env=os.environ | {"HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.stderr == ""
    assert sorted(line.split("\t")[0] for line in done.stdout.splitlines()) == found


@pytest.mark.parametrize(("line", "found"), [(line, found[0]) for line, found in CASES if found])
def test_zsh_completes(tmp_path, line, found):
    program("zsh", command="apt-get install zsh")
    (tmp_path / "_sopflow").write_text(written("zsh"), "utf-8")
    first = "PS1='> '; fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D"
    wanted = f"{line.rpartition(' ')[0]} {found}"
    assert wanted in typed(["zsh", "-f", "-i"], tmp_path, first, line, wanted)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_it_is_told_in_the_language_that_is_asked_for(shell):
    told = {language: written(shell, language) for language in ("id", "en")}
    if shell == "bash":
        assert told["id"] == told["en"]
    else:
        assert "the worklist of an actor" in told["en"]
        assert "daftar kerja pelaksana" in told["id"]
        assert " / " not in told["en"]
