"""Which files there are in a folder, and what they hold, by their names alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from sopflow.definition.kinds import BESIDE, files_of, kind_of


@pytest.mark.parametrize("kind", BESIDE)
@pytest.mark.parametrize("suffix", ["yaml", "yml"])
def test_a_name_tells_what_a_file_holds(kind, suffix):
    assert kind_of(Path("kantor") / f"surat.{kind}.{suffix}") == kind
    assert kind_of(Path("kantor") / f"{kind}.{suffix}") == "sop"
    assert kind_of(Path(f"surat.{kind}.{suffix}") / "surat.yaml") == "sop"


def test_the_files_of_each_kind_are_found_and_no_others(tmp_path):
    below = tmp_path / "bagian"
    for folder in (tmp_path, below):
        folder.mkdir(exist_ok=True)
        for name in ("b.yaml", "a.yml", "a.office.yaml", "a.glossary.yml", "a.lama.yaml", "a.yaml.bak", "a.yhtml"):
            (folder / name).touch()
        (folder / "c.yaml").mkdir()
    names = {
        kind: [f.relative_to(tmp_path).as_posix() for f in files_of(kind, tmp_path)] for kind in ("sop", *BESIDE)
    }
    assert names["sop"] == ["a.yml", "b.yaml", "bagian/a.yml", "bagian/b.yaml"]
    assert names["office"] == ["a.office.yaml", "bagian/a.office.yaml"]
    assert names["glossary"] == ["a.glossary.yml", "bagian/a.glossary.yml"]
    assert names["scenarios"] == names["calendar"] == names["directory"] == []
    assert files_of("glossary", below, deep=False) == [below / "a.glossary.yml"]
    assert files_of("sop", tmp_path / "tiada") == []
