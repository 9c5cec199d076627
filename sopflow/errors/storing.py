"""Stores, and what is read from them."""

from __future__ import annotations

from sopflow.language import Words

from .base import SopflowError


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


class StoreDenied(StoreError):
    """A database whose role may not do what was asked."""

    code = "store-denied"
    words = Words(
        "{store}: peran di alamat ini tidak berhak: {why}; berikan hak SELECT, INSERT, UPDATE dan DELETE atas tabel sopflow_..., dan USAGE atas sequence serta skemanya; yang membuat atau memperbarui tabelnya juga memerlukan CREATE, dan harus pemiliknya",
        "{store}: the role of this address lacks a right: {why}; grant it SELECT, INSERT, UPDATE and DELETE on the tables sopflow_..., and USAGE on their sequences and schema; to create or upgrade the tables it also needs CREATE, and must own them",
    )


class StoreDamaged(StoreError):
    code = "store-damaged"
    words = Words(
        "{store}: {why}; periksa alamat basis datanya, atau pulihkan dari cadangan",
        "{store}: {why}; check the address of the database, or restore it from a backup",
    )


class StoreContradicts(StoreDamaged):
    """A database in which somebody wrote rows that have no place beside its events."""

    code = "store-contradicts"
    words = Words(
        "{store}: ada baris yang bertentangan dengan kejadiannya: {why}; sopflow audit menyebutkannya. Hapus baris itu, atau pulihkan basis datanya dari cadangan",
        "{store}: a row contradicts the events: {why}; sopflow audit names it. Remove the row, or restore the database from a backup",
    )


class StoreLost(StoreError):
    """A file that was deleted, replaced or changed by others while it was open. What was asked is not kept."""

    code = "store-lost"
    words = Words(
        "{store}: berkas ini dihapus, diganti, atau diubah dari luar selagi dipakai; yang diminta tidak tersimpan. "
        "Kembalikan berkasnya, lalu jalankan program ini lagi",
        "{store}: this file was deleted, replaced or changed by others while in use; nothing was saved. "
        "Restore the file, then restart this process",
    )


class JournalInUse(StoreError):
    """A journal that another process (`pid`) is writing, or another part of this one."""

    code = "journal-in-use"
    words = Words(
        "{store}: sedang dipakai program lain (PID {pid}); hentikan program itu atau pakai berkas lain",
        "{store}: in use by process {pid}; stop that process or use another file",
    )


class NotOurDatabase(StoreError):
    """A database with other tables, or with only some of ours; `cure` says what would work."""

    code = "not-our-database"
    words = Words(
        "{store}: sudah berisi {tables}, {cure}",
        "{store}: holds {tables} already, {cure}",
    )
    about = Words(
        "Basis data ini sudah berisi tabel lain, atau hanya sebagian tabel sopflow.",
        "The database holds other tables already, or only some of sopflow's.",
    )


class WrongEncoding(StoreError):
    """A database, or a connection to one, that does not hold every letter. `encoding` is what it holds, `cure` what would
    work."""

    code = "wrong-encoding"
    words = Words(
        "{store}: memakai penyandian {encoding}, yang tidak memuat semua huruf; {cure}",
        "{store}: uses the encoding {encoding}, which does not hold every letter; {cure}",
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
    """A file that is not text in UTF-8: `line` and `byte` (of the line) say where, both from 1, and `cure` what would work."""

    code = "not-text"
    words = Words(
        "{path}:{line}: bukan teks UTF-8: byte ke-{byte} di baris ini ({value}); {cure}",
        "{path}:{line}: this is not UTF-8 text: byte {byte} of the line ({value}); {cure}",
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


class NotSearched(SopflowError):
    """A field by which the cases of an SOP are not found."""

    code = "not-searched"
    words = Words(
        'kasus SOP "{sop}" tidak dapat dicari menurut "{field}"; yang dapat: {known}{why}',
        'cases of the SOP "{sop}" cannot be found by "{field}"; possible: {known}{why}',
    )


class BadSearch(SopflowError):
    """A test of a field that no value of it could pass, or that is not for its type."""

    code = "bad-search"
    words = Words('"{field}": {what}', '"{field}": {what}')
    about = Words(
        "Sebuah isian dicari dengan syarat yang bukan untuk jenisnya.",
        "A search tests a field in a way that does not fit its type.",
    )
