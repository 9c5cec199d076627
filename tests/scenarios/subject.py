"""Scenario files in a test: read against definitions that stand in no file."""

from __future__ import annotations

from pathlib import Path

import sopflow
from sopflow.definition.library import Library, Procedure
from sopflow.errors import UnknownDefinition
from sopflow.scenarios import loading
from sopflow.scenarios.model import Scenario


class Shelf(Library):
    """A library of the definitions that it was given."""

    def __init__(self, *sops: sopflow.Definition) -> None:
        super().__init__()
        self.sops = {str(sop.id): sop for sop in sops}

    def find(self, name: str, folder: Path) -> Procedure:
        if name not in self.sops:
            raise UnknownDefinition(sop=name, known=tuple(self.sops))
        others = {other: sop for other, sop in self.sops.items() if other != name}
        return Procedure(self.sops[name], others)

    def known(self, folder: Path) -> dict[str, sopflow.Definition]:
        return self.sops


def read(text: str, *sops: sopflow.Definition) -> tuple[Scenario, ...]:
    """The scenarios of a text; fails with its findings."""
    checked = loading.check_bytes(text.encode(), "uji.scenarios.yaml", Shelf(*sops))
    assert checked.file is not None, "\n".join(d.text(checked.lines) for d in checked.findings) + "\n" + text
    return checked.file.scenarios


def findings(text: str, *sops: sopflow.Definition) -> list[str]:
    """What is wrong with a text, as `line:column CODE message`."""
    checked = loading.check_bytes(text.encode(), "uji.scenarios.yaml", Shelf(*sops))
    return [
        f"{d.span.line}:{d.span.column} {d.code} {d.message('en')} {d.hint('en')}".strip()
        for d in checked.findings
    ]
