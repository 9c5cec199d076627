"""What changed between two versions: every key is compared, and nothing that changed is left out."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.cli import main
from sopflow.definition.comparing import changes
from sopflow.definition.loading import check_bytes
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
    assert main(["diff", old, old, "--format", "md", "--lang", "en"]) == 0
    head, text = capsys.readouterr().out.split("\n\n")
    assert (head[:3], text) == ("## ", "nothing changed\n")


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


def renamed(text, names):
    """The file with other ids, as an editor's search would find them in their own parts."""
    for was, now in names:
        assert was in text
        text = text.replace(was, now)
    return text
