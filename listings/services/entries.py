"""Creating, saving, submitting and closing offers and demands."""

import secrets
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from bilingual.choices import Language
from listings import cipher
from listings.choices import Closing, Direction
from listings.completeness import missing_facts
from listings.exceptions import Incomplete, NamedAlready
from listings.models import Listing, default_validity
from listings.services.attachments import (
    add_attachments,
    copy_attachments,
    remove_attachments,
    rename_attachments,
    replace_attachments,
)
from organisations.exceptions import EditConflict
from organisations.places import find_place
from organisations.services.profiles import TEXTLESS, differing_fields
from publishing import services as publishing
from publishing.choices import Status
from publishing.registry import subject_of

KIND = Listing.kind
LONGEST_SLUG = 90
TWICE_WITHIN = timedelta(minutes=10)
# what only the review, the validity and the services decide, whatever a form was opened with
KEPT = (
    *("status", "submitted_at", "published_at", "slug", "author_id", "organisation_id"),
    *("reminded_at", "expired_at", "closed_as", "confirmed_at", "is_example"),
)


@transaction.atomic
def create_listing(*, form: Any, actor: Any) -> Listing:
    """A new draft from a valid form; who sends the same form twice gets one."""
    get_user_model().objects.select_for_update(of=("self",)).get(pk=actor.pk)
    entry: Listing = form.save(commit=False)
    if twin := _twin(entry, actor):
        return twin
    entry.author = actor
    start_listing(entry)
    form.save_m2m()
    add_attachments(listing_id=entry.pk, files=form.cleaned_data["new_files"])
    publishing.created(kind=KIND, entry=entry, actor=actor)
    return entry


def start_listing(entry: Listing) -> None:
    """Save a new listing with its place, the states of its texts, and a page address made from title and number.

    That of a cipher demand has a word of chance in place of the number.
    """
    prepare(entry)
    entry.update_states(TEXTLESS)
    entry.confirmed_at = entry.confirmed_at or timezone.now()
    entry.slug = secrets.token_hex(16)  # until the number is known
    if entry.is_cipher:
        entry.slug = cipher.slug_of(entry)
    entry.save()
    if entry.is_cipher:
        return
    stem = slugify(str(entry).replace("ß", "ss"))[:LONGEST_SLUG].strip("-")
    entry.slug = f"{stem}-{entry.pk}" if stem else str(entry.pk)
    entry.save(update_fields=["slug"])


@transaction.atomic
def save_listing(*, form: Any, actor: Any, version: int, checked: bool) -> Listing:
    """Save a valid form; what is published goes live and into the queue.

    `version`: the one the editor opened; `checked`: the editor has compared the translation with the original.
    Raises EditConflict when somebody has saved in between, and NamedAlready where a demand that has been public with
    its name shall become a cipher one; nothing is written then.
    """
    entry = _saved(form, version=version, checked=checked, confirmed=True)
    remove_attachments(listing_id=entry.pk, ids=form.removed_files)
    rename_attachments(listing_id=entry.pk, titles=form.file_titles)
    replace_attachments(listing_id=entry.pk, files=form.neutral_files)
    add_attachments(listing_id=entry.pk, files=form.cleaned_data["new_files"])
    publishing.edited(kind=KIND, entry=entry, actor=actor)
    return entry


@transaction.atomic
def correct_listing(*, form: Any, actor: Any, version: int, checked: bool) -> Listing:
    """Save a clerk's correction: it counts as reviewed. Raises EditConflict, or NotResponsible for another region."""
    entry = _saved(form, version=version, checked=checked)
    publishing.corrected(kind=KIND, entry=entry, actor=actor)
    return entry


