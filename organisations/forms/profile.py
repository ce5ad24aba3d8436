"""The profile of an organisation: both languages side by side, one is enough to start."""

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from bilingual.choices import Language
from bilingual.fields import per_language
from organisations.choices import SpokenLanguage
from organisations.forms.blanks import name_blanks
from organisations.forms.pickers import CodePickerField, asks_for_suggestions
from organisations.forms.region import OUTSIDE, RegionField, settle_region
from organisations.images import clean_logo
from organisations.models import Organisation, Region
from organisations.validators import LONGEST_POSTCODE, clean_phone, clean_postcode

MOST_SECTORS, MOST_CAPABILITIES = 5, 30


class ProfileForm(forms.ModelForm[Any]):
    """What every organisation can say of itself."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    original_language = forms.ChoiceField(
        label=_("In which language do you write first?"),
        choices=Language.choices,
        widget=forms.RadioSelect,
        help_text=_("One language is enough to start. The other one can follow at any time."),
    )
    translation_checked = forms.BooleanField(
        label=_("The translation is complete and I have compared it with the original."), required=False
    )
    postcode = forms.CharField(label=_("Postcode"), max_length=LONGEST_POSTCODE, required=False)
    region = RegionField()
    sectors = CodePickerField(
        label=_("Sectors"),
        search_name="sectors",
        placeholder=_("for example glass, machining, C25"),
        most=MOST_SECTORS,
        help_text=_("Up to five sectors of the official list NACE Rev. 2."),
    )
    capabilities = CodePickerField(
        label=_("What you can deliver"),
        search_name="capabilities",
        placeholder=_("for example turned parts, mould, transport"),
        most=MOST_CAPABILITIES,
        suggests=True,
        help_text=_("Products and services of the European vocabulary CPV. Buyers in both languages find you by them."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"),
        choices=SpokenLanguage.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Languages in which you answer an enquiry."),
    )
    delivery_regions = forms.ModelMultipleChoiceField(
        Region.objects.all(),
        label=_("Delivery area"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    contact_consent = forms.BooleanField(
        label=_("The contact person agrees to be shown publicly."),
        required=False,
        help_text=_("Without this consent name, phone and e-mail address are stored but shown to nobody."),
    )

    section_fields: ClassVar[list[tuple[str, Any, tuple[str, ...]]]] = [
        ("abilities", _("What you can do"),
         ("sectors", "capabilities", "languages", "delivery_regions", "delivers_everywhere")),
        ("address", _("Name and address"),
         ("name", "other_names", "country", "street", "house_number", "postcode", "town", "region")),
        ("reach", _("How to reach you"), ("website", "email", "phone", "logo")),
        ("contact", _("Contact person"),
         ("contact_name", "contact_role_de", "contact_role_cs", "contact_email", "contact_phone", "contact_consent")),
    ]  # fmt: skip

    class Meta:
        model = Organisation
        fields = (
            "original_language", "summary_de", "summary_cs", "description_de", "description_cs",
            "name", "other_names", "country", "street", "house_number", "postcode", "town", "region",
            "website", "email", "phone", "logo",
            "sectors", "capabilities", "delivery_regions", "delivers_everywhere", "languages",
            "contact_name", "contact_role_de", "contact_role_cs", "contact_email", "contact_phone",
        )  # fmt: skip
        widgets = {
            **{f"summary_{language}": forms.Textarea(attrs={"rows": 3}) for language in Language.values},
            **{f"description_{language}": forms.Textarea(attrs={"rows": 12}) for language in Language.values},
            "logo": forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_blanks(self)
        self.fields["version"].initial = self.instance.version
        self.fields["contact_consent"].initial = self.instance.contact_consent_at is not None
        self.fields["logo"].max_length = None  # type: ignore[attr-defined] # the file gets another name
        self.initial["postcode"] = self.instance.formatted_postcode
        if self.instance.pk and not self.instance.region_id:
            self.initial["region"] = OUTSIDE
        model = self._meta.model
        for name in model.text_fields:
            for language in Language.values:
                field = self.fields[f"{name}_{language}"]
                # the column's heading names the language, the label need not
                field.label = capfirst(model._meta.get_field(name).verbose_name)
                field.widget.attrs |= {"lang": language, "spellcheck": "true"}
        if isinstance(self.fields["capabilities"], CodePickerField):
            asks_for_suggestions(self, "capabilities", per_language(("summary", "description")))

    @property
    def columns(self) -> list[dict[str, Any]]:
        """The two columns of texts, each with its language, its state and its fields."""
        return [
            {
                "language": language.value,
                "label": capfirst(language.label),
                "state": self.instance.state(language),
                "fields": self.texts_in(language),
            }
            for language in Language
        ]

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The other fields in the order of the page."""
        return [
            {"id": name, "title": title, "fields": [self[field] for field in fields]}
            for name, title, fields in self.section_fields
        ]

    def texts_in(self, language: Language) -> list[forms.BoundField]:
        """The fields of the column of `language`."""
        return [self[f"{name}_{language}"] for name in self._meta.model.text_fields]

    def clean_postcode(self) -> str:
        """Five digits, however they were typed."""
        text = self.cleaned_data["postcode"]
        return clean_postcode(text) if text else ""

    def clean_phone(self) -> str:
        """International form."""
        return self._phone("phone")

    def clean_contact_phone(self) -> str:
        """International form."""
        return self._phone("contact_phone")

    def _phone(self, name: str) -> str:
        text = self.cleaned_data[name]
        return clean_phone(text, self.cleaned_data.get("country") or "DE") if text else ""

    def clean_logo(self) -> Any:
        """A new picture is checked and written anew; an old one or its removal passes."""
        logo = self.cleaned_data["logo"]
        return clean_logo(logo) if "logo" in self.changed_data and logo else logo

    def clean(self) -> dict[str, Any]:
        """Texts in at least one language; a region that fits the postcode."""
        values = super().clean() or self.cleaned_data
        if not any(values.get(f"summary_{language}") for language in Language.values):
            language = values.get("original_language", Language.DE)
            self.add_error(
                f"summary_{language}", _("Please say in one sentence what you do, in at least one language.")
            )
        settle_region(self, values)
        if values.get("contact_consent") and not values.get("contact_name"):
            self.add_error("contact_name", _("Please enter the name of the contact person who agrees to be shown."))
        return values

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        agreed = bool(self.cleaned_data.get("contact_consent") and self.cleaned_data.get("contact_name"))
        if not agreed:
            self.instance.contact_consent_at = None
        elif self.instance.contact_consent_at is None or "contact_name" in self.changed_data:
            self.instance.contact_consent_at = timezone.now()

    def without_errors(self) -> "ProfileForm":
        """What was typed, not yet judged: for the steps of the form that do not save."""
        self._errors = ErrorDict()
        self.cleaned_data = {}
        return self

    def stored_value(self, saved: Any, name: str) -> Any:
        """What the database holds for a field of the form; raises FieldDoesNotExist for those that are no column."""
        if name == "contact_consent":
            return saved.contact_consent_at is not None
        field = saved._meta.get_field(name)
        return list(getattr(saved, name).all()) if field.many_to_many else getattr(saved, name)

    @staticmethod
    def comparable(value: Any) -> Any:
        """A form's or a model's value in a form that can be compared."""
        if isinstance(value, models.QuerySet | list | tuple):
            return sorted(str(getattr(item, "pk", item)) for item in value)
        if isinstance(value, str):
            return value.replace("\r\n", "\n").strip()
        return str(getattr(value, "pk", value) or "")
