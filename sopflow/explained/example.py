"""An example: one file that has a finding, and the same file without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from sopflow.frozen import freeze
from sopflow.language import Words

NO_NOTE: Final = Words("", "")


@dataclass(frozen=True, slots=True)
class Example:
    """Two contents of one file; the files beside it are the same for both."""

    passes: bytes
    fails: bytes
    name: str
    beside: Mapping[str, str] = field(default_factory=dict)
    corrected: Mapping[str, str] = field(default_factory=dict)
    """The files beside it that the correction changes."""
    publish: bool = False
    missing: bool = False
    """Whether the file that fails is not there at all."""
    note: Words = Words("", "")
    """What is shown instead of content that is not text, or too long."""

    def __post_init__(self) -> None:
        freeze(self, "beside", "corrected")
        if self.passes == self.fails and not self.corrected:
            raise ValueError("the corrected file is the one that fails")


SOP = """\
sopflow: 1
id: izin
title: Izin Keramaian
actors: {warga: Warga, petugas: Petugas, lurah: Lurah}
steps:
  - id: ajukan
    activity: Mengajukan permohonan
    actor: warga
    outputs: [Permohonan]
    duration: 10 menit
  - id: periksa
    activity: Memeriksa permohonan
    actor: petugas
    inputs: [Permohonan]
    outputs: [Konsep Izin]
    duration: 1 jam
  - id: putuskan
    activity: Menandatangani izin
    actor: lurah
    inputs: [Konsep Izin]
    outputs: [Surat Izin]
    duration: 1 hari
"""
"""Most examples change a line of this one."""


def whole(
    passes: str | bytes, fails: str | bytes, *, name: str = "izin.yaml", beside: Mapping[str, str] | None = None,
    corrected: Mapping[str, str] | None = None, publish: bool = False, missing: bool = False, note: Words = NO_NOTE,
) -> Example:  # fmt: skip
    """Two contents as they are."""
    good, bad = (text.encode() if isinstance(text, str) else text for text in (passes, fails))
    return Example(good, bad, name, beside or {}, corrected or {}, publish, missing, note)


def change(was: str, good: str, bad: str, *, of: str = SOP, **more: object) -> Example:
    """A file in which `was` reads `good`, or `bad`."""
    if of.count(was) != 1:
        raise ValueError(f"{was!r} stands {of.count(was)} times in the file")
    return whole(of.replace(was, good), of.replace(was, bad), **more)  # type: ignore[arg-type]


def slip(was: str, bad: str, corrected: str | None = None, **more: object) -> Example:
    """A file in which `was` has been written as `bad`, and is corrected as it was, or otherwise."""
    return change(was, was if corrected is None else corrected, bad, **more)  # type: ignore[arg-type]


def row(good: str, bad: str, **more: object) -> Example:
    """Lines at the end of the last row of the SOP."""
    last = "    duration: 1 hari\n"
    return change(last, last + good, last + bad, **more)  # type: ignore[arg-type]


def head(good: str, bad: str, **more: object) -> Example:
    """Lines between the title and the actors of the SOP."""
    first = "title: Izin Keramaian\n"
    return change(first, first + good, first + bad, **more)  # type: ignore[arg-type]
