"""What is wrong with a body or a parameter, where, and in the reader's language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sopflow.app.misfits import misfits
from sopflow.fields.limits import END
from sopflow.service.checked_request import schema_for
from sopflow.service.operations import OPERATIONS
from tests.bounds.growth import steepness, work

SCHEMA = {
    "type": "object",
    "required": ["step"],
    "additionalProperties": False,
    "properties": {
        "step": {"type": "string", "minLength": 1, "maxLength": 5},
        "id": {"type": "string", "pattern": f"^[0-9]+{END}"},
        "mode": {"enum": ["cepat", "biasa"]},
        "count": {"type": ["integer", "null"], "minimum": 1, "maximum": 9},
        "names": {"type": "array", "items": {"type": "string"}},
        "a/b": {"type": "object", "maxProperties": 1, "additionalProperties": {"type": "boolean"}},
    },
}


@pytest.mark.parametrize(
    ("body", "pointer", "id", "en"),
    [
        ({}, "/step", 'kurang: "step"', 'missing: "step"'),
        ({"step": "x", "stepp": 1}, "/stepp", '"stepp" tidak dikenal di sini; maksud Anda "step"?', 'there is no "stepp" here; did you mean "step"?'),
        ({"step": 7}, "/step", "7 bukan teks", "7 is not a text"),
        ({"step": ""}, "/step", "paling sedikit 1 karakter", "a length of at least 1"),
        ({"step": "{x}{0}"}, "/step", "paling banyak 5 karakter", "a length of at most 5"),
        ({"step": "x", "mode": "cepatt"}, "/mode", '"cepatt" tidak berlaku di sini; maksud Anda "cepat"?', '"cepatt" is not valid here; did you mean "cepat"?'),
        ({"step": "x", "count": "2"}, "/count", '"2" bukan bilangan bulat atau null', '"2" is not a whole number or null'),
        ({"step": "x", "count": 10}, "/count", "paling besar 9", "at most 9"),
        ({"step": "x", "id": "7x"}, "/id", '"7x" tidak sesuai dengan bentuk ^[0-9]+$', '"7x" does not match ^[0-9]+$'),
        ({"step": "x", "id": "7\n"}, "/id", '"7\\n" tidak sesuai dengan bentuk ^[0-9]+$', '"7\\n" does not match ^[0-9]+$'),
        ({"step": "x", "a/b": {"~": 1}}, "/a~1b/~0", "1 bukan true atau false", "1 is not true or false"),
        ({"step": "x", "a/b": "nik=RAHASIA"}, "/a~1b", "sebuah teks bukan objek", "a text is not an object"),
        ({"step": "x", "a/b": ["RAHASIA"]}, "/a~1b", "sebuah daftar bukan objek", "a list is not an object"),
        ({"step": "x", "a/b": 3174}, "/a~1b", "sebuah angka bukan objek", "a number is not an object"),
        ({"step": {"nik": "RAHASIA"}}, "/step", "sebuah objek bukan teks", "an object is not a text"),
        ({"step": ["RAHASIA"]}, "/step", "sebuah daftar bukan teks", "a list is not a text"),
        ({"step": "x", "names": {"nik": "RAHASIA"}}, "/names", "sebuah objek bukan daftar", "an object is not a list"),
        ({"step": "x", "names": "RAHASIA"}, "/names", 'sebuah teks bukan daftar; tulis ["…"]', 'a text is not a list; write ["…"]'),
        ({"step": "x", "a/b": {"p": True, "q": True}}, "/a~1b", "paling banyak 1 butir", "at most 1 members"),
    ],
)  # fmt: skip
def test_each_is_at_its_place_in_the_readers_words(body, pointer, id, en):
    ((where, words),) = misfits(body, SCHEMA)
    assert (where, words.id, words.en) == (pointer, id, en)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)
NAMES = sorted({name for one in OPERATIONS if one.body for name in one.body["properties"]})


@given(st.sampled_from([one for one in OPERATIONS if one.body]), st.dictionaries(st.sampled_from(NAMES), JSON))
def test_there_is_one_where_the_schema_is_not_met_and_never_a_traceback(operation, body):
    schema = schema_for(operation, False)
    found = list(misfits(body, schema))
    assert bool(found) != Draft202012Validator(schema).is_valid(body)
    assert all(words.id and words.en for _, words in found)


@pytest.mark.parametrize(
    "body", [{"step": "x", **{f"n{at}": 1 for at in range(50_000)}}, {"step": "x", "a/b": {f"n{at}": 1 for at in range(50_000)}}]
)  # fmt: skip
def test_of_very_many_only_the_first_are_told(body):
    assert len(list(misfits(body, SCHEMA))) == 20


def test_the_work_for_a_body_grows_like_the_body():
    def body(size):
        return {"step": "x", "a/b": {f"n{at}": True for at in range(size)}}

    schema = {**SCHEMA["properties"]["a/b"]}
    del schema["maxProperties"]
    whole = {**SCHEMA, "properties": {**SCHEMA["properties"], "a/b": schema}}
    assert steepness(lambda given: list(misfits(given, whole)), body, (500, 1000, 2000)) < 2.5


def test_of_what_is_wrong_no_more_is_looked_at_than_is_told():
    def spent(size):
        body = {"step": "x", **{f"n{at}": 1 for at in range(size)}}
        return work(lambda: list(misfits(body, SCHEMA)))

    assert spent(5000) < 1.5 * spent(500)
