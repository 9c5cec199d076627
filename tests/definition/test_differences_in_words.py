"""What changed between two versions, as an analyst would say it: conditions, fields, names and titles, in both languages."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal

import pytest

import sopflow
from sopflow.definition.comparing import changes
from sopflow.definition.loading import check_bytes
from sopflow.definition.model import (
    Actor,
    Approval,
    Branch,
    Document,
    End,
    Extension,
    Identity,
    Input,
    OnLate,
    Step,
    Wait,
)
from sopflow.definition.naming import field_names
from sopflow.definition.stored import PARTS
from sopflow.fields import Field
from tests.definition.test_comparing import BASE, renamed
from tests.definition.test_digest import EVERY_KEY, OTHERS, mutants
from tests.sop import sop

CONDITIONS = """
sopflow: 1
id: beli
title: Beli
actors: {a: A}
fields:
  nilai: {title: Nilai, type: money}
  lokasi: {title: Lokasi, list: {alamat: Alamat}, key: alamat}
steps:
  - {id: isi, activity: Mengisi, actor: a, fills: [nilai, lokasi]}
  - {id: teliti, activity: Meneliti, actor: a, optional: true, when: {nilai: {above: 5 juta}}}
  - {id: pilih, activity: Memilih, actor: a, branches: {besar: {to: pakai, when: {nilai: {above: 50 juta}}}, kecil: {to: end, when: {nilai: {at_most: 50 juta}}}}}
  - id: pakai
    activity: Memakai
    actor: a
    decides: {rules: [{when: {nilai: {above: 90 juta}}, take: khusus}]}
    branches: {khusus: {to: end}, biasa: {to: {end: biasa}, otherwise: true}}
  - {id: periksa, activity: Memeriksa, actor: a, call: periksa, for_each: lokasi, branches: {semua: {to: end, all: baik}, ada: {to: end, any: rusak}}}
"""


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("above: 5 juta", "above: 6 juta", '"teliti": when is “Nilai is above Rp6,000,000”, was “Nilai is above Rp5,000,000”'),
        ("above: 50 juta", "above: 60 juta", '"pilih": besar.when is “Nilai is above Rp60,000,000”, was “Nilai is above Rp50,000,000”'),
        ("when: {nilai: {at_most: 50 juta}}", "otherwise: true", '"pilih": kecil.when is (none), was “Nilai is at most Rp50,000,000”; "pilih": kecil.otherwise is yes, was no'),
        ("above: 90 juta", "above: 80 juta", '"pakai": decides is hit: unique; rules: when: “Nilai is above Rp80,000,000”; take: khusus, was hit: unique; rules: when: “Nilai is above Rp90,000,000”; take: khusus'),
        ("all: baik", "all: [baik, cukup]", '"periksa": semua.all end is baik, cukup, was baik'),
        ("any: rusak", "any: hilang", '"periksa": ada.any ends is hilang, was rusak'),
    ],
)  # fmt: skip
def test_conditions_are_told_in_words(was, now, expected):
    assert was in CONDITIONS
    one, two = (
        check_bytes(text.encode(), "x.yaml").definition for text in (CONDITIONS, CONDITIONS.replace(was, now))
    )
    assert "; ".join(change.words.en for change in changes(one, two)) == expected


def test_every_key_in_which_versions_can_differ_is_said_in_indonesian():
    kinds = (Identity, Approval, Actor, Document, Step, Branch, Wait, OnLate, Extension, Input, End)
    keys = {field.name for kind in kinds for field in fields(kind)}
    programs = {"span", "body", "keys", "source", "activity", "actors", "duration", "next", "targets"}
    names = field_names()
    assert [key for key in sorted(keys - programs) if key not in names] == []
    spelled = {key for key, said in names.items() if said == key}
    assert spelled == {"id", "logo"}


def test_no_python_value_and_no_english_key_stands_in_a_difference_in_indonesian():
    one = sop(BASE, head="actors: {a: A, b: B, c: C}\ntime_limit: 5 hari")
    two = sop(
        BASE,
        head="actors: {a: {title: A, external: true}, b: B, c: C}\nmay: {cancel: [b]}\ntime_limit: 5 hari\nextension: {by: b, at_most: 1 hari}",
    )
    texts = [c.words.id for c in changes(one, two)]
    assert texts == [
        "perpanjangan menjadi oleh: b; paling lama: 1 hari; berapa kali: 1, sebelumnya (tidak ada)",
        "yang boleh membatalkan menjadi b, sebelumnya (tidak ada)",
        "pelaksana A: dari luar menjadi ya, sebelumnya tidak",
    ]


NAMED = """\
sopflow: 1
id: uji
title: Uji
may_start: [staf]
may: {cancel: [staf, kasi]}
actors:
  staf: Staf
  kasi: {title: Kasi, substitutes: [staf]}
