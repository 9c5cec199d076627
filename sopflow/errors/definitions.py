"""Definitions: what is wrong with one, or which one is meant."""

from __future__ import annotations

from collections.abc import Sequence

from sopflow.diagnostics import Diagnostic
from sopflow.language import Language, Words

from .base import SopflowError


class DefinitionError(SopflowError):
    """A file that is not a valid SOP; `findings` has everything that is wrong with it, in order of position."""

    code = "definition"
    words = Words("{path}: {count} kesalahan\n{text}", "{path}: {count} error(s)\n{text}")
    about = Words(
        "Berkas ini masih mengandung kesalahan, yang disebut satu per satu.",
        "The file has errors; they are listed one by one.",
    )

    def __init__(self, path: str, findings: Sequence[Diagnostic], lines: Sequence[str]) -> None:
        self.path, self.findings, self.lines = path, tuple(findings), tuple(lines)
        codes = dict.fromkeys(one.code for one in findings if one.severity == "error")
        self.values = {"path": path, "codes": tuple(codes)}
        Exception.__init__(self, self.message("en"))

    def message(self, language: Language = "en") -> str:
        errors = [d for d in self.findings if d.severity == "error"]
        text = "\n".join(d.text(self.lines, language) for d in errors)
        return self.words.within(language, path=self.path, count=len(errors), text=text)

    def __reduce__(self) -> tuple[object, ...]:
        return (DefinitionError, (self.path, self.findings, self.lines))


class UnknownDefinition(SopflowError):
    """An SOP, or a version of it, that is not registered."""

    code = "unknown-definition"
    words = Words(
        'SOP "{sop}" tidak terdaftar; yang ada: {known}', 'the SOP "{sop}" is not registered; known: {known}'
    )


class AmbiguousDefinition(SopflowError):
    """An id that several files of a folder have."""

    code = "ambiguous-definition"
    words = Words(
        'SOP "{sop}" ada di beberapa berkas: {files}; tulis nama berkasnya',
        'the SOP "{sop}" is in several files: {files}; name the file',
    )


class AmbiguousStep(SopflowError):
    """A number or an activity that several rows of an SOP have; `steps` are their ids."""

    code = "ambiguous-step"
    words = Words(
        '"{text}" dapat berarti beberapa langkah; tulis id-nya: {rows}',
        '"{text}" may mean several steps; write the id: {rows}',
    )


class DefinitionChanged(SopflowError):
    """Another definition under an id and version that are taken."""

    code = "definition-changed"
    words = Words(
        'SOP "{sop}" versi {version} sudah terdaftar dengan isi lain; beri versi baru',
        'the SOP "{sop}" version {version} is already registered with different content; give it a new version',
    )


class UnknownCalendar(SopflowError):
    """A calendar that a definition names and the engine was not given."""

    code = "unknown-calendar"
    words = Words(
        'kalender "{calendar}" tidak ada; {hint}',
        'there is no calendar "{calendar}"; {hint}',
    )
