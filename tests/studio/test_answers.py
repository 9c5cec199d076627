"""Answers that come late, in another order or never: no text is lost, and none stands in another's file."""

from __future__ import annotations

import pytest

from tests.studio.served import ROOT

ONE, OTHER = "pengawalan.yaml", "rekomendasi-izin-keramaian.yaml"


class Held:
    """Answers to one question of the page, held from now on: each was given, and did not arrive."""

    def __init__(self, page, name):
        self.page, self.glob = page, f"**/api/{name}"
        self.waiting = []
        page.route(self.glob, self._hold)

    def _hold(self, route):
        self.waiting.append((route, route.fetch()))

    def until(self, count):
        while len(self.waiting) < count:
            self.page.wait_for_timeout(10)

    def release(self, at=0):
        route, answer = self.waiting.pop(at)
        route.fulfill(response=answer)

    def lose(self, at=0):
        self.waiting.pop(at)[0].abort()

    def end(self):
        self.page.unroute(self.glob)


def append(page, text):
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(text)


def text(page):
    """What the editor shows around the cursor, which is at the end."""
    return page.locator(".cm-content").inner_text()


def go(page, name):
    page.locator(".files button", has_text=name).first.click()
    page.locator("h1", has_text=name).wait_for()


def end_of(page):
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    return text(page)


def test_a_late_answer_to_a_save_belongs_to_its_own_file(opened, folder):
    page = opened(ONE)
    before = {name: (folder / name).read_text("utf-8") for name in (ONE, OTHER)}
    saves = Held(page, "save")
    append(page, "# satu\n")
    page.keyboard.press("Control+s")
    saves.until(1)
    page.on("dialog", lambda dialog: dialog.accept())
    go(page, OTHER)
    append(page, "# dua\n")
    saves.release()
    page.get_by_text(f"{ONE} disimpan").wait_for()
    saves.end()
    page.keyboard.press("Control+s")
    page.get_by_text(f"{OTHER} disimpan").wait_for()
    assert (folder / ONE).read_text("utf-8") == before[ONE] + "# satu\n"
    assert (folder / OTHER).read_text("utf-8") == before[OTHER] + "# dua\n"


@pytest.mark.long
def test_a_key_that_is_held_down_saves_in_turn_and_asks_nothing(opened, folder):
    page = opened(ONE)
    before = (folder / ONE).read_text("utf-8")
    saves = Held(page, "save")
    append(page, "# satu\n")
    for _ in range(5):
        page.keyboard.press("Control+s")
    saves.until(1)
    append(page, "# dua\n")
    page.keyboard.press("Control+s")
    saves.release()
    saves.until(1)
    saves.release()
    page.locator("h1:not(:has-text('belum disimpan'))").wait_for()
    assert page.get_by_role("dialog").count() == 0
    assert (folder / ONE).read_text("utf-8") == before + "# satu\n# dua\n"


@pytest.mark.long
def test_a_save_whose_answer_was_lost_is_no_conflict(opened, folder):
    page = opened(ONE)
    before = (folder / ONE).read_text("utf-8")
    saves = Held(page, "save")
    append(page, "# satu\n")
    page.keyboard.press("Control+s")
    saves.until(1)
    saves.lose()
    page.locator(".status", has_text=f"{ONE} belum disimpan").wait_for()
    saves.end()
    append(page, "# dua\n")
    page.keyboard.press("Control+s")
    page.get_by_text(f"{ONE} disimpan").wait_for()
    assert page.get_by_role("dialog").count() == 0
    assert (folder / ONE).read_text("utf-8") == before + "# satu\n# dua\n"


@pytest.mark.long
def test_a_new_file_discards_nothing(opened):
    page = opened(ONE)
    append(page, "# satu\n")
    page.get_by_role("button", name="Baru…").click()
    page.get_by_role("textbox", name="Nama berkas baru").fill("baru")
    page.get_by_role("button", name="Buat", exact=True).click()
    page.locator("h1", has_text="baru.yaml · belum disimpan").wait_for()
    go(page, ONE)
    assert "# satu" in end_of(page)
    go(page, "baru.yaml")
    assert "id: baru" in text(page)


