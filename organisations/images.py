"""Uploaded pictures: checked, made small, and written anew, so that nothing hidden in the file survives."""

import secrets
import struct
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_FILE = 2 * 1024 * 1024  # bytes
LARGEST_SIDE = 6000  # pixels; a small file can unfold into a huge picture
LOGO_SIDE = 480  # pixels, twice the size on the page
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
UNREADABLE = (
    *(UnidentifiedImageError, OSError, EOFError, SyntaxError, ValueError, IndexError, struct.error),
    *(Image.DecompressionBombError, Image.DecompressionBombWarning),
)


def clean_logo(upload: UploadedFile) -> ContentFile[bytes]:
    """The picture as a PNG of at most 480 × 480 pixels with a random name; raises ValidationError."""
    if (upload.size or 0) > LARGEST_FILE:
        limit = filesizeformat(LARGEST_FILE)
        raise ValidationError(
            _("The file is too large. Please choose a picture of at most %(limit)s.") % {"limit": limit}
        )
    try:
        return _encode(_read(upload))
    except UNREADABLE as error:
        raise ValidationError(
            _("This file is not a picture that we can read. Please choose a PNG, JPEG, WebP or GIF file.")
        ) from error


def _read(upload: UploadedFile) -> Image.Image:
    picture = Image.open(upload, formats=FORMATS)
    if max(picture.size) > LARGEST_SIDE:
        raise ValidationError(
            _("The picture is too large. Please choose one of at most %(side)d pixels a side.") % {"side": LARGEST_SIDE}
        )
    return ImageOps.exif_transpose(picture).convert("RGBA")


def _encode(picture: Image.Image) -> ContentFile[bytes]:
    picture.info = {}  # profiles and comments
    picture.thumbnail((LOGO_SIDE, LOGO_SIDE), Image.Resampling.LANCZOS)
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return ContentFile(out.getvalue(), name=f"{secrets.token_hex(16)}.png")
