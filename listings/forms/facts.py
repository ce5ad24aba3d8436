"""What every form of an offer or a demand asks: all but the texts."""

from decimal import Decimal
from typing import Any, ClassVar, Self

from django import forms
from django.db import models
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bilingual.choices import Language
from listings.choices import LONGEST_VALID, STANDARDS, Direction, Type
from listings.forms.cipher import CipherForm
from listings.forms.files import FilesField
from listings.models import Listing
from organisations.files import MOST_FILES
from organisations.forms.blanks import name_blanks
from organisations.forms.pickers import CodePickerField
from organisations.forms.profile import ProfileForm
from organisations.forms.region import OUTSIDE, RegionField
from organisations.models import Region
from organisations.validators import LONGEST_POSTCODE, clean_postcode

MOST_CATEGORIES = 10


class FactsForm(CipherForm):
    """Direction, categories, quantity, place, dates, certificates, files."""

    original_language = forms.ChoiceField(
        label=_("In which language do you write?"),
        choices=Language.choices,
        widget=forms.RadioSelect,
        help_text=_("One language is enough. Readers of the other one find it all the same; a translation can follow."),
    )
    direction = forms.ChoiceField(
        label=_("Do you offer or look for something?"), choices=Direction.choices, widget=forms.RadioSelect
    )
    type = forms.ChoiceField(label=_("What is it about?"), choices=Type.choices, widget=forms.RadioSelect)
    capabilities = CodePickerField(
        label=_("Categories"),
        search_name="capabilities",
        placeholder=_("for example turned parts, mould, transport"),
        most=MOST_CATEGORIES,
        suggests=True,
        help_text=_(
            "At least one for the review, at most ten: from the European vocabulary CPV. Readers of both languages "
            "find the entry by them."
        ),
    )
    quantity = forms.DecimalField(
        label=_("Quantity"), max_digits=14, decimal_places=3, min_value=0, required=False, localize=True
    )
    postcode = forms.CharField(label=_("Postcode"), max_length=LONGEST_POSTCODE, required=False)
    region = RegionField()
    delivery_regions = forms.ModelMultipleChoiceField(
        Region.objects.all(),
        label=_("Delivery area"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("With an offer: where you deliver to. With a demand: where suppliers may come from."),
    )
    certificates = forms.MultipleChoiceField(
        label=_("Certificates"),
        choices=STANDARDS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("With an offer those that you hold, with a demand those that you require."),
    )
    new_files = FilesField(
        label=_("Add files"),
        required=False,
        help_text=_("Drawings, data sheets, pictures: at most five files of 10 MB each as PDF, PNG, JPEG, WebP, "
                    "DXF or STEP. Everybody can download them."),
    )  # fmt: skip

    section_fields: ClassVar[list[tuple[str, Any, tuple[str, ...]]]] = [
        ("cipher", _("Shown without your name"), ("is_cipher", "cipher_place", "show_name")),
        ("categories", _("Categories"), ("capabilities",)),
        ("amount", _("Quantity and time"),
         ("quantity", "unit", "needed_from", "needed_until", "valid_until")),
        ("place", _("Place"), ("country", "postcode", "town", "region")),
        ("reach", _("Delivery area and certificates"),
         ("delivery_regions", "delivers_everywhere", "certificates")),
    ]  # fmt: skip
    # many boxes that most entries leave alone
    FOLDED: ClassVar[frozenset[str]] = frozenset({"reach", "cipher"})
    # says nothing by itself
    HAS_DEFAULT: ClassVar[frozenset[str]] = frozenset({"cipher_place"})

    class Meta:
        model = Listing
        fields = (
            "direction", "type", "is_cipher", "cipher_place", "original_language", "capabilities", "quantity", "unit",
            "certificates", "country", "postcode", "town", "region", "delivery_regions", "delivers_everywhere",
            "needed_from", "needed_until", "valid_until",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            # the browser's own calendar, which speaks ISO
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            for name in ("needed_from", "needed_until", "valid_until")
        } | {"cipher_place": forms.RadioSelect}
        labels: ClassVar[dict[str, Any]] = {
            "unit": _("Unit"),
            "is_cipher": _("Publish this demand without our name (cipher demand)"),
            "cipher_place": _("What may readers see of the place?"),
            "needed_from": _("Needed or available from"),
            "needed_until": _("Needed or available until"),
            "valid_until": _("Shown until"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "is_cipher": _(
                "Readers see neither name nor town nor contact. Suppliers write to you through Glokal; they learn your "
                "name when you agree. Only your chamber knows it. Write the text and name the files so that nobody "
                "recognises you, and look at the title blocks of drawings."
            ),
            "valid_until": _("At most a year from now. A week before, we ask you by e-mail whether it still stands."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_blanks(self)
        # a draft does without, the review does not
        self.fields["capabilities"].is_conditional = True  # type: ignore[attr-defined]
        # a default that is worked out would be compared with a hidden field, which the page does not have
        self.fields["valid_until"].show_hidden_initial = False
        if self.instance.pk:
            self.initial["postcode"] = self.instance.formatted_postcode
            if not self.instance.region_id:
                self.initial["region"] = OUTSIDE
            if self.instance.quantity is not None:
                # without the zeros of the column
                self.initial["quantity"] = Decimal(self.comparable(self.instance.quantity))

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The facts in the order of the page; what is folded away stands open as soon as something is in it."""
        return [
            {
                "id": name,
                "title": title,
                "fields": [self[field] for field in fields if field in self.fields],
                "is_folded": name in self.FOLDED and not any(map(self._is_told, fields)),
                "can_fold": name in self.FOLDED,
            }
            for name, title, fields in self.section_fields
        ]

    def _is_told(self, name: str) -> bool:
        """Whether a field has something to show."""
        if name not in self.fields:
            return False
        return bool(self[name].errors or (name not in self.HAS_DEFAULT and self[name].value()))

    def clean_postcode(self) -> str:
        """Five digits, however they were typed."""
        text = self.cleaned_data["postcode"]
        return clean_postcode(text) if text else ""

    def clean_quantity(self) -> Any:
        """More than nothing."""
        quantity = self.cleaned_data["quantity"]
        if quantity is not None and not quantity:
            raise forms.ValidationError(_("Please enter a number above zero, or leave the field empty."))
        return quantity

    def clean_valid_until(self) -> Any:
        """From today on, at most a year; a day that has passed may stay as it is."""
        day = self.cleaned_data["valid_until"]
        today = timezone.localdate()
        if ("valid_until" in self.changed_data or not self.instance.pk) and not today <= day <= today + LONGEST_VALID:
            raise forms.ValidationError(_("Please choose a day between today and a year from now."))
        return day

    def clean(self) -> dict[str, Any]:
        """A quantity has a unit, a period an order, the region fits the postcode."""
        values = super().clean() or self.cleaned_data
        if values.get("quantity") is None:
            values["unit"] = ""
        elif not values.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _("Please choose what the quantity counts."))
        begin, end = values.get("needed_from"), values.get("needed_until")
        if begin and end and end < begin:
            self.add_error("needed_until", _("The end lies before the beginning."))
        return values

    def free_places(self) -> int:
        """How many files may still be added."""
        return MOST_FILES - (self.instance.attachments.count() if self.instance.pk else 0)

    def without_errors(self) -> Self:
        """What was typed, not yet judged: for the steps of the form that do not save."""
        self._errors = ErrorDict()
        self.cleaned_data = {}
        return self

    def stored_value(self, saved: Any, name: str) -> Any:
        """What the database holds for a field of the form; raises FieldDoesNotExist for those that are no column."""
        field = saved._meta.get_field(name)
        return list(getattr(saved, name).all()) if field.many_to_many else getattr(saved, name)

    @staticmethod
    def comparable(value: Any) -> Any:
        """A form's or a model's value in a form that can be compared."""
        if hasattr(value, "normalize"):
            return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
        if isinstance(value, models.Model | str | list | tuple | models.QuerySet):
            return ProfileForm.comparable(value)
        return str("" if value is None else value)
