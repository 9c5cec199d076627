"""An official table in the shapes in which it is written, and what a draft of it says."""

from __future__ import annotations

import re

import yaml

import sopflow
from sopflow.definition.model import End, Unknown

ROWS = [
    ("1", "Mengajukan permohonan", "Pemohon", "Surat permohonan", "-", "Berkas", ""),
    ("2", "Memeriksa berkas", "Petugas", "Berkas", "15 menit", "Berkas terperiksa", ""),
    ("3", "Menyusun surat keterangan", "Kasi Umum", "Berkas terperiksa", "1 jam", "Konsep surat", ""),
    ("4", "Menandatangani surat", "Camat", "Konsep surat", "1-2 hari", "Surat keterangan", "Dapat diwakili Plh."),
    ("5", "Menyerahkan surat", "Petugas", "Surat keterangan; Buku ekspedisi", "10 menit", "Tanda terima", ""),
]
ACTORS = ["Pemohon", "Petugas", "Kasi Umum", "Camat"]
WHO = {"Pemohon": "Mulai", "Petugas": "V", "Kasi Umum": "□", "Camat": "◇"}


def single(
    heads=("No", "Kegiatan", "Pelaksana", "Kelengkapan", "Waktu", "Output", "Keterangan"),
    *,
    branch="Petugas [belah ketupat] Y → 3, N → 1",
    last="Petugas [selesai]",
    rows=ROWS,
):
    """One column for all actors."""
    table = [list(row) for row in rows]
    table[1][2], table[4][2] = branch, last
    return [list(heads), *table]


def wide(
    upper=("No", "Kegiatan", "Pelaksana", "", "", "", "Mutu Baku", "", "", "Ket."),
    lower=("", "", *ACTORS, "Kelengkapan", "Waktu", "Output", ""),
    *,
    numbers=False,
    yes="Y",
    no="T",
    dots=False,
):
    """A column for each actor."""
    table = [list(upper), list(lower)] if lower else [list(upper)]
    if numbers:
        table.append([str(n) for n in range(1, 11)])
    for at, (number, activity, who, inputs, time, output, remarks) in enumerate(ROWS):
        marks = [WHO[a] if a == who else "" for a in ACTORS]
        if at == 1:
            marks = [no if a == "Pemohon" else WHO[a] if a == who else yes if a == "Camat" else "" for a in ACTORS]
        if at == 4:
            marks = ["Selesai" if a == who else "" for a in ACTORS]
        table.append([number + ("." if dots else ""), activity, *marks, inputs, time, output, remarks])
    return table


def markdown(table, before="# Surat Keterangan\n\n", after=""):
    head, *rest = table
    line = lambda row: "| " + " | ".join(c.replace("\n", "<br>") for c in row) + " |"  # noqa: E731
    return before + "\n".join([line(head), "|" + "---|" * len(head), *map(line, rest)]) + "\n" + after


def tabs(table, before="Surat Keterangan\n\n", after=""):
    return before + "\n".join("\t".join(row) for row in table) + "\n" + after


def csv_text(table, delimiter=","):
    quoted = [[f'"{c}"' if delimiter in c or "\n" in c else c for c in row] for row in table]
    return "Surat Keterangan\n" + "\n".join(delimiter.join(row) for row in quoted) + "\n"


def dashed(table):
    return [[c.replace("→", "->") for c in row] for row in table]


def below(table):
    """Without arrows in the table; they stand below it."""
    return [[c.replace(" Y → 3, N → 1", "") for c in row] for row in table]


def cut(table, at):
    """After a page break two of the actors' columns are gone."""
    return [row if n < at else [*row[:2], *row[4:]] for n, row in enumerate(table)]


LOWER = ("No", "Uraian Kegiatan", *ACTORS, "Kelengkapan", "Waktu", "Output", "Ket")
NAMES = {"Y": "Y", "Ya": "Y", "Yes": "Y", "N": "N", "T": "N", "Tidak": "N", "No": "N"}


def summary(definition):
    """What a definition says, without its ids."""
    numbers = {step.id: str(at) for at, step in enumerate(definition.steps, start=1)}
    place = lambda t: "end" if isinstance(t, End) else numbers[t]  # noqa: E731
    titles = lambda refs: tuple(definition.documents[r].title for r in refs)  # noqa: E731
    rows = []
    for step in definition.steps:
        actors = () if isinstance(step.actors, Unknown) else tuple(definition.actors[a].title for a in step.actors)
        branches = {
            NAMES[b.name]: tuple(map(place, b.targets))
            for b in step.branches
            if not isinstance(b.targets, Unknown)
        }
        rows.append(
            (
                step.activity.split(" ", 1)[-1]
                if actors and step.activity.startswith(actors[0])
                else step.activity,
                actors,
                titles(i.document for i in step.inputs),
                str(step.duration),
                titles(step.outputs),
                branches,
            )
        )
    return rows


EXPECTED = [
    ("Mengajukan permohonan", ("Pemohon",), ("Surat permohonan",), "None", ("Berkas",), {}),
    ("Memeriksa berkas", ("Petugas",), ("Berkas",), "15 menit", ("Berkas terperiksa",), {"Y": ("3",), "N": ("1",)}),
    ("Menyusun surat keterangan", ("Kasi Umum",), ("Berkas terperiksa",), "1 jam", ("Konsep surat",), {}),
    ("Menandatangani surat", ("Camat",), ("Konsep surat",), "1-2 hari", ("Surat keterangan",), {}),
    ("Menyerahkan surat", ("Petugas",), ("Surat keterangan", "Buku ekspedisi"), "10 menit", ("Tanda terima",), {}),
]  # fmt: skip


def texts_of(value):
    if isinstance(value, dict):
        return [t for k, v in value.items() for t in (str(k), *texts_of(v))]
    return [t for v in value for t in texts_of(v)] if isinstance(value, list) else [str(value)]


def squeezed(text):
    return re.sub(r"[\W_]+", "", text).casefold()


def assert_nothing_dropped(cells, text, also=""):
    """Every word of every cell stands somewhere in the draft."""
    whole = squeezed(" ".join(texts_of(yaml.load(text, yaml.BaseLoader))) + also)
    for cell in cells:
        pieces = re.split(r"[;\n]|(?:^|\s)[a-z]\.\s", cell)
        for piece in pieces:
            value = re.sub(r"^Nomor SOP:", "", piece)  # a label of the identity page is a key of the draft
            assert squeezed(value) in whole, piece


def loaded(one, tmp_path):
    path = tmp_path / "draf.yaml"
    path.write_text(one.text, "utf-8")
    return sopflow.load(path)
