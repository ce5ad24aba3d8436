"""Entries that wait for the demo clerks, so that the queue has something to show."""

from typing import Any

from accounts.models import User
from accounts.services import create_user
from bilingual.choices import Language
from companies.models import Company
from organisations.models import Region
from organisations.services.profiles import create_organisation
from publishing import services as publishing

DRAFTS: list[dict[str, Any]] = [
    {
        "owner": ("neu.de@example.org", "de", {"first_name": "Jens", "last_name": "Neumann"}),
        "name": "Lausche Messtechnik UG (haftungsbeschränkt)",
        "legal_form": "UG (haftungsbeschränkt)",
        "country": "DE", "street": "Hauptstraße", "house_number": "21", "postcode": "02779", "town": "Großschönau",
        "region_id": "DED2D", "original_language": "de", "languages": ["de", "en"],
        "staff_band": "1-9", "founded": 2025,
        "summary_de": "Kalibrierung von Längenmessmitteln und Waagen vor Ort für Werkstätten um Zittau und Liberec.",
        "description_de": "Wir kalibrieren Messschieber, Bügelmessschrauben und Waagen bis 300 kg direkt im Betrieb, "
        "damit die Fertigung nicht auf den Rückversand wartet. Protokolle stellen wir auf Wunsch zweisprachig aus.",
    },
    {
        "owner": ("nova.cz@example.org", "cs", {"first_name": "Tereza", "last_name": "Nováčková"}),
        "name": "Ohře Obaly s.r.o.",
        "legal_form": "s.r.o.",
        "country": "CZ", "street": "Nádražní", "house_number": "48", "postcode": "35301", "town": "Mariánské Lázně",
        "region_id": "CZ041", "original_language": "cs", "languages": ["cs", "de"],
        "staff_band": "10-49", "founded": 2019,
        "summary_cs": "Vyrábíme vlnité obaly na míru od padesáti kusů pro sklárny, porcelánky a e-shopy.",
        "description_cs": "Řežeme na plotru bez výsekového nástroje, takže se vyplatí i malé série. Pro křehké zboží "
        "navrhujeme vložky z lepenky místo plastu a vzorek posíláme do tří pracovních dnů.",
    },
]  # fmt: skip

CHANGES = {
    "firma.de@example.org": (
        "de", "Seit Herbst 2026 prüfen wir Erstmuster zusätzlich auf einer 3D-Koordinatenmessmaschine."
    ),
    "firma.cz@example.org": (
        "cs", "Od podzimu 2026 nabízíme také opravy dekoru na starších servisech od deseti kusů."
    ),
}  # fmt: skip


def load_reviews(users: dict[str, User]) -> None:
    """Two first publications and two changes that wait, unless they are there."""
    for draft in DRAFTS:
        if not Company.objects.filter(name=draft["name"]).exists():
            _submit(dict(draft))
    for email, (language, sentence) in CHANGES.items():
        _change(users[email], language, sentence)


def _submit(draft: dict[str, Any]) -> None:
    email, language, names = draft.pop("owner")
    owner = User.objects.filter(email=email).first() or create_user(
        email=email, password=None, language=language, is_verified=True, **names
    )
    if not Region.objects.filter(pk=draft["region_id"]).exists():
        draft["region_id"] = None
    company = create_organisation(model=Company, actor=owner, values={**draft, "is_example": True})
    publishing.submit(kind="company", pk=company.pk, actor=owner)


def _change(member: User, language: str, sentence: str) -> None:
    membership = member.memberships.first()
    company: Any = Company.objects.filter(pk=membership.organisation_id, version=1).first() if membership else None
    if company is None:
        return
    before = {code: company.texts(code) for code in Language.values}
    field = f"description_{language}"
    setattr(company, field, f"{getattr(company, field)} {sentence}")
    company.update_states(before)
    company.version += 1
    company.save()
    publishing.edited(kind="company", entry=company, actor=member)
