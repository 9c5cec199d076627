"""Answers that stand in sentences: `Tidak → 1`, `jika tidak, kembali ke langkah 2`, `dikembalikan kepada pemohon`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from sopflow.definition.names import Names

from ..arrows import arrows_of
from ..cells import is_no, is_yes
from ..draft import UNKNOWN, DraftStep, Note
from ..rows import PaperRow
from .actors import is_answer
from .answers import IF, NO, NUMBER, STEP, TO, YES, question_in, ways_in
from .naming import unique_label

_NOT: Final = frozenset({"tidak", "belum", "tdk", "kurang", "salah", "ditolak"})
_BACK: Final = frozenset({"kembali", "dikembalikan", "mengembalikan", "kembalikan"})
_SENTENCES: Final = re.compile(r"(?i)(?<!\bno)[.;\n]\s")


class Answer(NamedTuple):
    """An answer in words."""

    label: str
    target: str
    """A number of a row, or what follows `ke`."""
    text: str
    """The sentence."""


class Sentences:
    """The answers in what rows say, and the rows that they lead to."""

    def __init__(self, steps: Sequence[DraftStep], names: Names) -> None:
        self.steps = steps
        self.names = names
        self.by_number = {step.number: step for step in reversed(steps)}
        self.last_of: dict[str, DraftStep] = {}

    def decide(self, at: int, row: PaperRow, *, is_drawn: bool) -> None:
        """Let the sentences of a row decide, where nothing else does; rows come in their order."""
        step = self.steps[at]
        texts = (row.cells.get("activity", ""), row.cells.get("remarks", ""))
        spoken = next((text for text in texts if ways_in(text)), "")
        if not is_drawn and not step.branches:
            self._speak(at, spoken, is_activity=spoken == texts[0])
        else:
            for way in ways_in(spoken):
                said = Answer(way.label, way.target, " ".join(spoken.split()))
                self._compare(step, said, self._target(way.target))
        for answer in _answers(row, without=spoken):
            target = self._target(answer.target)
            if is_drawn or (step.branches and not _lacks_no(step)):
                self._compare(step, answer, target)
            else:
                self._answer(step, at, answer, target)
        for actor in step.actors:
            self.last_of[actor] = step

    def _speak(self, at: int, text: str, *, is_activity: bool) -> None:
        """Take all answers of a text, and the question before them."""
        step, whole = self.steps[at], " ".join(text.split())
        ways = ways_in(text)
        if not ways:
            return
        onward = step.next or [self._after(at)]
        step.next = []
        for way in ways:
            target = self._target(way.target) or UNKNOWN
            step.branches[unique_label(step.branches, way.label)] = [target]
            if target == UNKNOWN:
                step.sources.append(Note("branches", whole, why=f"tidak ada baris nomor {way.target}"))
        if YES not in step.branches and len(step.branches) == 1:
            step.branches = {YES: onward, **step.branches}
        elif len(step.branches) == 1:
            step.branches[NO] = [UNKNOWN]
            step.sources.append(Note("branches", whole, why="hanya satu jawaban yang disebut"))
        before, question = question_in(text) if is_activity else ("", "")
        if question:
            step.question, step.activity = question, before or question
        why = "jawaban dibaca dari kalimatnya; tidak digambar"
        step.sources.append(Note("activity" if question else "branches", whole, "probable", why))

    def _answer(self, step: DraftStep, at: int, answer: Answer, target: str | None) -> None:
        if not step.branches:
            other = NO if is_yes(answer.label) else YES
            onward = step.next or [self._after(at)]
            step.branches = {YES: onward, NO: [UNKNOWN]} if other == YES else {YES: [UNKNOWN], NO: [UNKNOWN]}
            step.next = []
        name = next((name for name in step.branches if is_no(name) == (not is_yes(answer.label))), answer.label)
        step.branches[name] = [target or UNKNOWN]
        if target is None:
            step.sources.append(Note("branches", answer.text, why="tujuan jawaban ini tidak jelas"))
        else:
            why = "jawaban dibaca dari kalimatnya; tidak digambar"
            step.sources.append(Note("branches", answer.text, "probable", why))

    def _compare(self, step: DraftStep, answer: Answer, target: str | None) -> None:
        """What a sentence says beside a drawing is told where both differ; the drawing stands."""
        drawn = {one for targets in step.branches.values() for one in targets}
        if target in drawn or any(note.text == answer.text for note in step.sources):
            return
        is_plain = NUMBER.fullmatch(answer.target) is not None and target is not None
        reading = "open" if step.branches and is_plain else "probable"
        why = "kalimat ini dan gambarnya berbeda; yang digambar yang dipakai"
        step.sources.append(Note("branches", answer.text, reading, why))

    def _after(self, at: int) -> str:
        return self.steps[at + 1].id if at + 1 < len(self.steps) else "end"

    def _target(self, text: str) -> str | None:
        """The row that a number or an actor's name means: of an actor the last one before."""
        if text in ("end", UNKNOWN):
            return text
        if text in self.by_number:
            return self.by_number[text].id
        mention = next(self.names.mentions(text), None)
        step = self.last_of.get(mention.actor) if mention is not None else None
        return step.id if step is not None else None


def _lacks_no(step: DraftStep) -> bool:
    """Whether only the refusal of a decision leads nowhere."""
    return any(is_no(name) and targets == [UNKNOWN] for name, targets in step.branches.items())


def _answers(row: PaperRow, without: str) -> Iterator[Answer]:
    """The answers of a row, but for those of a text that is read already."""
    for head, mark in row.marks:
        if is_answer(head) and mark.strip():
            yield Answer(YES if is_yes(head) else NO, _place(mark), f"{head}: {mark}")
    remarks = row.cells.get("remarks", "")
    for arrow in arrows_of(remarks):
        if is_answer(arrow.label) and (arrow.numbers or arrow.end is not None or arrow.text):
            target = "end" if arrow.end is not None else arrow.numbers[0] if arrow.numbers else _place(arrow.text)
            yield Answer(YES if is_yes(arrow.label) else NO, target, remarks)
    for text in (remarks, row.cells.get("activity", "")):
        if text == without:
            continue
        for sentence in _SENTENCES.split(text + "\n "):
            target = _returned_to(sentence)
            if target:
                yield Answer(NO, target, " ".join(sentence.split()))


def _returned_to(sentence: str) -> str:
    """To what a sentence leads back if something is not so; empty where it does not."""
    words = [word.strip("(),:.\"'") for word in sentence.casefold().split()]
    begins = next((at for at, word in enumerate(words) if word in IF), None)
    back = next((at for at, word in enumerate(words) if word in _BACK), None)
    if begins is None or back is None or not _NOT.intersection(words):
        return ""
    to = next((at for at in range(back + 1, len(words)) if words[at] in TO), None)
    return _place(" ".join(words[to + 1 :])) if to is not None else ""


def _place(text: str) -> str:
    """A place in words as a row's number, where it is one: `langkah ke-2`."""
    words = [word.strip("(),:.-") for word in text.casefold().replace("ke-", "ke ").split()]
    bare = [word for word in words if word not in STEP and word not in TO]
    if bare and (len(bare) < len(words) or len(words) == 1) and NUMBER.fullmatch(bare[0]):
        return bare[0]
    return "end" if words and words[0] == "selesai" else " ".join(words)
