"""Forms for passkeys and security keys (MFA_FORMS): allauth leaves the name without a label to translate.

Apart from forms.py, which allauth imports while it is still building its own forms.
"""

from typing import Any

from allauth.mfa.webauthn import forms
from django.utils.translation import gettext_lazy as _


class AddKeyForm(forms.AddWebAuthnForm):
    """A new key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Label the name."""
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")


class EditKeyForm(forms.EditWebAuthnForm):
    """Another name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Label the name."""
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")
