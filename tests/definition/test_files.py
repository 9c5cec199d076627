"""Which files a name may lead to: only regular ones, of a bounded size, inside the folder; whatever happens meanwhile."""

from __future__ import annotations

import ast
import os
import socket
import threading
from pathlib import Path

import pytest

import sopflow
from sopflow.definition import files as files_module
from sopflow.definition.files import Files, NoRegularFile, OutsideRoot, TooLarge, project_files
from sopflow.definition.library import Library
from sopflow.errors import SopflowError
from sopflow.scenarios.suite import Suite
from sopflow.studio.folder import Folder

SOP = "sopflow: 1\nid: surat\ntitle: Surat\nactors: {a: A}\nsteps: [{id: susun, activity: Menyusun, actor: a}]\n"
SECRET = "root:$6$rahasia\n"
SCENARIOS = "sopflow: 1\nsop: {sop}\nscenarios:\n  - name: lurus\n    steps: [auto]\n"


@pytest.fixture
def place(tmp_path):
    """A folder, and a secret beside it."""
    for name in ("sop", "luar"):
        (tmp_path / name).mkdir()
    (tmp_path / "sop/surat.yaml").write_text(SOP, "utf-8")
    (tmp_path / "luar/rahasia.yaml").write_text(SECRET, "utf-8")
    (tmp_path / "luar/lain.yaml").write_text(SOP.replace("surat", "lain"), "utf-8")
    (tmp_path / "sop/tautan.yaml").symlink_to(tmp_path / "luar/rahasia.yaml")
    (tmp_path / "sop/keluar").symlink_to(tmp_path / "luar")
    (tmp_path / "sop/dalam.yaml").symlink_to("surat.yaml")
    (tmp_path / "sop/melingkar.yaml").symlink_to("melingkar.yaml")
    os.mkfifo(tmp_path / "sop/pipa.yaml")
    with (tmp_path / "sop/besar.yaml").open("wb") as file:
        file.truncate(1 << 40)
    (tmp_path / "sop/map.yaml").mkdir()
    return tmp_path / "sop"


OUTSIDE = ("../luar/rahasia.yaml", "/proc/self/environ", "/etc/passwd", "/dev/zero", "tautan.yaml", "keluar/rahasia.yaml", "keluar/../luar/lain.yaml", "./../luar/lain.yaml")  # fmt: skip
ODD = ("pipa.yaml", "map.yaml", "besar.yaml", "melingkar.yaml", "a\0.yaml", "tidak-ada.yaml", "surat.yaml/x.yaml", "SURAT.YAML", ".", "")  # fmt: skip


@pytest.mark.parametrize("name", OUTSIDE)
def test_nothing_outside_the_folder_is_read(place, name):
    with pytest.raises(OutsideRoot):
        Files(place).read(place / name)


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("bound", [True, False])
def test_what_is_no_file_of_a_sensible_size_is_refused_at_once(place, name, bound):
    with pytest.raises((NoRegularFile, TooLarge, OSError)):
        (Files(place) if bound else Files()).read(place / name)


def test_a_link_to_another_file_of_the_folder_is_followed(place):
    assert Files(place).read(place / "dalam.yaml") == SOP.encode()


def test_devices_and_sockets_are_no_files(tmp_path):
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "soket.yaml"))
        for path in (tmp_path / "soket.yaml", Path("/dev/zero"), Path("/dev/tty")):
            with pytest.raises((NoRegularFile, OSError)):
                Files().read(path)


def test_a_file_that_grows_while_it_is_read_is_cut_off():
    # what /proc holds has no size until it is read
    with pytest.raises(TooLarge):
        Files().read("/proc/kallsyms")
    assert Files().read("/proc/self/environ")


@pytest.mark.parametrize("swapped", ["file", "folder"])
def test_a_link_that_is_put_there_after_the_look_is_not_followed(place, monkeypatch, swapped):
    (place / "sub").mkdir()
    (place / "sub/rahasia.yaml").write_text(SOP, "utf-8")
    whole = Files.resolved

    def then_somebody_swaps(self, path):
        found = whole(self, path)
        if swapped == "file":
            found.unlink()
            found.symlink_to(place.parent / "luar/rahasia.yaml")
        else:
            found.unlink()
            found.parent.rmdir()
            found.parent.symlink_to(place.parent / "luar")
        return found

    monkeypatch.setattr(files_module.Files, "resolved", then_somebody_swaps)
    with pytest.raises((OSError, SopflowError)):
        Files(place).read(place / "sub/rahasia.yaml")


