"""Plain functions that make what tests need; every argument can be given."""

from itertools import count
from typing import Any

from accounts.models import User
from accounts.services import create_user
from bilingual.choices import Language
from companies.models import Company
from institutions.models import Institution
from organisations.choices import Role
from organisations.models import Capability, Membership, Organisation, Postcode, Region, Sector
from organisations.reference import forget
from organisations.services.profiles import create_organisation
from publishing import services as publishing
from publishing.models import Responsibility, ReviewItem

PASSWORD = "Zwickauer Postkutsche 47"
numbers = count(1)

REGIONS = {
    "DED2D": ("DE", "Landkreis Görlitz", "zemský okres Zhořelec", "Görlitz", "Zhořelec"),
    "DED2C": ("DE", "Landkreis Bautzen", "zemský okres Budyšín", "Bautzen", "Budyšín"),
    "CZ051": ("CZ", "Region Reichenberg", "Liberecký kraj", "Region Reichenberg", "Liberecký kraj"),
}


def make_region(code: str = "DED2D") -> Region:
    """One of three regions of the area."""
    country, name_de, name_cs, short_de, short_cs = REGIONS[code]
    facts = {"country": country, "name_de": name_de, "name_cs": name_cs, "short_de": short_de, "short_cs": short_cs}
    region, is_new = Region.objects.get_or_create(
        code=code, defaults={**facts, "outline": "", "label_x": 0, "label_y": 0}
    )
    if is_new:
        forget()
    return region


def make_postcode(code: str = "02763", town: str = "Zittau", region: str = "DED2D") -> Postcode:
    """A postcode of a region."""
    place = make_region(region)
    return Postcode.objects.get_or_create(
        country=place.country, code=code, town=town, defaults={"region": place, "lat": 50.9, "lon": 14.8}
    )[0]


def make_sector(code: str = "C25", name_de: str = "Metallerzeugnisse", name_cs: str = "Kovové výrobky") -> Sector:
    """A division of NACE."""
    return Sector.objects.get_or_create(code=code, defaults={"level": 2, "name_de": name_de, "name_cs": name_cs})[0]


def make_capability(
    code: str = "44316000", name_de: str = "Eisenwaren", name_cs: str = "Železářské zboží"
) -> Capability:
    """A code of the CPV."""
    return Capability.objects.get_or_create(code=code, defaults={"name_de": name_de, "name_cs": name_cs})[0]


def make_user(email: str = "", *, language: Language | str = Language.DE, **fields: Any) -> User:
    """A person with a confirmed address and PASSWORD."""
    address = email or f"person{next(numbers)}@example.org"
    return create_user(email=address, password=PASSWORD, language=language, is_verified=True, **fields)


def make_clerk(*regions: str, deputy_for: tuple[str, ...] = (), until: Any = None, **fields: Any) -> User:
    """A clerk of these regions; `until` ends the deputy's duty."""
    clerk = make_user(**{"is_staff": True, **fields})
    for code in regions:
        Responsibility.objects.create(user=clerk, region_code=make_region(code).pk)
    for code in deputy_for:
        Responsibility.objects.create(user=clerk, region_code=make_region(code).pk, is_deputy=True, until=until)
    return clerk


def make_superuser(**fields: Any) -> User:
    """The operator."""
    return make_user(**{"is_staff": True, "is_superuser": True, **fields})


def make_company(name: str = "", *, owner: User | None = None, region: str | None = "DED2D", **fields: Any) -> Company:
    """A draft of a company in Zittau, with an owner when one is given."""
    return _make(Company, name or f"Zerspanung {next(numbers)} GmbH", owner, region, fields)


def make_institution(
    name: str = "", *, owner: User | None = None, region: str | None = "DED2D", **fields: Any
) -> Institution:
    """A draft of an institution in Zittau, with an owner when one is given."""
    values = {"type": "chamber", **fields}
    return _make(Institution, name or f"Kammer {next(numbers)}", owner, region, values)


def make_member(
    organisation: Organisation, *, role: Role = Role.OWNER, user: User | None = None, **fields: Any
) -> User:
    """A person who acts for the organisation."""
    person = user or make_user(**fields)
    Membership.objects.create(organisation_id=organisation.pk, user=person, role=role)
    return person


def publish(entry: Any) -> Any:
    """The entry, published and reviewed."""
    publishing.publish_unreviewed(kind=entry.kind, pk=entry.pk)
    entry.refresh_from_db()
    return entry


def submit(entry: Any, actor: User | None = None) -> ReviewItem:
    """The entry's place in the queue, waiting for its first publication."""
    item = publishing.submit(kind=entry.kind, pk=entry.pk, actor=actor)
    entry.refresh_from_db()
    return item


def edit(entry: Any, actor: User | None = None, **values: Any) -> None:
    """Save changed facts as a member does."""
    before = {language: entry.texts(language) for language in Language.values}
    for field, value in values.items():
        setattr(entry, field, value)
    entry.set_sort_keys()
    entry.update_states(before)
    entry.version += 1
    entry.save()
    publishing.edited(kind=entry.kind, entry=entry, actor=actor)


def _make(model: type[Any], name: str, owner: User | None, region: str | None, fields: dict[str, Any]) -> Any:
    values = {
        "name": name,
        "region_id": make_region(region).pk if region else None,
        "country": REGIONS[region][0] if region else "DE",
        "town": "Zittau",
        "summary_de": "Drehteile in kleinen Losen.",
        **fields,
    }
    return create_organisation(model=model, actor=owner, values=values)
