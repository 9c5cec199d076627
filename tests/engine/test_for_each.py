"""A row that calls an SOP for each record of a list."""

from __future__ import annotations

import threading
from collections import Counter
from itertools import combinations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sopflow import Engine, open_store
from sopflow.definition.loading import loads
from sopflow.errors import DataMissing, DefinitionError, FieldsRefused, NotActive, NotUndoable
from sopflow.flow.context import Context
from sopflow.flow.decide import decide
from sopflow.flow.evolve import fold
from sopflow.flow.replay import replay
from sopflow.flow.wire import event_from_json, event_to_json
from tests.share import share
from tests.sop import engine_for, sop

VISIT = """
sopflow: 1
id: kunjungan
title: Kunjungan lapangan
actors: {petugas: Petugas}
fields:
  alamat: {title: Alamat, type: text}
  luas: {title: Luas, type: number}
  catatan: {title: Catatan, type: text}
steps:
  - {id: lihat, activity: Melihat lokasi., actor: petugas, inputs: [], duration: "-", outputs: [], fills: [catatan]}
  - id: nilai
    activity: Menilai lokasi.
    actor: petugas
    inputs: []
    duration: "-"
    outputs: []
    question: Layak?
    branches: {Y: {end: layak}, N: {end: ditolak}}
"""
LICENCE = """
sopflow: 1
id: izin
title: Izin lokasi
actors: {petugas: Petugas, kasi: Kasi}
fields:
  lokasi: {title: Lokasi, list: {alamat: {title: Alamat, type: text}, luas: {title: Luas, type: number, optional: true}}, key: alamat OPTIONAL}
  hasil: {title: Hasil, list: {alamat: {title: Alamat, type: text}, catatan: {title: Catatan, type: text, optional: true}}, key: alamat, optional: true}
  lain: {title: Lain, type: text, optional: true}
steps:
  - {id: ajukan, activity: Mengajukan., actor: petugas, inputs: [], duration: "-", outputs: [], fills: [lokasi], next: [kunjungi, catat]}
  - {id: catat, activity: Mencatat., actor: kasi, inputs: [], duration: "-", outputs: [], fills: [lain, FILLS], next: end}
  - id: kunjungi
    activity: Mengunjungi setiap lokasi.
    call: kunjungan
    for_each: lokasi
    into: hasil
    inputs: []
    duration: "-"
    outputs: []
    UNTIL
    branches:
      semua: {to: terbit, all: layak}
      gagal: {end: ditolak, any: ditolak}
  - {id: terbit, activity: Menerbitkan., actor: kasi, inputs: [], duration: "-", outputs: []}
"""
PLACES = [{"alamat": "Jl. Melati", "luas": 20}, {"alamat": "Jl. Mawar"}, {"alamat": "Jl. Anggrek"}]


def definitions(optional: str = "", until: str = "", fills: str = ""):
    licence = LICENCE.replace("OPTIONAL", optional).replace("    UNTIL\n", until)
    licence = licence.replace(", FILLS]", f", {fills}]" if fills else "]")
    visit = loads(VISIT)
    return loads(licence, others={"kunjungan": visit}), visit


def office(optional: str = "", until: str = "", fills: str = "") -> Engine:
    return engine_for(*definitions(optional, until, fills))


@pytest.fixture
def engine() -> Engine:
    return office()


def begun(engine: Engine, places: object = PLACES) -> tuple[str, tuple[str, ...]]:
    run = engine.start("izin", "petugas", subject="Izin 7")
    after = engine.complete(run.id, "ajukan", "petugas", fields={"lokasi": places} if places else None)
    row = after.open_row("kunjungi")
    return run.id, row.children if row is not None else ()


def test_one_sop_runs_for_each_record_with_its_columns_as_fields(engine):
    run, children = begun(engine)
    assert [dict(engine.instance(child).fields) for child in children] == PLACES
    assert [engine.instance(child).subject for child in children] == [
        "Izin 7: Jl. Melati", "Izin 7: Jl. Mawar", "Izin 7: Jl. Anggrek"]  # fmt: skip
    assert all(engine.instance(child).parent == (run, "kunjungi", 1) for child in children)
    (item,) = (one for one in engine.possible(run) if one.step == "kunjungi")
    assert item.children == children
    assert item.child is None
    assert item.actors == ()


def end(engine: Engine, child: str, answer: str, note: str = "-") -> None:
    engine.complete(child, "lihat", "petugas", fields={"catatan": note})
    engine.complete(child, "nilai", "petugas", answer)


