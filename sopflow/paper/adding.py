"""The row that adds up a table's times, compared with them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from sopflow.definition import duration

from .draft import Draft, Note
from .printed import Paper
from .sheet import Row
from .times import read_time

_LABEL: Final = re.compile(
    r"\s*(?:jumlah|total)(?: (?:waktu|keseluruhan|seluruhnya|penyelesaian|durasi)){0,3} ?[:=]? ?", re.IGNORECASE
)
_WORKING: Final = {"jam": 3600, "menit": 60, "detik": 1}
Sum = dict[str, Decimal]


def add_up(draft: Draft, paper: Paper) -> None:
    """Take what a table says that its rows add up to, and say where they do not."""
    draft.total = next(filter(None, (_stated(row, paper) for row in paper.totals)), None)
    if draft.total is None:
        draft.sources += [
            Note("stated_total", " | ".join(filter(None, row)), why="jumlahnya bukan lama waktu yang terbaca")
            for row in paper.totals
        ]
        return
    stated = duration.parse(draft.total)
    times = [duration.parsed(step.limit or step.time or "") for step in draft.steps]
    known = [time for time in times if time is not None]
    upper, lower = _sum(time.parts for time in known), _sum(time.at_least or time.parts for time in known)
    if _sum([stated.parts]) not in (upper, lower):
        without = sum(step.time not in (None, "-") for step in draft.steps) - len(known)
        more = f", di luar {without} baris yang waktunya tidak terbaca" if without else ""
        why = f"baris-barisnya berjumlah {_said(upper)}{more}"
        draft.sources.append(Note("stated_total", draft.total, why=why))


def _stated(row: Row, paper: Paper) -> str:
    """The time in a row of totals."""
    column = paper.columns.at.get("time", -1)
    cells = [row[column]] if 0 <= column < len(row) else []
    for cell in (*cells, *row):
        label = _LABEL.match(cell)
        said = read_time(cell[label.end() :] if label is not None else cell, paper.columns.unit)
        if said.is_duration:
            return said.text
    return ""


def _sum(times: Iterable[duration.Parts]) -> Sum:
    """Per unit; hours, minutes and seconds together."""
    total: Sum = {}
    for parts in times:
        for unit, amount in parts:
            name, factor = ("jam", _WORKING[unit]) if unit in _WORKING else (unit, 1)
            total[name] = total.get(name, Decimal(0)) + amount * factor
    return {unit: amount for unit, amount in total.items() if amount}


def _said(total: Sum) -> str:
    parts = []
    for unit in duration.UNITS:
        amount = total.get(unit, Decimal(0))
        if unit == "jam" and amount:
            hours, rest = divmod(amount, 3600)
            minutes, seconds = divmod(rest, 60)
            named = ((hours, "jam"), (minutes, "menit"), (seconds, "detik"))
            parts += [f"{value.normalize():f} {name}" for value, name in named if value]
        elif amount:
            parts.append(f"{amount.normalize():f} {unit}".replace(".", ","))
    return " ".join(parts) or "0"
