"""What cannot be written in BPMN, or read from it."""

from __future__ import annotations

from typing import Final

from sopflow.errors import SopflowError
from sopflow.language import Words

WAITS_FOREVER: Final = Words(
    'menunggu baris "{row}", yang tidak pernah sampai ke sini; perbaiki join',
    'waits for row "{row}", which never leads here; correct join',
)


class NotInBpmn(SopflowError):
    """An SOP that no diagram in BPMN says."""

    code = "not-in-bpmn"
    words = Words('langkah "{step}": {why}', 'step "{step}": {why}')
