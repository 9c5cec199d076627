"""The logo of an SOP is a small PNG or JPEG in its folder: anything else is told, and nothing outside is opened."""

from __future__ import annotations

import io
import os
import pickle
import socket
import zlib

import pytest
from PIL import Image

import sopflow
from sopflow.cli import main
from sopflow.definition.codec import definition_from_json, definition_to_json
from sopflow.definition.digest import digest, is_digest_of
from sopflow.definition.loading import check_bytes
from sopflow.definition.logo import MAX_BYTES, MAX_SIDE, UnusableLogo, logo_near
from sopflow.definition.pictures import Size, is_whole, size_of
from sopflow.review.checking import reviewed
from tests.emblems import SOP, picture, png, sop_with


def codes(file):
    """What is told of the logo."""
    return [one.code for one in sopflow.check(file).findings if "SOP233" <= one.code <= "SOP236"]


@pytest.mark.parametrize("kind", ["png", "jpeg"])
@pytest.mark.parametrize("name", ["logo.png", "gambar/lambang daerah.png", "gambar/é.bin"])
def test_a_picture_beside_the_file_is_its_logo(tmp_path, kind, name):
    file = sop_with(tmp_path, name, picture(kind, (20, 30)))
    assert codes(file) == []
    logo = logo_near(sopflow.load(file), tmp_path)
    assert (logo.path, logo.size) == (name, (kind, 20, 30))
    assert logo.data == picture(kind, (20, 30))


def test_progressive_and_padded_jpegs_have_a_size():
    made = picture("jpeg", (20, 30))
    assert size_of(made[:2] + b"\xff\xff\xff\x01" + made[2:]) == ("jpeg", 20, 30)
    segment = b"\xff\xe1" + (60_000).to_bytes(2) + b"\0" * 59_998
    assert size_of(made[:2] + segment * 5 + made[2:]) == ("jpeg", 20, 30)


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd", "../logo.png", "gambar/../../logo.png", "gambar/../logo.png", "..", "./../logo.png",
        "'C:/logo.png'", "'C:\\logo.png'", "'\\\\server\\logo.png'", "'gambar\\logo.png'", "'file:///etc/passwd'",
        "'https://example.org/logo.png'", "a" * 501,
    ],
)  # fmt: skip
def test_a_path_that_leads_out_of_the_folder_is_an_error(tmp_path, path):
    folder = tmp_path / "sop"
    folder.mkdir()
    (tmp_path / "logo.png").write_bytes(picture())
    (folder / "logo.png").write_bytes(picture())
    found = sopflow.check(sop_with(folder, path))
    assert found.definition is None
    (one, *_) = [f for f in found.findings if f.severity == "error"]
    assert one.code == "SOP233"
    assert one.span.line == 4


@pytest.mark.parametrize("path", ["./logo.png", "gambar/./logo.png", ".//gambar//logo.png"])
def test_one_way_to_write_a_path_is_as_good_as_another(tmp_path, path):
    assert codes(sop_with(tmp_path, path, picture())) == []


@pytest.mark.parametrize("path", [".", "gambar/", "gambar", "a//b.png"])
def test_a_folder_and_what_is_not_there_are_missing_and_not_outside(tmp_path, path):
    (tmp_path / "gambar").mkdir()
    assert codes(sop_with(tmp_path, path)) == ["SOP234"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("gambar/../logo.png", 'logo "gambar/../logo.png" ditulis dengan ".."'),
        ("'gambar\\logo.png'", 'logo "gambar\\logo.png" ditulis dengan "\\" atau ":"'),
        ("/logo.png", 'logo "/logo.png" tidak berada di map SOP ini'),
    ],
)
def test_what_is_said_of_a_path_is_true_of_it(path, said, tmp_path):
    (found,) = [f for f in sopflow.check(sop_with(tmp_path, path)).findings if f.severity == "error"]
    assert found.message("id") == said


@pytest.mark.parametrize("written", ["unknown", "'?'"])
def test_a_logo_is_not_unknown_and_the_message_says_what_to_do(written, tmp_path):
    (found,) = [f for f in sopflow.check(sop_with(tmp_path, written)).findings if f.severity == "error"]
    assert "tanpa logo, hapus baris ini" in found.message("id")
    assert "without a logo leave this line out" in found.message("en")


