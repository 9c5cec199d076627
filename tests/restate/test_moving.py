"""What a caller decides while one that it called is about to move to another version, without a cluster."""

from __future__ import annotations

import sopflow
from sopflow.engine.sops import Sops
from sopflow.flow.command import Command, More
from sopflow.flow.wire import command_to_json
from sopflow.restate.deciding import RemoteDecider, StoredState
from sopflow.sql.records import snapshot_text
from sopflow.testing.contract.together import family
from sopflow.testing.contract.world import World


def kept(run):
    return StoredState(run.revision, "", None, snapshot_text(run))


def test_a_move_that_a_called_one_has_told_counts_until_it_is_made():
    world = World(sopflow.InMemoryStore())
    caller, child = map(world.engine.instance, family(world))
    desk = RemoteDecider(world.clock.now, Sops(world.store, {}), None, iter("abc").__next__)

    def moved(run):
        command = command_to_json(Command("migrate", "a", more=More(version="2")))
        return desk.execute(kept(run), command, None, ())["now"]["snapshot"]

    there = {child.id: snapshot_text(child)}
    told = desk.lets_move(kept(caller), {}, {}, there[child.id], moved(child))
    assert told == {"moving": {child.id: [child.revision + 1, "2"]}}
    assert "refused" not in desk.moves(kept(caller), {}, there, moved(caller))
    refused = desk.moves(kept(caller), told["moving"], there, moved(caller))
    assert refused["refused"]["code"] == "no-place"
    gone_on = {child.id: snapshot_text(child._replace(revision=child.revision + 1))}  # and never moved
    assert desk.moves(kept(caller), told["moving"], gone_on, moved(caller)) == {"moving": {}}
