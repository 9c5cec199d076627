"""Where rows lead, by arrows that are written out and by the order of the rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from sopflow.graph import reached

from ..arrows import Arrow, arrows_of, line_of
from ..cells import is_word, tags_of
from ..draft import UNKNOWN, DraftStep, Note
from ..rows import PaperRow
from .naming import slug, unique_label

_OUT: Final = -1
"""Where a way leads out of the rows."""


class Written:
    """The arrows that stand in cells and in lines below the table."""

    def __init__(self, steps: Sequence[DraftStep], actors: Mapping[str, str], lines: Iterable[str]) -> None:
        self.steps = steps
        self.titles = sorted(actors.values(), key=len, reverse=True)
        self.by_number = {step.number: step for step in reversed(steps) if step.number}
        self.lines = list(lines)
        drawn = map(line_of, self.lines)
        self.below = frozenset(line[0] for line in drawn if line is not None)

    def lead(self, step: DraftStep, row: PaperRow) -> None:
        """Let the arrows in a row's cells say where it leads."""
        cell = row.cells.get("actor", "")
        drawn = [arrow for text in (cell, *(m for _, m in row.marks)) for arrow in arrows_of(tags_of(text)[0])]
        if drawn:
            self._draw(step, drawn, cell or ", ".join(mark for _, mark in row.marks))
        ends = [tag for tag in tags_of(cell)[1] if tag.startswith("selesai")]
        is_end = ends or any(is_word(mark, "selesai") for _, mark in row.marks)
        if is_end and not step.branches and not step.next:
            step.next = [_end(ends[0].partition(":")[2].strip() if ends else "")]
        if step.remarks.casefold().startswith("selesai") and not step.branches and not step.next:
            step.next = ["end"]

    def ask(self, step: DraftStep) -> None:
        """A row that says it decides, and draws no answers, has two whose targets are unknown."""
        is_decision = "keputusan" in step.remarks.casefold() and not step.branches and not step.next
        if is_decision and step.number not in self.below:
            step.branches = {"Y": [UNKNOWN], "N": [UNKNOWN]}
            step.sources.append(Note("branches", step.remarks, why="keputusan tanpa panah yang terbaca"))

    def lead_below(self) -> list[str]:
        """Let the lines below the table lead; those that draw nothing."""
        others = []
        for line in self.lines:
            drawn = line_of(line)
            step = self.by_number.get(drawn[0]) if drawn is not None else None
            if drawn is not None and step is not None:
                self._draw(step, drawn[1], line)
            else:
                others.append(line)
        return others

    def _draw(self, step: DraftStep, arrows: Sequence[Arrow], text: str) -> None:
        """Let arrows lead out of a row: labelled ones are its answers."""
        labels = [_label_without(arrow, self.titles) for arrow in arrows]
        for arrow, label in zip(arrows, labels, strict=True):
            if label:
                step.branches[unique_label(step.branches, label)] = self._targets(step, arrow)
        plain = [arrow for arrow, label in zip(arrows, labels, strict=True) if not label]
        for arrow in sorted(plain, key=lambda arrow: not arrow.label):
            step.next += [target for target in self._targets(step, arrow) if target not in step.next]
        if len(step.branches) == 1:
            step.branches[unique_label(step.branches, "lainnya")] = [UNKNOWN]
            step.sources.append(Note("branches", text, why="hanya satu jawaban yang digambar"))
        if step.branches:
            step.next = []
        if not any(note.text == text for note in step.sources):
            step.sources.append(Note("branches", text, "certain"))

    def _targets(self, step: DraftStep, arrow: Arrow) -> list[str]:
        if arrow.end is not None:
            return [_end(arrow.end)]
        found = [self.by_number[n].id for n in arrow.numbers if n in self.by_number]
        if arrow.text or not found:
            said = f"{arrow.label} → {arrow.text or ', '.join(arrow.numbers)}".strip()
            step.sources.append(Note("branches", said, why="tujuannya tidak jelas"))
        return list(dict.fromkeys(found)) or [UNKNOWN]


def in_order(steps: Sequence[DraftStep]) -> None:
    """Answers that lead on lead to the row below."""
    for at, step in enumerate(steps):
        after = steps[at + 1].id if at + 1 < len(steps) else "end"
        for name, targets in step.branches.items():
            step.branches[name] = [after if target == "next" else target for target in targets]


def settle(steps: Sequence[DraftStep]) -> None:
    """Make a draft of what was read that loads: several ways without the unknown ones, and a way to an end. What was read
    is noted."""
    for step in steps:
        if len(step.next) > 1 and UNKNOWN in step.next:
            step.next = [target for target in step.next if target != UNKNOWN]
    ahead = _ahead(steps)
    if ahead is None or not steps:
        return
    last = steps[max(ahead)]
    numbers = {step.id: step.number or str(at) for at, step in enumerate(steps, start=1)}
    own, name = numbers[last.id], next(reversed(last.branches), "")
    targets = last.branches.get(name, last.next)
    said = ", ".join(f"{own} → {numbers[target]}{f' ({name})' if name else ''}" for target in targets)
    last.sources.append(Note("branches", said, why="dari baris pertama tidak ada jalan ke akhir"))
    if name:
        last.branches[name] = [UNKNOWN]
    else:
        last.next = [UNKNOWN]


def _ahead(steps: Sequence[DraftStep]) -> set[int] | None:
    """The rows to which the first leads; `None` where an end is among what it leads to, or may be."""
    places = {step.id: at for at, step in enumerate(steps)}

    def after(at: int) -> list[int]:
        if at == _OUT:
            return []
        step = steps[at]
        following = [steps[at + 1].id] if at + 1 < len(steps) else ["end"]
        return [places.get(target, _OUT) for target in step.targets or following]

    found = reached([0], after)
    return None if _OUT in found else set(found)


def _end(name: str) -> str:
    end = slug(name, UNKNOWN, most=4) if name else ""
    return f"end:{end}" if end else "end"


def _label_without(arrow: Arrow, titles: Collection[str]) -> str:
    """An arrow's label without an actor's name in front of it."""
    folded = arrow.label.casefold()
    for title in titles:
        if folded.startswith(title.casefold()):
            return arrow.label[len(title) :].strip(" :,-")
    return arrow.label
