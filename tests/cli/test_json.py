"""JSON at the terminal: one form of writing it, and what is read is what is kept."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout

import pytest

from sopflow.cli import main
from tests.cli.test_giving import SOP

ODD = "a\u202eb\x7f\u2028\u0085 – é"


@pytest.fixture
def izin(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOPFLOW_DB", "p.db")
    (tmp_path / "izin.yaml").write_text(SOP, "utf-8")


def said(*words, encoding="utf-8"):
    """What a command prints where the terminal has an encoding."""
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    with redirect_stdout(out):
        code = main([*words, "--format", "json"])
    out.seek(0)
    return code, out.read()


def test_every_command_writes_it_in_one_way(izin):
    run = json.loads(said("start", "izin.yaml", "--by", "staf")[1])["id"]
    for words in (
        ["suspend", run, "--by", "kepala"], ["suspend", run, "--by", "kepala"], ["resume", run, "--by", "kepala"],
        ["instances"], ["worklist", "--actor", "staf"], ["history", run], ["report"], ["subscribers"], ["advance"],
        ["audit"], ["activate", "izin"], ["backup", "b.db"], ["migrate", "izin", "--by", "staf"], ["show", "izin.yaml"],
        ["due", "2 hari"], ["explain", "SOP101"], ["run", "izin.yaml", "--auto"],
    ):  # fmt: skip
        _, text = said(*words)
        assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n", words


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1"])
def test_nothing_is_lost_on_the_way_to_a_program(izin, encoding):
    code, text = said("start", "izin.yaml", "--by", "staf", "--subject", ODD, encoding=encoding)
    assert (code, json.loads(text)["subject"]) == (0, ODD)
    assert not set(text) & set("\u202e\x7f\u2028\u0085")
    _, told = said("complete", json.loads(text)["id"], "catat", "--by", "é", encoding=encoding)
    assert json.loads(told)["values"]["by"] == "é"


def test_the_number_of_a_row_has_one_name(izin):
    run = json.loads(said("start", "izin.yaml", "--by", "staf")[1])["id"]
    (item,) = json.loads(said("worklist", "--actor", "staf")[1])["items"]
    rows = json.loads(said("report")[1])["sops"][0]["steps"]
    shown = json.loads(said("show", "izin.yaml")[1])["steps"]
    assert item["instance"] == run
    assert item["number"] == rows[0]["number"] == shown[0]["number"] == "1"