@pytest.mark.parametrize("kind", ["png", "jpeg"])
@pytest.mark.parametrize("mode", ["1", "L", "RGB", "P", "RGBA", "LA", "CMYK"])
def test_every_kind_of_picture_is_whole_until_its_last_byte(kind, mode):
    modes = {"png": {"1", "L", "RGB", "P", "RGBA", "LA"}, "jpeg": {"L", "RGB", "CMYK"}}[kind]
    if mode not in modes:
        return
    image, out = Image.new(mode, (37, 23)), io.BytesIO()
    image.putdata([image.getpixel((0, 0))] * (37 * 23))
    image.save(out, kind, **({"progressive": True} if kind == "jpeg" else {}))
    data = out.getvalue()
    size = size_of(data)
    assert size == (kind, 37, 23)
    assert is_whole(data, size)
    assert is_whole(data + b"\0" * 10, size)
    assert not any(is_whole(data[:end], size) for end in range(40, len(data), 7))


def test_an_interlaced_png_is_whole_and_one_with_too_few_dots_is_not():
    def made(interlaced, count):
        header = (3).to_bytes(4) + (5).to_bytes(4) + bytes([8, 0, 0, 0, interlaced])
        return png(3, 5, (b"IDAT", zlib.compress(bytes(count)))).replace(
            *(len(h).to_bytes(4) + b"IHDR" + h + zlib.crc32(b"IHDR" + h).to_bytes(4)
              for h in (png(3, 5)[16:29], header))
        )  # fmt: skip

    # a row of 3 dots is 4 bytes; the interlaced passes are 1 × 1, none, 1 × 1, 1 × 2, 2 × 1, 1 × 3 and 3 × 2 dots
    for interlaced, count in ((0, 5 * 4), (1, 2 + 2 + 2 * 2 + 3 + 3 * 2 + 2 * 4)):
        assert is_whole(made(interlaced, count), Size("png", 3, 5))
        assert not is_whole(made(interlaced, count - 1), Size("png", 3, 5))


def test_a_byte_that_was_changed_on_the_way_is_seen():
    data = picture()
    at = data.index(b"IDAT") + 6
    changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
    assert not is_whole(changed, size_of(changed))


@pytest.mark.parametrize("path", ['"logo\\u200b.png"', '"logo\\x01.png"'])
def test_a_path_with_a_sign_that_nobody_sees_is_refused_as_everywhere(tmp_path, path):
    assert "SOP023" in [one.code for one in sopflow.check(sop_with(tmp_path, path)).findings]


def test_the_place_is_that_of_the_path():
    with pytest.raises(sopflow.DefinitionError) as refused:
        sopflow.loads(SOP.format(logo="../x.png"))
    (found,) = [f for f in refused.value.findings if f.severity == "error"]
    assert (found.code, found.span[:2]) == ("SOP233", (4, 44))
    assert found.message("id") == 'logo "../x.png" tidak berada di map SOP ini'
    assert found.message("en") == 'the logo "../x.png" is not in the folder of this SOP'
    assert found.hint("id")
    assert found.hint("en")


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    folder = tmp_path / "sop"
    folder.mkdir()
    (tmp_path / "logo.png").write_bytes(picture())
    (folder / "logo.png").symlink_to(tmp_path / "logo.png")
    (folder / "luar").symlink_to(tmp_path, target_is_directory=True)
    assert codes(sop_with(folder)) == ["SOP233"]
    assert codes(sop_with(folder, "luar/logo.png")) == ["SOP233"]
    (folder / "gambar").mkdir()
    (folder / "gambar/asli.png").write_bytes(picture())
    (folder / "dalam.png").symlink_to("gambar/asli.png")
    assert codes(sop_with(folder, "dalam.png")) == []


def test_what_is_no_file_is_not_waited_for(tmp_path, monkeypatch):
    assert codes(sop_with(tmp_path)) == ["SOP234"]
    (tmp_path / "map.png").mkdir()
    assert codes(sop_with(tmp_path, "map.png")) == ["SOP234"]
    os.mkfifo(tmp_path / "pipa.png")
    assert codes(sop_with(tmp_path, "pipa.png")) == ["SOP234"]
    (tmp_path / "putar.png").symlink_to("putar.png")
    assert codes(sop_with(tmp_path, "putar.png")) == ["SOP234"]
    assert codes(sop_with(tmp_path, "x" * 400 + ".png")) == ["SOP234"]
    with socket.socket(socket.AF_UNIX) as one:
        monkeypatch.chdir(tmp_path)
        one.bind("soket.png")
        assert codes(sop_with(tmp_path, "soket.png")) == ["SOP234"]


