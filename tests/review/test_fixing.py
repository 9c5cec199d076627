"""What `--fix` mends: slips that are certain, quotes and lists; what an SOP means stays, and so do comments."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

import sopflow
from sopflow.cli import main
from sopflow.definition.loading import check_bytes
from sopflow.review.fixing import mended
from sopflow.testing.strategies import drafts
from tests.review.mistakes import LETTER, MISTAKES, PARALLEL
from tests.share import share

ROOT = Path(__file__).parents[2]


def failing(text):
    return [d for d in check_bytes(text.encode(), "x").findings if d.fails]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("title: Penerbitan Surat Tugas", "title: Penerbitan: Surat Tugas"),
        ("question: Sudah benar?", "question: Sudah benar: lengkap? # perlu ditanya"),
        ("actor: camat", "actor: camta"),
        ("outputs: [konsep]", "outputs: [konsepp]"),
        ("Ya: tanda_tangan", "Ya: tandatangan"),
        ("    duration: 30 menit", "    durasion: 30 menit"),
        ("    duration: 30 menit", "    durasi: 30 menit"),
        ("draft_of: surat}", "draft_off: surat}"),
        ("activity: Menandatangani surat tugas", "activity: @camat menandatangani"),
        ("activity: Menandatangani surat tugas", 'activity: "Surat" ditandatangani'),
        ("activity: Menandatangani surat tugas", "activity: Menomori surat #12"),
        ("outputs: [surat]", "outputs: a. surat; b. arsip"),
        ("actor: camat", "actor camat"),
        ("actor: camat", "actor:camat"),
        ("title: Penerbitan Surat Tugas", "title: “Penerbitan Surat Tugas"),
        ("title: Penerbitan Surat Tugas", 'title: "Penerbitan" Surat Tugas'),
        ("outputs: [surat]", "outputs: “unknown”"),
        ("    duration: 30 menit", "    duration: 30 menit."),
        ("    duration: 30 menit", "    duration: 30 mneit"),
        ("    next: end", "    next: selesai"),
        ("draft_of: surat}", "draft_of: surat, optional: tidak}"),
    ],
)
def test_what_is_certain_is_mended(was, now):
    text = LETTER.replace(was, now)
    assert failing(text)
    new, mends = mended(text)
    assert failing(new) == []
    assert len(mends) >= 1
    changed = [(a, b) for a, b in zip(text.splitlines(), new.splitlines(), strict=True) if a != b]
    assert len(changed) == 1


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("actor: camat", "actor: lurah"),  # who is meant?
        ("actor: camat", "actor: cmt"),  # a hint, but a guess
        ("outputs: [konsep]", "outputs: [konsep_surat]"),
        ("Tidak: susun", "Tidak: kembali"),
        ("duration: 1 jam", "duration: sejam"),
        ("inputs: [surat]", "inputs: [berkas]"),
        ("id: surat-tugas\n", ""),  # what is missing is shown by an example, which is not the answer
        ("title: Penerbitan Surat Tugas\n", ""),
        ("    activity: Menandatangani surat tugas\n", ""),
        ("    actor: camat\n", ""),
        ("  - id: tanda_tangan\n", "  - id: tanda_tangan_1\n"),
        ("Ya: tanda_tangan\n", "Ya: tanda_tangan_2\n"),
    ],
)
def test_what_is_not_certain_is_left(was, now):
    text = LETTER.replace(was, now)
    assert mended(text) == (text, ())


@pytest.mark.parametrize("title", ["Kepala Seksi", "KEPALA SEKSI"])
def test_an_actor_that_is_called_by_its_title_is_its_id(title):
    text = LETTER.replace("staf: ", "staf: Kepala Seksi # ").replace("actor: staf", f"actor: {title}", 1)
    assert failing(text)
    new, _ = mended(text)
    assert new == text.replace(f"actor: {title}", "actor: staf")


@pytest.mark.parametrize("key", ["id", "title", "actors", "steps"])
def test_the_example_of_a_key_that_is_missing_is_not_put_in_the_place_of_another(key):
    whole = yaml.safe_load(LETTER)
    del whole[key]
    text = yaml.safe_dump(whole, sort_keys=False, allow_unicode=True)
    assert "SOP102" in [d.code for d in failing(text)]
    new, _ = mended(text)
    assert yaml.safe_load(new) == whole


def test_a_file_whose_keys_are_in_indonesian_stays_one_that_can_be_read():
    text = LETTER.replace("title:", "judul:", 1).replace("steps:", "langkah:").replace("activity:", "kegiatan:")
    text = text.replace("id: surat-tugas\n", "")
    assert len(failing(text)) > 2
    new, _ = mended(text)
    assert all(found.code >= "SOP100" for found in failing(new))
    assert len(new.splitlines()) == len(text.splitlines())


def test_what_yaml_hid_does_not_stand_in_the_way_of_a_fix():
    hidden = LETTER.replace("actor: staf", "actor: lurah", 1)
    text = hidden.replace("activity: Menandatangani", "activity: @camat menandatangani")
    new, mends = mended(text)
    assert [code for code, _ in mends] == ["SOP012"]
    assert [d.code for d in failing(new)] == ["SOP201"]


@pytest.mark.long
def test_the_corpus_gets_no_worse_and_a_part_of_it_well():
    healed = 0
    for mistake in MISTAKES:
        text = mistake.base.replace(mistake.was, mistake.now, 1)
        new, mends = mended(text)
        if not mends:
            assert new == text
            continue
        syntax = any(code < "SOP100" for code, _ in mends)
        assert syntax or len(failing(new)) <= len(failing(text))
        healed += not failing(new) and bool(failing(text))
        assert mended(new).text == new
    assert healed >= 20


def slipped(text, chance):
    """A text with something gone wrong in one of its lines."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    line = lines[at]
    place = chance.randrange(len(line) + 1)
    lines[at : at + 1] = chance.choice([
        [],
        [line[:place] + line[place + 1 :]],
        [line[:place] + chance.choice(' :"\'-#{[],”“') + line[place:]],
        [line.replace(": ", ":", 1)],
        [line.replace(": ", " ", 1)],
        [line.replace("- ", "", 1)],
        [line.replace("- ", "-", 1)],
        [re.sub(r": (.*)$", r": “\1”", line)],
        [re.sub(r": (.*)$", r": “\1", line)],
        [re.sub(r": (.*)$", r": \1: dan", line)],
    ])  # fmt: skip
    return "\n".join(lines)


