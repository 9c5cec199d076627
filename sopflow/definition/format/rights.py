"""Who may do what to an instance, besides doing rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ..nodes import Node
from ..refs import Ref
from .actors import WHO as SOMEBODY
from .key import Part, key, listed
from .shapes import expected, of_part
from .values import entries, refs_of

STARTER: Final = "starter"
ANYONE: Final = "anyone"
NOBODY: Final = "nobody"
WHO: Final = (STARTER, ANYONE, NOBODY)
"""What `may` knows besides actors."""


def _who(title: str, id: str, en: str, *example: str) -> Mapping[str, Any]:
    return key(SOMEBODY, "0.1", title, id, en, list(example), names="actors")


def may_of(node: Node | None) -> tuple[tuple[str, tuple[Ref, ...]], ...]:
    return tuple(sorted((command, refs_of(who)) for command, who in entries(node)))


MAY_DO: Final = Part(
    "may",
    listed({
        "start": _who("Memulai / Start",
             "Yang boleh memulai; nama lamanya may_start. Bila tidak ditulis: setiap orang yang dikenal direktori, dan siapa saja bila langkah pertama dikerjakan pihak luar. nobody: hanya dipanggil SOP lain.",
             "Who may start it; may_start is the old name. If left out: whoever the directory knows, and anyone where an external actor has the first row. nobody: only called by another SOP.",
             "pemohon"),
        "cancel": _who("Membatalkan / Cancel",
             "Yang boleh membatalkan proses. Bila tidak ditulis: pelaksana internal dari langkah yang terbuka atau sudah dikerjakan, dan yang memulai selama belum ada orang lain yang bertindak.",
             "Who may cancel an instance. If left out: internal actors of rows that are open or done, and the starter until somebody else has acted.",
             "camat", "starter"),
        "suspend": _who("Menunda / Suspend",
             "Yang boleh menunda proses. Bila tidak ditulis: pelaksana internal dari langkah yang terbuka atau sudah dikerjakan.",
             "Who may suspend an instance. If left out: internal actors of rows that are open or done.",
             "camat"),
        "resume": _who("Melanjutkan / Resume",
             "Yang boleh melanjutkan proses yang ditunda. Bila tidak ditulis: pelaksana internal dari langkah yang terbuka atau sudah dikerjakan.",
             "Who may resume a suspended instance. If left out: internal actors of rows that are open or done.",
             "camat"),
        "receive": _who("Menerima dokumen / Receive",
             "Yang boleh mencatat dokumen yang datang. Bila tidak ditulis: pelaksana internal dari langkah yang terbuka, yang sudah dikerjakan, atau sesudah langkah yang menunggu; dan yang memulai, hanya untuk dokumen dari luar yang sedang ditunggu.",
             "Who may record documents that arrive. If left out: internal actors of rows that are open, done, or next after a waiting row; and the starter, only for external documents that a row waits for.",
             "petugas"),
        "annotate": _who("Mencatat / Annotate",
             "Yang boleh menulis catatan. Bila tidak ditulis: pelaksana internal SOP ini (dengan see: yang disebutnya, dan pelaksana langkah yang terbuka), yang memulai, dan yang bertindak atau pernah bertindak dalam proses itu.",
             "Who may leave a note. If left out: internal actors of this SOP (with see: those that it names, and those of open rows), the starter, and whoever acts or has acted in the instance.",
             "petugas", "starter"),
        "extend": _who("Memperpanjang / Extend",
             "Yang boleh memperpanjang batas waktu, di samping extension.by: keduanya harus terpenuhi. Bila tidak ditulis: yang disebut extension.by.",
             "Who may extend a due time, besides extension.by: both must hold. If left out: whoever extension.by names.",
             "camat"),
        "reassign": _who("Mengalihkan / Reassign",
             "Yang boleh mengalihkan sebuah langkah kepada orang lain yang boleh mengerjakannya. Bila tidak ditulis: pelaksana internal dari langkah yang terbuka atau sudah dikerjakan.",
             "Who may give a row to another person who may do it. If left out: internal actors of rows that are open or done.",
             "kasi"),
        "rebind": _who("Mengganti orang / Rebind",
             "Yang boleh mengganti orang yang menjadi pelaksana dalam proses. Bila tidak ditulis: pelaksana internal dari langkah yang terbuka atau sudah dikerjakan (selama belum ada: semua pelaksana internal), dan yang disebut recorded_by.",
             "Who may change which person an actor of an instance is. If left out: internal actors of rows that are open or done (all of them, as long as there are none), and those in recorded_by.",
             "kasi"),
        "correct": _who("Membetulkan isian / Correct",
             ("Yang boleh membetulkan isian di luar langkah. Bila tidak ditulis: tidak seorang pun; tanpa "
"direktori: siapa saja."),
             ("Who may correct fields outside of a row. If left out: nobody; without a directory: anyone."),
             "kasi"),
        "redact": _who("Menghapus data pribadi / Redact",
             "Yang boleh menghapus nilai isian pribadi (personal) dari sebuah proses. Bila tidak ditulis: tidak seorang pun, kecuali tanpa direktori.",
             "Who may remove the values of personal fields from an instance. If left out: nobody, but anyone without a directory.",
             "camat"),
        "undo": _who("Menarik kembali / Undo",
             "Yang boleh menarik kembali penyelesaian terakhir. Bila tidak ditulis: pelaksana internal yang boleh mengerjakan langkah itu, dan yang mengerjakannya selama masih berwenang.",
             "Who may withdraw the last completion. If left out: internal actors who may do its row, and whoever did it while they still may.",
             "kasi"),
        "migrate": _who("Memindahkan versi / Migrate",
             "Yang boleh memindahkan proses yang berjalan ke versi lain; versi yang dituju yang menentukan, bila ia menyebutnya. Bila tidak ditulis: tidak seorang pun, kecuali tanpa direktori.",
             "Who may move running instances to another version; the version that they go to decides, where it says so. If left out: nobody, but anyone without a directory.",
             "admin"),
        "see": _who("Melihat / See",
             ("Jabatan yang boleh melihat proses, di samping yang memulai, yang bertindak atau pernah bertindak "
"dalam proses itu, dan pelaksana internal dari langkah yang terbuka. Bila tidak ditulis: semua "
"pelaksana internal SOP ini di unitnya. Berlaku bila aplikasi bertanya atas nama seseorang "
"(as_person, layanan dengan who)."),
             ("The positions that may see an instance, besides the starter, whoever acts or has acted in it, "
"and internal actors of open rows. If left out: all internal actors of this SOP in its unit. It "
"applies where the application asks for one person (as_person, a service with who)."),
             "inspektur"),
    }),
    {"minProperties": 1, **expected("{kegiatan: pelaksana}, misalnya {cancel: [camat, starter]}", "{act: actors}, such as {cancel: [camat, starter]}")},
)  # fmt: skip

MAY: Final = of_part(MAY_DO, may_of)
