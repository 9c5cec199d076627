"""Check cases against an SOP, one after the other: which fit, and where the others deviate."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from .acceptor import Acceptor
from .alignment import Alignment, Deviation, align

if TYPE_CHECKING:
    from .log import Case, Label
    from .net import Net
    from .times import Judge, Late, Unseen

_REMEMBERED: Final = 20_000
"""Different cases whose alignment is kept, the latest: in most logs the same ones come again and again."""


class Verdict(NamedTuple):
    """One case beside the SOP."""

    case: Case
    alignment: Alignment
    fitness: float
    """1 where it fits; 0 where every event and every row would have to be put right."""
    unseen: tuple[Unseen, ...] = ()
    late: tuple[Late, ...] = ()

    @property
    def cost(self) -> int:
        """What must be put right: of its way, and by whose persons; each weighs the same."""
        return self.alignment.cost + len(self.unseen)

    @property
    def fits(self) -> bool:
        """Whether it went the SOP's way, by its persons; lateness is told, and counts for itself."""
        return self.cost == 0


class Summary:
    """All verdicts together; its size depends on the SOP, not on the log."""

    def __init__(self) -> None:
        self.cases = 0
        self.events = 0
        self.fitting = 0
        self.late = 0
        """Cases in which a row was late."""
        self.partial = 0
        """Cases that have not come to an end, judged as far as they went."""
        self.deviations: Counter[tuple[str, str, str]] = Counter()
        """How often each deviation came: its kind, its row, and what the log said."""
        self._cost = 0
        self._worst = 0

    def add(self, verdict: Verdict, worst: int, labels: list[Label]) -> None:
        self.cases += 1
        self.events += len(verdict.case.labels)
        self.fitting += verdict.fits
        self.late += bool(verdict.late)
        self.partial += verdict.case.is_partial
        self._cost += min(verdict.cost, worst)
        self._worst += worst
        for one in verdict.alignment.deviations:
            key = (one.kind, one.row, said(one, verdict.case, labels))
            self.count(key)
        for unseen in verdict.unseen:
            self.count(("same" if unseen.same else "apart", unseen.row, unseen.other))
        for late in verdict.late:
            self.count(("late", late.row, ""))

    def count(self, key: tuple[str, str, str]) -> None:
        if key in self.deviations or len(self.deviations) < _REMEMBERED:
            self.deviations[key] += 1

    @property
    def fitness(self) -> float:
        """Over all cases, each weighing as much as it is long; 1 where all fit."""
        return 1.0 - self._cost / self._worst if self._worst else 1.0


def said(deviation: Deviation, case: Case, labels: list[Label]) -> str:
    """What the log says at a deviation: the activity that is extra, the actor who is wrong."""
    if deviation.kind == "extra" and deviation.event < len(case.labels):
        return labels[case.labels[deviation.event]].activity
    if deviation.kind == "actor":
        return labels[case.labels[deviation.event]].actor
    return ""


class Conformance:
    """Checks cases against one SOP. With `must_end` false, or where the log says so of a case, it need not have come to an end; a `judge` looks at their times and
    people, as far as the log has them."""

    def __init__(
        self, net: Net, labels: list[Label], *, must_end: bool = True, judge: Judge | None = None
    ) -> None:
        self.judge = judge
        self.net = net
        self.labels = labels
        self.must_end = must_end
        self.summary = Summary()
        self._meant = [net.means(label) for label in labels]
        self._acceptors = {end: Acceptor(net, self._meant, must_end=end) for end in (False, True)}
        self._known: OrderedDict[tuple[bool, tuple[int, ...]], Alignment] = OrderedDict()

    def verdicts(self, cases: Iterable[Case]) -> Iterator[Verdict]:
        """One verdict a case, as they are asked for; `summary` counts them."""
        for case in cases:
            judge = self.judge
            looks = judge is not None and ((case.times and judge.has_limits) or (case.people and judge.has_eyes))
            must_end = self.must_end and not case.is_partial
            fits = not looks and self._acceptors[must_end].accepts(case.labels)
            alignment = _FITS if fits else self.aligned(case)
            worst = len(case.labels) + (self.net.shortest if must_end else 0)
            verdict = Verdict(case, alignment, 1.0)
            if judge is not None and looks:
                unseen = tuple(judge.unseen(case, alignment.path)) if case.people else ()
                late = tuple(judge.late(case, alignment.path)) if case.times and judge.timed else ()
                verdict = verdict._replace(unseen=unseen, late=late)
            if verdict.cost and worst:
                verdict = verdict._replace(fitness=max(0.0, 1.0 - verdict.cost / worst))
            self.summary.add(verdict, worst, self.labels)
            yield verdict

    def aligned(self, case: Case) -> Alignment:
        """The alignment of a case; of those that are alike it is found once."""
        key = must_end, labels = self.must_end and not case.is_partial, case.labels
        found = self._known.get(key)
        if found is None:
            meant = [self._meant[label] for label in labels]
            found = self._known[key] = align(self.net, meant, must_end=must_end, budget=self.net.budget)
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        else:
            self._known.move_to_end(key)
        return found


_FITS: Final = Alignment(0, ())
