"""The mails that tell owners of a decision, each in the owner's language."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import override

from accounts.services import send_mail
from accounts.services.notifications import notify
from bilingual.links import path_in
from publishing.choices import StandardReason
from publishing.models import Revision
from publishing.registry import Subject

PUBLIC = {"review_approved"}


def reason_in(language: str, text: str, standard: Iterable[str] = ()) -> str:
    """The chosen standard reasons in `language`, a line each, and what the clerk has written."""
    with override(language):
        sentences = [str(StandardReason(code).label) for code in standard]
    return "\n".join(filter(None, [*sentences, text.strip()]))


def note_for(subject: Subject, entry: Any, text: str, standard: Iterable[str] = ()) -> str:
    """The reason as the history keeps it: in the language of the first owner."""
    owners = list(subject.owners(entry))
    language = owners[0].preferred_language if owners else settings.LANGUAGE_CODE
    return reason_in(language, text, standard)


def tell(subject: Subject, entry: Any, template: str, text: str = "", standard: Iterable[str] = ()) -> None:
    """Write to every owner: what was decided, why, and where to go on."""
    page, arguments = subject.paths(entry)["public" if template in PUBLIC else "edit"]
    revision = Revision.objects.of(subject.kind, entry.pk).values_list("id", flat=True).first()
    for owner in subject.owners(entry):
        language = owner.preferred_language
        context = {
            "title": subject.title(entry),
            "reason": reason_in(language, text, standard),
            "path": path_in(language, page, *arguments),
            "user": owner,
        }
        send_mail(to=owner.email, user=owner, language=language, template=template, context=context, purpose="review")
        notify(
            user=owner,
            kind="review",
            context={"decision": template, "title": subject.title(entry)},
            url_name=page,
            url_args=arguments,
            key=f"{template}-{revision}",
        )