@transaction.atomic
def submit_listing(*, pk: int, actor: Any) -> None:
    """Hand a draft, a sent-back or a closed listing over to the chamber.

    Raises Incomplete, or AlreadyDecided when it waits already or is published.
    """
    entry = subject_of(KIND).get(pk, lock=True)
    if missing := missing_facts(entry):
        raise Incomplete(missing)
    publishing.submit(kind=KIND, pk=pk, actor=actor)
    facts: dict[str, Any] = {"closed_as": "", "expired_at": None, "reminded_at": None}
    if entry.is_cipher and not entry.published_at:
        # the first title may have said more than the last one
        facts["slug"] = cipher.slug_of(entry)
    Listing.objects.filter(pk=pk).update(**facts)


@transaction.atomic
def close_listing(*, pk: int, actor: Any, closing: Closing) -> None:
    """Take a listing off the pages because it is done with; raises AlreadyDecided when it is closed already."""
    publishing.archive(kind=KIND, pk=pk, actor=actor)
    Listing.objects.filter(pk=pk).update(closed_as=closing)


@transaction.atomic
def copy_listing(*, pk: int, actor: Any, as_cipher: bool = False) -> Listing:
    """A new draft with the facts, texts and files of a listing, valid from today.

    `as_cipher`: a demand is copied as a cipher one; files that tell whose they are stay behind.
    """
    source = Listing.objects.get(pk=pk)
    links = {name: list(getattr(source, name).all()) for name in ("capabilities", "delivery_regions")}
    copy = Listing.objects.get(pk=pk)
    copy.pk = None
    copy._state.adding = True
    blank = Listing()
    for field in (*KEPT, "version"):
        setattr(copy, field, getattr(blank, field))
    copy.organisation_id, copy.author = source.organisation_id, actor
    copy.valid_until = default_validity()
    copy.is_cipher = source.is_cipher or (as_cipher and source.direction == Direction.DEMAND)
    states = {language: source.state(language) for language in Language.values}
    start_listing(copy)
    for language, state in states.items():
        setattr(copy, f"state_{language}", state)
    copy.save()
    for name, rows in links.items():
        getattr(copy, name).set(rows)
    copy_attachments(source_id=pk, target=copy)
    publishing.created(kind=KIND, entry=copy, actor=actor)
    return copy


def prepare(entry: Listing) -> None:
    """Work out the place on the map; the region of the postcode where none was chosen."""
    if entry.is_cipher:
        cipher.settle_place(entry)
        return
    place = find_place(entry.postcode, country=entry.country, town=entry.town) if entry.postcode else None
    entry.lat, entry.lon = (place.lat, place.lon) if place else (None, None)
    if place and not entry.region_id:
        entry.region_id = place.region_code


def _twin(entry: Listing, actor: Any) -> Listing | None:
    """The draft that the same person has made from the same texts a moment ago."""
    same: dict[str, Any] = {f"{field}_{entry.original_language}": text for field, text in
            entry.texts(entry.original_language).items()}  # fmt: skip
    drafts = Listing.objects.filter(author=actor, status=Status.DRAFT, version=1, direction=entry.direction, **same)
    since = timezone.now() - TWICE_WITHIN
    twin: Listing | None = drafts.filter(organisation_id=entry.organisation_id, created_at__gte=since).first()
    return twin


def _saved(form: Any, *, version: int, checked: bool, confirmed: bool = False) -> Listing:
    entry: Listing = form.instance
    # the same lock as the review's and the jobs': a clerk may decide, or the last day end, at this very moment
    before = subject_of(KIND).get(entry.pk, lock=True)
    if before.version != version:
        raise EditConflict(differing_fields(form, before), before.version)
    for field in KEPT:
        setattr(entry, field, getattr(before, field))
    if entry.is_cipher and not before.is_cipher and before.published_at:
        raise NamedAlready
    if entry.valid_until != before.valid_until:
        entry.reminded_at = None
        if entry.valid_until >= timezone.localdate():
            entry.expired_at = None
    prepare(entry)
    entry.update_states({language: before.texts(language) for language in Language.values}, checked=checked)
    entry.version = version + 1
    if confirmed:
        entry.confirmed_at = timezone.now()
    form.save()
    return entry
