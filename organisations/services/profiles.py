"""Creating and saving the profile of a company or an institution."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from bilingual.choices import Language
from organisations.choices import Kind, Role
from organisations.exceptions import EditConflict
from organisations.models import Membership, Organisation
from organisations.places import find_place
from publishing import services as publishing
from publishing.choices import Status
from publishing.registry import subject_of

LONGEST_SLUG = 100
SLUG_COLUMN = "organisations_organisation_slug"  # begins the name of its unique constraint
ATTEMPTS = 10
TEXTLESS: dict[str, dict[str, str]] = {language: {} for language in Language.values}


@transaction.atomic
def start_organisation(*, model: type[Any], actor: Any, values: Mapping[str, Any]) -> Any:
    """A member's new draft; who sends the same form twice gets one."""
    get_user_model().objects.select_for_update(of=("self",)).get(pk=actor.pk)
    drafts = model._default_manager.owned_by(actor).filter(status=Status.DRAFT, version=1)
    same = {name: values[name] for name in ("name", "country", "postcode", "town")}
    return drafts.filter(**same).first() or create_organisation(model=model, actor=actor, values=values)


@transaction.atomic
def create_organisation(*, model: type[Any], actor: Any, values: Mapping[str, Any]) -> Any:
    """A new draft of a company or institution (`model`), with `actor` as its first owner."""
    entry = model(kind=Kind(model.__name__.lower()), **values)
    prepare(entry)
    entry.update_states(TEXTLESS)
    _insert(entry)
    if actor is not None:
        Membership.objects.create(organisation_id=entry.pk, user=actor, role=Role.OWNER)
    publishing.created(kind=entry.kind, entry=entry, actor=actor)
    return entry


def _insert(entry: Organisation) -> None:
    """Save a new entry; whoever was quicker with the same page address keeps it."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with transaction.atomic():
                entry.save()
        except IntegrityError as error:
            if attempt == ATTEMPTS or SLUG_COLUMN not in str(error):
                raise
            entry.slug = free_slug(entry.name)
        else:
            return


@transaction.atomic
def save_profile(*, form: Any, certificates: Any, actor: Any, version: int, checked: bool) -> Any:
    """Save a valid profile form and its certificates; what is published goes live and into the queue.

    `version`: the one the editor opened; `checked`: the editor has compared the translation with the original.
    Raises EditConflict when somebody has saved in between; nothing is written then.
    """
    entry = _saved(form, [certificates], version=version, checked=checked, confirmed=True)
    publishing.edited(kind=entry.kind, entry=entry, actor=actor)
    return entry


@transaction.atomic
def correct_profile(*, form: Any, formsets: Iterable[Any], actor: Any, version: int, checked: bool) -> Any:
    """Save a clerk's correction: it counts as reviewed. Raises EditConflict, or NotResponsible for another region."""
    region_before = Organisation.objects.values_list("region_id", flat=True).get(pk=form.instance.pk)
    entry = _saved(form, formsets, version=version, checked=checked)
    publishing.corrected(kind=entry.kind, entry=entry, actor=actor, region_before=region_before or "")
    return entry


def _saved(form: Any, formsets: Iterable[Any], *, version: int, checked: bool, confirmed: bool = False) -> Any:
    entry = form.instance
    # the same lock as the review's: a clerk may decide about the entry at this very moment
    before = subject_of(entry.kind).get(entry.pk, lock=True)
    if before.version != version:
        raise EditConflict(differing_fields(form, before), before.version)
    keep_reviewed_facts(entry, before)
    prepare(entry)
    entry.update_states({language: before.texts(language) for language in Language.values}, checked=checked)
    entry.version = version + 1
    if confirmed:
        entry.confirmed_at = timezone.now()
    form.save()
    for formset in formsets:
        formset.instance = entry
        formset.save()
    return entry


def differing_fields(form: Any, saved: Any) -> list[str]:
    """Names of the form's fields whose saved value is another one than the editor has typed."""
    differing = []
    for name, typed in form.cleaned_data.items():
        try:
            stored = form.stored_value(saved, name)
        except FieldDoesNotExist:
            continue
        if name != "version" and form.comparable(typed) != form.comparable(stored):
            differing.append(name)
    return differing


def keep_reviewed_facts(entry: Organisation, before: Organisation) -> None:
    """A form was opened a while ago: what only the review decides stays as it is now."""
    for field in ("status", "submitted_at", "published_at", "slug"):
        setattr(entry, field, getattr(before, field))


def prepare(entry: Organisation) -> None:
    """Work out what follows from what was typed: alphabetical keys, page address, place on the map."""
    entry.set_sort_keys()
    entry.slug = entry.slug or free_slug(entry.name)
    place = find_place(entry.postcode, country=entry.country, town=entry.town) if entry.postcode else None
    entry.lat, entry.lon = (place.lat, place.lon) if place else (None, None)
    if place and not entry.region_id:
        entry.region_id = place.region_code


def free_slug(name: str) -> str:
    """A page address for `name` that no organisation has yet, numbered from 2 where needed.

    Two at once may find the same: the unique column stops the second, which then tries again.
    """
    stem = slugify(name.replace("ß", "ss"))[:LONGEST_SLUG].strip("-") or "profil"
    taken = set(Organisation.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    if stem not in taken:
        return stem
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{stem}-{number}") not in taken)
