"""What a person finds in their own worklist."""

from __future__ import annotations

from datetime import UTC

import pytest

import sopflow
from sopflow import errors
from sopflow.people.directory import Holding, OfficeDirectory, Person, Position, Unit
from tests.people.tangerang import NORTH, SOUTH, WIB, at
from tests.sop import engine_for, sop


def test_a_persons_worklist_has_what_their_positions_may_do(engine, clock):
    north, south = (engine.start("uji", "ani", unit=unit) for unit in (NORTH, SOUTH))
    ids = lambda person, **wanted: [i.instance for i in engine.worklist(person=person, **wanted)]  # noqa: E731
    assert ids("ani") == ids("dewi") == [south.id]
    assert ids("budi") == [north.id]
    assert ids("budi", unit=SOUTH) == ids("joko") == []
    assert [i.unit for i in engine.worklist(unit=SOUTH)] == [SOUTH]
    clock.set(at("2024-08-17"))
    assert ids("dewi") == []  # no longer Plh.; as a substitute she may, but it is not hers
    engine.complete(south.id, "perintah", "dewi", "Y")
    assert ids("hadi") == ids("farah") == [south.id]
    engine.claim(south.id, "susun", "hadi")
    assert (ids("hadi"), ids("farah")) == ([south.id], [])
    with pytest.raises(errors.UnknownPerson):
        ids("siapa")


def test_one_who_holds_two_positions_has_a_row_once():
    person = Person("ani", "Ani", (Holding("a", None), Holding("b", None)))
    both = OfficeDirectory("d", WIB, [], [Position("a", "A", ("a",)), Position("b", "B", ("b",))], [person])
    engine = engine_for(sop("- {id: s, activity: x, actor: [b, a]}"), directory=both)
    run = engine.start("uji", "ani")
    assert [i.instance for i in engine.worklist(person="ani")] == [run.id]
    joint = engine_for(sop("- {id: s, activity: x, actor: [b, a], sign_off: all}"), directory=both)
    joint.start("uji", "ani")
    assert sorted(i.actors for i in joint.worklist(person="ani")) == [("a",), ("b",)]


def test_what_another_must_do_is_not_in_ones_list():
    rows = "- {id: s, activity: x, actor: a}\n- {id: t, activity: x, actor: a, separate_from: [s]}"
    people = sopflow.FixedDirectory({"ani": ("a",), "budi": ("a",)})
    engine = engine_for(sop(rows), directory=people)
    run = engine.start("uji", "ani")
    engine.complete(run.id, "s", "ani")
    assert list(engine.worklist(person="ani")) == []
    assert [i.step for i in engine.worklist(person="budi")] == ["t"]


class Counting:
    """A directory of 104 units that counts how often it is asked."""

    def __init__(self, directory, is_whole):
        self.asked = 0
        self._directory = directory
        if is_whole:
            self.roles_everywhere = self._everywhere

    def units(self):
        return self._directory.units()

    def roles(self, person, at, unit):
        self.asked += 1
        return self._directory.roles(person, at, unit)

    def _everywhere(self, person, at):
        self.asked += 1
        return self._directory.roles_everywhere(person, at)


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_worklist_asks_once_where_the_directory_answers_for_all_units(is_whole):
    units = [Unit("kota", "Kota"), *(Unit(f"kelurahan-{n}", f"Kelurahan {n}", "kota") for n in range(103))]
    people = [
        Person("ani", "Ani", (Holding("lurah", "kelurahan-7"), Holding("walikota", "kota"))),
        Person("budi", "Budi"),
    ]
    positions = [Position("lurah", "Lurah", ("a",)), Position("walikota", "Wali Kota", ("b",))]
    office = OfficeDirectory("kantor", UTC, units, positions, people)
    directory = Counting(office, is_whole)
    engine = engine_for(
        sop("- {id: tulis, activity: Menulis, actor: a}\n- {id: teken, activity: Meneken, actor: b}"),
        directory=directory,
    )
    for unit in ("kelurahan-7", "kelurahan-8"):
        engine.start("uji", "ani", unit=unit)
    directory.asked = 0
    found = [(item.step, item.unit) for item in engine.worklist(person="ani")]
    assert directory.asked == (1 if is_whole else 104)
    assert found == [("tulis", "kelurahan-7")]
    assert list(engine.worklist(person="budi")) == []
    with pytest.raises(errors.UnknownPerson):
        list(engine.worklist(person="siapa"))
