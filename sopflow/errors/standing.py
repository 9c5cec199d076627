"""Refusals because of where an instance is, and commands that are not possible in any."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from sopflow.language import Words
from sopflow.terms import COMMANDS, STATUSES

from .base import Refusal


class UnknownStep(Refusal):
    code = "unknown-step"
    rows = ("step",)
    typed = ("possible",)
    words = Words(
        'tidak ada langkah dengan id "{step}"; yang terbuka sekarang: {possible}',
        'there is no step with the id "{step}"; open now: {possible}',
    )


class NotActive(Refusal):
    code = "not-active"
    words = Words(
        'langkah "{step}" tidak sedang terbuka; yang terbuka sekarang: {possible}',
        'the step "{step}" is not open; open now: {possible}',
    )


class NotThatVisit(NotActive):
    """A row that is open, but not in the visit that is named; `visits` are those in which it is."""

    words = Words(
        'langkah "{step}" tidak sedang terbuka pada kunjungan ke-{visit}; yang terbuka: kunjungan ke-{visits}',
        'the step "{step}" is not open in visit {visit}; open now: visit {visits}',
    )

    def _said(self) -> dict[str, object]:
        said = super()._said()
        return {**said, "visits": ", ".join(map(str, self.values["visits"]))}  # type: ignore[call-overload]


class AmbiguousVisit(Refusal):
    code = "ambiguous-visit"
    words = Words(
        'langkah "{step}" terbuka lebih dari sekali; sebutkan kunjungan: {visits}',
        'the step "{step}" is open more than once; name the visit: {visits}',
    )


class Backdated(Refusal):
    """An act that is entered for a time to which it may not be dated."""

    code = "backdated"
    words = Words("waktu kejadian {when} ditolak: {why}", "acted_at {when} is refused: {why}")
    about = Words(
        "Waktu itu sebelum proses dimulai atau langkahnya terbuka, ketika proses ditunda atau langkahnya diklaim orang lain, atau lebih lama dari yang diizinkan. Sebutkan waktu yang lebih kemudian, atau hilangkan acted_at.",
        "The time is before the instance started or the row opened, while the instance was suspended or somebody else had claimed the row, or further back than is allowed. Give a later time, or leave out acted_at.",
    )


class NotInVersion(UnknownStep):
    """A row that a mapping names, and that is in neither version where it should be."""

    words = Words(
        'langkah "{step}" dalam pemetaan (mapping; di terminal --map) tidak ada di versi {version}; {possible}',
        'the step "{step}" of the mapping (in the terminal --map) is not in version {version}; {possible}',
    )


class NoPlace(Refusal):
    """A token that has nowhere to stand in the version that an instance is to go to."""

    code = "no-place"
    words = Words(
        "{step} tidak punya tempat di versi {version}: {why}",
        "{step} has no place in version {version}: {why}",
    )
    about = Words(
        "Sesuatu dari proses ini (langkah yang terbuka, tanda tangan, isian, orang) tidak ada tempatnya di versi itu, jadi proses ini tetap di versinya. Petakan langkahnya (mapping; di terminal --map), atau kerjakan dahulu yang disebut alasannya.",
        "Something of the instance (an open row, a signature, a field, a person) has no counterpart in that version, so the instance stays on its own. Map the row (mapping; in the terminal --map), or do first what the reason names.",
    )


class UpToDate(Refusal):
    """Due times that are as the calendar has them."""

    code = "up-to-date"
    words = Words('batas waktu "{instance}" sudah tepat', 'the due times of "{instance}" are up to date')


class NotOptional(Refusal):
    code = "not-optional"
    words = Words('"{step}" tidak boleh dilewati; {why}', '"{step}" cannot be skipped; {why}')
    about = Words(
        "Hanya langkah dengan optional: true yang boleh dilewati, dan tidak bila syaratnya (when) terpenuhi. Kerjakanlah.",
        "Only a row with optional: true may be skipped, and not one whose condition (when) holds. Complete it.",
    )


class NotUndoable(Refusal):
    code = "not-undoable"
    words = Words(
        "penyelesaian terakhir tidak dapat ditarik kembali: {why}", "the last completion cannot be undone: {why}"
    )
    about = Words(
        "Yang dapat ditarik kembali hanya penyelesaian terakhir, selama tidak ada yang terjadi sesudahnya yang bergantung padanya.",
        "Only the last completion can be undone, as long as nothing that came later depends on it.",
    )


_THE_WHOLE: Final = Words("seluruh proses", "the whole instance")


class NotExtendable(Refusal):
    """A due time that is not extended: that of a row, or of the whole instance (`step` is empty)."""

    code = "not-extendable"
    words = Words(
        "batas waktu {step} tidak dapat diperpanjang: {why}",
        "the due time of {step} cannot be extended: {why}",
    )
    about = Words(
        "Kunci extension dalam SOP menyebut siapa yang boleh memperpanjang, berapa kali, dan paling lama berapa.",
        "The key extension of the SOP says who may extend it, how often, and by how much at most.",
    )

    def _said(self) -> dict[str, object]:
        said = super()._said()
        return {**said, "step": f'"{said["step"]}"' if said["step"] else _THE_WHOLE}


class NotRunning(Refusal):
    """A command that is not possible in the status that an instance has; `commands` are those that are."""

    code = "not-running"
    terms: ClassVar[Mapping[str, Mapping[str, Words]]] = {"status": STATUSES, "commands": COMMANDS}
    words = Words(
        "proses ini berstatus {status}; yang mungkin: {commands}",
        "this instance is {status}; possible: {commands}",
    )
    about = Words(
        "Perintah ini tidak berlaku bagi proses yang ditunda, selesai, atau dibatalkan. Yang ditunda dapat dilanjutkan (resume).",
        "The command is not for an instance that is suspended, completed or cancelled. A suspended one can be resumed (resume).",
    )


class NothingDue(Refusal):
    code = "nothing-due"
    words = Words("tidak ada yang jatuh tempo pada {at}", "nothing is due at {at}")


class HeldByParent(Refusal):
    code = "held-by-parent"
    words = Words(
        'proses ini ditunda bersama "{parent}" yang memanggilnya, dan dilanjutkan bersamanya',
        'this instance was suspended with "{parent}", which called it, and is resumed with it',
    )


class HasParent(Refusal):
    code = "has-parent"
    words = Words(
        'proses ini dijalankan oleh "{parent}", yang menunggunya; batalkan proses itu',
        'this instance was called by "{parent}", which waits for it; cancel that one',
    )


class BadCommand(Refusal):
    """A command that could never be accepted: a naive time, too much data, nothing in it."""

    code = "bad-command"
    words = Words("{what}", "{what}")
    about = Words(
        "Perintah ini tidak dapat dijalankan dalam keadaan apa pun, misalnya karena datanya terlalu banyak atau kosong.",
        "The command is never possible, for example because its data are too large or empty.",
    )


class TimeOutOfRange(Refusal):
    """A time outside the years in which time is counted, or one that arithmetic would bring there."""

    code = "time-out-of-range"
    words = Words(
        "waktu ini di luar tahun {first}-{last}: {at}; periksa tanggal atau lamanya",
        "this time is outside the years {first}-{last}: {at}; check the date or the duration",
    )


class BadArgument(BadCommand):
    """An argument of a call that is not what it must be: another type, a value that does not exist, a naive time."""

    code = "bad-argument"
    words = Words(
        "{argument}: {value} tidak dapat dipakai; yang diharapkan: {expected}",
        "{argument}: {value} cannot be used; expected: {expected}",
    )
    about = Words(
        "Sebuah argumen keliru: jenisnya lain, nilainya tidak dikenal, atau waktunya tanpa zona.",
        "An argument is wrong: the wrong type, an unknown value, or a time without a time zone.",
    )


class CallTooDeep(Refusal):
    code = "call-too-deep"
    words = Words(
        "SOP saling memanggil lebih dari {limit} tingkat",
        "SOPs call each other more than {limit} levels deep",
    )


class Conflict(Refusal):
    """Somebody else was faster: the instance is no longer at the revision that was expected."""

    code = "conflict"
    words = Words(
        'proses "{instance}" sudah pada revisi {actual}, bukan {expected}; baca ulang',
        'the instance "{instance}" is at revision {actual}, not {expected}; read it again',
    )


class KeyReused(Refusal):
    """The same idempotency key with another content."""

    code = "key-reused"
    words = Words(
        'kunci "{key}" sudah dipakai untuk perintah lain; pakai kunci baru',
        'the key "{key}" was already used for another command; use a new one',
    )
