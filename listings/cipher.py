"""Cipher demands: who may know whose they are, and what everybody else is shown in place of it."""

import secrets
from collections.abc import Callable
from datetime import datetime, time
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from django.db.models import Avg, QuerySet
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from listings.choices import CipherPlace
from organisations.models import Postcode

CIPHER = "cipher:yes"
"""The facet of their documents."""
LONGEST_STEM = 90  # letters of the title in the address of a page

type Revealer = Callable[[Any], QuerySet[Any, Any]]
"""Called with a signed-in user; the ids of the listings whose owners have agreed to be named to this user."""

_revealers: list[Revealer] = []


def register_revealer(revealer: Revealer) -> Revealer:
    """Decorator: let a higher app say to whom which cipher demands are revealed."""
    _revealers.append(revealer)
    return revealer


def hides_owner_from(listing: Any, user: Any) -> bool:
    """Whether this reader must not learn whose listing it is.

    Known to the members, to the clerks of the organisation's region and the operator, and to whom it was revealed; a
    fixed number of queries.
    """
    if not listing.is_cipher:
        return False
    if not user.is_authenticated:
        return True
    rows = type(listing).objects.filter(pk=listing.pk)
    return not (rows.editable_by(user).exists() or rows.curated_by(user).exists() or is_revealed_to(user, listing))


def is_revealed_to(user: Any, listing: Any) -> bool:
    """Whether both sides have agreed that this user learns the name."""
    rows = type(listing).objects.filter(pk=listing.pk)
    return any(rows.filter(pk__in=revealer(user)).exists() for revealer in _revealers)


def settle_place(entry: Any) -> None:
    """Forget everything about the place that is narrower than what the author has chosen to show."""
    entry.town = entry.postcode = ""
    entry.lat = entry.lon = None
    if entry.cipher_place == CipherPlace.COUNTRY:
        entry.region_id = None


def slug_of(entry: Any) -> str:
    """The address of the page: the title and a word of chance, as a number would tell when it was written."""
    stem = slugify(str(entry).replace("ß", "ss"))[:LONGEST_STEM].strip("-")
    return "-".join(filter(None, [stem, secrets.token_hex(4)]))


def day_of(moment: datetime) -> datetime:
    """The beginning of the day: the hour would stand beside that of other entries of the same organisation."""
    return datetime.combine(timezone.localdate(moment), time(), timezone.get_current_timezone())


def attachment_label(file_name: str) -> str:
    """What a file is called for everybody: “Attachment 1.pdf” in the reader's language."""
    number = number_in(file_name)
    name = _("Attachment %(number)s") % {"number": number} if number else _("Attachment")
    return name + PurePosixPath(file_name).suffix


def number_in(file_name: str) -> int:
    """The number that a file of a cipher demand is called by; 0 for another name."""
    stem = PurePosixPath(file_name).stem
    return int(stem) if stem.isascii() and stem.isdigit() and len(stem) < 4 else 0


def middle_of(region: str) -> tuple[float | None, float | None]:
    """Longitude and latitude in degrees of the middle of a region; None where there is no region."""
    middles = _middles()
    if not middles:
        _middles.cache_clear()
    return middles.get(region, (None, None))


@lru_cache(maxsize=1)
def _middles() -> dict[str, tuple[float | None, float | None]]:
    rows = Postcode.objects.order_by().values_list("region").annotate(Avg("lon"), Avg("lat"))
    return {code: (lon, lat) for code, lon, lat in rows}
