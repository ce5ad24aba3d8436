"""Keeping the list of needs."""

from collections.abc import Collection

from django.db import transaction

from organisations.models import Organisation
from radar.models import Need


@transaction.atomic
def set_needs(*, organisation_id: int, codes: Collection[str]) -> None:
    """Watch these categories and no others; two at once follow each other."""
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation_id)
    own = Need.objects.filter(organisation_id=organisation_id)
    own.exclude(capability__in=codes).delete()
    known = set(own.values_list("capability_id", flat=True))
    Need.objects.bulk_create(Need(organisation_id=organisation_id, capability_id=code) for code in {*codes} - known)
