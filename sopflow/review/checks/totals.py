"""What the paper says its rows add up to, and what they do."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.definition.duration import Duration
from sopflow.definition.totals import is_same, sum_of, time_of, total_text, total_words
from sopflow.diagnostics import Diagnostic, info, warning
from sopflow.language import Words

from ..adding import totals_of, weight
from ..subject import Subject

OTHER_TOTAL = warning(
    "SOP341",
    "other-total",
    id="kertasnya menyebut jumlah {stated}; semua baris berjumlah {sum}, jalan terpanjang {longest}",
    en="the paper says {stated} in total; all rows add up to {sum}, the longest way to {longest}",
    hint_id="hitung kembali, atau terima dengan alasannya",
    hint_en="add it up again, or accept it with the reason",
    page=Words(
        "Jumlah waktu di bawah tabel sering tidak cocok dengan barisnya. Dijumlahkan per satuan, tanpa mengubah hari menjadi "
        "jam; dibandingkan dengan semua baris, dan dengan jalan terpanjang tanpa pengembalian.",
        "The total under the table often does not fit its rows. It is added up per unit, without turning days into hours, and "
        "compared with all rows, and with the longest way without a return.",
    ),
)
TIMES = info(
    "SOP342",
    "total-time",
    id="waktu tanpa pengembalian: tercepat {shortest}, biasanya {usual}, terlama {longest}",
    en="time without a return: at least {shortest}, usually {usual}, at most {longest}",
    page=Words(
        "Jumlah waktu baku dari awal sampai akhir, per satuan: jalan yang tercepat, yang biasa (jawaban pertama setiap keputusan), dan yang terlama, tanpa pengembalian. Di "
        "antara jalan yang bersamaan yang terlama yang dihitung. Jalan yang tercepat menghitung batas bawah sebuah rentang (1 pada "
        "1-20 hari), dan tidak menghitung waktu yang hanya berbatas atas (maks. 3 hari).",
        "The sum of standard times from the start to the end, per unit: the shortest way, the usual one (the first answer of every decision) and the longest, without returns. Of "
        "ways that run at the same time the longest counts. The shortest way takes the lower end of a range (1 of 1-20 hari) and leaves out a time that has only an upper bound (maks. 3 hari).",
    ),
)

INVERTED = warning(
    "SOP343",
    "range-inverted",
    id='rentang waktu "{time}" terbalik: yang pertama lebih lama',
    en='the range "{time}" is inverted: its first part is the longer one',
    hint_id="tulis yang tersingkat dahulu: 1-3 jam",
    hint_en="write the shorter one first: 1-3 jam",
    page=Words(
        "Batas waktu sebuah rentang adalah bagian keduanya. Bila terbalik, batasnya menjadi terlalu singkat.",
        "The due time of a range is its second part. Where it is inverted, the due time is too early.",
    ),
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    for step in subject.sop.steps:
        limit = subject.flow.rows[str(step.id)].limit
        if limit is None or limit.at_least is None:
            continue
        if weight(dict(limit.at_least)) > weight(dict(limit.parts)):
            yield INVERTED.at(step.place_of("duration"), step=step.id, time=limit)
    stated = subject.sop.stated_total
    shortest, usual, longest = totals_of(subject)
    if longest:
        least, mean, most = map(total_words, (shortest, usual, longest))
        yield TIMES.at(subject.sop.span, shortest=least, usual=mean, longest=most)
    if isinstance(stated, Duration):
        every = sum_of(map(time_of, subject.sop.steps))
        parts = dict(stated.parts)
        if not any(is_same(parts, total) for total in (every.most, shortest, usual, longest)):
            all_rows = every.text or "-"
            yield OTHER_TOTAL.at(subject.sop.span, stated=stated, sum=all_rows, longest=total_text(longest))
