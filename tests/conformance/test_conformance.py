"""Cases of a log held against an SOP at the terminal, and how a log is read."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from sopflow.cli import main
from sopflow.conformance.log import Label, Log, LogError

ROOT = Path(__file__).parents[2]


def log_of(path, rows, heads=("case", "activity", "actor", "time")):
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(heads)
        writer.writerows(rows)
    return path


STRAIGHT = [
    ("terima_perintah", "Camat"), ("perintah_camat", "Kasi Trantib"), ("susun_surat_tugas", "Komandan"),
    ("verifikasi", "Sekcam"), ("tanda_tangan", "Camat"), ("teruskan", "Kasi Trantib"),
    ("siapkan_anggota", "Komandan"), ("kawal", "Anggota Trantib"), ("susun_laporan", "Komandan"),
    ("terima_laporan", "Kasi Trantib"), ("arsip", "Kasi Trantib"),
]  # fmt: skip


def case(name, events, start=8):
    return [
        (name, activity, actor, f"2024-03-12 {start + at:02d}:00") for at, (activity, actor) in enumerate(events)
    ]


def test_the_command_names_the_line_at_which_each_case_leaves_the_sop(tmp_path, capsys):
    without = [e for e in STRAIGHT if e[0] != "verifikasi"]
    wrong = [("verifikasi", "Camat") if e[0] == "verifikasi" else e for e in STRAIGHT]
    log = log_of(tmp_path / "log.csv", case("K1", STRAIGHT) + case("K2", without) + case("K3", wrong))
    code = main(["conform", str(log), "--against", str(ROOT / "definitions/pengawalan.yaml"), "--lang", "id"])
    out = capsys.readouterr().out
    assert code == 1
    # a skipped row shows at the event after it: K2's fourth, on line 1 + 11 + 4
    assert f"{log}:16: terlewati: verifikasi, yang seharusnya ada sesudah susun_surat_tugas" in out
    assert f'{log}:26: verifikasi dikerjakan "Camat"; yang boleh: "Sekcam"' in out
    assert "3 kasus, 32 kejadian: 1 sesuai SOP, 2 tidak; kesesuaian 0,969" in out


def test_fitness_is_one_less_the_share_of_what_must_be_put_right(tmp_path, capsys):
    without = [e for e in STRAIGHT if e[0] != "verifikasi"]
    log = log_of(tmp_path / "log.csv", case("K1", STRAIGHT) + case("K2", without))
    main(["conform", str(log), "--against", str(ROOT / "definitions/pengawalan.yaml"), "--format", "json"])
    record = json.loads(capsys.readouterr().out)
    assert (record["cases"], record["fitting"], record["events"]) == (2, 1, 21)
    # K2: one row of ten events and eleven rows; both: one of 22 + 21
    assert record["results"][0]["fitness"] == round(1 - 1 / 21, 6)
    assert record["fitness"] == round(1 - 1 / 43, 6)
    assert record["results"][0]["deviations"][0]["kind"] == "skipped"


def test_cases_may_be_mixed_out_of_order_and_under_other_heads(tmp_path, capsys):
    rows = [(c, a, w, t) for c, a, w, t in reversed(case("K1", STRAIGHT) + case("K2", STRAIGHT, start=9))]
    log = log_of(tmp_path / "log.csv", rows, heads=("Nomor Berkas", "Kegiatan", "Pelaksana", "Waktu"))
    arguments = ["conform", str(log), "--against", str(ROOT / "definitions/pengawalan.yaml"), "--lang", "en"]
    assert main(arguments) == 1
    assert "there is no column for the case; columns: Nomor Berkas" in capsys.readouterr().err
    assert main([*arguments, "--column", "case=Nomor Berkas"]) == 0
    assert main([*arguments, "--column", "case=Nomor"]) == 1
    assert 'did you mean "Nomor Berkas"' in capsys.readouterr().err
    assert main([*arguments, "--column", "nomor=Nomor"]) == 2


def test_a_running_case_fits_only_if_it_may_run(tmp_path, capsys):
    log = log_of(tmp_path / "log.csv", case("K1", STRAIGHT[:5]))
    arguments = ["conform", str(log), "--against", str(ROOT / "definitions/pengawalan.yaml")]
    assert main(arguments) == 1
    assert main([*arguments, "--running"]) == 0
    capsys.readouterr()


def test_json_lines_have_every_case(tmp_path, capsys):
    log = log_of(tmp_path / "log.csv", case("K1", STRAIGHT) + case("K2", STRAIGHT[1:]))
    main(["conform", str(log), "--against", str(ROOT / "definitions/pengawalan.yaml"), "--format", "jsonl"])
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(r["case"], r["fits"]) for r in records[:-1]] == [("K1", True), ("K2", False)]
    assert records[-1]["summary"]["cases"] == 2


@pytest.mark.parametrize(
    ("content", "word"), [(b"", "empty"), (b"nomor,apa\n1,2\n", "no column"), (b"case,\xff\nK,p\n", "UTF-8")]
)
def test_a_log_without_its_columns_is_refused(tmp_path, content, word):
    path = tmp_path / "log.csv"
    path.write_bytes(content)
    with Log() as log, pytest.raises(LogError) as caught:
        list(log.read(path))
    assert caught.value.values["line"] == 1
    assert word in caught.value.message("en")


@pytest.mark.parametrize(
    ("bad", "word"),
    [
        (b"K1,p,kemarin\n", "not a time"),
        (b"K1\n", "too short"),
        (b"K1,\xff,2024-03-12\n", "UTF-8"),
        (b'"' + b"x" * 200_000 + b'",p,2024-03-12\n', "CSV"),
    ],
)
def test_one_bad_line_is_counted_and_the_others_are_read(tmp_path, bad, word):
    path = tmp_path / "log.csv"
    path.write_bytes(b"case,activity,time\nK0,p,2024-03-12\n" + bad + b"K2,q,2024-03-12\n")
    with Log() as log:
        list(log.read(path))
        assert [case.name for case in log.cases()] == ["K0", "K2"]
    assert log.left_out == 1
    ((line, why, others),) = log.named
    assert others == 0
    assert line == 3
    assert word in why.en


@pytest.mark.parametrize(
    "time",
    [
        "2024-03-12T08:00:00+07:00", "2024-03-12 08:00", "2024-03-12", "12/03/2024 08.00", "2024-03-12 08.00", "12-03-2024",
        "12.03.2024 08:00:30", "12 Maret 2024, 08:00", "12 Mar 2024 08.00 WIB", "2024-03-12 08:00 WIT", "1/3/2024 8:05",
    ],
)  # fmt: skip
def test_times_are_read_as_offices_and_systems_write_them(tmp_path, time):
    path = log_of(tmp_path / "log.csv", [("K", "q", "", "2024-03-13T00:00:00Z"), ("K", "p", "", time)])
    with Log() as log:
        list(log.read(path))
        (one,) = log.cases()
    assert [log.labels[label].activity for label in one.labels] == ["p", "q"]


def test_semicolons_and_tabs_part_cells_too(tmp_path):
    for delimiter in ";\t":
        path = tmp_path / "log.csv"
        path.write_text(f"\ufeffkasus{delimiter}kegiatan\nK{delimiter}p, q\n", "utf-8")
        with Log() as log:
            list(log.read(path))
            assert log.labels == [Label("p, q")]
