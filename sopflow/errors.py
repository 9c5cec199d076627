"""Everything that sopflow raises: one tree under `SopflowError`.

Each error carries its data as attributes, makes its message from them, and can say it in either language.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Final

from sopflow.frozen import NOTHING
from sopflow.language import NONE, Language, Words
from sopflow.terms import COMMANDS, OUTCOMES, STATUSES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from typing import Self

    from sopflow.definition.diagnostics import Diagnostic
    from sopflow.fields import Problem


_QUOTED: Final = re.compile(r'"([^"]*)"')


class SopflowError(Exception):
    """The root of all errors; `code` is a stable name for programs."""

    code: ClassVar[str] = "error"
    words: ClassVar[Words] = Words("{what}", "{what}")
    about: ClassVar[Words | None] = Words(
        "Kesalahan yang tidak mempunyai kode sendiri.", "An error that has no code of its own."
    )
    """What the error means, if its message consists mostly of values."""
    terms: ClassVar[Mapping[str, Mapping[str, Words]]] = {}
    """For values that are words of programs: how people say them."""

    def __init__(self, **values: object) -> None:
        self.values = values
        for name, value in values.items():
            setattr(self, name, value)
        super().__init__(self.words.within("en", **self._said()) if values else self.words.en)

    def message(self, language: Language = "en") -> str:
        """What happened and what would work, in `language`."""
        return self.words.within(language, **self._said())

    def _said(self) -> dict[str, object]:
        return {name: _in_terms(value, self.terms.get(name, {})) for name, value in self.values.items()}

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.values))


def _in_terms(value: object, terms: Mapping[str, Words]) -> object:
    if not terms:
        return value
    if isinstance(value, tuple | list):
        return tuple(_in_terms(one, terms) for one in value)
    return terms.get(value, value) if isinstance(value, str) else value


def _by_title(value: object, titles: Mapping[str, str]) -> object:
    if isinstance(value, tuple | list):
        return tuple(titles.get(one, one) for one in value)
    return titles.get(value, value) if isinstance(value, str) else value


def _by_name(words: Words, people: Mapping[str, str]) -> Words:
    """A text whose quoted ids of persons became their names."""
    return Words(
        *(_QUOTED.sub(lambda one: f'"{people.get(one[1], one[1])}"', text) for text in (words.id, words.en))
    )


def _beside_title(value: object, titles: Mapping[str, str]) -> str | Words:
    names = value if isinstance(value, tuple | list) else ()
    return ", ".join(f'"{titles[one]}" ({one})' if one in titles else f'"{one}"' for one in names) or NONE


def _rebuild_titled(kind: type[Refusal], values: dict[str, object], shown: dict[str, object]) -> Refusal:
    return kind(**values).showing(shown)


def _rebuild(kind: type[SopflowError], values: dict[str, object]) -> SopflowError:
    return kind(**values)


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


class Refusal(SopflowError):
    """A command that is not possible now. Nothing has changed.

    Its values are ids, for programs; its message says the rows and actors among them by their titles.
    """

    code = "refused"
    about = Words(
        "Perintah ini tidak mungkin sekarang; tidak ada yang berubah.",
        "The command is not possible now; nothing changed.",
    )
    rows: ClassVar[tuple[str, ...]] = ("step", "possible")
    """The values that are rows of the SOP."""
    typed: ClassVar[tuple[str, ...]] = ()
    """Those of which one is to be written: the message says their ids beside their titles."""
    persons: ClassVar[tuple[str, ...]] = ("by", "person")
    """The values that are persons, who may be actors of the SOP."""
    shown: Mapping[str, object] = NOTHING
    """What the message says in place of some values."""

    def titled(
        self, rows: Mapping[str, str], actors: Mapping[str, str], people: Mapping[str, str] = NOTHING
    ) -> Self:
        """The same refusal, with the titles that it says in place of ids, and the names of persons."""
        persons = {**actors, **people}
        of = {**dict.fromkeys(self.rows, rows), **dict.fromkeys(self.persons, persons)}
        shown = {n: _by_title(value, of[n]) for n, value in self.values.items() if n in of}
        if people:
            shown |= {n: _by_name(value, people) for n, value in self.values.items() if isinstance(value, Words)}
        shown |= {n: _beside_title(self.values[n], rows) for n in self.typed if isinstance(self.values[n], tuple)}
        return self.showing({n: value for n, value in shown.items() if value != self.values[n]})

    def showing(self, shown: Mapping[str, object]) -> Self:
        """The same refusal, whose message says something else in place of some values."""
        self.shown = shown
        if shown:
            self.args = (self.message("en"),)
        return self

    def _said(self) -> dict[str, object]:
        return {**super()._said(), **self.shown}

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild_titled, (type(self), self.values, dict(self.shown)))


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


class NotOnCluster(SopflowError):
    """A definition with something that a Restate cluster does not run yet."""

    code = "not-on-cluster"
    words = Words(
        'SOP "{sop}" memakai {what}, yang belum dapat dijalankan di Restate; pakai SQLite atau PostgreSQL',
        'the SOP "{sop}" uses {what}, which Restate cannot run yet; use SQLite or PostgreSQL',
    )


class UnknownCalendar(SopflowError):
    """A calendar that a definition names and the engine was not given."""

    code = "unknown-calendar"
    words = Words(
        'kalender "{calendar}" tidak ada; {hint}',
        'there is no calendar "{calendar}"; {hint}',
    )


class NotRecordable(SopflowError):
    """A run that no scenario can say again."""

    code = "not-recordable"
    words = Words(
        'proses "{instance}" pindah ke versi lain di tengah jalan; skenario memuat satu versi saja',
        'the instance "{instance}" moved to another version while it ran; a scenario covers one version only',
    )


class NotTransactional(SopflowError):
    """A store that cannot join a transaction of the host's."""

    code = "not-transactional"
    words = Words(
        "{store} tidak dapat ikut dalam transaksi aplikasi; pakai SQLStore",
        "{store} cannot join a transaction of the host application; use SQLStore",
    )


