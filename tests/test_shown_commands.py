"""Every command that a page shows is one that the command line takes, with its options and their values."""

from __future__ import annotations

import re
import shlex

import pytest

from sopflow.cli.commands import found
from sopflow.cli.usage import Parser
from tests.pages import TEXTS
from tests.test_both_languages import BLOCK

LINE = re.compile(r"^ *(?:\$ )?(?:\.venv/bin/)?(sopflow [a-z].*)$", re.M)


def shown() -> list[str]:
    """Each command once."""
    texts = [path.read_text("utf-8").replace("\\\n", " ") for path in TEXTS if path.name != "CHANGELOG.md"]
    return sorted({line for text in texts for block in BLOCK.findall(text) for line in LINE.findall(block)})


@pytest.mark.parametrize("line", shown())
def test_a_command_that_is_shown_is_taken(line):
    words = shlex.split(re.sub(r"(?<= )…$| [|>] .*$", "", re.sub(r"\s+#.*$", "", line)))
    (command,) = [one for _, one in found() if words[1] == one.NAME]
    parser = Parser(prog=words[1], allow_abbrev=False)
    parser.add_argument("--lang", choices=("id", "en"))
    command.configure(parser)
    assert parser.parse_args([word for word in words[2:] if word != "…"])
