"""An SOP as data: immutable, one to one with the file, each part with its place in it."""

from .format.actors import Actor
from .format.conditions import Decides, DecisionRule, When
from .format.documents import Document, DocumentKind, Input, Outputs
from .format.fields import Fill
from .format.identity import Approval, Identity
from .format.notes import Acceptance, Reading, SourceNote
from .format.rights import ANYONE, NOBODY, STARTER, WHO
from .format.sop import Definition, Printer
from .format.steps import DONE, LATE, STARTED, MissingInputs, SignOff, Step
from .format.targets import END, Branch, End, Target, Targets
from .format.times import Extension, FreeDuration, LateAct, OnLate, Time, Wait
from .refs import UNKNOWN, Ref, Unknown

__all__ = [
    "ANYONE", "DONE", "END", "LATE", "NOBODY", "STARTED", "STARTER", "UNKNOWN", "WHO", "Acceptance", "Actor", "Approval",
    "Branch", "Decides", "DecisionRule", "Definition", "Document", "DocumentKind", "End", "Extension", "Fill", "FreeDuration", "Identity", "Input", "LateAct",
    "MissingInputs", "OnLate", "Outputs", "Printer", "Reading", "Ref", "SignOff", "SourceNote", "Step", "Target", "Targets", "Time",
    "Unknown", "Wait", "When",
]  # fmt: skip
