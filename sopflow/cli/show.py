"""`sopflow show`: an SOP as its table, in the terminal."""

from __future__ import annotations

import shutil
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from sopflow.definition.duration import Duration
from sopflow.definition.library import Library
from sopflow.definition.model import (
    DONE,
    LATE,
    Definition,
    End,
    FreeDuration,
    Step,
    Targets,
    Unknown,
)
from sopflow.definition.saying import branch_said, each_said, needed_said, ordered_said
from sopflow.definition.titles import brief
from sopflow.language import Language, Words
from sopflow.paper.table import inputs_text, outputs_text
from sopflow.tables import fitted, natural, table

from .output import say, say_json
from .usage import FORMAT, SOP_FILE

NAME = "show"
HELP = "tampilkan SOP sebagai tabel / show an SOP as a table"

_HEADS = {
    "id": ("No", "Kegiatan", "Pelaksana", "Kelengkapan", "Waktu", "Output", "Alur"),
    "en": ("No", "Activity", "Actor", "Inputs", "Time", "Output", "Flow"),
}
_OR, _AND, _THEN = Words(" atau ", " or "), Words(" dan ", " and "), Words(" lalu ", " then ")
_END = Words("selesai", "end")
_UNKNOWN = Words("? (tidak disebutkan)", "? (the paper does not say)")
_WAITS = Words("menunggu {rows}", "waits for {rows}")
_STARTED = Words("menunggu yang sudah dimulai", "waits for whatever was started")
_CALLS = Words("menjalankan SOP {sop}", "runs the SOP {sop}")
_ALL = Words("semua berakhir", "closes all")
_FOLLOWED = Words("dilanjutkan: {what}", "hands over to: {what}")
_OPTIONAL = Words("bila perlu", "optional")
_LATE = Words("bila lewat waktu", "when time is over")
_OTHERS = Words("bukan orang yang mengerjakan {rows}", "not whoever did {rows}")
_SAME = Words("yang mengerjakan {rows}", "who did {rows}")
_EXTENDED = Words(
    "dapat diperpanjang {by}: {most}, {times} kali", "may be extended by {by}: {most}, {times} time(s)"
)
_ANY_LENGTH = Words("berapa pun", "by any length")
_AFTER = Words("terlambat {after}: {what}", "{after} late: {what}")
_AT_ONCE = Words("terlambat: {what}", "late: {what}")
_REMIND = Words("diingatkan", "a reminder")
_ESCALATE = Words("{actor} juga boleh", "{actor} may do it too")


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help=SOP_FILE)
    parser.add_argument("--format", choices=("text", "json"), default="text", help=FORMAT)
    parser.add_argument(
        "--width",
        type=int,
        help="lebar tabel; tanpa ini: selebar terminal / width of the table; default: the terminal's",
    )


def execute(arguments: Namespace) -> None:
    procedure = Library(plays=False).load(Path(arguments.file))
    sop = procedure.sop
    called = {str(one.id): one.title for one in procedure.all}
    numbers = {str(s.id): s.number or brief(s.activity) for s in sop.steps}
    rows = [_row(sop, step, numbers, called, arguments.lang) for step in sop.steps]
    if arguments.format == "json":
        keys = ("activity", "actor", "inputs", "duration", "outputs", "flow")
        steps = [
            {"id": str(step.id), "number": step.number, **dict(zip(keys, row[1:], strict=True))}
            for step, row in zip(sop.steps, rows, strict=True)
        ]
        head = {"id": sop.id, "title": sop.title, "version": sop.version, "digest": sop.digest}
        say_json({**head, "steps": steps})
        return
    total = arguments.width or (shutil.get_terminal_size((120, 40)).columns if sys.stdout.isatty() else 120)
    heads = _HEADS[arguments.lang]
    say(f"{sop.title}  ({sop.id}, {sop.version})\n")
    say(table(heads, rows, fitted(natural(heads, rows), (3, 20, 9, 11, 7, 11, 12), total)))


def _row(
    sop: Definition, step: Step, numbers: dict[str, str], called: dict[str, str], language: Language
) -> tuple[str, ...]:
    activity = step.activity + (f"\n{step.question}" if step.question not in (None, "", step.activity) else "")
    if step.optional:
        activity += f"\n({(needed_said(step, sop.fields) or _OPTIONAL).within(language)})"
    if step.remarks:
        activity += f"\n[{step.remarks}]"
    return (
        step.number or "-",
        activity,
        "\n".join([actors_text(sop, step, language), *_persons(step, numbers, language)]),
        _papers(step.inputs, inputs_text(sop, step), language),
        "\n".join([time_text(step, language), *_lateness(sop, step, language)]),
        _papers(step.outputs, outputs_text(sop, step.outputs), language),
        _flow(sop, step, numbers, called, language),
    )


