"""What a simulation has to be told before it can go on: values of fields, each by the key to write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, cast

from sopflow.definition.scalars import inline
from sopflow.errors import DataMissing, FieldsRefused, Refusal, SopflowError
from sopflow.language import Words, joined
from sopflow.reasons import reason_of

from .filling import suggested
from .values import filling_of

if TYPE_CHECKING:
    from sopflow.fields import Field, Problem
    from sopflow.flow.flow import Flow

    from .office import Office

_NAMED: Final = 5
_WRITTEN: Final = 30
_EACH: Final = Words('"{title}" ({field}) di langkah "{row}"', '"{title}" ({field}) at the row "{row}"')
_MORE: Final = Words("dan {count} lagi", "and {count} more")
_WHERE: Final = Words(' di langkah "{step}"', ' at the row "{step}"')
_KEY: Final = Words(
    "tulis di berkas --with, misalnya fields: {fields}", "write in the file of --with, such as fields: {fields}"
)


class CannotSimulate(SopflowError):
    """A case that could not go on: the row, and what refused it."""

    code = "cannot-simulate"
    words = Words("simulasi berhenti{where}: {why}", "the simulation stopped{where}: {why}")
    about = Words(
        "Sebuah proses yang disimulasikan tidak dapat diteruskan karena perintahnya ditolak; pesannya menyebut sebabnya.",
        "A simulated case could not go on because a command in it was refused; the message says why.",
    )


class ValuesLacking(SopflowError):
    """Fields that must be filled in, and of which nobody said how."""

    code = "values-lacking"
    words = Words(
        "simulasi belum tahu apa yang diisikan: {said}; {key}",
        "the simulation does not know what is filled in: {said}; {key}",
    )


def require_values(flows: Sequence[Flow], office: Office) -> None:
    """Refuse to begin where a row must fill in a field that has no default, and of which nothing is said."""
    said = []
    fields: dict[str, Field] = {}
    for flow in reversed(flows):
        for row in flow.rows.values():
            for one in row.form:
                field = one.field
                needs = not one.is_optional and field.default is None
                said_of = filling_of(office.fields, str(flow.definition.id), row.id, field.id)
                if needs and field.id not in fields and said_of is None:
                    fields[field.id] = field
                    said.append(_EACH.filled(title=field.title, field=field.id, row=flow.title(row.id)))
    if not fields:
        return
    if len(said) > _NAMED:
        said[_NAMED:] = [_MORE.filled(count=len(said) - _NAMED)]
    raise ValuesLacking(said=joined(said, "; "), key=_key(fields.values()))


def cannot(step: str, refusal: Refusal, flow: Flow) -> CannotSimulate:
    """Why a case could not go on, and where values are missing, what would let it."""
    why = reason_of(refusal)
    names: Iterable[str] = ()
    if isinstance(refusal, DataMissing):
        names = (*cast("Iterable[str]", refusal.values["fields"]), *refusal.unseen)
    elif isinstance(refusal, FieldsRefused):
        names = (
            one.field for one in cast("Iterable[Problem]", refusal.values["problems"]) if one.kind == "missing"
        )
    fields = [flow.definition.fields[name] for name in names if name in flow.definition.fields]
    if fields:
        key = _key(fields)
        why = Words(f"{why.id}; {key.id}", f"{why.en}; {key.en}")
    where = _WHERE.filled(step=step) if step else Words("", "")
    return CannotSimulate(step=step, where=where, why=why)


def _key(fields: Iterable[Field]) -> Words:
    written = [(field.id, suggested(field)) for field in fields][:_WRITTEN]
    return _KEY.filled(fields=inline(dict(written)))
