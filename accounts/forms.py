"""Forms of accounts. allauth builds its sign-up form on the one here, so nothing of allauth's forms is imported."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.choices import Frequency
from accounts.mails import current_language
from accounts.models import User
from accounts.notifications import kinds
from accounts.services.notifications import frequencies_of

NAME_FIELDS = ("title_before", "first_name", "last_name", "title_after")


def _terms_label() -> SafeString:
    return format_html(
        gettext(
            'I accept the <a href="{terms}">terms of use</a> and have read the <a href="{privacy}">privacy notice</a>.'
        ),
        terms=reverse("terms"),
        privacy=reverse("privacy"),
    )


class NameForm(forms.ModelForm):
    """The name of a person, with titles in front and behind."""

    class Meta:
        model = User
        fields: ClassVar[tuple[str, ...]] = NAME_FIELDS
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "title_before": forms.TextInput(attrs={"autocomplete": "honorific-prefix"}),
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
            "title_after": forms.TextInput(attrs={"autocomplete": "honorific-suffix"}),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "title_before": _("For example Dr., Dipl.-Ing., Mgr. or Ing."),
            "title_after": _("For example MBA, Ph.D. or DiS."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A person here has both names, though the administration may leave them out."""
        super().__init__(*args, **kwargs)
        self.fields["first_name"].required = True
        self.fields["last_name"].required = True


class ProfileForm(NameForm):
    """What members change about themselves."""

    class Meta(NameForm.Meta):
        fields: ClassVar[tuple[str, ...]] = (*NAME_FIELDS, "preferred_language")


class SignupForm(forms.Form):
    """What we ask beside e-mail address and password (ACCOUNT_SIGNUP_FORM_CLASS)."""

    first_name = forms.CharField(
        label=_("First name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Last name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    title_before = forms.CharField(
        label=_("Title before the name"),
        max_length=50,
        required=False,
        help_text=_("For example Dr., Dipl.-Ing., Mgr. or Ing."),
        widget=forms.TextInput(attrs={"autocomplete": "honorific-prefix"}),
    )
    title_after = forms.CharField(
        label=_("Title after the name"),
        max_length=50,
        required=False,
        help_text=_("For example MBA, Ph.D. or DiS."),
        widget=forms.TextInput(attrs={"autocomplete": "honorific-suffix"}),
    )
    terms = forms.BooleanField(
        label=lazy(_terms_label, SafeString)(),
        error_messages={"required": _("Please accept the terms of use to register.")},
    )

    field_order = [
        *("first_name", "last_name", "title_before", "title_after"),
        *("email", "password1", "terms"),
    ]

    def clean(self) -> dict[str, Any]:
        """Judge the password with the name in view: allauth knows the e-mail address only."""
        from allauth.account.adapter import get_adapter  # noqa: PLC0415 - see the module's docstring

        data = super().clean() or self.cleaned_data
        if password := data.get("password1"):
            person = User(**{field: data.get(field) or "" for field in ("email", "first_name", "last_name")})
            try:
                get_adapter().clean_password(password, user=person)
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return self.cleaned_data

    def signup(self, request: HttpRequest, user: User) -> None:
        """Complete the new user; allauth has saved name, e-mail address and password."""
        user.title_before = self.cleaned_data["title_before"]
        user.title_after = self.cleaned_data["title_after"]
        user.preferred_language = current_language().value
        user.terms_accepted_at = timezone.now()
        user.save(update_fields=["title_before", "title_after", "preferred_language", "terms_accepted_at"])


class NotificationSettingsForm(forms.Form):
    """How soon a mail follows, a question for each kind."""

    # a field of the browser's form must not be called as one of its own methods, such as "matches"
    prefix = "mail"

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Ask about every kind that has mails, beginning with what `user` has chosen."""
        super().__init__(*args, **kwargs)
        chosen = frequencies_of(user)
        for kind in kinds():
            if kind.code in chosen:
                self.fields[kind.code] = forms.ChoiceField(
                    label=str(kind.label), choices=Frequency.choices, initial=chosen[kind.code].value
                )
