"""What happens in a scenario: a key for each command, and those that say more of it."""

from __future__ import annotations

from typing import Any, Final

from sopflow.definition.format.key import Key, Part, Shape, key, keys_of, listed
from sopflow.definition.format.shapes import ID, TEXT, text

from ..names import ActKind
from ..uses import FORMS, KEYS, USES
from ..verbs import BY_PERSON, COMMAND_OF, VERBS
from .act import Act
from .shapes import ACTOR, PAPERS, STEP

_ROW: Final = text("id langkah", "a step's id")
_AN_ACT: Final[dict[str, tuple[Shape, tuple[Any, ...]]]] = {
    "step": (STEP, ("verifikasi=Y",)),
    "skip": (STEP, ("tinjau",)),
    "withdraw": (STEP, ("tegur",)),
    "undo": (ACTOR, ("sekcam",)),
    "receive": (PAPERS, (["sk"],)),
    "annotate": (TEXT, ("Sudah dihubungi lewat telepon",)),
    "extend": (text("id langkah, atau all", "a step's id, or all"), ("pertimbangkan", "all")),
}
"""What stands at a verb that is not the name of a person or of a row alone."""
_WITHOUT_COMMAND: Final = listed({
    "start": key(ACTOR, "0.1", "Mulai / Start", "Siapa yang memulai SOP; boleh dihilangkan.",
                 "Who starts the SOP; may be left out.", "camat"),
    "wait": key(text("lama waktu atau id langkah", "a duration or a step's id"), "0.1", "Tunggu / Wait",
                "Memajukan waktu: lama waktu, atau id langkah yang menunggu, sampai langkah itu berakhir sendiri.",
                "Let time pass: a duration, or the id of a waiting step, until that ends by itself.", "3 hari", "tunggu_sk"),
    "auto": key(ID, "0.1", "Otomatis / Auto",
                "Meneruskan dengan sendirinya: end sampai selesai, atau id langkah, sampai langkah itu terbuka.",
                "Go on by itself: end to the end, or a step's id, until that is open.", "end", "tanda_tangan"),
})  # fmt: skip
_MORE: Final = {name: own for _, name, own in keys_of(Act)}


def _verb(verb: ActKind) -> Key:
    """The key of a verb: named and explained by its command."""
    if verb in _WITHOUT_COMMAND:
        return _WITHOUT_COMMAND[verb]
    command = COMMAND_OF[verb]
    says = command.in_scenario or command.summary
    assert command.title is not None
    assert says is not None
    plain = (ACTOR, ("camat",)) if verb in BY_PERSON else (_ROW, ("verifikasi",))
    shape, examples = _AN_ACT.get(verb, plain)
    title = f"{command.title.id} / {command.title.en}"
    return Key(shape, "0.1", title, _sentence(says.id), _sentence(says.en), examples)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def _used(name: str) -> Key:
    """A key that says more, with the forms of acts that use it."""
    own = _MORE[name]
    return own._replace(more={**own.more, "x-used-by": [form for form in FORMS if name in USES[form]]})


ACT: Final = Part(
    "act",
    {**{verb: _verb(verb) for verb in VERBS}, **{name: _used(name) for name in KEYS}},
    {
        "minProperties": 1,
        "additionalProperties": {
            "title": "Pelaksana / Actor",
            "description": "Pelaksana dan langkahnya: LANGKAH atau LANGKAH=JAWABAN.\n\nAn actor and the step: STEP or STEP=OUTCOME.",
            "examples": ["verifikasi=Y"],
            **STEP.schema,
        },
    },
)