@pytest.mark.long
def test_what_is_typed_while_another_file_loads_stays_in_its_own(opened):
    page = opened(ONE)
    reads = Held(page, "read")
    page.locator(".files button", has_text=OTHER).click()
    reads.until(1)
    append(page, "# satu\n")
    reads.release()
    page.locator("h1", has_text=OTHER).wait_for()
    reads.end()
    assert "# satu" not in end_of(page)
    go(page, ONE)
    assert "# satu" in end_of(page)


@pytest.mark.long
def test_the_file_that_was_asked_for_last_is_shown(opened):
    page = opened(None)
    reads = Held(page, "read")
    page.locator(".files button", has_text=ONE).click()
    reads.until(1)
    page.locator(".files button", has_text=OTHER).click()
    reads.until(2)
    reads.release(1)
    page.locator("h1", has_text=OTHER).wait_for()
    with page.expect_response("**/api/read"):
        reads.release()
    page.wait_for_timeout(100)
    assert page.locator("h1").inner_text() == OTHER
    assert "rekomendasi" in text(page).lower()


@pytest.mark.long
def test_a_late_import_takes_nothing_off_the_screen(opened):
    page = opened(None)
    imports = Held(page, "import")
    page.locator("input[type=file]").set_input_files(ROOT / "tests/paper/pengawalan.txt")
    imports.until(1)
    go(page, OTHER)
    append(page, "# satu\n")
    imports.release()
    page.locator(".files button", has_text="pengawalan-2.yaml").wait_for()
    assert page.locator("h1").inner_text() == f"{OTHER} · belum disimpan"
    assert "# satu" in end_of(page)
    go(page, "pengawalan-2.yaml")


@pytest.mark.long
def test_a_late_answer_about_a_walk_shows_nothing_older(opened):
    page = opened(ONE)
    page.get_by_role("tab", name="Jalankan").click()
    first = page.locator(".walk .item[data-step=terima_perintah] button.outcome")
    first.wait_for()
    lines = page.locator(".walk .history li")
    before = lines.all_inner_texts()
    walks = Held(page, "walk")
    first.click()
    walks.until(1)
    page.get_by_role("button", name="Mulai lagi").click()
    walks.until(2)
    walks.release(1)
    page.wait_for_timeout(100)
    with page.expect_response("**/api/walk"):
        walks.release()
    page.wait_for_timeout(100)
    assert lines.all_inner_texts() == before
    first.wait_for()


@pytest.mark.long
def test_the_text_on_disk_is_taken_without_a_network(opened, folder):
    page = opened(ONE)
    before = (folder / ONE).read_text("utf-8")
    (folder / ONE).write_text(before + "# orang lain\n", "utf-8")
    append(page, "# satu\n")
    page.keyboard.press("Control+s")
    page.get_by_role("dialog").wait_for()
    page.route("**/api/**", lambda route: route.abort())
    page.get_by_role("button", name="Pakai yang di disk").click()
    page.get_by_role("dialog").wait_for(state="detached")
    assert "# orang lain" in end_of(page)
    assert "# satu" not in text(page)


@pytest.mark.long
def test_a_file_that_was_removed_is_written_again_or_not(opened, folder):
    page = opened(ONE)
    (folder / ONE).unlink()
    append(page, "# satu\n")
    page.keyboard.press("Control+s")
    page.get_by_role("dialog", name="dihapus").wait_for()
    assert page.get_by_role("button", name="Pakai yang di disk").count() == 0
    page.get_by_role("button", name="Pakai milik saya").click()
    page.get_by_text(f"{ONE} disimpan").wait_for()
    assert (folder / ONE).read_text("utf-8").endswith("# satu\n")