def words(text):
    return Counter(re.findall(r"\w+", text))


@pytest.mark.parametrize("seed", range(4))
def test_a_fix_brings_no_words_and_loses_none(seed):
    """Each word that comes stands for one that goes: a name that was meant."""
    chance = Random(seed)
    changed = 0
    for _ in range(60):
        text = slipped(chance.choice([LETTER, PARALLEL]), chance)
        new, mends = mended(text)
        came, went = words(new) - words(text), words(text) - words(new)
        if any(code == "next" for code, _ in mends):
            came -= Counter(["next", "end"])
        assert came.total() <= went.total(), (text, new)
        assert came or all(len(word) <= 2 for word in went), (text, new)
        assert len(new) <= len(text) + 20 * len(mends)
        changed += bool(mends)
    assert changed > 5


def test_durations_are_written_as_everybody_does_and_the_last_row_says_where_it_leads():
    text = (
        LETTER.replace("30 menit", "30 Menit  # kira-kira")
        .replace("1 hari\n", "1 hari kerja\n")
        .replace("    next: end\n", "")
    )
    new, mends = mended(text)
    assert new == LETTER.replace("30 menit", "30 menit  # kira-kira")
    assert [code for code, _ in mends] == ["duration", "duration", "next"]


@pytest.mark.parametrize("text", [LETTER, PARALLEL])
def test_what_is_well_is_left_alone(text):
    assert mended(text) == (text, ())


@given(drafts())
@settings(max_examples=share(100), deadline=None, suppress_health_check=list(HealthCheck))
def test_what_loads_means_the_same_afterwards(whole):
    text = json.dumps(whole, indent=1)
    new, _ = mended(text)
    assert sopflow.loads(new).digest == sopflow.loads(text).digest
    assert mended(new).text == new


def test_shipped_definitions_keep_their_meaning_and_their_comments():
    for file in sorted((ROOT / "definitions").glob("*.yaml")):
        if ".scenarios" in file.name:
            continue
        text = file.read_text("utf-8")
        new = mended(text).text
        assert [line for line in new.splitlines() if line.strip().startswith("#")] == [
            line for line in text.splitlines() if line.strip().startswith("#")
        ]
        one, other = (check_bytes(t.encode(), "x").definition for t in (text, new))
        assert (one and one.digest) == (other and other.digest)


def test_the_difference_is_shown_and_nothing_is_written_unasked(tmp_path, capsys, monkeypatch):
    path = tmp_path / "x.yaml"
    text = LETTER.replace("actor: camat", "actor: camta  # Pak Camat")
    path.write_text(text, "utf-8")
    assert main(["check", str(path), "--fix", "--lang", "en"]) == 1
    said = capsys.readouterr().err
    assert "-    actor: camta  # Pak Camat" in said
    assert "+    actor: camat  # Pak Camat" in said
    assert "not written; add --yes" in said
    assert path.read_text("utf-8") == text
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: "n")
    assert main(["check", str(path), "--fix"]) == 1
    assert path.read_text("utf-8") == text
    monkeypatch.setattr("builtins.input", lambda _: "y")
    assert main(["check", str(path), "--fix"]) == 0
    assert path.read_text("utf-8") == text.replace("camta", "camat")
    path.write_text(text, "utf-8")
    assert main(["check", str(path), "--fix", "--yes"]) == 0
