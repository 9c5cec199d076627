"""What happened to an instance in words: each entry of its timeline for a line of a table or of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sopflow.definition import duration
from sopflow.flow.authority import RECORDED
from sopflow.language import Language, Words
from sopflow.terms import CAPACITIES, said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from sopflow.engine.naming import Naming
    from sopflow.flow.timeline import TimelineEntry

_LATE: Final = Words("terlambat", "late")
_MISSING: Final = Words("belum ada: {documents}", "missing: {documents}")
_MADE_HERE: Final = Words("belum ada sebelumnya: {documents}", "missing until then: {documents}")
_RECORDED: Final = Words("dicatatkan untuk {whom}", "recorded for {whom}")
_SUBSTITUTE: Final = Words("sebagai pengganti", "as substitute for")
_WHOLE: Final = Words("seluruh proses", "the whole instance")
_TO: Final = Words("kepada {who}", "to {who}")
_LONGER: Final = Words("{length}, sampai {due}", "{length}, until {due}")
_VERSIONS: Final = Words("dari versi {old} ke versi {new}", "from version {old} to version {new}")
_FIELDS: Final = {
    "corrected": Words("dibetulkan: {fields}", "corrected: {fields}"),
    "redacted": Words("dihapus: {fields}", "removed: {fields}"),
}
_PEOPLE: Final = Words("{actor}: {who}", "{actor}: {who}")
_ALL_PERSONAL: Final = Words("semua data pribadi", "all personal values")


class Told(NamedTuple):
    """One entry: at which row (or at none), who, what, and what there is to say of it."""

    number: str
    activity: str
    by: str
    result: str
    remarks: tuple[str, ...]


def told(entry: TimelineEntry, names: Naming, minute: Callable[[datetime | None], str]) -> Told:
    """`minute` says an instant."""
    number, activity = (
        names.row(entry.step) if entry.step is not None else ("", f"({_WHOLE.within(names.language)})")
    )
    result = names.result(entry.type, entry.step, entry.outcome)
    return Told(number, activity, names.who(entry.by), result, tuple(filter(None, _remarks(entry, names, minute))))


def _remarks(entry: TimelineEntry, names: Naming, minute: Callable[[datetime | None], str]) -> list[str]:
    language = names.language

    def titles(documents: Iterable[str]) -> str:
        return "; ".join(names.documents.get(d, d) for d in documents)

    remarks = [titles(entry.documents)]
    if entry.to is not None:
        remarks.append(_TO.within(language, who=names.who(entry.to)))
    if entry.length is not None:
        length = duration.parse(entry.length).words
        remarks.append(_LONGER.within(language, length=length, due=minute(entry.due_then)))
    if entry.versions is not None:
        old, new = entry.versions
        remarks.append(_VERSIONS.within(language, old=old, new=new))
    if entry.type in _FIELDS:
        fields = ", ".join(names.fields.get(f, f) for f in entry.fields)
        remarks.append(_FIELDS[entry.type].within(language, fields=fields or _ALL_PERSONAL.within(language)))
    remarks += [
        _PEOPLE.within(language, actor=names.who(actor), who=names.who(*who)) for actor, who in entry.people
    ]
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
    return remarks


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
