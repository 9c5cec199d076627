"""Versions of a caller and of what it calls for each record: which fit each other, and which moves are refused."""

from __future__ import annotations

import pytest

from sopflow import open_store
from sopflow.definition.loading import loads
from sopflow.errors import NoPlace
from tests.engine.test_for_each import LICENCE, PLACES, VISIT, begun, definitions, end
from tests.sop import engine_for


@pytest.mark.parametrize("change", [("    into: hasil\n", ""), ("for_each: lokasi", "for_each: hasil")])
def test_a_version_that_calls_for_another_list_has_no_place_for_the_row(change):
    licence, visit = definitions()
    engine = engine_for(visit, licence)
    begun(engine)
    text = LICENCE.replace("OPTIONAL", "").replace("    UNTIL\n", "").replace(", FILLS]", ", {hasil: optional}]")
    text = text.replace("title: Izin lokasi", "title: Izin lokasi\nversion: '2'").replace(*change)
    text = text.replace("    into: hasil\n", "") if "hasil" in change[1] else text
    engine.register(loads(text, others={"kunjungan": visit}))
    (moved,) = engine.migrate("izin", to="2", by="admin")
    assert isinstance(moved.refusal, NoPlace)
    assert "same list" in moved.refusal.message("en")


def newer_visit(change):
    return loads(VISIT.replace("sopflow: 1\n", "sopflow: 1\nversion: '2'\n").replace(*change))


@pytest.mark.parametrize(
    "change",
    [
        ("catatan: {title: Catatan, type: text}", "catatan: {title: Catatan, type: text, personal: true}"),
        ("alamat: {title: Alamat, type: text}", "alamat: {title: Alamat, type: text, personal: true}"),
        ("catatan: {title: Catatan, type: text}", "catatan: {title: Catatan, type: text}\n  telepon: Telepon"),
        ("luas: {title: Luas, type: number}", "luas: {title: Luas, type: number, max: 10}"),
    ],
)
def test_a_later_version_of_the_called_sop_holds_up_no_case_and_tells_nothing_personal(change, database):
    licence, visit = definitions()
    engine = engine_for(visit, licence, store=open_store(database))
    engine.register(newer_visit(change))
    run, children = begun(engine)
    assert {engine.instance(child).version for child in children} == {"2"}
    if "alamat" in change[1] and "personal" in change[1]:
        assert {engine.instance(child).subject for child in children} == {"Izin 7"}
    for child in children:
        end(engine, child, "Y", "RAHASIA")
    after = engine.instance(run)
    assert [one["alamat"] for one in after.fields["hasil"]] == [one["alamat"] for one in PLACES]
    assert all("RAHASIA" not in str(one) for one in after.fields["hasil"]) == (
        "catatan" in change[1] and "personal" in change[1]
    )


CALLED = """sopflow: 1
id: anak
version: 'VERSION'
title: Anak
actors: {a: A}
steps:
  - {id: x, activity: X, actor: a, branches: {Y: {end: BAIK}, N: {end: buruk}}}
"""
CALLER = """sopflow: 1
id: luar
version: 'VERSION'
title: Luar
actors: {a: A}
fields: {titik: {title: Titik, list: {lokasi: Lokasi}, key: lokasi}}
steps:
  - {id: isi, activity: Isi, actor: a, fills: [titik]}
  - {id: panggil, activity: Panggil, call: anak, EACH, branches: {BRANCHES}}
  - {id: tutup, activity: Tutup, actor: a}
"""
SINGLE = (
    "after: [isi]",
    "baik: tutup, buruk: tutup",
    "bagus: tutup, buruk: tutup",
    "baik: tutup, bagus: tutup, buruk: tutup",
)
SEVERAL = (
    "for_each: titik",
    "p: {to: tutup, all: baik}, q: {to: tutup, any: buruk}",
    "p: {to: tutup, all: bagus}, q: {to: tutup, any: buruk}",
    "p: {to: tutup, all: [baik, bagus]}, q: {to: tutup, any: buruk}",
)


def versions_of_call(each, *branches):
    child = [
        loads(CALLED.replace("VERSION", str(n)).replace("BAIK", end)) for n, end in ((1, "baik"), (2, "bagus"))
    ]
    text = CALLER.replace(
        "EACH, " if each.startswith("after") else "EACH", "" if each.startswith("after") else each
    )
    callers = [
        loads(text.replace("VERSION", str(n)).replace("BRANCHES", one)) for n, one in enumerate(branches, 1)
    ]
    return child, callers


@pytest.mark.parametrize("form", [SINGLE, SEVERAL])
def test_a_migration_after_which_a_caller_would_not_know_an_end_is_refused_and_said_beforehand(form, database):
    (anak, later), (luar, narrow, wide) = versions_of_call(*form)
    engine = engine_for(anak, luar, store=open_store(database))
    run = engine.start("luar", "a").id
    open_row = engine.complete(run, "isi", "a", fields={"titik": [{"lokasi": "p"}, {"lokasi": "q"}]}).active[0]
    for one in (later, narrow, wide):
        engine.register(one)

    def migrated(sop, to):
        """Each instance's refusal; the preview says the same and changes nothing."""
        before = [engine.instance(one) for one in (run, *open_row.children)]
        told = [
            one.refusal and one.refusal.message("en") for one in engine.migrate(sop, to=to, by="a", dry_run=True)
        ]
        assert [engine.instance(one) for one in (run, *open_row.children)] == before
        assert [one.refusal and one.refusal.message("en") for one in engine.migrate(sop, to=to, by="a")] == told
        return told

    for told in migrated("anak", "2"):  # the caller does not know the end "bagus"
        assert 'no branch for the end "bagus"' in told
        assert "first move that instance" in told
    (told,) = migrated("luar", "2")  # it would not know the end "baik" of the SOP that is still open
    assert 'no branch for the end "baik"' in told
    assert migrated("luar", "3") == [None]  # what the refusals advise
    assert set(migrated("anak", "2")) == {None}
    for child in open_row.children:
        engine.complete(child, "x", "a", "Y")
    assert engine.instance(run).active[0].step == "tutup"


@pytest.mark.parametrize("has_ended", [True, False])
def test_a_migration_after_which_siblings_could_end_mixed_as_no_branch_says_is_refused(has_ended, database):
    """Each end alone has its branch; the two together have none, and the caller's row could never end."""
    mixed = "p: {to: tutup, all: baik}, r: {to: tutup, all: bagus}, q: {to: tutup, any: buruk}"
    (anak, later), (luar,) = versions_of_call("for_each: titik", mixed)
    engine = engine_for(anak, luar, store=open_store(database))
    run = engine.start("luar", "a").id
    row = engine.complete(run, "isi", "a", fields={"titik": [{"lokasi": "p"}, {"lokasi": "q"}]}).active[0]
    if has_ended:
        engine.complete(row.children[0], "x", "a", "Y")
    engine.register(later)
    told = [one.refusal.message("en") for one in engine.migrate("anak", to="2", by="a")]
    assert len(told) == (1 if has_ended else 2)
    assert all('no branch for the end "bagus", "baik"' in one for one in told)
    for child in row.children[has_ended:]:
        engine.complete(child, "x", "a", "Y")
    assert engine.instance(run).active[0].step == "tutup"
