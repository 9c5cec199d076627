"""What `sopflow conform` says of a case: the outcome that there is not, what comes next, who was late, whose eyes were missing."""

from __future__ import annotations

import json

import pytest

from sopflow.cli import main

SOP = """sopflow: 1
id: surat
title: Surat
calendar: kantor
actors: {loket: Petugas Loket, kasi: Kepala Seksi, camat: Camat}
steps:
  - {id: terima, activity: Menerima berkas., actor: loket, duration: 1 jam}
  - {id: verifikasi, activity: Memeriksa berkas., actor: kasi, duration: 1 hari kerja, branches: {Y: teken, N: terima}, separate_from: [terima]}
  - {id: teken, activity: Menandatangani., actor: camat, duration: 2 jam}
  - {id: kirim, activity: Mengirim., actor: loket, same_as: terima}
"""
KALENDER = """sopflow: 1
calendar: kantor
title: Kantor
time_zone: Asia/Jayapura
hours: {senin-jumat: [08:00-16:00]}
"""
HEADS = "kasus,kegiatan,pelaksana,waktu,jawaban,orang\n"
# 2024-03-15 is a Friday
GOOD = (
    "K,terima,loket,2024-03-15 09:00,,Ani\n"
    "K,verifikasi,kasi,2024-03-18 09:00,Y,Budi\n"
    "K,teken,camat,2024-03-18 11:00,,Citra\n"
    "K,kirim,loket,2024-03-18 12:00,,Ani\n"
)


