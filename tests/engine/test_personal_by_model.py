"""Personal values over histories by chance, against a model written apart: who reads what, what is kept, what comes back."""

from __future__ import annotations

import json
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.errors import KeyReused, Refusal
from sopflow.fields import Withheld
from sopflow.flow.evolve import fold
from sopflow.flow.wire import event_to_json, instance_to_json
from sopflow.sql import SQLStore, audit, dump, restore
from sopflow.sql.tables import METADATA
from tests.share import share
from tests.sop import engine_for, sop

SOP = sop(
    """
- {id: isi, activity: Mengisi, actor: a, fills: [{nik: optional}, {hp: optional}, {nilai: optional}]}
- {id: periksa, activity: Memeriksa, actor: b, fills: [{hp: optional}], branches: {Y: end, N: isi}}
""",
    head="""actors: {a: A, b: B}
fields:
  nik: {title: NIK, personal: true}
  hp: {title: HP, personal: true}
  nilai: {title: Nilai}
""",
)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["isi", "isi", "periksa", "periksa", "correct", "redact", "some", "undo", "annotate", "again"]
        ),
        st.dictionaries(st.sampled_from(["nik", "hp", "nilai"]), st.integers(0, 2), max_size=3),
    ),
    min_size=4,
    max_size=14,
)


class Model:
    """What a case says, by what was given: nothing of it is sopflow's."""

    def __init__(self):
        self.now = {}
        self.gone = set()
        """Values that were removed."""
        self.before = None
        """What the fields were before what can be undone."""
        self.given = []
        """Commands with their keys and what they filled in."""
        self.ever = {}
        """Values that are personal, with their fields."""

    def fill(self, fields, *, can_be_undone):
        self.before = dict(self.now) if can_be_undone else None
        self.now |= fields
        self.ever |= {value: name for name, value in fields.items() if name != "nilai"}

    def redact(self, names):
        self.gone |= {value for value, name in self.ever.items() if name in names}
        self.before = None

    def reads(self):
        """The values, and which fields are withheld."""
        seen = {name: value for name, value in self.now.items() if value not in self.gone}
        return seen, set(self.now) - set(seen)


def kept(store, case):
    return json.dumps([instance_to_json(store.load(case)), *(event_to_json(e) for e in store.history(case))])


def lived(engine, acts, fresh):
    """A case in which some of these happened, with its model."""
    case, model = engine.start("uji", "a").id, Model()
    for kind, said in acts:
        # every value is another, so that one that turns up tells where it came from
        fields = {name: f"nilai-{next(fresh)}-{n}" for name, n in said.items()}
        try:
            if kind == "isi":
                key = f"k{len(model.given)}"
                run = engine.complete(case, "isi", "a", fields=fields, key=key)
                model.fill(fields, can_be_undone=True)
                model.given.append((key, fields, run.revision))
            elif kind == "periksa":
                own = {name: value for name, value in fields.items() if name == "hp"}
                engine.complete(case, "periksa", "b", "N", fields=own)
                model.fill(own, can_be_undone=True)
            elif kind == "correct":
                engine.correct(case, "b", fields, "keliru")
                model.fill(fields, can_be_undone=False)
            elif kind == "redact":
                engine.redact(case, "b", "diminta")
                model.redact({"nik", "hp"})
            elif kind == "some":
                names = set(fields) - {"nilai"}
                if names:
                    engine.redact(case, "b", "diminta", fields=names)
                    model.redact(names)
            elif kind == "undo":
                engine.undo_last(case, "b" if engine.instance(case).active[0].step == "isi" else "a", "keliru")
                model.now, model.before = model.before, None
            elif kind == "annotate":
                engine.annotate(case, "a", "catatan")
            elif model.given:
                key, filled, revision = model.given[-1]
                assert engine.complete(case, "isi", "a", fields=filled, key=key).revision == revision
                for name, value in filled.items():
                    other = {**filled, name: f"{value}x"}
                    try:
                        answer = engine.complete(case, "isi", "a", fields=other, key=key).revision
                    except KeyReused:
                        assert value not in model.gone
                    else:
                        assert (value in model.gone, answer) == (True, revision), name
        except Refusal:
            assert kind not in ("redact", "some")
    return case, model


def agree(engine, case, model):
    """That every reader has what the model has, and that nothing else holds a personal value."""
    seen, withheld = model.reads()
    run = engine.instance(case)
    assert {name: value for name, value in run.fields.items() if not isinstance(value, Withheld)} == seen
    assert {name for name, value in run.fields.items() if isinstance(value, Withheld)} == withheld
    told = (
        repr([*engine.history(case)]) + repr(engine.recorded(0, 10_000)) + repr(engine.find(sop="uji")) + repr(run)
    )
    there = kept(engine.store, case)
    for value in model.ever:
        assert f"'{value}'" not in told or value not in model.gone
        assert value in model.gone or f"'{value}'" in told
        assert f'"{value}"' not in there
    assert fold(engine.store.history(case)) == engine.store.load(case)


@given(ACTS)
@settings(max_examples=share(600), deadline=None, suppress_health_check=list(HealthCheck))
def test_readers_have_what_was_given_and_not_removed(acts):
    engine = engine_for(SOP)
    case, model = lived(engine, acts, count(100))
    agree(engine, case, model)


@given(st.data())
@settings(max_examples=share(12), deadline=None, suppress_health_check=list(HealthCheck))
def test_so_it_is_in_a_database_in_what_is_dumped_and_in_what_is_restored(tmp_path_factory, database, data):
    folder = tmp_path_factory.mktemp("model")
    cases = data.draw(st.lists(ACTS, min_size=1, max_size=3))
    store = SQLStore(database)
    with store.engine.begin() as connection:
        for table in reversed(METADATA.sorted_tables):
            connection.execute(table.delete())
    engine, fresh = engine_for(SOP, store=store), count(100)
    all_of_it = [lived(engine, acts, fresh) for acts in cases]
    for case, model in all_of_it:
        agree(engine, case, model)
    assert [one.problem for one in audit(store, decide=True) if one.problem is not None] == []
    plain, whole = list(dump(store)), list(dump(store, personal=True))
    with_values, without = SQLStore(folder / "b.db"), SQLStore(folder / "c.db")
    list(restore(with_values, whole))
    list(restore(without, plain))
    for case, model in all_of_it:
        agree(sopflow.Engine(with_values), case, model)
        run = sopflow.Engine(without).instance(case)
        assert {name for name, value in run.fields.items() if isinstance(value, Withheld)} == set(model.now) - {
            "nilai"
        }
        for value in model.ever:
            assert f'\\"{value}\\"' not in "".join(plain)
    for there in (with_values, without):
        assert [one.problem for one in audit(there, decide=True) if one.problem is not None] == []
        there.close()
    store.close()
