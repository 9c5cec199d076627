"""Refusals because of what is said about a row: its answer, its data and its documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar, Final, Self

from sopflow.language import TwoWays, Words, in_written_words, joined
from sopflow.terms import OUTCOMES

from .base import Refusal

if TYPE_CHECKING:
    from sopflow.fields import Problem


class AnswersDiffer(Refusal):
    code = "answers-differ"
    words = Words(
        '"{by}" menjawab "{outcome}", sedangkan {who} menjawab "{other}"; jawaban harus sama, atau tarik dulu tanda tangan itu',
        '"{by}" answers "{outcome}", but {who} answered "{other}"; the answers must agree; otherwise withdraw that signature',
    )


class SignedOtherwise(Refusal):
    """A change of what somebody signed, while the row is open and others are still to sign it."""

    code = "signed-otherwise"
    words = Words(
        '{what} lain dari yang sudah ditandatangani {who} pada "{step}"; tandatangani yang itu, atau tunggu sampai langkah itu selesai, atau tarik dahulu tanda tangannya (withdraw)',
        '{what} differs from what {who} signed in "{step}"; sign that one, or wait until the row is done, or have the signature withdrawn first (withdraw)',
    )
    about = Words(
        "Selama yang lain belum menandatangani, isian dan berkas yang sudah ditandatangani tidak dapat diganti.",
        "While others are still to sign, the fields and the files that somebody has signed stay as they are.",
    )


_ONLY_DONE: Final = Words('"selesai", yang tidak perlu ditulis', '"done", which need not be said')


class MissingOutcome(Refusal):
    code = "missing-outcome"
    terms: ClassVar[Mapping[str, Mapping[str, Words]]] = {"outcomes": OUTCOMES}
    words = Words('"{step}" memerlukan jawaban: {outcomes}', '"{step}" needs an outcome: {outcomes}')
    about = Words(
        "Langkah ini sebuah keputusan: jawabannya harus disebut.",
        "The step is a decision: its outcome must be named.",
    )


class UnknownOutcome(Refusal):
    """An answer that a row does not have; one that only ends has none that must be said."""

    code = "unknown-outcome"
    terms: ClassVar[Mapping[str, Mapping[str, Words]]] = {"outcomes": OUTCOMES}
    words = Words(
        '"{outcome}" bukan jawaban untuk "{step}"; yang ada: {outcomes}',
        '"{outcome}" is not an outcome of "{step}"; possible: {outcomes}',
    )

    def _said(self) -> dict[str, object]:
        said = super()._said()
        return {**said, "outcomes": _ONLY_DONE} if self.values["outcomes"] == ("done",) else said


class DataDecides(Refusal):
    """An answer that contradicts what the data of the case decides; `decided` is the branch that it takes."""

    code = "data-decides"
    terms: ClassVar[Mapping[str, Mapping[str, Words]]] = {"outcome": OUTCOMES, "decided": OUTCOMES}
    words = Words(
        '"{step}" diputuskan oleh isian kasus ini ({compared}): "{decided}", bukan "{outcome}"',
        'the fields of this case ({compared}) decide "{step}": "{decided}", not "{outcome}"',
    )


class DataMissing(Refusal):
    """Fields without a value, by which a row is to be decided. `fields` are those that whoever gave the command sees; the
    message says of the others only where they are filled in, and by whom."""

    code = "data-missing"
    unseen: tuple[str, ...] = ()
    """The others, for whoever analyses the SOP; neither the message nor its values have them."""
    words = Words(
        '"{step}" belum dapat diputuskan, isian belum ada: {said}. Isilah di sana, atau bila langkah itu sudah selesai, betulkan isiannya (correct)',
        '"{step}" cannot be decided yet, fields are missing: {said}. Fill them in there, or if that row is done, correct the fields (correct)',
    )
    about = Words(
        "Isian kasus ini menentukan jawabannya, dan sebagian masih kosong.",
        "The fields of the case decide this row, and some are empty.",
    )


class Undecided(Refusal):
    """Data by which no branch is taken, or several are."""

    code = "undecided"
    words = Words(
        (
            '"{step}" tidak dapat diputuskan oleh isian kasus ini ({compared}); cabang yang terpenuhi: '
            "{branches}. Perbaiki SOP atau isiannya"
        ),
        (
            '"{step}" cannot be decided by the fields of this case ({compared}); branches that hold: '
            "{branches}. Correct the SOP or the fields"
        ),
    )


class NoteRequired(Refusal):
    """A command that needs a note. `outcome` is the answer, or the command; `act` says what it was."""

    code = "note-required"
    words = Words(
        "catatan wajib diisi untuk {act}",
        "a note is required to {act}",
    )


class TargetRequired(Refusal):
    code = "target-required"
    rows = ("step",)
    typed = ("possible",)
    words = Words(
        'tidak disebutkan ke mana "{outcome}" dari "{step}" menuju; sebutkan tujuan (to) dan alasan (note): {possible}',
        'the paper does not say where "{outcome}" of "{step}" leads; name a target (to) and why (note): {possible}',
    )


class TargetNotAllowed(Refusal):
    code = "target-not-allowed"
    rows = ("step", "targets")
    words = Words(
        '"{outcome}" dari "{step}" sudah punya tujuan: {targets}',
        '"{outcome}" of "{step}" already has a target: {targets}',
    )


class ChoiceRequired(Refusal):
    code = "choice-required"
    words = Words("{what}; yang dapat dipilih: {among}", "{what}; possible: {among}")
    about = Words(
        "Langkah ini menentukan siapa pelaksana langkah berikutnya, dan pilihannya belum disebut atau tidak berlaku.",
        "The row chooses who does a later one, and the choice is missing or not among those that are possible.",
    )


class MissingInputs(Refusal):
    code = "missing-inputs"
    words = Words(
        '"{step}" belum dapat dikerjakan: {titles} belum ada',
        '"{step}" cannot be done yet: {titles} missing',
    )
    about = Words(
        "SOP ini menolak langkah tanpa masukannya (missing_inputs: refuse). Sertakan dokumennya (documents), atau catat bahwa dokumen itu sudah datang (receive).",
        "The SOP refuses a row without its inputs (missing_inputs: refuse). Bring the documents with the command (documents), or record that they arrived (receive).",
    )


class FilesRequired(Refusal):
    """Documents without the files that they are to come with; `problems` has each with its title and what is not said of its
    file."""

    code = "files-required"
    about = Words(
        "Dokumen ini dibawa atau dibuat bersama berkasnya (file: required).",
        "The document is brought or made with its file (file: required).",
    )
    words = Words("berkas diperlukan: {said}", "files required: {said}")
    _one: ClassVar[Words] = Words('"{title}" ({document}) perlu {lacks}', '"{title}" ({document}) needs {lacks}')
    _parts: ClassVar[Mapping[str, Words]] = {
        "name": Words("nama atau alamat berkasnya (name, uri)", "the name or the address of its file (name, uri)"),
        "sha256": Words("SHA-256-nya (sha256)", "its SHA-256 (sha256)"),
    }
    _and: ClassVar[Words] = Words(" dan ", " and ")

    @classmethod
    def of(
        cls, lacking: Mapping[str, tuple[str, ...]], titles: Mapping[str, str], step: str | None = None
    ) -> Self:
        """The refusal of documents, each with what its reference lacks."""
        problems = tuple((name, titles[name], parts) for name, parts in lacking.items())
        return cls(step=step, documents=tuple(lacking), problems=problems)

    @property
    def lacking(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """Each document with its title and the parts that its reference lacks."""
        return self.values["problems"]  # type: ignore[return-value]

    def each(self) -> tuple[Words, ...]:
        """What each document needs."""
        return tuple(
            self._one.filled(title=title, document=name, lacks=joined((self._parts[p] for p in parts), self._and))
            for name, title, parts in self.lacking
        )

    def _said(self) -> dict[str, object]:
        return {**super()._said(), "said": joined(self.each(), "; ")}


class FieldsRefused(Refusal):
    """Values that the fields of a form do not take; `problems` has each with its field, value and what is expected."""

    code = "fields-refused"
    about = Words(
        "Isian formulir tidak lengkap, atau nilainya tidak sesuai dengan isiannya.",
        "A form is not complete, or a value in it does not fit its field.",
    )
    words = Words("isian ditolak: {said}", "fields refused: {said}")
    _kinds: ClassVar[Mapping[str, Words]] = {
        "missing": Words(
            '"{title}" ({field}) belum diisi; isikan {expected}',
            '"{title}" ({field}) is missing; expected {expected}',
        ),
        "wrong": Words(
            '"{title}" ({field}): {value} tidak berlaku; seharusnya {expected}',
            '"{title}" ({field}): {value} is not valid; expected {expected}',
        ),
        "unknown": Words(
            '"{field}" tidak diminta di sini; {expected}', '"{field}" is not asked for here; {expected}'
        ),
        "in_use": Words(
            '"{title}" ({field}) tidak dapat diubah sekarang: {expected}',
            '"{title}" ({field}) cannot be changed now: {expected}',
        ),
    }

    @classmethod
    def of(
        cls,
        problems: Iterable[Problem],
        titles: Mapping[str, str],
        step: str | None = None,
        *,
        unknown: Words | None = None,
    ) -> Self:
        """The refusal of some values, whose fields are said by their titles; `unknown` is said of a field that is not among
        those that are meant, where no form asks for them."""
        found = tuple(problems)
        kinds = cls._kinds if unknown is None else {**cls._kinds, "unknown": unknown}
        given, written = (
            cls._told(found, titles, kinds),
            cls._told([one._replace(expected=in_written_words(one.expected)) for one in found], titles, kinds),
        )
        shown = tuple(one._replace(value=one.shown) for one in found)
        return cls(step=step, problems=shown, said=TwoWays(given.id, given.en, written))

    @classmethod
    def _told(cls, problems: Iterable[Problem], titles: Mapping[str, str], kinds: Mapping[str, Words]) -> Words:
        said = [
            kinds[one.kind].filled(
                title=titles.get(one.field.partition("[")[0], one.field), field=one.field, value=one.said, expected=one.expected,
            )
            for one in problems
        ]  # fmt: skip
        return joined(said, "; ")

    def as_written(self) -> FieldsRefused:
        """The same with what a text may say, where a program made values of texts."""
        problems = tuple(one._replace(expected=in_written_words(one.expected)) for one in self.problems)  # type: ignore[attr-defined]
        said = in_written_words(self.said)  # type: ignore[attr-defined]
        return type(self)(**{**self.values, "problems": problems, "said": said}).showing(self.shown)


class NoPlaceForPersonal(Refusal):
    """A personal value where nothing keeps personal values apart: it is kept nowhere."""

    code = "no-place-for-personal"
    about = Words(
        "Isian pribadi (personal) disimpan terpisah dari riwayat, dan penyimpanan ini tidak punya tempat untuk itu.",
        "Values of personal fields are kept apart from the history, and this store has no place for them.",
    )
    words = Words(
        'isian pribadi "{title}" ({field}) tidak dapat disimpan di sini; pakai basis data (SQLite atau PostgreSQL) atau penyimpanan di memori',
        'the personal field "{title}" ({field}) cannot be kept here; use a database (SQLite or PostgreSQL) or a store in memory',
    )


class UnknownDocument(Refusal):
    code = "unknown-document"
    words = Words("{what}; {hint}", "{what}; {hint}")
    about = Words("Dokumen ini tidak disebut dalam SOP.", "The SOP does not name the document.")
