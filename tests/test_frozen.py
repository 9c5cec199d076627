"""What sopflow hands out stays what it was: no record shares a default, or holds a map that a reader can change."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import inspect
import json
import pickle
import pkgutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import sopflow
from sopflow.engine.measuring import measured
from sopflow.flow.following import past_of
from sopflow.flow.record import Record
from sopflow.flow.wire import event_from_json, event_to_json, instance_from_json, instance_to_json
from sopflow.frozen import NOTHING, Frozen
from sopflow.people.loading import load_directory
from sopflow.scenarios import loading as scenarios
from sopflow.time.loading import load_calendar
from tests.sop import engine_for, sop

ROOT = Path(__file__).parents[1]
START = datetime(2024, 3, 12, 8, 0, tzinfo=UTC)
SOP = sop(
    """
- {id: pilih, activity: Memilih, actor: a, outputs: [Surat], branches: {Y: kerja, N: pilih}}
- {id: kerja, activity: Mengerjakan, actor: petugas, duration: 1 jam, outputs: [Surat]}
- {id: lain, activity: Memeriksa, actor: [b, c], separate_from: kerja}
""",
    head="actors: {a: A, b: B, c: C, petugas: {title: Petugas, chosen_by: pilih}}",
)
PLAIN = (str, bytes, int, float, bool, type(None), datetime, timedelta, type)


def test_what_records_share_is_never_filled():
    for again in (lambda: NOTHING.__init__({"b": 2}), lambda: NOTHING.__init__(c=3), lambda: NOTHING.update(a=1)):
        with pytest.raises(TypeError):
            again()
    NOTHING.__init__()
    assert copy.copy(NOTHING) == copy.deepcopy(NOTHING) == pickle.loads(pickle.dumps(NOTHING)) == NOTHING == {}


def test_what_a_reader_does_to_a_snapshot_changes_no_engine():
    one, other = engine_for(SOP), engine_for(SOP)
    run = one.start("uji", "a")
    with pytest.raises(TypeError, match="cannot be changed"):
        run.chosen["petugas"] = "x"
    run = one.complete(run.id, "pilih", "a", "Y", choose={"petugas": "b"})
    for held in (run.documents, run.visits, run.chosen, run.done_by):
        for change in (
            lambda m: m.update(x=1), lambda m: m.clear(), lambda m: m.setdefault("x", 1), lambda m: m.pop("x", None),
            lambda m: m.popitem(), lambda m: m.__setitem__("x", 1), lambda m: m.__delitem__("x"), lambda m: m.__ior__({}),
        ):  # fmt: skip
            with pytest.raises(TypeError):
                change(held)
    assert dict(other.start("uji", "a").chosen) == {}
    assert one.instance(run.id) == run


@pytest.mark.parametrize("name", ["documents", "visits", "chosen", "done_by"])
def test_a_snapshot_with_other_values_holds_no_map_of_a_reader(name):
    mine = {}
    run = engine_for(SOP).start("uji", "a")._replace(**{name: mine})
    mine["x"] = 1
    assert getattr(run, name) == {}
    assert list(mutable_in(run)) == []


def test_the_part_of_a_record_is_no_value_of_it():
    run = engine_for(SOP).start("uji", "a")
    for record in (run, run.active[0]):
        with pytest.raises(
            TypeError, match=rf"{type(record).__name__} takes the values of `rare` by their names: \w+, "
        ):
            record._replace(rare={})


def test_a_snapshot_is_copied_hashed_pickled_and_written_like_a_dictionary():
    engine = engine_for(SOP)
    run = engine.start("uji", "a")
    run = engine.complete(run.id, "pilih", "a", "Y", choose={"petugas": "b"})
    assert run.chosen == {"petugas": "b"}
    assert json.loads(json.dumps(run.chosen)) == run.chosen
    for again in (copy.copy(run), copy.deepcopy(run), pickle.loads(pickle.dumps(run))):
        assert again == run
        assert hash(again) == hash(run)
        assert list(mutable_in(again)) == []
    mine = dict(run.visits) | {"x": 1}
    assert mine != run.visits
    assert run.visits.copy() == run.visits


def results():
    """What public calls return, by what they are called."""
    clock = sopflow.ManualClock(START)
    directory = load_directory(ROOT / "examples/tangerang.directory.yaml")
    engine = engine_for(SOP, clock=clock)
    run = engine.start("uji", "a", documents={"Surat": {"number": "1"}})
    yield "start", run
    clock.advance(timedelta(hours=1))
    yield "complete", engine.complete(run.id, "pilih", "a", "N", choose={"petugas": "b"})
    engine.complete(run.id, "pilih", "a", "Y", choose={"petugas": "b"}, data={"x": [1]})
    yield "suspend", engine.suspend(run.id, "a")
    clock.advance(timedelta(hours=1))
    yield "resume", engine.resume(run.id, "a")
    yield "claim", engine.claim(run.id, "kerja", "b")
    engine.complete(run.id, "kerja", "b")
    yield "undo", engine.undo_last(run.id, "b", "keliru")
    engine.complete(run.id, "kerja", "b")
    yield "sign_off", engine.instance(run.id)
    newer = sop(
        "- {id: pilih, activity: Memilih, actor: a}\n- {id: lain, activity: Memeriksa, actor: [b, c]}",
        head="version: '2'",
    )
    yield "register", engine.register(newer)
    moves = tuple(engine.migrate("uji", to="2", by="a"))
    assert [move.refusal for move in moves] == [None]
    yield "migrate", moves
    yield "instance", engine.instance(run.id)
    events = tuple(engine.history(run.id))
    yield "history", events
    yield "events from JSON", tuple(event_from_json(json.loads(json.dumps(event_to_json(e)))) for e in events)
    yield (
        "snapshot from JSON",
        instance_from_json(json.loads(json.dumps(instance_to_json(engine.instance(run.id))))),
    )
    yield "past", past_of(events)
    yield "timeline", tuple(engine.timeline(run.id))
    yield "possible", tuple(engine.possible(run.id))
    yield "worklist", tuple(engine.worklist("b"))
    yield "find", engine.find(sop="uji")
    yield "overdue", engine.overdue()
    yield "measured", measured(engine.instances(), engine.history, engine.flow, engine.calendar)
    yield "definition", sopflow.load(ROOT / "definitions/pengawalan.yaml")
    yield "check", sopflow.check(ROOT / "definitions/pengawalan.yaml")
    yield "directory", directory.people
    yield "positions", (directory.positions, directory.all_units)
    yield "roles", tuple(directory.roles(person, START, "kec-ciledug") for person in directory.people)
    yield "a fixed directory", sopflow.FixedDirectory({"x": ("a",)}).roles("x", START, None)
    yield "scenarios", scenarios.load(ROOT / "definitions/pengawalan.scenarios.yaml")
    yield "calendar", load_calendar(ROOT / "definitions/calendars/tangerang.calendar.yaml")._periods


def test_nothing_in_a_public_result_can_be_changed():
    assert {name: places for name, result in results() if (places := list(mutable_in(result)))} == {}


def mutable_in(value, path="", seen=None):
    """The places of lists, dictionaries and sets in what records hold, however deep."""
    seen = set() if seen is None else seen
    if isinstance(value, PLAIN) or id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, list | set | bytearray) or (isinstance(value, dict) and not isinstance(value, Frozen)):
        yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from mutable_in(item, f"{path}[{key!r}]", seen)
    elif hasattr(value, "_fields") or isinstance(value, Record):
        if isinstance(value, Record) and not value.__struct_config__.frozen:
            yield f"{path} ({type(value).__name__} is not frozen)"
        for name in value.__struct_fields__ if isinstance(value, Record) else value._fields:
            yield from mutable_in(getattr(value, name), f"{path}.{name}", seen)
    elif isinstance(value, list | tuple | set | frozenset):
        for at, item in enumerate(value):
            yield from mutable_in(item, f"{path}[{at}]", seen)
    elif dataclasses.is_dataclass(value):
        if not value.__dataclass_params__.frozen:
            yield f"{path} ({type(value).__name__} is not frozen)"
        for field in dataclasses.fields(value):
            yield from mutable_in(getattr(value, field.name), f"{path}.{field.name}", seen)
    elif isinstance(value, sopflow.Flow):
        for name in ("definition", "steps", "ends", "rows", "inclusive", "at_hand"):
            yield from mutable_in(getattr(value, name), f"{path}.{name}", seen)
        yield from mutable_in(value.graph.successors, f"{path}.graph", seen)
        for row in value.rows.values():
            yield from mutable_in(row.ways, f"{path}.rows[{row.id}].ways", seen)


def records():
    """Every class of the package that is made of fields."""
    for module in pkgutil.walk_packages(sopflow.__path__, "sopflow."):
        if module.name.endswith("__main__") or ".migrations" in module.name:
            continue
        try:
            found = importlib.import_module(module.name)
        except ImportError:
            continue
        for one in vars(found).values():
            is_own = inspect.isclass(one) and one.__module__ == module.name
            if is_own and (hasattr(one, "_fields") or dataclasses.is_dataclass(one) or issubclass(one, Record)):
                yield one


def test_no_record_shares_a_default_that_can_be_changed():
    shared = []
    for one in records():
        if issubclass(one, Record):
            defaults = dict(zip(reversed(one.__struct_fields__), reversed(one.__struct_defaults__), strict=False))
        elif hasattr(one, "_fields"):
            defaults = one._field_defaults
        else:
            defaults = {f.name: f.default for f in dataclasses.fields(one) if f.default is not dataclasses.MISSING}
        shared += [f"{one.__module__}.{one.__name__}.{n}" for n, v in defaults.items() if list(mutable_in(v))]
    assert shared == []


def test_a_frozen_record_keeps_a_mapping_of_its_own():
    """Whoever adds a mapping to a frozen record freezes it: `freeze` in `__post_init__`."""
    open_ = []
    for one in records():
        if not dataclasses.is_dataclass(one) or not one.__dataclass_params__.frozen:
            continue
        named = [f.name for f in dataclasses.fields(one) if str(f.type).startswith(("Mapping", "dict"))]
        if named:
            given = {f.name: {"k": 1} if f.name in named else None for f in dataclasses.fields(one)}
            record = one(**given)
            open_ += [f"{one.__name__}.{n}" for n in named if not isinstance(getattr(record, n), Frozen)]
    assert open_ == []
