"""Which findings are shown: by their codes, on the command line or in `pyproject.toml` under `[tool.sopflow]`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sopflow.definition.kinds import is_file
from sopflow.diagnostics import Diagnostic, Severity
from sopflow.errors import SopflowError
from sopflow.language import Words, did_you_mean
from sopflow.review.rules import all_rules

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


class BadSelection(SopflowError):
    """A code, or a setting, that does not exist."""

    code = "bad-selection"
    words = Words('{where}: tidak ada temuan "{text}"; {hint}', '{where}: there is no finding "{text}"; {hint}')


class Selection(NamedTuple):
    """Codes, or beginnings of codes (`SOP3`). Errors are shown in any case, since they keep an SOP from loading."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def shows(self, found: Diagnostic) -> bool:
        """Whether a finding is to be shown, and counts."""
        if found.severity is Severity.ERROR:
            return True
        if self.select and not found.code.startswith(self.select):
            return False
        return not (self.ignore and found.code.startswith(self.ignore))


def configure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--select", action="append", metavar="CODES",
        help="hanya kode ini, dipisah koma (SOP3 untuk semuanya); boleh berulang / only these codes; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--ignore", action="append", metavar="CODES",
        help="tanpa kode ini; boleh berulang / without these codes; may be repeated",
    )  # fmt: skip


def selection(arguments: Namespace, folder: Path) -> Selection:
    """What the options say, or else `[tool.sopflow]` of the project; `BadSelection` for a code that does not exist."""
    settings = _settings(folder)
    chosen = {}
    for name in ("select", "ignore"):
        given = getattr(arguments, name)
        texts = ",".join(given).split(",") if given is not None else settings.get(name, [])
        where = f"--{name}" if given is not None else f"pyproject.toml: {name}"
        chosen[name] = tuple(_known(str(text).strip().upper(), where) for text in texts if str(text).strip())
    return Selection(**chosen)


def _settings(folder: Path) -> dict[str, list[str]]:
    """The nearest `pyproject.toml` at or above a folder that has `[tool.sopflow]`."""
    for place in (folder.resolve(), *folder.resolve().parents):
        file = place / "pyproject.toml"
        if is_file(file):
            try:
                settings = tomllib.loads(file.read_text("utf-8")).get("tool", {}).get("sopflow")
            except (tomllib.TOMLDecodeError, UnicodeDecodeError):
                return {}
            if isinstance(settings, dict):
                return {k: v if isinstance(v, list) else [v] for k, v in settings.items()}
    return {}


def _known(code: str, where: str) -> str:
    rules = all_rules()
    if not any(known.startswith(code) for known in rules):
        raise BadSelection(where=where, text=code, hint=did_you_mean(code, rules))
    return code
