"""What happened to an instance, as a table: a row each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.definition import duration
from sopflow.engine.naming import Naming
from sopflow.flow.authority import RECORDED
from sopflow.language import Language, Words
from sopflow.tables import fitted, natural, table
from sopflow.terms import CAPACITIES, said

from .times import Times, zone_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import tzinfo

    from sopflow.definition.model import Definition
    from sopflow.engine.engine import Engine
    from sopflow.flow.instance import Instance
    from sopflow.flow.timeline import TimelineEntry

_HEADS = {
    "id": ("No", "Langkah", "Oleh", "Hasil", "Selesai", "Batas", "Dokumen / catatan"),
    "en": ("No", "Step", "By", "Outcome", "Done", "Due", "Documents / notes"),
}
_LATE = Words("terlambat", "late")
_MISSING = Words("belum ada: {documents}", "missing: {documents}")
_MADE_HERE = Words("belum ada sebelumnya: {documents}", "missing until then: {documents}")
_RECORDED = Words("dicatatkan untuk {whom}", "recorded for {whom}")
_SUBSTITUTE = Words("sebagai pengganti", "as substitute for")
_WHOLE = Words("seluruh proses", "the whole instance")
_TO = Words("kepada {who}", "to {who}")
_LONGER = Words("{length}, sampai {due}", "{length}, until {due}")
_VERSIONS = Words("dari versi {old} ke versi {new}", "from version {old} to version {new}")
_FIELDS = {
    "corrected": Words("dibetulkan: {fields}", "corrected: {fields}"),
    "redacted": Words("dihapus: {fields}", "removed: {fields}"),
}
_ALL_PERSONAL = Words("semua data pribadi", "all personal values")


def entries_table(
    engine: Engine, sop: Definition, run: Instance, language: Language, zone: tzinfo | None = None
) -> str:
    """What happened to an instance, a row each; `zone` is that of an SOP without one."""
    names = Naming(sop, engine.directory, language)
    times = Times(zone_for(engine, run.sop, run.version) or zone)
    rows = [_line(entry, sop, names, times, language) for entry in engine.timeline(run.id)]
    heads = times.heads(_HEADS[language], 4, 5)
    return table(heads, rows, fitted(natural(heads, rows), (3, 12, 8, 7, 16, 16, 16), 140))


def _line(
    entry: TimelineEntry, sop: Definition, names: Naming, times: Times, language: Language
) -> tuple[str, ...]:
    def titles(documents: Iterable[str]) -> str:
        return "; ".join(sop.documents[d].title if d in sop.documents else d for d in documents)

    remarks = [titles(entry.documents)]
    if entry.to is not None:
        remarks.append(_TO.within(language, who=names.who(entry.to)))
    if entry.length is not None:
        length = duration.parse(entry.length).words
        remarks.append(_LONGER.within(language, length=length, due=times.minute(entry.due_then)))
    if entry.versions is not None:
        old, new = entry.versions
        remarks.append(_VERSIONS.within(language, old=old, new=new))
    if entry.type in _FIELDS:
        fields = ", ".join(sop.fields[f].title if f in sop.fields else f for f in entry.fields)
        remarks.append(_FIELDS[entry.type].within(language, fields=fields or _ALL_PERSONAL.within(language)))
    if entry.note and entry.type != "lapsed":
        remarks.append(f"“{entry.note}”")
    for text, is_made in ((_MISSING, False), (_MADE_HERE, True)):
        missing = [d for d in entry.missing if (d in entry.documents) is is_made]
        if missing:
            remarks.append(text.within(language, documents=titles(missing)))
    remarks.append(_capacity(entry, names, language))
    if entry.deviation:
        remarks.append(f"→ {names.title(entry.deviation)}")
    if entry.late:
        remarks.append(_LATE.within(language))
    number, activity = names.row(entry.step) if entry.step is not None else ("", f"({_WHOLE.within(language)})")
    return (
        number,
        activity,
        names.who(entry.by),
        names.result(entry.type, entry.step, entry.outcome),
        *map(times.minute, (entry.at, entry.due)),
        "\n".join(filter(None, remarks)),
    )


def _capacity(entry: TimelineEntry, names: Naming, language: Language) -> str:
    """As what somebody acted: in which position, as whose substitute, in whose name."""
    seat = names.seat(entry.position) if entry.position else ""
    text = seat
    if entry.capacity == RECORDED:
        return _RECORDED.within(language, whom=names.who(entry.on_behalf_of or "-"))
    if entry.acting_as:
        actor = names.who(entry.actor or "-")
        whom = f"{actor} ({seat})" if seat and not seat.startswith(actor) else seat or actor
        text = f"{_SUBSTITUTE.within(language)} {whom}"
    if entry.on_behalf_of:
        principal = names.who(entry.on_behalf_of)
        return f"a.n. {principal} ({text})" if text else f"a.n. {principal}"
    if seat and not entry.acting_as:
        return f"{said(entry.capacity or '', CAPACITIES, language)} {seat}"
    return text