def test_a_folder_that_becomes_a_link_before_a_save_is_not_written_through(place, monkeypatch):
    (place / "sub").mkdir()
    (place / "sub/rahasia.yaml").write_text(SOP, "utf-8")
    folder = Folder(place)
    digest = folder.read("sub/rahasia.yaml").digest
    look = Folder._bytes

    def then_somebody_swaps(self, path):
        found = look(self, path)
        (place / "sub/rahasia.yaml").unlink()
        (place / "sub").rmdir()
        (place / "sub").symlink_to(place.parent / "luar")
        return found

    monkeypatch.setattr(Folder, "_bytes", then_somebody_swaps)
    with pytest.raises(OSError, match="Not a directory"):
        folder.write("sub/rahasia.yaml", "x", digest)
    assert (place.parent / "luar/rahasia.yaml").read_text("utf-8") == SECRET
    assert sorted(one.name for one in (place.parent / "luar").iterdir()) == ["lain.yaml", "rahasia.yaml"]


@pytest.mark.parametrize("name", [*OUTSIDE, *ODD])
def test_a_scenario_reads_no_file_outside_its_project(place, name):
    text = SCENARIOS.format(sop=f'"{name}"'.replace("\0", "\\0"))
    (place / "uji.scenarios.yaml").write_text(text, "utf-8")
    suite = Suite([place / "uji.scenarios.yaml"], Library(files=Files(place)))
    (broken,) = suite.broken
    for language in ("id", "en"):
        told = "".join(found.text(broken.lines, language) for found in broken.findings)
        told += broken.sop_error.message(language) if broken.sop_error is not None else ""
        assert "rahasia\n" not in told
        assert "$6$" not in told
        assert "root:" not in told


def test_names_of_sops_outside_are_not_told(place):
    (place / "nama.yaml").symlink_to(place.parent / "luar/lain.yaml")
    assert list(Library(files=Files(place)).known(place)) == ["surat"]
    assert list(Library(files=Files(place)).known(place / "keluar")) == []


def test_a_calendar_that_is_a_link_to_elsewhere_is_not_read(place):
    (place / "surat.yaml").write_text(SOP + "calendar: kota\n", "utf-8")
    (place / "kota.calendar.yaml").symlink_to(place.parent / "luar/rahasia.yaml")
    (place / "uji.scenarios.yaml").write_text(SCENARIOS.format(sop="surat"), "utf-8")
    suite = Suite([place / "uji.scenarios.yaml"], Library(files=Files(place)))
    assert list(suite.play()) == []
    assert suite.broken
    assert "$6$" not in str(suite.broken)


def test_a_scenario_may_name_an_sop_anywhere_in_its_project(place, monkeypatch):
    (place / "uji").mkdir()
    scenarios = place / "uji/surat.scenarios.yaml"
    scenarios.write_text(SCENARIOS.format(sop="../surat.yaml"), "utf-8")
    assert Suite([scenarios]).broken  # nothing says that both belong together
    monkeypatch.chdir(place)
    assert not Suite([Path("uji/surat.scenarios.yaml")]).broken
    monkeypatch.chdir("/")
    (place / ".git").mkdir()
    assert not Suite([scenarios]).broken
    scenarios.write_text(SCENARIOS.format(sop="../../luar/lain.yaml"), "utf-8")
    assert Suite([scenarios]).broken
    assert project_files([scenarios]).roots == (place,)


def test_the_page_lists_and_reads_only_files_of_its_folder(place):
    folder = Folder(place)
    assert [one.path for one in folder.files()] == ["besar.yaml", "dalam.yaml", "surat.yaml"]
    done = []

    def reading():
        for name in ("pipa.yaml", "map.yaml", "tautan.yaml", "besar.yaml"):
            with pytest.raises((SopflowError, OSError)):
                folder.read(name)
            done.append(name)

    thread = threading.Thread(target=reading, daemon=True)  # a pipe would hold it for ever
    thread.start()
    thread.join(30)
    assert len(done) == 4


def test_every_reader_of_yaml_goes_through_it():
    """Whoever opens a file in these packages by another way is found here."""
    root = Path(sopflow.__file__).parent
    opening = {"open", "read_bytes", "read_text"}
    found = set()
    for package in ("definition", "scenarios", "time", "people", "studio"):
        for path in (root / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call):
                    name = getattr(node.func, "attr", getattr(node.func, "id", None))
                    if name in opening:
                        found.add(path.relative_to(root).as_posix())
    # there: our own schemas, what was checked, the page's files, a draft just made, and `webbrowser.open`
    assert found == {
        "definition/schema.py", "definition/files.py", "studio/app.py",
        "studio/routes/exporting.py", "studio/serving.py",
    }  # fmt: skip