class NotForAPerson(SopflowError):
    """Something that concerns every instance, asked of an engine that is somebody's own."""

    code = "not-for-a-person"
    words = Words(
        (
            'ini menyangkut semua proses, sedangkan mesin ini khusus untuk "{person}"; pakai mesin yang '
            "membuatnya (as_person)"
        ),
        (
            'this concerns all instances, but this engine is for "{person}" only; use the engine that made it '
            "(as_person)"
        ),
    )


class MissingPackage(SopflowError):
    """A part of sopflow that needs a package which is not installed."""

    code = "missing-package"
    words = Words(
        'perlu paket "{package}": pip install "sopflow[{extra}]"',
        'this needs the package "{package}": pip install "sopflow[{extra}]"',
    )


class StoreError(SopflowError):
    """A store that cannot do what it was asked; nothing was changed. `store` is its address, `why` the message of the
    database."""

    code = "store"
    words = Words("{store}: {why}", "{store}: {why}")
    about = Words(
        "Penyimpanan tidak dapat melakukan ini; tidak ada yang berubah di dalamnya.",
        "The store cannot do this; nothing in it changed.",
    )


class StoreUnavailable(StoreError):
    """A database that cannot be reached, or was lost on the way."""

    code = "store-unavailable"
    words = Words("{store}: tidak dapat dihubungi: {why}", "{store}: cannot be reached: {why}")


class StoreBusy(StoreError):
    """A database that others kept busy for longer than patience lasted."""

    code = "store-busy"
    words = Words("{store}: terlalu sibuk, coba lagi: {why}", "{store}: too busy, try again: {why}")


class SubscriberBusy(SopflowError):
    """A subscriber that somebody is just delivering to."""

    code = "subscriber-busy"
    words = Words(
        '"{subscriber}" sedang menerima kejadian; coba lagi sebentar lagi',
        '"{subscriber}" is receiving events; try again in a moment',
    )


class UnknownSubscriber(SopflowError):
    code = "unknown-subscriber"
    words = Words(
        'tidak ada pelanggan "{subscriber}"; yang ada: {known}',
        'there is no subscriber "{subscriber}"; known: {known}',
    )


class NothingSetAside(SopflowError):
    code = "nothing-set-aside"
    words = Words(
        '"{subscriber}" tidak menyisihkan kejadian dari "{instance}"',
        '"{subscriber}" has set aside no events of "{instance}"',
    )


