"""A document of an event."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import Document, Event
from organisations.files import KINDS, CheckedFile, check_file


class DocumentForm(forms.ModelForm[Document]):
    """What it is, who may read it, and the file."""

    upload = forms.FileField(label=_("File"), required=False, widget=forms.FileInput(attrs={"accept": ",".join(KINDS)}))

    class Meta:
        model = Document
        fields = ("title_de", "title_cs", "item", "audience")

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.event = event
        item: Any = self.fields["item"]
        item.queryset = event.items.all()
        item.empty_label = _("the whole event")
        for language in ("de", "cs"):
            # a name in one language is better than none
            self.fields[f"title_{language}"].required = False
            self.fields[f"title_{language}"].widget.attrs["lang"] = language
        self.fields["upload"].required = not self.instance.pk

    def clean_upload(self) -> CheckedFile | None:
        """A file that may be stored and served."""
        upload = self.cleaned_data["upload"]
        return check_file(upload) if upload else None

    def clean(self) -> dict[str, Any]:
        """A name in one language stands for both until the other is known."""
        values = super().clean() or self.cleaned_data
        if not (values.get("title_de") or values.get("title_cs")):
            self.add_error("title_de", _("Please enter a title in at least one language."))
        return values
