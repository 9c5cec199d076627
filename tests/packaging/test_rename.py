"""A command on an instance, which people may give while it is suspended, is one file and what docs/commands.md leaves to the hand:
then every test that goes through all commands, all events or all that is possible passes."""

from __future__ import annotations

import shutil

import pytest

from .test_hand_back import GENERATED, ROOT, copied, git, ran, run

pytestmark = pytest.mark.long

OWN = ROOT / "tests/packaging/rename"
BY_HAND = {
    "tests/engine/test_who_may.py": (
        '    "suspend": (lambda: kept(',
        '    "rename": (lambda: kept(at("tunggu"), lambda e, r, by: e.rename(r, by, "x")), {"ani", "kasimin"}, None),\n',
    ),
    "tests/cli/test_giving.py": (
        '    ("suspend", ("--by", "kepala")',
        '    ("rename", ("--by", "kepala", "--note", "Kunjungan"), "renamed"),\n',
    ),
    "tests/engine/test_offers.py": (
        '    "undo": lambda e, r, s, v, by, to:',
        '    "rename": lambda e, r, s, v, by, to: e.rename(r, by, "x"),\n',
    ),
    "tests/engine/test_without_a_directory.py": (
        '        "suspend": lambda: engine.suspend(begun(), who),',
        '        "rename": lambda: engine.rename(begun(), who, "x"),\n',
    ),
    "docs/engine.md": (
        "`suspend`, `resume`, `cancel`, `rebind`, `correct`, `redact`, `migrate`, `activate`",
        "`rename`, ",
    ),
}
"""What the guide says beside the file: before what, and what is written there."""
AFFECTED = (
    ("tests/engine/test_who_may.py", "-k", "rename or rule"),
    ("tests/engine/test_offers.py", "tests/engine/test_without_a_directory.py", "tests/flow/test_carried.py", "tests/flow/test_offered.py"),
    ("tests/app/test_one_form.py", "tests/app/test_stores.py", "tests/app/test_telling.py"),
    ("tests/cli/test_giving.py", "tests/cli/test_history_in_words.py", "tests/cli/test_tables_in_words.py"),
    ("tests/scenarios/test_failures.py", "tests/history/test_case.py", "tests/packaging/test_commands.py", "tests/sql/test_renamed.py"),
)  # fmt: skip


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """A copy of the tree with the command, and what the guide leaves to the hand."""
    copy = copied(tmp_path_factory.mktemp("tree"))
    shutil.copy(OWN / "command.py", copy / "sopflow/flow/commands/rename.py")
    for name, (place, line) in BY_HAND.items():
        text = (copy / name).read_text("utf-8")
        assert text.count(place) == 1, name
        (copy / name).write_text(text.replace(place, line + place), "utf-8")
    assert run(copy, "tests.generate").returncode == 0
    assert run(copy, "tests.history.make_given", "tests/history/rename").returncode == 0
    return copy


def test_only_what_the_guide_says_differs(tree):
    changed = {*git(tree, "diff", "--name-only").split()}
    assert changed == GENERATED | {"sopflow/command_words.py", *BY_HAND}
    added = {*git(tree, "ls-files", "--others", "--exclude-standard").split()}
    assert added == {"sopflow/flow/commands/rename.py", "tests/history/rename/events.jsonl"}
    told = (ROOT / "docs/commands.md").read_text("utf-8")
    assert all(name.removeprefix("docs/") in told for name in BY_HAND)


@pytest.mark.nightly
@pytest.mark.parametrize("files", AFFECTED, ids=lambda files: files[0])
def test_what_goes_through_every_command_passes(tree, files):
    done = ran(tree, *files, "-m", "not nightly and not long")
    assert done.returncode == 0, done.stdout[-5000:]


@pytest.mark.nightly
def test_the_types_are_right(tree):
    assert run(tree, "mypy").returncode == 0
