"""How the file of a log is read: its encoding, its times, and which of its lines are left out and told."""

from __future__ import annotations

import pytest

from tests.conformance.letter import GOOD, HEADS


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


@pytest.mark.parametrize("serial", ["45369.376", "45369,376"])  # 2024-03-18 09:01:26
def test_times_that_a_spreadsheet_wrote_as_numbers_are_read(conform, serial):
    _, out, err = conform(GOOD.replace("2024-03-18 09:00", f'"{serial}"'))
    assert err == ""
    assert "verifikasi was late: due 2024-03-18 09:00, done 2024-03-18 09:01" in out


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


def test_lines_that_cannot_be_used_are_counted_and_do_not_hide(conform):
    code, out, err = conform(GOOD + "K2\nK3,terima,loket,besok,,Ani\n")
    assert code == 1  # what was left out may not have fitted
    assert "log.csv:6: this line is too short" in err
    assert 'log.csv:7: "besok" is not a time' in err
    assert "2 lines could not be used" in err
    assert "1 case, 4 events: 1 fit the SOP" in out


@pytest.mark.parametrize(
    "text", ["2024/03/18 09:00", "2024-3-18 9.00", "Senin, 18 Maret 2024 pukul 09.00", "18 Maret 2024 jam 09:00", "18/3/2024 09:00"]
)  # fmt: skip
def test_times_are_read_as_offices_write_them(conform, text):
    cell = f'"{text}"' if "," in text else text
    assert conform(GOOD.replace("2024-03-18 09:00", cell)) == conform(GOOD)


def test_blanks_around_the_name_of_a_case_do_not_make_another(conform):
    code, out, _ = conform(GOOD.replace("K,teken", "K ,teken"))
    assert (code, "1 case" in out) == (0, True)


def test_a_column_of_too_many_different_things_is_refused(conform, monkeypatch):
    monkeypatch.setattr("sopflow.conformance.log.MAX_LABELS", 3)
    code, _, err = conform(GOOD)
    assert code == 1
    assert "log.csv:5: over 3 different combinations" in err
