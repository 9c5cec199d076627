"""A slip is told once, where it was made, with the cure that a person would give; lines below it are not blamed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import sopflow
from sopflow.definition import loading
from sopflow.definition.loading import check_bytes
from sopflow.definition.reading.slips import KEYS
from sopflow.diagnostics import Severity
from sopflow.people.loading import check_bytes as check_directory
from sopflow.time.loading import check_bytes as check_calendar
from tests.review.mistakes import LETTER

PEOPLE = "  staf: Staf\n  kasi: Kasi\n  camat: Camat"
LONG = "activity: Memeriksa konsep: surat tugas dan lampirannya, yang panjang sekali, sehingga barisnya penuh"
# what was meant, what was written, the code, where (line and column of the first sign), and what the hint says
SLIPS = [
    ("  - id: periksa", "  -id: periksa", "SOP027", "-id", "- id: periksa"),
    ("  - id: periksa", "    id: periksa", "SOP028", "id: periksa", "- id: periksa"),
    ("  - id: susun", "    id: susun", "SOP028", "id: susun", "- id: susun"),
    ("    actor: kasi", "    actor kasi", "SOP029", "actor kasi", "actor: kasi"),
    ("    outputs: [surat]", "    outputs [surat]", "SOP029", "outputs [", "outputs: [surat]"),
    ("    duration: 1 hari", "    duration 1 hari", "SOP029", "duration 1", "duration: 1 hari"),
    ("steps:", "steps", "SOP029", "steps\n", "steps:"),
    ("  camat: Camat", "  camat Camat", "SOP029", "camat Camat", "camat: Camat"),
    ("      Ya: tanda_tangan", "      Ya tanda_tangan", "SOP029", "Ya tanda", "Ya: tanda_tangan"),
    ("    actor: kasi", "   actor: kasi", "SOP011", "   actor: kasi", None),
    ("    actor: kasi", "     actor: kasi", "SOP011", "     actor: kasi", None),
    ("  - id: simpan", "   - id: simpan", "SOP011", "   - id: simpan", None),
    ("      Tidak: susun", "     Tidak: susun", "SOP011", "     Tidak: susun", None),
    ("    next: end", "    next: selesai", "SOP203", "selesai", "end"),
    ("    next: end", "    next: 4", "SOP203", "4\n", "simpan"),
    ("      Tidak: susun", "      Tidak: 1", "SOP203", "1\n  - id: tanda", "susun"),
    ("    actor: kasi", "    actor: Kasi", "SOP201", "Kasi\n    inputs", "kasi"),
    ("    duration: 1 hari", "    duration: 10", "SOP106", "10\n    outputs: [surat]", "10 hari"),
    ("{title: Memo, external", "{title Memo, external", "SOP029", "title Memo", "title: Memo"),
    ("external: true}", "external true}", "SOP029", "external true", "external: true"),
    ("kind: state}", "kind state}", "SOP029", "kind state", "kind: state"),
    (PEOPLE, PEOPLE.replace("  ", "  - "), "SOP103", "staf: Staf", "{staf: Staf, kasi: Kasi, camat: Camat}"),
    ("activity: Memeriksa konsep surat tugas", LONG, "SOP013", ": surat tugas dan", LONG.partition(": ")[2]),
    ("Memeriksa konsep surat tugas", "“Memeriksa konsep surat tugas”", "SOP016", "“", None),
    ("Memeriksa konsep surat tugas", "“Memeriksa konsep surat tugas", "SOP016", "“", None),
    ("inputs: [memo]", "inputs: [“memo”]", "SOP016", "“", None),
    ("inputs: [memo]", "inputs: [“memo]", "SOP016", "“", None),
    ("    duration: 1 hari", "    duration: “1 hari", "SOP106", "“", None),
    ("    actor: kasi", "    actor: “kasi", "SOP201", "“", '"kasi"'),
    ("      Tidak: susun", "      Tidak: “susun”", "SOP203", "“", '"susun"'),
    ("  - id: simpan", "  - id: “simpan", "SOP103", "“", '"simpan"'),
    ("inputs: [memo]", "inputs: “memo", "SOP109", "“", None),
    ("inputs: [memo]", "inputs: [memo, kendaraan]", "SOP202", "kendaraan", '"Kendaraan"'),
    ("inputs: [memo]", "inputs: [memo, mobil_dinas]", "SOP202", "mobil_dinas", '"Mobil dinas"'),
    ("outputs: [arsip]", "outputs: [arsib]", "SOP202", "arsib", '"arsip"'),
    ("{title: Memo, external: true}", "{title: Memo, luar: true}", "SOP101", "luar", '"external"'),
    ("staf: Staf", "staf: {title: Staf, luar: true}", "SOP101", "luar", '"external"'),
    ("    duration: 1 hari", "    duration: sehari", "SOP106", "sehari", "1 hari"),
    ("    duration: 1 jam", "    duration: 1 jam?", "SOP106", "1 jam?", "30 menit"),
    ("    duration: 1 jam", "    durasi: 1 jam", "SOP101", "durasi", '"duration"'),
    ("    actor: kasi", "    aktor: kasi", "SOP101", "aktor", '"actor"'),
    ("steps:", "langkah:", "SOP101", "langkah", '"steps"'),
    ("actors:", "actor:", "SOP101", "actor:", '"actors"'),
    ("    activity: Memeriksa konsep", "    kegiatan: Memeriksa konsep", "SOP101", "kegiatan", '"activity"'),
    ("  - id: simpan", "  - id: susun", "SOP205", "susun\n    activity: Mengarsip", None),
    ("    outputs: [arsip]", "    outputs: [arisp]", "SOP202", "arisp", '"arsip"'),
    ("inputs: [surat]", "inputs: [surat", "SOP014", "[surat\n    duration: 15", "]"),
    ("    next: end", "    next: end\n    next: simpan", "SOP009", "next: simpan", None),
    ("      Tidak: susun", "      Tidak: susn", "SOP203", "susn", '"susun"'),
    ("      Tidak: susun", "      Tidak:susun", "SOP019", "Tidak:susun", "Tidak: susun"),
    ("    actor: kasi", "    actor: kassi", "SOP201", "kassi", '"kasi"'),
    ("    question: Sudah benar?", "    question: Sudah benar: ya?", "SOP013", ": ya?", '"Sudah benar: ya?"'),
    ("    actor: kasi", "\tactor: kasi", "SOP010", "\tactor", None),
    ("  - id: simpan", "  - id: Simpan", "SOP103", "Simpan", '"simpan"'),
    ("title: Penerbitan", "title: 'Penerbitan", "SOP014", "'Penerbitan", "'"),
    ("draft_of: surat}", "draft_of: suart}", "SOP202", "suart", '"surat"'),
    ("external: true}", "external: ya}", "SOP103", "ya}", "true"),
    ("external: true}", "external: Tidak}", "SOP103", "Tidak}", "false"),
    ("external: true}", "external: benar}", "SOP103", "benar}", "true"),
    ("external: true}", "external: no}", "SOP103", "no}", "false"),
    ("external: true}", 'external: "true"}', "SOP103", '"true"}', "true"),
    ("    next: end", "    next: end\n    optional: ya", "SOP103", "ya\n", "true"),
    ("id: surat-tugas", "id: Surat Tugas", "SOP103", "Surat Tugas\ntitle", '"surat_tugas"'),
    ("id: surat-tugas", "id: SURAT-TUGAS", "SOP103", "SURAT-TUGAS", '"surat-tugas"'),
    ("version: 1", "version: 1\ncalendar: Kantor Camat", "SOP103", "Kantor", '"kantor_camat"'),
    ("  staf: Staf", "  staf: {title: Staf, substitutes: kasi}", "SOP103", "kasi}", "[kasi]"),
    ("outputs: [surat]", "outputs: {surat}", "SOP103", "surat}\n  - id: simpan", "[surat]"),
    ("inputs: [memo]", "inputs: {memo, surat}", "SOP103", "memo, surat", "[memo, surat]"),
    ("inputs: [memo]", "inputs: [{memo}]", "SOP103", "memo}]", ": memo"),
    ("actor: kasi", "actor: {kasi}", "SOP103", "kasi}", ": kasi"),
    ("actor: kasi", "actor: {kasi, camat}", "SOP103", "kasi, camat", "[kasi, camat]"),
    ("next: end", "next: {end}", "SOP103", "end}", ": end"),
    ("      Tidak: susun", "      Tidak: {susun}", "SOP103", "susun}", ": susun"),
    ("title: Penerbitan Surat Tugas", "title: {Penerbitan}", "SOP103", "Penerbitan", ": Penerbitan"),
    ("version: 1", "version: 1\nmissing_inputs: tolak", "SOP104", "tolak", '"refuse"'),
    ("actor: kasi", "actor: [kasi, camat]\n    sign_off: semua", "SOP104", "semua", '"all"'),
    ("actor: kasi", "actor: [kasi, camat]\n    sign_off: Salah satu", "SOP104", "Salah", '"any"'),
    ("inputs: [memo]", "inputs: memo, surat", "SOP109", "memo, surat", "[memo, surat]"),
    ("activity: Memeriksa", "activity: - Memeriksa", "SOP012", "- Memeriksa", '"- Memeriksa konsep surat tugas"'),
    ("activity: Memeriksa", "activity: @Memeriksa", "SOP012", "@Memeriksa", '"@Memeriksa konsep surat tugas"'),
    ("activity: Memeriksa konsep", 'activity: "Memeriksa" konsep', "SOP015", " konsep surat tugas\n    actor: kasi", "'Memeriksa'"),
    ("activity: Memeriksa konsep", "activity: Memeriksa #2", "SOP017", "#2", '"Memeriksa #2 surat tugas"'),
    ("    outputs: [arsip]", "    outputs:[arsip]", "SOP019", "outputs:[arsip]", "outputs: [arsip]"),
    ("kind: state", "kind: status", "SOP104", "status", '"state"'),
    ("    next: end", "    nextt: end", "SOP101", "nextt", '"next"'),
]  # fmt: skip


def wrong(text: str):
    return [d for d in check_bytes(text.encode(), "uji.yaml").findings if d.severity is not Severity.INFO]


@pytest.mark.parametrize(("meant", "written", "code", "where", "cure"), SLIPS)
def test_a_slip_is_told_where_it_is_with_its_cure(meant, written, code, where, cure):
    text = LETTER.replace(meant, written, 1)
    found = wrong(text)
    before = text[: text.index(where)]
    place = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    assert {(d.span.line, d.span.column) for d in found} == {place}
    (told,) = found
    assert told.code == code
    for language in ("id", "en"):
        assert cure is None or cure in told.hint(language)
        assert told.message(language)


@pytest.mark.parametrize(
    ("meant", "written"), [("duration: 1 hari", "duration: “1 hari"), ("inputs: [memo]", "inputs: “memo")]
)
def test_where_a_curly_mark_makes_a_value_wrong_the_value_is_shown_without_it(meant, written):
    (told,) = wrong(LETTER.replace(meant, written, 1))
    for language in ("id", "en"):
        assert told.hint(language).rpartition(": ")[2].strip('"') == meant.partition(": ")[2]


def test_a_part_of_another_shape_is_told_by_its_shape_and_not_by_its_name():
    text = LETTER.partition("steps:")[0] + "steps:\n  susun:\n    activity: Menyusun\n    actor: staf\n"
    (told,) = wrong(text)
    assert told.message("id") == "sebuah bagian (kunci: isi) tidak cocok di sini; yang diharapkan: sebuah daftar"
    assert told.message("en") == "a mapping (key: value) does not fit here; expected: a list"
    assert told.hint("en") == "begin each item with a dash and its id: - id: susun"
    assert told.hint("id") == "awali setiap butir dengan tanda hubung dan id-nya: - id: susun"


@pytest.mark.parametrize(("name", "wrong_name"), [("kasi", "KASI"), ("konsep", "Konsep"), ("susun", "Susun")])
def test_a_name_of_another_form_is_told_where_it_is_declared_and_nowhere_else(name, wrong_name):
    lines = [
        re.sub(rf"\b{name}\b", wrong_name, line) if "title" not in line and "activity" not in line else line
        for line in LETTER.splitlines()
    ]
    lines = [line.replace(f"  {name}: {{", f"  {wrong_name}: {{") for line in lines]
    declared = next(at for at, line in enumerate(lines, 1) if re.match(rf" +(- id: )?{wrong_name}\b", line))
    assert sum(wrong_name in line for line in lines) > 1
    assert [(d.code, d.span.line, d.hint("en")) for d in wrong("\n".join(lines))] == [
        ("SOP103", declared, f'write "{name}"')
    ]


@pytest.mark.parametrize(
    ("meant", "written", "code", "where", "cure"), [s for s in SLIPS if s[2] in ("SOP027", "SOP028", "SOP029")]
)
def test_a_line_that_is_written_as_advised_loads(meant, written, code, where, cure):
    text = LETTER.replace(meant, written, 1)
    (told,) = wrong(text)
    lines = text.splitlines()
    line = lines[told.span.line - 1]
    advised = told.hint("en").partition(": ")[2]
    indent = len(meant) - len(meant.lstrip())
    whole = " " * indent + advised
    inside = line[: told.span.column - 1] + advised + line[told.span.end_column - 1 :]
    lines[told.span.line - 1] = inside if "{" in line else whole
    assert line.strip() != advised
    assert wrong("\n".join(lines) + "\n") == []
    assert sopflow.loads("\n".join(lines) + "\n") == sopflow.loads(LETTER)


def test_the_words_of_the_format_are_those_of_its_schema():
    schema = json.loads((Path(sopflow.__file__).parent / "schema/sop-1.schema.json").read_text("utf-8"))
    names: set[str] = set()
    todo: list[object] = [schema]
    while todo:
        node = todo.pop()
        if isinstance(node, dict):
            names.update(node.get("properties", {}))
            todo += node.values()
        elif isinstance(node, list):
            todo += node
    assert names == KEYS


def test_a_misspelled_key_beside_the_right_one_hides_nothing_of_it():
    text = LETTER.replace("    actor: kasi\n", "    actor: kassi\n    aktor: kasi\n", 1)
    assert [d.code for d in wrong(text)] == ["SOP201", "SOP101"]


INDONESIAN = {
    "title": "judul",
    "actors": "pelaksana",
    "steps": "langkah",
    "activity": "kegiatan",
    "actor": "pelaksana",
}


def test_a_file_with_all_its_keys_in_indonesian_has_one_finding_for_each():
    text = "sopflow: 1\nid: uji\njudul: Uji\npelaksana: {a: A}\nlangkah:\n  - {id: s, kegiatan: Membaca, pelaksana: a}\n"
    found = [(d.code, d.values["key"], d.own_hint.word) for d in wrong(text)]
    assert found == [("SOP101", written, meant) for meant, written in INDONESIAN.items()]


@pytest.mark.parametrize(
    ("check", "text", "keys"),
    [
        (
            check_calendar,
            (
                "sopflow: 1\ncalendar: x\njudul: X\ntime_zone: Asia/Jakarta\nhours: {senin: [08:00-12:00]}\n"
                "perods: [{judul: R, from: 2026-02-19, to: 2026-02-20, hours: {senin: [08:00-10:00]}}]\n"
            ),
            ["judul", "perods", "judul"],
        ),
        (
            check_directory,
            "sopflow: 1\ndirectory: x\njudul: X\ntime_zone: Asia/Jakarta\nunit: {u: {judul: U}}\npositions: {p: P}\npeople: {ani: {name: Ani, holds: {position: p, unit: u}}}\n",
            ["judul", "unit", "judul"],
        ),
    ],
)
def test_in_files_beside_sops_too(check, text, keys):
    found = list(check(text.encode(), f"x.{'calendar' if 'calendar' in text else 'directory'}.yaml").findings)
    assert [(d.code, d.values["key"]) for d in found if d.severity is Severity.ERROR] == [
        ("SOP101", key) for key in keys
    ]


@pytest.mark.parametrize(("key", "looks"), [("activity", 1), ("activty", 2)])
def test_a_file_is_held_against_the_schema_again_only_where_it_was_meant_otherwise(key, looks, monkeypatch):
    held = []
    validate = loading.schema.validate
    monkeypatch.setattr(loading.schema, "validate", lambda root, name: held.append(root) or validate(root, name))
    text = f"sopflow: 1\nid: uji\ntitle: Uji\nactors: {{a: A}}\nsteps:\n  - {{id: s, {key}: x, actor: a}}\n"
    assert {one.code for one in check_bytes(text.encode(), "x").findings} == ({"SOP101"} if looks == 2 else set())
    assert len(held) == looks


@pytest.mark.parametrize(
    ("meant", "written", "cure"),
    [
        (PEOPLE, "  - Staf\n  - Kasi\n  - Camat", "actors: {staf: Staf, kasi: Kasi, camat: Camat}"),
        (
            "      Ya: tanda_tangan\n      Tidak: susun",
            "      - Ya\n      - Tidak",
            "branches: {Ya: end, Tidak: end}",
        ),
    ],
)
def test_a_list_of_texts_is_told_as_the_names_that_were_meant(meant, written, cure):
    found = check_bytes(LETTER.replace(meant, written).encode(), "x.yaml").findings
    assert found[0].code == "SOP103"
    assert cure in found[0].hint("en")


@pytest.mark.parametrize(
    "text", ["Menyusun “surat” tugas", "Menyusun surat “tugas”", "Menyusun “surat” dan “tugas”"]
)
def test_curly_marks_that_open_and_close_within_a_text_are_its_own(text):
    written = LETTER.replace("Menyusun konsep surat tugas", text)
    assert [one for one in check_bytes(written.encode(), "x.yaml").findings if one.code == "SOP016"] == []
