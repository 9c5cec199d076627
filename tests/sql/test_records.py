"""What stands in the columns, and how often it is read."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from sopflow.definition.model import Ref
from sopflow.sql import SQLStore, records, snapshots
from tests.sop import engine_for, sop

SOP = sop("- {id: s, activity: x, actor: a}\n- {id: t, activity: x, actor: b}\n- {id: u, activity: x, actor: c}")
EDGES = '\x00\x1f "\\/\x7e\x7f\x80\u2028\ud800\udfff\uffff\U0001f600'
TEXTS = st.text(st.characters() | st.sampled_from(EDGES))
VALUES = st.recursive(
    TEXTS | st.integers(-(2**53), 2**53) | st.booleans() | st.none(),
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
)


@given(st.dictionaries(TEXTS, VALUES))
def test_the_text_is_the_same_whichever_encoder_writes_it(record):
    assert records._text(record) == json.dumps(record, separators=(",", ":"))


def test_every_edge_is_escaped_as_it_always_was():
    for sign in EDGES:
        assert records._text({sign: sign}) == json.dumps({sign: sign}, separators=(",", ":"))


def test_what_the_faster_encoder_does_not_know_is_written_all_the_same():
    for value in (Ref("a.b"), 2**80, {"x": [Ref("c")]}):
        assert records._text({"a": value}) == json.dumps({"a": value}, separators=(",", ":"))
    assert records.rows_text([{"step": Ref("a.b")}]) == '[{"step":"a.b"}]'


def counting(monkeypatch):
    """The texts that are read from now on."""
    read = []

    def counted(text):
        read.append(text)
        return records.snapshot_of(text)

    monkeypatch.setattr(snapshots, "snapshot_of", counted)
    return read


def test_what_a_store_has_just_written_it_does_not_read_again(tmp_path, monkeypatch):
    read = counting(monkeypatch)
    store = SQLStore(tmp_path / "proses.db")
    engine = engine_for(SOP, store=store)
    run = engine.start("uji", "a")
    done = engine.complete(run.id, "s", "a")
    assert read == []
    assert engine.instance(run.id) == done == SQLStore(tmp_path / "proses.db").load(run.id)
    assert len(read) == 1


def test_what_another_process_wrote_is_seen(tmp_path, monkeypatch):
    one, other = (engine_for(SOP, store=SQLStore(tmp_path / "proses.db")) for _ in range(2))
    run = one.start("uji", "a")
    other.complete(run.id, "s", "a")
    read = counting(monkeypatch)
    assert one.instance(run.id).revision == 2
    assert len(read) == 1
    one.complete(run.id, "t", "b")
    assert other.instance(run.id).revision == 3


def test_only_so_many_and_no_long_text_is_remembered(tmp_path, monkeypatch):
    monkeypatch.setattr(snapshots, "_MOST", 3)
    monkeypatch.setattr(snapshots, "_LONGEST", 1_000)
    store = SQLStore(tmp_path / "proses.db")
    engine = engine_for(SOP, store=store)
    short = [engine.start("uji", "a") for _ in range(5)]
    long = engine.start("uji", "a", subject="x" * 1_000)
    assert set(store._snapshots._last) == {short[3].id, short[4].id}
    assert engine.instance(long.id).subject == "x" * 1_000
