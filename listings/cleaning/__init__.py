"""Files of cipher demands: without what programs write into them about people, companies and times."""

from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from listings.cleaning import dxf, pdf, step
from listings.cleaning.exceptions import Unclean
from listings.identity import Identity
from organisations.files import CheckedFile

CLEANERS = {"application/pdf": pdf.clean, "image/vnd.dxf": dxf.clean, "model/step": step.clean}
"""By type: gives the bytes to store and all texts in them. Pictures are written anew when they are uploaded."""


class NeutralFile(CheckedFile):
    """One that says nothing about anybody."""


def neutral(file: CheckedFile, identity: Identity, number: int) -> CheckedFile:
    """The file without metadata, under a number; raises ValidationError where that is not possible.

    What is drawn or written on it is read as far as it is text; a picture of a title block nobody can read here.
    """
    suffix = PurePosixPath(file.name).suffix.lower()
    with file.content.open() as source:
        data = source.read()
    texts: list[str] = []
    if cleaner := CLEANERS.get(file.content_type):
        try:
            data, texts = cleaner(data)
        except Unclean as reason:
            raise ValidationError(
                _("“%(name)s” cannot be freed from what could give you away: %(reason)s")
                % {"name": file.name, "reason": reason}
            ) from reason
    if found := identity.found_in("\n".join(texts)):
        raise ValidationError(
            _("“%(name)s” says who you are: %(found)s. Please remove it from the file.")
            % {"name": file.name, "found": ", ".join(found[:5])}
        )
    return NeutralFile(ContentFile(data), f"{number}{suffix}", file.content_type, len(data))