documents:
  staf: {title: Buku staf, at_hand: true}
  konsep: {title: Konsep surat, draft_of: surat}
  surat: Surat
steps:
  - {id: staf, activity: Menyusun, actor: staf, inputs: [{document: staf, when: bila ada}], outputs: [konsep], duration: 1 hari, on_late: {escalate: kasi}}
  - {id: tunggu, activity: Menunggu, wait: {until: surat, at_most: 1 hari, late: staf}}
  - {id: akhir, activity: Menutup, actor: [staf, kasi], sign_off: all, same_as: staf, branches: {Y: {to: end, outputs: [surat]}, N: staf}}
"""


def test_another_id_for_the_same_title_is_one_change():
    """The row, the actor and the document of one id are three things."""
    two = renamed(NAMED, [
        ("start: [staf]", "start: [petugas]"), ("cancel: [staf", "cancel: [petugas"), ("  staf: Staf", "  petugas: Staf"),
        ("substitutes: [staf]", "substitutes: [petugas]"), ("actor: staf,", "actor: petugas,"), ("actor: [staf,", "actor: [petugas,"),
        ("  surat: Surat", "  nota: Surat"), ("draft_of: surat", "draft_of: nota"), ("until: surat", "until: nota"),
        ("outputs: [surat]", "outputs: [nota]"), ("  konsep: {", "  draf: {"), ("outputs: [konsep]", "outputs: [draf]"),
    ])  # fmt: skip
    found = changes(sopflow.loads(NAMED), sopflow.loads(two))
    assert [(c.kind, c.words.en) for c in found] == [
        ("actor-renamed", "the actor Staf: only its id changed, from staf to petugas"),
        ("document-renamed", "the document Konsep surat: only its id changed, from konsep to draf"),
        ("document-renamed", "the document Surat: only its id changed, from surat to nota"),
    ]


def test_what_changed_besides_the_id_is_told_too():
    two = renamed(NAMED, [("  konsep: {title: Konsep surat, ", "  draf: {title: Konsep  Surat, external: true, "), ("outputs: [konsep]", "outputs: [draf]")])  # fmt: skip
    found = changes(sopflow.loads(NAMED), sopflow.loads(two))
    assert [c.kind for c in found] == ["document-renamed", "document-changed", "document-changed"]


def test_of_two_with_one_title_nothing_is_known():
    one = NAMED.replace(
        "  konsep: {title: Konsep surat, draft_of: surat}",
        "  konsep: {title: Konsep surat, kind: state}\n  lain: Konsep surat",
    )
    two = (
        one.replace("  konsep:", "  draf:")
        .replace("outputs: [konsep]", "outputs: [draf]")
        .replace("  lain:", "  lagi:")
    )
    kinds = [c.kind for c in changes(sopflow.loads(one), sopflow.loads(two))]
    assert "document-renamed" not in kinds
    assert kinds.count("document-added") == kinds.count("document-removed") == 2


LISTED = """
sopflow: 1
id: uji
title: Uji
actors: {a: A}
fields:
  nilai: {title: Nilai, type: money, min: 1 juta}
  syarat: {title: Syarat, some_of: {x: X, y: Y}}
  titik: {title: Titik, list: {blok: Blok, luas: {title: Luas, type: number, max: 9}}, key: blok}
