"""The part of the form that makes a demand a cipher demand, and sees to it that nothing in it tells whose it is."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bilingual.fields import per_language
from listings.choices import CipherPlace, Direction
from listings.cipher import number_in
from listings.cleaning import neutral
from listings.identity import Identity, betrayal, identity_of
from listings.models import Attachment, Listing
from organisations.files import CheckedFile
from organisations.forms.region import OUTSIDE, settle_region

TEXTS = ("title", "description", *per_language(Listing.text_fields))


class CipherForm(forms.ModelForm[Listing]):
    """Checks of cipher demands; a form without their fields checks what the entry is already."""

    show_name = forms.BooleanField(
        label=gettext_lazy("Yes, from now on everybody may see the name of our organisation."), required=False
    )
    neutral_files: Mapping[int, CheckedFile] = {}
    """The files that are there already, by number, as they are to be stored from now on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._asks = "is_cipher" in self.fields
        self.was_cipher = bool(self.instance.pk and self.instance.is_cipher)
        self.was_public = bool(self.instance.pk and self.instance.published_at)
        if not (self.was_cipher and self.was_public and self._asks):
            del self.fields["show_name"]
        if "town" in self.fields:
            # that of a cipher demand is not kept
            self.fields["town"].required = not (self["is_cipher"].value() if self._asks else self.instance.is_cipher)

    def clean(self) -> dict[str, Any]:
        """What it means to be a cipher demand."""
        values = super().clean() or self.cleaned_data
        if not self._is_cipher(values):
            self._check_naming(values)
            settle_region(self, values)
            return values
        if self._asks:
            self._check_becoming(values)
        self._settle_coarsely(values)
        organisation = values.get("organisation") or getattr(self.instance, "organisation", None)
        if organisation is not None:
            self._check_texts(values, identity_of(organisation, values.get("cipher_place") or CipherPlace.COUNTRY))
        return values

    def _is_cipher(self, values: Mapping[str, Any]) -> bool:
        return bool(values.get("is_cipher", self.instance.is_cipher))

    def _check_naming(self, values: Mapping[str, Any]) -> None:
        if "show_name" in self.fields and not values.get("show_name"):
            self.add_error(
                "show_name",
                _("Nobody knows yet who is looking. Please confirm that the name may be shown: nothing takes it back."),
            )

    def _check_becoming(self, values: Mapping[str, Any]) -> None:
        if values.get("direction", self.instance.direction) != Direction.DEMAND:
            self.add_error("is_cipher", _("Only a demand can be published without a name, an offer cannot."))
        if self.was_public and not self.was_cipher:
            self.add_error(
                "is_cipher",
                _("This demand has been public with your name: readers, search engines and feeds have kept it. It can "
                  "no longer become anonymous. On its page you can copy it as a new cipher demand; use other words."),
            )  # fmt: skip

    def _settle_coarsely(self, values: dict[str, Any]) -> None:
        """The region by hand or by the postcode, which is then forgotten; none where only the country is shown."""
        if "country" not in self.fields:
            return
        place = values.get("cipher_place") or self.instance.cipher_place
        if place == CipherPlace.COUNTRY or values.get("region") == OUTSIDE:
            values["cipher_place"] = CipherPlace.COUNTRY
            values["region"] = None
        elif values.get("region") is not None:
            if values["region"].country != values.get("country"):
                self.add_error("region", _("This region lies in the other country."))
        elif values.get("postcode"):
            settle_region(self, values)
        elif "postcode" not in self.errors:
            self.add_error("region", _("Please choose the region that readers may see."))
        values["town"] = values["postcode"] = ""

    def _check_texts(self, values: dict[str, Any], identity: Identity) -> None:
        titles = [name for name in self.fields if name.startswith("file_title_")]
        for name in (*TEXTS, *titles):
            if found := identity.found_in(str(values.get(name) or "")):
                self.add_error(name, betrayal(found))
        self._check_files(values, identity)

    def _check_files(self, values: dict[str, Any], identity: Identity) -> None:
        if "new_files" not in self.fields:
            return
        kept = self._kept(values)
        number = 1 + max((number_in(row.file_name) for row in kept), default=0)
        clean, errors = [], []
        for place, file in enumerate(values.get("new_files") or ()):
            try:
                clean.append(neutral(file, identity, number + place))
            except ValidationError as error:
                errors += error.messages
        if errors:
            self.add_error("new_files", ValidationError(errors))
        values["new_files"] = clean
        if not self.was_cipher:
            self._clean_kept(kept, identity, number + len(clean))

    def _kept(self, values: Mapping[str, Any]) -> list[Attachment]:
        rows = list(self.instance.attachments.all()) if self.instance.pk else []
        return [row for row in rows if not values.get(f"file_remove_{row.pk}")]

    def _clean_kept(self, rows: Iterable[Attachment], identity: Identity, number: int) -> None:
        """Files that were added while it was to be published with the name."""
        files, errors = {}, []
        for place, row in enumerate(rows):
            try:
                files[row.pk] = neutral(stored(row), identity, number + place)
            except ValidationError as error:
                errors += error.messages
        if errors:
            self.add_error("is_cipher", ValidationError(errors))
        self.neutral_files = files


def stored(row: Attachment) -> CheckedFile:
    """A file that lies there already, as one that was just checked."""
    return CheckedFile(row.file, row.file_name, row.content_type, row.size)
