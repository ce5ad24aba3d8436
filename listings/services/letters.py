"""Mails about the end of a listing, each in its reader's language."""

from accounts.services import send_mail
from accounts.services.notifications import notify
from bilingual.links import path_in
from listings.models import Listing
from publishing.registry import subject_of


def tell_of_end(entry: Listing, token: str) -> None:
    """A week before the end: one click renews."""
    _tell(entry, "listing_reminder", token)


def tell_of_expiry(entry: Listing, token: str) -> None:
    """After the end: one click brings it back."""
    _tell(entry, "listing_expired", token)


def _tell(entry: Listing, template: str, token: str) -> None:
    subject = subject_of(entry.kind)
    page, arguments = subject.paths(entry)["edit"]
    for owner in subject.owners(entry):
        language = owner.preferred_language
        context = {
            "title": subject.title(entry),
            "is_demand": entry.direction == "demand",
            "until": entry.valid_until,
            "renewal_path": path_in(language, "listing_renewal", token),
            "path": path_in(language, page, *arguments),
        }
        send_mail(to=owner.email, user=owner, language=language, template=template, context=context, purpose=template)
        notify(
            user=owner,
            kind="validity",
            context={"letter": template, "title": subject.title(entry), "until": entry.valid_until.isoformat()},
            url_name=page,
            url_args=arguments,
            key=f"{template}-{entry.pk}-{entry.valid_until}",
        )
