"""What a participant carries along: the code as a QR picture."""

from io import BytesIO

import segno

from events.models import Registration


def qr_svg(registration: Registration) -> str:
    """The code as SVG to stand in a page, dark on light in every colour scheme."""
    return str(_code(registration).svg_inline(scale=6, border=3, dark="#000", light="#fff", omitsize=True))


def qr_png(registration: Registration) -> bytes:
    """The code as a small picture for mails."""
    file = BytesIO()
    _code(registration).save(file, kind="png", scale=8, border=3)
    return file.getvalue()


def _code(registration: Registration) -> segno.QRCode:
    return segno.make(registration.code, error="m", micro=False)
