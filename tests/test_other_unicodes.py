"""What a text means does not depend on the Unicode that a Python knows: 3.11 has 14, each later one knows more.

The texts here are of characters that came with Unicode 15 and 16: some of the Pythons that run these tests know them.
"""

from __future__ import annotations

import unicodedata

import pytest
import unicodedata2
from hypothesis import given, settings
from hypothesis import strategies as st

import sopflow
from sopflow import language
from sopflow.definition.loading import check_bytes
from sopflow.definition.logo import misplaced
from sopflow.fields.patterns import read as read_pattern
from sopflow.language import nfc
from sopflow.studio.folder import Folder
from sopflow.unseen import unseen_in
from tests.share import share

KAWI = "\U00011f04\U00011f2e"
"""Two letters of Unicode 15."""
COMPOSED_LATER = [
    "\u0301\U00011f41",  # Kawi's killer goes before an accent since Unicode 15
    "\u0628\u0897\u0651",  # Arabic pepet goes behind a shadda since Unicode 16
    "\U000105d2\u0307",  # two characters that are one since Unicode 16
]
SOP = """
sopflow: 1
id: surat
title: Surat {text}
actors: {{a: Pejabat}}
steps:
  - {{id: tulis, activity: Menulis surat, actor: a, outputs: [Surat {text}]}}
"""


@pytest.mark.parametrize("text", COMPOSED_LATER)
def test_what_a_later_unicode_composes_stays_as_it_was_typed(text):
    assert nfc(f"e\u0301 {text} e\u0301") == f"é {text} é"
    assert sopflow.loads(SOP.format(text=text)).title == f"Surat {text}"


def test_what_unicode_14_composes_is_composed():
    typed = "e\u0301 \u1b05\u1b35 \u1100\u1161\u11a8 a\u0323\u0302 \u212b \U0001d15e"
    assert nfc(typed) == unicodedata.normalize("NFC", typed) == "é \u1b06 각 ậ Å \U0001d157\U0001d165"


of_14 = pytest.mark.skipif(
    unicodedata.unidata_version != "14.0.0", reason="does not apply: compares with the Unicode of Python 3.11"
)


@of_14
def test_each_character_is_composed_as_unicode_14_says():
    assert [one for one in map(chr, range(0x110000)) if nfc(one) != unicodedata.normalize("NFC", one)] == []


later_marks = [one for one in map(chr, range(0x110000)) if unicodedata2.combining(one)]
marks = st.sampled_from(later_marks)


@given(st.text(st.characters() | marks), st.sampled_from(["NFC", "NFD"]))
@settings(max_examples=share(300), deadline=None)
def test_what_this_python_composed_is_left_and_twice_is_once(text, form):
    there = unicodedata.normalize(form, text)
    assert nfc(nfc(there)) == nfc(there)
    assert nfc(unicodedata.normalize("NFC", text)) == unicodedata.normalize("NFC", text)


@pytest.fixture
def under_a_later_unicode(monkeypatch):
    """As under a Python that knows Unicode 17 or later."""
    assert unicodedata2.unidata_version >= "17"
    assert [one for one in COMPOSED_LATER if unicodedata2.normalize("NFC", one) == one] == []
    monkeypatch.setattr(language, "normalize", unicodedata2.normalize)


@pytest.mark.parametrize("text", COMPOSED_LATER)
def test_under_a_later_unicode_it_stays_as_it_was_typed_too(under_a_later_unicode, text):
    assert nfc(f"e\u0301 {text} e\u0301") == f"é {text} é"


@of_14
def test_under_a_later_unicode_each_text_is_composed_as_unicode_14_says(under_a_later_unicode):
    assert [one for one in map(chr, range(0x110000)) if nfc(one) != unicodedata.normalize("NFC", one)] == []

    @given(st.text(st.characters() | marks | st.sampled_from("".join(COMPOSED_LATER))))
    @settings(max_examples=share(1000), deadline=None)
    def any_text(text):
        assert nfc(text) == unicodedata.normalize("NFC", text)

    any_text()


def test_formats_of_later_unicodes_are_unseen_everywhere():
    formats = "".join(map(chr, range(0x13430, 0x13440)))
    assert unseen_in(f"a{formats}b") == formats
    assert check_bytes(SOP.format(text="\U0001343f").encode(), "x").definition is None


def test_a_file_may_be_named_in_any_script(tmp_path):
    assert misplaced(f"{KAWI}.png") is None
    path = f"{KAWI}/{KAWI}.yaml"
    assert Folder(tmp_path).place(path) == tmp_path / path


def test_a_pattern_is_written_the_same_everywhere():
    later, early = read_pattern("[\u2ffc-\u2fff]").text, read_pattern("[é-ê]").text
    assert (later, early) == ("[\\u2ffc-\\u2fff]", "[\\u00e9-\\u00ea]")


@pytest.mark.parametrize(
    ("one", "other", "are_alike"),
    [
        (KAWI, KAWI[::-1], False),
        ("✓", "✗", False),
        ("ᬓᬶ", "ᬓᬸ", False),  # Balinese: the vowel signs alone differ
        ("Permohonan.", "permohonan", True),
        ("Surat-tugas", "Surat “tugas”", True),
    ],
)
def test_titles_are_alike_but_for_case_and_punctuation(one, other, are_alike):
    text = f"""sopflow: 1
id: surat
title: Surat
actors: {{a: Pejabat}}
documents: {{satu: "{one}", dua: "{other}"}}
steps:
  - {{id: tulis, activity: Menulis surat, actor: a, outputs: [satu, dua]}}
"""
    checked = check_bytes(text.encode(), "x")
    assert checked.definition is not None
    assert ("SOP214" in {found.code for found in checked.findings}) is are_alike
