"""Files as members upload them."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
STEP = b"ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION((''),'2;1');\nENDSEC;\nDATA;\nENDSEC;\nEND-ISO-10303-21;\n"
DXF = b"999\r\nmade by hand\r\n  0\r\nSECTION\r\n  2\r\nHEADER\r\n  0\r\nENDSEC\r\n  0\r\nEOF\r\n"
BINARY_DXF = b"AutoCAD Binary DXF\r\n\x1a\x00\x00\x00SECTION\x00"
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PLACE = "Wohnort 50.89 14.80"


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """A file with this name and content, whatever the browser calls its type."""
    return SimpleUploadedFile(name, content, content_type="text/html")


def picture(kind: str = "JPEG", side: int = 40) -> bytes:
    """A picture that says where it was taken."""
    image = Image.new("RGB", (side, side), "teal")
    exif: Any = Image.Exif()
    exif[0x010E] = PLACE
    out = BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()
