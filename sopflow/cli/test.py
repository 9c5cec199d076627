"""`sopflow test`: plays scenarios, and shows what of the SOPs they take."""

from __future__ import annotations

import math
import shutil
import sys
import time
from argparse import ArgumentTypeError, Namespace
from collections import Counter
from contextlib import suppress
from pathlib import Path

from sopflow.budget import MUTATING, Budget, Spent
from sopflow.files import write_whole
from sopflow.language import Language, Words, did_you_mean
from sopflow.scenarios.coverage import floored, key_of
from sopflow.scenarios.junit import junit
from sopflow.scenarios.mutation.running import Mutation, Tried, mutants_of, tried
from sopflow.scenarios.suite import Played, Suite
from sopflow.scenarios.table import coverage_table, never_taken
from sopflow.texts import by_name

from .output import counted, give, json_text, progress, say, warn
from .usage import FORMAT, NotThere, Parser

NAME = "test"
HELP = "jalankan skenario / run scenarios"

_NONE = Words(
    "tidak ada skenario di {paths}; buat berkas NAMA.scenarios.yaml, atau: sopflow scenarios generate NAMA.yaml",
    "there are no scenarios in {paths}; write NAME.scenarios.yaml, or: sopflow scenarios generate NAME.yaml",
)
_NO_PATH = Words("tidak ada berkas atau map: {paths}", "no such file or folder: {paths}")
_SUMMARY = Words(
    "{count} skenario: {passed} lulus, {failed} gagal{others} ({seconds:.2f} detik)",
    "{count} scenario(s): {passed} passed, {failed} failed{others} ({seconds:.2f} s)",
)
_SKIPPED = Words("{count} dilewati", "{count} skipped")
_XFAILED = Words("{count} gagal seperti diperkirakan", "{count} failed as expected")
_NO_TAG = Words(
    'tidak ada skenario dengan tanda "{tags}"; {hint}', 'there are no scenarios with the tag "{tags}"; {hint}'
)
_NO_WORD = Words(
    'tidak ada skenario yang namanya memuat "{word}"; {hint}',
    'there are no scenarios whose name contains "{word}"; {hint}',
)
_BROKEN = Words("{count} berkas tidak dapat dijalankan", "{count} file(s) could not be played")
_UNDER = Words(
    "cakupan {sop} {percent:g} %, kurang dari {wanted:g} %: {missed}",
    "coverage of {sop} {percent:g} %, under {wanted:g} %: {missed}",
)
_UNREAD = Words(
    "{path}: SOP ini masih memuat kesalahan, jadi cakupannya tidak diketahui; periksa dengan: sopflow check {path}",
    "{path}: this SOP has errors, so its coverage is unknown; see: sopflow check {path}",
)
_NO_MUTATION = Words(
    "--mutate dijalankan hanya bila semua skenario lulus", "--mutate runs only if every scenario passes"
)
_MUTATION = Words(
    "{sop}: {noticed} dari {count} perubahan ketahuan ({percent:g} %)",
    "{sop}: {noticed} of {count} changes were noticed ({percent:g} %)",
)
_ACCEPTED = Words("diterima: {key} ({reason})", "accepted: {key} ({reason})")
_NOT_A_CHANGE = Words(
    '{sop}: accept "{key}": SOP ini tidak mempunyai perubahan itu; hapus dari berkas skenarionya',
    '{sop}: accept "{key}": this SOP has no such change; delete it from the scenario file',
)
_IS_NOTICED = Words(
    '{sop}: accept "{key}": perubahan itu ketahuan oleh skenario "{by}"; hapus dari berkas skenarionya',
    '{sop}: accept "{key}": that change is noticed by the scenario "{by}"; delete it from the scenario file',
)
_LACKING = Words("kurang: {what}", "missing: {what}")
_FEW_NOTICED = Words(
    "{sop}: perubahan yang ketahuan {percent:g} %, kurang dari {wanted:g} %",
    "{sop}: {percent:g} % of the changes were noticed, under {wanted:g} %",
)


def configure(parser: Parser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help="berkas atau map / files or folders")
    parser.takes({"-k WORD": "hanya yang namanya memuat kata ini / only names with this word"}, dest="word")
    parser.add_argument(
        "--tag", action="append", default=[], metavar="TAG", dest="tags",
        help="hanya yang bertanda ini; boleh berulang / only those with this tag; may be repeated",
    )  # fmt: skip
    parser.takes({"-x": "berhenti pada yang gagal / stop at the first failure"}, dest="first")
    parser.add_argument("--format", choices=("text", "json", "junit"), default="text", help=FORMAT)
    parser.takes(
        {
            "-o --output FILE": "tulis ke berkas / write to a file",
            "--html FILE": "tabel resmi dengan cakupannya / the official tables with their coverage",
            "--no-coverage": "tanpa tabel cakupan / without the tables of coverage",
            "--mutate": "ubah SOP sedikit-sedikit: mana yang tidak ketahuan / change the SOPs a little, and report the changes that no scenario notices",
        }
    )
    parser.takes(
        {
            "--mutate-under PERCENT": "gagal bila kurang yang ketahuan / fail if fewer changes are noticed",
            "--fail-under PERCENT": "gagal bila cakupan kurang / fail below this coverage",
        },
        type=_percent,
    )


