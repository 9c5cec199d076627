"""What `sopflow history` says of each kind of act: what happened, to which row, to whom, and by how much."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from sopflow.cli import main

SOP = """
sopflow: 1
id: izin
title: Izin
version: "1"
time_limit: 5 hari
extension: {by: kepala, at_most: 1 hari}
may: {migrate: [kepala]}
actors:
  staf: Staf
  kepala: {title: Kepala, substitutes: [wakil]}
  wakil: Wakil
  pengawas: Pengawas
documents: {surat: Surat, berkas: Berkas}
steps:
  - {id: tulis, no: "1", activity: Menulis., actor: staf, duration: 1 hari, extension: {by: kepala, at_most: 2 hari}, inputs: [surat, berkas], outputs: [surat]}
  - {id: timbang, no: "2", activity: Menimbang, actor: kepala, optional: true, branches: {Y: {to: paraf, label: Layak}, N: {to: tulis}}}
  - {id: paraf, no: "3", activity: Memaraf, actor: [kepala, pengawas], sign_off: all}
  - {id: kirim, no: "4", activity: Mengirim, actor: staf, duration: 1 hari, on_late: [{escalate: pengawas}, {take: batal, after: 1 jam}], branches: {kirim: end, batal: {end: batal}}}
"""
DIRECTORY = """
sopflow: 1
directory: dinas
title: Dinas
time_zone: Asia/Jakarta
units: {pusat: Pusat}
positions:
  staf: Staf
  kepala: {title: Kepala, substitutes: [sekretaris]}
  wakil: Wakil Ketua
  sekretaris: Sekretaris
  pengawas: Pengawas
people:
  ani: {name: Ani Wati, holds: {position: staf, unit: pusat, from: 2020-01-01}}
  ben: {name: Ben Haris, holds: {position: kepala, unit: pusat, from: 2020-01-01}}
  cik: {name: Cik Dara, holds: {position: wakil, unit: pusat, from: 2020-01-01}}
  dul: {name: Dul Arif, holds: {position: pengawas, unit: pusat, from: 2020-01-01}}
  eni: {name: Eni Sari, holds: {position: sekretaris, unit: pusat, from: 2020-01-01}}
