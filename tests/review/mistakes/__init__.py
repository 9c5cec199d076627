"""Mistakes that people make, one each: what was meant, what was written, the code, and where it stands.

`was` is replaced by `now` in the base; the finding must stand on the line on which `at` begins in the changed file, or `now`
where there is no `at`.
"""

from __future__ import annotations

from tests.review.mistakes.documents import DOCUMENTS
from tests.review.mistakes.flow import FLOW
from tests.review.mistakes.form import FORM
from tests.review.mistakes.keys import KEYS
from tests.review.mistakes.made import LETTER, PARALLEL
from tests.review.mistakes.names import NAMES
from tests.review.mistakes.signs import SIGNS
from tests.review.mistakes.times import TIMES

__all__ = ["LETTER", "MISTAKES", "PARALLEL"]

MISTAKES = [*SIGNS, *KEYS, *TIMES, *NAMES, *FLOW, *DOCUMENTS, *FORM]
