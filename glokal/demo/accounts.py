"""The demo accounts of docs/operations.md; only ever made with GLOKAL_DEMO=1."""

from typing import Any

from django.contrib.auth.hashers import make_password

from accounts.demo import ACCOUNTS, PASSWORD
from accounts.models import User
from accounts.services import create_user
from companies.models import Company
from institutions.models import Institution
from organisations.choices import Role
from organisations.models import Membership, Organisation
from publishing.models import Responsibility

PEOPLE: dict[str, tuple[str, dict[str, Any]]] = {
    "firma.de@example.org": ("de", {"first_name": "Katrin", "last_name": "Beispiel"}),
    "firma.cz@example.org": ("cs", {"title_before": "Ing.", "first_name": "Pavel", "last_name": "Vzorný"}),
    "institution@example.org": ("de", {"first_name": "Doreen", "last_name": "Muster"}),
    "kammer.zittau@example.org": ("de", {"first_name": "Matthias", "last_name": "Probe", "is_staff": True}),
    "komora.kv@example.org": ("cs", {"first_name": "Lenka", "last_name": "Příkladová", "is_staff": True}),
    "organiser@example.org": ("de", {"first_name": "Silke", "last_name": "Veranstalter"}),
    "admin@example.org": (
        "de",
        {"first_name": "Alena", "last_name": "Betreiberin", "is_staff": True, "is_superuser": True},
    ),
}
REGIONS = {"kammer.zittau@example.org": ("DED2D", "DED2C"), "komora.kv@example.org": ("CZ041",)}


def load_accounts() -> dict[str, User]:
    """Make the demo accounts that are not there yet; all of them by address."""
    users = {user.email: user for user in User.objects.filter(email__in=PEOPLE)}
    missing = [account.email for account in ACCOUNTS if account.email not in users]
    # hashing takes half a second, and all have the same password
    hashed = make_password(PASSWORD) if missing else ""
    for email in missing:
        language, names = PEOPLE[email]
        users[email] = create_user(email=email, language=language, is_verified=True, **names)
        users[email].password = hashed
        users[email].save(update_fields=["password"])
    for email, codes in REGIONS.items():
        for code in codes:
            Responsibility.objects.get_or_create(user=users[email], region_code=code)
    _join(users["firma.de@example.org"], Company.objects.filter(region="DED2D", is_example=True))
    _join(users["firma.cz@example.org"], Company.objects.filter(region="CZ041", is_example=True))
    _join(users["institution@example.org"], Institution.objects.filter(region="DED2D", type="university"))
    # the lead partner of the project, so that a demo event can be planned from nothing
    _join(users["organiser@example.org"], Institution.objects.filter(name__startswith="Wirtschaftsförderung Sachsen"))
    return users


def _join(user: User, entries: Any) -> None:
    """The demo account acts for the first of these entries, always the same one."""
    first = entries.order_by("id").first()
    if first and not user.memberships.exists():
        parent = Organisation.objects.get(pk=first.pk)
        Membership.objects.create(organisation=parent, user=user, role=Role.OWNER)
