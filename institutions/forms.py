"""The profile of an institution."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from institutions.models import Institution
from organisations.forms.profile import ProfileForm
from organisations.models import Region


class InstitutionForm(ProfileForm):
    """What an institution can say of itself."""

    section_fields: ClassVar = [
        ("kind", _("Type and area"), ("type", "regions_served")),
        *ProfileForm.section_fields,
    ]
    regions_served = forms.ModelMultipleChoiceField(
        Region.objects.all(), label=_("Regions served"), widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta(ProfileForm.Meta):
        model = Institution
        fields = (  # type: ignore[assignment]
            *ProfileForm.Meta.fields,
            "type", "services_de", "services_cs", "target_groups_de", "target_groups_cs", "regions_served",
        )  # fmt: skip
