"""Forms as JSON Schema: another program takes and refuses by them what `Field.read` does, but for what they cannot say."""

from __future__ import annotations

import json
import random
import subprocess
import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest

from sopflow.fields import Field, Problem
from sopflow.fields.schema import form_of
from tests import services
from tests.share import share

AJV = Path(__file__).parent / "ajv"
COMMAND = "apt-get install nodejs npm && npm ci --prefix tests/fields/ajv"
CHOICES = {"barang": "Barang", "jasa": "Jasa", "lain": "Lain-lain"}
TEXTS = (
    Field("t", "T", max_length=5),
    Field("t", "T", pattern="[A-Z]{1,2} [0-9]{1,4}( [A-Z]{1,3})?"),
    Field("t", "T", optional=True),
)
FIELDS = {
    "text": TEXTS,
    "long_text": (Field("t", "T", "long_text", max_length=6), Field("t", "T", "long_text")),
    "number": (Field("t", "T", "number"), Field("t", "T", "number", min=Decimal("-1.5"), max=Decimal("2.25"))),
    "whole": (Field("t", "T", "whole"), Field("t", "T", "whole", min=-3, max=10, optional=True)),
    "money": (Field("t", "T", "money", min=0), Field("t", "T", "money", scale=2, default=5)),
    "date": (Field("t", "T", "date"), Field("t", "T", "date", min="2024-02-28", max="2024-03-01", optional=True)),
    "time": (Field("t", "T", "time"), Field("t", "T", "time", min="07:30", max="16:00")),
    "yes_no": (Field("t", "T", "yes_no"), Field("t", "T", "yes_no", optional=True)),
    "one_of": (Field("t", "T", "one_of", choices=CHOICES), Field("t", "T", "one_of", choices=CHOICES, default="jasa")),
    "some_of": (Field("t", "T", "some_of", choices=CHOICES), Field("t", "T", "some_of", choices=CHOICES, optional=True)),
    "list": (
        Field("t", "T", "list", columns=(Field("a", "A"), Field("n", "N", "whole", optional=True, max=3)), key="a"),
        Field("t", "T", "list", columns=(Field("a", "A", "one_of", choices=CHOICES),), optional=True),
    ),
}  # fmt: skip
LETTERS = ["a", "A", "B", "Z", " ", "0", "1", "9", "\n", "\r\n", "\r", "\t", "\0", "\x7f", "é", "e\u0301", "\u00a0", "\u200b", "\u0085", "\u2028",
           "\ufeff", "\U0001f600", "\ud800", "-", ".", "\u1680"]  # fmt: skip
NUMBERS = [0, -0.0, 1, -1, 3, 4, 10, 11, 2.25, 2.250001, -1.5, -1.6, 0.1, 5.0, 1e3, 0.5, 2**53 - 1, 2**53, -(2**53) + 1, -(2**53), 10**15 - 1,
           10**15, 1.5e300, 1e-300, 1e-15, 1e-16, 123456.123456789, 1.2345678901234567, 10**20, -(10**30)]  # fmt: skip
DATES = ["2024-02-27", "2024-02-28", "2024-02-29", "2024-03-01", "2024-03-02", "2023-02-29", "1900-02-29", "2000-02-29", "0000-01-01", "0001-01-01",
         "9999-12-31", "10000-01-01", "2024-2-3", "2024-13-01", "2024-00-10", "2024-04-31", " 2024-02-28", "2024-02-28\n", "２０２４-02-28"]  # fmt: skip
TIMES = [
    "07:29",
    "07:30",
    "16:00",
    "16:01",
    "00:00",
    "23:59",
    "24:00",
    "12:60",
    "7:30",
    "07:30:00",
    "07.30",
    "07:30Z",
    "07:30\n",
]
ANYTHING = [
    None,
    True,
    False,
    "",
    " ",
    "a",
    [],
    {},
    [None],
    ["barang"],
    {"a": "x"},
    [[]],
    0,
    1.5,
    "2024-02-28",
    "07:30",
]


