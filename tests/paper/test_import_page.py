"""What docs/import.md and docs/import.id.md promise is what import does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sopflow.paper.choosing import said_of
from sopflow.paper.heads import columns_of
from sopflow.paper.times import read_time
from sopflow.paper.wordings import KEYS

PAGES = [(Path(__file__).parents[2] / f"docs/import{ending}").read_text("utf-8") for ending in (".md", ".id.md")]
PAGE, HALAMAN = PAGES
TIMES = HALAMAN.replace("teks, ", "text, ").replace("paling lama", "at most")
"""The page in Indonesian with the English words for what is not a time."""


def rows(page, head):
    """The cells of a table of a page."""
    block = page.split(head, 1)[1].split("\n\n", 1)[0]
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in block.splitlines()
        if line.startswith("|")
    ][1:]


@pytest.mark.parametrize(
    ("printed", "said"),
    [*rows(PAGE, "| printed | in the draft |\n"), *rows(TIMES, "| tercetak | di draf |\n")],
)
def test_times_are_read_as_the_page_says(printed, said):
    time = read_time(printed)
    kind, _, rest = said.partition(", ")
    if kind == "text":
        assert (time.text, time.is_duration) == (printed, False)
        assert time.limit == (rest.removeprefix("at most ") if rest != "probable" else "")
    else:
        assert (time.text, time.is_duration) == (said, True)


@pytest.mark.parametrize(
    ("column", "words"), [*rows(PAGE, "| column | found by |\n"), *rows(HALAMAN, "| kolom | dikenali dari |\n")]
)
def test_columns_are_found_by_the_words_of_the_page(column, words):
    places = {"number": 0, "activity": 1, "inputs": 3, "time": 4, "output": 5, "remarks": 6}
    heads = ["No", "Kegiatan", "Camat", "Kelengkapan", "Waktu", "Output", "Ket"]
    for word in re.findall(r"\w+", words.split(";")[0]):
        if word != "alone":
            tried = [word if at == places[KEYS[column]] else head for at, head in enumerate(heads)]
            assert columns_of([tuple(tried)]).at == places, word


@pytest.mark.parametrize("page", PAGES)
def test_every_name_of_a_column_is_on_the_page(page):
    for name, key in KEYS.items():
        assert said_of([f"{name}=x"]) == ((key, "x"),)
        assert re.search(rf"\b{name}\b", page) or name in ("duration", "outputs"), name
