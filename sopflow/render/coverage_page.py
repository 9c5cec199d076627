"""A page for testers: which scenarios passed, and the official table with what they take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from sopflow.language import Language, Words

from .formats.html import REPORT, document, pages_html
from .formats.marks import clean
from .layout import picture_of
from .overlays import coverage_overlay, missed_texts

if TYPE_CHECKING:
    from sopflow.scenarios.coverage import Coverage
    from sopflow.scenarios.suite import Played, Status

_TITLE: Final = Words("Skenario dan cakupannya", "Scenarios and their coverage")
_SCENARIO: Final = Words("Skenario", "Scenario")
_PLACE: Final = Words("Berkas", "File")
_RESULT: Final = Words("Hasil", "Result")
_RESULTS: Final[Mapping[Status, Words]] = {
    "passed": Words("lulus", "passed"),
    "failed": Words("gagal", "failed"),
    "skipped": Words("dilewati", "skipped"),
    "xfailed": Words("gagal seperti diperkirakan", "failed as expected"),
}
_MISSED: Final = Words("Belum diuji: {what}", "Taken by none: {what}")
_STYLE: Final = """
.sop-report table{border-collapse:collapse;width:100%}.sop-report th,.sop-report td{border:1px solid #8a8a8a;padding:1mm 2mm;text-align:left;vertical-align:top}
.sop-report pre{white-space:pre-wrap;margin:1mm 0 0;font-size:9pt}.sop-failed{color:#a8200d;font-weight:700}.sop-passed{color:#1e6b2b}
"""


def coverage_page(played: Sequence[Played], coverages: Sequence[Coverage], language: Language) -> bytes:
    """HTML that stands alone: the results, and each SOP with its coverage drawn in."""
    titles = {str(one.flow.definition.id): one.flow.definition.title for one in coverages}
    parts = [f"<h1>{_TITLE.within(language)}</h1>"]
    for coverage in coverages:
        sop = coverage.flow.definition
        own = [one for one in played if one.case.key == coverage.key]
        overlay = coverage_overlay(coverage, language)
        parts.append(f"<h2>{clean(sop.title)}: {clean(overlay.title)}</h2>")
        missed = missed_texts(coverage, language)
        if missed:
            parts.append(f"<p>{clean(_MISSED.within(language, what='; '.join(missed)))}</p>")
        parts.append(_results(own, language))
        picture = picture_of(sop, language, overlay=overlay, identity=False, endless=True, titles=titles)
        parts.append(f"</div>{pages_html(picture)}<div class='sop-report'>")
    body = f"<div class='sop-report'>{''.join(parts)}</div>"
    return document(_TITLE.within(language), language, body, style=REPORT + _STYLE)


def _results(played: Sequence[Played], language: Language) -> str:
    heads = "".join(f'<th scope="col">{words.within(language)}</th>' for words in (_SCENARIO, _PLACE, _RESULT))
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(_result(one, language) for one in played)}</tbody></table>"


def _result(one: Played, language: Language) -> str:
    good = one.status != "failed"
    word = _RESULTS[one.status].within(language)
    text = one.text(language)
    why = f"<pre>{clean_lines(text)}</pre>" if text else ""
    return (
        f"<tr><td>{clean(one.case.scenario.name)}{why}</td><td>{clean(f'{one.case.file.path}:{one.line}')}</td>"
        f'<td class="sop-{"passed" if good else "failed"}">{word}</td></tr>'
    )


def clean_lines(text: str) -> str:
    """Several lines that cannot become markup."""
    return "\n".join(map(clean, text.split("\n")))
