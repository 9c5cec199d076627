"""The commands as people type them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sopflow.cli import main

ROOT = Path(__file__).parents[2]
PENGAWALAN = str(ROOT / "definitions/pengawalan.yaml")
BAD = "sopflow: 1\nid: x\ntitle: X\nactors: {a: A}\nsteps:\n  - {id: s, activity: k, actor: b}\n"


@pytest.fixture
def bad(tmp_path):
    file = tmp_path / "x.yaml"
    file.write_text(BAD, "utf-8")
    return str(file)


def run(capsys, *words):
    code = main(words)
    out = capsys.readouterr()
    return code, out.out, out.err


def test_check_says_where_and_what_in_both_languages(capsys, bad):
    code, out, _ = run(capsys, "check", bad, "--lang", "id")
    assert code == 1
    assert f"{bad}:6:33: kesalahan SOP201" in out
    assert "  - {id: s, activity: k, actor: b}" in out
    assert "1 berkas diperiksa: 1 kesalahan" in out
    code, out, _ = run(capsys, "check", bad, "--lang", "en")
    assert "there is no actor" in out


def test_check_as_json_and_for_github(capsys, bad):
    code, out, _ = run(capsys, "check", bad, "--format", "json", "--lang", "en")
    (found,) = json.loads(out)["findings"]
    assert code == 1
    assert (found["code"], found["line"], found["column"], found["severity"]) == ("SOP201", 6, 33, "error")
    assert set(found) == {"code", "severity", "file", "line", "column", "message", "hint"}
    _, out, _ = run(capsys, "check", bad, "--format", "github", "--lang", "en")
    assert out.startswith("::error file=")
    assert ",line=6,col=33,title=SOP201::" in out


def test_check_takes_folders_and_is_content_with_ours(capsys):
    code, out, _ = run(capsys, "check", str(ROOT / "definitions"), "--lang", "en", "--notes")
    assert code == 0
    count = len([*(ROOT / "definitions").rglob("*.yaml")])
    assert f"{count} files checked: 0 errors, 0 warnings" in out
    assert ("SOP221" in out, "(notes: --notes)" in out) == (True, False)
    _, out, _ = run(capsys, "check", str(ROOT / "definitions"), "--lang", "en")
    assert ("SOP221" in out, "(notes: --notes)" in out) == (False, True)


def test_wrong_usage_is_2(capsys, tmp_path):
    assert run(capsys, "entah")[0] == 2
    assert run(capsys, "check", str(tmp_path))[0] == 2
    assert run(capsys, "run", PENGAWALAN, "--choose", "verifikasi")[0] == 2
    assert run(capsys, "run", PENGAWALAN, "--choose", "verifikas=Y")[0] == 2
    assert run(capsys, "run", PENGAWALAN, "--start-at", "kemarin")[0] == 2
    assert run(capsys, "check", str(tmp_path / "tidak-ada.yaml"))[0] == 1


def test_show_draws_the_table_with_branches_and_joins(capsys):
    code, out, _ = run(
        capsys, "show", str(ROOT / "definitions/rekomendasi-izin-keramaian.yaml"), "--lang", "id", "--width", "160"
    )
    assert code == 0
    assert "menunggu 4 dan 5 dan 6" in out
    assert "N → 7" in out
    assert "selesai (ditolak)" in out
    assert max(len(line) for line in out.splitlines()) <= 160
    _, out, _ = run(capsys, "show", PENGAWALAN, "--format", "json")
    assert len(json.loads(out)["steps"]) == 11
    _, out, _ = run(capsys, "show", str(ROOT / "definitions/pengusulan-tksk.yaml"), "--lang", "en")
    assert "? (the" in out
    _, out, _ = run(capsys, "show", str(ROOT / "definitions/penertiban-pedagang-kaki-lima.yaml"), "--lang", "en")
    assert "runs the SOP" in out


def test_run_walks_to_the_end_with_one_return(capsys):
    words = ["run", PENGAWALAN, "--choose", "verifikasi=N", "--choose", "verifikasi=Y", "--format", "json"]
    code, out, _ = run(capsys, *words)
    result = json.loads(out)
    assert code == 0
    instance = result["instance"]
    assert (instance["sop"], instance["status"], instance["end"]) == ("pengawalan", "completed", "end")
    steps = [(p["step"], p["outcome"]) for p in result["path"]]
    assert steps[3:6] == [("verifikasi", "N"), ("susun_surat_tugas", "done"), ("verifikasi", "Y")]
    assert len(steps) == 13
    assert instance["revision"] == 14
    assert result["path"][0]["by"] == "camat"
    assert result["path"][0]["due"]
    assert {held["document"]: held["version"] for held in instance["documents"]}["draft_surat_perintah"] == 2


def test_run_without_an_answer_says_what_is_possible(capsys):
    code, out, err = run(capsys, "run", PENGAWALAN, "--lang", "id")
    assert code == 1
    assert '"4. Sekcam menerima draft surat dari Kasi Ketentraman dan …" memerlukan jawaban: "Y", "N"' in err
    assert "Danru menerima perintah" in out


def test_run_prints_the_timeline(capsys):
    code, out, _ = run(capsys, "run", PENGAWALAN, "--auto", "--lang", "id", "--start-at", "2024-03-12T08:00+07:00")
    assert code == 0
    assert "2024-03-12 09:00" in out
    assert "belum ada sebelumnya: Surat" in out
    assert "riwayat: 12 kejadian" in out


def test_run_goes_on_from_its_journal_even_after_a_torn_line(capsys, tmp_path):
    journal = tmp_path / "j.jsonl"
    code, _, _ = run(capsys, "run", PENGAWALAN, "--journal", str(journal))
    assert code == 1
    assert len(journal.read_bytes().splitlines()) == 4
    with journal.open("ab") as file:
        file.write(b'{"v": 1, "inst')
    code, out, err = run(
        capsys,
        "run",
        PENGAWALAN,
        "--journal",
        str(journal),
        "--choose",
        "verifikasi=Y",
        "--format",
        "json",
        "--lang",
        "en",
    )
    assert code == 0
    assert "4 events on record" in err
    assert "cut off" in err
    assert json.loads(out)["instance"]["revision"] == 12
    assert len(journal.read_bytes().splitlines()) == 12


def test_a_journal_of_something_else_is_refused(capsys, tmp_path):
    journal = tmp_path / "j.jsonl"
    run(capsys, "run", PENGAWALAN, "--journal", str(journal), "--auto")
    other = str(ROOT / "definitions/pendeportasian-deteni.yaml")
    code, _, err = run(capsys, "run", other, "--journal", str(journal), "--lang", "en")
    assert code == 1
    assert "pengawalan" in err
    lines = journal.read_bytes().splitlines(keepends=True)
    for broken, number in (
        (lines[:2] + lines[3:], 3),
        ([b"x\n", *lines], 1),
        ([*lines[:1], b"[]\n"], 2),
        ([b'{"v": 2}\n'], 1),
    ):
        journal.write_bytes(b"".join(broken))
        code, _, err = run(capsys, "run", PENGAWALAN, "--journal", str(journal), "--auto")
        assert code == 1
        assert f"j.jsonl:{number}:" in err


@pytest.mark.parametrize(
    ("name", "answers", "end"),
    [
        ("penertiban-pedagang-kaki-lima", ["putuskan=limpahkan", "verifikasi=N"], "dilimpahkan"),
        ("penertiban-pedagang-kaki-lima", ["putuskan=tidak ditindaklanjuti"], "ditutup"),
        ("penertiban-pedagang-kaki-lima", ["periksa_1=belum", "periksa_2=belum"], "dilimpahkan"),
        ("izin-keramaian-kelurahan", ["paraf=kurang@cetak"], "end"),
        ("pengusulan-tksk", ["periksa=belum lengkap", "lengkapi=done@periksa", "tunggu=late"], "end"),
        ("rekomendasi-izin-keramaian", ["tetapkan=ditolak", "paraf=N"], "ditolak"),
    ],
)
def test_run_takes_every_kind_of_row(capsys, name, answers, end):
    words = [w for a in answers for w in ("--choose", a)]
    code, out, err = run(
        capsys, "run", str(ROOT / f"definitions/{name}.yaml"), *words, "--auto", "--format", "json"
    )
    assert code == 0, err
    assert json.loads(out)["instance"]["end"] == end


def test_run_asks_at_a_terminal(tmp_path):
    file = tmp_path / "tanya.yaml"
    file.write_text(
        "sopflow: 1\nid: tanya\ntitle: Tanya\nactors: {a: A}\nsteps:\n"
        "  - {id: s, activity: Kerja, actor: a, optional: true}\n"
        "  - {id: t, activity: Putus, actor: a, branches: {Y: w, N: {to: s, note: required}, lain: unknown}}\n"
        "  - {id: w, activity: Tunggu, wait: 1 hari}\n",
        "utf-8",
    )
    done = at_a_terminal(file, b"s\ntidak perlu\nX\nN\nsalah\n\nlain\nw\nperintah\n\n")
    assert done.returncode == 0, done.stdout + done.stderr
    assert 'bukan jawaban untuk "2. Putus"' in done.stdout
    assert "status: selesai" in done.stdout
    assert "tidak perlu" in done.stdout


def test_what_cannot_be_written_or_read_is_said_in_a_line(capsys, tmp_path):
    code, _, err = run(capsys, "run", PENGAWALAN, "--auto", "--journal", str(tmp_path / "tiada" / "j.jsonl"))
    assert (code, err.count("\n")) == (1, 1)
    assert "j.jsonl" in err
    deep = tmp_path / "deep.jsonl"
    deep.write_text("[" * 100_000 + "\n", "utf-8")
    code, _, err = run(capsys, "run", PENGAWALAN, "--auto", "--journal", str(deep))
    assert code == 1
    assert "deep.jsonl:1:" in err


def test_choose_is_answered_in_the_readers_language(capsys):
    assert "langkah" in run(capsys, "run", PENGAWALAN, "--choose", "verifikas=Y", "--lang", "id")[2]


def at_a_terminal(file: Path, typed: bytes) -> subprocess.CompletedProcess[str]:
    pty = pytest.importorskip("pty")
    master, slave = pty.openpty()
    os.write(master, typed)
    words = [sys.executable, "-m", "sopflow", "run", str(file), "--lang", "id"]
    return subprocess.run(words, stdin=slave, capture_output=True, text=True, timeout=60, check=False, cwd=ROOT)


def test_run_asks_who_a_chosen_actor_is(tmp_path):
    file = tmp_path / "pilih.yaml"
    file.write_text(
        "sopflow: 1\nid: pilih\ntitle: Pilih\n"
        "actors: {a: A, b: B, t: {title: Terkait, chosen_by: s, among: [a, b]}}\nsteps:\n"
        "  - {id: s, activity: Disposisi, actor: a}\n  - {id: u, activity: Kerja, actor: t}\n",
        "utf-8",
    )
    done = at_a_terminal(file, b"\nc\n\nb\n\n")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "siapa Terkait [a/b]" in done.stdout
    assert '"c" tidak dapat dipilih sebagai "Terkait" (t); yang dapat dipilih: "A" (a), "B" (b)' in done.stdout


def test_run_stops_without_a_traceback_when_the_person_leaves(tmp_path):
    done = at_a_terminal(Path(PENGAWALAN), b"\x04")
    assert done.returncode == 1
    assert "dihentikan" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_language_follows_the_locale(capsys, monkeypatch, bad):
    monkeypatch.setenv("LC_ALL", "id_ID.UTF-8")
    assert "kesalahan" in run(capsys, "check", bad)[1]
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert "error" in run(capsys, "check", bad)[1]


def test_version_is_quick_and_right(capsys):
    import sopflow

    assert run(capsys, "--version")[1] == f"sopflow {sopflow.__version__}\n"
    assert set(sopflow.__all__) == set(dir(sopflow))
    assert all(getattr(sopflow, name) for name in sopflow.__all__)
    with pytest.raises(AttributeError):
        _ = sopflow.entah


def test_control_characters_of_a_definition_do_not_reach_the_terminal(capsys, tmp_path):
    file = tmp_path / "x.yaml"
    file.write_text(
        BAD.replace("activity: k", 'activity: "\\e[31mmerah"').replace("actor: b", "actor: a"), "utf-8"
    )
    _, out, _ = run(capsys, "show", str(file))
    assert "\x1b" not in out


def test_show_tells_who_must_be_another_person_and_what_lateness_brings(tmp_path, capsys):
    path = tmp_path / "x.yaml"
    path.write_text(
        "sopflow: 1\nid: x\ntitle: X\nactors: {a: Ani, b: Budi}\nsteps:\n"
        "  - {id: p, activity: Menulis, actor: a, duration: 1 hari, extension: {by: b, at_most: 2 hari}, on_late: [{remind: true}, {after: 1 jam, escalate: b}]}\n"
        "  - {id: q, activity: Memeriksa, actor: b, separate_from: [p], duration: 1 jam, branches: {Y: r, N: p}, on_late: {take: Y}}\n"
        "  - {id: r, activity: Mengirim, actor: a, same_as: p}\n",
        "utf-8",
    )
    assert main(["show", str(path), "--lang", "en", "--width", "300"]) == 0
    said = capsys.readouterr().out
    for words in (
        "may be extended by Budi: 2 days, 1 time",
        "late: a reminder",
        "1 hour late: Budi may do it too",
        "late: → Y",
        "not whoever did 1",
        "who did 1",
    ):
        assert words in said


def test_show_says_when_a_branch_is_taken_of_which_nobody_chooses(capsys):
    _, out, _ = run(capsys, "show", str(ROOT / "definitions/izin-reklame.yaml"), "--lang", "id", "--width", "400")
    assert "untuk setiap Titik reklame" in out
    assert "memenuhi [bila semua: memenuhi] → " in out
    assert "(bila Pajak reklame lebih dari Rp0; selain itu dilewati)" in out
    _, out, _ = run(
        capsys, "show", str(ROOT / "definitions/pengadaan-langsung.yaml"), "--lang", "en", "--width", "400"
    )
    assert "ya [if Harga setelah negosiasi is at most Harga perkiraan sendiri (HPS)] → 8" in out
    assert (
        "melebihi pagu: if Harga perkiraan sendiri (HPS) is above Pagu anggaran" in out
    )  # one of rules in their order
    assert "tidak [otherwise] → " in out
