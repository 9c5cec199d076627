"""The path of a failure says in the reader's language as what somebody acted."""

from __future__ import annotations

import pytest

from sopflow.cli import main

SOP = """\
sopflow: 1
id: izin
title: Izin
actors: {lurah: {title: Lurah, substitutes: [sekretaris]}, sekretaris: Sekretaris}
steps:
  - {id: teken, activity: Menandatangani izin, actor: lurah, outputs: [Izin]}
  - {id: catat, activity: Mencatat izin, actor: sekretaris, inputs: [Izin]}
"""
SCENARIOS = """\
sopflow: 1
sop: izin
scenarios:
  - {name: gagal, steps: [{sekretaris: teken}], expect: {status: completed}}
"""


@pytest.mark.parametrize(("language", "says"), [("id", "pengganti lurah"), ("en", "substitute lurah")])
def test_a_substitute_is_named_in_the_language_of_the_report(language, says, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "izin.yaml").write_text(SOP, "utf-8")
    (tmp_path / "izin.scenarios.yaml").write_text(SCENARIOS, "utf-8")
    assert main(["test", ".", "--lang", language]) == 1
    assert f"teken (sekretaris, {says})" in capsys.readouterr().out
