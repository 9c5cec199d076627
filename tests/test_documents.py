"""What the documentation shows works as it is written."""

from __future__ import annotations

import ast
import inspect
import re
import shlex
import subprocess
import sys
from pathlib import Path

import docx
import pytest

import sopflow
from sopflow.app.requests import START
from sopflow.cli import main
from sopflow.definition.glossary import check_bytes as check_glossary
from sopflow.diagnostics import RULES
from sopflow.errors import Refusal, StoreError
from sopflow.people.loading import check_bytes as check_directory
from sopflow.time.loading import check_bytes

ROOT = Path(__file__).parents[1]
FRONT = ("README.md", "README.id.md")
TEXTS = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/*.md")), ROOT / "definitions/README.md"]
TUTORIALS = ("mulai.md", "dari-word.md", "first-scenarios.md", "first-scenarios.id.md")


def blocks_of(name):
    """A page's YAML; what a file begins with stands in the sentence above a block that does not begin with it."""
    text = (ROOT / name).read_text("utf-8")
    for found in re.finditer(r"```yaml\n(.*?)```", text, re.S):
        above, block = text[: found.start()].rstrip().rpartition("\n\n")[2], found[1]
        head = re.findall(r"`((?:sopflow|id|title): [^`]+)`", above) if block.startswith("actors:") else []
        yield name, "".join(f"{line}\n" for line in head) + block


YAML = [one for name in (*FRONT, "docs/tour.md", "definitions/README.md") for one in blocks_of(name)]


SCENARIOS = [(name, block) for name, block in YAML if "\nscenarios:" in block]
CALENDARS = [(name, block) for name, block in YAML if "\ncalendar: " in block and "\nhours:" in block]
DIRECTORIES = [(name, block) for name, block in YAML if "\ndirectory: " in block and "\npeople:" in block]
GLOSSARIES = [(name, block) for name, block in YAML if "\nglossary: " in block]
BESIDE = (*SCENARIOS, *CALENDARS, *DIRECTORIES, *GLOSSARIES)
SOPS = [(name, block) for name, block in YAML if (name, block) not in BESIDE]


@pytest.mark.parametrize(("name", "block"), SOPS)
def test_every_yaml_block_is_an_sop_without_findings(name, block, tmp_path):
    (tmp_path / "contoh.yaml").write_text(block, "utf-8")
    assert [f for f in sopflow.check(tmp_path / "contoh.yaml").findings if f.fails] == []


@pytest.mark.parametrize(("name", "block"), SCENARIOS)
def test_every_scenario_block_passes_on_the_sop_above_it(name, block, tmp_path, capsys):
    sop = next(other for wanted in (name, "README.md") for file, other in SOPS if file == wanted)
    (tmp_path / "surat-pengantar.yaml").write_text(sop, "utf-8")
    (tmp_path / "pengawalan.yaml").write_bytes((ROOT / "definitions/pengawalan.yaml").read_bytes())
    path = tmp_path / "contoh.scenarios.yaml"
    path.write_text(block, "utf-8")
    (office,) = [other for file, other in DIRECTORIES if file == "definitions/README.md"]
    (tmp_path / "contoh.directory.yaml").write_text(office, "utf-8")
    whole = () if "\ndirectory: " in block else ("--fail-under", "100")
    assert main(["test", str(path), *whole]) == 0, capsys.readouterr()


@pytest.mark.parametrize(("name", "block"), CALENDARS)
def test_every_calendar_block_is_one_without_findings(name, block):
    assert check_bytes(block.encode(), "contoh.calendar.yaml").findings == ()


@pytest.mark.parametrize(("name", "block"), DIRECTORIES)
def test_every_directory_block_is_one_without_findings(name, block):
    assert check_directory(block.encode(), "contoh.directory.yaml").findings == ()


@pytest.mark.parametrize(("name", "block"), GLOSSARIES)
def test_every_glossary_block_is_one_without_findings(name, block):
    assert check_glossary(block.encode(), "contoh.glossary.yaml").findings == ()


def test_the_lines_for_tests_run():
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/testing.md").read_text("utf-8"), re.S)
    done = subprocess.run([sys.executable, "-c", block], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("name", "says"),
    [("README.md", "perintah_camat"), ("README.id.md", "perintah_camat"), ("docs/tour.md", "not-active")],
)
def test_the_embedders_lines_run(name, says):
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / name).read_text("utf-8"), re.S)
    done = subprocess.run([sys.executable, "-c", block], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert says in done.stdout


@pytest.mark.parametrize(
    "name",
    [
        *FRONT,
        "docs/tour.md",
        "docs/mulai.md",
        "docs/dari-word.md",
        "docs/import.id.md",
        "docs/first-scenarios.id.md",
        "docs/studio.id.md",
        "docs/pictures.id.md",
        "docs/simulation.id.md",
        "docs/first-scenarios.md",
        "docs/host.md",
        "docs/data.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
    ],
)
def test_no_sentence_of_the_front_pages_is_long(name):
    text = re.sub(r"^```.*?^```$|^#.*?$|^!.*?$", "\n\n", (ROOT / name).read_text("utf-8"), flags=re.S | re.M)
    cells = re.sub(r"^\|.*$", lambda row: row[0].replace("|", "\n\n"), text, flags=re.M)
    for block in re.split(r"\n\s*\n|^- ", cells, flags=re.M):
        for sentence in re.split(r"(?<=[.:?!;])\s", re.sub(r"\]\([^)]*\)|`[^`]*`", "x", block)):
            assert len(sentence.split()) <= 30, sentence


@pytest.mark.parametrize("name", FRONT)
def test_the_commands_of_the_front_pages_run(name, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    commands = [words for words, _ in shown(ROOT / name)]
    assert [words[0] for words in commands] == ["check", "run"]
    assert [main([*words, "--lang", "en"]) for words in commands] == [0, 0]
    out = capsys.readouterr().out
    assert "1 file checked: 0 errors" in out
    assert "status: completed" in out


@pytest.mark.parametrize("name", FRONT)
def test_a_front_page_shows_five_lines_of_yaml_and_of_python_and_two_commands(name):
    """What fits on a screen; an import and a blank line are none of the five."""
    text = (ROOT / name).read_text("utf-8")
    (yaml,), (python,) = (re.findall(rf"```{language}\n(.*?)```", text, re.S) for language in ("yaml", "python"))
    assert len(yaml.splitlines()) == 5
    assert len([line for line in python.splitlines() if line and not line.startswith("import ")]) == 5
    assert len([*shown(ROOT / name)]) == 2


def test_both_front_pages_show_the_same():
    """The same code, and links to the same pages, each in its language where there are two."""
    english, indonesian = ((ROOT / name).read_text("utf-8") for name in FRONT)
    assert re.findall(r"```.*?```", english, re.S) == re.findall(r"```.*?```", indonesian, re.S)
    one, other = (set(re.findall(r"\]\(([^)]*)\)", text)) for text in (english, indonesian))
    assert {link.replace(".id.md", ".md") for link in one} == {link.replace(".id.md", ".md") for link in other}
    pages = [link for link in other - {*FRONT} if link.endswith(".md") and not link.endswith(".id.md")]
    assert [link for link in pages if (ROOT / link.replace(".md", ".id.md")).is_file()] == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_an_example_imports_what_it_names(path):
    for block in re.findall(r"```python\n(.*?)```", path.read_text("utf-8"), re.S):
        lines = "".join(f"    {line}\n" for line in block.splitlines())
        tree = ast.parse(f"async def example():\n{lines}")
        loaded = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        imported = {a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}
        assert "sopflow" not in loaded or "sopflow" in imported, block


def shown(path):
    """Each command that a page shows with `$ sopflow`, with the lines that it is said to print."""
    return shown_in(path.read_text("utf-8"))


def shown_in(text):
    for block in re.findall(r"^```\n(\$ .*?)^```", text, re.S | re.M):
        for part in re.split(r"^\$ ", block.replace("\\\n", " "), flags=re.M)[1:]:
            command, _, printed = part.partition("\n")
            if command.startswith("sopflow "):
                yield shlex.split(command, comments=True)[1:], printed.splitlines()


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


def test_the_lines_about_documents_and_data_run():
    code = "\n".join(re.findall(r"```python\n(.*?)```", (ROOT / "docs/data.md").read_text("utf-8"), re.S))
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == '1 None 094/217\nGubernur\nannotated {"route": "Jl. Merdeka"}\n'


def test_the_guide_names_every_construct_and_covers_every_code():
    guide = (ROOT / "definitions/README.md").read_text("utf-8")
    for key in (
        "join: started",
        "wait:",
        "call:",
        "optional",
        "sign_off",
        "closes: all",
        "hand_over",
        "chosen_by",
        "source",
        "accept",
        "on_late",
        "calendar:",
        "extension",
        "may:",
        "separate_from",
        "same_as",
        "is: starter",
        "recorded_by",
        "also:",
        "unknown",
    ):
        assert key in guide
    spans = [(int(a), int(b or a)) for a, b in re.findall(r"SOP(\d{3})(?:-SOP(\d{3}))?", guide)]
    for code in RULES:
        assert any(low <= int(code[3:]) <= high for low, high in spans), code


def test_what_a_start_takes_is_in_every_table_of_starts():
    taken = {*inspect.signature(sopflow.Engine.start).parameters} - {"self", "sop", "by"}
    assert {*START["properties"]} == (taken | {"sop"}) - {"key"}  # which is a header, and `by` is everybody's
    for page, line in (("docs/engine.md", "| `start(sop, by)`"), ("docs/service.md", "| `POST /instances` |")):
        (row,) = [one for one in (ROOT / page).read_text("utf-8").splitlines() if one.startswith(line)]
        told = taken if page == "docs/engine.md" else taken - {"key"}
        assert told <= {*re.findall(r"`(\w+)=?`", row)}, page


def test_every_refusal_is_documented():
    text = (ROOT / "docs/engine.md").read_text("utf-8")
    for refusal in Refusal.__subclasses__():
        assert f"`{refusal.code}`" in text


def test_the_lines_about_stores_run(tmp_path):
    block, *_ = re.findall(r"```python\n(.*?)```", (ROOT / "docs/stores.md").read_text("utf-8"), re.S)
    block = block.replace("proses.db", str(tmp_path / "proses.db"))
    done = subprocess.run([sys.executable, "-c", block], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_error_of_a_store_is_documented():
    text = (ROOT / "docs/stores.md").read_text("utf-8")
    for error in StoreError.__subclasses__():
        assert error.__name__ in text or error.code == "cannot-back-up"


def test_the_lines_about_people_and_versions_run():
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs/engine.md").read_text("utf-8"), re.S)
    code = "\n".join(block for block in blocks if "await " not in block)
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "['terima_perintah']\n"


def test_the_lines_for_an_event_loop_run(tmp_path):
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs/engine.md").read_text("utf-8"), re.S)
    (block,) = [block for block in blocks if "await " in block]
    body = "".join(
        f"    {line}\n" for line in block.replace("postgresql://…", str(tmp_path / "p.db")).splitlines()
    )
    done = "    print((await engine.complete(run.id, 'terima_perintah', by='camat')).revision)\n"
    code = f"import asyncio\nasync def main():\n{body}{done}asyncio.run(main())\n"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "2\n"
