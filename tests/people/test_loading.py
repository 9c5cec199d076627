"""Directories as files: what is wrong, where, and what would work."""

from __future__ import annotations

import random
from pathlib import Path

import jsonschema
import pytest

from sopflow.cli import main
from sopflow.definition import schema
from sopflow.errors import DefinitionError
from sopflow.people.loading import check, check_bytes, load_directory
from tests.definition.test_format import described
from tests.definition.test_fuzz import COUNT, mutated

ROOT = Path(__file__).parents[2]
FILE = ROOT / "examples/tangerang.directory.yaml"
GOOD = """\
sopflow: 1
directory: kantor
title: Kantor
time_zone: Asia/Jakarta
units: {kota: Kota, utara: {title: Utara, part_of: kota}}
positions: {camat: {title: Camat, substitutes: [sekcam]}, sekcam: Sekcam, staf: {title: Staf, many: true}}
people:
  ani: {name: Ani, holds: [{position: camat, unit: utara, from: 2024-01-02, to: 2024-12-31}]}
  budi:
    name: Budi
    holds:
      - {position: sekcam, unit: utara}
      - {position: camat, unit: utara, as: Plt., from: 1 Januari 2025, to: 2025-03-01}
  citra: {name: Citra, holds: {position: camat, unit: utara, from: 2025-03-02}}
  "1980": {name: Dewi, holds: [{position: staf, unit: kota}, {position: staf, unit: utara}]}
"""


def findings(text):
    checked = check_bytes(text.encode(), "kantor.directory.yaml")
    return [f"{d.span.line}:{d.span.column} {d.code} {d.message('en')} {d.hint('en')}" for d in checked.findings]


def test_the_example_and_a_good_one_have_no_findings():
    assert check(FILE).findings == ()
    assert findings(GOOD) == []
    assert set(load_directory(FILE).units()) == {"kota", "kec-tangerang", "kec-ciledug"}


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("unit: utara, from: 2025-03-02", "unit: utra, from: 2025-03-02", '14:55 SOP701 there is no unit "utra" did you mean "utara"?'),
        ("part_of: kota", "part_of: kotta", 'SOP701 there is no unit "kotta" did you mean "kota"?'),
        ("kota: Kota,", "kota: {title: Kota, part_of: utara},", 'SOP704 the unit "kota" is part of itself'),
        ("substitutes: [sekcam]", "substitutes: [sekretaris]", 'SOP702 there is no position "sekretaris"'),
        ("position: sekcam", "position: sekam", '12:20 SOP702 there is no position "sekam" did you mean "sekcam"?'),
        ("to: 2024-12-31", "to: 2023-12-31", "SOP703 this ends before it begins"),
        ("- {position: sekcam, unit: utara}", "- {position: sekcam}", 'SOP705 this directory has units; name the "unit:"'),
        ("to: 2024-12-31", "to: 2025-12-31", 'SOP706 "utara/camat" is held by ani and citra at once (2025-03-02)'),
        ("to: 2025-03-01", "to: 2025-03-05", 'SOP707 budi is Plt. of "utara/camat", which citra holds (2025-03-02)'),
        ("as: Plt.", "as: Plh.", 'SOP708 budi is Plh. of "utara/camat", which nobody holds (2025-01-01)'),
        ("as: Plt.", "as: Plt", "SOP104"),
        ("from: 2025-03-02", "from: 2025-02-30", "SOP108"),
        ("name: Citra,", "", 'SOP102 missing: "name"'),
        ("directory: kantor", "directory: kantir", "2:12 SOP710"),
        ("Asia/Jakarta", "Asia/Jakrta", 'did you mean "Asia/Jakarta"?'),
        ("holds: {position", "hold: {position", 'did you mean "holds"?'),
    ],
)  # fmt: skip
def test_a_slip_is_found_at_its_place(was, now, expected):
    assert was in GOOD
    said = findings(GOOD.replace(was, now))
    assert any(expected in line for line in said), said


def test_a_directory_without_units_needs_none():
    text = GOOD.replace("units: {kota: Kota, utara: {title: Utara, part_of: kota}}\n", "")
    assert {line.split()[1] for line in findings(text)} == {"SOP705"}
    bare = text.replace(", unit: utara", "").replace(", unit: kota", "")
    assert findings(bare) == []
    directory = check_bytes(bare.encode(), "kantor.directory.yaml").required()
    assert directory.units() == {}


def test_a_directory_with_errors_is_not_loaded(tmp_path):
    path = tmp_path / "x.directory.yaml"
    path.write_text(GOOD.replace("Asia/Jakarta", "Mars"), "utf-8")
    with pytest.raises(DefinitionError, match="SOP603"):
        load_directory(path)
    with pytest.raises(DefinitionError, match="cannot be read"):
        load_directory(tmp_path / "tidak-ada.directory.yaml")


def test_every_key_of_the_schema_is_described_and_its_examples_fit():
    jsonschema.Draft202012Validator.check_schema(schema.document("directory-1"))
    found = list(described(schema.document("directory-1")))
    assert len(found) >= 20
    for path, key in found:
        indonesian, _, english = key["description"].partition("\n\n")
        assert key["title"] and indonesian and english and key["examples"], path  # noqa: PT018
        plain = {k: v for k, v in key.items() if not k.startswith("x-")}
        for example in key["examples"]:
            jsonschema.Draft202012Validator(plain).validate(example)


def test_what_an_sop_lacks_is_told(tmp_path, capsys, monkeypatch):
    (tmp_path / "kantor.directory.yaml").write_text(GOOD, "utf-8")
    arguments = [
        "directory",
        "check",
        str(tmp_path),
        "--sop",
        str(ROOT / "definitions/pengawalan.yaml"),
        "--lang",
        "en",
    ]
    assert main(arguments) == 1
    said = capsys.readouterr().out
    assert 'SOP709: SOP "pengawalan": no position acts for "komandan"' in said
    assert '"camat"' not in said
    assert "3 warnings" in said
    assert main(["check", str(tmp_path), "--lang", "en"]) == 0
    assert main(["directory", "check", str(FILE), "--sop", str(ROOT / "definitions/pengawalan.yaml")]) == 0


def test_what_only_some_units_lack_is_told_with_their_names(tmp_path, capsys):
    text = GOOD.replace("utara: {", "selatan: {title: Selatan, part_of: kota}, utara: {")
    (tmp_path / "kantor.directory.yaml").write_text(text, "utf-8")
    assert (
        main(
            [
                "directory",
                "check",
                str(tmp_path),
                "--sop",
                str(ROOT / "definitions/pengawalan.yaml"),
                "--lang",
                "id",
            ]
        )
        == 1
    )
    assert 'tidak ada jabatan di selatan yang menjadi pelaksana "camat"' in capsys.readouterr().out


def test_mutated_directories_are_checked_without_a_traceback():
    rng = random.Random(8)
    seeds = [FILE.read_bytes(), GOOD.encode()]
    for _ in range(COUNT // 4):
        checked = check_bytes(mutated(rng, seeds), "x.directory.yaml")
        for found in checked.findings:
            assert found.text(checked.lines, "id")
            assert found.text(checked.lines, "en")
