"""The certificates of an organisation, a row each."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.choices import Standard
from organisations.models import Certificate, Organisation


class CertificateForm(forms.ModelForm[Certificate]):
    """One certificate."""

    class Meta:
        model = Certificate
        fields = ("standard", "title", "number", "issuer", "valid_until")
        widgets = {"valid_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def clean(self) -> dict[str, Any]:
        """Another certificate needs its name."""
        values = super().clean() or self.cleaned_data
        if values.get("standard") == Standard.OTHER and not values.get("title"):
            self.add_error("title", _("Please enter the name of the certificate."))
        return values


CertificateFormSet = forms.inlineformset_factory(
    Organisation, Certificate, form=CertificateForm, extra=1, max_num=20, validate_max=True, can_delete=True
)
