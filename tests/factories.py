"""Plain functions that make what tests need; every argument can be given."""

from itertools import count
from typing import Any

from accounts.models import User
from accounts.services import create_user
from bilingual.choices import Language
from companies.models import Company
from institutions.models import Institution
from listings.models import Listing
from listings.services.entries import start_listing
from organisations.choices import Role
from organisations.models import Capability, Membership, Organisation, Region, Sector
from organisations.services.profiles import create_organisation
from publishing import services as publishing
from publishing.models import Responsibility, ReviewItem
from search.services import index_now

PASSWORD = "Zwickauer Postkutsche 47"
numbers = count(1)


def make_region(code: str = "DED2D") -> Region:
    """A region of the area; like all reference data it stands in the database before every test."""
    return Region.objects.get(pk=code)


def make_sector(code: str = "C25") -> Sector:
    """A sector of NACE."""
    return Sector.objects.get(pk=code)


def make_capability(code: str = "44316000") -> Capability:
    """A code of the CPV."""
    return Capability.objects.get(pk=code)


def make_user(email: str = "", *, language: Language | str = Language.DE, **fields: Any) -> User:
    """A person with a confirmed address and PASSWORD."""
    address = email or f"person{next(numbers)}@example.org"
    return create_user(email=address, password=PASSWORD, language=language, is_verified=True, **fields)


def make_clerk(*regions: str, deputy_for: tuple[str, ...] = (), until: Any = None, **fields: Any) -> User:
    """A clerk of these regions; `until` ends the deputy's duty."""
    clerk = make_user(**{"is_staff": True, **fields})
    for code in regions:
        Responsibility.objects.create(user=clerk, region_code=code)
    for code in deputy_for:
        Responsibility.objects.create(user=clerk, region_code=code, is_deputy=True, until=until)
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
        "region_id": region,
        "country": "CZ" if region and region.startswith("CZ") else "DE",
        "town": "Zittau",
        "summary_de": "Drehteile in kleinen Losen.",
        **fields,
    }
    return create_organisation(model=model, actor=owner, values=values)


def list_publicly(*entries: Any) -> None:
    """Publish the entries and let the search know them, as the worker does."""
    for entry in entries:
        publish(entry)
        index_now(kind=entry.kind, ids=[entry.pk])


def make_listing(
    title: str = "", *, organisation: Organisation | None = None, author: User | None = None, **fields: Any
) -> Listing:
    """A draft of a demand for turned parts, of a published company in Zittau unless another one is given."""
    owner = organisation or publish(make_company())
    values = {
        "title_de": title or f"Drehteile {next(numbers)} gesucht",
        "description_de": "Wellen aus 42CrMo4, Durchmesser 20 mm, blank gedreht.",
        "town": owner.town,
        "country": owner.country,
        "region_id": owner.region_id,
        **fields,
    }
    categories = values.pop("capabilities", ["44316000"])
    listing = Listing(organisation_id=owner.pk, author=author, **values)
    start_listing(listing)
    listing.capabilities.set(categories)
    publishing.created(kind=listing.kind, entry=listing, actor=author)
    return Listing.objects.select_related("organisation").get(pk=listing.pk)
