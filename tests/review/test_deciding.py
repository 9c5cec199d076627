"""What data decides, `check` looks through: gaps, overlaps, rules that never hold, and data that is not there by then."""

from __future__ import annotations

import pytest

from sopflow.review.checking import findings as findings_of
from tests.sop import sop

HEAD = """actors: {a: A, b: B}
fields:
  nilai: {title: Nilai, type: money, min: 0}
  pagu: {title: Pagu, type: money, min: 0}
  jenis: {title: Jenis, one_of: [barang, jasa, lainnya]}
"""


def findings(rows, *codes):
    found = findings_of(sop(rows, head=HEAD))
    return [(one.code, one.step, one.message("id")) for one in found if one.code in codes]


def decided(branches, more="", fills="[nilai, pagu, jenis]"):
    return f"""
- {{id: isi, activity: Mengisi, actor: a, fills: {fills}}}
- id: pilih
  activity: Memilih
  actor: b
  {more}
  branches: {{{branches}}}
- {{id: satu, activity: Mengerjakan cara pertama, actor: b}}
- {{id: dua, activity: Mengerjakan cara kedua, actor: b}}
"""


ANALYSIS = ("SOP351", "SOP352", "SOP353", "SOP354")


@pytest.mark.parametrize(
    ("branches", "told"),
    [
        ("A: {to: satu, when: {nilai: {at_most: 50 juta}}}, B: {to: dua, when: {nilai: {above: 50 juta}}}", []),
        (
            "A: {to: satu, when: {nilai: {below: 50 juta}}}, B: {to: dua, when: {nilai: {above: 50 juta}}}",
            [("SOP351", "pilih", "nilai = Rp50.000.000: tidak ada cabang")],
        ),
        (
            "A: {to: satu, when: {nilai: {at_most: {field: pagu}}}}, B: {to: dua, when: {nilai: {at_least: {field: pagu}}}}",
            [("SOP352", "pilih", 'nilai = Rp0, pagu = Rp0: cabang "A" dan "B" sama-sama terpenuhi')],
        ),
        (
            "A: {to: satu, when: {nilai: {below: {field: pagu}}}}, B: {to: dua, when: {nilai: {above: {field: pagu}}}}",
            [("SOP351", "pilih", "nilai = Rp0, pagu = Rp0: tidak ada cabang")],
        ),
        (
            "A: {to: satu, when: {jenis: barang}}, B: {to: dua, when: {jenis: jasa}}",
            [("SOP351", "pilih", "jenis = lainnya: tidak ada cabang")],
        ),
        ("A: {to: satu, when: {jenis: [barang, jasa]}}, B: {to: dua, otherwise: true}", []),
        (
            "A: {to: satu, when: {jenis: [barang, jasa, lainnya]}}, B: {to: dua, otherwise: true}",
            [("SOP353", "pilih", 'tidak ada isian yang menempuh cabang "B" menurut aturan ini')],
        ),
        (
            "A: {to: satu, when: {nilai: {below: 0}}}, B: {to: dua, otherwise: true}",
            [("SOP353", "pilih", 'tidak ada isian yang menempuh cabang "A" menurut aturan ini')],
        ),
    ],
)
def test_tells_the_smallest_example(branches, told):
    assert findings(decided(branches), *ANALYSIS) == told


def test_a_table_of_which_the_first_rule_counts_has_no_overlaps_but_rules_that_never_count():
    more = (
        "decides: {hit: first, rules: [{when: {nilai: {above: 5}}, take: A}, {when: {nilai: {above: 3}}, take: B},"
        " {when: {nilai: {above: 9}}, take: B}, {when: {nilai: {at_most: 3}}, take: A}]}"
    )
    assert [one[:1] for one in findings(decided("A: satu, B: dua", more), *ANALYSIS)] == [("SOP353",)]


@pytest.mark.parametrize(
    ("hit", "rules", "code", "at"),
    [
        ("unique", ("{above: 5}, A", "{above: 3}, B", "{at_most: 3}, A"), "SOP352", 1),
        ("first", ("{above: 5}, A", "{above: 9}, B", "{at_most: 5}, B"), "SOP353", 1),
        ("unique", ("{below: 5}, A", "{above: 5}, B"), "SOP351", None),
    ],
)
def test_what_is_wrong_with_a_rule_is_told_at_that_rule(hit, rules, code, at):
    texts = [f"{{when: {{nilai: {test}}}, take: {take}}}" for test, take in (one.split(", ") for one in rules)]
    more = f"decides:\n    hit: {hit}\n    rules:\n" + "\n".join(f"      - {text}" for text in texts)
    definition = sop(decided("A: satu, B: dua", more), head=HEAD)
    step = definition.step("pilih")
    place = step.place_of("decides") if at is None else step.decides.rules[at].take.span
    assert [(one.code, one.span) for one in findings_of(definition) if one.code in ANALYSIS] == [(code, place)]


