"""Numbers and dates as a cell of a workbook shows them. Thousands are not grouped: a point stands before decimals only."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from sopflow.dates import MONTHS

_BUILT_IN: Final = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm",
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss",
}  # fmt: skip
_SHORT: Final = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
_DAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_TOKEN: Final = re.compile(
    r'"([^"]{0,255})"|\\(.)|_(.)|\*(.)|\[\$([^\]-]{0,20})[^\]]{0,20}\]|\[([hms]{1,3})\]|\[[^\]]{0,40}\]|AM/PM|A/P'
    r"|y{1,4}|m{1,5}|d{1,4}|h{1,2}|s{1,2}|[0#?]+|General|.",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST: Final = 255
"""Characters of a format, as in Excel."""
_LARGEST: Final = 2_958_466
"""The day after 31 December 9999."""
_FIRST: Final = datetime(1899, 12, 30, tzinfo=UTC)
_LEAP: Final = 60
"""Excel counts a day in 1900 that never was."""
_LATER: Final = 1_462
"""Days by which workbooks of old Macs count from 1904."""


def format_of(number: int, own: dict[int, str]) -> str:
    """The format that has a number."""
    return own.get(number, _BUILT_IN.get(number, ""))


def shown(raw: str, form: str, *, from_1904: bool = False) -> str:
    """The text that a cell with a number shows."""
    try:
        value = float(raw)
    except ValueError:
        return raw
    form = form[:_LONGEST]
    if form.strip().casefold() in ("", "general", "@"):
        return plain(value, raw)
    section, value = _section(form, value)
    tokens = [(found[0], found) for found in _TOKEN.finditer(section)]
    bare = {text[0].casefold() for text, found in tokens if not _literal(found)}
    if any(found[6] for _, found in tokens) or bare & set("ymdhs"):
        return _date(value + (_LATER if from_1904 else 0), tokens, raw)
    if "e" in bare or "/" in bare or not bare & set("0#?g"):
        texts = "".join(_literal(found) for _, found in tokens)
        return plain(value, raw) if bare & set("e/") or not texts else texts
    return _number(value, tokens, raw)


def plain(value: float, raw: str) -> str:
    """A number without a format."""
    if value != value or abs(value) >= 1e15:
        return raw
    return str(int(value)) if value == int(value) else f"{value:.10g}"


def _section(form: str, value: float) -> tuple[str, float]:
    """The part of a format that is for numbers like this one: positive; negative; zero."""
    parts = [""]
    for found in _TOKEN.finditer(form):
        if found[0] == ";":
            parts.append("")
        else:
            parts[-1] += found[0]
    if value < 0 and len(parts) > 1:
        return parts[1], -value
    return (parts[2], value) if value == 0 and len(parts) > 2 else (parts[0], value)


def _literal(found: re.Match[str]) -> str:
    """What a token is where it stands for itself."""
    for group in (1, 2, 5):
        if found[group] is not None:
            return found[group]
    return " " if found[3] is not None or found[0] == " " else ""


def _number(value: float, tokens: list[tuple[str, re.Match[str]]], raw: str) -> str:
    before: list[str] = []
    after: list[str] = []
    decimals = -1
    optional = 0
    least = 0
    has_digits = False
    for text, found in tokens:
        said = _literal(found)
        if said or found[4] is not None or text.startswith("["):
            (after if has_digits else before).append(said)
        elif text == "%":
            value *= 100
            (after if has_digits else before).append("%")
        elif set(text) <= set("0#?"):
            has_digits = True
            if decimals >= 0:
                decimals += len(text)
                optional += len(text) - text.count("0")
            else:
                least += text.count("0")
        elif text == "." and decimals < 0:
            decimals = 0
        elif text.casefold() == "general":
            has_digits, decimals, optional = True, 10, 10
        elif text != "," or not has_digits:
            (after if has_digits else before).append(text)
    if value != value or abs(value) >= 1e15:
        return raw
    digits = f"{abs(value):.{max(decimals, 0)}f}"
    if optional and "." in digits:
        kept = digits.rstrip("0")
        shortest = len(digits) - optional
        digits = digits[: max(len(kept), shortest)].rstrip(".")
    whole, point, rest = digits.partition(".")
    sign = "-" if value < 0 and float(digits) else ""
    return f"{sign}{''.join(before)}{whole.zfill(least) if least else whole}{point}{rest}{''.join(after)}".strip()


def _date(value: float, tokens: list[tuple[str, re.Match[str]]], raw: str) -> str:
    if not 0 <= value < _LARGEST:
        return raw
    days = value + 1 if 0 < value < _LEAP and value >= 1 else value
    moment = _FIRST + timedelta(seconds=round(days * 86_400))
    is_twelve = any(text.casefold() in ("am/pm", "a/p") for text, _ in tokens)
    units = [text[0].casefold() if not _literal(found) else "" for text, found in tokens]
    parts = []
    for at, (text, found) in enumerate(tokens):
        said = _literal(found)
        if said:
            parts.append(said)
        elif found[6] is not None:
            per = {"h": 24, "m": 1_440, "s": 86_400}[found[6][0].casefold()]
            parts.append(str(int(round(value * 86_400) * per // 86_400)).zfill(len(found[6])))
        elif text.startswith("[") or found[4] is not None:
            continue
        elif text.casefold() in ("am/pm", "a/p"):
            parts.append("AM" if moment.hour < 12 else "PM")
        else:
            is_minute = units[at] == "m" and len(text) <= 2 and _is_minute(tokens, units, at)
            parts.append(_part(text.casefold(), moment, is_minute=is_minute, is_twelve=is_twelve))
    return "".join(parts).strip()


def _is_minute(tokens: list[tuple[str, re.Match[str]]], units: list[str], at: int) -> bool:
    """Whether an `m` is a minute: after hours, or before seconds."""
    said = [_unit(found, unit) for (_, found), unit in zip(tokens, units, strict=True)]
    before, after = filter(None, reversed(said[:at])), filter(None, said[at + 1 :])
    return next(before, "") == "h" or next(after, "") == "s"


def _unit(found: re.Match[str], unit: str) -> str:
    if found[6] is not None:
        return found[6][0].casefold()
    return unit if unit in "ymdhs" else ""


def _part(text: str, moment: datetime, *, is_minute: bool, is_twelve: bool) -> str:
    hour = (moment.hour - 1) % 12 + 1 if is_twelve else moment.hour
    value = {
        "y": moment.year % 100, "m": moment.minute if is_minute else moment.month, "d": moment.day, "h": hour,
        "s": moment.second,
    }.get(text[0])  # fmt: skip
    if value is None:
        return text
    if text[0] == "y":
        return f"{moment.year:04}" if len(text) > 2 else f"{value:02}"
    if len(text) > 2:
        return {
            "mmm": _SHORT[moment.month - 1], "mmmm": MONTHS[moment.month - 1], "mmmmm": MONTHS[moment.month - 1][0],
            "ddd": _DAYS[moment.weekday()][:3], "dddd": _DAYS[moment.weekday()],
        }[text]  # fmt: skip
    return f"{value:02}" if len(text) == 2 else str(value)