def _percent(text: str) -> float:
    try:
        percent = float(text)
    except ValueError:
        percent = math.nan
    if not 0 <= percent <= 100:
        raise ArgumentTypeError(f'"{text}" is not a percentage from 0 to 100')
    return percent


def execute(arguments: Namespace) -> int:
    language: Language = arguments.lang
    paths = [by_name(path) for path in arguments.paths]
    absent = [str(path) for path in paths if not path.exists()]
    if absent:
        raise NotThere(why=_NO_PATH.filled(paths=", ".join(absent)))
    suite = Suite(paths)
    names = [case.scenario.name for case in suite.cases]
    known = suite.tags
    if arguments.word:
        suite.select(arguments.word)
        if names and not suite.cases and not suite.broken:
            hint = did_you_mean(arguments.word, dict.fromkeys(names))
            raise NotThere(why=_NO_WORD.filled(word=arguments.word, hint=hint))
    if arguments.tags:
        suite.select_tags(arguments.tags)
        unknown = [tag for tag in arguments.tags if tag not in known]
        if unknown or not suite.cases:
            hint = did_you_mean((unknown or arguments.tags)[0], known)
            raise NotThere(why=_NO_TAG.filled(tags=", ".join(unknown or arguments.tags), hint=hint))
    if not suite.cases and not suite.broken:
        raise NotThere(why=_NONE.filled(paths=", ".join(arguments.paths)))
    began = time.perf_counter()
    played: list[Played] = []
    text = arguments.format == "text"
    told: set[str] = set()
    for checked in suite.broken:
        for found in checked.findings:
            say(found.text(checked.lines, language), file=None if text else sys.stderr)
        if checked.sop_error is not None and checked.sop_error.path not in told:
            told.add(checked.sop_error.path)
            warn(checked.sop_error.message(language))
    for _, one in zip(progress([c.scenario.name for c in suite.cases], NAME), suite.play(), strict=False):
        played.append(one)
        if one.status == "failed":
            if text:
                say(one.text(language) + "\n")
            if arguments.first:
                break
    seconds = time.perf_counter() - began
    failed = sum(one.status == "failed" for one in played)
    under = _under(suite, arguments.fail_under, language)
    mutation: dict[str, Mutation] = {}
    if arguments.mutate or arguments.mutate_under is not None:
        if failed or suite.broken:
            warn(_NO_MUTATION.within(language))
        else:
            mutation = mutated(suite)
            under += _unnoticed(mutation, arguments.mutate_under, language)
            under += _wrongly_accepted(mutation, language)
            if not all(one.is_whole for one in mutation.values()):
                under.append(f"{Spent.code}: {Spent(limit=MUTATING).message(language)}")
    if text:
        _print(suite, played, seconds, arguments, language)
        for sop, changes in mutation.items():
            say("\n" + _mutation(sop, changes, language))
    else:
        record = report(suite, played, language)
        if mutation:
            record["mutation"] = {sop: one.record(language) for sop, one in mutation.items()}
        whole = junit(record) if arguments.format == "junit" else json_text(record)
        give(whole + "\n", arguments.output)
    if arguments.html:
        from sopflow.render.coverage_page import coverage_page

        write_whole(arguments.html, coverage_page(played, list(suite.coverage.values()), language))
    for line in under:
        warn(line)
    return 1 if failed or suite.broken or under else 0


def mutated(suite: Suite) -> dict[str, Mutation]:
    """The mutants of every SOP that has scenarios, with its scenarios played on them, as far as the work may go."""
    found: dict[str, Mutation] = {}
    budget = Budget(MUTATING)
    for sop, procedure in suite.procedures.items():
        cases = [case for case in suite.cases if case.key == key_of(procedure.sop)]
        scenarios = [c.scenario for c in cases if c.scenario.skip is None and c.scenario.xfail is None]
        accepted: dict[str, str] = {}
        for change in (change for case in cases for change in case.file.accept):
            said = accepted.get(str(change.change))
            if said is None or change.reason not in said.split("; "):
                accepted[str(change.change)] = change.reason if said is None else f"{said}; {change.reason}"
        if scenarios:
            done: list[Tried] = []
            with suppress(Spent):
                playing = tried(mutants_of(procedure), procedure, scenarios, budget)
                for one in counted(playing, f"{NAME} --mutate {sop}", every=20):
                    done.append(one)
            found[sop] = Mutation(procedure.sop.path, tuple(done), accepted, not budget.is_spent)
    return found


