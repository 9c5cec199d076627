"""Whose eyes were missing: who did a row that another person, or the same one, was to do."""

from __future__ import annotations

import json

import pytest

from tests.conformance.letter import GOOD, SOP


def test_of_a_row_that_several_sign_every_signer_counts(conform, tmp_path):
    text = SOP.replace("actor: loket, duration: 1 jam", "actor: [loket, kasi], sign_off: all")
    (tmp_path / "surat.yaml").write_text(text)
    first = "K,terima,loket,2024-03-15 09:00,,Ani\nK,terima,kasi,2024-03-15 10:00,,Dewi\n"
    rest = GOOD[GOOD.index("K,verifikasi") :]
    assert "who did terima too" not in conform(first + rest)[1]
    for person in ("Ani", "Dewi"):
        _, out, _ = conform(first + rest.replace("Budi", person))
        assert f'verifikasi was done by "{person}", who did terima too' in out


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


def test_a_person_is_the_same_however_the_name_is_typed(conform):
    assert conform(GOOD.replace(",,Ani\nK,v", ",,ANI \nK,v"))[0] == 0
    assert "verifikasi" in conform(GOOD.replace("Budi", "ani"))[1]
    assert conform(GOOD.replace("Budi", "ani"))[0] == 1


def test_who_did_a_row_last_is_not_known_where_the_last_time_names_nobody(conform):
    again = (
        "K,terima,loket,2024-03-15 09:00,,Ani\nK,verifikasi,kasi,2024-03-15 10:00,N,Budi\n"
        "K,terima,loket,2024-03-15 11:00,,\nK,verifikasi,kasi,2024-03-15 12:00,Y,Ani\n"
    )
    _, out, _ = conform(again, "--running")
    assert "who did terima too" not in out


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
