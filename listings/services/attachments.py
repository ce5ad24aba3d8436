"""Files of a listing: stored, taken away, and swept up when nothing points to them any more."""

from collections.abc import Collection, Iterable, Mapping

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from listings.cipher import number_in
from listings.cleaning import NeutralFile, neutral
from listings.exceptions import TooManyAttachments
from listings.identity import identity_of
from listings.models import FOLDER, Attachment, Listing
from organisations.downloads import sweep
from organisations.files import MOST_FILES, CheckedFile


@transaction.atomic
def add_attachments(*, listing_id: int, files: Iterable[CheckedFile]) -> list[Attachment]:
    """Store checked files; raises TooManyAttachments when more than five would lie there.

    Those of a cipher demand are cleaned where the form has not done it; raises ValidationError as `neutral` does.
    """
    added = list(files)
    if not added:
        return []
    rows = Listing.objects.select_related("organisation__region").select_for_update(of=("self",))
    listing = rows.get(pk=listing_id)
    if Attachment.objects.filter(listing_id=listing_id).count() + len(added) > MOST_FILES:
        raise TooManyAttachments
    return [_store(listing_id, file) for file in (_neutral(listing, added) if listing.is_cipher else added)]


def _neutral(listing: Listing, files: Iterable[CheckedFile]) -> list[CheckedFile]:
    identity = identity_of(listing.organisation, listing.cipher_place)
    names = listing.attachments.values_list("file_name", flat=True)
    first = 1 + max(map(number_in, names), default=0)
    return [
        file if isinstance(file, NeutralFile) else neutral(file, identity, first + place)
        for place, file in enumerate(files)
    ]


@transaction.atomic
def remove_attachments(*, listing_id: int, ids: Collection[int]) -> None:
    """Take files away; whoever comes second finds them gone."""
    rows = list(Attachment.objects.filter(listing_id=listing_id, pk__in=ids))
    Attachment.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        transaction.on_commit(lambda name=row.file.name: default_storage.delete(name))  # type: ignore[misc]


@transaction.atomic
def rename_attachments(*, listing_id: int, titles: Mapping[int, str]) -> None:
    """Say in words what the files show."""
    for pk, title in titles.items():
        Attachment.objects.filter(listing_id=listing_id, pk=pk).update(title=title)


@transaction.atomic
def replace_attachments(*, listing_id: int, files: Mapping[int, CheckedFile]) -> None:
    """Put the files, by number, in the place of those that lie there."""
    for row in Attachment.objects.filter(listing_id=listing_id, pk__in=files):
        old = row.file.name
        _fill(row, files[row.pk])
        transaction.on_commit(lambda name=old: default_storage.delete(name))  # type: ignore[misc]


@transaction.atomic
def copy_attachments(*, source_id: int, target: Listing) -> None:
    """The files of one listing once more for another, each with a name of its own.

    For a cipher demand without what could tell whose they are; those that cannot be freed from it stay behind.
    """
    identity = identity_of(target.organisation, target.cipher_place) if target.is_cipher else None
    for number, row in enumerate(Attachment.objects.filter(listing_id=source_id), 1):
        with row.file.open() as file:
            content = ContentFile(file.read())
        copy = CheckedFile(content, row.file_name, row.content_type, row.size)
        try:
            stored = _store(target.pk, neutral(copy, identity, number) if identity else copy)
        except ValidationError:
            continue
        Attachment.objects.filter(pk=stored.pk).update(title=row.title)


def sweep_up() -> int:
    """Delete files that nothing points to any more; how many."""
    return sweep(FOLDER, set(Attachment.objects.values_list("file", flat=True)))


def _store(listing_id: int, file: CheckedFile) -> Attachment:
    row = Attachment(listing_id=listing_id)
    _fill(row, file)
    return row


def _fill(row: Attachment, file: CheckedFile) -> None:
    row.file_name, row.content_type, row.size = file.name, file.content_type, file.size
    row.file.save(file.name, file.content, save=False)
    row.save()
