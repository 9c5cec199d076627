"""The texts of a table's rows."""

from __future__ import annotations

from dataclasses import dataclass

from sopflow.definition.model import Definition, Step, Unknown
from sopflow.language import Language
from sopflow.paper.table import inputs_text, outputs_text, time_text
from sopflow.terms import said as spoken

from . import annex, words
from .naming import row_names
from .overlay import Overlay


@dataclass(frozen=True, slots=True)
class Contents:
    """One row's texts; a question mark stands for what the paper does not say."""

    number: str
    activity: str
    inputs: str
    time: str
    outputs: str
    remarks: str
    phase: str = ""
    """The phase that begins with the row."""

    @property
    def by_column(self) -> tuple[str, ...]:
        return self.number, self.activity, self.inputs, self.time, self.outputs, self.remarks


def contents_of(
    sop: Definition, language: Language, overlay: Overlay, *, has_annex: bool = False
) -> list[Contents]:
    """The texts of every row."""
    names = row_names(sop)
    found = []
    phase = None
    for step in sop.steps:
        activity = step.activity + (f"\n{step.question}" if step.question not in (None, "", step.activity) else "")
        begins = step.phase if step.phase != phase else None
        phase = step.phase
        mark = overlay.steps.get(str(step.id))
        own = _remarks(sop, step, names, language)
        said = annex.remarks(sop, step, language, has_annex=has_annex)
        remarks = [*own, *said, *(mark.notes if mark else ())]
        found.append(
            Contents(
                step.number or "", activity, inputs_text(sop, step), time_text(step), outputs_text(sop, step.outputs),
                "\n".join(remarks), spoken(begins, words.PHASES, language) if begins else "",
            )
        )  # fmt: skip
    return found


def _remarks(sop: Definition, step: Step, names: dict[str, str], language: Language) -> list[str]:
    """The paper's own remarks, and what the five symbols cannot say."""
    found = [step.remarks] if step.remarks else []
    if isinstance(step.actors, Unknown):
        found.append(words.NO_ACTOR.within(language))
    elif len(step.actors) > 1:
        how = {"any": words.ONE_OF, "all": words.TOGETHER, "in_order": words.IN_ORDER}[step.sign_off]
        found.append(how.within(language))
    if step.optional and step.when is None:
        found.append(words.OPTIONAL.within(language))
    if step.join == "started":
        found.append(words.JOINS_STARTED.within(language))
    elif step.join is not None:
        rows = words.AND.within(language).join(names[str(row)] for row in step.join)
        found.append(words.JOINS.within(language, rows=rows))
    if step.wait is not None and step.wait.until is not None:
        found.append(words.UNTIL.within(language, what=sop.documents[step.wait.until].title))
    return found
