"""A new enquiry."""

from typing import Any, Self
from uuid import uuid4

from django import forms
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bilingual.choices import Language
from enquiries.choices import DEADLINE, LONGEST_DEADLINE, SHORTEST_DEADLINE
from enquiries.forms.recipients import RecipientsField
from enquiries.models.conversation import LONGEST_SUBJECT, LONGEST_TEXT
from enquiries.services.sending import Draft
from listings.forms.files import FilesField
from listings.models import Listing
from organisations.models import Organisation


def date_input() -> forms.DateInput:
    """A field of the browser's own calendar."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class NewEnquiryForm(forms.Form):
    """To whom, until when, and what; about a listing it goes to its owner alone."""

    sender = forms.ModelChoiceField(Organisation.objects.none(), label=_("In whose name"), empty_label=None)
    to = RecipientsField()
    basis = forms.ModelChoiceField(
        Listing.objects.none(),
        label=_("On the basis of an own demand"),
        required=False,
        empty_label=_("none"),
        help_text=_("Its title and description are taken over below, where you can change them."),
    )
    subject = forms.CharField(label=_("Subject"), max_length=LONGEST_SUBJECT)
    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "true"}),
        help_text=_("What do you need, how much, by when? The clearer the question, the sooner the answer."),
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=Language.choices)
    deadline = forms.DateField(
        label=_("Answer wished until"),
        widget=date_input(),
        help_text=_("Between 3 and 60 days from today. If nobody answers, the chamber is told."),
    )
    files: Any = FilesField(
        label=_("Files"),
        required=False,
        help_text=_(
            "Up to five files of at most 10 MB: PDF, PNG, JPEG, WebP, DXF or STEP. Only the two sides see them."
        ),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, organisations: Any, listing: Listing | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listing = listing
        sender: Any = self.fields["sender"]
        sender.queryset = organisations
        if len(organisations) == 1:
            sender.widget = sender.hidden_widget()
            sender.initial = organisations[0].pk
        basis: Any = self.fields["basis"]
        # a cipher demand would tell by its words who stands behind it
        own = Listing.objects.published().filter(organisation__in=organisations, direction="demand", is_cipher=False)
        basis.queryset = own.order_by("-changed_at")
        if listing is not None:
            del self.fields["to"], self.fields["basis"]
        today = timezone.localdate()
        self.initial.setdefault("deadline", today + DEADLINE)
        self.initial.setdefault("form_key", uuid4())
        limits = {"min": today + SHORTEST_DEADLINE, "max": today + LONGEST_DEADLINE}
        self.fields["deadline"].widget.attrs |= {name: day.isoformat() for name, day in limits.items()}

    def clean_deadline(self) -> Any:
        """Time enough for an answer, and not for ever."""
        day, today = self.cleaned_data["deadline"], timezone.localdate()
        if not today + SHORTEST_DEADLINE <= day <= today + LONGEST_DEADLINE:
            raise forms.ValidationError(_("Please choose a day between 3 and 60 days from today."))
        return day

    def clean(self) -> dict[str, Any]:
        """Nobody asks the own organisation."""
        values = super().clean() or self.cleaned_data
        sender, to = values.get("sender"), values.get("to") or []
        own = sender is not None and (sender in to or (self.listing and self.listing.organisation_id == sender.pk))
        if own:
            self.add_error(
                "to" if "to" in self.fields else None, _("You cannot send an enquiry to your own organisation.")
            )
        return values

    def without_errors(self) -> Self:
        """What was typed, not yet judged: for the steps of the form that send nothing."""
        self._errors = ErrorDict()
        self.cleaned_data = {}
        return self

    @property
    def recipient_ids(self) -> list[int]:
        """To whom it goes."""
        if self.listing is not None:
            return [self.listing.organisation_id]
        return [row.pk for row in self.cleaned_data["to"]]

    @property
    def draft(self) -> Draft:
        """What was typed, for the service."""
        values = self.cleaned_data
        return Draft(
            subject=values["subject"],
            text=values["text"],
            language=values["language"],
            deadline=values["deadline"],
            form_key=values["form_key"],
            listing=self.listing,
            basis=values.get("basis"),
            files=values["files"],
        )
