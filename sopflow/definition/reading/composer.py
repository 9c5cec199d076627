"""From text to nodes: PyYAML's events (libyaml's where it is there), under our own rules and limits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import yaml

from sopflow.diagnostics import NOWHERE, Diagnostic, Severity, Span
from sopflow.language import nfc
from sopflow.unseen import name_of, unseen_in

from ..files import TOO_LARGE
from ..nodes import List, Map, Node, Text
from . import rules
from .quotes import CURLY, CURLY_PAIR, in_quotes
from .slips import KEYS, find_slips

MAX_DEPTH: Final = 20
MAX_NODES: Final = 40_000
MAX_FINDINGS: Final = 200
"""Findings of one file; who made more of them begins with these."""
_CONSTANTS: Final[dict[str, bool | None]] = {"true": True, "false": False, "null": None, "~": None, "": None}
_NO_CHARACTER: Final = "found invalid Unicode character escape code"
"""As libyaml says it."""
_BAD_ESCAPE: Final = re.compile(
    r"\\(?:u[dD][89a-fA-F]|U(?!000[0-9a-fA-F](?![dD][89a-fA-F])|0010))|\\U0000[dD][89a-fA-F]"
)
_FAST: Final = getattr(yaml, "CBaseLoader", None)


class _Pure(yaml.BaseLoader):
    """PyYAML's own parser, which takes for a character what libyaml does not."""

    def scan_flow_scalar_non_spaces(self, double: bool, start_mark: yaml.Mark) -> list[str]:
        mark, begins = self.get_mark(), self.pointer
        try:
            chunks: list[str] = super().scan_flow_scalar_non_spaces(double, start_mark)
            if not any("\ud800" <= sign <= "\udfff" for chunk in chunks for sign in chunk):
                return chunks
        except ValueError:
            pass  # an escape beyond the last character
        found = _BAD_ESCAPE.search(self.buffer, begins)
        line = mark.line + self.buffer.count("\n", begins, found.start() if found else begins)
        place = yaml.Mark(mark.name, mark.index, line, mark.column, None, 0)
        raise yaml.scanner.ScannerError(None, None, _NO_CHARACTER, place)


