"""Why something from outside did not work, in both languages: what the operating system, a reader of JSON or the network
said. Python's own words are English, and its class names are nobody's."""

from __future__ import annotations

import errno
import json
from typing import TYPE_CHECKING, Final

from .errors import SopflowError
from .language import Words

if TYPE_CHECKING:
    from .diagnostics import Diagnostic

_BY_NUMBER: Final = {
    errno.ENOENT: Words("tidak ada berkas atau map itu", "no such file or folder"),
    errno.ENOTDIR: Words("salah satu bagian jalurnya bukan map", "a part of the path is not a folder"),
    errno.EISDIR: Words("itu map, bukan berkas", "it is a folder, not a file"),
    errno.EEXIST: Words("sudah ada", "it already exists"),
    errno.EACCES: Words("tidak diizinkan", "permission denied"),
    errno.EPERM: Words("tidak diizinkan", "permission denied"),
    errno.EROFS: Words("hanya boleh dibaca", "it is read-only"),
    errno.ENOSPC: Words("tidak ada ruang lagi di disk", "no space is left on the disk"),
    errno.EDQUOT: Words("jatah ruang di disk habis", "the disk quota is used up"),
    errno.EFBIG: Words("berkasnya terlalu besar", "the file is too large"),
    errno.EIO: Words("disknya tidak dapat dibaca atau ditulis", "the disk cannot be read or written"),
    errno.ENAMETOOLONG: Words("namanya terlalu panjang", "the name is too long"),
    errno.EINVAL: Words("nama atau nilainya tidak dapat dipakai", "the name or value cannot be used"),
    errno.ELOOP: Words("tautannya berputar", "its links form a loop"),
    errno.EMFILE: Words("terlalu banyak berkas terbuka", "too many files are open"),
    errno.ENFILE: Words("terlalu banyak berkas terbuka", "too many files are open"),
    errno.EBUSY: Words("sedang dipakai", "it is in use"),
    errno.ETXTBSY: Words("sedang dipakai", "it is in use"),
    errno.ENOMEM: Words("memori komputer ini habis", "this machine is out of memory"),
    errno.EPIPE: Words("sambungannya terputus", "the connection was broken"),
    errno.EADDRINUSE: Words("alamat itu sedang dipakai program lain", "another program uses this address"),
    errno.EADDRNOTAVAIL: Words("itu bukan alamat komputer ini", "it is not an address of this machine"),
    errno.ECONNREFUSED: Words("tidak ada yang menjawab di sana", "nothing answers there"),
    errno.ECONNRESET: Words("sambungannya terputus", "the connection was broken"),
    errno.ETIMEDOUT: Words("tidak dijawab pada waktunya", "there was no answer in time"),
    errno.EHOSTUNREACH: Words("tidak dapat dihubungi", "it cannot be reached"),
    errno.ENETUNREACH: Words("tidak dapat dihubungi", "it cannot be reached"),
}
_NUMBERED: Final = Words(
    "sistem menolaknya (galat {number}: {text})", "the system refused it (error {number}: {text})"
)
_REFUSED: Final = Words("sistem menolaknya", "the system refused it")
_NO_TEXT: Final = Words("isinya bukan teks UTF-8", "its content is not text in UTF-8")
_NO_JSON: Final = Words("bukan JSON (baris {line}, kolom {column})", "not JSON (line {line}, column {column})")
_TOO_DEEP: Final = Words("isinya terlalu dalam bertingkat", "it is nested too deeply")
_ABSENT: Final = Words('tidak ada "{name}" di dalamnya', 'there is no "{name}" in it')
_NO_MODULE: Final = Words('tidak ada modul "{name}"', 'there is no module "{name}"')
_IN_TIME: Final = _BY_NUMBER[errno.ETIMEDOUT]
_NO_MACHINE: Final = Words("tidak ada komputer bernama itu", "there is no machine of that name")
_UNFIT: Final = Words("isinya tidak cocok", "its content does not fit")
_FAR: Final = 8
"""How many causes are followed: a library of the network wraps what the system said."""


def reason_of(problem: BaseException | Diagnostic) -> Words:
    """What a person is told of an exception; of one of ours, and of a finding, its own message."""
    if isinstance(problem, SopflowError) or not isinstance(problem, BaseException):
        return Words(problem.message("id"), problem.message("en"))
    if isinstance(problem, OSError):
        return _of_system(problem)
    if isinstance(problem, UnicodeError):
        return _NO_TEXT
    if isinstance(problem, json.JSONDecodeError):
        return _NO_JSON.filled(line=problem.lineno, column=problem.colno)
    if isinstance(problem, RecursionError):
        return _TOO_DEEP
    if isinstance(problem, ImportError):
        return _NO_MODULE.filled(name=problem.name or problem)
    if isinstance(problem, KeyError | AttributeError):
        name = problem.name if isinstance(problem, AttributeError) else next(iter(problem.args), None)
        return _ABSENT.filled(name=name) if name is not None else _UNFIT
    return _of_causes(problem)


def _of_system(problem: OSError) -> Words:
    from socket import gaierror

    if isinstance(problem, TimeoutError):
        return _IN_TIME
    if isinstance(problem, gaierror):
        return _NO_MACHINE
    if problem.errno is None:
        return _plain(problem) or _REFUSED
    known = _BY_NUMBER.get(problem.errno)
    return known or _NUMBERED.filled(number=problem.errno, text=problem.strerror or "-")


def _of_causes(problem: BaseException) -> Words:
    """Of one that another library made: of what the system said to it, or else in its own words."""
    cause: BaseException | None = problem
    for _ in range(_FAR):
        if cause is None:
            break
        if isinstance(cause, OSError):
            return _of_system(cause)
        if any("Timeout" in kind.__name__ for kind in type(cause).__mro__):
            return _IN_TIME
        cause = cause.__cause__ or cause.__context__
    return _plain(problem) or _UNFIT


def _plain(problem: BaseException) -> Words | None:
    """Its own words, which are in one language."""
    first = next(iter(str(problem).strip().splitlines()), "")[:200]
    return Words(first, first) if first else None
