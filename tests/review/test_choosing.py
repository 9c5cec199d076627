"""Findings are chosen, left out and accepted by their codes."""

from __future__ import annotations

import json
import subprocess
import sys

from sopflow.cli import main
from tests.review.flawed import FLAWED


def test_findings_are_chosen_by_their_codes(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.yaml").write_text(FLAWED, "utf-8")

    def codes(*arguments):
        assert main(["check", "x.yaml", "--notes", "--format", "json", *arguments]) in (0, 1)
        return sorted({f["code"] for f in json.loads(capsys.readouterr().out)["findings"]})

    assert codes() == ["SOP321", "SOP322", "SOP325"]
    assert codes("--select", "SOP321,SOP32") == ["SOP321", "SOP322", "SOP325"]
    assert codes("--select", "sop325") == ["SOP325"]
    assert codes("--ignore", "SOP321,SOP322") == ["SOP325"]
    assert main(["check", "x.yaml", "--ignore", "SOP321,SOP322"]) == 0
    capsys.readouterr()
    (tmp_path / "pyproject.toml").write_text('[tool.sopflow]\nignore = ["SOP321", "SOP325"]\n', "utf-8")
    assert codes() == ["SOP322"]
    assert codes("--ignore", "SOP322") == ["SOP321", "SOP325"]
    capsys.readouterr()
    assert main(["check", "x.yaml", "--ignore", "SOP32X", "--lang", "en"]) == 1
    assert '--ignore: there is no finding "SOP32X"' in capsys.readouterr().err


def test_which_codes_there_are_to_accept_is_no_matter_of_what_is_imported(tmp_path):
    """SOP706 is told of directories of people, and SOP501 of scenarios: what checks an SOP needs neither."""
    accepted = (
        "accept: [{code: SOP706, reason: nanti}, {code: SOP501, reason: nanti}, {code: SOP799, reason: nanti}]\n"
    )
    (tmp_path / "x.yaml").write_text(FLAWED + accepted, "utf-8")
    program = "import sopflow; print([(f.code, str(f.values['code'])) for f in sopflow.check('x.yaml').findings if f.code < 'SOP3'])"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[('SOP219', 'SOP501'), ('SOP218', 'SOP799')]"


def test_errors_are_shown_in_any_case(tmp_path, capsys):
    (tmp_path / "x.yaml").write_text(FLAWED.replace("actor: b", "actor: d"), "utf-8")
    assert main(["check", str(tmp_path), "--ignore", "SOP2", "--select", "SOP3"]) == 1
    assert "SOP201" in capsys.readouterr().out