def compose(text: str, *, pure: bool = False) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The nodes of a text and what is wrong with it as YAML; no node where an error makes it unreadable.

    `pure` takes PyYAML's own parser even where libyaml is there; the verdict is the same.
    """
    lines = text.split("\n")
    slips = find_slips(lines)
    if any(d.severity is Severity.ERROR for d in slips):
        return None, slips
    composer = _Composer(lines)
    loader = _Pure if pure or _FAST is None else _FAST
    try:
        root = composer.read(yaml.parse(text, Loader=loader))
    except yaml.YAMLError as problem:
        return None, (*slips, _translated(problem, lines))
    except _OverLimit:
        root = None
    return root, (*slips, *composer.found)


class _OverLimit(Exception):
    """Reading on would cost more than any SOP is worth."""


class _Composer:
    """Builds nodes from parser events with a stack of its own, so that depth costs no recursion."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.found: list[Diagnostic] = []
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.count = 0

    def read(self, events: Iterator[yaml.Event]) -> Node | None:
        root: Node | None = None
        documents = 0
        stack: list[tuple[Node, str | None, int]] = []
        keys: list[Text | None] = []
        for event in events:
            if isinstance(event, yaml.ScalarEvent):
                node: Node = self.scalar(event)
            elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
                node = List(_span(event)) if isinstance(event, yaml.SequenceStartEvent) else Map(_span(event))
                self.tagged(event)
                if len(stack) >= MAX_DEPTH:
                    self.say(rules.TOO_DEEP.at(node.span, limit=MAX_DEPTH))
                    raise _OverLimit
                self.counted(1, node.span)
                stack.append((node, event.anchor, self.count))
                keys.append(None)
                continue
            elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
                node, anchor, before = stack.pop()
                keys.pop()
                node.span = Span(*node.span[:2], *_span(event)[2:])
                if anchor:
                    self.anchors[anchor] = (node, self.count - before + 1)
            elif isinstance(event, yaml.AliasEvent):
                aliased = self.alias(event)
                node = aliased if aliased is not None else Text(None, _span(event))
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.say(rules.SEVERAL_DOCUMENTS.at(_span(event)))
                    break
                continue
            else:
                continue
            if not stack:
                root = node
                continue
            parent = stack[-1][0]
            if isinstance(parent, List):
                parent.items.append(node)
            elif isinstance(parent, Map):
                key = keys[-1]
                if key is None:
                    keys[-1] = self.key(node)
                else:
                    self.entry(parent, key, node)
                    keys[-1] = None
        if root is None or (isinstance(root, Text) and root.value is None):
            self.say(rules.EMPTY.at(NOWHERE))
            return None
        return root

    def scalar(self, event: yaml.ScalarEvent) -> Text:
        span = _span(event)
        self.counted(1, span)
        self.tagged(event)
        plain = not event.style
        value: str | bool | None = nfc(event.value)  # an escape can still write an accent apart
        unseen = unseen_in(event.value)  # written as an escape, such as "\\u202E"
        if unseen:
            self.say(rules.INVISIBLE.at(span, name=name_of(unseen[0])))
        if plain:
            self.curly(event.value, span)
        if plain and event.value in _CONSTANTS:
            value = _CONSTANTS[event.value]
        node = Text(value, span, quoted=not plain)
        if event.anchor:
            self.anchors[event.anchor] = (node, 1)
        return node

    def curly(self, value: str, span: Span) -> None:
        """Tell of a word processor's quotation mark that is to hold the text, or that opens in it and never closes."""
        signs = [sign for sign in value if sign in CURLY_PAIR]
        unpaired = signs if len(signs) % 2 else ()
        sign = value[0] if value[:1] in CURLY else unpaired[-1] if unpaired else None
        if sign is None:
            return
        for line in range(span.line, min(span.end_line, len(self.lines)) + 1):
            column = self.lines[line - 1].find(sign, span.column - 1 if line == span.line else 0)
            if column >= 0:
                span = Span(line, column + 1, line, column + 2)
                self.say(rules.CURLY_QUOTES.at(span, fixed=in_quotes(value)))
                return

    def say(self, finding: Diagnostic) -> None:
        self.found.append(finding)
        if len(self.found) > MAX_FINDINGS:
            raise _OverLimit

    def tagged(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag is not None:
            self.say(rules.TAG.at(_span(event), tag=event.tag[:40]))

    def counted(self, more: int, span: Span) -> None:
        self.count += more
        if self.count > MAX_NODES:
            self.say(TOO_LARGE.at(span, what=f"> {MAX_NODES} values"))
            raise _OverLimit

    def alias(self, event: yaml.AliasEvent) -> Node | None:
        known = self.anchors.get(str(event.anchor))
        if known is None:
            self.say(rules.ALIAS.at(_span(event), name=event.anchor))
            return None
        self.counted(known[1], _span(event))
        return known[0]

    def key(self, node: Node) -> Text:
        if isinstance(node, Text) and (isinstance(node.value, str) or not node.quoted):
            if isinstance(node.value, str):
                return node
            return Text({True: "true", False: "false", None: "null"}[node.value], node.span)
        self.say(rules.COMPLEX_KEY.at(node.span))
        return Text("", node.span)

    def entry(self, parent: Map, key: Text, value: Node) -> None:
        name = str(key.value)
        nothing = isinstance(value, Text) and value.value is None and value.span[:2] == value.span[2:]
        if nothing and not key.quoted and value.span[:2] == key.span[2:]:
            glued = re.fullmatch(r"([^\s:]+):(\S.*)", name)
            if glued:
                fixed = f"{glued[1]}: {glued[2]}"
                self.say(rules.SPACE_AFTER_COLON.at(key.span, key=name, fixed=fixed))
                return
            word, _, rest = name.partition(" ")
            if word in KEYS and rest.strip():
                # a word of the format where a key stands: its colon is missing, and the rest is its value
                self.say(rules.MISSING_COLON.at(key.span, key=word, fixed=f"{word}: {rest.strip()}"))
                name, value = word, Text(_CONSTANTS.get(rest.strip(), rest.strip()), key.span)
            elif any(not _is_blank(one) for one in parent.values.values()):  # a value that a comma can have ended
                self.say(rules.COMMA_CUTS.at(key.span, key=name))
                return
        if name in parent.values:
            first = parent.keys[name].line
            self.say(rules.DUPLICATE_KEY.at(key.span, key=name, first=first))
            return
        parent.keys[name] = key.span
        parent.values[name] = value


def _span(event: yaml.Event) -> Span:
    start, end = event.start_mark, event.end_mark
    assert start is not None
    assert end is not None
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _translated(problem: yaml.YAMLError, lines: list[str]) -> Diagnostic:
    """A parser's error that no slip explains, at a place that exists."""
    mark = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
    line = min((mark.line if mark else 0) + 1, max(len(lines), 1))
    while line > 1 and not lines[line - 1].strip():
        line -= 1
    column = len(lines[line - 1]) - len(lines[line - 1].lstrip()) + 1
    detail = str(getattr(problem, "problem", None) or "?")
    return rules.NOT_YAML.at(Span(line, column, line, len(lines[line - 1]) + 1), detail=detail[:100])


def _is_blank(node: Node) -> bool:
    return isinstance(node, Text) and node.value is None