class OwnTransaction(StoreError):
    """A call on the plain engine while the caller itself has a transaction open on the same database: it would wait for
    itself."""

    code = "own-transaction"
    words = Words(
        "{store}: pemanggil ini sendiri sedang membuka transaksi di sana, jadi akan menunggu dirinya sendiri; pakai engine.using(transaksi itu), atau selesaikan dulu transaksinya",
        "{store}: the caller itself has a transaction open there and would wait for itself; use engine.using(that transaction), or end it first",
    )


class StoreFull(StoreError):
    code = "store-full"
    words = Words("{store}: tidak ada ruang lagi di disk: {why}", "{store}: no space is left on the disk: {why}")


class StoreReadOnly(StoreError):
    code = "store-read-only"
    words = Words("{store}: hanya dapat dibaca: {why}", "{store}: is read-only: {why}")


class StoreDamaged(StoreError):
    code = "store-damaged"
    words = Words(
        "{store}: {why}; sebutkan basis datanya, atau bila memang itu, pulihkan dari cadangan",
        "{store}: {why}; name the database, or restore a backup if this is it",
    )


class StoreLost(StoreError):
    """A file that was deleted, replaced or changed by others while it was open. What was asked is not kept."""

    code = "store-lost"
    words = Words(
        "{store}: berkas ini dihapus, diganti, atau diubah dari luar selagi dipakai; yang diminta tidak tersimpan. "
        "Kembalikan berkasnya, lalu jalankan proses ini lagi",
        "{store}: this file was deleted, replaced or changed by others while in use; nothing was saved. "
        "Restore the file, then restart this process",
    )


class JournalInUse(StoreError):
    """A journal that another process (`pid`) is writing, or another part of this one."""

    code = "journal-in-use"
    words = Words(
        "{store}: sedang dipakai proses {pid}; hentikan proses itu atau pakai berkas lain",
        "{store}: in use by process {pid}; stop that process or use another file",
    )


class NotOurDatabase(StoreError):
    """A database with other tables, or with only some of ours."""

    code = "not-our-database"
    words = Words(
        "{store}: sudah berisi {tables}, bukan basis data sopflow; pakai yang kosong, atau SQLStore(..., create=True) untuk menambahkan tabel sopflow di sana",
        "{store}: holds {tables} already and is not a sopflow database; use an empty one, or SQLStore(..., create=True) to add sopflow's tables to it",
    )


class NoSuchDatabase(StoreError):
    """A database that is not there, where none was to be made."""

    code = "no-such-database"
    words = Words(
        "{store}: tidak ada basis data sopflow di sana; periksa namanya (yang membuatnya: sopflow start, serve, restore)",
        "{store}: there is no sopflow database; check the name (sopflow start, serve and restore create one)",
    )


class OlderDatabase(StoreError):
    """A database that an older sopflow made, and that was not to be changed."""

    code = "older-database"
    words = Words(
        "{store}: dibuat oleh sopflow yang lebih lama (skema {version}, yang diperlukan {known}); perbarui dengan: sopflow upgrade --db ...",
        "{store}: created by an older sopflow (schema {version}; this version needs {known}); upgrade it with: sopflow upgrade --db ...",
    )


class NewerDatabase(StoreError):
    """A database that a newer sopflow made."""

    code = "newer-database"
    words = Words(
        "{store}: dibuat oleh sopflow yang lebih baru (skema {version}, yang dikenal {known}); perbarui sopflow",
        "{store}: created by a newer sopflow (schema {version}; this version supports {known}); upgrade sopflow",
    )


class CannotBackUp(StoreError):
    """A copy that is not made: PostgreSQL has its own program for it, or the file already exists."""

    code = "cannot-back-up"
    words = Words("{store}: tidak dicadangkan: {why}", "{store}: not backed up: {why}")
    about = Words(
        "Cadangan tidak dibuat: berkas tujuannya sudah ada, atau basis datanya punya program cadangan sendiri (PostgreSQL).",
        (
            "No backup was made: the target file already exists, or the database has its own backup program "
            "(PostgreSQL)."
        ),
    )


class BadCursor(SopflowError):
    """What was given as `after` is not the `next` of a page."""

    code = "bad-cursor"
    words = Words(
        '"{cursor}" bukan lanjutan sebuah halaman; pakai "next" dari halaman sebelumnya',
        '"{cursor}" is not a cursor; use the "next" of the page before',
    )


