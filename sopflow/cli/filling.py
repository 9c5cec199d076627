"""What `--data` says: fields (`FIELD=VALUE`, `@FILE.json`), or the host's own data as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sopflow.fields import Problem
from sopflow.fields.writing import misfits
from sopflow.flow.flow import Flow
from sopflow.flow.forms import refusal
from sopflow.language import Words
from sopflow.reasons import reason_of
from sopflow.texts import by_name

from . import reading
from .usage import BadOption, Parser, by_name_once, unsaid

HELP: Final = Words(
    "isian formulir: ISIAN=NILAI (boleh berulang) atau @BERKAS.json",
    "a field of the form: FIELD=VALUE (may be repeated) or @FILE.json",
)
HELP_OR_JSON: Final = Words(
    f"{HELP.id}; atau data aplikasi, sebagai JSON", f"{HELP.en}; or the host's own data, any JSON"
)
_LARGEST: Final = 4_000_000
_NAME: Final = re.compile(r"([a-z][a-z0-9_-]*)=(.*)", re.DOTALL)
_FILE: Final = Words('--data "{text}": {why}', '--data "{text}": {why}')
_NO_OBJECT: Final = Words(
    "berkas itu tidak berisi pasangan isian dan nilai", "the file does not contain pairs of field and value"
)
_TOO_LARGE: Final = Words("berkasnya terlalu besar", "the file is too large")
_FORM: Final = Words(  # does not say the text, which may be somebody's
    "--data: tulis ISIAN=NILAI dengan id isiannya, misalnya nama=Ani",
    "--data: write FIELD=VALUE with the field's id, such as nama=Ani",
)
_TWICE: Final = Words("--data: data aplikasi disebut dua kali", "--data: the host's own data is named twice")


def configure(parser: Parser, words: Words = HELP) -> None:
    parser.takes({"--data FIELD=VALUE ...": f"{words.id} / {words.en}"})


def parted(texts: Sequence[str], *, takes_json: bool = False) -> tuple[Any, dict[str, Any]]:
    """The host's own data and the fields; a text that a person wrote stays one, to be read once its field is known."""
    files: dict[str, Any] = {}
    pairs: list[tuple[str, str]] = []
    own: list[str] = []
    for text in texts:
        found = _NAME.fullmatch(text)
        if text.startswith("@"):
            files |= _of_file(text)
        elif found is not None:
            pairs.append((found[1], found[2]))
        elif takes_json:
            own.append(text)
        else:
            raise BadOption(why=_FORM)
    if len(own) > 1:
        raise BadOption(why=_TWICE)
    return reading.data(own[0]) if own else None, {**files, **by_name_once("--data", pairs, unsaid=True)}


def _of_file(text: str) -> dict[str, Any]:
    try:
        path = by_name(text[1:])
        if path.stat().st_size > _LARGEST:
            raise BadOption(why=_FILE.filled(text=unsaid(text), why=_TOO_LARGE))
        found = json.loads(Path(path).read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as problem:
        raise BadOption(why=_FILE.filled(text=unsaid(text), why=reason_of(problem))) from None
    if not isinstance(found, dict):
        raise BadOption(why=_FILE.filled(text=unsaid(text), why=_NO_OBJECT))
    return found


def values_of(flow: Flow, given: Mapping[str, Any]) -> dict[str, Any]:
    """Texts, and what a file has, as values of their fields; `FieldsRefused` tells those that are none. The form tells of
    names that it does not know."""
    fields = flow.definition.fields
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, value in given.items():
        field = fields.get(name)
        if field is None or value is None or (isinstance(value, str) and not value.strip()):
            values[name] = value if field is None else None
            continue
        found = field.of_plain(value)
        if isinstance(found, Problem):
            problems += misfits(field, value)
        else:
            values[name] = found
    if problems:
        raise refusal(flow, problems)
    return values
