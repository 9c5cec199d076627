"""Who is let in, what is written, and what is refused: without a browser."""

from __future__ import annotations

import contextlib
import os
import threading
from base64 import b64decode, b64encode
from pathlib import Path
from tempfile import gettempdir
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument
from starlette.testclient import TestClient

from sopflow import Engine, load
from sopflow.studio.app import studio_app
from sopflow.studio.folder import ChangedOnDisk, Folder, OutsideFolder, TooLarge
from sopflow.studio.routes.office import instances
from sopflow.studio.routes.walking import standing
from sopflow.studio.workspace import RequestBody
from tests.share import share
from tests.studio.served import ROOT

HOST = "127.0.0.1:9999"
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")


@pytest.fixture
def client(folder):
    app = studio_app(Folder(folder), token="kunci", hosts=frozenset({HOST}))
    client = TestClient(app, base_url=f"http://{HOST}", follow_redirects=False, client=("127.0.0.1", 50000))
    client.cookies.set("sopflow-9999", "kunci")
    return client


def asking(client, route, /, **data):
    return client.post(f"/api/{route}", json=data)


def test_the_token_becomes_a_cookie_and_leaves_the_address(folder):
    client = TestClient(
        studio_app(Folder(folder), token="kunci", hosts=frozenset({HOST})),
        base_url=f"http://{HOST}",
        follow_redirects=False,
        client=("127.0.0.1", 50000),
    )
    assert client.get("/").status_code == 401
    assert client.get("/?token=salah").status_code == 401
    assert client.post("/api/files", json={}).status_code == 401
    answer = client.get("/?token=kunci")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"}, {"host": "127.0.0.1:1"}, {"origin": "http://evil.example"}, {"origin": "null"},
        {"origin": "https://127.0.0.1:9999"}, {"via": "1.1 x"}, {"x-real-ip": "192.0.2.7"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
    ],
)  # fmt: skip
def test_other_hosts_and_origins_are_refused_even_with_the_token(client, headers):
    assert client.get("/", headers=headers).status_code == 403
    assert client.post("/api/files", json={}, headers=headers).status_code == 403


def test_answers_forbid_scripts_from_anywhere_else_and_frames(client):
    policy = client.get("/").headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert client.get("/").headers["x-content-type-options"] == "nosniff"
    assert client.get("/").headers["cache-control"] == "no-cache"  # a page of another version is not shown


def test_requests_that_make_no_sense_are_said_so(client):
    assert client.post("/api/read", content="{}", headers={"content-type": "text/plain"}).status_code == 400
    assert (
        client.post("/api/read", content="[" * 100_000, headers={"content-type": "application/json"}).status_code
        == 400
    )
    assert asking(client, "read").status_code == 400
    assert asking(client, "read", path=3).status_code == 400
    assert asking(client, "walk", path="pengawalan.yaml", text="x", acts=[[1]]).status_code == 400
    assert asking(client, "save", path="besar.yaml", text="x" * 2_000_000).status_code == 413
    half = b'{"path": "pengawalan.yaml", "text": "\\ud800"}'
    headers = {"content-type": "application/json"}
    assert client.post("/api/save", content=half, headers=headers).status_code == 400
    assert (
        client.post(
            "/api/save", content=b" " * 26_000_000, headers={"content-type": "application/json"}
        ).status_code
        == 413
    )
    assert asking(client, "instances").json()["code"] == "no-store"


SEGMENT = st.text(st.sampled_from("ab./\\: ~%\0\n-_é"), min_size=0, max_size=6) | st.sampled_from(
    ["..", ".", "", "/etc", "C:", "~", "sop", "keluar", "a.yaml", ".git", "x.yaml/", "con"]
)
PATHS = (
    st.lists(SEGMENT, max_size=5)
    .map("/".join)
    .flatmap(lambda p: st.sampled_from([p, f"{p}.yaml", f"/{p}.yaml", f"{p}/a.yaml"]))
)


@given(PATHS)
@settings(max_examples=share(600), deadline=None, suppress_health_check=list(HealthCheck))
def test_no_path_leads_out_of_the_folder(tmp_path_factory, path):
    root = tmp_path_factory.mktemp("akar")
    (root / "sop").mkdir()
    (root / "luar").mkdir()
    (root / "sop/keluar").symlink_to(root / "luar")
    (root / "luar/rahasia.yaml").write_text("rahasia", "utf-8")
    folder = Folder(root / "sop")
    try:
        place = folder.place(path)
    except OutsideFolder:
        place = None
    if place is not None:
        assert place.is_relative_to(root / "sop")
        assert place.suffix in (".yaml", ".yml")
        with contextlib.suppress(ChangedOnDisk, OSError):
            folder.write(path, "x", None)
    outside = sorted(p.name for p in root.rglob("*") if not p.is_relative_to(root / "sop"))
    assert outside == ["luar", "rahasia.yaml", "sop"] or outside == ["luar", "rahasia.yaml"]
    assert (root / "luar/rahasia.yaml").read_text("utf-8") == "rahasia"
    assert [p.name for p in (root / "luar").iterdir()] == ["rahasia.yaml"]


