"""A report of a scenario says as what somebody acted in the words of its reader."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.scenarios import failure
from tests.sop import engine_for

SOP = """sopflow: 1
id: uji
title: Uji
actors: {a: A, lurah: {title: Lurah, substitutes: [sekretaris]}, sekretaris: Sekretaris}
steps:
  - {id: susun, activity: Menyusun, actor: a}
  - {id: teken, activity: Menandatangani, actor: lurah}
"""


@pytest.mark.parametrize(
    ("language", "said"),
    [("id", "teken (sekretaris, pengganti lurah)"), ("en", "teken (sekretaris, substitute lurah)")],
)
def test_a_substitute_is_said_in_the_language_of_the_report(language, said):
    engine = engine_for(sopflow.loads(SOP))
    case = engine.start("uji", by="a").id
    engine.complete(case, "susun", by="a")
    engine.complete(case, "teken", by="sekretaris")
    last = next(one for one in engine.history(case) if one.step == "teken" and one.type == "completed")
    assert failure._event(last, (), language) == said