CLEAN = "A: {to: satu, when: {nilai: {at_most: 5}}}, B: {to: dua, when: {nilai: {above: 5}}}"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (decided(CLEAN), []),
        (decided(CLEAN, fills="[{nilai: optional}, jenis]"), ["nilai"]),
        (decided(CLEAN, more="fills: [nilai]", fills="[jenis]"), []),
        (decided(CLEAN, fills="[jenis]"), ["nilai"]),
        # a row that may be skipped may leave it empty
        (decided(CLEAN).replace("actor: a,", "actor: a, optional: true,", 1), ["nilai"]),
        # whoever asks whether it is filled knows that it may not be
        (
            decided(
                "A: {to: satu, when: {nilai: {filled: true}}}, B: {to: dua, otherwise: true}", fills="[jenis]"
            ),
            [],
        ),
    ],
)
def test_tells_what_may_be_empty_by_then(rows, told):
    found = findings(rows, "SOP355")
    assert [name for name in ("nilai", "pagu") if any(f'"{name}"' in text for _, _, text in found)] == told
    assert len(found) == len(told)


def test_tells_what_is_filled_on_one_way_only_and_not_what_a_join_waits_for():
    rows = """
- {id: terima, activity: Menerima, actor: a, next: [isi, lihat]}
- {id: isi, activity: Mengisi, actor: a, fills: [nilai], next: pilih}
- {id: lihat, activity: Melihat, actor: b, next: pilih}
- {id: pilih, activity: Memilih, actor: b, join: [isi, lihat], branches: {BRANCHES}}
- {id: satu, activity: Mengerjakan cara pertama, actor: b}
- {id: dua, activity: Mengerjakan cara kedua, actor: b}
""".replace("BRANCHES", CLEAN)
    assert findings(rows, "SOP355", "SOP356") == []
    either = rows.replace("next: [isi, lihat]", "branches: {Y: isi, N: lihat}").replace("join: [isi, lihat], ", "")
    assert [code for code, _, _ in findings(either, "SOP355", "SOP356")] == ["SOP355"]


def test_tells_what_is_filled_while_it_is_decided_by_it():
    rows = """
- {id: terima, activity: Menerima, actor: a, fills: [nilai], next: [isi, pilih]}
- {id: isi, activity: Mengisi ulang, actor: a, fills: [nilai], next: tutup}
- {id: pilih, activity: Memilih, actor: b, branches: {BRANCHES}}
- {id: satu, activity: Mengerjakan cara pertama, actor: b, next: tutup}
- {id: dua, activity: Mengerjakan cara kedua, actor: b, next: tutup}
- {id: tutup, activity: Menutup, actor: a, join: started}
""".replace("BRANCHES", CLEAN)
    assert [(code, step) for code, step, _ in findings(rows, "SOP356")] == [("SOP356", "pilih")]


@pytest.mark.parametrize(
    ("terima", "isi", "told"),
    [
        ("[nilai, titik]", "[nilai]", []),
        ("[nilai]", "[titik]", ["SOP355", "SOP356"]),
        ("[nilai, titik]", "[titik]", ["SOP356"]),
        ("[nilai]", "[{titik: optional}]", ["SOP356"]),  # no record, no call
    ],
)
def test_a_call_for_each_record_is_decided_by_its_list(terima, isi, told):
    rows = f"""
- {{id: terima, activity: Menerima, actor: a, fills: {terima}, next: [isi, kunjungi]}}
- {{id: isi, activity: Mengisi, actor: a, fills: {isi}, next: tutup}}
- {{id: kunjungi, activity: Mengunjungi, call: anak, for_each: titik, next: tutup}}
- {{id: tutup, activity: Menutup, actor: a, join: [isi, kunjungi]}}
"""
    head = HEAD + "  titik: {title: Titik, list: {alamat: Alamat}, key: alamat}\n"
    found = findings_of(sop(rows, head=head))
    assert [(one.code, one.step) for one in found if one.code in ("SOP355", "SOP356")] == [
        (code, "kunjungi") for code in told
    ]


def test_an_optional_row_is_looked_at_before_its_own_form():
    rows = """
- {id: mulai, activity: Memulai, actor: a}
- {id: tinjau, activity: Meninjau, actor: a, optional: true, when: {nilai: {above: 5}}, fills: [nilai]}
- {id: tutup, activity: Menutup, actor: a}
"""
    assert [(code, step) for code, step, _ in findings(rows, "SOP355")] == [("SOP355", "tinjau")]
