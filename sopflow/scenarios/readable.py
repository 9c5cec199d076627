"""A scenario with texts that a file can hold: of what people and programs said, everything that can be seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from sopflow.definition.model import Ref
from sopflow.language import nfc
from sopflow.unseen import is_one_line, is_unseen, unseen_in

if TYPE_CHECKING:
    from sopflow.flow.command import Paper

    from .model import Act, Scenario

Text = TypeVar("Text", str, str | None)


def readable(scenario: Scenario) -> Scenario:
    """The scenario as it reads back from a file: blanks are single but in the names of files, characters that nobody
    sees are replaced."""
    return replace(
        scenario,
        name=shown(scenario.name),
        people={shown(person): actors for person, actors in scenario.people.items()},
        acts=tuple(map(_act, scenario.acts)),
    )


def _act(act: Act) -> Act:
    return replace(
        act,
        by=_ref(act.by),
        to=_ref(act.to),
        note=shown(act.note),
        subject=shown(act.subject),
        papers=tuple(map(_paper, act.papers)),
        choose={actor: shown(who) for actor, who in act.choose.items()},
        people={actor: tuple(map(shown, persons)) for actor, persons in act.people.items()},
        fields={name: _seen(value) for name, value in act.fields.items()},
    )


def _paper(paper: Paper) -> Paper:
    """With blanks as they are: the names of two files can differ in just these."""
    seen: dict[str, Any] = {
        name: one if is_one_line(one) else shown(one)
        for name, one in paper._asdict().items()
        if isinstance(one, str)
    }
    return paper._replace(**seen)


def _seen(value: Any) -> Any:
    """What was filled in, as it is but for characters that nobody sees."""
    if isinstance(value, Mapping):
        return {name: _seen(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_seen(one) for one in value]
    return shown(value) if isinstance(value, str) and unseen_in(value) else value


def _ref(name: Ref | None) -> Ref | None:
    return Ref(shown(str(name)), name.span) if name is not None else None


def shown(text: Text) -> Text:
    """A text with single blanks, and a mark for each character that nobody sees."""
    if text is None:
        return text
    if unseen_in(text):
        text = "".join("\N{REPLACEMENT CHARACTER}" if is_unseen(sign) else sign for sign in text)
    return " ".join(nfc(text).split())
