"""Who acts, by what is written in the columns of actors: names, marks, and answers beside them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from ..arrows import arrows_of
from ..cells import is_no, is_word, is_yes, named_in, tags_of
from ..draft import UNKNOWN, DraftStep, Note
from ..lost import has_lost_arrow
from ..rows import PaperRow
from .actors import Actors, actor_text, is_answer

IN_COLUMN: Final = "tertulis di kolom"


def named(step: DraftStep, row: PaperRow, actors: Actors) -> None:
    """One column for all actors: their names, with symbols and arrows beside them."""
    cell = row.cells["actor"]
    bare, tags = tags_of(cell)
    text = actor_text(row)
    if is_word(text, "tidak ada", "-", "–", "") or text.strip("() ").casefold() == "tidak ada":
        step.wait = step.activity.casefold().startswith("menunggu")
        if step.wait and text.strip("- –"):
            step.sources.append(Note("actor", cell, "certain", f"{row.place}: tidak ada yang mengerjakan"))
        if not step.wait:
            step.actors = [UNKNOWN]
            step.sources.append(Note("actor", cell, why=f"{row.place}: pelaksananya tidak disebutkan"))
    elif text in ("?", "(?)"):
        step.actors = [UNKNOWN]
    else:
        who = named_in(text, actors.known)
        step.actors = list(dict.fromkeys(map(actors.id_of, who.titles)))
        joined = re.search(r"\b(?:dan|serta|bersama)\b|[&,+\n]", text, re.IGNORECASE) is not None
        step.joint = len(step.actors) > 1 and joined
        if who.reading != "certain":
            what = "beberapa pelaksana" if len(step.actors) > 1 else "satu pelaksana"
            doubt = "; tidak semuanya dikenal" if who.reading == "open" else ""
            step.sources.append(Note("actor", cell, who.reading, f"{row.place}: dibaca sebagai {what}{doubt}"))
    if tags or bare != text:
        step.sources.append(Note("actor", cell, "certain", f"{row.place}: simbol dan panah di kolom pelaksana"))
    _tell_lost(step, row, cell)


def marked(step: DraftStep, row: PaperRow, actors: Actors, last_of: Callable[[str], DraftStep | None]) -> None:
    """A column for each actor: a mark says whose row it is; Y and N are labels of arrows."""
    beside = [(head, mark) for head, mark in row.marks if not is_answer(head)]
    marks = [(head, mark) for head, mark in beside if not is_answer(mark)]
    labels = [(head, mark) for head, mark in beside if is_answer(mark)]
    text = ", ".join(mark for _, mark in beside)
    for head, mark in marks:
        if len(mark) > 2 and not arrows_of(mark) and not is_word(mark, "mulai", "selesai"):
            why = f"{row.place}: {IN_COLUMN} {head or 'pelaksana'}"
            step.sources.append(Note("actor", mark, "certain", why))
    heads = [head for head, _ in marks if head]
    why, reading = _who(step, heads, actors, has_labels=bool(labels), is_cut=row.is_cut)
    step.sources.append(Note("actor", text, reading, f"{row.place}: {why}"))
    if labels:
        _answers(step, labels, actors, last_of)
    if any(arrows_of(mark) for _, mark in marks):
        step.sources.append(Note("branches", text, "certain"))
    for _, mark in marks:
        _tell_lost(step, row, mark)


def _tell_lost(step: DraftStep, row: PaperRow, text: str) -> None:
    if has_lost_arrow(text):
        why = f'{row.place}: tanda panah hilang (menjadi "?") saat berkas disimpan; simpan lagi sebagai CSV UTF-8'
        step.sources.append(Note("branches", text, why=why))


def _who(step: DraftStep, heads: list[str], actors: Actors, *, has_labels: bool, is_cut: bool) -> tuple[str, str]:
    """Who acts, why it is read so, and how sure that is."""
    spoken = actors.spoken(step.activity)
    if len(heads) == 1:
        step.actors = [actors.id_of(heads[0])]
        if has_labels:
            return "tanda dan jawaban di kolom pelaksana", "open"
        return f"tanda di kolom {heads[0]}", "probable"
    if heads and not has_labels:
        found = list(dict.fromkeys(map(actors.id_of, heads)))
        if spoken in found:
            step.actors = [spoken]
            return "tanda di beberapa kolom; dipilih menurut uraiannya", "open"
        step.actors = found
        step.joint = len(found) > 1
        return f"tanda di beberapa kolom: {', '.join(heads)}", "open"
    step.actors = [spoken] if spoken is not None else [UNKNOWN]
    if spoken is None:
        return "tidak ada tanda yang terbaca", "open"
    lost = "kolomnya hilang" if is_cut else "tidak ada tandanya"
    return f"{lost}; dibaca dari uraiannya", "open"


def _answers(
    step: DraftStep, labels: list[tuple[str, str]], actors: Actors, last_of: Callable[[str], DraftStep | None]
) -> None:
    """Answers that stand in columns: N leads back to the actor of its column, Y on."""
    for head, label in labels:
        back = last_of(actors.id_of(head)) if head and is_no(label) else None
        step.branches[label.strip(" .")] = (
            [back.id] if back is not None else ["next"] if is_yes(label) else [UNKNOWN]
        )
    for missing, is_given in (("Y", is_yes), ("N", is_no)):
        if not any(map(is_given, step.branches)):
            step.branches[missing] = [UNKNOWN]
    said = ", ".join(f"{label} ({head or '?'})" for head, label in labels)
    step.sources.append(Note("branches", said, "open", "arah jawabannya dibaca dari kolomnya"))
