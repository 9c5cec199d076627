"""What we read in a text is what PyYAML's safe loader reads in it, or one of the differences that docs/format.md names."""

from __future__ import annotations

import random
import unicodedata
from datetime import date

import pytest
import yaml

from sopflow.definition.nodes import List, Map
from sopflow.definition.reading import compose, decode
from sopflow.diagnostics import Severity
from tests.share import share

COUNT = share(20_000)
WORDS = ("yes", "no", "on", "off", "true", "false", "null")
"""What YAML 1.1 takes for yes, no or nothing, in several cases."""


class Unlike(Exception):
    """Two readings that nothing explains."""


class Pairs(list):
    """A mapping as it is read: in Python 1, 1.0 and true are one key."""


class Judge(yaml.SafeLoader):
    """The safe loader, which only gives back a text where it would stop at what it takes for a date, a merge or a value."""


def pairs(loader, node):
    loader.flatten_mapping(node)
    found = Pairs()
    yield found
    found += [(loader.construct_object(key), loader.construct_object(value)) for key, value in node.value]


def timestamp(loader, node):
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        return node.value


Judge.add_constructor("tag:yaml.org,2002:map", pairs)
Judge.add_constructor("tag:yaml.org,2002:timestamp", timestamp)
for tag in ("value", "merge"):
    Judge.add_constructor(f"tag:yaml.org,2002:{tag}", yaml.SafeLoader.construct_yaml_str)


def same(ours, safe, left):
    """Compare two readings, of which what they share by aliases may be large."""
    left[0] -= 1
    if left[0] < 0:
        return
    if isinstance(ours, Map):
        if "<<" in ours.values:
            return  # a merge is not followed, and no format has that key
        if not isinstance(safe, Pairs) or len(ours.values) != len(safe):
            raise Unlike(f"{ours.plain()!r}: {safe!r}")
        for (key, one), (name, other) in zip(ours.values.items(), safe, strict=True):
            # a key is a word, whatever YAML makes of it
            if not (key == "null" and name is None):
                same_scalar(key, name)
            same(one, other, left)
    elif isinstance(ours, List):
        if type(safe) is not list or len(ours.items) != len(safe):
            raise Unlike(f"{ours.plain()!r}: {safe!r}")
        for one, other in zip(ours.items, safe, strict=True):
            same(one, other, left)
    else:
        same_scalar(ours.value, safe)


def same_scalar(ours, safe):
    """The same; or the text that the loader took for a number, a date, or another word for yes, no or nothing."""
    if type(ours) is type(safe) and ours == (
        unicodedata.normalize("NFC", safe) if isinstance(safe, str) else safe
    ):
        return
    is_word = safe is None or isinstance(safe, bool)
    if not isinstance(ours, str) or (is_word and ours.lower() not in WORDS):
        raise Unlike(f"{ours!r}: {safe!r}")
    if not is_word and not isinstance(safe, int | float | date):
        raise Unlike(f"{ours!r}: {safe!r}")
    again = yaml.load(ours, Judge)
    if type(again) is not type(safe) or (again != safe and not (again != again and safe != safe)):
        raise Unlike(f"{ours!r}: {safe!r}")


# -- texts