"""


class Office:
    def __init__(self, capsys, folder, language: str) -> None:
        self.capsys, self.language = capsys, language
        (folder / "izin.yaml").write_text(SOP, "utf-8")
        (folder / "izin2.yaml").write_text(SOP.replace('version: "1"', 'version: "2"'), "utf-8")
        (folder / "dinas.directory.yaml").write_text(DIRECTORY, "utf-8")
        begun = self("start", "izin.yaml", "--by", "ani", "--unit", "pusat", "--format", "json")
        self.run = json.loads(begun)["id"]

    def __call__(self, *words: str) -> str:
        code = main([*words, "--db", "proses.db", "--lang", self.language])
        said = self.capsys.readouterr()
        assert code == 0, (words, said)
        return said.out

    def act(self, command: str, *words: str) -> None:
        self(command, self.run, *words)

    def history(self) -> list[dict[str, str]]:
        """Its rows, by the heads of the table without a time zone; several lines of a row are one text."""
        rows: list[list[str]] = []
        for line in self("history", self.run).splitlines():
            cells = [cell.strip() for cell in line.split("|")]
            if len(cells) < 7:
                continue
            if not rows or cells[4]:  # only the first line of a row says when
                rows.append(cells)
            else:
                rows[-1] = [" ".join(filter(None, pair)) for pair in zip(rows[-1], cells, strict=True)]
        names = ("no", "row", "by", "result", "done", "due", "notes")
        return [dict(zip(names, row, strict=True)) for row in rows[1:]]


@pytest.fixture(params=["id", "en"])
def office(request, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOPFLOW_DIRECTORY", "dinas.directory.yaml")
    return Office(capsys, tmp_path, request.param)


@pytest.fixture
def said(office):
    return lambda indonesian, english: indonesian if office.language == "id" else english


def test_what_is_about_the_whole_instance_says_so_once(office, said):
    (started,) = office.history()
    assert started["row"] == said("(seluruh proses)", "(the whole instance)")
    assert started["result"] == said("dimulai", "started")


def test_to_whom_a_row_was_given(office, said):
    office.act("delegate", "1", "--by", "ani", "--to", "cik", "--note", "Cuti")
    office.act("release", "1", "--by", "ani")
    office.act("reassign", "1", "--by", "ani", "--to", "ani")
    delegated, released, reassigned = office.history()[1:]
    assert said("kepada Cik Dara", "to Cik Dara") in delegated["notes"]
    assert said("kepada", "to ") not in released["notes"]
    assert said("kepada Ani Wati", "to Ani Wati") in reassigned["notes"]


def test_how_long_an_extension_is_and_until_when(office, said):
    office.act("extend", "1", "--by", "ben", "--note", "Ramai", "--length", "1 hari")
    office.act("extend", "--by", "ben", "--note", "Ramai", "--length", "2 jam")
    row, whole = office.history()[1:]
    day = timedelta(days=1)
    until = (datetime.strptime(row["due"], "%Y-%m-%d %H:%M") + day).strftime("%Y-%m-%d %H:%M")
    assert said(f"1 hari, sampai {until}", f"1 day, until {until}") in row["notes"]
    assert whole["row"] == said("(seluruh proses)", "(the whole instance)")
    assert said("2 jam, sampai ", "2 hours, until ") in whole["notes"]
    assert whole["due"] != "-"


def test_which_row_was_undone(office, said):
    office.act("complete", "1", "--by", "ani")
    office.act("undo", "--by", "ani", "--note", "Keliru")
    done, undone = office.history()[1:]
    assert (undone["no"], undone["row"]) == (done["no"], done["row"]) == ("1", "Menulis")
    assert undone["result"] == said("ditarik kembali", "undone")


def test_a_document_that_a_row_makes_was_missing_before(office, said):
    office.act("complete", "1", "--by", "ani")
    _, done = office.history()
    assert said("belum ada: Berkas", "missing: Berkas") in done["notes"]
    assert said("belum ada sebelumnya: Surat", "missing until then: Surat") in done["notes"]


def test_a_skip_is_no_completion(office, said):
    office.act("complete", "1", "--by", "ani")
    office.act("skip", "2", "--by", "ben", "--outcome", "Y", "--note", "Jelas")
    assert office.history()[2]["result"] == said("dilewati: Y (Layak)", "skipped: Y (Layak)")


def test_signing_withdrawing_and_signing_again_are_three_things(office, said):
    office.act("complete", "1", "--by", "ani")
    office.act("complete", "2", "--by", "ben", "--outcome", "Y")
    office.act("sign-off", "3", "--by", "ben")
    office.act("withdraw", "3", "--by", "ben")
    office.act("complete", "3", "--by", "ben")
    office.act("complete", "3", "--by", "dul")
    first, withdrawn, again, last = (row["result"] for row in office.history()[3:])
    assert first == again == said("ditandatangani", "signed")
    assert withdrawn == said("tanda tangan ditarik", "signature withdrawn")
    assert last == said("selesai", "done")


def test_as_whom_somebody_acted_is_said_once(office, said):
    office.act("complete", "1", "--by", "ani")
    office.act("complete", "2", "--by", "cik", "--outcome", "N")
    office.act("delegate", "1", "--by", "ani", "--to", "cik", "--note", "Cuti")
    office.act("complete", "1", "--by", "cik")
    office.act("complete", "2", "--by", "eni", "--outcome", "N")
    rows = office.history()
    assert (
        said("sebagai pengganti Kepala (Wakil Ketua, Pusat)", "as substitute for Kepala (Wakil Ketua, Pusat)")
        in (rows[2]["notes"])
    )
    assert "a.n. Ani Wati (Staf, Pusat)" in rows[4]["notes"]
    assert rows[4]["notes"].count("a.n.") == 1
    assert rows[5]["notes"].count("Kepala") == 1
    assert said("sebagai pengganti Kepala, Pusat", "as substitute for Kepala, Pusat") in rows[5]["notes"]


def test_from_which_version_to_which(office, said):
    office("migrate", "izin2.yaml", "--by", "ben")
    assert said("dari versi 1 ke versi 2", "from version 1 to version 2") in office.history()[1]["notes"]


def test_to_whom_time_gave_a_row_and_what_it_answered(office, said):
    before = datetime.now(UTC) - timedelta(days=2)
    begun = office(
        "start",
        "izin.yaml",
        "--by",
        "ani",
        "--unit",
        "pusat",
        "--format",
        "json",
        "--acted-at",
        before.isoformat(),
    )
    office.run = json.loads(begun)["id"]
    for words in (
        ("1", "--by", "ani"), ("2", "--by", "ben", "--outcome", "Y"), ("3", "--by", "ben"), ("3", "--by", "dul"),
    ):  # fmt: skip
        office.act("complete", *words, "--acted-at", (before + timedelta(hours=1)).isoformat())
    office("advance")
    escalated, lapsed = office.history()[-2:]
    assert said("kepada Pengawas", "to Pengawas") in escalated["notes"]
    assert lapsed["result"] == said("berakhir karena terlambat: batal", "ended because it was late: batal")


def test_a_note_on_a_row_stands_at_that_row(office):
    office.act("annotate", "2", "--by", "ani", "--note", "Lihat")
    assert office.history()[1]["no"] == "2"


def test_the_table_of_a_row_that_several_sign_says_who_has_and_who_has_not(office, said):
    office.act("complete", "1", "--by", "ani")
    before = office("complete", office.run, "2", "--by", "ben", "--outcome", "Y")
    assert said("Sudah ditandatangani", "Signed already") not in before
    (row,) = (line for line in before.splitlines() if "Memaraf" in line)
    assert "Kepala, Pengawas" in row
    after = office("complete", office.run, "3", "--by", "ben")
    head, row = (line for line in after.splitlines() if "|" in line)
    cells = dict(zip(*([cell.strip() for cell in line.split("|")] for line in (head, row)), strict=True))
    assert cells[said("Pelaksana", "Actors")] == "Pengawas"
    assert cells[said("Sudah ditandatangani", "Signed already")] == "Kepala (Ben Haris)"


def quoted(words):
    return ", ".join(f'"{word}"' for word in words)


def test_a_status_says_what_is_possible_in_it(office, said, capsys):
    def refused(*words: str) -> str:
        assert main([*words, "--db", "proses.db", "--lang", office.language]) == 1
        return capsys.readouterr().err.strip()

    office.act("suspend", "--by", "ani")
    told = refused("complete", office.run, "1", "--by", "ani")
    known = said(
        ["menulis catatan", "melanjutkan", "membatalkan", "mengganti orang"],
        ["annotate", "resume", "cancel", "rebind"],
    )
    possible = re.findall('"([^"]+)"', told)
    assert [word for word in possible if word in known] == known
    assert told == said(
        f"proses ini berstatus ditunda; yang mungkin: {quoted(possible)}; lanjutkan dengan: sopflow resume {office.run} --by SIAPA",
        f"this instance is suspended; possible: {quoted(possible)}; go on with: sopflow resume {office.run} --by WHO",
    )
    office.act("annotate", "--by", "ani", "--note", "Menunggu")
    office.act("resume", "--by", "ani")
    office.act("complete", "1", "--by", "ani")
    office.act("complete", "2", "--by", "ben", "--outcome", "Y")
    office.act("complete", "3", "--by", "ben")
    office.act("complete", "3", "--by", "dul")
    office.act("complete", "4", "--by", "ani", "--outcome", "kirim")
    told = refused("complete", office.run, "1", "--by", "ani")
    assert told == said(
        'proses ini berstatus selesai; yang mungkin: "menarik kembali"',
        'this instance is completed; possible: "undo"',
    )
    office.act("undo", "--by", "ani", "--note", "Keliru")
    office.act("cancel", "--by", "ben")
    for words in (
        ("complete", office.run, "1", "--by", "ani"),
        ("undo", office.run, "--by", "ben", "--note", "x"),
    ):
        assert refused(*words) == said(
            "proses ini berstatus dibatalkan; yang mungkin: tidak ada",
            "this instance is cancelled; possible: none",
        )


PERSONAL = """
sopflow: 1
id: data
title: Data
may: {correct: [a], redact: [a]}
actors: {a: Petugas}
fields: {nama: {title: Nama, optional: true}, nik: {title: NIK, personal: true, optional: true}, hp: {title: Nomor telepon, personal: true, optional: true}}
steps:
  - {id: catat, no: "1", activity: Mencatat, actor: a, fills: [nama, nik, hp]}