def test_the_row_ends_with_the_last_and_the_list_has_what_each_brought_in_its_order(engine):
    run, (first, second, third) = begun(engine)
    end(engine, third, "Y", "c")
    end(engine, first, "Y", "a")
    now = engine.instance(run)
    assert now.open_row("kunjungi") is not None
    assert [tuple(one) for one in now.open_row("kunjungi").ended] == [(third, "layak"), (first, "layak")]
    assert [dict(one) for one in now.fields["hasil"]] == [
        {"alamat": "Jl. Melati", "catatan": "a"}, {"alamat": "Jl. Anggrek", "catatan": "c"}]  # fmt: skip
    end(engine, second, "Y", "b")
    now = engine.instance(run)
    assert [one["catatan"] for one in now.fields["hasil"]] == ["a", "b", "c"]
    assert {row.step for row in now.active} == {"catat", "terbit"}
    last = list(engine.history(run))[-1]
    assert (last.type, last.outcome, last.effects.ended) == ("call_ended", "semua", (second, "layak"))


def test_any_takes_its_branch_when_all_have_ended(engine):
    run, (first, second, third) = begun(engine)
    for child, answer in ((first, "N"), (second, "Y"), (third, "Y")):
        end(engine, child, answer)
    assert [row.step for row in engine.instance(run).active] == ["catat"]
    assert engine.instance(run).end == "ditolak"


def test_until_first_cancels_the_others():
    engine = office(until="    until: first\n")
    run, (first, second, third) = begun(engine)
    end(engine, second, "Y")
    assert [engine.instance(child).status for child in (first, second, third)] == [
        "cancelled",
        "completed",
        "cancelled",
    ]
    assert {row.step for row in engine.instance(run).active} == {"catat", "terbit"}


def test_no_record_passes_the_row():
    engine = office(optional=", optional: true")
    run, children = begun(engine, None)
    assert children == ()
    assert {row.step for row in engine.instance(run).active} == {"catat", "terbit"}


def test_a_list_that_must_be_filled_in_is_asked_for():
    engine = office()
    run = engine.start("izin", "petugas")
    with pytest.raises(FieldsRefused):
        engine.complete(run.id, "ajukan", "petugas")


def test_a_row_that_is_opened_again_starts_its_list_over():
    licence = LICENCE.replace("OPTIONAL", "").replace("    UNTIL\n", "").replace(", FILLS]", "]")
    licence = licence.replace("gagal: {end: ditolak, any: ditolak}", "gagal: {to: ajukan, any: ditolak}")
    visit = loads(VISIT)
    engine = engine_for(visit, loads(licence, others={"kunjungan": visit}))
    run, (first, second) = begun(engine, PLACES[:2])
    end(engine, first, "N", "a")
    end(engine, second, "Y", "b")
    assert engine.instance(run).open_row("ajukan") is not None
    assert [one["catatan"] for one in engine.instance(run).fields["hasil"]] == ["a", "b"]
    after = engine.complete(run, "ajukan", "petugas", fields={"lokasi": PLACES[1:]})
    second, third = after.open_row("kunjungi").children
    end(engine, third, "Y", "c")
    assert [one["catatan"] for one in engine.instance(run).fields["hasil"]] == ["c"]
    end(engine, second, "Y", "d")
    assert [one["catatan"] for one in engine.instance(run).fields["hasil"]] == ["d", "c"]


def test_the_subject_of_a_called_sop_does_not_tell_what_is_hidden():
    licence = (
        LICENCE.replace("OPTIONAL", ", visible_to: [kasi]").replace("    UNTIL\n", "").replace(", FILLS]", "]")
    )
    hidden = VISIT.replace("type: text}", "type: text, visible_to: [petugas]}").replace(
        "type: number}", "type: number, visible_to: [petugas]}"
    )
    with pytest.raises(DefinitionError, match="not everybody sees the list"):
        loads(licence, others={"kunjungan": loads(VISIT)})
    open_list = LICENCE.replace("OPTIONAL", "").replace("    UNTIL\n", "").replace(", FILLS]", "]")
    with pytest.raises(DefinitionError, match="not everybody sees the field"):
        loads(open_list, others={"kunjungan": loads(hidden)})
    only_key = VISIT.replace(
        "alamat: {title: Alamat, type: text}", "alamat: {title: Alamat, type: text, visible_to: [petugas]}"
    )
    outside = VISIT.replace(
        "actors: {petugas: Petugas}", "actors: {petugas: Petugas, warga: {title: Warga, external: true}}"
    )
    for parent, text in (
        (licence.replace("hasil: {title", "hasil: {visible_to: [kasi], title"), hidden), (open_list, only_key), (open_list, outside),
    ):  # fmt: skip
        visit = loads(text)
        engine = engine_for(visit, loads(parent, others={"kunjungan": visit}))
        _, children = begun(engine)
        assert {engine.instance(child).subject for child in children} == {"Izin 7"}