def _mutation(sop: str, mutation: Mutation, language: Language) -> str:
    percent = floored(mutation.percent)
    parts = [
        _MUTATION.within(language, sop=sop, count=mutation.noticeable, noticed=mutation.noticed, percent=percent)
    ]
    for key, reason in mutation.accepted.items():
        parts.append(f"  {_ACCEPTED.within(language, key=key, reason=reason)}")
    for one in mutation.survivors:
        parts.append(f"  {mutation.path}:{one.line}: {one.change.within(language)} [{one.key}]")
        parts.append(f"      = {_LACKING.within(language, what=one.missing)}")
    return "\n".join(parts)


def _wrongly_accepted(mutation: dict[str, Mutation], language: Language) -> list[str]:
    return [
        (_IS_NOTICED if by is not None else _NOT_A_CHANGE).within(language, sop=sop, key=key, by=by or "")
        for sop, one in mutation.items()
        for key, by in one.wrongly_accepted.items()
    ]


def _unnoticed(mutation: dict[str, Mutation], wanted: float | None, language: Language) -> list[str]:
    return [
        _FEW_NOTICED.within(language, sop=sop, percent=floored(one.percent), wanted=wanted)
        for sop, one in mutation.items()
        if wanted is not None and one.percent < wanted
    ]


def report(suite: Suite, played: list[Played], language: Language) -> dict[str, object]:
    results: list[dict[str, object]] = [
        {
            "name": one.case.scenario.name,
            "sop": suite.label(one.case.key),
            "file": one.case.file.path,
            "line": one.line,
            "status": one.status,
            "tags": list(map(str, one.case.scenario.tags)),
            "reason": one.reason(language),
            "message": one.text(language),
        }
        for one in played
    ]
    results += [
        {
            "name": Path(checked.path).name,
            "sop": None,
            "file": checked.path,
            "line": checked.findings[0].span.line if checked.findings else 1,
            "status": "error",
            "tags": [],
            "reason": checked.findings[0].message(language) if checked.findings else "",
            "message": "\n".join(found.text(checked.lines, language) for found in checked.findings),
        }
        for checked in suite.broken
    ]
    counts = {status: sum(one.status == status for one in played) for status in ("passed", "skipped", "xfailed")}
    return {
        "scenarios": len(results),
        "passed": counts["passed"],
        "failed": len(results) - sum(counts.values()),
        "skipped": counts["skipped"],
        "xfailed": counts["xfailed"],
        "results": results,
        "coverage": {sop: coverage.record() for sop, coverage in sorted(suite.coverage.items())},
    }


def _print(suite: Suite, played: list[Played], seconds: float, arguments: Namespace, language: Language) -> None:
    width = shutil.get_terminal_size((120, 40)).columns if sys.stdout.isatty() else 120
    if not arguments.no_coverage:
        for coverage in suite.coverage.values():
            if coverage.scenarios or not suite.broken:  # its scenarios may be in the file that is broken
                say(coverage_table(coverage, language, width) + "\n")
    counts: Counter[str] = Counter(one.status for one in played)
    others = "".join(
        f", {words.within(language, count=counts[status])}"
        for status, words in (("skipped", _SKIPPED), ("xfailed", _XFAILED))
        if counts[status]
    )
    say(
        _SUMMARY.within(
            language, count=len(played), passed=counts["passed"], failed=counts["failed"], others=others,
            seconds=seconds,
        )
    )  # fmt: skip
    for one in played:
        if one.status != "passed":
            why = f": {one.text(language)}" if one.status != "failed" else ""
            say(f"  {one.case.file.path}:{one.line}: {one.case.scenario.name}{why}")
    if suite.broken:
        say(_BROKEN.within(language, count=len(suite.broken)))


def _under(suite: Suite, wanted: float | None, language: Language) -> list[str]:
    if wanted is None:
        return []
    unread = dict.fromkeys(one.path for one in suite.unread)
    return [_UNREAD.within(language, path=path) for path in unread] + [
        _UNDER.within(
            language, sop=sop, percent=floored(coverage.percent), wanted=wanted,
            missed="; ".join(never_taken(coverage, language)[:10]),
        )
        for sop, coverage in suite.coverage.items()
        if coverage.percent < wanted
    ]  # fmt: skip