SCALARS = (
    "a", "b c", "Surat pengantar", "true", "True", "FALSE", "yes", "No", "on", "OFF", "y", "n", "~", "null", "Null", "NULL", "", "-", ".",
    "1", "-1", "+1", "007", "0o17", "017", "0x1F", "0b101", "1_000", "1.5", "1e3", "1.5e+3", "1e400", ".inf", "-.INF", ".nan", "1:30", "1:30:15",
    "9" * 40, "2024-01-02", "2024-13-45", "2024-01-02 03:04:05", "2024-01-02T03:04:05Z", "12.30", "a: b", "a:b", "a #b", "#b", "- a", "? a", "a, b",
    "=", "<<", "@a", "`a`", "%a", "!a", "&a", "*a", "|", ">", "'", '"', "é", "e\u0301", "\u2026", "“a”", "a\u00a0b", "a\u3000b", "\ufeffa", "a\u200bb",
    "a\u0085b", "a\u2028b", "a\rb", "a\tb", "\ta", "a\n b", "[", "]", "{", "}", "[]", "{}", "a]", "null a", "--- a", "... a", "a\u0338", "\U0001f600", "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
)  # fmt: skip
PLAIN = (
    *SCALARS[:4], "yes", "No", "on", "n", "~", "null", "Null", "", "-", "1", "007", "017", "0x1F", "1_000", "1.5", "1e3", ".inf", ".nan", "1:30",
    "2024-01-02", "2024-01-02 03:04:05", "12.30", "a:b", "''", '""', "'it''s'", r'"a\nb"', r'"\u00e9"', r'"e\u0301"', '"true"', "'1'", "é", "e\u0301", "a\u3000b",
)  # fmt: skip
QUOTED = (
    "''", '""', "'a'", '"a"', "'it''s'", r'"a\nb"', r'"\u00e9"', r'"e\u0301"', r'"\x00"', r'"\ud800"', r'"\U0001F600"', r'"\ud83d\ude00"', '"a\n  b"', "'a\n\n  b'",
    r'"a\
  b"', r'"\N\L\P\_\e"', "'1'", '"true"', "'~'", r'"\q"', '"a', "'a", r'"\x"', r'"\U00110000"', '"a\tb"', "'\t'",
)  # fmt: skip
BREAKS = ("\n", "\n", "\n", "\n", "\n", "\r\n", "\r", "\u0085", "\u2028", "\u2029")
KEYS = (
    "a",
    "b",
    "c",
    "id",
    "title",
    "1",
    "1.0",
    "yes",
    "true",
    "null",
    "~",
    "''",
    '"a"',
    "2024-01-02",
    "<<",
    "? x",
    "[a]",
    "{a: b}",
    "é",
    "e\u0301",
    "&k a",
    "*x",
    "!t a",
)


class Writer:
    """Writes texts by chance, most of which are YAML."""

    def __init__(self, seed):
        self.rng = random.Random(seed)

    def text(self):
        rng = self.rng
        body = self.block(0, 0) if rng.random() < 0.8 else self.flow(0) + "\n"
        if rng.random() < 0.05:
            body = (
                rng.choice(("%YAML 1.1\n---\n", "---\n", "\ufeff", "# k\n", "--- ", "%TAG ! x:\n---\n", "\n\n"))
                + body
            )
        if rng.random() < 0.05:
            body += rng.choice(("...\n", "---\n", "---\na: b\n", "#", "\x00", "\t\n"))
        if rng.random() < 0.1:
            body = body.replace("\n", rng.choice(BREAKS))
        for _ in range(rng.choice((0, 0, 0, 0, 0, 0, 1, 2))):
            at = rng.randrange(len(body) + 1)
            body = (
                body[:at]
                + rng.choice(
                    (" ", "  ", "\t", ":", ": ", "- ", "\n", "#", " #", "'", '"', ",", "&x ", "*x", *BREAKS, "")
                )
                + body[at + rng.randrange(2) :]
            )
        return body

    def block(self, depth, indent):
        rng = self.rng
        pad = " " * indent
        if rng.random() < 0.65:
            lines = []
            for key in rng.sample(KEYS[:10] if rng.random() < 0.9 else KEYS, rng.choice((1, 2, 3))):
                lines.append(f"{pad}{key}:{self.value(depth, indent)}")
            return "".join(lines)
        return "".join(f"{pad}-{self.value(depth, indent)}" for _ in range(rng.choice((1, 2, 3))))

    def value(self, depth, indent):
        rng = self.rng
        kind = rng.random()
        mark = (
            rng.choice((" ", " ", " ", " ", " ", " &x ", " &y ", " !t ", " !!str ", " !!int ", "  ", "\t"))
            if rng.random() < 0.1
            else " "
        )
        if depth < 4 and kind < 0.3:
            deeper = indent + rng.choice((2, 2, 2, 2, 2, 2, 1, 4, 0))
            return f"{mark.rstrip()}\n{self.block(depth + 1, deeper)}"
        if kind < 0.36:
            return f"{mark}{rng.choice('|>')}{rng.choice(('', '', '-', '+', '2', '1-', '0', '+3'))}{rng.choice(('', ' # k'))}\n{self.literal(indent + 2)}"
        if kind < 0.46:
            return f"{mark}{self.flow(depth)}\n"
        if kind < 0.52:
            return f"{rng.choice((' *x', ' *y', ' *z', ' {<<: *x, b: 1}'))}\n"
        comment = rng.choice((" # k", "  #", "#k", "")) if rng.random() < 0.1 else ""
        return f"{mark}{self.scalar()}{comment}\n"

    def literal(self, indent):
        rng = self.rng
        rows = rng.choices(
            (*SCALARS[:8], "", "", "  a", "# k", "a: b", "\ta", "e\u0301", "a\u2028b"), k=rng.choice((1, 2, 4))
        )
        return "".join(" " * (indent + rng.choice((0, 0, 0, 0, 1))) + row + "\n" for row in rows)

    def flow(self, depth):
        rng = self.rng
        kind = rng.random()
        if depth > 4 or kind < 0.4:
            return self.scalar()
        some = [self.flow(depth + 1) for _ in range(rng.choice((0, 1, 2, 3)))]
        comma = rng.choice((", ", ", ", ", ", ",", ",\n  ", " , "))
        if kind < 0.7:
            return f"[{comma.join(some)}{rng.choice(('', '', '', ','))}]"
        return (
            "{"
            + comma.join(f"{rng.choice(KEYS[:10])}{rng.choice((': ', ': ', ': ', ':', ''))}{one}" for one in some)
            + "}"
        )

    def scalar(self):
        kind = self.rng.random()
        return self.rng.choice(PLAIN if kind < 0.8 else QUOTED if kind < 0.9 else SCALARS)