"""


def test_which_fields_were_corrected_and_which_removed(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data.yaml").write_text(PERSONAL, "utf-8")

    def told(*words: str, language: str = "id") -> str:
        assert main([*words, "--db", "p.db", "--lang", language]) == 0
        return capsys.readouterr().out

    given = ("--data", "nama=Ani", "--data", "nik=3171234567890001", "--data", "hp=081234567890")
    run = json.loads(told("start", "data.yaml", "--by", "a", *given, "--format", "json"))["id"]
    told("correct", run, "--by", "a", "--data", "nama=Ina", "--data", "nik=3171234567890002", "--note", "keliru")
    told("redact", run, "--by", "a", "--field", "nik", "--note", "diminta")
    told("redact", run, "--by", "a", "--note", "semua diminta")
    shown = {language: told("history", run, language=language) for language in ("id", "en")}
    notes = {lang: [line.split("|")[-1].strip() for line in text.splitlines()] for lang, text in shown.items()}
    for wanted in ("dibetulkan: Nama, NIK", "dihapus: NIK", "dihapus: semua data pribadi"):
        assert notes["id"].count(wanted) == 1
    for wanted in ("corrected: Nama, NIK", "removed: NIK", "removed: all personal values"):
        assert notes["en"].count(wanted) == 1
    assert not [
        value
        for value in ("3171234567890001", "3171234567890002", "081234567890", "Ina")
        if value in "".join(shown.values())
    ]


WAITING = """
sopflow: 1
id: tunggu
title: Menunggu
actors: {a: Petugas}
documents: {balasan: {title: Balasan, external: true}, lain: {title: Lain, external: true}}
steps:
  - {id: kirim, no: "1", activity: Mengirim, actor: a, next: [tunggu, nanti]}
  - {id: tunggu, no: "2", activity: Menunggu balasan, wait: {until: balasan}, next: {end: cukup, closes: all}}
  - {id: nanti, no: "3", activity: Menunggu yang lain, wait: {until: lain}}
"""


def test_a_waiting_row_that_a_document_ends_stands_in_the_history(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tunggu.yaml").write_text(WAITING, "utf-8")

    def told(*words: str) -> str:
        assert main([*words, "--lang", "id"]) == 0
        return capsys.readouterr().out

    def rows(table: str) -> list[list[str]]:
        cells = [[cell.strip() for cell in line.split("|")] for line in table.splitlines() if line.count("|") == 6]
        return [[line[0], line[3]] for line in cells[1:] if line[4]]

    run = json.loads(told("start", "tunggu.yaml", "--by", "a", "--db", "p.db", "--format", "json"))["id"]
    told("complete", run, "1", "--by", "a", "--db", "p.db")
    told("receive", run, "balasan", "--by", "a", "--db", "p.db")
    assert rows(told("history", run, "--db", "p.db")) == [["", "dimulai"], ["1", "selesai"], ["2", "diterima"]]
    walked = json.loads(told("run", "tunggu.yaml", "--auto", "--format", "json"))
    assert "tunggu" in [one["step"] for one in walked["path"]]
