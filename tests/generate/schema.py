"""The keys of a step in the schema of scenarios: each command's verb, and which verbs use which other key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sopflow.scenarios.uses import FORMS, KEYS, USES
from sopflow.scenarios.verbs import BY_PERSON, COMMAND_OF

from .text import sentence

NAME = "sopflow/schema/scenarios-1.schema.json"


def files(root: Path) -> Iterator[tuple[str, str]]:
    document = json.loads((root / NAME).read_text("utf-8"))
    steps = document["properties"]["scenarios"]["items"]["properties"]["steps"]
    keys: dict[str, Any] = steps["items"]["anyOf"][1]["properties"]
    for verb, command in COMMAND_OF.items():
        assert command.title is not None
        assert command.summary is not None
        says = command.in_scenario or command.summary
        own = keys.setdefault(verb, dict(keys["suspend" if verb in BY_PERSON else "claim"]))
        own["title"] = f"{command.title.id} / {command.title.en}"
        own["description"] = f"{sentence(says.id)}\n\n{sentence(says.en)}"
    for key in KEYS:
        keys[key]["x-used-by"] = [form for form in FORMS if key in USES[form]]
    yield NAME, json.dumps(document, ensure_ascii=False, indent=1) + "\n"
