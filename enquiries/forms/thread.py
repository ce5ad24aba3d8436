"""What both sides type into a conversation."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from bilingual.choices import Language
from bilingual.text import page_language
from enquiries.choices import OUTCOMES, DeclineReason, ReportDecision, ReportReason, Stage
from enquiries.models.conversation import LONGEST_TEXT
from enquiries.services.answering import Words
from listings.forms.files import FilesField

LONGEST_REASON = 2000


class WordsForm(forms.Form):
    """A text, its language, and the key that tells one press of the button from two."""

    language = forms.ChoiceField(label=_("Language of the text"), choices=Language.choices)
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("language", page_language().value)
        self.initial.setdefault("form_key", uuid4())

    def words(self, *, by_mail: bool = False) -> Words:
        """What was typed, for the service."""
        values = self.cleaned_data
        return Words(
            text=values["text"], language=values["language"], form_key=values["form_key"], by_mail=by_mail,
            files=values.get("files") or (), seen=values.get("seen"),
        )  # fmt: skip


class ReplyForm(WordsForm):
    """A message; `seen` is the newest one that its writer has read."""

    text = forms.CharField(
        label=_("Your message"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 7, "spellcheck": "true"})
    )
    files: Any = FilesField(
        label=_("Files"), required=False, help_text=_("PDF, PNG, JPEG, WebP, DXF or STEP; at most 10 MB each.")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ("text", "language", "files")

    def __init__(self, *args: Any, takes_files: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="reply_%s", **kwargs)
        if not takes_files:
            del self.fields["files"]


class DeclineForm(WordsForm):
    """Why not, in one click, and in own words where somebody likes."""

    reason = forms.ChoiceField(label=_("Why not?"), choices=DeclineReason.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In your own words"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("reason", "text", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "decline_%s", **kwargs})


class CloseForm(forms.Form):
    """What came of it."""

    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=[(stage.value, stage.label) for stage in Stage if stage in OUTCOMES],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "close_%s", **kwargs})


class ReportForm(forms.Form):
    """What is wrong, for the chamber's eyes alone."""

    reason = forms.ChoiceField(label=_("What is wrong?"), choices=ReportReason.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("For the chamber"),
        help_text=_("Only the chamber reads this, together with the enquiry."),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "report_%s", **kwargs})


class ChamberForm(WordsForm):
    """A clerk's words to both sides."""

    text = forms.CharField(
        label=_("Message to both sides"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6})
    )
    field_order = ("text", "language")


class ReportDecisionForm(forms.Form):
    """What the chamber decides about a reported enquiry."""

    decision = forms.ChoiceField(label=_("Decision"), choices=ReportDecision.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Reason, for the file"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
