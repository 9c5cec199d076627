"""What happened to an instance, as a table: a row each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.app.telling import told
from sopflow.engine.naming import naming_through
from sopflow.tables import fitted, natural, table

from .times import Times, zone_for

if TYPE_CHECKING:
    from datetime import tzinfo

    from sopflow.engine.engine import Engine
    from sopflow.engine.naming import Naming
    from sopflow.flow.instance import Instance
    from sopflow.flow.timeline import TimelineEntry
    from sopflow.language import Language

_HEADS = {
    "id": ("No", "Langkah", "Oleh", "Hasil", "Selesai", "Batas", "Dokumen / catatan"),
    "en": ("No", "Step", "By", "Outcome", "Done", "Due", "Documents / notes"),
}


def entries_table(engine: Engine, run: Instance, language: Language, zone: tzinfo | None = None) -> str:
    """What happened to an instance, a row each; `zone` is that of an SOP without one."""
    entries = engine.timeline(run.id)
    names = naming_through(engine, run, entries, language)
    times = Times(zone_for(engine, run.sop, run.version) or zone)
    rows = [_line(entry, name, times) for entry, name in zip(entries, names, strict=True)]
    heads = times.heads(_HEADS[language], 4, 5)
    return table(heads, rows, fitted(natural(heads, rows), (3, 12, 8, 7, 16, 16, 16), 140))


def _line(entry: TimelineEntry, names: Naming, times: Times) -> tuple[str, ...]:
    line = told(entry, names, times.minute)
    return (
        line.number,
        line.activity,
        line.by,
        line.result,
        *map(times.minute, (entry.at, entry.due)),
        "\n".join(line.remarks),
    )