class PositionGone(SopflowError):
    """A position that a reader of all events remembers, and that is no longer there: the store was put back to an
    older state, or rebuilt, and has given its positions again."""

    code = "position-gone"
    words = Words(
        'posisi "{mark}" tidak ada lagi: basis data ini dipulihkan dari cadangan atau dibangun ulang; baca lagi dari awal'
        " (posisi 0)",
        'the position "{mark}" is no longer there: this database was restored from a backup or rebuilt; read again from'
        " the beginning (position 0)",
    )


class DumpError(SopflowError):
    """A dump that is broken at a line; what came before it was imported."""

    code = "dump"
    words = Words("baris {line}: {why}", "line {line}: {why}")
    about = Words(
        ("Satu baris dump ini rusak. Proses yang utuh sebelum baris itu sudah diimpor; versi yang berlaku belum."),
        (
            "A line of the dump is damaged. The complete instances before it were imported; the current "
            "versions were not."
        ),
    )


class NotText(SopflowError):
    """A file that is not text in UTF-8: `line` and `byte` (of the line) say where, both from 1."""

    code = "not-text"
    words = Words(
        "{path}:{line}: bukan teks UTF-8: bita ke-{byte} di baris ini ({value}); simpan ulang sebagai UTF-8",
        "{path}:{line}: this is not UTF-8 text: byte {byte} of the line ({value}); save it as UTF-8",
    )


class UnknownInstance(SopflowError):
    """An instance that is not in the store."""

    code = "unknown-instance"
    words = Words('tidak ada proses "{instance}"', 'there is no instance "{instance}"')


class UnreadableRecord(SopflowError):
    """An event or a snapshot that this version cannot read."""

    code = "unreadable-record"
    words = Words("catatan tidak terbaca: {why}", "unreadable record: {why}")
    about = Words(
        "Versi sopflow ini tidak dapat membaca kejadian atau keadaan yang disimpan.",
        "This version of sopflow cannot read a stored event or state.",
    )


class NewerRecord(UnreadableRecord):
    """An event, a snapshot or a command that a newer sopflow wrote: refused whole, since what this one does not know of it
    would be lost with the next write."""

    code = "newer-record"
    words = Words(
        "catatan ini ditulis oleh sopflow yang lebih baru ({what}): perbarui sopflow di sini, lalu coba lagi",
        "this record was written by a newer sopflow ({what}): upgrade sopflow here, then try again",
    )


class BrokenJournal(SopflowError):
    """A journal whose lines are not one instance's events in order."""

    code = "broken-journal"
    words = Words("{path}:{line}: {why}", "{path}:{line}: {why}")
    about = Words(
        "Baris-baris jurnal ini bukan kejadian satu proses yang berurutan.",
        "The lines of the journal are not the events of one instance in order.",
    )


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


class NotAuthorized(Refusal):
    """Somebody who may not do what they ask for. `step` is the row, or the command; `actors` are the ids of those who may,
    `who` says them by their titles, and `act` says what it was."""

    code = "not-authorized"
    words = Words('"{by}" tidak boleh {act}; yang boleh: {who}', '"{by}" may not {act}; who may: {who}')


class OwnInterest(NotAuthorized):
    """Somebody whose own case it is, and who would act in it for the office."""

    words = Words(
        '"{by}" tidak boleh {act}, karena dalam proses ini ia sendiri adalah atau pernah menjadi {starter} (benturan kepentingan); yang boleh: {who}',
        '"{by}" may not {act}: in this instance they are or were {starter} themselves (a conflict of interest); who may: {who}',
    )


class NoPerson(Refusal):
    """A command without a person, or in the name of the engine itself."""

    code = "no-person"
    words = Words(
        'yang bertindak tidak disebutkan ({by}): sebutkan nama orang atau pelaksana; nama "system" hanya untuk mesin',
        "by ({by}) does not name a person: give the name of a person or an actor; system is reserved for the engine",
    )


class Backdated(Refusal):
    """An act that is entered for a time to which it may not be dated."""

    code = "backdated"
    words = Words("waktu kejadian {when} ditolak: {why}", "acted_at {when} is refused: {why}")


