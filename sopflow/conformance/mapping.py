"""What the words of a log mean: a YAML file of a column's values and what each stands for."""

from __future__ import annotations

from os import PathLike
from typing import Final

from sopflow.definition.files import ANY
from sopflow.definition.reading import Map, Text, compose, decode
from sopflow.diagnostics import Diagnostic
from sopflow.errors import SopflowError
from sopflow.language import Words, did_you_mean
from sopflow.reasons import reason_of

MAPPED: Final = ("activity", "actor", "outcome", "person", "status")
"""The columns whose values can be mapped."""
_FORM: Final = Words(
    "tulis misalnya activity: {Cek berkas: verifikasi}, actor: {Pak Camat: camat}, outcome: {setuju: Y}",
    "write activity: {Cek berkas: verifikasi}, actor: {Pak Camat: camat}, outcome: {setuju: Y}, for example",
)
_UNKNOWN: Final = Words('"{name}" tidak dapat dipetakan; {hint}', '"{name}" cannot be mapped; {hint}')


class MapError(SopflowError):
    """A file of `--map` that cannot be used: `path`, `line`, and `why`."""

    code = "map"
    words = Words("{path}:{line}: {why}", "{path}:{line}: {why}")
    about = Words("Berkas untuk --map ini tidak dapat dipakai.", "The file of --map cannot be used.")


def load_map(path: str | PathLike[str]) -> dict[str, dict[str, str]]:
    """By the column, what each of its values stands for; `MapError`."""
    name = str(path)
    data = ANY.look(path)
    text, unreadable = ("", (data,)) if isinstance(data, Diagnostic) else decode(data)
    root, findings = (None, unreadable) if unreadable else compose(text)
    for found in findings:
        raise MapError(path=name, line=found.span.line, why=reason_of(found))
    if not isinstance(root, Map):
        raise MapError(path=name, line=1, why=_FORM)
    values: dict[str, dict[str, str]] = {}
    for what, node in root.values.items():
        line = root.keys[what].line
        if what not in MAPPED:
            raise MapError(path=name, line=line, why=_UNKNOWN.filled(name=what, hint=did_you_mean(what, MAPPED)))
        if not isinstance(node, Map):
            raise MapError(path=name, line=line, why=_FORM)
        values[what] = {}
        for was, now in node.values.items():
            if not isinstance(now, Text):
                raise MapError(path=name, line=node.keys[was].line, why=_FORM)
            values[what][was] = str(now.value)
    return values