def test_the_list_cannot_be_changed_while_the_row_is_open():
    engine = office(fills="{lokasi: optional}")
    run, children = begun(engine)
    before = engine.instance(run)
    for change in (
        lambda: engine.complete(run, "catat", "kasi", fields={"lokasi": PLACES[:1]}),
        lambda: engine.correct(run, "kasi", {"lokasi": PLACES[:2]}, "salah"),
        lambda: engine.correct(run, "kasi", {"hasil": [{"alamat": "x"}]}, "salah"),
    ):
        with pytest.raises(FieldsRefused) as refused:
            change()
        assert refused.value.problems[0].kind == "in_use"
    assert engine.instance(run) == before
    for child in children:
        end(engine, child, "Y")
    engine.correct(run, "kasi", {"lokasi": PLACES[:2]}, "salah")


def test_a_row_whose_list_nobody_filled_in_is_not_opened():
    licence = LICENCE.replace("OPTIONAL", "").replace("    UNTIL\n", "").replace(", FILLS]", ", lokasi]")
    licence = licence.replace("fills: [lokasi], next", "next")
    visit = loads(VISIT)
    engine = engine_for(visit, loads(licence, others={"kunjungan": visit}))
    run = engine.start("izin", "petugas")
    with pytest.raises(DataMissing):
        engine.complete(run.id, "ajukan", "petugas")


def test_cancelling_suspending_and_resuming_reach_those_that_still_run(engine):
    run, (first, second, third) = begun(engine)
    end(engine, first, "Y")
    engine.suspend(run, "kasi")
    assert [engine.instance(one).status for one in (first, second, third)] == [
        "completed",
        "suspended",
        "suspended",
    ]
    engine.resume(run, "kasi")
    assert [engine.instance(one).status for one in (second, third)] == ["running", "running"]
    engine.cancel(run, "kasi")
    assert [engine.instance(one).status for one in (first, second, third)] == [
        "completed",
        "cancelled",
        "cancelled",
    ]


def test_a_completion_that_called_is_not_undone(engine):
    run, _ = begun(engine)
    with pytest.raises(NotUndoable):
        engine.undo_last(run, "petugas", reason="salah")


def test_events_are_read_again_and_their_commands_become_them_again(engine):
    run, children = begun(engine)
    for child in children:
        end(engine, child, "Y")
    events = list(engine.history(run))
    assert [event_from_json(event_to_json(one)) for one in events] == events
    assert fold(events) == engine.instance(run)
    everything = [event for one in engine.instances() for event in engine.history(one.id)]
    everything.sort(key=lambda event: event.instance.count("/"))
    flows = {sop: engine.flow(sop) for sop in ("izin", "kunjungan")}
    assert list(replay(everything, flows.__getitem__)) == [None] * len(everything)


def test_called_sops_that_end_at_once_from_several_threads_end_the_row_once(database):
    store = open_store(database)
    licence, visit = definitions()
    engine = engine_for(visit, licence, store=store)
    run, children = begun(engine, [{"alamat": f"Jl. {n}"} for n in range(6)])
    failures = []

    def work(child):
        try:
            end(engine, child, "Y")
        except BaseException as problem:
            failures.append(problem)

    threads = [threading.Thread(target=work, args=(child,)) for child in children]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    types = Counter(event.type for event in engine.history(run))
    assert (types["one_ended"], types["call_ended"]) == (5, 1)
    assert [one["alamat"] for one in engine.instance(run).fields["hasil"]] == [f"Jl. {n}" for n in range(6)]


def outcome_of(ends, branches):
    """Which branches these ends take, by the meaning of the words."""
    held = []
    for name, (word, said) in branches.items():
        if word == "all" and all(end in said for end in ends):
            held.append(name)
        if word == "any" and any(end in said for end in ends):
            held.append(name)
    return held or [name for name, (word, _) in branches.items() if word == "otherwise"]


ENDS = ("a", "b", "c")
SAID = st.one_of(
    st.tuples(st.just("all"), st.sets(st.sampled_from(ENDS), min_size=1)),
    st.tuples(st.just("any"), st.sets(st.sampled_from(ENDS), min_size=1)),
    st.tuples(st.just("otherwise"), st.just(frozenset())),
)


