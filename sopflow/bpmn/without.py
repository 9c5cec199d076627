"""What BPMN says and an SOP does not: the reasons, in both languages."""

from __future__ import annotations

from typing import Final

from sopflow.language import Words

AT: Final = Words("baris {line}, {what}: {why}", "line {line}, {what}: {why}")
OTHER: Final = Words("tidak ada padanannya dalam SOP", "has no counterpart in an SOP")
NO_ID: Final = Words(
    "elemen tanpa id, atau dengan id yang sudah dipakai",
    "an element without an id, or with one that is already used",
)
NOWHERE: Final = Words(
    "panah dari atau ke elemen yang tidak ada", "a flow from or to an element that does not exist"
)
MESSAGE_FLOW: Final = Words("pesan antarkolam tidak dibaca", "a message between pools is not read")
OTHER_POOL: Final = Words("kolam lain tidak dibaca", "another pool is not read")
LINK: Final = Words("tautan tanpa tujuan", "a link that leads nowhere")
EVENT_SUBPROCESS: Final = Words(
    "subproses peristiwa tidak punya padanan; barisnya ada, tetapi tidak ada yang menuju ke sana",
    "an event sub-process has no counterpart; its rows are there, but nothing leads to them",
)
REPEATED: Final = Words(
    "pengulangan tidak punya padanan; langkahnya dibaca satu kali saja",
    "repetition has no counterpart; the step is read as done once",
)
TRANSACTION: Final = Words(
    "transaksi atau ad hoc tidak punya padanan; dibaca sebagai langkah biasa",
    "a transaction or ad hoc sub-process has no counterpart; read as ordinary steps",
)
PARALLEL_WITHIN: Final = Words(
    "yang bersamaan di dalam subproses: SOP tidak menunggu semuanya sebelum melanjutkan; periksa",
    "parallel parts of a sub-process: the SOP goes on without waiting for all of them; review",
)
BORDER_EVENT: Final = Words(
    "peristiwa batas (boundary event) ini tidak punya padanan; tidak ada yang menuju ke lanjutannya",
    "this boundary event has no counterpart; nothing leads to what follows it",
)
COMPENSATION: Final = Words("kompensasi tidak punya padanan", "compensation has no counterpart")
SCRIPT: Final = Words(
    "skrip tidak dijalankan; langkahnya dikerjakan orang", "a script is not run; the step is done by people"
)
SERVICE: Final = Words(
    "layanan otomatis tidak dipanggil; langkahnya dikerjakan orang",
    "a service is not called; the step is done by people",
)
SENT: Final = Words(
    "pengiriman pesan: langkahnya dikerjakan orang", "sending a message: the step is done by people"
)
THROWN: Final = Words(
    "peristiwa yang dikirim tidak dibaca; barisnya lewat sendiri",
    "the event that it throws is not read; the row passes by itself",
)
CAUGHT: Final = Words("yang ditunggu bukan dokumen; periksa", "what it waits for is not a document; review")
MOMENT: Final = Words(
    '"{what}" bukan lama waktu; tulis wait sendiri', '"{what}" is not a duration; write wait yourself'
)
INTO_REACTING: Final = Words("panah dari atau ke subproses peristiwa", "a flow from or to an event sub-process")
INTO_BORDER: Final = Words("panah ke peristiwa batas (boundary event)", "a flow to a boundary event")
CALLS: Final = Words("tidak menyebut proses yang dijalankan", "does not say which process it runs")
ANY_OF: Final = Words(
    "gerbang inklusif memilih beberapa arah sekaligus; dibaca sebagai satu jawaban, periksa",
    "an inclusive gateway takes several ways at once; read as one answer, review",
)
FIRST_OF: Final = Words(
    "yang datang lebih dulu menentukan; dibaca sebagai keputusan, periksa",
    "whatever comes first decides; read as a decision, review",
)
COMPLEX: Final = Words(
    "aturan gerbang ini tidak punya padanan; periksa", "the rule of this gateway has no counterpart; review"
)
CONDITIONAL: Final = Words(
    "panah bersyarat dari sebuah langkah; dibaca sebagai jawabannya, periksa",
    "conditional flows out of a step; read as its answers, review",
)
STARTED_BY: Final = Words(
    "peristiwa awal tidak dibaca; aplikasi yang memulai prosesnya",
    "a start event is not read; the application starts the process",
)
SEVERAL_STARTS: Final = Words(
    "beberapa awal; dibaca sebagai pilihan, periksa", "several starts; read as a choice, review"
)
ENDED_BY: Final = Words("peristiwa pada akhir ini tidak punya padanan", "the event at this end has no counterpart")
NO_START: Final = Words("tidak ada elemen yang dapat dimulai", "no element can be started")
GATEWAY: Final = Words("Lanjut", "Go on")
OTHERWISE: Final = Words("lainnya", "otherwise")
MANY: Final = Words("lebih dari {limit:,} elemen alur", "over {limit:,} elements in the flow")
MANY_WAYS: Final = Words("lebih dari {limit:,} panah", "over {limit:,} flows")
SECOND_EVENT: Final = Words(
    "peristiwa kedua pada elemen yang sama tidak dibaca", "a second event of the same element is not read"
)
SAYS: Final = Words("catatan pada gambar: {what}", "a note in the drawing: {what}")
UNUSED: Final = Words("tidak dihubungkan dengan langkah mana pun", "is connected to no step")
NOT_AT_A_STEP: Final = Words(
    'dokumen "{what}" dihubungkan dengan sesuatu yang bukan langkah; tulis di inputs atau outputs sebuah langkah',
    'document "{what}" is connected to something that is not a step; write it at inputs or outputs of a step',
)
NAMELESS: Final = Words("dokumen tanpa nama tidak dibaca", "a document without a name is not read")
DATA_EXPRESSION: Final = Words(
    "data yang diambil dengan rumus, bukan dari dokumen di gambar, tidak dibaca",
    "data taken by an expression, and not from a document in the drawing, is not read",
)
EXTENSIONS: Final = Words(
    "isian dari program lain tidak dibaca: {spaces}", "extensions of other programs are not read: {spaces}"
)
NO_ANSWER: Final = Words(
    "bukan jawaban lagi di diagramnya; yang dikatakan definisinya tentang jawaban itu tidak terpakai",
    "no longer an answer in the diagram; what the definition says about it is not used",
)
NO_RULE: Final = Words(
    "isian yang memutuskan di langkah ini, dan jawaban baru ini tanpa aturan; tulis when, lalu masukkan ke branches",
    "fields decide in this step, and this new answer has no rule; write when, then put it into branches",
)
NO_LONGER_RULED: Final = Words(
    "aturan ini tidak cocok lagi dengan jawaban-jawabannya; kini orang yang memutuskan, atau aturan lainnya",
    "the rule does not fit the answers any more; now people decide, or the other rules",
)
ROW_GONE: Final = Words(
    "menyebut langkah yang tidak ada lagi di diagramnya", "names a step that is not in the diagram any more"
)
NOT_LEADING: Final = Words(
    "yang ditunggu tidak lagi menuju ke langkah ini", "what it waits for does not lead to this step any more"
)
WENT_WITH: Final = Words(
    "langkah ini dihapus di diagramnya, dan ini ikut hilang",
    "the step was deleted in the diagram, and this was lost with it",
)
WENT_WITH_IT: Final = Words(
    "dokumen ini tidak di langkah itu lagi di diagramnya, dan keterangannya ikut hilang",
    "the document is not at that step in the diagram any more, and what was said of it was lost with it",
)
DOCUMENTATION: Final = Words(
    "dokumentasi yang diubah mengulang isi tabel; ubah definisinya sendiri",
    "the documentation that was changed repeats the table; change the definition itself",
)
BROKEN: Final = Words(
    "perubahan langkah ini tidak dipakai: dengannya definisinya tidak dapat dibaca ({codes})",
    "this change of the step was left out: the definition would not load with it ({codes})",
)
