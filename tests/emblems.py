"""Pictures that tests put beside an SOP."""

from __future__ import annotations

import io
import zlib

from PIL import Image

RED, BLUE = (200, 30, 30), (20, 20, 200)


def picture(kind: str = "png", size: tuple[int, int] = (30, 36)) -> bytes:
    """A red picture with a blue first quarter."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (0, 0, size[0] // 2, size[1] // 2))
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def png(width: int, height: int, *more: tuple[bytes, bytes]) -> bytes:
    """A PNG of a header, and no more than is given."""
    header = width.to_bytes(4) + height.to_bytes(4) + b"\x08\x02\0\0\0"
    chunks = [(b"IHDR", header), *more, (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4) for name, data in chunks
    )


SOP = """\
sopflow: 1
id: uji
title: Uji
identity: {{agency: Kecamatan Contoh, logo: {logo}}}
actors: {{a: Camat}}
steps:
  - {{id: s, activity: Memeriksa surat., actor: a, duration: 1 jam, outputs: [Surat]}}
  - {{id: t, activity: Mengirim surat., actor: a, duration: 2 jam, inputs: [Surat], outputs: [Kiriman]}}
"""


def sop_with(folder, logo="logo.png", content=None):
    """A file with an SOP whose logo is this, and the picture, if there is one."""
    file = folder / "uji.yaml"
    file.write_text(SOP.format(logo=logo), "utf-8")
    if content is not None:
        place = folder / logo
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return file
