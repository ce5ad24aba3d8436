"""What may be attached: judged by what is in the file."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from PIL import Image

from organisations.files import LARGEST_FILE, LONGEST_NAME, SIDE, check_file, clean_name
from tests.listings.uploads import BINARY_DXF, DXF, HTML, PDF, PLACE, STEP, SVG, picture, upload

GOOD = [
    ("plan.pdf", PDF, "application/pdf"),
    ("PLAN.PDF", PDF, "application/pdf"),
    ("teil.step", STEP, "model/step"),
    ("teil.stp", b"\xef\xbb\xbf" + STEP, "model/step"),
    ("blech.dxf", DXF, "image/vnd.dxf"),
    ("blech.dxf", BINARY_DXF, "image/vnd.dxf"),
    ("foto.jpg", picture("JPEG"), "image/jpeg"),
    ("foto.png", picture("PNG"), "image/png"),
    ("foto.webp", picture("WEBP"), "image/webp"),
]
WRONG = [
    ("plan.html", HTML), ("bild.svg", SVG), ("plan.pdf", HTML), ("bild.png", SVG), ("bild.png", picture("JPEG")),
    ("teil.step", HTML), ("teil.step", b"ISO-10303-21;\n" + HTML), ("blech.dxf", HTML),
    ("blech.dxf", b"0\nSECTION\n<script>alert(1)</script>\n2\n"), ("plan", PDF), ("plan.exe", b"MZ"),
    ("plan.pdf.html", PDF), ("plan.pdf", b""), ("foto.jpg", picture("JPEG")[:100]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "content_type"), GOOD)
def test_files_of_the_trade_pass(name: str, content: bytes, content_type: str) -> None:
    checked = check_file(upload(name, content))
    assert (checked.name, checked.content_type) == (name, content_type)
    assert checked.size == len(checked.content.read())


@pytest.mark.parametrize("language", ["de", "cs"])
@pytest.mark.parametrize(("name", "content"), WRONG)
def test_everything_else_is_refused_by_name(name: str, content: bytes, language: str) -> None:
    file = upload(name, content)
    with override(language), pytest.raises(ValidationError) as refused:
        check_file(file)
    assert name in refused.value.messages[0]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_pictures_lose_what_the_camera_added_and_become_small(kind: str) -> None:
    original = picture(kind, side=SIDE + 100)
    assert PLACE.encode() in original
    checked = check_file(upload(f"foto.{kind.lower()}", original))
    content = checked.content.read()
    assert PLACE.encode() not in content
    checked.content.seek(0)
    assert max(Image.open(checked.content).size) == SIDE


def test_too_large() -> None:
    with pytest.raises(ValidationError, match="10"):
        check_file(upload("plan.pdf", PDF + b" " * LARGEST_FILE))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Pläne\\Welle 1.pdf", "Welle 1.pdf"),
        ("plan\x00\r\nX: y.pdf", "planX: y.pdf"),
        ("plan\u202efdp.exe.pdf", "planfdp.exe.pdf"),
        (".pdf", "pdf"),
        ("..", "datei"),
        ("", "datei"),
    ],
)
def test_names_say_no_path(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


def test_long_names_keep_their_ending() -> None:
    name = clean_name("ž" * 300 + ".step")
    assert len(name) == LONGEST_NAME
    assert name.endswith("ž.step")