def drawn(kind: str, random: random.Random):
    """A value that may fit a type, or hardly."""
    if random.random() < 0.15:
        return random.choice(ANYTHING)
    if kind in ("text", "long_text"):
        return "".join(random.choices(LETTERS, weights=[6] * 8 + [1] * (len(LETTERS) - 8), k=random.randint(0, 8)))
    if kind in ("number", "whole", "money"):
        return random.choice(
            [*NUMBERS, random.randint(-20, 20), random.uniform(-3, 3), round(random.uniform(-3, 3), 2)]
        )
    if kind == "date":
        return random.choice([*DATES, f"2024-{random.randint(0, 13):02}-{random.randint(0, 32):02}"])
    if kind == "time":
        return random.choice([*TIMES, f"{random.randint(0, 25):02}:{random.randint(0, 61):02}"])
    if kind == "one_of":
        return random.choice([*CHOICES, "Barang", "barang ", "x"])
    if kind == "some_of":
        return random.choices([*CHOICES, "x"], weights=[5, 5, 5, 1], k=random.randint(0, 4))
    if kind == "list":
        return [drawn_record(random) for _ in range(random.randint(0, 3))]
    return random.choice([True, False, "true", "ya", 1, 0])


def drawn_record(random: random.Random):
    one = {
        "a": random.choice(["barang", "jasa", "", "x", None, 5]),
        "n": random.choice([None, 1, 3, 4, 1.0, 1.5, "1"]),
    }
    return {name: value for name, value in one.items() if random.random() < 0.8} | (
        {"z": 1} if random.random() < 0.05 else {}
    )


def is_unsaid(field: Field, value) -> bool:
    """Whether the schema cannot say it: worked out apart from `read`."""
    if field.type in ("text", "long_text") and isinstance(value, str):
        return unicodedata.normalize("NFC", value).replace("\r\n", "\n") != value
    if field.type == "number" and isinstance(value, int | float) and not isinstance(value, bool):
        written = f"{Decimal(repr(value)):f}".replace(".", "").replace("-", "").strip("0")
        return len(written) > 15 or 0 < abs(value) < 1e-15
    if field.type in ("date", "time") and isinstance(value, str):
        return (field.min is not None and value < field.min) or (field.max is not None and value > field.max)
    if field.type == "list" and isinstance(value, list):
        keys = [one.get("a") for one in value if isinstance(one, dict)]
        return field.key is not None and len(set(map(str, keys))) < len(keys)
    return False


@pytest.mark.parametrize("kind", FIELDS)
def test_another_program_gives_the_same_verdict_on_the_derived_schema(kind):
    node = services.program("node", command=COMMAND)
    if not (AJV / "node_modules").exists():
        services.lacking("ajv", COMMAND)
    chance = random.Random(kind)
    asked = [(field, [drawn(kind, chance) for _ in range(share(10_000) // 2 + 200)]) for field in FIELDS[kind]]
    lines = "\n".join(json.dumps({"schema": field.schema(), "values": values}) for field, values in asked)
    done = subprocess.run(
        [node, "verdicts.mjs"], cwd=AJV, input=lines, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    counts = {True: 0, False: 0}
    for (field, values), verdicts in zip(asked, done.stdout.split(), strict=True):
        for value, verdict in zip(values, verdicts, strict=True):
            is_taken = not isinstance(field.read(value), Problem)
            counts[is_taken] += 1
            if is_taken != (verdict == "1"):
                assert is_unsaid(field, value), (field, value, is_taken)
    assert min(counts.values()) > 20


def test_a_form_has_its_fields_in_order_and_takes_no_others():
    form = form_of(
        [(TEXTS[0], False), (Field("j", "J", "one_of", choices=CHOICES, default="jasa"), False)], "Formulir"
    )
    assert (form["title"], [*form["properties"]], form["required"]) == ("Formulir", ["t", "j"], ["t"])
    assert form["additionalProperties"] is False
    assert form["properties"]["j"]["default"] == "jasa"


def test_every_format_is_a_pattern_too():
    def parts(schema):
        yield schema
        for one in schema.values():
            for inner in one.values() if isinstance(one, dict) else one if isinstance(one, list) else ():
                if isinstance(inner, dict):
                    yield from parts(inner)

    schemas = [part for fields in FIELDS.values() for field in fields for part in parts(field.schema())]
    assert [one for one in schemas if "format" in one and "pattern" not in one] == []
    assert any("format" in one for one in schemas)
