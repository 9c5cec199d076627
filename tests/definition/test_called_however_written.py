"""An SOP that another calls is looked for however the key is written: at the terminal, in the studio and by a library."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.definition.library import Library
from sopflow.definition.loading import check_all
from sopflow.studio.folder import Folder
from sopflow.studio.routes.drawing import drawing
from sopflow.studio.workspace import RequestBody, Workspace

SOP = """\
sopflow: 1
id: luar
title: Luar
actors: {a: A}
steps:
  - {id: s, activity: Mulai, actor: a}
"""


@pytest.mark.parametrize(
    "row",
    [
        "{id: m, activity: Memanggil, call: tidak-ada}",
        '{"id": "m", "activity": "Memanggil", "call": "tidak-ada"}',
        "{id: m, activity: Memanggil, call : tidak-ada}",
        r'{id: m, activity: Memanggil, "c\x61ll": tidak-ada}',
    ],
)
def test_a_called_sop_that_is_not_there_is_found(tmp_path, row):
    file, text = tmp_path / "luar.yaml", f"{SOP}  - {row}\n"
    file.write_text(text, "utf-8")
    (checked,) = check_all([file])
    assert [one.code for one in checked.findings] == ["SOP204"]
    shown = drawing(Workspace(Folder(tmp_path)), RequestBody({"path": "luar.yaml", "text": text}))
    assert [one["code"] for one in shown["findings"]] == ["SOP204"]
    with pytest.raises(sopflow.DefinitionError) as refused:
        Library().load(file)
    assert [one.code for one in refused.value.findings] == ["SOP204"]
