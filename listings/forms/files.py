"""Several files in one field."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from organisations.files import KINDS, MOST_FILES, CheckedFile, check_file


class FilesInput(forms.FileInput):
    """A file button that takes several files."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"multiple": True, "accept": ",".join(KINDS)})


class FilesField(forms.FileField):
    """Up to five files, each checked by what is in it; every wrong one is named."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[CheckedFile]:
        """The checked files."""
        uploads = [upload for upload in (data if isinstance(data, list | tuple) else [data]) if upload]
        if len(uploads) > MOST_FILES:
            raise ValidationError(_("Please choose at most %(most)d files.") % {"most": MOST_FILES})
        checked, errors = [], []
        for upload in uploads:
            try:
                super().clean(upload, initial)
                checked.append(check_file(upload))
            except ValidationError as error:
                errors.extend(error.messages)
        if errors:
            raise ValidationError(errors)
        return checked
