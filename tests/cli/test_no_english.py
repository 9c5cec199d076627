"""Whatever the terminal prints in Indonesian has no word of programs in it: every command, gone through on one office."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sopflow.cli import main
from sopflow.definition.naming import field_names
from sopflow.flow.commands import EVENTS
from sopflow.terms import OUTCOMES, STATUSES

ROOT = Path(__file__).parents[2]
SOP = """
sopflow: 1
id: izin
title: Surat Izin
version: "1"
time_limit: 5 hari
extension: {by: kasi, at_most: 1 hari}
may: {migrate: [kasi], cancel: [kasi]}
actors:
  petugas: Petugas Loket
  kasi: {title: Kepala Seksi, substitutes: [sekcam]}
  sekcam: Sekretaris Camat
  camat: Camat
documents: {berkas: Berkas, surat: Surat, balasan: {title: Balasan Dinas, external: true}}
steps:
  - {id: terima, no: "1", activity: Menerima berkas., actor: petugas, duration: 1 jam, outputs: [berkas]}
  - {id: tunggu, no: "2", activity: Menunggu balasan dinas., wait: {until: balasan}}
  - {id: periksa, no: "3", activity: Memeriksa berkas., actor: kasi, duration: 1 hari, inputs: [berkas], branches: {Y: paraf, N: terima}}
  - {id: paraf, no: "4", activity: Memaraf surat., actor: [kasi, camat], sign_off: all, optional: true}
  - {id: kirim, no: "5", activity: Mengirim surat., actor: petugas, outputs: [surat]}
"""
OF_PROGRAMS = {
    *EVENTS, *STATUSES, *OUTCOMES, *(key for key, said in field_names().items() if key != said and key not in ("version", "may")),
    "True", "False", "None", "system", "digest", "outcome", "outcomes", "note", "reason", "instance", "the", "is", "are", "not",
    "and", "nothing", "open", "visit", "choose", "error", "isi by",
}  # fmt: skip
WORD = re.compile(
    rf"(?<![\w./-])({'|'.join(map(re.escape, sorted(OF_PROGRAMS, key=len, reverse=True)))})(?![\w./-])"
)
WRITTEN = re.compile(
    r"--[a-z-]+(?: [A-Z]+)?|\((?:release|reassign|undo|head|system)[^)]*\)|\"system\"|dengan undo|sopflow [a-z]+|\[[a-z-]+\]"
)
"""What is to be written as it is: options, commands, and the names of findings."""
KINDS = {"when", "late", "by"}
"""Also Indonesian or a part of a usage."""


def english(text: str) -> list[str]:
    told = "\n".join(line for line in text.splitlines() if not re.search(r"^(cara pakai:| {10,})", line))
    return [one for one in WORD.findall(WRITTEN.sub("", told)) if one not in KINDS]


@pytest.fixture
def told(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "izin.yaml").write_text(SOP, "utf-8")
    later = SOP.replace('version: "1"', 'version: "2"').replace("Camat\ndoc", "Bapak Camat\ndoc")
    later = later.replace(
        "title: Balasan Dinas, external: true", "title: Balasan Dinas, optional: true, external: true"
    )
    (tmp_path / "izin2.yaml").write_text(later, "utf-8")

    def command(*words: str) -> str:
        main([*words, "--lang", "id"])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return said.out + said.err

    return command


def test_the_detector_finds_what_it_is_for():
    assert english("yang ada: done") == ["done"]
    assert english("isi by dengan nama; sidik digest x") == ["isi by", "digest"]
    assert english("Oleh system; dari luar menjadi True") == ["system", "True"]
    assert english("2 langkah selesai (--status STATUS), dilepas (release) dengan sopflow undo") == []


def test_no_command_says_a_word_of_programs_in_indonesian(told):
    begun = json.loads(told("start", "izin.yaml", "--by", "petugas", "--db", "p.db", "--format", "json"))
    run, db = begun["id"], ("--db", "p.db")
    done = (
        ("check", "izin.yaml"), ("show", "izin.yaml"), ("diff", "izin.yaml", "izin2.yaml"),
        ("run", "izin.yaml", "--auto"), ("run", "izin.yaml", "--choose", "3=X"), ("run", "izin.yaml", "--choose", "1=X"),
        ("complete", run, "1", "--by", "Petugas Loket", *db), ("complete", run, "1", "--by", " ", *db),
        ("complete", run, "1", "--by", "system", *db), ("complete", run, "1", "--by", "petugas", "--outcome", "X", *db),
        ("complete", run, "9", "--by", "petugas", *db), ("delegate", run, "1", "--by", "petugas", "--to", "Camat", "--note", "Cuti", *db),
        ("delegate", run, "1", "--by", "petugas", "--to", "camat", "--note", "Cuti", *db), ("claim", run, "1", "--by", "petugas", *db),
        ("release", run, "1", "--by", "kasi", *db), ("release", run, "1", "--by", "petugas", *db), ("withdraw", run, "1", "--by", "petugas", *db),
        ("skip", run, "1", "--by", "petugas", "--note", "Tidak perlu", *db), ("extend", run, "1", "--by", "petugas", "--note", "Libur", *db),
        ("complete", run, "1", "--by", "petugas", *db), ("complete", run, "2", "--by", "petugas", *db), ("receive", run, "surat", "--by", "petugas", *db),
        ("receive", run, "balasan", "--by", "petugas", *db), ("complete", run, "3", "--by", "kasi", *db), ("undo", run, "--by", "camat", "--note", "Keliru", *db),
        ("suspend", run, "--by", "kasi", *db), ("complete", run, "3", "--by", "kasi", *db), ("resume", run, "--by", "kasi", *db),
        ("annotate", run, "--by", "kasi", "--note", "Catatan", *db), ("complete", run, "3", "--by", "kasi", "--outcome", "Y", *db),
        ("complete", run, "4", "--by", "kasi", *db), ("complete", run, "4", "--by", "kasi", *db), ("skip", run, "4", "--by", "camat", "--note", "Mendesak", *db),
        ("undo", run, "--by", "camat", "--note", "Keliru", *db), ("history", run, *db), ("history", "abcd", *db), ("worklist", "--actor", "petugas", *db),
        ("worklist", "--actor", "Camat", *db), ("worklist", "--overdue", *db), ("worklist", *db), ("instances", *db), ("instances", "--status", "jalan", *db),
        ("instances", "--step", "x", *db), ("activate", "izin", *db), ("activate", "izin", "9", "--by", "kasi", *db), ("activate", "izin", "1", "--by", "camat", *db),
        ("migrate", "izin2.yaml", "--by", "camat", *db), ("migrate", "izin2.yaml", "--by", "kasi", *db), ("cancel", run, "--by", "petugas", *db),
        ("cancel", run, "--by", "kasi", *db), ("undo", run, "--by", "kasi", "--note", "x", *db), ("report", *db), ("subscribers", *db), ("advance", *db),
        ("audit", *db), ("dump", "-o", "d.jsonl", *db), ("backup", "b.db", *db), ("export", "izin.yaml", "-o", "x.pdf"), ("export", "izin.yaml", "-o", "t/x.docx"),
        ("history", run, "--db", "izin.yaml"), ("test", "izin.yaml"), ("new",), ("entah",), ("check", "tidak-ada.yaml"), ("due", "2 hari"),
    )  # fmt: skip
    found = [(" ".join(words[:2]), english(text), text) for words in done if english(text := told(*words))]
    assert found == []
