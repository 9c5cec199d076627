"""Where several actors share a row, the SOP says whether one of them is enough."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.definition.model import Unknown
from sopflow.diagnostics import Diagnostic, info
from sopflow.language import Words

from ..subject import Subject

UNSAID = info(
    "SOP345",
    "sign-off-unsaid",
    id="baris ini dikerjakan salah satu dari {titles}: satu orang saja cukup",
    en="this row is done by one of {titles}: one person alone is enough",
    hint_id="bila semua harus mengerjakan atau menandatangani, tulis sign_off: all; bila satu cukup, sign_off: any",
    hint_en="where all of them must do or sign it, write sign_off: all; where one is enough, sign_off: any",
    page=Words(
        "Baris dengan beberapa pelaksana dan tanpa `sign_off` selesai begitu salah satu dari mereka "
        "mengerjakannya. Bila suratnya ditandatangani bersama, tulis `sign_off: all`, atau `in_order` "
        "bila berurutan.",
        "A row with several actors and without `sign_off` is done as soon as one of them does it. If they "
        "sign together, write `sign_off: all`, or `in_order` if one signs after the other.",
    ),
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    for step in subject.sop.steps:
        is_work = step.wait is None and step.call is None and not step.terminator
        if not is_work or isinstance(step.actors, Unknown) or "sign_off" in step.keys:
            continue
        if len(step.actors) > 1:
            titles = [subject.sop.actors[actor].title for actor in step.actors]
            yield UNSAID.at(step.place_of("actor"), step=step.id, titles=titles)
