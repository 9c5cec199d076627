"""What a field takes, and what it says of what it does not."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from sopflow.fields import Field, Problem

NILAI = Field("nilai", "Nilai", "money", min=0)
DOLAR = Field("dolar", "Dolar", "money", scale=2)
LUAS = Field("luas", "Luas", "number", optional=True)
JENIS = Field("jenis", "Jenis", "one_of", choices={"barang": "Barang", "jasa": "Jasa konsultan"})
SYARAT = Field("syarat", "Syarat", "some_of", choices={"ktp": "KTP", "kk": "Kartu keluarga", "npwp": "NPWP"})
LOKASI = Field("lokasi", "Lokasi", "list", columns=(Field("alamat", "Alamat"), LUAS), key="alamat")
ACARA = Field("acara", "Acara", "date", min="2026-01-01")


@pytest.mark.parametrize(
    ("field", "given", "value"),
    [
        (NILAI, 50_000_000, 50_000_000),
        (NILAI, 5e7, 50_000_000),
        (NILAI, Decimal("50000000.00"), 50_000_000),
        (DOLAR, Decimal("10.50"), 1050),
        (DOLAR, 1050, 1050),
        (LUAS, 0.1, 0.1),
        (LUAS, Decimal("0.10"), 0.1),
        (LUAS, 3.0, 3),
        (LUAS, -0.0, 0),
        (LUAS, None, None),
        (JENIS, "jasa", "jasa"),
        (SYARAT, ["npwp", "ktp"], ["ktp", "npwp"]),
        (ACARA, "2026-08-17", "2026-08-17"),
        (ACARA, date(2026, 8, 17), "2026-08-17"),
        (Field("j", "J", "time"), time(7, 30), "07:30"),
        (Field("h", "H", "yes_no"), False, False),
        (Field("n", "N"), "e\u0301", "é"),
        (Field("n", "N", "long_text"), "a\r\nb", "a\nb"),
        (Field("n", "N", default="x"), None, "x"),
        (LOKASI, [{"alamat": "Jl. A", "luas": 2.5}, {"alamat": "Jl. B", "luas": None}],
         [{"alamat": "Jl. A", "luas": 2.5}, {"alamat": "Jl. B"}]),
    ],
)  # fmt: skip
def test_a_value_is_taken(field, given, value):
    found = field.read(given)
    assert (found, type(found)) == (value, type(value))
    assert field.read(found) == found


@pytest.mark.parametrize(
    ("field", "given", "place", "expected"),
    [
        (NILAI, -1, "nilai", "an amount of money as a whole number, such as 50000000 for Rp50,000,000, at least 0"),
        (NILAI, True, "nilai", "an amount of money"),
        (NILAI, 0.5, "nilai", "an amount of money"),
        (NILAI, "50 juta", "nilai", "an amount of money"),
        (NILAI, 2**53, "nilai", "an amount of money"),
        (DOLAR, Decimal("0.001"), "dolar", "a whole number, such as 50000000 for 500,000.00"),
        (LUAS, float("nan"), "luas", "a number"),
        (LUAS, float("inf"), "luas", "15 digits at most"),
        (LUAS, 1.2345678901234567, "luas", "15 digits at most"),
        (LUAS, 10**400, "luas", "a number"),
        (LUAS, Decimal("1e-999999"), "luas", "a number"),
        (JENIS, "Jasa", "jenis", "one of barang, jasa"),
        (SYARAT, ["ktp", "ktp"], "syarat", "each once"),
        (SYARAT, [], "syarat", "one or more of ktp, kk, npwp"),
        (ACARA, "2025-12-31", "acara", "2026-01-01 at the earliest"),
        (ACARA, "2026-02-30", "acara", "a date"),
        (ACARA, "2026-08-17\n", "acara", "a date"),
        (ACARA, datetime(2026, 8, 17, tzinfo=UTC), "acara", "a date"),
        (Field("j", "J", "time"), "24:00", "j", "a time of day"),
        (Field("j", "J", "time"), time(7, 30, 1), "j", "a time of day"),
        (Field("h", "H", "yes_no"), 1, "h", "true or false"),
        (Field("n", "N"), " \u00a0", "n", "a text of one line, at most 1000 characters"),
        (Field("n", "N"), "a\nb", "n", "a text of one line"),
        (Field("n", "N"), "\ud800", "n", "a text"),
        (Field("n", "N", max_length=2), "abc", "n", "at most 2 characters"),
        (Field("n", "N", pattern="[0-9]{2}"), "1", "n", "matching [0-9]{2}"),
        (LOKASI, [{"alamat": "A"}, {"alamat": "A"}], "lokasi[2].alamat", "another alamat than the list has already"),
        (LOKASI, [{"luas": 2}], "lokasi[1].alamat", "a text"),
        (LOKASI, [{"alamat": "A", "luas": "x"}], "lokasi[1].luas", "a number"),
        (LOKASI, [{"alamat": "A", "lebar": 1}], "lokasi[1].lebar", "records of alamat, luas"),
        (LOKASI, ["A"], "lokasi[1]", "records of alamat, luas"),
        (LOKASI, {"alamat": "A"}, "lokasi", "records of alamat, luas"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_its_place_and_what_would(field, given, place, expected):
    found = field.read(given)
    assert isinstance(found, Problem)
    assert found.field == place
    assert expected in found.expected.en
    assert found.expected.id


def test_nothing_is_missing_only_where_something_must_be():
    assert NILAI.read(None) == Problem("nilai", None, NILAI.read(-1).expected, "missing")
    assert LUAS.read(None) is None
    assert Field("s", "S", "some_of", choices={"a": "A"}, optional=True).read([]) is None


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (NILAI, "50 juta", 50_000_000),
        (NILAI, " Rp1.500 ", 1_500),
        (DOLAR, "10,50", 1050),
        (LUAS, "1,5", 1.5),
        (LUAS, "", None),
        (ACARA, "17 Agustus 2026", "2026-08-17"),
        (Field("j", "J", "time"), "7.30", "07:30"),
        (Field("h", "H", "yes_no"), "Ya", True),
        (Field("h", "H", "yes_no"), "tidak", False),
        (JENIS, "jasa KONSULTAN", "jasa"),
        (SYARAT, "npwp, Kartu Keluarga", ["kk", "npwp"]),
        (LOKASI, '[{"alamat": "A"}]', [{"alamat": "A"}]),
        (LOKASI, '[{"alamat": "A", "luas": "2,5"}]', [{"alamat": "A", "luas": 2.5}]),
    ],
)
def test_what_a_person_wrote_is_read(field, text, value):
    assert field.parse(text) == value


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        (NILAI, "1.500", "1_500"),
        (NILAI, "banyak", "an amount of money"),
        (NILAI, "-5", "an amount of money, such as Rp50,000,000, at least Rp0"),
        (ACARA, "1 Mei 2025", "1 January 2026 at the earliest"),
        (ACARA, "17 Augustus 2026", "2026-08-17 (17 August 2026)"),
        (Field("h", "H", "yes_no"), "mungkin", "yes or no"),
        (
            LOKASI,
            "Jl. A",
            'such as [{"alamat": "…", "luas": 1.5}], each with a different alamat; write it as JSON',
        ),
        (LOKASI, "[" * 100_000, "as JSON"),
    ],
)
def test_what_a_person_wrote_wrongly_is_told_as_it_was_written(field, text, expected):
    found = field.parse(text)
    assert isinstance(found, Problem)
    assert expected in found.expected.en
    assert text.startswith(str(found.value)[:200])


def test_a_cell_of_a_list_is_told_as_people_write_it():
    found = LOKASI.parse('[{"alamat": "A", "luas": "1.500"}]')
    assert (found.field, found.value, found.expected.en) == (
        "lokasi[1].luas", "1.500", "1_500 or 1.5, as it could mean either",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "indonesian", "english"),
    [
        (NILAI, 1_500_000, "Rp1.500.000", "Rp1,500,000"),
        (DOLAR, -1050, "-10,50", "-10.50"),
        (LUAS, 1234.5, "1.234,5", "1,234.5"),
        (ACARA, "2026-08-17", "17 Agustus 2026", "17 August 2026"),
        (Field("j", "J", "time"), "07:30", "07.30", "07:30"),
        (Field("h", "H", "yes_no"), True, "ya", "yes"),
        (JENIS, "jasa", "Jasa konsultan", "Jasa konsultan"),
        (SYARAT, ["ktp", "kk"], "KTP, Kartu keluarga", "KTP, Kartu keluarga"),
        (LOKASI, [{"alamat": "A", "luas": 0.5}, {"alamat": "B"}], "Alamat: A, Luas: 0,5; Alamat: B",
         "Alamat: A, Luas: 0.5; Alamat: B"),
        (NILAI, None, "-", "-"),
    ],
)  # fmt: skip
def test_a_value_is_said_as_an_office_writes_it(field, value, indonesian, english):
    assert (field.said(value, "id"), field.said(value, "en")) == (indonesian, english)


def test_programs_are_given_python_values():
    assert NILAI.hosted(50) == Decimal(50)
    assert DOLAR.hosted(1050) == Decimal("10.50")
    assert LUAS.hosted(0.1) == Decimal("0.1")
    assert ACARA.hosted("2026-08-17") == date(2026, 8, 17)
    assert LOKASI.hosted([{"alamat": "A", "luas": 0.1}]) == ({"alamat": "A", "luas": Decimal("0.1")},)
