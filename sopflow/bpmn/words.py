"""What a diagram says that does not come from a file, in both languages."""

from __future__ import annotations

from typing import Final

from sopflow.definition.duration import Duration
from sopflow.language import Language, Words
from sopflow.render.contents import Contents
from sopflow.render.words import INPUTS, OUTPUTS, REMARKS, TIME

UNKNOWN: Final = Words("?", "?")
START: Final = Words("Mulai", "Start")
END: Final = Words("Selesai", "End")
DECIDED: Final = Words("Keputusan?", "Decision?")
NOT_SAID: Final = Words("Tujuan tidak disebutkan", "Target not stated")
REMIND: Final = Words("Ingatkan pelaksananya", "Remind its actors")
ESCALATE: Final = Words("Naikkan ke {actor}", "Escalate to {actor}")
HANDED: Final = Words("{end}, lanjut: {what}", "{end}, goes on: {what}")
_AFTER: Final = Words("sesudah {time}", "after {time}")


def after(time: Duration) -> Words:
    """The name of a timer."""
    return _AFTER.filled(time=time.words)


def documentation(row: Contents, language: Language) -> str:
    """What the table says of a row besides its activity."""
    said = ((INPUTS, row.inputs), (TIME, row.time), (OUTPUTS, row.outputs), (REMARKS, row.remarks))
    lines = [f"{head.within(language)}: {'; '.join(text.split(chr(10)))}" for head, text in said if text]
    return "\n".join(lines)