@pytest.mark.parametrize(
    "content",
    [
        b"", b"GIF89a" + b"\0" * 50, b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n",
        picture()[:20], png(0, 5), png(5, 0), b"\xff\xd8\xff", b"\xff\xd8\xff\xd9", b"\xff\xd8" + b"\xff\x01" * 1000,
        b"\xff\xd8\xff\xe0\0\0" + b"\0" * 50, b"\xff\xd8\xff\xe0\xff\xff", b"\xff\xd8\xff\xc0\0\x11\x08\0",
    ],
)  # fmt: skip
def test_what_is_no_png_and_no_jpeg_by_its_first_bytes_is_told(tmp_path, content):
    assert codes(sop_with(tmp_path, "logo.png", content)) == ["SOP235"]


def test_a_large_picture_is_told_by_its_header_alone(tmp_path):
    black = zlib.compress(bytes(MAX_SIDE * (1 + 3 * MAX_SIDE)))
    assert codes(sop_with(tmp_path, "logo.png", png(MAX_SIDE, MAX_SIDE, (b"IDAT", black)))) == []
    assert codes(sop_with(tmp_path, "logo.png", png(MAX_SIDE + 1, 1))) == ["SOP236"]
    assert codes(sop_with(tmp_path, "logo.png", png(1, 2**31 - 1))) == ["SOP236"]
    whole = picture()
    assert codes(sop_with(tmp_path, "logo.png", whole + b"\0" * (MAX_BYTES - len(whole)))) == []
    assert codes(sop_with(tmp_path, "logo.png", whole + b"\0" * (MAX_BYTES - len(whole) + 1))) == ["SOP236"]


def test_a_check_fails_and_an_sop_without_its_picture_still_runs(tmp_path, capsys):
    file = sop_with(tmp_path)
    assert main(["check", str(file), "--lang", "id"]) == 1
    said = capsys.readouterr().out
    assert "uji.yaml:4:44: peringatan SOP234" in said
    assert 'logo "logo.png" tidak ada, atau tidak dapat dibaca' in said
    assert sopflow.load(file).identity.logo == "logo.png"


@pytest.mark.parametrize("code", ["SOP233", "SOP234", "SOP235", "SOP236"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_each_finding_has_a_page(code, language, capsys):
    assert main(["explain", code, "--lang", language]) == 0
    assert "identity.logo" in capsys.readouterr().out


def test_a_definition_from_memory_looks_at_no_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = reviewed(check_bytes(SOP.format(logo="logo.png").encode(), ""))
    assert "SOP234" not in [one.code for one in found.findings]


def test_the_digest_is_over_the_path_and_only_where_there_is_one(tmp_path):
    without = sopflow.loads(SOP.format(logo="null"))
    named, other = (sopflow.loads(SOP.format(logo=name)) for name in ("logo.png", "lain.png"))
    assert without.digest == sopflow.loads(SOP.format(logo="null").replace(", logo: null", "")).digest
    assert len({without.digest, named.digest, other.digest}) == 3
    again = definition_from_json(definition_to_json(named))
    assert again == named
    assert is_digest_of(digest(named), again)
    (tmp_path / "logo.png").write_bytes(picture())
    assert sopflow.load(sop_with(tmp_path, "logo.png", picture("jpeg"))).digest == named.digest


def test_a_refusal_travels_between_processes(tmp_path):
    with pytest.raises(UnusableLogo) as refused:
        logo_near(sopflow.load(sop_with(tmp_path)), tmp_path)
    again = pickle.loads(pickle.dumps(refused.value))
    what = 'logo "logo.png" tidak ada, atau tidak dapat dibaca'
    cure = "simpan gambarnya di map SOP ini, lalu tulis misalnya logo: logo.png"
    assert again.message("id") == refused.value.message("id") == f"{what}; {cure}"
