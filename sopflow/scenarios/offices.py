"""Where a scenario is played: its people, or the directory and the unit that its file names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sopflow.definition.reading import List, Map, Node
from sopflow.diagnostics import Diagnostic, Severity, error
from sopflow.language import did_you_mean
from sopflow.people.loading import check_bytes
from sopflow.reasons import reason_of

from .values import ref_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sopflow.definition.files import Files
    from sopflow.definition.model import Ref
    from sopflow.people.directory import OfficeDirectory

    from .format.scene import Scene

    Offices = Mapping[str, OfficeDirectory]

UNREAD = error(
    "SOP520",
    "no-such-directory",
    id='direktori "{name}": {why}',
    en='the directory "{name}": {why}',
    hint_id="tulis nama berkasnya, dilihat dari berkas skenario ini, misalnya: kantor.directory.yaml",
    hint_en="write the name of its file, as seen from this scenario file, such as: kantor.directory.yaml",
)
BROKEN = error(
    "SOP521",
    "broken-directory",
    id="{path}: direktori ini memuat {count} kesalahan",
    en="{path}: this directory has {count} error(s)",
    hint_id="periksa dengan: sopflow directory check {path}",
    hint_en="see: sopflow directory check {path}",
)
NO_UNIT = error(
    "SOP522",
    "no-such-unit",
    id='direktori "{directory}" tidak mempunyai unit "{name}"',
    en='the directory "{directory}" has no unit "{name}"',
)
LONELY_UNIT = error(
    "SOP523",
    "unit-without-directory",
    id="unit hanya dipakai bersama directory",
    en="unit is used only with a directory",
    hint_id="tulis juga directory: BERKAS, atau hapus unit",
    hint_en="write directory: FILE too, or delete unit",
)
TWO_SCENES = error(
    "SOP524",
    "people-and-directory",
    id="people dan directory tidak dapat dipakai bersama",
    en="people and directory cannot be used together",
    hint_id="hapus salah satu",
    hint_en="delete one of them",
)


def slips(node: Map, scene: Scene, offices: Offices) -> Iterator[Diagnostic]:
    """What is wrong with where a scenario, or every scenario of a file, is played."""
    own = node.get("directory")
    if own is not None and "people" in node.values:
        yield TWO_SCENES.at(node.keys["directory"])
    unit = ref_of(node.get("unit"))
    if unit is None:
        return
    if scene.directory is None:
        yield LONELY_UNIT.at(node.keys["unit"])
        return
    office = offices.get(scene.directory)
    if office is not None and unit not in office.all_units:
        hint = did_you_mean(unit, office.all_units)
        yield NO_UNIT.at(unit.span, directory=scene.directory, name=unit, hint=hint)


def named_in(root: Node, folder: Path, files: Files) -> tuple[Offices, list[Diagnostic]]:
    """The directories that a scenario file names, by what it calls them; each mention of one that is not right is told."""
    offices: dict[str, OfficeDirectory] = {}
    problems: dict[str, Diagnostic] = {}
    found: list[Diagnostic] = []
    for name in _names(root):
        if name not in offices and name not in problems:
            office = _loaded(name, folder / name, files)
            if isinstance(office, Diagnostic):
                problems[name] = office
            else:
                offices[name] = office
        if name in problems:
            found.append(replace(problems[name], span=name.span))
    return offices, found


def _names(root: Node) -> Iterator[Ref]:
    top = root if isinstance(root, Map) else None
    listed = top.get("scenarios") if top is not None else None
    for node in (top, *(listed.items if isinstance(listed, List) else ())):
        name = ref_of(node.get("directory")) if isinstance(node, Map) else None
        if name is not None:
            yield name


def _loaded(name: Ref, path: Path, files: Files) -> OfficeDirectory | Diagnostic:
    data = files.look(path)
    if isinstance(data, Diagnostic):
        return UNREAD.at(name.span, name=name, why=reason_of(data))
    checked = check_bytes(data, str(path))
    if checked.value is not None:
        return checked.value
    return BROKEN.at(name.span, path=path, count=sum(d.severity is Severity.ERROR for d in checked.findings))
