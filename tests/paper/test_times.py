"""Times as offices write them: said in the format's words where they are durations, kept as they are where not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopflow.definition import duration
from sopflow.paper.times import read_time

SAME = {
    "1.000 menit": "1000 menit",
    "maks. 1.000 menit": "maks. 1000 menit",
    "1 (satu) hari": "1 hari",
    "3 (tiga) hari kerja": "3 hari kerja",
    "14 (empat belas) hari kalender": "14 hari kalender",
    "30 (tiga puluh) menit": "30 menit",
    "25 (dua puluh lima) menit": "25 menit",
    "paling lama 3 (tiga) hari": "maks. 3 hari",
    "1/2 jam": "0,5 jam",
    "1 1/2 jam": "1,5 jam",
    "½ jam": "0,5 jam",
    "1½ hari": "1,5 hari",
    "setengah jam": "0,5 jam",
    "satu minggu": "1 minggu",
    "sebelas menit": "11 menit",
    "sehari": "1 hari",
    "5’": "5 menit",
    "1 jam 30'": "1 jam 30 menit",
    "10 mnt.": "10 menit",
    "5 minit": "5 menit",
    "2 HK": "2 hari",
    "3 hr kerja": "3 hari",
    "1 hari kerja.": "1 hari",
    "1 jam, 30 menit": "1 jam 30 menit",
    "1 jam dan 30 menit": "1 jam 30 menit",
    "30 menit - 3 jam": "30 menit - 3 jam",
    "5 s.d 10 menit": "5-10 menit",
    "2 – 3 hari": "2-3 hari",
    "1,5 jam": "1,5 jam",
    "maks. 2 jam": "maks. 2 jam",
    "1\nhari\nkerja": "1 hari",
}
LIMITED = {
    "± 10 mnt": "10 menit",
    "kurang lebih 2 jam": "2 jam",
    "< 5 menit": "5 menit",
    "1 x 24 jam": "1 hari kalender",
    "maksimal 2 x 24 jam": "2 hari kalender",
    "2 hari efektif": "2 hari",
    "1 bulan (tanggal 1-20)": "1 bulan",
    "1 (satu) hari (setelah berkas lengkap)": "1 hari",
}
NEITHER = [
    "15 Menit/dokumen",
    "10 menit per berkas",
    "Sepanjang tahun",
    "sesuai jadwal",
    "3 (dua) hari",
    "5",
    "1 hari/1 jam",
    "minimal 2 jam",
]


@pytest.mark.parametrize(("printed", "meant"), SAME.items())
def test_a_time_in_other_words_is_a_duration(printed, meant):
    said = read_time(printed)
    assert said.is_duration
    assert duration.parse(said.text) == duration.parse(meant)


@pytest.mark.parametrize(("printed", "limit"), LIMITED.items())
def test_a_time_that_says_more_stays_a_text_and_has_a_limit(printed, limit):
    said = read_time(printed)
    assert (said.text, said.is_duration) == (printed, False)
    assert duration.parse(said.limit) == duration.parse(limit)


@pytest.mark.parametrize("printed", NEITHER)
def test_what_is_no_time_of_a_row_stays_a_text(printed):
    assert read_time(printed) == (printed, False, "")


@pytest.mark.parametrize(
    ("printed", "meant"), [("5", "5 menit"), ("5-10", "5-10 menit"), ("2 jam", "2 jam"), ("1,5", "1,5 menit")]
)
def test_a_bare_number_has_the_unit_of_the_head(printed, meant):
    assert read_time(printed, "menit").text == meant


@given(
    st.text(st.sampled_from("0123456789 ()/.,-–±’½x<abdehijklmnrstuw"), max_size=30),
    st.sampled_from(["", "menit"]),
)
def test_a_text_that_is_no_duration_is_never_changed(text, unit):
    said = read_time(text, unit)
    if said.is_duration:
        duration.parse(said.text)
    else:
        assert said.text == " ".join(text.split())
        assert not said.limit or duration.parse(said.limit)
