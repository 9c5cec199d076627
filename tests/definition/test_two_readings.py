"""A limit that could be two numbers is answered with what to write, not with what it is not."""

from __future__ import annotations

import pytest

from sopflow.definition.loading import check_bytes

SOP = """\
sopflow: 1
id: izin
title: Izin
actors: {loket: Loket}
fields:
  retribusi: {title: Retribusi, type: number, max: 1.500}
steps:
  - {id: tetapkan, activity: Menetapkan retribusi, actor: loket, fills: [retribusi]}
"""


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("id", '"1.500" tidak dapat dipakai; tulis 1_500 atau 1,5'),
        ("en", '"1.500" cannot be used; write 1_500 or 1.5'),
    ],
)
def test_both_readings_are_offered(language, says):
    (found,) = check_bytes(SOP.encode(), "izin.yaml").findings
    assert (found.code, says in found.message(language)) == ("SOP242", True)
