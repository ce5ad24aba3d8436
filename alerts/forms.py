"""Forms of saved searches."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from alerts.models import SavedSearch


class SavedSearchForm(forms.ModelForm):
    """Name, and how often mails come."""

    class Meta:
        model = SavedSearch
        fields: ClassVar[tuple[str, ...]] = ("name", "frequency")
        help_texts: ClassVar[dict[str, Any]] = {
            "name": _("So that you recognise it in your list and in our e-mails."),
            "frequency": _("Only when there is something new. Every e-mail can be stopped with one click."),
        }


class SavedSearchEditForm(SavedSearchForm):
    """As when it was saved, and a pause."""

    is_paused = forms.BooleanField(
        label=_("Pause"),
        required=False,
        help_text=_("Nothing is looked for until you go on; what comes meanwhile is not told afterwards."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with what is."""
        super().__init__(*args, **kwargs)
        self.fields["is_paused"].initial = self.instance.paused_at is not None