@given(
    st.lists(SAID, min_size=2, max_size=4),
    st.lists(st.tuples(st.sampled_from(ENDS), st.integers(0, 9)), max_size=5),
    st.booleans(),
    st.booleans(),
)
@settings(max_examples=share(150), deadline=None)
def test_the_branch_is_the_one_that_the_words_mean_and_checks_find_every_gap_and_overlap(
    said, items, is_optional, is_first
):
    branches = {f"x{n}": one for n, one in enumerate(said)}
    names = {
        name: {"to": name, word: True if word == "otherwise" else sorted(ends)}
        for name, (word, ends) in branches.items()
    }
    rows = [{"id": name, "activity": "x", "actor": "a", "next": "end"} for name in branches]
    field = "{list: {k: {type: text}}, key: k, title: L" + (", optional: true}" if is_optional else "}")
    child = sop("- {id: s, activity: x, actor: a, branches: {a: {end: a}, b: {end: b}, c: {end: c}}}", name="anak")
    first = {"until": "first"} if is_first else {}
    call = {"id": "c", "activity": "x", "call": "anak", "for_each": "l", "branches": names, **first}
    steps = [{"id": "s", "activity": "x", "actor": "a", "fills": ["l"]}, call, *rows]
    possible = [frozenset()] if is_optional else []
    sizes = (1,) if is_first else (1, 2, 3)
    possible += [frozenset(some) for size in sizes for some in combinations(ENDS, size)]
    is_sound = all(len(outcome_of(ends, branches)) == 1 for ends in possible)
    text = parent_of(steps, field)
    try:
        definition = loads(text, others={"anak": child})
    except DefinitionError as problem:
        assert problem.values["codes"] == ("SOP252",)
        assert not is_sound
        return
    assert is_sound
    if not items and not is_optional:
        return
    engine = engine_for(child, definition)
    run = engine.start("uji", "a").id
    records = [{"k": f"k{n}"} for n in range(len(items))]
    state = engine.complete(run, "s", "a", fields={"l": records} if records else None)
    left = dict(zip(state.active[0].children, [end for end, _ in items], strict=True)) if items else {}
    ended = []
    order = sorted(left, key=lambda child: [pick for _, pick in items][list(left).index(child)])
    for one in order if not is_first else order[:1]:
        assert engine.instance(run).active[0].step == "c"
        engine.complete(one, "s", "a", left[one])
        ended.append(left[one])
    assert [row.step for row in engine.instance(run).active] == outcome_of(ended, branches)
    statuses = Counter(one.status for one in engine.instances() if one.parent is not None)
    assert statuses["completed"] == len(ended)
    assert statuses["cancelled"] == len(items) - len(ended)


def parent_of(steps, field):
    head = {"sopflow": 1, "id": "uji", "title": "Uji", "actors": {"a": "A"}}
    rows = [{"inputs": [], "duration": "-", "outputs": [], **step} for step in steps]
    return yaml.safe_dump({**head, "fields": {"l": yaml.safe_load(field)}, "steps": rows}, sort_keys=False)


def test_an_end_that_was_told_already_is_not_told_again(engine):
    run, (first, *_) = begun(engine)
    end(engine, first, "Y")
    told = next(event for event in engine.history(run) if event.type == "one_ended")
    flow, state = engine.flow("izin"), engine.instance(run)
    with pytest.raises(NotActive):
        decide(flow, state, told.command, Context(state.at, called=engine.flow))


def test_redacting_reaches_the_called_sops_of_a_case_that_has_nothing_personal_itself(database):
    personal = "catatan: {title: Catatan, type: text, personal: true}"
    visit = loads(VISIT.replace("catatan: {title: Catatan, type: text}", personal))
    licence = LICENCE.replace("OPTIONAL", "").replace("    UNTIL\n", "").replace(", FILLS]", "]")
    licence = licence.replace("    into: hasil\n", "").replace("steps:\n", "may: {redact: [kasi]}\nsteps:\n", 1)
    engine = engine_for(visit, loads(licence, others={"kunjungan": visit}), store=open_store(database))
    run, (first, *_) = begun(engine)
    engine.complete(first, "lihat", "petugas", fields={"catatan": "RAHASIA"})
    assert engine.instance(first).fields["catatan"] == "RAHASIA"
    engine.redact(run, "kasi", "diminta")
    assert "RAHASIA" not in str(engine.instance(first).fields)