@pytest.fixture
def conform(tmp_path, monkeypatch, capsys):
    """Holds a log, given as lines below the usual heads, against the SOP: code, what is said, what is complained of."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "surat.yaml").write_text(SOP)
    (tmp_path / "kantor.calendar.yaml").write_text(KALENDER)

    def run(lines, *more, heads=HEADS, lang="en"):
        data = lines if isinstance(lines, bytes) else (heads + lines).encode()
        (tmp_path / "log.csv").write_bytes(data)
        code = main(["conform", "log.csv", "--against", "surat.yaml", "--lang", lang, *more])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_a_case_in_time_by_the_right_persons_fits(conform):
    code, out, err = conform(GOOD)
    assert (code, err) == (0, "")
    assert " late" not in out.replace("lateness", "").replace("calendar", "")


def test_an_outcome_that_the_row_does_not_have_is_told_with_those_that_it_has(conform):
    code, out, _ = conform(GOOD.replace(",Y,", ",ditolak,"))
    assert code == 1
    assert 'log.csv:3: "ditolak" is not an outcome of verifikasi; known: Y, N' in out


def test_an_answer_that_is_not_given_is_told(conform):
    code, out, _ = conform(GOOD.replace(",Y,", ",,"))
    assert code == 1
    assert "log.csv:3: the outcome of verifikasi is not given; known: Y, N" in out
    without = "".join(line.rsplit(",", 2)[0] + "\n" for line in GOOD.splitlines())
    assert (
        conform(without, heads="kasus,kegiatan,pelaksana,waktu\n")[0] == 0
    )  # a log without that column does not say


def test_an_answer_at_a_row_without_branches_is_told(conform):
    _, out, _ = conform(GOOD.replace("11:00,,Citra", "11:00,Y,Citra"))
    assert '"Y" is not an outcome of teken: that step has no branches' in out


def test_what_comes_after_the_end_is_told(conform):
    _, out, _ = conform(GOOD + "K,teken,camat,2024-03-18 12:30,,Citra\n")
    assert '"teken" is out of place; after kirim comes the end' in out


@pytest.mark.parametrize("at", ["0001-01-01", "0001-01-01 00:00+07:00", "9999-12-31", "9999-12-31 23:59-11:00"])
def test_dates_that_databases_write_for_no_date_are_left_out(conform, at):
    code, out, err = conform(GOOD + f"K2,terima,loket,{at},,Ani\n")
    assert code == 1
    assert "log.csv:6: this time is outside the years 1900-2299" in err
    assert "1 case, 4 events: 1 fit" in out


@pytest.mark.parametrize("form", ["%y%y", "%d%d", "%x%c", "besok", "%Q", "%H:%M"])
def test_a_format_that_reads_no_times_is_refused(conform, form):
    code, _, err = conform(GOOD, "--time-format", form)
    assert code == 1
    assert f'--time-format "{form}" cannot be used' in err


def test_a_line_that_is_not_text_is_told_once_and_no_other_is_left_out_for_it(conform):
    lines = (HEADS + GOOD).replace("Citra", "Cítra").encode().splitlines(keepends=True)
    for bad in (
        b"\xffpendek\n",
        b'K9,"terima\xff"x,loket,2024-03-15 09:00,,Ani\n',
        b",\xff,loket,2024-03-15 09:00,,Ani\n",
    ):
        code, out, err = conform(lines[0] + bad + b"".join(lines[1:]))
        assert (code, err.count("log.csv:2: ")) == (1, 1)
        assert "1 line could not be used" in err
        assert "1 case, 4 events: 1 fit" in out


def test_a_line_without_a_case_is_left_out(conform):
    code, _, err = conform(GOOD + ",terima,loket,2024-03-15 09:00,,Ani\n")
    assert code == 1
    assert "log.csv:6: this line does not name its case" in err


def test_lines_that_are_left_out_for_one_reason_are_told_once(conform):
    wrong = "".join(f"K,terima,loket,kapan {n},,Ani\n" for n in range(12))
    _, _, err = conform(GOOD + wrong + ",terima,loket,2024-03-15 09:00,,Ani\n")
    told = [line for line in err.splitlines() if line.startswith("log.csv:")]
    assert told == [
        (
            'log.csv:6: "kapan 0" is not a time; write, for example, 2024-03-12 08:00, or give its form with --time-format'
            " (and 11 more lines like this)"
        ),
        "log.csv:18: this line does not name its case",
    ]
    assert "13" in err


def test_a_few_lines_that_are_left_out_are_each_told(conform):
    _, _, err = conform(GOOD + "".join(f"K,terima,loket,kapan {n},,Ani\n" for n in range(3)), lang="id")
    assert [line.partition(": ")[0] for line in err.splitlines()[:3]] == ["log.csv:6", "log.csv:7", "log.csv:8"]
    assert "lain seperti ini" not in err


@pytest.mark.parametrize("first", ["sep=;", "SEP=;\r", '"sep=;"', "\ufeffsep=;"])
def test_the_first_line_by_which_excel_is_told_what_parts_columns_is_none_of_the_log(conform, first):
    parted = (HEADS + GOOD + "K,teken,camat,kapan,,Citra\n").replace(",", ";")
    _, _, err = conform(parted, heads=f"{first}\n")
    assert "log.csv:7: " in err  # lines are counted as an editor does
    assert conform((HEADS + GOOD).replace(",", ";"), heads=f"{first}\n")[0] == 0
    assert conform((HEADS + GOOD).replace(",", "|"), heads="sep=|\n")[0] == 0


def test_case_does_not_matter_in_outcomes(conform):
    assert conform(GOOD.replace(",Y,", ",y,"))[0] == 0


def test_what_is_out_of_place_is_told_with_what_comes_there(conform):
    code, out, _ = conform(GOOD.replace(",Y,", ",N,"))
    assert code == 1
    assert "log.csv:4: skipped: terima, which comes after verifikasi=N" in out
    _, out, _ = conform(GOOD + "K,teken,camat,2024-03-18 11:30,,Citra\n")
    assert 'log.csv:6: "teken" is out of place; after teken comes kirim' in out
    _, out, _ = conform("K,teken,camat,2024-03-15 09:00,,Citra\n" + GOOD)
    assert '"teken" is out of place; terima comes first' in out


def test_activities_are_known_by_their_titles_too(conform):
    titled = GOOD.replace("terima,", "menerima  BERKAS,").replace("teken,", "Menandatangani.,")
    assert conform(titled)[0] == 0


def test_lateness_is_told_on_the_calendar_of_the_sop(conform):
    # due a working day after Friday 09:00; a day of the calendar would have been over on Saturday
    assert "was late" not in conform(GOOD)[1]
    code, out, _ = conform(GOOD.replace("2024-03-18 09:00", "2024-03-18 09:01"))
    assert code == 0  # it went the right way
    assert "log.csv:3: verifikasi was late: due 2024-03-18 09:00, done 2024-03-18 09:01" in out
    assert "1 case with a row that was late" in out
    assert "was late" not in conform(GOOD.replace("18 09:00", "18 09:01"), "--ignore-times")[1]


def test_a_day_without_a_time_may_be_any_time_of_the_day(conform):
    # opened on Friday, perhaps at its very end: due when Monday is over, which is when Tuesday begins to count
    for day, is_late in (("2024-03-19", False), ("2024-03-20", True)):
        lines = GOOD.replace("2024-03-15 09:00", "2024-03-15").replace("2024-03-18 09:00", day)
        _, out, _ = conform("".join(lines.splitlines(keepends=True)[:2]), "--running")
        assert ("verifikasi was late" in out) == is_late


def test_of_a_row_that_several_sign_every_signer_counts(conform, tmp_path):
    text = SOP.replace("actor: loket, duration: 1 jam", "actor: [loket, kasi], sign_off: all")
    (tmp_path / "surat.yaml").write_text(text)
    first = "K,terima,loket,2024-03-15 09:00,,Ani\nK,terima,kasi,2024-03-15 10:00,,Dewi\n"
    rest = GOOD[GOOD.index("K,verifikasi") :]
    assert "who did terima too" not in conform(first + rest)[1]
    for person in ("Ani", "Dewi"):
        _, out, _ = conform(first + rest.replace("Budi", person))
        assert f'verifikasi was done by "{person}", who did terima too' in out


def test_rows_whose_opening_is_not_known_are_not_judged(conform):
    lines = [line for line in GOOD.splitlines(keepends=True) if "verifikasi" not in line]
    _, out, _ = conform("".join(lines).replace("2024-03-18", "2024-04-18"))
    assert "was late" not in out


def test_four_eyes_are_told_where_the_log_has_persons(conform):
    code, out, _ = conform(GOOD.replace("Budi", "Ani"))
    assert code == 1
    assert 'log.csv:3: verifikasi was done by "Ani", who did terima too; it must be somebody else' in out
    code, out, _ = conform(GOOD.replace("12:00,,Ani", "12:00,,Dewi"))
    assert code == 1
    assert 'log.csv:5: kirim was done by "Dewi"; it must be the person who did terima' in out


def test_a_breach_of_four_eyes_costs_as_much_as_a_wrong_actor(conform):
    rows = len(GOOD.splitlines())
    _, out, _ = conform(GOOD.replace("Budi", "Ani"), "--format", "json")
    told = json.loads(out)
    (case,) = told["results"]
    assert (case["cost"], case["fits"]) == (1, False)
    assert case["fitness"] == told["fitness"] == round(1 - 1 / (rows + rows), 6)


@pytest.mark.parametrize("serial", ["45369.376", "45369,376"])  # 2024-03-18 09:01:26
def test_times_that_a_spreadsheet_wrote_as_numbers_are_read(conform, serial):
    _, out, err = conform(GOOD.replace("2024-03-18 09:00", f'"{serial}"'))
    assert err == ""
    assert "verifikasi was late: due 2024-03-18 09:00, done 2024-03-18 09:01" in out


def test_it_says_whose_times_and_people_it_read(conform):
    _, out, _ = conform(GOOD)
    assert 'times from the column "waktu"' in out
    assert 'persons from the column "orang"' in out
    assert 'times without a zone are read as WIT; due times are calculated with "kantor"' in out
    bare = "".join(",".join(line.split(",")[:3]) + "\n" for line in GOOD.splitlines())
    _, out, _ = conform(bare, heads="kasus,kegiatan,pelaksana\n")
    assert "lateness is not judged: there is no column of times" in out
    assert "separate_from and same_as are not judged: there is no column of persons" in out


def test_values_of_columns_are_mapped(conform, tmp_path):
    (tmp_path / "arti.yaml").write_text(
        "activity: {Cek: verifikasi}\nactor: {Pak Kasi: kasi}\noutcome: {setuju: Y}\n"
    )
    other = GOOD.replace("verifikasi,kasi,", "CEK,Pak Kasi,").replace(",Y,", ",Setuju,")
    assert conform(other)[0] == 1
    assert conform(other, "--map", "arti.yaml")[0] == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("aktivitas: {a: b}\n", 'arti.yaml:1: "aktivitas" cannot be mapped'),
        ("activity: verifikasi\n", "arti.yaml:1: write activity: {Cek berkas: verifikasi}"),
        ("- a\n", "arti.yaml:1: write activity:"),
        ("activity: {a: [b]}\n", "arti.yaml:1: write activity:"),
        ("activity: {a\n", "arti.yaml:"),
    ],
)
def test_a_map_that_cannot_be_used_is_told_with_what_would_work(conform, tmp_path, text, said):
    (tmp_path / "arti.yaml").write_text(text)
    code, _, err = conform(GOOD, "--map", "arti.yaml")
    assert code == 1
    assert said in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("activity: {Cek: telaahh}\n", 'arti.yaml: activity: this SOP has no "telaahh"'),
        ("actor: {Pak Kasi: kassi}\n", 'actor: this SOP has no "kassi"; did you mean "kasi"?'),
        ("outcome: {setuju: ya}\n", 'outcome: this SOP has no "ya"'),
    ],
)
def test_a_map_to_what_the_sop_does_not_have_is_told(conform, tmp_path, text, said):
    (tmp_path / "arti.yaml").write_text(text)
    code, _, err = conform(GOOD, "--map", "arti.yaml")
    assert (code, said in err) == (2, True)


def test_a_map_that_is_not_there_is_told(conform):
    code, _, err = conform(GOOD, "--map", "tidak-ada.yaml")
    assert code == 1
    assert "tidak-ada.yaml:1: " in err


def test_times_in_a_form_of_their_own(conform):
    dated = GOOD
    for day in ("15", "18"):
        dated = dated.replace(f"2024-03-{day} ", f"03/{day}/24 ")
    code, _, err = conform(dated)
    assert (code, err.count('" is not a time')) == (2, 1)
    assert "and 3 more lines like this" in err
    assert conform(dated, "--time-format", "%m/%d/%y %H:%M")[0] == 0


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_a_log_in_utf_16_is_read(conform, encoding):
    text = HEADS + GOOD.replace("Ani", "Aníta")
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    assert conform(mark + text.encode(encoding))[0] == 0


def test_a_quotation_mark_that_never_closes_is_told_where_it_opens(conform):
    code, _, err = conform(
        GOOD + 'K2,"terima,loket,2024-03-15 09:00,,Ani\nK3,terima,loket,2024-03-15 09:00,,Ani\n'
    )
    assert code == 1
    assert "log.csv:6: this is not CSV" in err


@pytest.mark.parametrize("word", ["done", "Selesai", "completed"])
def test_a_row_of_one_way_may_be_said_to_be_done(conform, word):
    assert conform(GOOD.replace("09:00,,Ani", f"09:00,{word},Ani"))[0] == 0


def test_lines_that_cannot_be_used_are_counted_and_do_not_hide(conform):
    code, out, err = conform(GOOD + "K2\nK3,terima,loket,besok,,Ani\n")
    assert code == 1  # what was left out may not have fitted
    assert "log.csv:6: this line is too short" in err
    assert 'log.csv:7: "besok" is not a time' in err
    assert "2 lines could not be used" in err
    assert "1 case, 4 events: 1 fit the SOP" in out


def test_json_has_the_same(conform):
    record = json.loads(
        conform(GOOD.replace("Budi", "Ani").replace("18 09:00", "18 09:30"), "--format", "json")[1]
    )
    (case,) = record["results"]
    assert case["people"] == [{"row": "verifikasi", "line": 3, "other": "terima", "person": "Ani", "same": False}]
    assert [(late["row"], late["due"]) for late in case["late"]] == [("verifikasi", "2024-03-18T09:00:00+09:00")]
    assert (record["late"], record["left_out"], record["columns"]["person"]) == (1, 0, "orang")


def test_no_english_word_is_in_an_indonesian_answer(conform):
    _, out, err = conform(GOOD.replace("Budi", "Ani").replace(",Y,", ",ditolak,") + "K2\n", lang="id")
    for word in (" late", " case", "line", "column", "person", "outcome", "due"):
        assert word not in (out + err).replace("log.csv", "").replace("--column person=KOLOM", "")


def test_a_person_is_the_same_however_the_name_is_typed(conform):
    assert conform(GOOD.replace(",,Ani\nK,v", ",,ANI \nK,v"))[0] == 0
    assert "verifikasi" in conform(GOOD.replace("Budi", "ani"))[1]
    assert conform(GOOD.replace("Budi", "ani"))[0] == 1


@pytest.mark.parametrize(
    "text", ["2024/03/18 09:00", "2024-3-18 9.00", "Senin, 18 Maret 2024 pukul 09.00", "18 Maret 2024 jam 09:00", "18/3/2024 09:00"]
)  # fmt: skip
def test_times_are_read_as_offices_write_them(conform, text):
    cell = f'"{text}"' if "," in text else text
    assert conform(GOOD.replace("2024-03-18 09:00", cell)) == conform(GOOD)


def test_who_did_a_row_last_is_not_known_where_the_last_time_names_nobody(conform):
    again = (
        "K,terima,loket,2024-03-15 09:00,,Ani\nK,verifikasi,kasi,2024-03-15 10:00,N,Budi\n"
        "K,terima,loket,2024-03-15 11:00,,\nK,verifikasi,kasi,2024-03-15 12:00,Y,Ani\n"
    )
    _, out, _ = conform(again, "--running")
    assert "who did terima too" not in out


def test_blanks_around_the_name_of_a_case_do_not_make_another(conform):
    code, out, _ = conform(GOOD.replace("K,teken", "K ,teken"))
    assert (code, "1 case" in out) == (0, True)


def test_a_column_of_too_many_different_things_is_refused(conform, monkeypatch):
    monkeypatch.setattr("sopflow.conformance.log.MAX_LABELS", 3)
    code, _, err = conform(GOOD)
    assert code == 1
    assert "log.csv:5: over 3 different combinations" in err


def test_the_rows_that_are_named_are_told_below_with_their_titles(conform):
    _, out, _ = conform(GOOD.replace(",Y,", ",ditolak,"))
    lines = out.partition("the steps that are named:\n")[2].splitlines()
    assert any(line.startswith("  verifikasi: ") and "Memeriksa" in line for line in lines)
    assert "the steps that are named:" not in conform(GOOD)[1]


def test_where_nothing_is_open_it_is_said_in_words(conform):
    _, out, _ = conform(GOOD.replace("kirim,loket", "hilang,loket"), lang="id")
    assert "yang terbuka: -" not in out


AGAIN = """K,terima,loket,2024-03-15 09:00,,Ani
K,verifikasi,kasi,2024-03-15 10:00,N,Budi
K,terima,loket,2024-03-15 11:00,,{who}
K,verifikasi,kasi,2024-03-15 12:00,Y,Budi
K,teken,camat,2024-03-15 13:00,,Citra
K,kirim,loket,2024-03-15 14:00,,{last}
"""


@pytest.mark.parametrize(
    ("who", "last", "blamed"),
    [
        ("Ani", "Ani", []),
        ("Dewi", "Ani", ["kirim"]),  # `same_as: terima`, and Ani did it before
        ("Dewi", "Dewi", []),
        ("Budi", "Ani", ["verifikasi", "kirim"]),
        ("", "Ani", []),  # nobody knows who did it last
        ("", "Dewi", []),
    ],
)
def test_of_a_row_done_again_the_last_person_counts(conform, who, last, blamed):
    code, out, _ = conform(AGAIN.format(who=who, last=last), "--format", "json")
    (case,) = json.loads(out)["results"] or [{"people": []}]
    assert (code, [one["row"] for one in case["people"]]) == (bool(blamed), blamed)


def test_what_is_done_again_with_an_outcome_that_there_is_is_out_of_place(conform):
    again = "K,verifikasi,kasi,2024-03-18 09:30,Y,Budi\n"
    _, out, _ = conform(GOOD.replace("K,teken", f"{again}K,teken"))
    assert 'log.csv:4: "verifikasi" is out of place; after verifikasi=Y comes teken' in out


def test_as_many_cases_are_shown_as_are_asked_for_and_ten_else(conform):
    lines = "".join(f"K{number},kirim,loket,2024-03-15 09:00,,Ani\n" for number in range(12))
    for more, shown in (((), 10), (("--show", "3"), 3), (("--show", "12"), 12), (("--show", "0"), 0)):
        assert conform(lines, *more)[1].count("case K") == shown