def actors_text(sop: Definition, step: Step, language: Language) -> str:
    """Who does a row, in words."""
    if isinstance(step.actors, Unknown):
        return _UNKNOWN.within(language)
    joiner = {"any": _OR, "all": _AND, "in_order": _THEN}[step.sign_off].within(language)
    return joiner.join(sop.actors[a].title for a in step.actors) or "-"


def time_text(step: Step, language: Language) -> str:
    """The Waktu cell."""
    if step.wait is not None and step.wait.lasts is not None:
        return str(step.wait.lasts)
    value = step.duration
    if isinstance(value, Unknown):
        return _UNKNOWN.within(language)
    return value.text if isinstance(value, FreeDuration) else str(value) if isinstance(value, Duration) else "-"


def _persons(step: Step, numbers: dict[str, str], language: Language) -> list[str]:
    """Who must be another person, or the same."""
    found = []
    if step.separate_from:
        rows = ", ".join(numbers[row] for row in step.separate_from)
        found.append(f"({_OTHERS.within(language, rows=rows)})")
    if step.same_as is not None:
        found.append(f"({_SAME.within(language, rows=numbers[step.same_as])})")
    return found


def _lateness(sop: Definition, step: Step, language: Language) -> list[str]:
    """Who may extend it, and what happens when it is late."""
    found = []
    if step.extension is not None:
        by = ", ".join(sop.actors[actor].title for actor in step.extension.by)
        most = step.extension.at_most.words if step.extension.at_most is not None else _ANY_LENGTH
        found.append(f"({_EXTENDED.within(language, by=by, most=most, times=step.extension.times)})")
    for one in step.on_late:
        what = _REMIND.within(language)
        if one.actor is not None:
            what = _ESCALATE.within(language, actor=sop.actors[one.actor].title)
        elif one.branch is not None:
            what = f"→ {one.branch}"
        words = _AT_ONCE if one.after is None else _AFTER
        found.append(
            f"({words.within(language, after=one.after.words if one.after is not None else '', what=what)})"
        )
    return found


def _papers(said: object, text: str, language: Language) -> str:
    """The cell of what a row needs or makes, as it is printed."""
    return _UNKNOWN.within(language) if isinstance(said, Unknown) else text or "-"


def _flow(sop: Definition, step: Step, numbers: dict[str, str], called: dict[str, str], language: Language) -> str:
    lines = []
    if step.join == "started":
        lines.append(_STARTED.within(language))
    elif step.join is not None:
        rows = _AND.within(language).join(numbers[r] for r in step.join)
        lines.append(_WAITS.within(language, rows=rows))
    if step.wait is not None and step.wait.until is not None:
        lines.append(_WAITS.within(language, rows=sop.documents[step.wait.until].title))
    if step.call is not None:
        calls = _CALLS.within(language, sop=called.get(step.call, step.call))
        each = each_said(step, sop)
        lines.append(calls if each is None else f"{calls} {each.within(language)}")
    labels = {b.name: f"{b.name} ({b.label})" if b.label else b.name for b in step.branches}
    ordered = ordered_said(step, sop.fields, labels)
    lines += [one.within(language) for one in ordered or ()]
    for branch in step.branches if ordered is None else ():
        told = branch_said(step, branch, sop.fields)
        if told is not None:
            labels[branch.name] += f" [{told.within(language)}]"
    labels[LATE] = _LATE.within(language)
    for name, targets in step.ways:
        text = _targets(targets, numbers, language)
        lines.append(f"→ {text}" if name == DONE else f"{labels[name]} → {text}")
    return "\n".join(lines)


def _targets(targets: Targets, numbers: dict[str, str], language: Language) -> str:
    if isinstance(targets, Unknown):
        return _UNKNOWN.within(language)
    return _AND.within(language).join(_end(t, language) if isinstance(t, End) else numbers[t] for t in targets)


def _end(end: End, language: Language) -> str:
    more = [end.name] if end.name != "end" else []
    more += [_ALL.within(language)] if end.closes_all else []
    more += [_FOLLOWED.within(language, what=end.hand_over)] if end.hand_over else []
    return _END.within(language) + (f" ({'; '.join(more)})" if more else "")
