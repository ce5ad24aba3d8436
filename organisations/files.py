"""Files of listings and events: checked by content, named anew, pictures without what cameras add."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from organisations.images import LARGEST_SIDE, UNREADABLE

MOST_FILES = 5
LARGEST_FILE = 10 * 1024 * 1024  # bytes
LONGEST_NAME = 120  # as the column
SIDE = 2400  # pixels; enough to read a drawing
HEAD = 4096  # bytes that are looked at
BINARY_DXF = b"AutoCAD Binary DXF\r\n\x1a\x00"
DXF_SECTIONS = {"HEADER", "CLASSES", "TABLES", "BLOCKS", "ENTITIES", "OBJECTS"}
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be stored and served."""

    content: File[bytes]
    name: str
    content_type: str
    size: int


def check_file(upload: UploadedFile) -> CheckedFile:
    """The file as it will be stored; raises ValidationError with the file's name in the text."""
    name = clean_name(upload.name or "")
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in KINDS:
        raise ValidationError(
            _("“%(name)s” is not of a kind that we take. Possible are PDF, PNG, JPEG, WebP, DXF and STEP.")
            % {"name": name}
        )
    if (upload.size or 0) > LARGEST_FILE:
        limit = filesizeformat(LARGEST_FILE)
        raise ValidationError(_("“%(name)s” is larger than %(limit)s.") % {"name": name, "limit": limit})
    content_type, check = KINDS[suffix]
    content = check(upload)
    if content is None:
        raise ValidationError(
            _("“%(name)s” cannot be read as the kind of file that its name says. Please save it anew and try again.")
            % {"name": name}
        )
    return CheckedFile(content, name, content_type, content.size)


def clean_name(name: str) -> str:
    """The last part of a path without signs that deceive the eye, short enough for the column."""
    bare = UNPRINTABLE.sub("", name.replace("\\", "/").rpartition("/")[2]).strip(" .") or "datei"
    path = PurePosixPath(bare)
    return f"{path.stem[: LONGEST_NAME - len(path.suffix)]}{path.suffix}"[-LONGEST_NAME:]


def _head(upload: UploadedFile) -> bytes:
    upload.seek(0)
    head = upload.read(HEAD)
    upload.seek(0)
    return head


def _pdf(upload: UploadedFile) -> File[bytes] | None:
    return upload if _head(upload).startswith(b"%PDF-") else None


def _step(upload: UploadedFile) -> File[bytes] | None:
    head = _head(upload).removeprefix(b"\xef\xbb\xbf").lstrip()
    return upload if head.startswith(b"ISO-10303-21;") and b"HEADER;" in head and b"\x00" not in head else None


def _dxf(upload: UploadedFile) -> File[bytes] | None:
    """A drawing is pairs of lines, a number and a value; after comments (999) the first section begins."""
    head = _head(upload)
    if head.startswith(BINARY_DXF):
        return upload
    lines = [line.strip() for line in head.decode("latin-1").splitlines()]
    pairs = list(zip(lines[::2], lines[1::2], strict=False))
    while pairs and pairs[0][0] == "999":
        pairs.pop(0)
    begins = len(pairs) > 1 and pairs[0] == ("0", "SECTION") and pairs[1][0] == "2" and pairs[1][1] in DXF_SECTIONS
    return upload if begins and b"\x00" not in head else None


def _picture(name: str) -> Callable[[UploadedFile], File[bytes] | None]:
    """Reads and writes pictures of one format."""

    def write_anew(upload: UploadedFile) -> File[bytes] | None:
        try:
            upload.seek(0)
            picture = Image.open(upload, formats=(name,))
            if max(picture.size) > LARGEST_SIDE:
                return None
            return _encode(ImageOps.exif_transpose(picture), name)
        except UNREADABLE:
            return None

    return write_anew


def _encode(picture: Image.Image, name: str) -> ContentFile[bytes]:
    bare = picture.convert("RGB" if name == "JPEG" else "RGBA")
    bare.info = {}  # profiles, places and comments
    bare.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    out = BytesIO()
    bare.save(out, name, **({"optimize": True} if name == "PNG" else {"quality": 88}))
    return ContentFile(out.getvalue())


KINDS: dict[str, tuple[str, Callable[[UploadedFile], File[bytes] | None]]] = {
    ".pdf": ("application/pdf", _pdf),
    ".png": ("image/png", _picture("PNG")),
    ".jpg": ("image/jpeg", _picture("JPEG")),
    ".jpeg": ("image/jpeg", _picture("JPEG")),
    ".webp": ("image/webp", _picture("WEBP")),
    ".dxf": ("image/vnd.dxf", _dxf),
    ".step": ("model/step", _step),
    ".stp": ("model/step", _step),
}
