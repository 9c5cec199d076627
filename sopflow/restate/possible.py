"""What a definition may say that is run in a cluster: what is not there yet is refused, never done by half."""

from __future__ import annotations

from typing import Final

from sopflow.definition.model import Definition
from sopflow.errors import NotOnCluster
from sopflow.language import Words

_FIELDS: Final = Words("isian (fields)", "fields")
_FILES: Final = Words("dokumen dengan berkas (file: required)", "documents with files (file: required)")


def require_possible(definition: Definition) -> None:
    """`NotOnCluster`."""
    if definition.fields:
        raise NotOnCluster(sop=definition.id, what=_FIELDS)
    if any(document.file is not None for document in definition.documents.values()):
        raise NotOnCluster(sop=definition.id, what=_FILES)
