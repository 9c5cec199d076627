"""What a host application asked of an engine, a store or a subscription that cannot do it, and what failed in the host's code."""

from __future__ import annotations

from sopflow.language import Words

from .base import SopflowError


class NotOnCluster(SopflowError):
    """A definition with something that a Restate cluster does not run yet."""

    code = "not-on-cluster"
    words = Words(
        'SOP "{sop}" memakai {what}, yang belum dapat dijalankan di Restate; pakai SQLite atau PostgreSQL',
        'the SOP "{sop}" uses {what}, which Restate cannot run yet; use SQLite or PostgreSQL',
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


class NotAwaited(SopflowError):
    """A store that works on asyncio, used without an `AsyncEngine`."""

    code = "not-awaited"
    words = Words(
        "{store} bekerja dengan asyncio: pakai AsyncEngine, dan tutup dengan await engine.close(); untuk Engine, audit, dump, atau backup buka tanpa asyncio",
        "{store} works on asyncio: use an AsyncEngine, and close it with await engine.close(); for Engine, audit, dump or backup open it without asyncio",
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
        'tidak ada kejadian "{instance}" yang diparkir untuk "{subscriber}"',
        'there are no parked events of "{instance}" for "{subscriber}"',
    )


class HandlerFailed(SopflowError):
    """What a subscriber's handler raised on an event with personal values, without its message."""

    code = "handler-failed"
    words = Words(
        "{kind} di {where}; pesannya tidak dicatat, karena kejadian ini memuat data pribadi",
        "{kind} at {where}; its message is not kept, since the event has personal values",
    )


class CommandFailed(SopflowError):
    """A defect: a command raised what nobody foresaw, in our code or in the host's. It changed nothing."""

    code = "command-failed"
    words = Words(
        "perintah ini gagal di luar dugaan dan tidak mengubah apa pun: {why}",
        "the command failed unexpectedly and changed nothing: {why}",
    )