@pytest.mark.long
def test_a_file_that_is_no_utf8_is_not_opened(opened, folder):
    (folder / "lama.yaml").write_bytes(b"sopflow: 1\ntitle: Caf\xe9\n")
    page = opened(ONE)
    page.locator(".files button", has_text="lama.yaml").click()
    page.locator(".status", has_text="lama.yaml:2").wait_for()
    assert page.locator("h1").inner_text() == ONE


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.long
def test_line_ends_and_a_byte_order_mark_stay(opened, folder, mark):
    before = mark + (folder / ONE).read_text("utf-8").replace("\n", "\r\n")
    (folder / ONE).write_bytes(before.encode())
    page = opened(ONE)
    append(page, "# satu\n")
    page.keyboard.press("Control+s")
    page.get_by_text(f"{ONE} disimpan").wait_for()
    assert (folder / ONE).read_bytes() == (before + "# satu\r\n").encode()


@pytest.mark.long
def test_a_closed_tab_keeps_its_draft_and_an_open_one_its_own(opened, folder):
    page = opened(ONE)
    append(page, "# satu\n")
    second = page.context.new_page()
    second.goto(page.url)
    second.wait_for_selector(".table .sop-page")
    assert "# satu" not in end_of(second)
    page.close()
    second.close()
    third = second.context.new_page()
    third.goto(page.url)
    third.locator("h1", has_text=f"{ONE} · belum disimpan").wait_for()
    assert "# satu" in end_of(third)
    third.keyboard.press("Control+s")
    third.get_by_text(f"{ONE} disimpan").wait_for()
    assert (folder / ONE).read_text("utf-8").endswith("# satu\n")
    third.close()
    fourth = third.context.new_page()
    fourth.goto(page.url)
    fourth.wait_for_selector(".table .sop-page")
    assert fourth.locator("h1").inner_text() == ONE


@pytest.mark.long
def test_changes_are_discarded_only_when_asked(opened, folder):
    page = opened(ONE)
    before = (folder / ONE).read_text("utf-8")
    append(page, "# satu\n")
    page.get_by_role("button", name="Buang perubahan…").click()
    page.get_by_role("button", name="Batal").click()
    assert "# satu" in end_of(page)
    page.get_by_role("button", name="Buang perubahan…").click()
    page.get_by_role("button", name="Buang", exact=True).click()
    page.locator("h1:not(:has-text('belum disimpan'))").wait_for()
    assert "# satu" not in end_of(page)
    assert (folder / ONE).read_text("utf-8") == before


@pytest.mark.long
def test_a_server_that_was_restarted_says_what_to_do(opened):
    page = opened(ONE)
    append(page, "# satu\n")
    page.context.clear_cookies()
    page.keyboard.press("Control+s")
    page.locator(".status", has_text="Server dimulai ulang").wait_for()


@pytest.mark.long
def test_back_shows_the_file_before(opened):
    page = opened(ONE)
    go(page, OTHER)
    page.go_back()
    page.locator("h1", has_text=ONE).wait_for()


@pytest.mark.long
def test_a_taken_name_is_noticed_at_once_and_files_stand_under_their_sop(opened):
    page = opened(ONE)
    files = page.locator(".files button").all_inner_texts()
    assert files.index("pengawalan.scenarios.yaml") == files.index(ONE) + 1
    page.get_by_role("button", name="Baru…").click()
    name = page.get_by_role("textbox", name="Nama berkas baru")
    name.fill("Pengawalan")
    assert name.evaluate("one => one.validationMessage") == "Nama ini sudah dipakai"


@pytest.mark.long
def test_the_search_panel_speaks_the_readers_language(opened):
    page = opened(ONE)
    page.locator(".cm-content").click()
    page.keyboard.press("Control+f")
    page.get_by_role("button", name="berikut").wait_for()
