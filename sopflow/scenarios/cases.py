"""Scenarios with a table of cases: one scenario for each row, `$name` replaced by its value."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from sopflow.definition.reading import List, Map, Node, Text
from sopflow.diagnostics import Diagnostic, error
from sopflow.language import did_you_mean

UNKNOWN_VALUE = error(
    "SOP511", "unknown-value", id='kasus ini tidak mempunyai isi "${name}"', en='this case has no value "${name}"'
)
TOO_MANY = error(
    "SOP512",
    "too-many-cases",
    id="kasus-kasus ini menjadi lebih dari {limit} isian",
    en="these cases come to more than {limit} values",
)
MAX_VALUES: Final = 200_000
_NAME: Final = re.compile(r"\$([A-Za-z_][A-Za-z0-9_]*)")


def expanded(root: Node) -> tuple[Node, list[Diagnostic]]:
    """The file with one scenario for each case, each part still at its place in the file."""
    scenarios = root.get("scenarios") if isinstance(root, Map) else None
    if not isinstance(root, Map) or not isinstance(scenarios, List):
        return root, []
    cases = _Cases()
    items: list[Node] = []
    for item in scenarios.items:
        table = item.get("cases") if isinstance(item, Map) else None
        if not isinstance(item, Map) or not isinstance(table, List) or not table.items:
            items.append(item)
            continue
        rows = [row for row in table.items if isinstance(row, Map) and row.values]
        items += [cases.of(item, row) for row in rows]
        if len(rows) < len(table.items):
            return root, []  # the schema says what is wrong with the table
        if cases.count > MAX_VALUES:
            return root, [TOO_MANY.at(item.keys["cases"], limit=MAX_VALUES)]
    values = {**root.values, "scenarios": List(scenarios.span, items)}
    return Map(root.span, root.keys, values), cases.found


class _Cases:
    def __init__(self) -> None:
        self.found: list[Diagnostic] = []
        self.count = 0

    def of(self, scenario: Map, row: Map) -> Node:
        keys = {key: span for key, span in scenario.keys.items() if key != "cases"}
        bare = Map(scenario.span, keys, {key: node for key, node in scenario.values.items() if key != "cases"})
        one = self.replaced(bare, row)
        name = one.get("name") if isinstance(one, Map) else None
        written = scenario.values.get("name")
        if isinstance(name, Text) and isinstance(written, Text) and name.value == written.value:
            shown = ", ".join(str(value.value) for value in row.values.values() if isinstance(value, Text))
            name.value = f"{name.value} [{shown}]"
        return one

    def replaced(self, node: Node, row: Map) -> Node:
        self.count += 1
        if self.count > MAX_VALUES:
            return node
        if isinstance(node, List):
            return List(node.span, [self.replaced(item, row) for item in node.items])
        if isinstance(node, Map):
            named = {key: self.key(key, node, row) for key in node.values}
            return Map(
                node.span,
                {named[key]: span for key, span in node.keys.items()},
                {named[key]: self.replaced(value, row) for key, value in node.values.items()},
            )
        if not isinstance(node.value, str) or "$" not in node.value:
            return Text(node.value, node.span, node.quoted)
        whole = _NAME.fullmatch(node.value)
        if whole and whole[1] in row.values:
            return _placed(row.values[whole[1]], node)
        return Text(_NAME.sub(self.value_in(row, node), node.value), node.span, node.quoted)

    def key(self, key: str, node: Map, row: Map) -> str:
        return _NAME.sub(self.value_in(row, Text(key, node.keys[key])), key) if "$" in key else key

    def value_in(self, row: Map, node: Text) -> Callable[[re.Match[str]], str]:
        def value(match: re.Match[str]) -> str:
            found = row.values.get(match[1])
            if not isinstance(found, Text):
                self.found.append(
                    UNKNOWN_VALUE.at(node.span, name=match[1], hint=did_you_mean(match[1], row.values))
                )
                return match[0]
            return str(found.value)

        return value


def _placed(value: Node, node: Text) -> Node:
    """A case's value where its name stands."""
    return Text(value.value, node.span, True) if isinstance(value, Text) else value
