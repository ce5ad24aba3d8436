"""Certificates of attendance by a signed link: for those who were ticked in."""

from django.core import signing

from events.choices import Direction
from events.models import Registration, Tick
from events.papers import printing
from events.papers.catalogue import TITLES, Paper, Wish, file_name
from events.papers.certificates import certificates
from events.papers.heads import head
from events.papers.wording import PaperLanguage, Wording

SALT = "events.certificate"


class CertificateUnusable(Exception):
    """The link is wrong."""


def certificate_token(person: Registration) -> str:
    """The signed part of a person's link."""
    return signing.Signer(salt=SALT).sign(str(person.pk))


def read_certificate_token(token: str) -> Registration:
    """Whose certificate it is; raises CertificateUnusable."""
    try:
        pk = int(signing.Signer(salt=SALT).unsign(token))
        return Registration.objects.select_related("event__organisation").get(pk=pk)
    except (signing.BadSignature, ValueError, Registration.DoesNotExist) as error:
        raise CertificateUnusable from error


def who_came(event_id: int) -> set[int]:
    """Everybody who was ticked in at the event or at one of its items, by the number of the registration."""
    ticks = Tick.objects.filter(event=event_id, direction=Direction.IN, undone_at=None)
    return set(ticks.values_list("registration_id", flat=True))


def has_come(registration_id: int) -> bool:
    """Whether this person was ticked in."""
    return Tick.objects.filter(registration=registration_id, direction=Direction.IN, undone_at=None).exists()


def certificate_of(person: Registration, language: PaperLanguage | str) -> tuple[bytes, str]:
    """The certificate as PDF, and a name for the file."""
    wording = Wording(language)
    event = person.event
    data = head(event, wording, TITLES[Paper.CERTIFICATES]) | certificates(event, wording, [person])
    return printing.pdf("certificate", data), file_name(Paper.CERTIFICATES, event, Wish(language=language))
