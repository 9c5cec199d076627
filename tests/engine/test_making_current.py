"""Who moves cases to a version and makes it the current one."""

from __future__ import annotations

import pytest

import sopflow
from sopflow import errors
from tests.engine.office import DIRECTORY, definition, migrating, office
from tests.sop import engine_for


def test_the_version_that_it_goes_to_says_who_migrates():
    *_, give = migrating("may: {migrate: nobody}")
    with pytest.raises(errors.NotAuthorized):
        give("citra")
    *_, give = migrating()
    with pytest.raises(errors.NotAuthorized, match="who may: nobody"):
        give("citra")
    plain = engine_for(definition())
    case = plain.start("uji", "a").id
    plain.register(definition(version=2))
    assert next(plain.migrate("uji", to="2", by="admin")).after.version == "2"
    assert plain.instance(case).version == "2"


@pytest.mark.parametrize("by", ["", " ", None, 5, "system", "system\u200b", "\u2060"])
@pytest.mark.parametrize("directory", [DIRECTORY, None])
def test_nobody_makes_a_version_current_without_a_name_or_in_the_engines(by, directory):
    engine = engine_for(
        definition("may: {migrate: anyone}"), definition("may: {migrate: anyone}", 2), directory=directory
    )
    with pytest.raises((errors.BadArgument, errors.NoPerson)):
        engine.activate("uji", "1", by)
    assert [one.by for one in engine.activations("uji")] == ["system", "system"]


def test_who_may_migrate_makes_a_version_current():
    """The version that is to become current says who, else the one that is; in any unit, and nobody where neither does."""
    for first, second, may in (
        ("", "", ()),
        ("may: {migrate: [camat]}", "", ("citra",)),
        ("", "may: {migrate: [camat]}", ("citra",)),
        ("may: {migrate: [petugas]}", "may: {migrate: [camat]}", ("ani", "sari")),
        ("may: {migrate: nobody}", "may: {migrate: [camat]}", ()),
    ):
        engine = office(first)
        engine.register(definition(second, version=2))
        for by in ("ani", "sari", "citra", "kasimin", "orang", "dulu", "nanti"):
            if by in may:
                assert engine.activate("uji", "1", by).by == by
                engine.register(definition(second, version=2), activate=True)
                continue
            with pytest.raises(errors.NotAuthorized, match="may not set the current version"):
                engine.activate("uji", "1", by)
            assert engine.flow("uji").definition.version == "2"


def test_a_version_that_is_not_there_is_told_with_those_that_are():
    store = sopflow.InMemoryStore()
    engine_for(definition(), definition(version=2), store=store)
    with pytest.raises(errors.UnknownDefinition, match='known: "uji 1", "uji 2"'):
        sopflow.Engine(store).activate("uji", "3", "admin")
