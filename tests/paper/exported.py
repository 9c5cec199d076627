"""An exported table of one definition, to be changed in cells and rows and read back."""

from __future__ import annotations

import csv
import difflib
import io
import re
from pathlib import Path

import sopflow
from sopflow.definition.reading import compose
from sopflow.paper.exporting import export_table
from sopflow.paper.importing import import_table

ROOT = Path(__file__).parents[2]
FILES = [f for f in sorted((ROOT / "definitions").glob("*.yaml")) if "." not in f.stem]
ABOVE, HEADS = 2, 2
"""Lines over the table, and rows of heads."""

SURAT = """\
# Sebuah prosedur dengan catatan.
sopflow: 1
id: surat
title: Surat Keluar
may_start: [staf]
identity:
  agency: Kecamatan   # bukan di tabel
actors:
  tamu: {title: Pemohon, external: true}
  staf: Staf            # satu orang
  kasi: {title: Kasi, substitutes: [camat]}
  camat: Camat
documents:
  draf: {title: Draf surat, draft_of: surat}
  surat: Surat
steps:
  # mulai dari sini
  - id: ajukan
    activity: Mengajukan permohonan
    actor: tamu
    outputs: [Permohonan]
  - id: susun
    activity: Menyusun draf surat   # kata orang
    actor: staf
    inputs: [Permohonan, {document: KTP, when: bila warga baru}]
    duration: 30 menit
    outputs: [draf]
    remarks: Pakai kop
    on_late: [{escalate: kasi}]
  - id: periksa
    activity: Memeriksa draf
    actor: kasi
    inputs: [draf]
    duration: 1 jam
    outputs: [draf]
    question: Sudah benar?
    branches:
      Y: {to: tanda_tangan, note: required}
      N: susun   # kembali
  - id: tanda_tangan
    activity: Menandatangani surat
    actor: camat
    separate_from: [susun]
    inputs: [draf]
    duration: {text: 1 hari atau lebih, at_most: 2 hari}
    outputs: [surat]

  - id: kirim
    activity: Mengirim surat
    actor: staf
    inputs: [surat]
    duration: 10 menit
    outputs: [Tanda terima]
"""


class Printed:
    """An exported table as CSV: its records, to be changed and read back."""

    def __init__(self, folder, text, sop=None):
        self.text = text
        self.sop = sop or sopflow.loads(text)
        self.path = folder / "tabel.csv"
        export_table(self.sop, text, self.path)
        self.records = list(csv.reader(io.StringIO(self.path.read_text("utf-8-sig"))))

    @property
    def rows(self):
        return self.records[ABOVE + HEADS : -1]

    def row(self, number):
        return next(row for row in self.rows if row[0] == str(number))

    def cell(self, number, column, text):
        """`column` is counted from the left, or from the right where it is negative."""
        self.row(number)[column] = text

    def insert(self, at, *cells):
        self.records.insert(ABOVE + HEADS + at, list(cells))

    def remove(self, number):
        self.records.remove(self.row(number))

    def back(self):
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        for record in self.records:
            if len(record) == 1 and record[0].startswith("# "):
                out.write(record[0] + "\n")
            else:
                writer.writerow(record)
        self.path.write_text(out.getvalue(), "utf-8")
        return import_table(self.path)


INPUTS, TIME, OUTPUTS, REMARKS = -4, -3, -2, -1
TAMU, STAF, KASI, CAMAT = 2, 3, 4, 5


def plain(text):
    return compose(text)[0].plain()


def lines_that_differ(old, new):
    """What goes and what comes, line by line."""
    found = list(difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0))[2:]
    return [line for line in found if not line.startswith("@@")]


def told(one, language="id"):
    """What somebody changed."""
    return [d.words.within(language) for d in one.differences if d.kind != "finding"]


def follows(one, language="id"):
    """What `check` finds because of that."""
    return [d.words.within(language) for d in one.differences if d.kind == "finding"]


def edits(text, one):
    """The lines that differ, but for notes on what `check` finds."""
    found = "\n".join(lines_that_differ(text, one.text))
    notes = r"\+ +source:(?:\n\+ +-| \[\{)? ?reading: open(?:,|\n\+) +why: .*\(SOP\d+\).*"
    return list(filter(None, re.sub(notes, "", found).split("\n")))
