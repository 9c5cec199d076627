"""What no value of a field goes past, whatever its definition says."""

from __future__ import annotations

from typing import Final

MOST_DIGITS: Final = 15
"""So many digits every program's numbers keep exactly."""
LARGEST_NUMBER: Final = 10**MOST_DIGITS - 1
LARGEST_WHOLE: Final = 2**53 - 1
"""The largest whole number that JSON carries to every program."""
MOST_SCALE: Final = 4
LONGEST: Final = {"text": 1_000, "long_text": 20_000}
LONGEST_SEARCHED: Final = 200
"""Characters of a text that an index holds in any database."""
MOST_RECORDS: Final = 500
MOST_CHOICES: Final = 200
MOST_COLUMNS: Final = 50
MOST_FIELDS: Final = 200

CONTROLS: Final = "\\u0000-\\u001f\\u007f\\ud800-\\udfff"
"""What no text has: controls, and halves of characters."""
CONTROLS_BUT_LINES: Final = "\\u0000-\\u0008\\u000b-\\u001f\\u007f\\ud800-\\udfff"
BLANKS: Final = (
    "\\u0009-\\u000d\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\ufeff"
)
END: Final = r"$(?!\n)"
"""The end of a text in a pattern of a schema, in ECMAScript as in Python, where `$` alone stands before a last line end too."""
DATE: Final = "(?:000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
TIME: Final = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"