class UnknownUnit(Refusal):
    code = "unknown-unit"
    words = Words("{what}; {hint}", "{what}; {hint}")
    about = Words(
        "Unit ini tidak ada di direktori, atau direktori punya beberapa unit dan tidak satu pun disebut.",
        "The unit is not in the directory, or the directory has several units and none was named.",
    )


class ClaimedByOther(Refusal):
    """A row in another's hands; `held` says how it came there, and `way` what is left to do."""

    code = "claimed-by-other"
    words = Words(
        '"{step}" sedang {held} {who}; "{by}" dapat {way}',
        '"{step}" is {held} {who}; "{by}" may {way}',
    )
    about = Words(
        "Langkah ini sudah diambil, didelegasikan, atau dialihkan kepada orang lain.",
        "Somebody else has claimed the step, or it was delegated or reassigned to them.",
    )


class NotClaimed(Refusal):
    code = "not-claimed"
    words = Words(
        '"{by}" tidak dapat melepas "{step}"; yang dapat: {who}',
        '"{by}" cannot release "{step}"; who can: {who}',
    )


class UnknownPerson(Refusal):
    """Somebody whom the directory does not know, or, without one, a name that no actor of the SOP has."""

    code = "unknown-person"
    words = Words("{what}", "{what}")
    about = Words(
        "Orang ini tidak ada di direktori; tanpa direktori: nama itu bukan pelaksana SOP ini.",
        "The directory does not know the person; without one, the name is not an actor of the SOP.",
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


class UpToDate(Refusal):
    """Due times that are as the calendar has them."""

    code = "up-to-date"
    words = Words('batas waktu "{instance}" sudah tepat', 'the due times of "{instance}" are up to date')


class NobodysWork(Refusal):
    code = "nobodys-work"
    words = Words('"{step}" tidak dikerjakan orang: {how}', 'nobody performs "{step}": {how}')
    about = Words(
        "Langkah ini menunggu waktu, dokumen, atau SOP lain; tidak ada orang yang menyelesaikannya.",
        "The step waits for a time, a document or another SOP; no person completes it.",
    )


class AlreadySigned(Refusal):
    code = "already-signed"
    words = Words(
        '"{by}" sudah menandatangani "{step}", dan setiap tanda tangan harus dari orang lain; yang ditunggu: {who}',
        '"{by}" has already signed "{step}", and each signature must be another person\'s; waiting for: {who}',
    )


class NotSigned(Refusal):
    code = "not-signed"
    words = Words(
        'tidak ada tanda tangan "{by}" pada "{step}" yang dapat ditarik; yang ada: {who}',
        'there is no signature of "{by}" on "{step}" to withdraw; signed by: {who}',
    )


class NotJoint(Refusal):
    """A row of which one person is enough; `way` says what is to be given instead."""

    code = "not-joint"
    words = Words(
        '"{step}" tidak ditandatangani bersama; {way}',
        '"{step}" is not signed together; {way}',
    )


class AnswersDiffer(Refusal):
    code = "answers-differ"
    words = Words(
        '"{by}" menjawab "{outcome}", sedangkan {who} menjawab "{other}"; jawaban harus sama, atau tarik dulu tanda tangan itu',
        '"{by}" answers "{outcome}", but {who} answered "{other}"; the answers must agree; otherwise withdraw that signature',
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
    """Fields without a value, by which a row is to be decided."""

    code = "data-missing"
    words = Words(
        '"{step}" belum dapat diputuskan, isian belum ada: {said}',
        '"{step}" cannot be decided yet, fields are missing: {said}',
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


class NotOptional(Refusal):
    code = "not-optional"
    words = Words('"{step}" tidak boleh dilewati; {why}', '"{step}" cannot be skipped; {why}')


class SamePerson(Refusal):
    """Four eyes: who did one row may not do another."""

    code = "same-person"
    rows = ("step", "other")
    words = Words(
        '"{by}" sudah mengerjakan "{other}"; "{step}" harus dikerjakan orang lain',
        '"{by}" did "{other}"; "{step}" must be done by somebody else',
    )


class OtherPerson(Refusal):
    code = "other-person"
    rows = ("step", "other")
    words = Words(
        '"{step}" harus dikerjakan orang yang mengerjakan "{other}": {who}',
        '"{step}" must be done by whoever did "{other}": {who}',
    )


class NotUndoable(Refusal):
    code = "not-undoable"
    words = Words(
        "penyelesaian terakhir tidak dapat ditarik kembali: {why}", "the last completion cannot be undone: {why}"
    )


_THE_WHOLE: Final = Words("seluruh proses", "the whole instance")


class NotExtendable(Refusal):
    """A due time that is not extended: that of a row, or of the whole instance (`step` is empty)."""

    code = "not-extendable"
    words = Words(
        "batas waktu {step} tidak dapat diperpanjang: {why}",
        "the due time of {step} cannot be extended: {why}",
    )

    def _said(self) -> dict[str, object]:
        said = super()._said()
        return {**said, "step": f'"{said["step"]}"' if said["step"] else _THE_WHOLE}


class MissingInputs(Refusal):
    code = "missing-inputs"
    words = Words(
        '"{step}" belum dapat dikerjakan: {titles} belum ada',
        '"{step}" cannot be done yet: {titles} missing',
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
            self._one.filled(title=title, document=name, lacks=self._listed(parts))
            for name, title, parts in self.lacking
        )

    def _said(self) -> dict[str, object]:
        each = self.each()
        said = Words("; ".join(one.id for one in each), "; ".join(one.en for one in each))
        return {**super()._said(), "said": said}

    @classmethod
    def _listed(cls, parts: tuple[str, ...]) -> Words:
        each = [cls._parts[part] for part in parts]
        return Words(cls._and.id.join(one.id for one in each), cls._and.en.join(one.en for one in each))


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
        "unknown": Words('"{field}" tidak diminta di sini: {expected}', '"{field}" is not asked here: {expected}'),
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
        personal: Collection[str] = (),
    ) -> Self:
        """The refusal of some values, whose fields are said by their titles; those of `personal` ones are not said."""
        found = tuple(
            one._replace(value="…") if one.field.partition("[")[0] in personal else one for one in problems
        )
        said = [
            cls._kinds[one.kind].filled(
                title=titles.get(one.field.partition("[")[0], one.field), field=one.field, value=one.said, expected=one.expected,
            )
            for one in found
        ]  # fmt: skip
        both = (tuple(w.id for w in said), tuple(w.en for w in said))
        problems = tuple(one._replace(value=one.shown) for one in found)
        return cls(step=step, problems=problems, said=Words(*("; ".join(texts) for texts in both)))


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


class HandlerFailed(SopflowError):
    """What a subscriber's handler raised on an event with personal values, without its message."""

    code = "handler-failed"
    words = Words(
        "{kind} di {where}; pesannya tidak dicatat, karena kejadian ini memuat data pribadi",
        "{kind} at {where}; its message is not kept, since the event has personal values",
    )


class UnknownDocument(Refusal):
    code = "unknown-document"
    words = Words("{what}; {hint}", "{what}; {hint}")
    about = Words("Dokumen ini tidak disebut dalam SOP.", "The SOP does not name the document.")


class NotRunning(Refusal):
    """A command that is not possible in the status that an instance has; `commands` are those that are."""

    code = "not-running"
    terms: ClassVar[Mapping[str, Mapping[str, Words]]] = {"status": STATUSES, "commands": COMMANDS}
    words = Words(
        "proses ini berstatus {status}; yang mungkin: {commands}",
        "this instance is {status}; possible: {commands}",
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


class NotSearched(SopflowError):
    """A field by which the cases of an SOP are not found."""

    code = "not-searched"
    words = Words(
        'kasus SOP "{sop}" tidak dicari menurut "{field}"; yang dapat: {known}; isian lain memerlukan search: true',
        'cases of the SOP "{sop}" are not found by "{field}"; known: {known}; another field needs search: true',
    )


class BadSearch(SopflowError):
    """A test of a field that no value of it could pass, or that is not for its type."""

    code = "bad-search"
    words = Words('"{field}": {what}', '"{field}": {what}')
    about = Words(
        "Sebuah isian dicari dengan syarat yang bukan untuk jenisnya.",
        "A search tests a field in a way that does not fit its type.",
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


class CommandFailed(SopflowError):
    """A defect: a command raised what nobody foresaw, in our code or in the host's. It changed nothing."""

    code = "command-failed"
    words = Words(
        "perintah ini gagal di luar dugaan dan tidak mengubah apa pun: {why}",
        "the command failed unexpectedly and changed nothing: {why}",
    )
