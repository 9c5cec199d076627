"""Where the first readers stumbled: a finding says the one thing to do, and what is then written has no such finding."""

from __future__ import annotations

import pytest

from sopflow.definition.loading import check_bytes
from tests.review.mistakes import LETTER
from tests.review.test_mistakes import findings

ROW = "    inputs: [konsep]\n    duration: 30 menit\n    outputs: null\n"
WAITS = LETTER.replace(
    "    actor: staf\n    inputs: [memo]\n    duration: 1 jam\n    outputs: [konsep]\n", "    wait: memo\n"
)
LATE = LETTER.replace("outputs: null", "outputs: [memo]").replace(
    "    actor: camat\n    inputs: [konsep]\n    duration: 1 hari\n    outputs: [surat]\n",
    "    wait: {until: surat, at_most: 2 hari}\n",
)


def told(text: str, code: str):
    return [one for one in findings(text) if one.code == code]


@pytest.mark.parametrize(
    ("text", "written", "code", "shown", "better"),
    [
        (WAITS, "wait: memo", "SOP106", "{until: memo}", "wait: {until: memo}"),
        (WAITS.replace("wait: memo", "wait: Memo"), "wait: Memo", "SOP106", "{until: memo}", "wait: {until: memo}"),
        (LATE, "at_most: 2 hari", "SOP312", "late: end", "at_most: 2 hari, late: end"),
        (LETTER.replace("Tidak: susun", "Tidak = susun"), "Tidak = susun", "SOP029", "Tidak: susun", "Tidak: susun"),
        (LETTER.replace("Tidak: susun", "Tidak=susun"), "Tidak=susun", "SOP029", "Tidak: susun", "Tidak: susun"),
        (LETTER.replace("Tidak: susun", "Tidak -> susun"), "Tidak -> susun", "SOP029", "Tidak: susun", "Tidak: susun"),
        (LETTER.replace("Tidak: susun", "Tidak → susun"), "Tidak → susun", "SOP029", "Tidak: susun", "Tidak: susun"),
        (LETTER.replace("staf: Staf", "staf = Staf"), "staf = Staf", "SOP029", "staf: Staf", "staf: Staf"),
        (
            LETTER.replace("Sudah benar?", "“Sudah: benar?”"), "“Sudah: benar?”", "SOP013",
            '"Sudah: benar?"', '"Sudah: benar?"',
        ),
        (LETTER.replace("Sudah benar?", "“Sudah benar?”"), "“Sudah benar?”", "SOP016", '"Sudah benar?"', "Sudah benar?"),
        (LETTER.replace("Sudah benar?", "‘Sudah benar?’"), "‘Sudah benar?’", "SOP016", '"Sudah benar?"', "Sudah benar?"),
        (LETTER.replace("sopflow: 1\n", ""), "id: surat-tugas", "SOP102", "sopflow: 1", "sopflow: 1\nid: surat-tugas"),
        (
            LETTER.replace("      Tidak: susun\n", ""), "      Ya: tanda_tangan\n", "SOP103",
            "Tidak: end", "      Ya: tanda_tangan\n      Tidak: end\n",
        ),
        (
            LETTER.replace("    next: end", "    next: susun"), "    next: susun", "SOP209",
            'next: end pada langkah "simpan"', "    next: end",
        ),
        (
            LETTER.replace("    actor: camat", "    actor: [kasi, camat]"), "    actor: [kasi, camat]", "SOP345",
            "sign_off: all", "    actor: [kasi, camat]\n    sign_off: all",
        ),
    ],
)  # fmt: skip
def test_what_the_hint_shows_takes_the_finding_away(text, written, code, shown, better):
    assert text.count(written) == 1
    (one,) = told(text, code)
    assert shown in one.hint("id")
    assert told(text.replace(written, better), code) == []


def test_a_day_that_does_not_exist_is_to_be_looked_up():
    text = LETTER.replace("version: 1", "version: 1\nidentity: {created: 31 Pebruari 2026}")
    (one,) = told(text, "SOP108")
    assert one.hint("id").startswith("periksa hari, bulan, dan tahunnya")


@pytest.mark.parametrize(
    ("key", "value", "offered"),
    [
        ("duration", "sepanjang hari", True),
        ("wait", "sepanjang hari", False),
        ("time_limit", "sepanjang hari", False),
    ],
)
def test_words_for_a_cell_are_offered_only_where_they_may_stand(key, value, offered):
    if key == "time_limit":
        text = LETTER.replace("version: 1", f"version: 1\ntime_limit: {value}")
    else:
        text = LETTER.replace("    duration: 1 hari\n", f"    {key}: {value}\n")
    (one,) = told(text, "SOP106")
    assert ("{text: …}" in one.hint("en")) is offered
    assert ("{until: " in one.hint("en")) is (key == "wait")


def test_a_wait_that_ends_only_when_its_document_comes_has_it():
    assert told(LATE.replace(", at_most: 2 hari", ""), "SOP312") == []
    led = LATE.replace("at_most: 2 hari", "at_most: 2 hari, late: simpan")  # the hint would not help: it is said
    (one,) = told(led, "SOP312")
    assert "late: end" not in one.hint("en")
    assert "tanda_tangan=late" in one.message("en")


def test_one_id_for_two_rows_is_told_once_with_the_id_that_was_meant():
    text = LETTER.replace("  - id: susun", "  - id: simpan")
    (one,) = [one for one in check_bytes(text.encode(), "x.yaml").findings if one.fails]
    assert one.code == "SOP205"
    assert '"susun"' in one.hint("id")
    other = text.replace("Ya: tanda_tangan", "Ya: entah")  # a second name that is unknown is a slip of its own
    assert [one.code for one in check_bytes(other.encode(), "x.yaml").findings if one.code == "SOP203"] == [
        "SOP203"
    ] * 2


def test_one_answer_alone_is_completed_in_the_language_of_its_own():
    for own, other in (("Y", "N"), ("Tidak", "Ya"), ("disetujui", "…")):
        text = LETTER.replace("      Tidak: susun\n", "").replace("      Ya: tanda", f"      {own}: tanda")
        (one,) = told(text, "SOP103")
        assert one.hint("en").endswith(f"{other}: end")