def test_a_link_that_leads_out_is_neither_read_nor_written(folder, tmp_path):
    secret = tmp_path / "rahasia.yaml"
    secret.write_text("rahasia", "utf-8")
    (folder / "tautan.yaml").symlink_to(secret)
    with pytest.raises(OutsideFolder):
        Folder(folder).read("tautan.yaml")
    with pytest.raises(OutsideFolder):
        Folder(folder).write("tautan.yaml", "x", None)
    assert secret.read_text("utf-8") == "rahasia"


def test_a_save_is_whole_or_not_at_all(folder, monkeypatch):
    place = Folder(folder)
    before = place.read("pengawalan.yaml")
    with pytest.raises(ChangedOnDisk):
        place.write("pengawalan.yaml", "baru", "0" * 64)
    with pytest.raises(ChangedOnDisk):
        place.write("pengawalan.yaml", "baru", None)
    with pytest.raises(TooLarge):
        place.write("pengawalan.yaml", "x" * 2_000_000, before.digest)

    def broken(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="space"):
        place.write("pengawalan.yaml", "baru", before.digest)
    monkeypatch.undo()
    assert place.read("pengawalan.yaml") == before
    assert not list(folder.glob(".sopflow-*"))


@pytest.mark.parametrize("data", [b"a: 1\r\nb: 2\r\n", b"\xef\xbb\xbfa: 1\n", b"a: 1\rb: 2\n", b""])
def test_what_was_read_can_be_written_back_byte_by_byte(folder, data):
    (folder / "lain.yaml").write_bytes(data)
    found = Folder(folder).read("lain.yaml")
    assert Folder(folder).write("lain.yaml", found.text, found.digest).digest == found.digest
    assert (folder / "lain.yaml").read_bytes() == data


def test_a_file_that_is_no_utf8_is_refused_with_its_place(client, folder):
    (folder / "lama.yaml").write_bytes(b"a: 1\nb: Caf\xe9\n")
    answer = asking(client, "read", path="lama.yaml")
    assert (answer.status_code, answer.json()["code"]) == (422, "not-text")
    assert "lama.yaml:2" in answer.json()["message"]


