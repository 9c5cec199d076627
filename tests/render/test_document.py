"""The Word document: what LibreOffice prints of it is what was laid out."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

import pytest

import sopflow
from sopflow.definition.loading import definition_files
from sopflow.paper.importing import import_table
from sopflow.render.exporting import EXPORTS, export
from sopflow.render.formats.docx import docx_of
from sopflow.render.layout import picture_of
from sopflow.render.page import PAPERS
from tests.render.dense import dense
from tests.render.office import converted, differences

ROOT = Path(__file__).parents[2]
FILES = sorted(definition_files(ROOT / "definitions"))


SHIPPED = {file.stem: file for file in FILES}


def printed(sops, folder):
    """SOPs as pictures and as LibreOffice prints them, on both papers by turns."""
    papers = cycle(PAPERS.values())
    pictures = {name: picture_of(sop, paper=next(papers)) for name, sop in sops.items()}
    files = []
    for name, picture in pictures.items():
        files.append(folder / f"{name}.docx")
        files[-1].write_bytes(docx_of(picture, "sopflow: 1"))
    made = converted(files, folder)
    return {name: (pictures[name], file) for name, file in zip(pictures, made, strict=True)}


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    sops = {name: sopflow.load(file) for name, file in SHIPPED.items()}
    return printed(sops, tmp_path_factory.mktemp("shipped"))


@pytest.fixture(scope="module")
def random(tmp_path_factory):
    return printed({seed: dense(seed) for seed in range(10)}, tmp_path_factory.mktemp("random"))


@pytest.mark.parametrize("name", SHIPPED)
def test_every_symbol_arrow_and_text_is_printed_where_it_was_laid_out(shipped, name):
    assert list(differences(*shipped[name])) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_a_dense_sop_is_printed_as_it_was_laid_out(random, seed):
    assert list(differences(*random[seed])) == []


def test_what_libreoffice_saves_is_the_same_document_and_still_has_its_definition(tmp_path):
    file = SHIPPED["pengawalan"]
    definition = sopflow.load(file)
    written = tmp_path / "x.docx"
    export(definition, file.read_text("utf-8"), written)
    (saved,) = converted([written], tmp_path, "docx")
    assert saved.read_bytes() != written.read_bytes()
    assert import_table(saved, exports=EXPORTS).text == file.read_text("utf-8")
    assert list(differences(picture_of(definition), *converted([saved], tmp_path))) == []
