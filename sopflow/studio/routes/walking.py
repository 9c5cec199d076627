"""A walk through an SOP: everything that was done comes with each request and is done again, so that nothing is kept, and
going back is leaving out the last."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sopflow.app.telling import told
from sopflow.app.views import instance_view, item_view
from sopflow.engine.directory import names_in
from sopflow.engine.naming import naming_through
from sopflow.errors import DefinitionError, Refusal
from sopflow.flow.forms import of_plain
from sopflow.flow.timeline import timeline
from sopflow.language import Language, Words
from sopflow.render.formats.html import pages_html
from sopflow.render.layout import picture_of
from sopflow.render.naming import titles_of
from sopflow.render.overlays import instance_overlay
from sopflow.render.page import PAPERS
from sopflow.scenarios.rehearsal import Rehearsal, compiled
from sopflow.scenarios.walking import choices_for, person_for
from sopflow.terms import ENDS, said
from sopflow.time import read_in
from sopflow.time.lateness import is_late
from sopflow.time.shelf import calendars_near

from .forms import (
    beside_record,
    brought,
    data_record,
    file_said,
    files_record,
    form_record,
    people_record,
    problems_record,
)

if TYPE_CHECKING:
    from sopflow.definition.model import Definition
    from sopflow.engine.engine import Engine
    from sopflow.flow.instance import Instance
    from sopflow.flow.possible import WorkItem
    from sopflow.studio.workspace import RequestBody, Workspace

_GONE: Final = Words("langkah ini tidak terbuka lagi", "this row is not open any more")

_TRIAL: Final = Words("uji coba", "a trial")


def walking(workspace: Workspace, body: RequestBody) -> dict[str, Any]:
    """Where a run stands after `acts`, and what can be done; `refused` says why the last act was not possible."""
    path, acts = body.text("path"), body.several("acts")
    library = workspace.folder.library({path: body.text("text")})
    try:
        procedure = library.load(workspace.folder.place(path))
    except DefinitionError:
        return {"broken": True}
    rehearsal = Rehearsal(
        compiled(procedure), start=datetime.now(UTC).astimezone().replace(second=0, microsecond=0),
        calendars=calendars_near(Path(procedure.sop.path).parent, files=library.files),
    )  # fmt: skip
    run = rehearsal.walk.start(procedure.sop, subject=_TRIAL.within(body.language))
    rehearsal.run_id = run.id
    refused, problems = None, list[dict[str, str]]()
    done = 0
    for act in acts:
        try:
            _perform(rehearsal, run.id, act)
        except Refusal as problem:
            refused = problem.as_written().message(body.language)
            problems = problems_record(problem, body.language)
            break
        except LookupError:
            refused = _GONE.within(body.language)
            break
        done += 1
    now = read_in(rehearsal.clock.now(), rehearsal.engine.zone(rehearsal.flows[-1]))
    run = rehearsal.engine.instance(run.id)
    answer = standing(rehearsal.engine, run, body.language, now)
    answer["items"] = [
        item_record(item, rehearsal.engine, body.language, now) for item in rehearsal.walk.items(run.id)
    ]
    return answer | {"refused": refused, "problems": problems, "done": done, "now": now.isoformat()}


def _perform(rehearsal: Rehearsal, run_id: str, act: RequestBody) -> None:
    instance, step, visit = act.text("instance"), act.text("step"), act.number("visit")
    item = next(
        (i for i in rehearsal.walk.items(run_id) if (i.instance, i.step, i.visit) == (instance, step, visit)), None
    )
    if item is None:
        raise LookupError
    engine, outcome = rehearsal.engine, act.perhaps("outcome")
    rehearsal.walk.files = {paper.document: paper for paper in brought(act)}
    if not item.actors:
        rehearsal.walk.wait(item)
        return
    by = act.perhaps("by") or person_for(item, engine.flow(item.sop).definition)
    if outcome == "skip" and item.may_skip:
        engine.skip(instance, step, by, act.perhaps("note") or "-", visit=visit)
        return
    rehearsal.walk.take_time(item)
    chosen = {actor: rehearsal.walk.choice(item, actor) for actor in item.chooses} | act.named("choose")
    flow, said = engine.flow(item.sop), act.mapping("fields")
    papers = [one for one in rehearsal.walk.papers(item) if one.document not in rehearsal.walk.files]
    complete = partial(
        engine.complete, instance, step, by, outcome, visit=visit, note=act.perhaps("note"),
        to=act.perhaps("to"), choose=chosen, fields=of_plain(flow, said) or None,
    )  # fmt: skip
    rehearsal.walk.bring(item, complete, [*rehearsal.walk.files.values(), *papers])


def _minute(zone: tzinfo | None, at: datetime | None) -> str:
    return read_in(at, zone).strftime("%d-%m-%Y %H:%M") if at is not None else "-"


def standing(engine: Engine, run: Instance, language: Language, now: datetime) -> dict[str, Any]:
    """An instance as the page shows it: its table, its documents, and what was done."""
    flow = engine.flow(run.sop, run.version)
    sop = flow.definition
    events, zone = tuple(engine.history(run.id)), engine.zone(flow)
    picture = picture_of(
        sop,
        language,
        paper=PAPERS["a4"],
        overlay=instance_overlay(
            flow, run, events, language, now=now, zone=zone, people=names_in(engine.directory)
        ),
        identity=False,
        titles=titles_of(sop, lambda name: engine.flow(name).definition),
    )
    entries = timeline(events, engine.flow)
    names = naming_through(engine, run, entries, language)
    return {
        "view": instance_view(run),
        "sop": sop.title,
        "end": said(run.end, ENDS, language) if run.end is not None else None,
        "stuck": run.is_stuck,
        "pages": pages_html(picture),
        "data": data_record(flow, run, language),
        "people": people_record(flow, run),
        "documents": [
            {
                "title": names[-1].documents.get(d, d), "version": held.version,
                "file": file_said(held.paper),
            }
            for d, held in run.documents.items()
        ],
        "history": [
            {**told(one, name, partial(_minute, zone))._asdict(), "at": read_in(one.at, zone).isoformat()}
            for one, name in zip(entries, names, strict=True)
        ],
    }  # fmt: skip


def item_record(item: WorkItem, engine: Engine, language: Language, now: datetime) -> dict[str, Any]:
    """What can be done, with everything that a form for it needs."""
    run = engine.instance(item.instance)
    flow = engine.flow(item.sop, run.version)
    sop = flow.definition
    step = sop.step(item.step)
    labels = {str(b.name): b.label for b in step.branches}
    return {
        "view": item_view(item),
        "number": item.number or "-",
        "question": step.question,
        "actors": [
            {"id": a, "title": sop.actors[a].title if a in sop.actors else "?"} for a in (*item.actors, *item.substitutes)
        ],
        "outcomes": [
            {
                "name": outcome, "label": labels.get(outcome), "note": outcome in item.needs_note,
                "target": outcome in item.needs_target,
            }
            for outcome in item.outcomes
        ],
        "chooses": [
            {
                "actor": actor, "title": sop.actors[actor].title,
                "among": [{"id": one, "title": sop.actors[one].title} for one in choices_for(sop, actor)],
            }
            for actor in item.chooses
        ],
        "targets": [{"id": str(s.id), "number": s.number or "-", "activity": s.activity} for s in sop.steps]
        if item.needs_target
        else [],
        "beside": beside_record(item, flow, language),
        "fields": form_record(flow.rows[item.step].form, run, language) if item.actors else [],
        "files": files_record(item),
        "skip": item.may_skip,
        "signs": item.signs,
        "waits": _title(sop, item.waits_for),
        "due": read_in(item.due, engine.zone(flow)).isoformat() if item.due is not None else None,
        "late": is_late(item.due, now),
        "missing": [missing.title for missing in item.missing],
        "lacks": [lack.title for lack in item.lacks],
        "claimed": item.claim.person if item.claim is not None else None,
    }  # fmt: skip


def _title(sop: Definition, document: str | None) -> str | None:
    return sop.documents[document].title if document is not None and document in sop.documents else document


ROUTES: Final = {"walk": walking}
