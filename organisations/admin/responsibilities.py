"""Which clerk looks after which region."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.reference import region_names
from publishing.admin.access import SuperuserOnly
from publishing.models import Responsibility


class ResponsibilityForm(forms.ModelForm[Responsibility]):
    """The region by its name."""

    region_code = forms.ChoiceField(label=_("Region"))

    class Meta:
        model = Responsibility
        fields = ("user", "region_code", "is_deputy", "until")
        widgets = {"until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region: Any = self.fields["region_code"]
        region.choices = list(region_names().items())

    def clean_user(self) -> Any:
        """Only staff can open the administration."""
        user = self.cleaned_data["user"]
        if not user.is_staff:
            raise forms.ValidationError(_("This person may not sign in to the administration yet. Tick “staff” first."))
        return user


@admin.register(Responsibility)
class ResponsibilityAdmin(SuperuserOnly):
    """Regions of the clerks, and of their deputies."""

    form = ResponsibilityForm
    autocomplete_fields = ("user",)
    list_display = ("user", "region", "is_deputy", "until", "is_current")
    list_filter = ("is_deputy",)
    list_select_related = ("user",)
    search_fields = ("user__email", "user__last_name")

    @admin.display(description=_("region"), ordering="region_code")
    def region(self, responsibility: Responsibility) -> str:
        """The region's name."""
        return region_names().get(responsibility.region_code, responsibility.region_code)

    @admin.display(description=_("in force"), boolean=True)
    def is_current(self, responsibility: Responsibility) -> bool:
        """Whether it has not ended."""
        return responsibility.until is None or responsibility.until >= timezone.localdate()