steps:
  - {id: isi, activity: Mengisi, actor: a, fills: [nilai, syarat, titik]}
  - {id: teliti, activity: Meneliti, actor: a, optional: true, when: {syarat: {has: x}}}
  - {id: tinjau, activity: Meninjau, call: lain, for_each: titik}
"""


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("min: 1 juta", "min: 2 juta", ["isian Nilai: batas bawah menjadi Rp2.000.000, sebelumnya Rp1.000.000"]),
        ("max: 9", "max: 9.5", ["isian Titik – Luas: batas atas menjadi 9,5, sebelumnya 9"]),
        ("max: 9", "min: 1", ["isian Titik – Luas: batas bawah menjadi 1, sebelumnya (tidak ada)", "isian Titik – Luas: batas atas menjadi (tidak ada), sebelumnya 9"]),
        ("blok: Blok", "blok: Petak", ["isian Titik – Blok: nama menjadi Petak, sebelumnya Blok"]),
        ("max: 9}", "max: 8}, isi: Isi", ["isian Titik: kolom menjadi Blok (blok), Luas (luas), Isi (isi), sebelumnya Blok (blok), Luas (luas)", "isian Titik – Luas: batas atas menjadi 8, sebelumnya 9"]),
        ("{has: x}", "{has_any: [x]}", ['"teliti": bila menjadi “Syarat mencakup X” {"syarat": {"has_any": ["x"]}}, sebelumnya “Syarat mencakup X” {"syarat": {"has": "x"}}']),
        ("for_each: titik", "for_each: titik, until: first", ['"tinjau": menunggu hanya yang pertama menjadi ya, sebelumnya tidak']),
    ],
)  # fmt: skip
def test_what_of_a_field_changed_is_said_as_its_value(was, now, expected):
    assert was in LISTED
    one, two = (check_bytes(text.encode(), "x.yaml").definition for text in (LISTED, LISTED.replace(was, now)))
    found = [change.words.id for change in changes(one, two)]
    assert [text for text in found if not text.startswith('"tinjau": jawaban')] == expected


NEVER = [
    ("actor", ()),
    ("branch", ()),
    ("after", ()),
    ("note", ()),
    ("hand_over", ()),
    ("choices", ()),
    ("duration", ()),
    ("actors", None),
    ("inputs", None),
    ("outputs", None),
]
"""Empty values of another kind than any file gives."""


def sides(text):
    """What a difference says that is, and that was."""
    for now, was in ((" menjadi ", ", sebelumnya "), (" is ", ", was ")):
        if was in text:
            before, _, last = text.rpartition(was)
            return before.rpartition(now)[2], last
    return None


def test_no_difference_has_the_same_text_before_and_after():
    seen = 0
    columns = check_bytes(LISTED.encode(), "x.yaml").definition
    listed = columns.fields["titik"]
    pairs = [(columns, changed) for _, changed in _of_columns(columns, listed)]
    truths = {
        (kind.__name__, one.name)
        for kind in (*PARTS.values(), Field)
        for one in fields(kind)
        if one.type == "bool"
    }
    for (*place, value), changed in mutants(EVERY_KEY, OTHERS, set()):
        if (
            value not in ({}, "")
            and (place[1], value) not in NEVER
            and (isinstance(value, bool) or tuple(place) not in truths)
        ):
            pairs.append((EVERY_KEY, changed))
    for one, two in pairs:
        try:
            found = changes(one, two)
        except (AttributeError, LookupError, TypeError, ValueError):
            continue  # of another kind than any file gives
        for change in found:
            for text in (change.words.id, change.words.en):
                both = sides(text)
                if both is not None:
                    seen += 1
                    assert both[0] != both[1], text
    assert seen > 500


def _of_columns(sop, listed):
    """The SOP with each value of each column another."""
    for at, column in enumerate(listed.columns):
        for key in ("title", "optional", "personal", "max", "pattern", "max_length", "min"):
            for other in (None, False, True, "lain", Decimal(7), 7):
                if getattr(column, key) != other and isinstance(other, type(getattr(column, key))):
                    own = (*listed.columns[:at], replace(column, **{key: other}), *listed.columns[at + 1 :])
                    yield key, replace(sop, fields={**sop.fields, "titik": replace(listed, columns=own)})
