"""Our ways within allauth: mail goes through the outbox, in the recipient's language, with links to SITE_URL."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from accounts.mails import absolute_url, current_language, render_mail
from accounts.models import User
from accounts.queries import user_with_address
from accounts.services import queue_mail

SECRETS = {"code", "key", "password_reset_url"}


class AccountAdapter(DefaultAccountAdapter):
    """ACCOUNT_ADAPTER."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Clerks begin with what waits for them, members with their own area."""
        if request.user.is_staff:
            return reverse("admin:index")
        return str(super().get_login_redirect_url(request))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put one of allauth's mails into the outbox; nothing of the request is kept."""
        known = context.get("user")
        user = known if isinstance(known, User) else user_with_address(email)
        language = user.preferred_language if user else current_language()
        values = {
            # the addresses are in the language of the page that asked for the mail
            key: absolute_url(value, language) if key.endswith("_url") else value
            for key, value in context.items()
            if key != "request"
        }
        mail = render_mail(
            subject=f"{template_prefix}_subject.txt",
            text=f"{template_prefix}_message.txt",
            html=f"{template_prefix}_message.html",
            language=language,
            context={"email": email, **values, "user": user, "recipient": user},
        )
        purpose = template_prefix.replace("/email/", "/")
        queue_mail(mail=mail, to=email, user=user, purpose=purpose, is_secret=not SECRETS.isdisjoint(context))
