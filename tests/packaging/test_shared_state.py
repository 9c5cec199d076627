"""Whatever changes after it was made was looked at: who shares it, and why it cannot be wrong for anybody."""

from __future__ import annotations

from .shared_state import changing

WHOLE = "shared; an entry is put in whole, is never changed, and is the same whoever makes it"
LOCKED = "shared; changed under its lock"
ONE_COMMAND = "made for one command or call and thrown away with it"
ONE_TOOL = "made for one command in the terminal, one test or one look at a file, in one thread"
IMPORT = "changed while modules are imported only"
REVIEWED = {
    "budget.py Budget": ONE_COMMAND,
    "engine/asynchronous.py _Threads": "made anew in a forked child only, before it has other threads",
    "engine/journal_file.py JournalFile": "changed under the lock of its `JournalStore`",
    "engine/measuring.py _RowSum": ONE_TOOL,
    "engine/measuring.py _Sum": ONE_TOOL,
    "errors.py Refusal": "changed before it is raised",
    "flow/commands/kind.py": IMPORT,
    "flow/flows.py Flows": "shared; `setdefault`: whoever is first decides, and all have the same flow",
    "flow/machine.py _Hooked": "given its lists while the machine is made, before anybody shares it",
    "forks.py": "changed while stores are made, and around a fork",
    "forks.py Gate": LOCKED,
    "paper/cells.py Known": ONE_TOOL,
    "paper/drafting/actors.py Actors": ONE_TOOL,
    "paper/drafting/documents.py Documents": ONE_TOOL,
    "paper/drafting/naming.py Ids": ONE_TOOL,
    "paper/drafting/sentences.py Sentences": ONE_TOOL,
    "paper/drawing/ties.py _Network": ONE_TOOL,
    "paper/drawing/near.py Near": ONE_TOOL,
    "paper/pdf/opening.py Drawing": ONE_TOOL,
    "paper/pdf/reading.py Reading": ONE_TOOL,
    "paper/pdf/tables.py Gathered": ONE_TOOL,
    "definition/patching.py _Patch": ONE_TOOL,
    "paper/importing.py _Pristine": ONE_TOOL,
    "paper/merging/aligning.py _Looks": ONE_TOOL,
    "paper/merging/order.py _Order": ONE_TOOL,
    "paper/merging/planning.py Plan": ONE_TOOL,
    "paper/merging/tree.py Tree": ONE_TOOL,
    "paper/pdf/pictures.py Pictures": ONE_TOOL,
    "paper/reasons.py": "a cache of texts that follow from their arguments",
    "paper/sheets/gathering.py Gathering": ONE_TOOL,
    "paper/office/figures.py Counted": ONE_TOOL,
    "paper/office/numbering.py Numbering": ONE_TOOL,
    "paper/office/placing.py _Placing": ONE_TOOL,
    "paper/office/vml.py VML": ONE_TOOL,
    "paper/office/words.py Words": ONE_TOOL,
    "paper/office/words.py _Reading": ONE_TOOL,
    "paper/office/workbook.py Sheet": ONE_TOOL,
    "paper/sheets/docx.py _Document": ONE_TOOL,
    "paper/sheets/xlsx.py _Leaf": ONE_TOOL,
    "paper/visible.py _Seeing": ONE_TOOL,
    "restate/ingress.py": "grows in a forked child only",
    "restate/ingress.py Ingress": "made anew in a forked child only, before it has other threads",
    "scenarios/ways.py Explorer": ONE_TOOL,
    "service/feed.py Feed": "changed in one event loop alone, between two awaits",
    "service/feed.py Feeds": "a feed for each event loop; the count of listeners changes between two awaits",
    "service/serving.py _Timer": "changed in one event loop alone, between two awaits",
    "sql/auditing.py _Chain": ONE_TOOL,
    "sql/holding.py": WHOLE,
    "sql/holding.py Holdings": "an entry for each thread or task, which alone changes it",
    "sql/snapshots.py Snapshots": WHOLE,
    "sql/migrations/versions/v0004_searching.py": IMPORT,
    "sql/redeciding.py Redeciding": ONE_TOOL,
    "sql/sharing.py": "changed while stores are made, and around a fork",
    "sql/sharing.py Connections": "changed around a fork, when no other thread is inside",
    "sql/lost.py DatabaseFile": "one reference at a time; to verify twice does no harm",
    "sql/turns.py Turn": "made anew in a forked child only, before it has other threads",
    "sql/upgrading.py Upgrade": ONE_TOOL,
    "cli/record.py _Definitions": ONE_TOOL,
    "cli/replay.py _Differences": ONE_TOOL,
    "cli/replay.py _Seen": ONE_TOOL,
    "cli/times.py Times": ONE_TOOL,
    "cli/usage.py Parser": ONE_TOOL,
    "cli/walk.py Asking": ONE_TOOL,
    "conformance/acceptor.py Acceptor": ONE_TOOL,
    "conformance/conform.py Conformance": ONE_TOOL,
    "conformance/conform.py Summary": ONE_TOOL,
    "conformance/log.py Log": ONE_TOOL,
    "conformance/net.py Net": ONE_TOOL,
    "definition/checks/check.py Subject": ONE_TOOL,
    "definition/diagnostics.py": IMPORT,
    "definition/glossary.py": WHOLE,
    "definition/library.py Library": ONE_TOOL,
    "definition/reading/composer.py _Composer": ONE_TOOL,
    "definition/reading/slips.py _Scanner": ONE_TOOL,
    "definition/schema.py": WHOLE,
    "engine/asynchronous.py AsyncSubscription": "changed in the event loop alone, between two awaits",
    "engine/clock.py ManualClock": "one reference; moved by whoever tests",
    "engine/consequences.py Consequences": ONE_COMMAND,
    "engine/engine.py Engine": "a flag that is set after what it says is done; `store` is set on a copy before anybody has it",
    "engine/intake.py": WHOLE,
    "engine/journal.py JournalReader": ONE_TOOL,
    "engine/journal.py JournalStore": LOCKED,
    "engine/memory.py InMemoryStore": LOCKED,
    "engine/refusing.py": WHOLE,
    "engine/sops.py Sops": "shared; `setdefault`: whoever is first decides, and all have the same flow",
    "flow/event.py": WHOLE,
    "flow/evolve.py": WHOLE,
    "flow/flow.py Flow": WHOLE,
    "flow/authority.py": WHOLE,
    "flow/machine.py LeanMachine": "by the host alone, as with any machine of `transitions`",
    "flow/markings.py Markings": WHOLE,
    "flow/permission.py": WHOLE,
    "flow/record.py": WHOLE,
    "flow/markings.py _Tokens": ONE_COMMAND,
    "flow/routing.py Routing": ONE_COMMAND,
    "flow/trace.py _Tracer": ONE_COMMAND,
    "paper/identity/finding.py _Grid": ONE_TOOL,
    "paper/rows.py _Splitting": ONE_TOOL,
    "paper/taking.py Taking": ONE_TOOL,
    "render/chart.py _Drawing": ONE_COMMAND,
    "render/frame.py Room": ONE_COMMAND,
    "render/formats/docx/drawing.py Drawing": ONE_COMMAND,
    "render/identity.py _Composer": ONE_COMMAND,
    "render/layout.py _Composer": ONE_COMMAND,
    "render/routing.py _Planner": ONE_COMMAND,
    "render/routing.py _Skyline": ONE_COMMAND,
    "render/sizing.py _Sizer": ONE_COMMAND,
    "render/text.py": WHOLE,
    "restate/local.py Node": ONE_TOOL,
    "restate/store.py RestateStore": "definitions by digest are put in whole; what lists must still show changes under its lock",
    "review/adding.py": ONE_TOOL,
    "review/exploring.py Exploration": ONE_TOOL,
    "review/plugins.py": WHOLE,
    "review/subject.py": ONE_TOOL,
    "review/subject.py Subject": ONE_TOOL,
    "conformance/log.py _Lines": ONE_TOOL,
    "scenarios/cases.py _Cases": ONE_TOOL,
    "scenarios/checks.py": WHOLE,
    "scenarios/coverage.py": WHOLE,
    "scenarios/coverage.py Coverage": ONE_TOOL,
    "scenarios/reading.py": WHOLE,
    "scenarios/reading.py _Reader": ONE_TOOL,
    "scenarios/recording.py _Tape": ONE_TOOL,
    "scenarios/rehearsal.py Rehearsal": ONE_COMMAND,
    "scenarios/rules/trial.py Trial": ONE_TOOL,
    "scenarios/suite.py Suite": ONE_TOOL,
    "scenarios/walking.py Walk": ONE_COMMAND,
    "service/checked_request.py CheckedRequest": ONE_COMMAND,
    "sql/asynchronous.py LoopLock": "a lock for each event loop, put in by that loop's thread",
    "sql/dumping.py _Restoring": ONE_TOOL,
    "sql/gaps.py Gaps": "shared; the number of a transaction that begins after a gap was seen: a later one waits longer, no less",
    "sql/store.py SQLStore": "shared; pairs of a revision and its hash, put in whole; one that is missing is read again",
    "sql/native.py Native": "connections are taken and given back by single operations on a list; the rest around a fork, when no other thread is inside",
    "sql/waiting.py Pauses": ONE_COMMAND,
    "testing/playing.py Play": ONE_TOOL,
    "time/days_off.py DaysOff": WHOLE,
    "time/loading.py _Reader": ONE_TOOL,
    "time/shelf.py": WHOLE,
    "time/shelf.py Shelf": WHOLE,
    "time/working_days.py WorkingDays": WHOLE,
    "unseen.py": WHOLE,
}
"""A module, or a class in it, and why what changes in it is right for every thread. Before you add a line, ask what
another thread sees between any two steps, and add a test to `tests/time/test_threads.py` where it is shared."""


def test_whatever_changes_after_it_was_made_was_looked_at():
    found = changing()
    new = {place: what for place, what in found.items() if place not in REVIEWED}
    assert not new, f"who shares this, and what does another thread see halfway? {new}"
    assert not sorted(set(REVIEWED) - set(found)), "these change no more"


def test_the_detector_sees_what_would_be_wrong(tmp_path, monkeypatch):
    (tmp_path / "table.py").write_text(
        "from functools import lru_cache\n"
        "_SEEN = {}\n"
        "class Table:\n"
        "    def __init__(self):\n        self.rows = []\n        self.base = 0\n"
        "    def grow(self):\n        self.rows.append(1)\n        self.base -= 1\n        self.more[1] = 2\n"
        "def note(x):\n    _SEEN[x] = 1\n"
        "@lru_cache(maxsize=1)\ndef far(x):\n    return x\n",
        "utf-8",
    )
    monkeypatch.setattr("tests.packaging.shared_state.PACKAGE", tmp_path)
    assert changing() == {"table.py Table": ["base", "more", "rows"], "table.py": ["_SEEN", "far"]}
