"""What changed between two versions, in an analyst's words; and nothing that changed is left out."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.cli import main
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
from sopflow.testing.strategies import definitions, drafts
from tests.definition.test_digest import EVERY_KEY, OTHERS, mutants
from tests.definition.test_format import FILE
from tests.share import share
from tests.sop import sop

ROOT = Path(__file__).parents[2]
BASE = """
- {id: susun, activity: Menyusun konsep surat, actor: a, duration: 2 jam, inputs: [Memo], outputs: [Konsep]}
- {id: periksa, activity: Memeriksa konsep, actor: b, duration: 1 hari, inputs: [Konsep], branches: {Y: kirim, N: susun}}
- {id: kirim, activity: Mengirim surat, actor: c, inputs: [Konsep], outputs: [Surat]}
"""


def said(was, now, base=BASE, **heads):
    assert was in base
    return [(c.kind, c.words.en) for c in changes(sop(base), sop(base.replace(was, now), **heads))]


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("duration: 2 jam", "duration: 90 menit", [("shorter", '"susun": its time is shorter: 90 menit, was 2 jam')]),
        ("duration: 1 hari", "duration: 3 hari", [("longer", '"periksa": its time is longer: 3 hari, was 1 hari')]),
        ("duration: 1 hari", "duration: 1 hari kalender", [("duration", '"periksa": its time is 1 hari kalender, was 1 hari')]),
        ("duration: 1 hari", "duration: unknown", [("duration", '"periksa": its time is (not said), was 1 hari')]),
        ("actor: b", "actor: [a, b]", [("actor", '"periksa": its actor is A, B, was B')]),
        ("N: susun", "N: {end: tolak}", [("branch", '"periksa": N now leads to the end (tolak), before to susun')]),
        ("N: susun", "N: susun, U: end", [("branch-added", '"periksa": a new answer U → the end')]),
        ("Y: kirim, N: susun", "Y: kirim, T: susun", [("branch-added", '"periksa": a new answer T → susun'), ("branch-removed", '"periksa": the answer N was removed')]),
        ("inputs: [Memo], ", "", [("input-removed", '"susun": no longer needs: Memo')]),
        ("outputs: [Surat]", "outputs: [Surat, Tembusan]", [("output-added", '"kirim": a further output: Tembusan')]),
        ("Memeriksa konsep", "Memeriksa dan memaraf konsep", [("activity", '"periksa": its text is now: Memeriksa dan memaraf konsep')]),
        ("actor: c,", "actor: c, separate_from: [susun],", [("row", '"kirim": separate from is susun, was (none)')]),
        ("actor: c,", "wait: {until: Surat, at_most: 3 hari},", [("actor", '"kirim": its actor is (none), was C'), ("row", '"kirim": wait is until: Surat; at most: 3 hari, was (none)')]),
        ("actor: c,", "wait: 3 hari,", [("actor", '"kirim": its actor is (none), was C'), ("row", '"kirim": wait is 3 hari, was (none)')]),
        ("actor: c,", "actor: c, on_late: {remind: true}, duration: 1 jam,", [("duration", '"kirim": its time is 1 jam, was (none)'), ("row", '"kirim": on late is act: remind, was (none)')]),
    ],
)  # fmt: skip
def test_a_change_is_said_in_words(was, now, expected):
    found = said(was, now)
    assert [one for one in found if not one[0].startswith("document")] == expected


def test_rows_that_came_went_moved_and_have_another_id():
    renamed = [
        (c.kind, c.step)
        for c in changes(
            sop(BASE), sop(BASE.replace("id: kirim", "id: mengirim").replace("Y: kirim", "Y: mengirim"))
        )
    ]
    assert renamed == [("row-renamed", "mengirim")]
    rows = BASE.strip().split("\n")
    added = "\n".join([*rows[:2], "- {id: paraf, activity: Memberi paraf, actor: a}", rows[2]])
    assert [(c.kind, c.step) for c in changes(sop(BASE), sop(added))] == [("row-added", "paraf"), ("row", "kirim")]
    assert [(c.kind, c.step) for c in changes(sop(added), sop(BASE))][-1] == ("row-removed", "paraf")
    moved = "\n".join(
        [
            rows[0].replace("outputs", "next: kirim, outputs"),
            rows[2].replace("outputs", "next: periksa, outputs"),
            rows[1].replace("Y: kirim", "Y: end"),
        ]
    )
    kinds = [(c.kind, c.step) for c in changes(sop(BASE), sop(moved)) if c.kind.startswith("row-")]
    assert kinds == [("row-moved", "kirim")] or kinds == [("row-moved", "periksa")]


def test_the_whole_sop_its_actors_and_documents():
    one = sop(BASE, head='version: "1"\nactors: {a: A, b: B, c: C, d: D}\nidentity: {number: SOP/1}')
    two = sop(
        BASE,
        head='version: "2"\nactors: {a: Ani, b: B, c: C, e: E}\ntime_limit: 5 hari\nidentity: {number: SOP/2}',
    )
    texts = [c.words.id for c in changes(one, two)]
    assert texts == [
        "versi menjadi 2, sebelumnya 1",
        "batas waktu keseluruhan menjadi 5 hari, sebelumnya (tidak ada)",
        "identitas: nomor menjadi SOP/2, sebelumnya SOP/1",
        "pelaksana baru: E",
        "pelaksana A: nama menjadi Ani, sebelumnya A",
        "pelaksana dihapus: D",
    ]


def test_a_row_that_a_renamed_one_leads_to_did_not_change():
    two = BASE.replace("id: susun", "id: menyusun").replace("N: susun", "N: menyusun")
    assert [c.kind for c in changes(sop(BASE), sop(two))] == ["row-renamed"]


@given(definitions())
@settings(max_examples=share(80), deadline=None, suppress_health_check=list(HealthCheck))
def test_an_sop_does_not_differ_from_itself(definition):
    assert changes(definition, definition) == ()


@st.composite
def two_versions(draw):
    """An SOP, and the same with anything else in some place of its file."""
    whole = draw(drafts())
    other = json.loads(json.dumps(whole))
    row = draw(st.sampled_from(other["steps"]))
    key, value = draw(
        st.sampled_from(
            [("activity", "Lain"), ("duration", "9 jam"), ("optional", True), ("question", "Apa?"), ("remarks", "ya"),
             ("phase", "awal"), ("outputs", ["Baru"]), ("inputs", ["Baru"]), ("no", "7a"), ("missing_inputs", "refuse")]
        )
    )  # fmt: skip
    row[key] = value
    if draw(st.booleans()):
        other[draw(st.sampled_from(["title", "version"]))] = "9"
    try:
        return sopflow.loads(json.dumps(whole)), sopflow.loads(json.dumps(other))
    except sopflow.DefinitionError:
        return sopflow.loads(json.dumps(whole)), sopflow.loads(json.dumps(whole))


@given(two_versions())
@settings(max_examples=share(200), deadline=None, suppress_health_check=list(HealthCheck))
def test_something_is_said_just_where_the_digest_differs(pair):
    old, new = pair
    for one, other in ((old, new), (new, old)):
        found = changes(one, other)
        assert bool(found) == (one.digest != other.digest)
        assert all(c.words.id and c.words.en for c in found)


def test_the_command_says_it_in_three_forms(tmp_path, capsys):
    text = (ROOT / "definitions/pengawalan.yaml").read_text("utf-8")
    (tmp_path / "baru.yaml").write_text(
        text.replace("duration: 30 Menit", "duration: 15 Menit").replace("version: 1", "version: 2"), "utf-8"
    )
    old, new = str(ROOT / "definitions/pengawalan.yaml"), str(tmp_path / "baru.yaml")
    assert main(["diff", old, old, "--lang", "en"]) == 0
    assert capsys.readouterr().out == "nothing changed\n"
    assert main(["diff", old, new, "--lang", "id"]) == 1
    assert '"siapkan_anggota": waktunya lebih singkat: 15 menit, sebelumnya 30 menit' in capsys.readouterr().out
    assert main(["diff", old, new, "--format", "json", "--lang", "en"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["old"], found["new"]) == ("1", "2")
    assert [c["kind"] for c in found["changes"]] == ["sop", "shorter"]
    assert main(["diff", old, new, "--format", "md", "--lang", "en"]) == 1
    assert '- "siapkan\\_anggota": its time is shorter' in capsys.readouterr().out


def test_every_key_of_the_format_is_compared():
    """Each changed by itself in the file that has every key: where the digest notices, so do the words."""
    text = FILE.read_text("utf-8")
    base = check_bytes(text.encode(), "x.yaml").definition
    lines = text.splitlines()
    tried = 0
    for at, line in enumerate(lines):
        if ":" not in line or line.strip().startswith(("#", "-")):
            continue
        changed = "\n".join([*lines[:at], *lines[at + 1 :]])
        other = check_bytes(changed.encode(), "x.yaml").definition
        if other is not None:
            tried += 1
            assert bool(changes(base, other)) == (base.digest != other.digest), line
    assert tried > 30


def test_every_value_of_every_key_is_told_where_the_digest_notices():
    """Deeper than lines: each value of each part by itself, those of branches, conditions and waits among them."""
    told = 0
    for (part, key, value), changed in mutants(EVERY_KEY, OTHERS, set()):
        if key in ("id", "branches") or changed == EVERY_KEY or type(value) in (int, Decimal):
            continue  # what is told with their keys or parts; and 1 is not told from yes
        try:
            found = changes(EVERY_KEY, changed)
        except (AttributeError, LookupError, TypeError, ValueError):
            continue  # of another kind than any file gives
        assert found, (part, key, value)
        told += 1
    assert told > 1000


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


def renamed(text, names):
    """The file with other ids, as an editor's search would find them in their own parts."""
    for was, now in names:
        assert was in text
        text = text.replace(was, now)
    return text


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
