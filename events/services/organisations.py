"""How many people one organisation may send."""

from typing import TYPE_CHECKING

from django.db.models import Count

from bilingual.choices import Language
from bilingual.collation import sort_key
from events.choices import ENDED
from events.exceptions import OrganisationFull
from events.models import Desk, Registration

if TYPE_CHECKING:
    from events.services.sent import Contact


def check_limit(desk: Desk, contact: "Contact", people: int) -> None:
    """Raises OrganisationFull when the organisation would have more people than it may; only under the lock.

    The same organisation: the same entry of the directory, or the same name without accents, case and signs. All
    count who hold a place or wait for one, as those who wait move up.
    """
    if desk.most_per_organisation is None or not (contact.organisation_id or contact.organisation_name.strip()):
        return
    rows = Registration.objects.filter(event=desk.pk).exclude(state__in=ENDED).order_by()
    groups = rows.values_list("booking__organisation", "booking__organisation_name").annotate(number=Count("pk"))
    name = folded(contact.organisation_name)
    present = sum(
        number
        for organisation, other, number in groups
        if (organisation and organisation == contact.organisation_id) or (name and folded(other) == name)
    )
    if present + people > desk.most_per_organisation:
        raise OrganisationFull(desk.most_per_organisation, max(desk.most_per_organisation - present, 0))


def folded(name: str) -> str:
    """A name as it is compared: letters and digits, without accents and case."""
    return sort_key(name, Language.DE).partition(" ")[0]
