"""What a page tells its reader to do, one thing after the other, works and prints what it says."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest

from sopflow.cli import main
from tests.pages import ROOT, TEXTS, TUTORIALS, shown, shown_in


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        one
        for path in TEXTS
        if path.name not in TUTORIALS
        for one in shown(path)
        if one[1] and one[0][0] != "serve"
    ],
    ids=lambda one: " ".join(one)[:20],
)
def test_what_a_command_is_said_to_print_it_prints(words, printed, capsys, monkeypatch):
    """`…` stands for lines that are left out."""
    monkeypatch.chdir(ROOT)
    assert main(words) == 0
    real = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    at = 0
    for part in "\n".join(printed).split("…\n" if printed[0] != "…" else "\n…"):
        lines = [line.rstrip() for line in part.strip("\n").splitlines() if line != "…"]
        if lines:
            at = next((n for n in range(at, len(real)) if real[n : n + len(lines)] == lines), -1)
            assert at >= 0, lines
            at += len(lines)


def test_the_commands_of_the_tour_follow_on_each_other(tmp_path, monkeypatch, capsys):
    """One after the other in one database; `INSTANCE` is the one that was started last."""
    for folder in ("definitions", "examples"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    new = (ROOT / "definitions/pengawalan.yaml").read_text("utf-8").replace("\nversion: ", "\nversion: 2 # ")
    (tmp_path / "baru.yaml").write_text(new.replace("\nactors:", "\nmay: {migrate: [camat]}\nactors:", 1), "utf-8")
    monkeypatch.chdir(tmp_path)
    commands = [words for words, _ in shown(ROOT / "docs/tour.md") if "--db" in words and words[0] != "serve"]
    assert [words[0] for words in commands] == [
        "start", "worklist", "complete", "audit", "report", "start", "complete", "worklist", "delegate", "migrate",
    ]  # fmt: skip
    instance = ""
    for words in commands:
        code = main([instance if word == "INSTANCE" else word for word in words])
        out, err = capsys.readouterr()
        # the instance that belongs to no unit is nobody's to move, and stays
        assert code == (1 if words[0] == "migrate" else 0), (words, out, err)
        assert words[0] != "migrate" or out.count(instance[:8]) == 1
        instance = out.split()[0] if words[0] == "start" else instance
        if words[0] == "worklist":
            assert instance[:8] in out


def are_printed(lines, out):
    """Each line that a tutorial shows is there; `…` stands for the rest of it, or for lines that are left out."""
    real = [" ".join(line.split()) for line in out.splitlines()]
    for line in lines:
        said = " ".join(line.split()).removesuffix("…").strip()
        assert any(one.startswith(said) if line.endswith("…") else one == said for one in real), line


def test_the_tutorial_works_as_it_is_written(tmp_path, monkeypatch, capsys):
    """Its files are saved where it says so; the slip is mended after it was shown."""
    text = (ROOT / "docs/mulai.md").read_text("utf-8")
    sop, scenarios = re.findall(r"```yaml\n(.*?)```", text, re.S)
    (tmp_path / "izin.yaml").write_text(sop, "utf-8")
    (tmp_path / "izin.scenarios.yaml").write_text(scenarios, "utf-8")
    monkeypatch.chdir(tmp_path)
    commands = [*shown(ROOT / "docs/mulai.md")]
    assert [words[0] for words, _ in commands] == ["check", "show", "run", "test", "export", "render"]
    for words, printed in commands:
        assert main(words) == (1 if words[0] == "check" else 0)
        are_printed(printed, capsys.readouterr().out)
        if words[0] == "check":
            assert "ajukn" in sop
            (tmp_path / "izin.yaml").write_text(sop.replace("ajukn", "ajukan"), "utf-8")
            assert main(words) == 0
            capsys.readouterr()
    assert main(["import", "izin.docx", "-o", "izin.yaml", "--force", "--lang", "id"]) == 0


def word_file(text, path):
    """What a reader copies from a page into Word: the title and the table below it."""
    title, table = re.search(r"^(SOP: .*)\n\n((?:\|.*\n)+)", text, re.M).groups()
    head, _, *rows = ([cell.strip() for cell in line[1:-1].split("|")] for line in table.splitlines())
    document = docx.Document()
    document.add_paragraph(title)
    drawn = document.add_table(0, len(head))
    for row in (head, *rows):
        for cell, said in zip(drawn.add_row().cells, row, strict=True):
            cell.text = said
    document.save(path)


def test_the_tutorial_about_a_word_document_works_as_it_is_written(tmp_path, monkeypatch, capsys):
    """The draft is changed by each difference that the page shows, and the scenarios are saved, where it says so."""
    text = (ROOT / "docs/dari-word.md").read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    word_file(text, "surat.docx")
    done = []
    for part in re.split(r"^(?=## )", text, flags=re.M):
        for difference in re.findall(r"```diff\n(.*?)```", part, re.S):
            old, new = (
                "".join(f"{line[1:]}\n" for line in difference.splitlines() if line[0] == sign) for sign in "-+"
            )
            draft = Path("surat.yaml").read_text("utf-8")
            assert draft.count(old) == 1, old
            Path("surat.yaml").write_text(draft.replace(old, new), "utf-8")
        for block in re.findall(r"```yaml\n(.*?)```", part, re.S):
            Path("surat.scenarios.yaml").write_text(block, "utf-8")
        for words, printed in shown_in(part):
            done.append((words[0], main(words)))
            are_printed(printed, capsys.readouterr().out)
    assert [code for _, code in done] == [0, 1, 0, 0, 0, 0, 0, 0]
    assert [word for word, _ in done] == ["import", "check", "check", "render", "run", "test", "scenarios", "test"]
    assert main(["test", ".", "--fail-under", "100"]) == 0


@pytest.mark.parametrize(
    ("page", "slip"),
    [
        ("first-scenarios.md", "change `Tidak: ajukan` to `Tidak: teken`"),
        ("first-scenarios.id.md", "ubah `Tidak: ajukan` menjadi `Tidak: teken`"),
    ],
)
def test_the_testers_tutorial_works_as_it_is_written(page, slip, tmp_path, monkeypatch, capsys):
    """A file is saved where its first line names it; the SOP is broken and put back where the text says so."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    codes = []
    for part in re.split(r"^(?=## )", text, flags=re.M):
        for name, block in re.findall(r"```yaml\n(# (?:\S+))\n(.*?)```", part, re.S):
            Path(name.removeprefix("# ")).write_text(f"{name}\n{block}", "utf-8")
        before = Path("izin.yaml").read_text("utf-8") if Path("izin.yaml").exists() else ""
        if slip in part:
            assert "Tidak: ajukan" in before
            Path("izin.yaml").write_text(before.replace("Tidak: ajukan", "Tidak: teken"), "utf-8")
        for words, printed in shown_in(part):
            codes.append(main(words))
            are_printed(printed, capsys.readouterr().out)
        if before:
            Path("izin.yaml").write_text(before, "utf-8")
    assert codes == [0, 0, 1, 0, 0, 0]
    assert main(["test", ".", "--fail-under", "100", "--mutate-under", "90"]) == 0
