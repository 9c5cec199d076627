"""A row of a called SOP without `in`: what leads to it is said with each finding of the act."""

from __future__ import annotations

import pytest

from sopflow.definition.loading import loads
from sopflow.scenarios import loading
from tests.scenarios.subject import Shelf
from tests.scenarios.test_answers import LICENCE, VISIT

START = """sopflow: 1
sop: izin
scenarios:
  - name: dua lokasi
    steps:
      - {petugas: ajukan, fields: {lokasi: [{alamat: Melati}]}}
      - ACT
"""
VISIT = VISIT.replace(
    "fields: {alamat: {title: Alamat}}", "fields: {alamat: {title: Alamat}, catatan: {title: Catatan}}"
)
VISIT = VISIT.replace("actors: {petugas: Petugas}", "actors: {petugas: Petugas, penilai: Penilai}")


def hints(act, language="en"):
    visit = loads(VISIT)
    licence = loads(LICENCE, others={"kunjungan": visit})
    text = START.replace("ACT", act)
    found = loading.check_bytes(text.encode(), "uji.scenarios.yaml", Shelf(licence, visit)).findings
    return [(one.code, one.own_hint.within(language)) for one in found]


INSIDE = 'the step "nilai" is one of the SOP "kunjungan"; add in: kunjungi=KEY'


@pytest.mark.parametrize(
    ("act", "codes"),
    [
        ("{petugas: nilai=Y}", ["SOP506"]),
        ("{penilai: nilai=Y}", ["SOP508", "SOP506"]),
        ("{petugas: nilai=Y, fields: {catatan: x}}", ["SOP506", "SOP527"]),
    ],
)
def test_the_calling_row_is_named(act, codes):
    found = hints(act)
    assert [code for code, _ in found] == codes
    assert {hint for _, hint in found} == {INSIDE}


def test_so_it_is_in_indonesian():
    assert hints("{petugas: nilai=Y}", "id")[0][1].endswith("tambahkan in: kunjungi=PEMBEDA")


def test_of_a_row_that_nobody_has_the_rows_are_named():
    assert all("add in" not in hint for _, hint in hints("{petugas: nila=Y}"))


def test_with_the_way_in_nothing_is_found():
    assert hints("{penilai: nilai=Y, in: kunjungi=Melati}") == []
