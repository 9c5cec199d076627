"""Applying what changed in a table takes work like its length, whatever changed."""

from __future__ import annotations

import csv
import io

import pytest

import sopflow
from sopflow.paper.exporting import export_table
from sopflow.paper.importing import import_table

from .growth import steepness


def definition(size, activity):
    rows = "".join(
        f"  - id: r{n}\n    activity: {activity(n)}\n    actor: {'ab'[n % 2]}\n    duration: {1 + n % 50} menit\n"
        f"    outputs: [Berkas {n}]\n"
        for n in range(size)
    )
    return f"sopflow: 1\nid: x\ntitle: X\nactors: {{a: A, b: B}}\nsteps:\n{rows}"


def every_time(rows):
    for row in rows:
        row[5] = "99 menit"
    return rows


def upside_down(rows):
    return rows[::-1]


def every_third_gone_and_others_come(rows):
    new = [["", f"Mencatat hal ke-{n}", "□", "", "", "7 menit", f"Catatan {n}", ""] for n in range(len(rows) // 3)]
    return [row for at, row in enumerate(rows) if at % 3] + new


CHANGES = [every_time, upside_down, every_third_gone_and_others_come]
ACTIVITIES = {"each its own": lambda n: f"Mengerjakan hal nomor {n}", "all the same": lambda n: "Mengerjakan"}


@pytest.mark.long
@pytest.mark.parametrize("name", ACTIVITIES)
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_merge_takes_work_like_the_length_of_the_table(change, name, tmp_path):
    path = tmp_path / "x.csv"

    def made(size):
        text = definition(size, ACTIVITIES[name])
        export_table(sopflow.loads(text), text, path)
        records = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([*records[:4], *change(records[4:-1])])
        return out.getvalue() + records[-1][0] + "\n"

    def read(text):
        path.write_text(text, "utf-8")
        import_table(path)

    assert steepness(read, made, (10, 20, 40)) < 2.7