def test_of_many_saves_at_once_one_wins(folder):
    place = Folder(folder)
    digest = place.read("pengawalan.yaml").digest
    won = []

    def save(number):
        try:
            place.write("pengawalan.yaml", f"teks {number}", digest)
            won.append(number)
        except ChangedOnDisk:
            pass

    threads = [threading.Thread(target=save, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert place.read("pengawalan.yaml").text == f"teks {won[0]}"


def test_text_of_a_definition_never_becomes_markup(client):
    text = 'sopflow: 1\nid: uji\ntitle: "<script>alert(1)</script>"\nactors: {a: "<img src=x onerror=alert(1)>"}\nsteps:\n- {id: s1, activity: "</svg><script>", actor: a}\n'
    for name in ("draw", "walk"):
        pages = asking(client, name, path="uji.yaml", text=text).json()["pages"]
        assert "<script" not in pages
        assert "<img" not in pages


def test_what_is_not_saved_counts(client, folder):
    text = (folder / "pengawalan.yaml").read_text("utf-8").replace("duration: 2 Hari", "duration: 5 Hari")
    results = asking(client, "scenarios", path="pengawalan.yaml", text=text).json()["results"]
    assert any(one["status"] == "failed" for one in results)
    assert all(str(folder) not in one["text"] for one in results)
    assert asking(client, "scenarios", path="pengawalan.yaml", text="rusak").json() == {"broken": True}
    assert asking(client, "walk", path="pengawalan.yaml", text="rusak").json() == {"broken": True}


def test_what_is_not_played_or_fails_as_expected_has_not_passed(client, folder):
    (folder / "pengawalan.scenarios.yaml").write_text(
        "sopflow: 1\nsop: pengawalan\nscenarios:\n"
        "  - {name: satu, steps: [{auto: end, answers: {verifikasi: Y}}]}\n"
        "  - {name: dua, skip: belum, steps: [{auto: end}]}\n"
        "  - {name: tiga, xfail: belum, steps: [{camat: verifikasi}]}\n",
        "utf-8",
    )
    text = (folder / "pengawalan.yaml").read_text("utf-8")
    results = asking(client, "scenarios", path="pengawalan.yaml", text=text).json()["results"]
    assert {one["name"]: one["status"] for one in results} == {
        "satu": "passed",
        "dua": "skipped",
        "tiga": "xfailed",
    }


def test_exports_and_imports(client, folder):
    text = (folder / "pengawalan.yaml").read_text("utf-8")
    for form in ("pdf", "html", "svg", "png", "docx", "xlsx", "csv", "md", "mmd", "dot"):
        answer = asking(client, "export", path="pengawalan.yaml", text=text, format=form)
        assert answer.status_code == 200, form
        assert answer.json()["name"] == f"pengawalan.{form}"
    sizes = {}
    for paper in (None, "a4", "f4"):
        more = {} if paper is None else {"paper": paper}
        made = asking(client, "export", path="pengawalan.yaml", text=text, format="pdf", **more).json()["content"]
        sizes[paper] = PdfDocument(b64decode(made))[0].get_size()
    assert sizes[None] == sizes["a4"] != sizes["f4"]
    made = asking(client, "export", path="pengawalan.yaml", text=text, format="docx").json()["content"]
    back = asking(client, "import", name="../../x.docx", content=made).json()
    assert back["rows"] == 11
    assert back["path"] == "x.yaml"
    assert asking(client, "import", name="x.exe", content="").status_code == 400
    assert asking(client, "import", name="x.csv", content="***").status_code == 400
    for name, content in (
        ("rusak.docx", b"PK\3\4"),
        ("kosong.xlsx", b""),
        ("bukan.csv", b"a,b\n1,2\n"),
        ("x.txt", b"\xff\xfe\xfd"),
    ):
        told = asking(client, "import", name=name, content=b64encode(content).decode()).json()["message"]
        assert told.startswith(f"{name}: ")
        assert gettempdir() not in told
    assert asking(client, "import", name="x.csv", content=b64encode(b"a,b\n1,2\n").decode()).status_code == 400
    assert asking(client, "export", path="pengawalan.yaml", text="rusak", format="pdf").status_code == 422


def test_a_file_that_cannot_be_read_is_answered_with_what_to_do(client):
    for name, content in (
        ("Surat.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("Surat.odt", b""),
        ("foto.jpg", b""),
    ):
        answer = asking(client, "import", name=name, content=b64encode(content).decode())
        assert answer.status_code == 400
        assert answer.json()["message"].startswith(f"{name}: ")
    assert "simpan sebagai .docx" in asking(client, "import", name="Surat.doc", content="").json()["message"]


def test_the_other_files_are_checked_too(client, folder):
    for name in ("pengawalan.scenarios.yaml", "calendars/tangerang.calendar.yaml"):
        text = asking(client, "read", path=name).json()["text"]
        assert asking(client, "draw", path=name, text=text).json()["findings"] == []
        assert asking(client, "draw", path=name, text=text + "\nkeliru: 1\n").json()["findings"]
    assert asking(client, "draw", path="x.directory.yaml", text="directory: x\n").json()["findings"]
    assert {f["kind"] for f in asking(client, "files").json()["files"]} == {"sop", "scenarios", "calendar"}
    assert Path(folder / "x.directory.yaml").exists() is False


def test_an_office_file_is_checked_with_its_sop_and_is_no_sop(client, folder):
    text = "arrivals: {pengawalan: {every: {exponential: 40 menit}}}\npeople: {camat: 2}\n"
    (folder / "loket.office.yaml").write_text(text, "utf-8")
    assert {f["path"]: f["kind"] for f in asking(client, "files").json()["files"]}["loket.office.yaml"] == "office"
    drawn = asking(client, "draw", path="loket.office.yaml", text=text).json()
    assert (drawn["kind"], drawn["findings"]) == ("office", [])
    bad = asking(client, "draw", path="loket.office.yaml", text=text.replace("camat: 2", "camt: 2")).json()
    assert "SOP901" in str(bad["findings"])
    assert client.get("/schema/office.json").status_code == 200


def test_the_office_list_says_titles_and_not_ids(folder):
    engine = Engine()
    engine.register(load(folder / "pengawalan.yaml"))
    run = engine.start("pengawalan", "camat").id
    engine.complete(run, "terima_perintah", "camat")
    (listed,) = instances(SimpleNamespace(office=engine), RequestBody({}))["instances"]
    assert listed["sop"].startswith("SOP Pengawalan Pejabat")
    assert listed["active"][0].startswith("2. Kasi Ketentraman")
    shown = standing(engine, engine.instance(run), "id", engine.now())
    assert shown["sop"] == listed["sop"]
    started, done = shown["history"]
    assert (started["by"], started["result"]) == ("Camat", "dimulai")
    assert (done["number"], done["by"], done["result"]) == ("1", "Camat", "selesai")
    assert done["activity"].startswith("Kasi Ketentraman")


def test_the_shipped_files_are_those_that_the_sources_say():
    page = ROOT / "sopflow/studio"
    assert (page / "static/index.html").read_bytes() == (page / "page/src/index.html").read_bytes()
    assert (page / "static/studio.css").read_bytes() == (page / "page/src/studio.css").read_bytes()
    assert Path(page / "static/studio.js").stat().st_size > 100_000
