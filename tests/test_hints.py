"""A hint says the same in every run: Python orders a set of texts otherwise each time."""

from __future__ import annotations

import subprocess
import sys

SAID = """
from sopflow.language import did_you_mean
names = {"camat", "lurah", "danru", "sekcam", "kasi", "staf", "pemohon", "petugas", "kepala"}
print(did_you_mean("zzz", names).id, did_you_mean("zzz", frozenset(names)).en, did_you_mean("zzz", {"b": 1, "a": 2}).id)
"""


def test_names_of_a_set_stand_in_one_order_and_others_in_their_own():
    said = {
        subprocess.run(
            [sys.executable, "-c", SAID], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    (one,) = said
    assert "camat, danru, kasi, kepala" in one
    assert one.endswith("yang ada: b, a\n")