def read(text, *, pure=False):
    """Our reading; `None` where we refuse it."""
    decoded, unreadable = decode(text.encode("utf-8", "surrogatepass"))
    if unreadable:
        return None
    root, found = compose(decoded, pure=pure)
    return None if any(one.severity is Severity.ERROR for one in found) else root


def judged(text, root):
    """Whether the safe loader reads it too; `Unlike` where it reads something else."""
    try:
        safe = yaml.load(text, Judge)
    except yaml.YAMLError:
        return False
    same(root, safe, [5_000])
    return True


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
def test_what_both_read_is_the_same(pure):
    both = alone = 0
    for seed in range(COUNT):
        text = Writer(seed).text()
        root = read(text, pure=pure)
        if root is None:
            continue
        try:
            is_read = judged(text, root)
        except Unlike as problem:
            pytest.fail(f"seed {seed}: {problem}\n{text!r}")
        both += is_read
        alone += not is_read
        if not is_read:
            assert may_be_read_by_us_alone(text), (seed, text)
    assert (
        both > COUNT / 5
    )  # most of what is written at random is refused, and for a reason that a test of its own has
    assert alone < both / 50


def may_be_read_by_us_alone(text):
    """What PyYAML refuses and YAML does not: a merge of what is no mapping, an anchor that is given a second time."""
    with pytest.raises(yaml.YAMLError) as refused:
        yaml.load(text, Judge)
    return any(one in str(refused.value) for one in ("for merging", "found duplicate anchor"))


def test_both_parsers_give_the_same_verdict_and_line():
    for seed in range(COUNT):
        decoded, unreadable = decode(Writer(seed).text().encode("utf-8", "surrogatepass"))
        if unreadable:
            continue
        verdicts = []
        for pure in (False, True):
            root, found = compose(decoded, pure=pure)
            verdicts.append((root.plain() if root is not None else None, [one.span.line for one in found]))
        assert verdicts[0] == verdicts[1], (seed, decoded)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: |\t\n  b\n", 1),
        ("a: >1-\t # k\n  b\n", 1),
        ("a: b\nc: |\n  \td\n", 3),
        ("a: b\n\t\nc: d\n", 2),
        ("a: {yes'\t'}\n", 1),
        ("a: &x b\nc: *x\t\n", 2),
        ("--- [a:[]]\n", 1),
        ("a: b\n...\t\n", 2),
        (r'a: "\ud800"' + "\n", 1),
        (r'a: "\ud83d\ude00"' + "\n", 1),
        (r'a: "b \U00110000"' + "\n", 1),
        ('a: "b\\\n  c\\ud800"\n', 2),
    ],
)
@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
def test_what_one_of_the_parsers_takes_is_refused_with_both(text, line, pure):
    root, found = compose(text, pure=pure)
    errors = [one.span.line for one in found if one.severity is Severity.ERROR]
    assert errors[:1] == [line], (root and root.plain(), found)
