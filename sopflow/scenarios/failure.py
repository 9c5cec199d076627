"""A failed run for people: where in the file, the path so far, expected beside actual, and what was possible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from typing import TYPE_CHECKING, Final, NamedTuple

from sopflow.diagnostics import NOWHERE, Span
from sopflow.flow.commands import EVENTS
from sopflow.language import Language, Words
from sopflow.tables import fitted, natural, table
from sopflow.terms import CAPACITIES, STATUSES, said

from .model import ANYTHING, PathItem
from .taken import Taken, fits, taken

if TYPE_CHECKING:
    from sopflow.flow.event import Event
    from sopflow.flow.possible import WorkItem

    from .expecting import Difference
    from .playing import Failure
    from .rehearsal import Moment, Rehearsal

WIDTH: Final = 110
_FAILED: Final = Words('skenario "{name}" gagal', 'the scenario "{name}" failed')
_DIFFERENCE: Final = Words(
    "{label}: diharapkan {expected}, terjadi {actual}", "{label}: expected {expected}, actual {actual}"
)
_WHAT: Final = Words("yang dilihat", "what")
_EXPECTED: Final = Words("diharapkan", "expected")
_ACTUAL: Final = Words("terjadi", "actual")
_LINE: Final = Words("baris", "line")
_WHEN: Final = Words("waktu", "when")
_SO_FAR: Final = Words("jalannya sejauh ini:", "the path so far:")
_PATH: Final = Words("jalurnya:", "its path:")
_POSSIBLE: Final = Words("yang mungkin sekarang ({now}):", "possible now ({now}):")
_OVER: Final = Words("proses sudah berakhir: {status}{end}", "the instance has ended: {status}{end}")
_STUCK: Final = Words("terhenti: tidak ada yang terbuka", "stuck: nothing is open")
_NOT_STARTED: Final = Words("proses belum dimulai", "the instance has not started")
_SUSPENDED: Final = Words("proses sedang ditunda", "the instance is suspended")
_ITEM: Final = Words(
    "  {no}  {step}{outcomes}  oleh {actors}{due}{form}", "  {no}  {step}{outcomes}  by {actors}{due}{form}"
)
_WAITS: Final = Words("  {no}  {step}  berakhir sendiri{until}{due}", "  {no}  {step}  ends by itself{until}{due}")
_CALLS: Final = Words(
    "  {no}  {step}  menunggu SOP yang dipanggilnya", "  {no}  {step}  waits for the SOP that it called"
)
_DUE: Final = Words(", batas {due}", ", due {due}")
_FORM: Final = Words(", dengan fields: {{{names}}}", ", with fields: {{{names}}}")
_LACKS: Final = Words(", setelah {names} diisi", ", once {names} is filled in")
_UNTIL: Final = Words(" bila {document} datang", " when {document} arrives")
_MORE: Final = Words("... {count} baris sebelumnya", "... {count} earlier lines")
_MINUTE: Final = "%Y-%m-%d %H:%M"
_SHOWN: Final = 40
"""Lines of the path that are shown, the latest."""


class Place(NamedTuple):
    name: str
    path: str = ""
    lines: tuple[str, ...] = ()
    span: Span = NOWHERE


def line_of(failure: Failure, place: Place) -> int:
    """The line of the file where a scenario failed."""
    return _span(failure, place).line


def text_of(failure: Failure, place: Place, rehearsal: Rehearsal, language: Language, width: int = WIDTH) -> str:
    problem = failure.problem
    parts = [_head(failure, place, language)]
    path = problem.expected.path if problem.expected is not None else None
    beside = [d for d in problem.differences if d.what != "path"]
    if beside:
        parts.append(differences_table(beside, language, width))
    if path is not None and len(beside) < len(problem.differences):
        parts.append(f"{_PATH.within(language)}\n{_paths(path, rehearsal, problem.instance, language, width)}")
    else:
        parts.append(f"{_SO_FAR.within(language)}\n{_so_far(failure, rehearsal, language, width, place)}")
    parts.append(_now(rehearsal, language))
    return "\n\n".join(parts)


def reason_of(failure: Failure, language: Language) -> str:
    """Why it failed, in one line."""
    problem = failure.problem
    return reason(problem.differences, language) if problem.differences else problem.why.within(language)


def reason(differences: Iterable[Difference], language: Language) -> str:
    """What was expected and what is, in one line."""
    return "; ".join(
        _DIFFERENCE.within(language, label=d.label, expected=d.expected, actual=d.actual) for d in differences
    )


def _span(failure: Failure, place: Place) -> Span:
    expected = failure.problem.expected
    if expected is not None and expected.span != NOWHERE:
        return expected.span
    if failure.act is not None and failure.act.span != NOWHERE:
        return failure.act.span
    return place.span


def _head(failure: Failure, place: Place, language: Language) -> str:
    line, column = _span(failure, place)[:2]
    where = f"{place.path}:{line}: " if place.path else ""
    out = [where + _FAILED.within(language, name=place.name)]
    if place.path and 1 <= line <= len(place.lines):
        out.append(f"{line:5d} | {place.lines[line - 1][:WIDTH]}")
        out.append(f"      | {' ' * (column - 1)}^")
    elif failure.act is not None:
        out.append(f"      > {failure.act}")
    out.append(f"      = {failure.problem.why.within(language)}")
    return "\n".join(out)


def differences_table(differences: Iterable[Difference], language: Language, width: int = WIDTH) -> str:
    """What was expected beside what is."""
    heads = [words.within(language) for words in (_WHAT, _EXPECTED, _ACTUAL)]
    rows = [
        (
            d.label.within(language),
            *(s.within(language) if isinstance(s, Words) else s for s in (d.expected, d.actual)),
        )
        for d in differences
    ]
    return table(heads, rows, fitted(natural(heads, rows), (8, 12, 12), width), ruled=False)


def _paths(
    path: Sequence[PathItem], rehearsal: Rehearsal, instance: str | None, language: Language, width: int
) -> str:
    """The expected path beside the actual one, row by row."""
    engine, rows_done = rehearsal.engine, []
    if instance is not None:
        run = engine.instance(instance)
        rows_done = taken(engine.history(run.id), engine.flow(run.sop, run.version))
    heads = ["", _EXPECTED.within(language), _ACTUAL.within(language)]
    begun = list(
        takewhile(lambda pair: pair[0].step != ANYTHING and fits(*pair), zip(path, rows_done, strict=False))
    )
    rows = [(" ", str(item), str(row)) for item, row in begun]
    path, rows_done = path[len(begun) :], rows_done[len(begun) :]
    matcher = SequenceMatcher(None, [str(i.step) for i in path], [row.step for row in rows_done], autojunk=False)
    free = False
    for _, low, high, start, end in matcher.get_opcodes():
        for offset in range(max(high - low, end - start)):
            item = path[low + offset] if low + offset < high else None
            row = rows_done[start + offset] if start + offset < end else None
            free = item.step == ANYTHING if item is not None else free
            same = free or (item is not None and row is not None and fits(item, row))
            rows.append((" " if same else ">", str(item or ""), str(row or "")))
    return _shown(heads, rows, (1, 20, 20), width, language)


def _so_far(failure: Failure, rehearsal: Rehearsal, language: Language, width: int, place: Place) -> str:
    """What the scenario says beside what happened."""
    heads = [
        "",
        _LINE.within(language),
        _EXPECTED.within(language),
        _ACTUAL.within(language),
        _WHEN.within(language),
    ]
    rows: list[tuple[str, ...]] = []
    numbers: dict[int, int] = {}
    for moment in rehearsal.log:
        if moment.act is not None:
            numbers[id(moment.act)] = len(numbers) + 1
        failed = moment is rehearsal.log[-1] and failure.problem.expected is None
        rows += _moment(moment, ">" if failed else " ", language, place, numbers, rehearsal)
    return _shown(heads, rows, (1, 5, 20, 20, 16), width, language)


def _shown(
    heads: Sequence[str], rows: Sequence[Sequence[str]], least: Sequence[int], width: int, language: Language
) -> str:
    last = rows[-_SHOWN:]
    cut = len(rows) - len(last)
    more = f"{_MORE.within(language, count=cut)}\n" if cut else ""
    return more + table(heads, last, fitted(natural(heads, last), least, width), ruled=False)


def _moment(
    moment: Moment, mark: str, language: Language, place: Place, numbers: dict[int, int], rehearsal: Rehearsal
) -> list[tuple[str, ...]]:
    act = moment.act
    line = ""
    if act is not None and place.path:
        line = str(act.span.line) if act.span != NOWHERE else ""
    elif act is not None:
        line = str(numbers[id(act)])
    texts = [
        (_event(event, rehearsal.rows_into(event.instance), language), event.at.astimezone(moment.at.tzinfo))
        for event in moment.events
        if event.type != "started" or act is None or act.kind == "start"
    ]
    if moment.instead is not None:
        texts.append((moment.instead.within(language), moment.at))
    (text, at), *others = texts or [("", moment.at)]
    return [
        (mark, line, str(act or ""), text, at.strftime(_MINUTE)),
        *(("", "", "", text, at.strftime(_MINUTE)) for text, at in others),
    ]


def _event(event: Event, inside: Sequence[str], language: Language) -> str:
    """An event for people; one of a called SOP by the rows that lead into it: `limpahkan/periksa=Y`."""
    happened = EVENTS[event.type].happened.within(language)
    who = _who(event, language)
    where = "/".join(inside)
    if event.step is None:
        what = f"{happened}: {', '.join(event.documents)}" if event.type == "received" else f"{happened} ({who})"
        return f"{where}: {what}" if where else what
    is_done = event.type in ("completed", "skipped")
    text = str(Taken(event.step, event.outcome or "done", event.type == "skipped"))
    text = f"{where}/{text}" if where else text
    return f"{text} ({who})" if is_done else f"{text} ({happened}, {who})"


def _who(event: Event, language: Language) -> str:
    """Who acted, and as what where that is not their own position."""
    effects = event.effects
    if effects.capacity is None or effects.capacity == "definitif":
        return event.by
    return f"{event.by}, {said(effects.capacity, CAPACITIES, language)} {effects.on_behalf_of or event.actor}"


def _now(rehearsal: Rehearsal, language: Language) -> str:
    run = rehearsal.run
    if run is None:
        return _NOT_STARTED.within(language)
    if run.is_over:
        end = f" ({run.end})" if run.end not in (None, "end") else ""
        return _OVER.within(language, status=STATUSES[run.status], end=end)
    if run.status == "suspended":
        return _SUSPENDED.within(language)
    if run.is_stuck:
        return _STUCK.within(language)
    lines = [_POSSIBLE.within(language, now=rehearsal.clock.now().strftime(_MINUTE))]
    lines += _open(rehearsal, run.id, language)
    return "\n".join(lines)


def _open(rehearsal: Rehearsal, instance: str, language: Language) -> Iterator[str]:
    """What can be done in an instance, and in those that it called."""
    inside = "".join(f"{row}/" for row in rehearsal.rows_into(instance))
    for item in rehearsal.engine.possible(instance):
        due = _DUE.within(language, due=item.due.strftime(_MINUTE)) if item.due is not None else ""
        until = _UNTIL.within(language, document=item.waits_for) if item.waits_for else ""
        answers = "/".join(item.outcomes) if len(item.outcomes) > 1 else ""
        words = _ITEM if item.actors else _CALLS if item.children else _WAITS
        yield words.within(
            language, no=item.number or "-", step=inside + item.step, outcomes=f"={answers}" if answers else "",
            actors=" / ".join(item.actors), due=due, until=until, form=_form(item, language),
        )  # fmt: skip
        for child in item.children:
            yield from _open(rehearsal, child, language)


def _form(item: WorkItem, language: Language) -> str:
    """The fields that a scenario must fill in there, as it writes them, and those that other rows must."""
    asked = [name for name in (item.form or {}).get("required", ()) if name not in item.known]
    lacking = ", ".join(lack.field for lack in item.lacks)
    form = _FORM.within(language, names=", ".join(f"{name}: …" for name in asked)) if asked else ""
    return form + (_LACKS.within(language, names=lacking) if lacking else "")
