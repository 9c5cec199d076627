"""Every finding has a page in both languages, with a file that has it and the same file without it."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from sopflow.cli import main
from sopflow.diagnostics import Severity
from sopflow.explained import about, examples, findings, report, shown
from sopflow.review.rules import all_rules
from tests.generate import checks

OWN = sorted(code for code in all_rules() if code.startswith("SOP"))


@pytest.mark.parametrize("code", OWN)
def test_the_example_of_a_code_fails_and_its_correction_passes(code):
    example = examples()[code]
    found, _ = findings(example)
    own = [one for one in found if one.code == code]
    assert own, [(one.code, one.message()) for one in found]
    assert all(1 <= one.span.line <= example.fails.count(b"\n") + 1 for one in own)
    for language in ("id", "en"):
        assert f"{example.name}:{own[0].span.line}:" in report(example, code, language)
    corrected, _ = findings(example, corrected=True)
    assert [one.message() for one in corrected if one.code == code or one.severity is Severity.ERROR] == []


@pytest.mark.parametrize("code", OWN)
def test_the_lines_that_are_told_are_those_of_the_file_that_is_shown(code):
    """Whoever copies the file from the page finds there what the page says of it."""
    one = shown(examples()[code], code, "en")
    assert one.says.startswith(f"{one.name}:")
    lines = one.fails.split("\n")
    for number, text in re.findall(r"^ *(\d+) \| (.*)$", one.says, re.MULTILINE):
        if not one.note:
            assert text.strip("… ") in lines[int(number) - 1].expandtabs()


@pytest.mark.parametrize("code", OWN)
def test_a_code_says_what_it_finds_and_why_in_both_languages(code):
    words = about(all_rules()[code])
    assert len(words.id) > 30
    assert len(words.en) > 30
    assert words.id != words.en


def test_pages_are_not_built_without_an_example(monkeypatch):
    assert checks.lacking() == []
    rest = {code: one for code, one in examples().items() if code != "SOP303"}
    monkeypatch.setattr(checks, "examples", lambda: rest)
    with pytest.raises(SystemExit, match="SOP303"):
        list(checks.files(checks.Path()))


def test_explain_shows_the_example(capsys):
    assert main(["explain", "SOP303", "--format", "json", "--lang", "en"]) == 0
    (record,) = json.loads(capsys.readouterr().out)
    assert "join: [telaah, tinjau]" in record["fails"]
    assert "warning SOP303" in record["says"]
    assert record["passes"] != record["fails"]
    assert main(["explain", "SOP303", "--lang", "en"]) == 0
    assert "warning SOP303" in capsys.readouterr().out


def test_a_check_reads_no_example(tmp_path):
    (tmp_path / "izin.yaml").write_bytes(examples()["SOP303"].fails)
    code = "import sys; from sopflow.cli import main; main(sys.argv[1:]); print([m for m in sys.modules if m.startswith('sopflow.explained')])"
    for arguments in (["check", "izin.yaml"], ["check", "izin.yaml", "--format", "sarif"]):
        ran = subprocess.run([sys.executable, "-c", code, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)  # fmt: skip
        assert ran.stdout.rstrip().endswith("[]"), ran.stdout + ran.stderr
