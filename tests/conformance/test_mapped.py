"""`sopflow conform --map`: what the values of a log mean in the SOP."""

from __future__ import annotations

import pytest

from tests.conformance.letter import GOOD


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
