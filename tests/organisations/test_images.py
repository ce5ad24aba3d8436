"""Uploaded pictures: real files of every kind, and files that only say so."""

import contextlib
import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from organisations.images import LARGEST_FILE, LOGO_SIDE, clean_logo

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: Any) -> bytes:
    out = BytesIO()
    Image.new(mode, size, options.pop("colour", "teal")).save(out, kind, **options)
    return out.getvalue()


def cleaned(content: bytes, name: str = "logo.png") -> Image.Image:
    file = clean_logo(SimpleUploadedFile(name, content))
    assert file.name is not None
    assert file.name.endswith(".png")
    assert name not in file.name
    return Image.open(BytesIO(file.read()))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_pictures_become_small_pngs(kind: str) -> None:
    result = cleaned(picture(kind, (1200, 600)), f"logo.{kind.lower()}")
    assert (result.format, result.size) == ("PNG", (LOGO_SIDE, LOGO_SIDE // 2))
    assert cleaned(picture(kind)).size == (60, 40)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "CMYK"])
def test_every_colour_mode(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert cleaned(picture(kind, mode=mode, colour=1 if mode in {"1", "L", "P"} else None)).mode == "RGBA"


def test_what_is_transparent_stays_so() -> None:
    result = cleaned(picture(mode="RGBA", colour=(255, 0, 0, 0)))
    assert result.getpixel((5, 5))[3] == 0


def test_nothing_hidden_survives() -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret note"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (50.0, 53.0, 0.0)
    for kind in ("JPEG", "PNG", "WEBP"):
        raw = picture(kind, exif=exif)
        assert b"secret note" in raw
        file = clean_logo(SimpleUploadedFile("x.png", raw)).read()
        assert b"secret note" not in file
        assert not Image.open(BytesIO(file)).getexif()
    note = PngImagePlugin.PngInfo()
    note.add_text("Comment", "hidden comment")
    raw = picture(pnginfo=note, icc_profile=b"hidden profile")
    file = clean_logo(SimpleUploadedFile("x.png", raw)).read()
    assert b"hidden" not in file
    assert Image.open(BytesIO(file)).info == {}


def test_a_turned_photo_is_put_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert cleaned(picture("JPEG", (80, 20), exif=exif)).size == (20, 80)


@pytest.mark.parametrize(
    "content",
    [
        SVG,
        HTML,
        b"",
        b"GIF89a",
        picture()[:60],
        picture("JPEG", (400, 400))[:300],
        picture("WEBP")[:30],
        picture("TIFF"),
        picture("BMP"),
        b"%PDF-1.7\n" + picture(),
        picture(size=(6001, 1)),
        b"\x00" * (LARGEST_FILE + 1),
    ],
    ids=["svg", "html", "empty", "head only", "cut png", "cut jpeg", "cut webp", "tiff", "bmp", "pdf", "wide", "heavy"],
)
def test_what_is_not_a_logo(content: bytes) -> None:
    with pytest.raises(ValidationError):
        clean_logo(SimpleUploadedFile("logo.png", content))


def test_a_bomb_is_refused_before_it_unfolds() -> None:
    small = picture(mode="1", colour=1)
    header = b"IHDR" + struct.pack(">II", 60_000, 60_000) + small[24:29]
    bomb = small[:12] + header + struct.pack(">I", zlib.crc32(header)) + small[33:]
    assert Image.MAX_IMAGE_PIXELS is not None
    with pytest.raises(ValidationError):
        clean_logo(SimpleUploadedFile("logo.png", bomb))


SAMPLES = [picture(), picture("JPEG"), picture("WEBP"), picture("GIF")]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SAMPLES), st.integers(0), st.binary(min_size=1, max_size=8))
def test_broken_files_end_in_a_clear_error(sample: bytes, place: int, junk: bytes) -> None:
    at = place % len(sample)
    broken = sample[:at] + junk + sample[at + len(junk) :]
    with contextlib.suppress(ValidationError):  # any other error fails the test
        assert clean_logo(SimpleUploadedFile("logo.png", broken)).size
